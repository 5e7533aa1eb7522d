package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as the real database's catalog has it.
 *
 * @param key the primary key's columns
 * @param unique columns of any unique index, those of the key included
 * @param estimate of its rows, -1 when it was never analyzed
 */
record TableFacts(TableName name, List<Column> columns, List<String> key, Set<String> unique, long estimate) {
    private static final int MOST_TABLES = 20;

    /**
     * A column.
     *
     * @param type in SQL
     * @param base the same, or what its domain is over
     * @param category {@code pg_type.typcategory} of {@code base}
     * @param generated computed from others
     * @param identity {@code a} always, {@code d} by default, empty for none
     * @param byDefault its default's expression
     */
    record Column(
            String name,
            String type,
            String base,
            char category,
            boolean notNull,
            boolean generated,
            String identity,
            @Nullable String byDefault) {
        String quoted() {
            return TableName.quote(name);
        }

        /** Whether the server takes a value from a sequence where none is given. */
        boolean isNumbered() {
            return !identity.isEmpty() || (byDefault != null && byDefault.contains("nextval("));
        }
    }

    /** A foreign key. */
    record ForeignKey(TableName from, List<String> columns, TableName to, List<String> referenced) {}

    /**
     * A table, those that refer to it, and those that any of them refer to.
     *
     * @param tables the first is the table itself
     * @param keys among them
     * @param left tables that would belong here and are one too many
     */
    record Family(List<TableFacts> tables, List<ForeignKey> keys, List<TableName> left) {
        TableFacts table() {
            return tables.get(0);
        }

        TableFacts table(TableName name) {
            return tables.stream()
                    .filter(table -> table.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final String FOREIGN_KEYS = """
            SELECT n1.nspname, c1.relname, n2.nspname, c2.relname,
                   ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS x(num, o)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.num ORDER BY x.o),
                   ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS x(num, o)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = x.num ORDER BY x.o)
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c1 ON c1.oid = k.conrelid JOIN pg_catalog.pg_namespace n1 ON n1.oid = c1.relnamespace
            JOIN pg_catalog.pg_class c2 ON c2.oid = k.confrelid JOIN pg_catalog.pg_namespace n2 ON n2.oid = c2.relnamespace
            WHERE k.contype = 'f' AND k.conparentid = 0 ORDER BY 1, 2, k.conname""";

    private static final String COLUMNS = """
            SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                   CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod)
                        ELSE pg_catalog.format_type(a.atttypid, a.atttypmod) END,
                   coalesce(b.typcategory, t.typcategory),
                   a.attnotnull, a.attgenerated <> '', a.attidentity::text,
                   CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = ?::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""";

    private static final String INDEXED = """
            SELECT a.attname, i.indisprimary
            FROM pg_catalog.pg_index i
            CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = ?::bigint::oid AND i.indisunique AND k.position <= i.indnkeyatts
            ORDER BY i.indisprimary DESC, k.position""";

    /** @throws RehearsalException when there is no such table */
    static Family family(Connection real, TableName table) throws SQLException, RehearsalException {
        List<ForeignKey> all = Db.rows(
                real,
                FOREIGN_KEYS,
                row -> new ForeignKey(
                        new TableName(row.getString(1), row.getString(2)),
                        texts(row, 5),
                        new TableName(row.getString(3), row.getString(4)),
                        texts(row, 6)));
        Map<TableName, TableFacts> found = new LinkedHashMap<>();
        found.put(table, read(real, table));
        List<TableName> left = new ArrayList<>();
        Deque<TableName> parentsWanted = new ArrayDeque<>(List.of(table));
        for (ForeignKey key : all) {
            if (key.to().equals(table)) {
                add(real, key.from(), found, left, parentsWanted);
            }
        }
        while (!parentsWanted.isEmpty()) {
            TableName from = parentsWanted.pop();
            for (ForeignKey key : all) {
                if (key.from().equals(from)) {
                    add(real, key.to(), found, left, parentsWanted);
                }
            }
        }
        List<ForeignKey> among = all.stream()
                .filter(key -> found.containsKey(key.from()) && found.containsKey(key.to()))
                .toList();
        return new Family(List.copyOf(found.values()), among, List.copyOf(left));
    }

    private static void add(
            Connection real,
            TableName name,
            Map<TableName, TableFacts> found,
            List<TableName> left,
            Deque<TableName> wanted)
            throws SQLException, RehearsalException {
        if (found.containsKey(name) || left.contains(name)) {
            return;
        }
        if (found.size() >= MOST_TABLES) {
            left.add(name);
            return;
        }
        found.put(name, read(real, name));
        wanted.add(name);
    }

    private static TableFacts read(Connection real, TableName name) throws SQLException, RehearsalException {
        record Known(long oid, long estimate) {}
        Known known = Db.first(
                real,
                "SELECT c.oid::bigint, c.reltuples::bigint FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?",
                row -> new Known(row.getLong(1), row.getLong(2)),
                name.schema(),
                name.name());
        if (known == null) {
            throw new RehearsalException(
                    "table " + name + " does not exist in the database",
                    "Check schema and name in the migration's file");
        }
        List<Column> columns = Db.rows(
                real,
                COLUMNS,
                row -> new Column(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4).charAt(0),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getString(7),
                        row.getString(8)),
                known.oid());
        List<String> key = new ArrayList<>();
        Set<String> unique = new HashSet<>();
        Db.rows(
                real,
                INDEXED,
                row -> {
                    unique.add(row.getString(1));
                    if (row.getBoolean(2)) {
                        key.add(row.getString(1));
                    }
                    return row.getString(1);
                },
                known.oid());
        return new TableFacts(name, columns, List.copyOf(key), Set.copyOf(unique), known.estimate());
    }

    private static List<String> texts(java.sql.ResultSet row, int column) throws SQLException {
        List<String> texts = Db.texts(row, column);
        return texts == null ? List.of() : texts;
    }

    Column column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    /** Columns that take values. */
    List<Column> stored() {
        return columns.stream().filter(column -> !column.generated()).toList();
    }

    /** The columns' quoted names, joined by commas. */
    static String list(List<Column> columns) {
        return columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
    }

    static String names(List<String> columns) {
        return columns.stream().map(TableName::quote).collect(Collectors.joining(", "));
    }
}
