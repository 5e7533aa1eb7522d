package dev.crossfade.admin.catalog;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.proxy.MySqlDefault;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads {@link Catalog}s of a MySQL server, of all databases that the connection's user sees into; the version moves only when the content
 * did. A relation's number is made of its name: a server shows none. Not safe for use by several threads at a time.
 */
public final class MySqlCatalogLoader {
    private static final String SYSTEM_SCHEMAS =
            " NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys', 'crossfade')";

    private static final String COLUMNS = "SELECT t.table_schema, t.table_name, t.table_type = 'VIEW', c.column_name,"
            + " c.ordinal_position, c.column_type, c.character_set_name, c.collation_name, c.is_nullable = 'NO',"
            + " c.column_default, c.extra, c.data_type FROM information_schema.tables t"
            + " JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name"
            + " WHERE t.table_schema" + SYSTEM_SCHEMAS + " ORDER BY 1, 2, 5";

    private static final String VIEWS = "SELECT view_schema, view_name, table_schema, table_name FROM"
            + " information_schema.view_table_usage WHERE view_schema" + SYSTEM_SCHEMAS;

    private static final String GRANTS = "SELECT DISTINCT table_schema, table_name FROM"
            + " information_schema.column_privileges WHERE table_schema" + SYSTEM_SCHEMAS;

    private static final String FUNCTIONS = "SELECT LOWER(routine_name) FROM information_schema.routines"
            + " WHERE routine_type = 'FUNCTION' AND is_deterministic = 'NO' AND routine_schema" + SYSTEM_SCHEMAS;

    private Catalog last = Catalog.EMPTY;

    /** A relation as it is read. */
    private static final class Read {
        private final TableName name;
        private final boolean isView;
        private final List<Column> columns = new ArrayList<>();
        private final Set<String> gone = new HashSet<>();

        Read(TableName name, boolean isView) {
            this.name = name;
            this.isView = isView;
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
    }

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
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            Map<TableName, Read> read = columns(statement);
            gone.forEach((table, columns) -> {
                Read of = read.get(table);
                if (of != null) {
                    of.addGone(columns);
                }
            });
            Map<TableName, Set<TableName>> under = new HashMap<>();
            try (ResultSet rows = statement.executeQuery(VIEWS)) {
                while (rows.next()) {
                    under.computeIfAbsent(new TableName(rows.getString(1), rows.getString(2)), v -> new HashSet<>())
                            .add(new TableName(rows.getString(3), rows.getString(4)));
                }
            }
            Set<TableName> granted = new HashSet<>();
            try (ResultSet rows = statement.executeQuery(GRANTS)) {
                while (rows.next()) {
                    granted.add(new TableName(rows.getString(1), rows.getString(2)));
                }
            }
            Set<String> volatileFunctions = new HashSet<>();
            try (ResultSet rows = statement.executeQuery(FUNCTIONS)) {
                while (rows.next()) {
                    volatileFunctions.add(rows.getString(1));
                }
            }
            Map<TableName, Relation> relations = new HashMap<>();
            read.values()
                    .forEach(one -> relations.put(
                            one.name,
                            new Relation(
                                    one.name,
                                    number(one.name),
                                    one.isView ? 'v' : 'r',
                                    one.columns,
                                    dependsOn(one.name, under),
                                    granted.contains(one.name),
                                    false,
                                    false,
                                    one.gone)));
            if (!relations.equals(last.relations()) || !volatileFunctions.equals(last.volatileFunctions())) {
                last = new Catalog(last.version() + 1, relations, volatileFunctions);
            }
            return last;
        }
    }

    private static long number(TableName name) {
        return 1 + (name.toString().hashCode() & 0x7fff_ffffL);
    }

    private static Map<TableName, Read> columns(Statement statement) throws SQLException {
        Map<TableName, Read> read = new LinkedHashMap<>();
        Map<TableName, List<String>> unsure = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                TableName name = new TableName(row.getString(1), row.getString(2));
                Read relation = read.get(name);
                if (relation == null) {
                    relation = new Read(name, row.getBoolean(3));
                    read.put(name, relation);
                }
                Column column = column(row);
                relation.columns.add(column);
                if (!relation.isView
                        && !MySqlDefault.isShownWhole(row.getString(12), row.getString(10), row.getString(11))) {
                    unsure.computeIfAbsent(name, n -> new ArrayList<>()).add(column.name());
                }
            }
        }
        for (Map.Entry<TableName, List<String>> table : unsure.entrySet()) {
            Read relation = Objects.requireNonNull(read.get(table.getKey()));
            String created = created(statement, table.getKey());
            relation.columns.replaceAll(column -> table.getValue().contains(column.name())
                    ? withDefault(column, MySqlDefault.inCreateTable(created, column.name()))
                    : column);
        }
        return read;
    }

    private static Column column(ResultSet row) throws SQLException {
        String charset = row.getString(7);
        String extra = row.getString(11);
        boolean expression = MySqlDefault.isExpression(extra);
        String upper = extra.toUpperCase(Locale.ROOT);
        return new Column(
                row.getString(4),
                row.getInt(5),
                row.getString(6)
                        + (charset == null ? "" : " CHARACTER SET " + charset + " COLLATE " + row.getString(8)),
                0,
                -1,
                -1,
                row.getBoolean(9),
                MySqlDefault.sql(row.getString(12), row.getString(10), extra),
                expression,
                upper.contains("GENERATED") && !expression,
                upper.contains("AUTO_INCREMENT"));
    }

    private static String created(Statement statement, TableName table) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SHOW CREATE TABLE " + quoted(table.schema()) + "." + quoted(table.name()))) {
            return row.next() ? row.getString(2) : "";
        }
    }

    private static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    private static Column withDefault(Column column, @Nullable String sql) {
        return new Column(
                column.name(),
                column.attnum(),
                column.type(),
                column.typeOid(),
                column.typeSize(),
                column.typmod(),
                column.notNull(),
                sql == null ? column.defaultExpression() : sql,
                column.defaultIsVolatile(),
                column.generated(),
                column.identityAlways());
    }

    /** Everything a view reads, directly or through other views. */
    private static Set<TableName> dependsOn(TableName view, Map<TableName, Set<TableName>> under) {
        Set<TableName> seen = new HashSet<>();
        Deque<TableName> open = new ArrayDeque<>(under.getOrDefault(view, Set.of()));
        while (!open.isEmpty()) {
            TableName next = open.pop();
            if (seen.add(next)) {
                open.addAll(under.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }
}
