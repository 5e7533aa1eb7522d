package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.MySqlKeyBatches;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be so on MySQL before a rename may start. What the column has that would have to be carried over, and is not in this
 * version, is refused. Changes nothing. Of {@code information_schema} and {@code performance_schema}.
 */
final class MySqlPreflight {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
    static final int LEAST_VERSION = 8_00_29;

    private static final Set<String> TYPES = Set.of(
            "tinyint",
            "smallint",
            "mediumint",
            "int",
            "bigint",
            "decimal",
            "float",
            "double",
            "bit",
            "char",
            "varchar",
            "tinytext",
            "text",
            "mediumtext",
            "longtext",
            "binary",
            "varbinary",
            "tinyblob",
            "blob",
            "mediumblob",
            "longblob",
            "date",
            "datetime",
            "timestamp",
            "time",
            "year",
            "enum",
            "set",
            "json");

    private static final String OF_TABLE = " WHERE table_schema = ? AND table_name = ?";
    private static final String ITS_WRITERS =
            "SELECT grantee FROM information_schema.%s WHERE privilege_type IN ('UPDATE', 'INSERT', 'SELECT', 'DELETE')";

    /** The server's own accounts, which nobody logs in as (https://dev.mysql.com/doc/refman/8.0/en/reserved-accounts.html). */
    private static final String RESERVED = "'mysql.";

    private final Connection connection;
    private final Shape shape;
    private final TableName table;
    private final ColumnFacts old;
    private final List<Finding> findings = new ArrayList<>();

    MySqlPreflight(Connection connection, Shape shape) {
        this.connection = connection;
        this.shape = shape;
        this.table = shape.migration().table();
        this.old = shape.olds().get(0);
    }

    /** @param expanded whether the new column is there, and ours */
    List<Finding> findings(boolean expanded, boolean guarded) throws SQLException {
        if (guarded) {
            found(
                    "a guard trigger is not in this version on MySQL",
                    "Write guard: none, and let all who write go through Crossfade.");
        }
        server();
        if (findings.isEmpty()) {
            privileges();
        }
        if (findings.isEmpty()) {
            table();
            column();
            for (NewColumn added : shape.migration().newColumns()) {
                if (!expanded && any("columns", " AND column_name = ?", added.name())) {
                    found("table " + table + " has a column " + added.name(), "Choose another name for the new one.");
                }
            }
        }
        return List.copyOf(findings);
    }

    /** What may come to the table at any time. */
    List<Finding> ofTable() throws SQLException {
        table();
        if (any("columns", " AND column_name = ?", old.name())) {
            column();
        }
        return List.copyOf(findings);
    }

    private void found(String what, String todo) {
        findings.add(new Finding(what, todo));
    }

    private boolean is(String sql, Object... parameters) throws SQLException {
        return Boolean.TRUE.equals(Db.first(connection, sql, row -> row.getBoolean(1), parameters));
    }

    /** Whether a table of {@code information_schema} has a row of this table, and more. */
    private boolean any(String of, String more, Object... parameters) throws SQLException {
        List<Object> all = new ArrayList<>(List.of(table.schema(), table.name()));
        all.addAll(Arrays.asList(parameters));
        return is("SELECT COUNT(*) > 0 FROM information_schema." + of + OF_TABLE + more, all.toArray());
    }

    private void server() throws SQLException {
        String said = Db.first(connection, "SELECT VERSION()", row -> row.getString(1));
        String version = said == null ? "" : said;
        if (!MySqlPlatform.carriesOut(MySqlGreeting.named(version))) {
            found(
                    "the server is " + version + "; " + MySqlPlatform.SERVERS,
                    "From 8.0.29 on it adds and drops columns at once.");
            return;
        }
        if (is("SELECT @@GLOBAL.log_bin AND @@GLOBAL.binlog_format <> 'ROW'")) {
            found(
                    "binlog_format is not ROW",
                    "Backfill skips rows that are locked, which only rows can say: SET GLOBAL binlog_format = ROW.");
        }
        if (is("SELECT @@GLOBAL.read_only")) {
            found("the server is read only", "Start on the source.");
        }
    }

    /** {@code 8.0.31-log} as 80031. */
    static int number(String version) {
        Matcher parts = NUMBER.matcher(version);
        int number = 0;
        for (int i = 0; i < 3; i++) {
            number = number * 100 + (parts.find() ? Integer.parseInt(parts.group()) : 0);
        }
        return number;
    }

    private void privileges() throws SQLException {
        tried(
                "SELECT COUNT(*) FROM information_schema.innodb_trx",
                "see open transactions",
                "GRANT PROCESS ON *.* TO it.");
        tried(
                "SELECT COUNT(*) FROM performance_schema.metadata_locks WHERE object_name = 'crossfade'",
                "see who has a table",
                "GRANT SELECT ON performance_schema.* TO it.");
        tried("SELECT COUNT(*) FROM mysql.user", "see which accounts use the table", "GRANT SELECT ON mysql.* TO it.");
        if (!findings.isEmpty()) {
            return;
        }
        List<String> off = MySqlTransactions.switchedOff(connection);
        if (!off.isEmpty()) {
            found(
                    "the server does not tell of all sessions who has a table, or is in a transaction: switched off in its"
                            + " performance_schema: " + String.join(", ", off),
                    "Switch it on, as it is by default, for sessions that are there already, too.");
        }
        if (is(
                "SELECT @@GLOBAL.log_bin AND NOT @@GLOBAL.log_bin_trust_function_creators AND NOT EXISTS (SELECT 1 FROM"
                        + " information_schema.user_privileges WHERE privilege_type = 'SUPER' AND grantee ="
                        + " CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@', QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1))))")) {
            found(
                    "the engine's user may not create functions while there is a binary log",
                    "SET GLOBAL log_bin_trust_function_creators = 1, or GRANT SUPER ON *.* TO it.");
        }
    }

    private void tried(String sql, String what, String todo) throws SQLException {
        try {
            Db.first(connection, sql, row -> row.getLong(1));
        } catch (SQLException e) {
            if (!Errors.isDenied(e)) {
                throw e;
            }
            found("the engine's user may not " + what, todo);
        }
    }

    private void table() throws SQLException {
        if (any("tables", " AND (table_type <> 'BASE TABLE' OR engine <> 'InnoDB')")) {
            found(table + " is not a table of InnoDB", "Others have no transactions.");
        }
        if (any("tables", " AND row_format = 'Compressed'") || any("statistics", " AND index_type = 'FULLTEXT'")) {
            found(
                    "table " + table + " is compressed, or has a FULLTEXT index",
                    "Columns of such are not added at once.");
        }
        if (shape.key().isEmpty()) {
            found("table " + table + " has no primary key", "Give it one: backfill goes through the table by it.");
        }
        for (ColumnFacts key : shape.key()) {
            if (!MySqlKeyBatches.isKey(key.bareType())) {
                found(
                        "column " + key.name() + " of the primary key is of type " + key.bareType(),
                        "In this version the table is gone through by integers, char, varchar, binary, varbinary and dates.");
            }
        }
        if (any("statistics", " AND index_name = 'PRIMARY' AND sub_part IS NOT NULL")) {
            found("the primary key of " + table + " is of the beginning of a column", "It has to be of all of it.");
        }
        if (is(
                "SELECT COUNT(*) > 0 FROM information_schema.triggers WHERE event_object_schema = ? AND event_object_table = ?",
                table.schema(),
                table.name())) {
            found("table " + table + " has triggers", "Crossfade cannot see what they do to the column; drop them.");
        }
    }

    private void column() throws SQLException {
        String name = old.name();
        String column = "column " + name + " of table " + table;
        if (!TYPES.contains(old.bareType())) {
            found(column + " is of type " + old.bareType(), "Columns of this type are not moved in this version.");
        }
        if (any("columns", " AND column_name = ? AND is_nullable = 'NO'", name)) {
            found(
                    column + " is NOT NULL",
                    "To make its successor so rebuilds the table, which this version does not do: it ends what others read.");
        }
        if (any("columns", " AND column_name = ? AND (column_default IS NOT NULL OR extra <> '')", name)) {
            found(
                    column + " has a default, or is generated, invisible or numbered",
                    "These are not carried over in this version.");
        }
        if (any("statistics", " AND column_name = ?", name) || any("key_column_usage", " AND column_name = ?", name)) {
            found(
                    column + " has an index, or is part of a key",
                    "Indexes are not carried over in this version; drop it.");
        }
        String quoted = "%`"
                + name.replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                        .replace("`", "``") + "`%";
        if (any("columns", " AND generation_expression LIKE ?", quoted)
                || any("statistics", " AND expression LIKE ?", quoted)
                || any(
                        "partitions",
                        " AND (partition_expression LIKE ? OR subpartition_expression LIKE ?)",
                        quoted,
                        quoted)
                || is(
                        "SELECT COUNT(*) > 0 FROM information_schema.table_constraints t JOIN information_schema.check_constraints c"
                                + " ON c.constraint_schema = t.constraint_schema AND c.constraint_name = t.constraint_name"
                                + " WHERE t.table_schema = ? AND t.table_name = ? AND c.check_clause LIKE ?",
                        table.schema(),
                        table.name(),
                        quoted)) {
            found(
                    "a generated column, an index, a partition or a CHECK of the table is made of " + column,
                    "These are not carried over in this version.");
        }
        if (any("column_privileges", " AND column_name = ?", name)) {
            found(
                    "there are privileges on " + column,
                    "Grant them on the table: they are not carried over in this version.");
        }
        List<String> views = Db.rows(
                connection,
                "SELECT CONCAT(v.table_schema, '.', v.table_name) FROM information_schema.view_table_usage u"
                        + " JOIN information_schema.views v ON v.table_schema = u.view_schema AND v.table_name = u.view_name"
                        + " WHERE u.table_schema = ? AND u.table_name = ? AND v.view_definition LIKE ?",
                row -> row.getString(1),
                table.schema(),
                table.name(),
                quoted);
        if (!views.isEmpty()) {
            found(
                    "view " + String.join(", ", views) + " reads " + column,
                    "It would break when the column is dropped: drop it, or make it read another.");
        }
    }

    /**
     * What lets accounts that may use the table call the functions of rewritten statements. MySQL has nobody to grant to who
     * stands for all; those that may do so already are left out.
     */
    static List<String> grants(Connection connection, Shape shape) throws SQLException {
        TableName table = shape.migration().table();
        Set<String> accounts = new LinkedHashSet<>();
        accounts.addAll(Db.rows(connection, ITS_WRITERS.formatted("user_privileges"), row -> row.getString(1)));
        accounts.addAll(Db.rows(
                connection,
                ITS_WRITERS.formatted("schema_privileges") + " AND ? LIKE table_schema",
                row -> row.getString(1),
                table.schema()));
        for (String of : List.of("table_privileges", "column_privileges")) {
            accounts.addAll(Db.rows(
                    connection,
                    ITS_WRITERS.formatted(of) + " AND table_schema = ? AND table_name = ?",
                    row -> row.getString(1),
                    table.schema(),
                    table.name()));
        }
        Set<String> may = new LinkedHashSet<>();
        for (String of : List.of("user_privileges WHERE TRUE", "schema_privileges WHERE table_schema = 'crossfade'")) {
            may.addAll(Db.rows(
                    connection,
                    "SELECT grantee FROM information_schema." + of + " AND privilege_type = 'EXECUTE'",
                    row -> row.getString(1)));
        }
        return accounts.stream()
                .filter(account -> !may.contains(account) && !account.startsWith(RESERVED))
                .map(account -> "GRANT EXECUTE ON crossfade.* TO " + account)
                .toList();
    }
}
