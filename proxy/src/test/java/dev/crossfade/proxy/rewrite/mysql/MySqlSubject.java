package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column of one table as a migration, in a database whose script makes and drops that table as it likes: integers are
 * widened to bigint by a cast, varchar and text are turned round by functions, everything else is renamed.
 */
final class MySqlSubject {
    private static final Set<String> FUNCTIONS_MADE = new HashSet<>();
    private static final Set<String> WIDENED = Set.of("tinyint", "smallint", "mediumint", "int");

    private final Connection connection;
    private final String database;
    private final String table;
    private final String column;
    private final Stage stage;
    private @Nullable ColumnMigration migration;
    private List<String> untouched = List.of();
    private Catalog catalog = Catalog.EMPTY;
    private MySqlSession session;
    private boolean shadowed;

    MySqlSubject(Connection connection, String database, String table, String column, Stage stage) {
        this.connection = connection;
        this.database = database;
        this.table = table;
        this.column = column;
        this.stage = stage;
        this.session = MySqlSession.of(database);
    }

    boolean isMigrating() {
        return migration != null && !shadowed;
    }

    /** A temporary table hides the table, or does so no longer. */
    void shadow(boolean by) {
        shadowed = by;
    }

    private String added() {
        return column.toLowerCase(Locale.ROOT) + "_new";
    }

    private String quoted() {
        return "`" + database + "`.`" + table + "`";
    }

    /** For statements that change tables: the migration ends before them and starts again after. */
    void suspend() throws SQLException {
        if (migration != null) {
            migration = null;
            MySqlShop.run(connection, "ALTER TABLE " + quoted() + " DROP COLUMN `" + added() + "`");
        }
    }

    void mode() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@sql_mode")) {
            row.next();
            String mode = row.getString(1);
            session = MySqlSession.of(database, false, mode);
        }
    }

    /** Looks what has become of the table, and lets the column migrate if it can. */
    void resume() throws SQLException {
        migration = null;
        untouched = new ArrayList<>();
        ColumnMigration found = null;
        boolean there = false;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT c.column_name, c.column_type, c.data_type, c.extra,"
                        + " c.character_set_name, c.collation_name, (SELECT count(*) FROM information_schema.triggers g"
                        + " WHERE g.event_object_schema = c.table_schema AND g.event_object_table = c.table_name)"
                        + " + (SELECT count(*) FROM information_schema.key_column_usage k WHERE"
                        + " k.referenced_table_name IS NOT NULL AND k.table_schema = c.table_schema"
                        + " AND (k.table_name = c.table_name AND k.column_name = c.column_name"
                        + " OR k.referenced_table_name = c.table_name AND k.referenced_column_name = c.column_name))"
                        + " + (SELECT count(*) FROM information_schema.partitions p WHERE p.table_schema ="
                        + " c.table_schema AND p.table_name = c.table_name AND p.partition_name IS NOT NULL),"
                        + " (SELECT t.table_type = 'BASE TABLE' AND t.engine = 'InnoDB'"
                        + " FROM information_schema.tables t WHERE t.table_schema = c.table_schema AND t.table_name ="
                        + " c.table_name) FROM information_schema.columns c WHERE c.table_schema = '" + database
                        + "' AND c.table_name = '" + table + "'")) {
            while (rows.next()) {
                String extra = rows.getString(4).toLowerCase(Locale.ROOT);
                if (extra.contains("on update")) {
                    untouched.add(rows.getString(1));
                }
                there |= rows.getString(1).equalsIgnoreCase(added());
                if (rows.getString(1).equalsIgnoreCase(column)
                        && rows.getBoolean(8)
                        && rows.getInt(7) == 0
                        && !extra.contains("auto_increment")
                        && !extra.contains("on update")
                        && !extra.contains("generated")
                        && isPlain(rows.getString(2))) {
                    found = migration(rows.getString(2), rows.getString(3), rows.getString(5), rows.getString(6));
                }
            }
        }
        if (found != null && !there) {
            String type = found.newColumns().get(0).type();
            MySqlShop.run(connection, "ALTER TABLE " + quoted() + " ADD COLUMN `" + added() + "` " + type + " NULL");
            migration = found;
            fill();
        }
        look();
    }

    /** Labels of an enum that this connection's character set does not have come back as others. */
    private static boolean isPlain(String type) {
        return type.chars().allMatch(c -> c < 128 && c != '?');
    }

    /** Reads what tables there are. */
    void look() throws SQLException {
        catalog = withViews(MySqlShop.catalog(connection, database), connection, database);
    }

    /** The catalog with what is a view, and of which tables. */
    static Catalog withViews(Catalog of, Connection connection, String database) throws SQLException {
        Map<TableName, Set<TableName>> under = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT view_name, table_name FROM"
                        + " information_schema.view_table_usage WHERE view_schema = '" + database + "'")) {
            while (rows.next()) {
                under.computeIfAbsent(new TableName(database, rows.getString(1)), n -> new HashSet<>())
                        .add(new TableName(database, rows.getString(2)));
            }
        }
        for (boolean more = true; more; ) { // views of views read what these read
            more = false;
            for (Set<TableName> reads : under.values()) {
                for (TableName read : List.copyOf(reads)) {
                    more |= reads.addAll(under.getOrDefault(read, Set.of()));
                }
            }
        }
        Map<TableName, Catalog.Relation> relations = new HashMap<>(of.relations());
        under.forEach((view, tables) ->
                relations.computeIfPresent(view, (n, r) -> new Catalog.Relation(n, r.oid(), 'v', r.columns(), tables)));
        return new Catalog(System.nanoTime(), relations, Set.of());
    }

    private ColumnMigration migration(
            String columnType, String dataType, @Nullable String charset, @Nullable String collation)
            throws SQLException {
        boolean binary = charset == null;
        String type = columnType + (binary ? "" : " CHARACTER SET " + charset + " COLLATE " + collation);
        Conversion conversion =
                WIDENED.contains(dataType) && !columnType.contains("zerofill") && !columnType.equals("tinyint(1)")
                        ? Conversion.CAST
                        : !binary && (dataType.equals("varchar") || dataType.endsWith("text"))
                                ? Conversion.FUNCTION
                                : Conversion.IDENTITY;
        String old = column.toLowerCase(Locale.ROOT);
        String newType =
                conversion == Conversion.CAST ? "bigint" + (columnType.contains("unsigned") ? " unsigned" : "") : type;
        String up = conversion == Conversion.FUNCTION ? "reverse(`" + old + "`)" : "`" + old + "`";
        String down = conversion == Conversion.FUNCTION ? "reverse(`" + added() + "`)" : "`" + added() + "`";
        ColumnMigration made = new ColumnMigration(
                "r" + Integer.toHexString((type + old).hashCode()),
                "regress",
                new TableName(database, table),
                conversion,
                List.of(column),
                List.of(new NewColumn(added(), newType, up)),
                Map.of(column, down));
        if (FUNCTIONS_MADE.add(made.name())) {
            try (Connection other = dev.crossfade.testing.MysqlServer.shared().connect(database)) {
                MySqlShop.run(
                        other,
                        "CREATE DATABASE IF NOT EXISTS crossfade",
                        "CREATE TABLE IF NOT EXISTS crossfade.dead_letter (migration varchar(40), value text)");
                MySqlShop.functions(other, made, List.of(type));
            }
        }
        return made;
    }

    /** Fills the new column, before live in half of the rows. */
    private void fill() throws SQLException {
        ColumnMigration of = migration;
        if (of == null) {
            return;
        }
        String up = of.conversion() == Conversion.IDENTITY
                ? "`" + column + "`"
                : MySqlShop.quoted(of.up(0, OnFailure.NULL)) + "(`" + column + "`)";
        StringBuilder sets = new StringBuilder("`" + added() + "` = " + up);
        untouched.forEach(
                c -> sets.append(", `").append(c).append("` = `").append(c).append('`'));
        MySqlShop.run(
                connection,
                "UPDATE IGNORE " + quoted() + " SET " + sets
                        + (stage.isBefore(Stage.LIVE) ? " WHERE crc32(`" + column + "`) % 2 = 0" : ""));
    }

    RewriteRequest request(String sql) {
        ColumnMigration of = migration;
        RuleSet rules = of == null ? RuleSet.NONE : new RuleSet(List.of(MigrationRule.of(of, stage, Side.OLD)));
        Set<TableName> hidden = shadowed ? Set.of(new TableName(database, table)) : Set.of();
        return RewriteRequest.forMySql(sql, rules, catalog, hidden, session);
    }

    /** Counts rows whose new value is not what the old one becomes. */
    @Nullable
    String disagreement() {
        ColumnMigration of = migration;
        if (of == null) {
            return null;
        }
        String up = of.conversion() == Conversion.FUNCTION ? "reverse(`" + column + "`)" : "`" + column + "`";
        return "SELECT count(*) FROM " + quoted() + " WHERE "
                + (stage.isBefore(Stage.LIVE) ? "`" + added() + "` IS NOT NULL AND " : "") + "NOT CAST(`" + added()
                + "` AS BINARY) <=> CAST(" + up + " AS BINARY)";
    }
}
