package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.Indexes.Copy;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.admin.engine.sql.Successor;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the indexes over old columns and writes their copies over the new ones. */
final class IndexReader {
    /** One row per index and column, in order. An expression has attnum 0 and so no attname. */
    private static final String QUERY = """
            SELECT ic.relname AS index, am.amname AS method, i.indisunique, i.indisexclusion, i.indimmediate,
                   coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
                   k.position > i.indnkeyatts AS included, a.attname,
                   CASE WHEN NOT o.opcdefault THEN pg_catalog.format('%I.%I', n.nspname, o.opcname) END AS operator_class,
                   CASE WHEN coll.oid IS DISTINCT FROM NULLIF(a.attcollation, 0)
                        THEN pg_catalog.format('%I.%I', cn.nspname, coll.collname) END AS collation,
                   coalesce((i.indoption::int2[])[k.position - 1], 0) AS option,
                   pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate, ts.spcname AS tablespace,
                   array_to_string(ic.reloptions, ', ') AS options
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
            JOIN pg_catalog.pg_am am ON am.oid = ic.relam
            CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
            LEFT JOIN pg_catalog.pg_opclass o
              ON k.position <= i.indnkeyatts AND o.oid = (i.indclass::oid[])[k.position - 1]
            LEFT JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
            LEFT JOIN pg_catalog.pg_collation coll
              ON k.position <= i.indnkeyatts AND coll.oid = (i.indcollation::oid[])[k.position - 1]
            LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = coll.collnamespace
            LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace
            WHERE i.indrelid = ?::bigint::oid AND i.indisvalid
            ORDER BY ic.relname, k.position""";

    private static final String OR_NULL = "_null";

    private IndexReader() {}

    private record Column(
            @Nullable String name,
            boolean included,
            @Nullable String operatorClass,
            @Nullable String collation,
            int option) {}

    private record Index(
            String name,
            String method,
            boolean unique,
            boolean exclusion,
            boolean immediate,
            boolean nullsNotDistinct,
            @Nullable String predicate,
            @Nullable String tablespace,
            @Nullable String options,
            List<Column> columns) {}

    /** @param orNull copies for when new alone is written, which may hold what old cannot */
    static List<Copy> read(Connection connection, Shape shape, boolean orNull) throws SQLException {
        Map<String, Index> indexes = new LinkedHashMap<>();
        Db.rows(
                connection,
                QUERY,
                row -> {
                    String name = row.getString("index");
                    Index index = indexes.get(name);
                    if (index == null) {
                        index = index(row, name);
                        indexes.put(name, index);
                    }
                    index.columns().add(column(row));
                    return name;
                },
                shape.tableOid());
        Map<String, String> successors = new Successor(shape, orNull).all();
        List<Copy> copies = new ArrayList<>();
        for (Index index : indexes.values()) {
            if (index.columns().stream().anyMatch(c -> c.name() != null && successors.containsKey(c.name()))) {
                copies.add(copy(shape, index, successors, orNull));
            }
        }
        return copies;
    }

    private static Index index(ResultSet row, String name) throws SQLException {
        return new Index(
                name,
                row.getString("method"),
                row.getBoolean("indisunique"),
                row.getBoolean("indisexclusion"),
                row.getBoolean("indimmediate"),
                row.getBoolean("nulls_not_distinct"),
                row.getString("predicate"),
                row.getString("tablespace"),
                row.getString("options"),
                new ArrayList<>());
    }

    private static Column column(ResultSet row) throws SQLException {
        return new Column(
                row.getString("attname"),
                row.getBoolean("included"),
                row.getString("operator_class"),
                row.getString("collation"),
                row.getInt("option"));
    }

    private static Copy copy(Shape shape, Index index, Map<String, String> successors, boolean orNull) {
        String name = Indexes.copyName(shape, orNull ? index.name() + OR_NULL : index.name());
        String why = whyNot(shape, index, successors.keySet());
        return why == null
                ? new Copy(name, index.name(), sql(shape, index, name, successors, orNull), null)
                : new Copy(name, index.name(), null, "index " + index.name() + " gets no copy: " + why);
    }

    private static @Nullable String whyNot(Shape shape, Index index, Set<String> old) {
        if (!Set.of("btree", "hash").contains(index.method())) {
            return "its method is " + index.method();
        }
        if (index.exclusion()) {
            return "it is an exclusion constraint's";
        }
        if (!index.immediate()) {
            return "its constraint is deferrable, and a unique index is checked at once: it would refuse what old takes";
        }
        if (index.columns().stream().anyMatch(c -> c.name() == null)) {
            return "it is over an expression";
        }
        // pg_get_expr prints names as they are; a name inside a longer one or a string only makes this too careful.
        String predicate = index.predicate();
        for (String column : new TreeSet<>(old)) {
            if (predicate != null && predicate.contains(column)) {
                return "its WHERE clause may name " + column;
            }
        }
        if (shape.migration().conversion() == Conversion.FUNCTION
                && index.columns().stream().anyMatch(c -> c.included() && old.contains(c.name()))) {
            return "it includes an old column, and an index cannot include an expression";
        }
        boolean retyped = shape.migration().conversion() == Conversion.CAST;
        if (retyped && index.columns().stream().anyMatch(c -> old.contains(c.name()) && c.operatorClass() != null)) {
            return "its operator class is one of the old type";
        }
        return null;
    }

    private static String sql(Shape shape, Index index, String name, Map<String, String> successors, boolean orNull) {
        StringBuilder sql = new StringBuilder("CREATE ");
        sql.append(index.unique() ? "UNIQUE INDEX" : "INDEX").append(" CONCURRENTLY ");
        sql.append(TableName.quote(name)).append(" ON ").append(shape.table());
        sql.append(" USING ").append(index.method()).append(" (");
        sql.append(index.columns().stream()
                        .filter(c -> !c.included())
                        .map(c -> keyColumn(c, successors))
                        .collect(Collectors.joining(", ")))
                .append(')');
        String included = index.columns().stream()
                .filter(Column::included)
                .map(c -> quoted(c, successors))
                .collect(Collectors.joining(", "));
        if (!included.isEmpty()) {
            sql.append(" INCLUDE (").append(included).append(')');
        }
        if (index.nullsNotDistinct()) {
            sql.append(" NULLS NOT DISTINCT");
        }
        if (index.options() != null) {
            sql.append(" WITH (").append(index.options()).append(')');
        }
        if (index.tablespace() != null) {
            sql.append(" TABLESPACE ").append(TableName.quote(index.tablespace()));
        }
        List<String> conditions = new ArrayList<>();
        if (index.predicate() != null) {
            conditions.add("(" + index.predicate() + ")");
        }
        if (orNull && index.unique() && index.nullsNotDistinct()) {
            // Values that old cannot hold are NULL there, and not the same for that.
            index.columns().stream()
                    .map(c -> successors.get(c.name()))
                    .filter(Objects::nonNull)
                    .forEach(s -> conditions.add("(" + s + " IS NOT NULL OR ("
                            + shape.news().stream()
                                    .map(c -> c.quoted() + " IS NULL")
                                    .collect(Collectors.joining(" AND "))
                            + "))"));
        }
        if (!conditions.isEmpty()) {
            sql.append(" WHERE ").append(String.join(" AND ", conditions));
        }
        return sql.toString();
    }

    private static String keyColumn(Column column, Map<String, String> successors) {
        // indoption's bits: https://www.postgresql.org/docs/15/catalog-pg-index.html, src/include/catalog/pg_index.h
        boolean descending = (column.option() & 1) != 0;
        boolean nullsFirst = (column.option() & 2) != 0;
        return quoted(column, successors)
                + (column.collation() == null ? "" : " COLLATE " + column.collation())
                + (column.operatorClass() == null ? "" : " " + column.operatorClass())
                + (descending ? " DESC" : "")
                + (nullsFirst == descending ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }

    private static String quoted(Column column, Map<String, String> successors) {
        String successor = successors.get(column.name());
        return successor == null ? TableName.quote(String.valueOf(column.name())) : successor;
    }
}
