package dev.crossfade.proxy;

import dev.crossfade.flags.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rewriter knows of a database: its tables and views with their columns, and its functions' volatility. An
 * immutable value, loaded by the control plane and published to the data plane.
 *
 * @param version counts up with every change that was noticed
 * @param relations every table, partitioned table, view, materialized view and foreign table outside system schemas
 * @param volatileFunctions names (unqualified, as stored) of functions of which at least one overload is VOLATILE, of all
 *     schemas, system schemas included
 */
public record Catalog(long version, Map<TableName, Relation> relations, Set<String> volatileFunctions) {
    public static final Catalog EMPTY = new Catalog(0, Map.of(), Set.of());

    public Catalog {
        relations = Map.copyOf(relations);
        volatileFunctions = Set.copyOf(volatileFunctions);
    }

    public @Nullable Relation relation(TableName name) {
        return relations.get(name);
    }

    /**
     * A relation.
     *
     * @param oid {@code pg_class.oid}
     * @param kind {@code pg_class.relkind}: r, p, v, m, f
     * @param columns in {@code attnum} order, dropped ones left out
     * @param dependsOn relations that this view reads, directly or through other views; empty for tables
     * @param columnGrants whether privileges are granted on single columns of it
     * @param gone names of columns that are still listed but were dropped by a migration: statements that name them are
     *     rewritten as before
     * @param guarded whether a trigger of Crossfade carries writes of one side of its migration to the other
     * @param triggered whether one does so before users' own triggers, which can change a row: then a write of old is sent
     *     as it is, and converted as they leave it
     */
    public record Relation(
            TableName name,
            long oid,
            char kind,
            List<Column> columns,
            Set<TableName> dependsOn,
            boolean columnGrants,
            boolean guarded,
            boolean triggered,
            Set<String> gone) {
        /** Without a guard. */
        public Relation(
                TableName name,
                long oid,
                char kind,
                List<Column> columns,
                Set<TableName> dependsOn,
                boolean columnGrants) {
            this(name, oid, kind, columns, dependsOn, columnGrants, false, false, Set.of());
        }

        /** Without privileges on single columns. */
        public Relation(TableName name, long oid, char kind, List<Column> columns, Set<TableName> dependsOn) {
            this(name, oid, kind, columns, dependsOn, false);
        }

        public Relation {
            columns = List.copyOf(columns);
            dependsOn = Set.copyOf(dependsOn);
            gone = Set.copyOf(gone);
        }

        public @Nullable Column column(String columnName) {
            for (Column column : columns) {
                if (column.name().equals(columnName)) {
                    return column;
                }
            }
            return null;
        }

        /** The columns by name. */
        public Map<String, Column> columnsByName() {
            Map<String, Column> byName = new HashMap<>();
            columns.forEach(c -> byName.put(c.name(), c));
            return byName;
        }
    }

    /**
     * A column.
     *
     * @param attnum {@code pg_attribute.attnum}, from 1
     * @param type as {@code format_type(atttypid, atttypmod)} prints it, ready for CAST
     * @param typeOid {@code atttypid}
     * @param typeSize {@code attlen}: bytes, or -1 for variable length
     * @param typmod {@code atttypmod}, -1 for none
     * @param notNull whether NOT NULL is declared
     * @param defaultExpression the default in SQL, or null; for a serial {@code nextval('…'::regclass)}; for identity
     *     columns an equivalent {@code nextval('schema.sequence'::regclass)}
     * @param defaultIsVolatile whether that expression must be computed once to be used twice
     * @param generated GENERATED ALWAYS AS (…) STORED: cannot be written
     * @param identityAlways GENERATED ALWAYS AS IDENTITY: can be written only with OVERRIDING; in MySQL AUTO_INCREMENT
     * @param collation {@code attcollation}, quoted and with its schema; null where the type has none, and where it is not known
     */
    public record Column(
            String name,
            int attnum,
            String type,
            int typeOid,
            int typeSize,
            int typmod,
            boolean notNull,
            @Nullable String defaultExpression,
            boolean defaultIsVolatile,
            boolean generated,
            boolean identityAlways,
            @Nullable String collation) {
        /** The database's own collation. */
        public static final String DEFAULT_COLLATION = "pg_catalog.\"default\"";

        /** Without a collation. */
        public Column(
                String name,
                int attnum,
                String type,
                int typeOid,
                int typeSize,
                int typmod,
                boolean notNull,
                @Nullable String defaultExpression,
                boolean defaultIsVolatile,
                boolean generated,
                boolean identityAlways) {
            this(
                    name,
                    attnum,
                    type,
                    typeOid,
                    typeSize,
                    typmod,
                    notNull,
                    defaultExpression,
                    defaultIsVolatile,
                    generated,
                    identityAlways,
                    null);
        }
    }
}
