package dev.crossfade.admin.catalog;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads {@link Catalog}s of one database; the version moves only when the content did. Not safe for use by several threads
 * at a time.
 */
public final class CatalogLoader {
    /**
     * Every column of every relation. Names of types and functions are printed with {@code search_path = pg_catalog}, so all
     * others carry their schema. Whether a default is volatile is read from its expression tree: pg_depend does not list
     * functions that came with the server. An identity column's default is a node of its own kind and always volatile.
     */
    private static final String COLUMNS = """
            SELECT c.oid::bigint, n.nspname, c.relname, c.relkind::text, a.attname, a.attnum,
                   pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid::bigint, a.attlen, a.atttypmod, a.attnotnull,
                   CASE WHEN a.attidentity <> ''
                        THEN pg_catalog.format('nextval(%L::regclass)', pg_catalog.format('%I.%I', sn.nspname, s.relname))
                        WHEN a.attgenerated = '' THEN coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), t.typdefault)
                   END,
                   a.attidentity <> '' OR EXISTS (
                     SELECT FROM pg_catalog.regexp_matches(d.adbin::text, ':(?:opfuncid|funcid) (\\d+)', 'g') AS m
                     JOIN pg_catalog.pg_proc p ON p.oid = m[1]::bigint::oid
                     WHERE p.provolatile = 'v'),
                   a.attgenerated <> '', a.attidentity = 'a', a.attacl IS NOT NULL,
                   (SELECT pg_catalog.format('%I.%I', ln.nspname, l.collname) FROM pg_catalog.pg_collation l
                    JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace WHERE l.oid = a.attcollation)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            LEFT JOIN pg_catalog.pg_depend sd ON a.attidentity <> '' AND sd.refclassid = 'pg_class'::regclass
              AND sd.refobjid = c.oid AND sd.refobjsubid = a.attnum AND sd.classid = 'pg_class'::regclass
              AND sd.deptype = 'i'
            LEFT JOIN pg_catalog.pg_class s ON s.oid = sd.objid
            LEFT JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'crossfade') AND n.nspname !~ '^pg_(toast|temp_)'
            ORDER BY c.oid, a.attnum""";

    /** Which relation each view's rule reads, one step; and, in the same shape, the names of volatile functions. */
    private static final String VIEWS_AND_FUNCTIONS = """
            SELECT DISTINCT r.ev_class::bigint, d.refobjid::bigint, NULL::text
            FROM pg_catalog.pg_rewrite r
            JOIN pg_catalog.pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
              AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
            JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm')
            UNION ALL
            SELECT DISTINCT NULL::bigint, NULL::bigint, p.proname::text
            FROM pg_catalog.pg_proc p
            WHERE p.provolatile = 'v' AND p.pronamespace IS DISTINCT FROM to_regnamespace('crossfade')""";

    /** Tables whose guard is on and fires after every other trigger that could change a row: bits of tgtype as in pg_trigger.h. */
    private static final String GUARDED = """
            SELECT g.tgrelid::bigint,
                   EXISTS (SELECT FROM pg_catalog.pg_trigger f
                           WHERE f.tgrelid = g.tgrelid AND f.tgfoid = g.tgfoid AND f.tgname < g.tgname
                             AND f.tgenabled IN ('O', 'A'))
            FROM pg_catalog.pg_trigger g
            WHERE starts_with(g.tgname::text, '%s') AND NOT g.tgisinternal AND g.tgenabled IN ('O', 'A')
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger o
                              WHERE o.tgrelid = g.tgrelid AND o.tgname > g.tgname AND NOT o.tgisinternal
                                AND o.tgenabled <> 'D' AND o.tgtype & 3 = 3 AND o.tgtype & 20 <> 0)""".formatted(ColumnMigration.GUARD_TRIGGER);

    private Catalog last = Catalog.EMPTY;

    /** The catalog as it is now: the one returned before, the same object, when nothing changed. */
    public Catalog load(Connection connection) throws SQLException {
        return load(connection, Map.of());
    }

    /**
     * The same.
     *
     * @param gone columns that a migration has dropped, by table: statements that name them go on working
     */
    public Catalog load(Connection connection, Map<TableName, List<Column>> gone) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SET LOCAL search_path = pg_catalog");
            Map<Long, RelationBuilder> byOid = columns(statement);
            byOid.values().forEach(relation -> relation.addGone(gone.getOrDefault(relation.name, List.of())));
            try (ResultSet row = statement.executeQuery(GUARDED)) {
                while (row.next()) {
                    RelationBuilder guarded = byOid.get(row.getLong(1));
                    if (guarded != null) {
                        guarded.guarded = true;
                        guarded.triggered = row.getBoolean(2);
                    }
                }
            }
            Set<String> volatileFunctions = new HashSet<>();
            Map<Long, Set<Long>> reads = viewsAndFunctions(statement, volatileFunctions);
            Map<TableName, Relation> relations = new HashMap<>();
            byOid.values().forEach(r -> relations.put(r.name, r.build(dependsOn(r.oid, reads, byOid))));
            if (!relations.equals(last.relations()) || !volatileFunctions.equals(last.volatileFunctions())) {
                last = new Catalog(last.version() + 1, relations, volatileFunctions);
            }
            return last;
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    private static final class RelationBuilder {
        private final long oid;
        private final TableName name;
        private final char kind;
        private final List<Column> columns = new ArrayList<>();
        private boolean columnGrants;
        private boolean guarded;
        private boolean triggered;
        private final Set<String> gone = new HashSet<>();

        RelationBuilder(long oid, TableName name, char kind) {
            this.oid = oid;
            this.name = name;
            this.kind = kind;
        }

        /** A column that was added again under the name is the one that counts. */
        void addGone(List<Column> dropped) {
            for (Column column : dropped) {
                if (columns.stream().noneMatch(c -> c.name().equals(column.name()))) {
                    columns.add(column);
                    gone.add(column.name());
                }
            }
            columns.sort(Comparator.comparingInt(Column::attnum));
        }

        Relation build(Set<TableName> dependsOn) {
            return new Relation(name, oid, kind, columns, dependsOn, columnGrants, guarded, triggered, gone);
        }
    }

    private static Map<Long, RelationBuilder> columns(Statement statement) throws SQLException {
        Map<Long, RelationBuilder> byOid = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                long oid = row.getLong(1);
                RelationBuilder relation = byOid.get(oid);
                if (relation == null) {
                    TableName name = new TableName(row.getString(2), row.getString(3));
                    relation = new RelationBuilder(oid, name, row.getString(4).charAt(0));
                    byOid.put(oid, relation);
                }
                if (row.getString(5) != null) {
                    relation.columns.add(column(row));
                    relation.columnGrants |= row.getBoolean(16);
                }
            }
        }
        return byOid;
    }

    private static Column column(ResultSet row) throws SQLException {
        @Nullable String defaultExpression = row.getString(12);
        return new Column(
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                (int) row.getLong(8),
                row.getInt(9),
                row.getInt(10),
                row.getBoolean(11),
                defaultExpression,
                row.getBoolean(13),
                row.getBoolean(14),
                row.getBoolean(15),
                row.getString(17));
    }

    private static Map<Long, Set<Long>> viewsAndFunctions(Statement statement, Set<String> volatileFunctions)
            throws SQLException {
        Map<Long, Set<Long>> reads = new HashMap<>();
        try (ResultSet row = statement.executeQuery(VIEWS_AND_FUNCTIONS)) {
            while (row.next()) {
                String function = row.getString(3);
                if (function != null) {
                    volatileFunctions.add(function);
                } else {
                    reads.computeIfAbsent(row.getLong(1), v -> new HashSet<>()).add(row.getLong(2));
                }
            }
        }
        return reads;
    }

    /** Everything a view reads, directly or through other views; those in system schemas left out. */
    private static Set<TableName> dependsOn(long view, Map<Long, Set<Long>> reads, Map<Long, RelationBuilder> byOid) {
        Set<Long> seen = new HashSet<>();
        List<Long> open = new ArrayList<>(reads.getOrDefault(view, Set.of()));
        Set<TableName> names = new HashSet<>();
        while (!open.isEmpty()) {
            long next = open.remove(open.size() - 1);
            if (!seen.add(next)) {
                continue;
            }
            RelationBuilder relation = byOid.get(next);
            if (relation != null) {
                names.add(relation.name);
            }
            open.addAll(reads.getOrDefault(next, Set.of()));
        }
        return names;
    }
}
