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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The small shop in MySQL: a split, a widened key and a rename, with the functions as the engine makes them. */
final class MySqlShop {
    private static final List<String> NAMES = List.of(
            "Ann Lee",
            "Bob Fox",
            "Cher",
            "Dan van Dyk",
            "Eve O''Neil",
            "Zoë Ångström",
            "ann lee",
            "Kim Ka Ho",
            "A B",
            "Lu X");

    private final String database;
    final ColumnMigration split;
    final ColumnMigration widen;
    final ColumnMigration rename;

    MySqlShop(String database) {
        this.database = database;
        split = new ColumnMigration(
                "customer-name",
                "shop",
                new TableName(database, "customers"),
                Conversion.FUNCTION,
                List.of("full_name"),
                List.of(
                        new NewColumn("first_name", "varchar(40)", "substring_index(full_name, ' ', 1)"),
                        new NewColumn(
                                "last_name",
                                "varchar(60)",
                                "substr(full_name, char_length(substring_index(full_name, ' ', 1)) + 2)")),
                Map.of("full_name", "if(last_name = '', first_name, concat(first_name, ' ', last_name))"));
        widen = new ColumnMigration(
                "order-id",
                "shop",
                new TableName(database, "orders"),
                Conversion.CAST,
                List.of("id"),
                List.of(new NewColumn("id_new", "bigint", "id")),
                Map.of("id", "id_new"));
        rename = new ColumnMigration(
                "item-label",
                "shop",
                new TableName(database, "items"),
                Conversion.IDENTITY,
                List.of("label"),
                List.of(new NewColumn("title", "varchar(20)", "label")),
                Map.of("label", "title"));
    }

    RuleSet rules(Stage stage, Side speaks) {
        return new RuleSet(List.of(
                MigrationRule.of(split, stage, speaks),
                MigrationRule.of(rename, stage, speaks),
                MigrationRule.of(widen, stage, speaks)));
    }

    /** The functions, in database crossfade. */
    void functions(Connection c) throws SQLException {
        run(
                c,
                "CREATE DATABASE IF NOT EXISTS crossfade",
                "CREATE TABLE IF NOT EXISTS crossfade.dead_letter (migration varchar(40), value text)");
        functions(c, split, List.of("varchar(60)"));
        functions(c, widen, List.of("int"));
        functions(c, rename, List.of("varchar(20)"));
    }

    /**
     * As the engine makes them in step announce: parameters and results have the columns' own types. An enum's bad value is
     * error 1265 in strict mode, whose SQLSTATE 01000 no handler for SQLEXCEPTION sees.
     */
    static void functions(Connection c, ColumnMigration migration, List<String> oldTypes) throws SQLException {
        functions(c, migration, oldTypes, false);
    }

    /** {@code notNull}: whether the old columns are NOT NULL before the migration starts. */
    static void functions(Connection c, ColumnMigration migration, List<String> oldTypes, boolean notNull)
            throws SQLException {
        List<String> olds = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < oldTypes.size(); i++) {
            olds.add("`" + migration.oldColumns().get(i) + "` " + oldTypes.get(i));
        }
        List<String> news = new ArrayList<>();
        for (NewColumn column : migration.newColumns()) {
            news.add("`" + column.name() + "` " + type(column));
            variables.add("DECLARE `" + column.name() + "` " + type(column) + "; ");
            sets.add("SET `" + column.name() + "` = " + column.up() + "; ");
        }
        List<String> comesBack = new ArrayList<>();
        List<String> back = new ArrayList<>();
        for (int i = 0; i < oldTypes.size(); i++) {
            String name = migration.oldColumns().get(i);
            variables.add("DECLARE back_" + i + " " + oldTypes.get(i) + "; ");
            back.add("SET back_" + i + " = " + migration.down().get(name) + "; ");
            comesBack.add("CAST(back_" + i + " AS BINARY) <=> CAST(`" + name + "` AS BINARY)");
        }
        String body = String.join("", sets) + String.join("", back) + "IF NOT (" + String.join(" AND ", comesBack)
                + ") THEN ";
        for (int i = 0; i < news.size(); i++) {
            NewColumn column = migration.newColumns().get(i);
            for (OnFailure failure : OnFailure.values()) {
                String no = switch (failure) {
                    case NULL -> "RETURN NULL";
                    case RECORD ->
                        (i == 0
                                        ? "INSERT INTO crossfade.dead_letter VALUES ('" + migration.name() + "', `"
                                                + migration.oldColumns().get(0) + "`); "
                                        : "")
                                + "RETURN NULL";
                    case RAISE -> "SIGNAL SQLSTATE '22000' SET MESSAGE_TEXT = 'does not come back'";
                };
                String handler = failure == OnFailure.RAISE
                        ? ""
                        : "DECLARE EXIT HANDLER FOR SQLEXCEPTION, 1265 BEGIN " + no + "; END; ";
                StringBuilder nulls = new StringBuilder();
                for (String old : notNull && failure == OnFailure.RAISE ? migration.oldColumns() : List.<String>of()) {
                    nulls.append("IF `" + old + "` IS NULL THEN SIGNAL SQLSTATE '23000' SET MYSQL_ERRNO = 1048,"
                            + " MESSAGE_TEXT = 'Column ''" + old + "'' cannot be null'; END IF; ");
                }
                run(
                        c,
                        "DROP FUNCTION IF EXISTS " + quoted(migration.up(i, failure)),
                        "CREATE FUNCTION " + quoted(migration.up(i, failure)) + "(" + String.join(", ", olds)
                                + ") RETURNS " + type(column)
                                + (failure == OnFailure.RECORD ? " MODIFIES SQL DATA" : " DETERMINISTIC NO SQL")
                                + " BEGIN " + String.join("", variables) + handler + nulls + body + no
                                + "; END IF; RETURN `"
                                + column.name() + "`; END");
            }
        }
        for (int i = 0; i < oldTypes.size(); i++) {
            String down = migration.down().get(migration.oldColumns().get(i));
            for (boolean checked : List.of(false, true)) {
                String function = quoted(migration.down(i, checked));
                run(
                        c,
                        "DROP FUNCTION IF EXISTS " + function,
                        "CREATE FUNCTION " + function + "(" + String.join(", ", news) + ") RETURNS "
                                + oldTypes.get(i) + " DETERMINISTIC NO SQL "
                                + (checked
                                        ? "BEGIN DECLARE result " + oldTypes.get(i) + "; SET result = " + down
                                                + "; RETURN result; END"
                                        : "RETURN " + down));
            }
        }
        agreed(c, migration, oldTypes);
        for (Side side : Side.values()) {
            List<String> parameters = new ArrayList<>();
            List<String> same = new ArrayList<>();
            int size = side == Side.OLD ? olds.size() : news.size();
            for (String prefix : List.of("a", "b")) {
                for (int i = 0; i < size; i++) {
                    String type = side == Side.OLD
                            ? oldTypes.get(i)
                            : type(migration.newColumns().get(i));
                    parameters.add(prefix + i + " " + type);
                }
            }
            for (int i = 0; i < size; i++) {
                same.add("CAST(a" + i + " AS BINARY) <=> CAST(b" + i + " AS BINARY)");
            }
            String function = quoted(migration.unchanged(side));
            run(
                    c,
                    "DROP FUNCTION IF EXISTS " + function,
                    "CREATE FUNCTION " + function + "(" + String.join(", ", parameters)
                            + ") RETURNS BOOL DETERMINISTIC NO SQL RETURN " + String.join(" AND ", same));
        }
    }

    /** Each gives back one column of a row whose sides agree; errors of a conversion mean that they do not. */
    private static void agreed(Connection c, ColumnMigration migration, List<String> oldTypes) throws SQLException {
        List<String> types = new ArrayList<>(oldTypes);
        migration.newColumns().forEach(n -> types.add(type(n)));
        int width = oldTypes.size();
        List<String> parameters = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            names.add("v" + i);
            parameters.add("v" + i + " " + types.get(i));
        }
        List<String> olds = names.subList(0, width);
        List<String> news = names.subList(width, names.size());
        boolean identity = migration.conversion() == Conversion.IDENTITY;
        List<String> up = new ArrayList<>();
        for (int i = 0; i < news.size(); i++) {
            String call = quoted(migration.up(i, OnFailure.NULL)) + "(" + String.join(", ", olds) + ")";
            up.add(same(news.get(i), identity ? olds.get(i) : call));
        }
        List<String> down = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String call = quoted(migration.down(i, false)) + "(" + String.join(", ", news) + ")";
            down.add(same(olds.get(i), identity ? news.get(i) : call));
        }
        String noOld = "(" + String.join(" IS NULL AND ", olds) + " IS NULL)";
        String noNew = "(" + String.join(" IS NULL AND ", news) + " IS NULL)";
        String agrees = quoted(migration.agrees());
        run(
                c,
                "DROP FUNCTION IF EXISTS " + agrees,
                "CREATE FUNCTION " + agrees + "(" + String.join(", ", parameters)
                        + ") RETURNS BOOL DETERMINISTIC NO SQL BEGIN DECLARE agree BOOL DEFAULT FALSE; IF " + noOld
                        + " OR " + noNew + " THEN RETURN " + noOld + " AND " + noNew + "; END IF; BEGIN"
                        + " DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, 1265 SET agree = FALSE; SET agree = "
                        + String.join(" AND ", up) + "; END; IF NOT agree THEN BEGIN"
                        + " DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, 1265 SET agree = FALSE; SET agree = "
                        + String.join(" AND ", down) + "; END; END IF; RETURN agree; END");
        for (int i = 0; i < types.size(); i++) {
            String function = quoted(i < width ? migration.agreed(Side.OLD, i) : migration.agreed(Side.NEW, i - width));
            run(
                    c,
                    "DROP FUNCTION IF EXISTS " + function,
                    "CREATE FUNCTION " + function + "(" + String.join(", ", parameters) + ") RETURNS " + types.get(i)
                            + " DETERMINISTIC NO SQL BEGIN IF NOT " + agrees + "(" + String.join(", ", names) + ") THEN"
                            + " SIGNAL SQLSTATE '23514' SET MESSAGE_TEXT = 'Crossfade: the old and the new columns do"
                            + " not agree'; END IF; RETURN v" + i + "; END");
        }
    }

    private static String same(String left, String right) {
        return "CAST(" + left + " AS BINARY) <=> CAST(" + right + " AS BINARY)";
    }

    /** A variable or a result can always be NULL, and cannot say so. */
    private static String type(NewColumn column) {
        return column.type().endsWith(" NULL")
                ? column.type().substring(0, column.type().length() - " NULL".length())
                : column.type();
    }

    static String quoted(String function) {
        return function.replace('"', '`');
    }

    /** Makes the tables anew. {@code side} null for the migrating ones, at {@code stage}. */
    void tables(Connection c, Side side, Stage stage) throws SQLException {
        run(c, "DROP TABLE IF EXISTS customers, orders, items, people");
        boolean news = side == Side.NEW;
        String split = "first_name varchar(40), last_name varchar(60)";
        run(
                c,
                "CREATE TABLE customers (id int AUTO_INCREMENT PRIMARY KEY"
                        + (news ? "" : ", full_name varchar(60)")
                        + ", email varchar(40), age int, touched timestamp(6) NULL ON UPDATE CURRENT_TIMESTAMP(6)"
                        + (news ? ", " + split : "") + ")",
                "CREATE TABLE orders (" + (news ? "" : "id int PRIMARY KEY, ")
                        + "customer_id int, total decimal(10,2) DEFAULT 0, note varchar(20) DEFAULT 'none'"
                        + (news ? ", id_new bigint PRIMARY KEY" : "") + ")",
                "CREATE TABLE items (order_id int, " + (news ? "" : "label varchar(20) DEFAULT 'none', ")
                        + "qty int DEFAULT 1" + (news ? ", title varchar(20) DEFAULT 'none'" : "") + ")",
                "CREATE TABLE people (person_id int, first_name varchar(40), nick varchar(20))",
                "INSERT INTO people VALUES (1, 'Ann', 'annie'), (2, 'Bob', 'bobby'), (3, NULL, 'x')");
        fill(c, side, stage);
        if (side == null) {
            run(
                    c,
                    "ALTER TABLE customers ADD first_name varchar(40), ADD last_name varchar(60)",
                    "ALTER TABLE orders ADD id_new bigint",
                    "ALTER TABLE items ADD title varchar(20)");
            migrate(c, stage);
        }
    }

    private static void fill(Connection c, Side side, Stage stage) throws SQLException {
        boolean news = side == Side.NEW;
        StringBuilder customers = new StringBuilder();
        StringBuilder orders = new StringBuilder();
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            String name = "'" + NAMES.get(i % NAMES.size()) + "'";
            boolean isNull = i == 17 && stage != Stage.OFF; // half a name has no full name to be stored as
            String value = news
                    ? "substring_index(" + name + ", ' ', 1), substr(" + name + ", char_length(substring_index(" + name
                            + ", ' ', 1)) + 2)"
                    : isNull ? "NULL" : name;
            if (news && isNull) {
                value = "NULL, NULL";
            }
            String comma = i == 0 ? "" : ", ";
            customers.append(comma + "(" + value + ", 'm" + i + "@x', " + (20 + i % 7) + ")");
            orders.append(comma + "(" + (i * 2 + 1) + ", " + (i % 12 + 1) + ", " + i + ".5)");
            items.append(comma + "(" + (i % 9 + 1) + ", " + (i % 5 == 0 ? "NULL" : "'item " + i % 6 + "'") + ", "
                    + i % 4 + ")");
        }
        run(
                c,
                "INSERT INTO customers (" + (news ? "first_name, last_name" : "full_name") + ", email, age) VALUES "
                        + customers,
                "INSERT INTO orders (" + (news ? "id_new" : "id") + ", customer_id, total) VALUES " + orders,
                "INSERT INTO items (order_id, " + (news ? "title" : "label") + ", qty) VALUES " + items);
    }

    private void migrate(Connection c, Stage stage) throws SQLException {
        if (stage == Stage.OFF) { // what stands there is stale and must not be read
            run(
                    c,
                    "UPDATE customers SET first_name = 'STALE', last_name = 'STALE' WHERE id % 2 = 0",
                    "UPDATE orders SET id_new = 77",
                    "UPDATE items SET title = 'STALE'",
                    "UPDATE customers SET touched = NULL");
            return;
        }
        boolean all = !stage.isBefore(Stage.LIVE);
        run(
                c,
                "UPDATE customers SET first_name = " + quoted(split.up(0, OnFailure.RAISE))
                        + "(full_name), last_name = " + quoted(split.up(1, OnFailure.RAISE)) + "(full_name)"
                        + (all ? "" : " WHERE id % 2 = 1"),
                "UPDATE orders SET id_new = id" + (all ? "" : " WHERE id % 4 = 1"),
                "UPDATE items SET title = label" + (all ? "" : " WHERE qty % 2 = 1"));
        if (stage == Stage.COMPLETE) {
            run(
                    c,
                    "ALTER TABLE items ALTER label DROP DEFAULT, ALTER title SET DEFAULT 'none'",
                    "ALTER TABLE items MODIFY label varchar(20) NULL",
                    "ALTER TABLE orders DROP PRIMARY KEY, ADD PRIMARY KEY (id_new), MODIFY id int NULL",
                    "UPDATE orders SET id = 1",
                    "UPDATE customers SET full_name = 'GARBAGE'",
                    "UPDATE items SET label = 'GARBAGE'");
        }
        run(c, "UPDATE customers SET touched = NULL");
    }

    /** Drops the old columns, as the last step does. */
    void contract(Connection c) throws SQLException {
        run(
                c,
                "ALTER TABLE customers DROP COLUMN full_name",
                "ALTER TABLE orders DROP COLUMN id",
                "ALTER TABLE items DROP COLUMN label");
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new SQLException(sql, e.getSQLState(), e.getErrorCode(), e);
                }
            }
        }
    }

    /** The catalog, read as the control plane does. */
    static Catalog catalog(Connection connection, String database) throws SQLException {
        Map<TableName, List<Catalog.Column>> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT table_name, column_name, ordinal_position, column_type, character_set_name, collation_name,"
                        + " is_nullable, column_default, extra, data_type FROM information_schema.columns WHERE table_schema = ?"
                        + " ORDER BY table_name, ordinal_position")) {
            statement.setString(1, database);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.computeIfAbsent(new TableName(database, rows.getString(1)), t -> new ArrayList<>())
                            .add(column(rows));
                }
            }
        }
        Map<TableName, Catalog.Relation> relations = new HashMap<>();
        long oid = 1000;
        for (Map.Entry<TableName, List<Catalog.Column>> table : columns.entrySet()) {
            relations.put(table.getKey(), new Catalog.Relation(table.getKey(), ++oid, 'r', table.getValue(), Set.of()));
        }
        return new Catalog(database.hashCode(), relations, Set.of());
    }

    /** The catalog with columns that a contract has dropped, as they were. */
    static Catalog without(Catalog catalog, ColumnMigration... contracted) {
        Map<TableName, Catalog.Relation> relations = new HashMap<>(catalog.relations());
        for (ColumnMigration migration : contracted) {
            relations.computeIfPresent(
                    migration.table(),
                    (name, r) -> new Catalog.Relation(
                            name,
                            r.oid(),
                            r.kind(),
                            r.columns(),
                            r.dependsOn(),
                            r.columnGrants(),
                            r.guarded(),
                            r.triggered(),
                            Set.copyOf(migration.oldColumns())));
        }
        return new Catalog(catalog.version() + 1, relations, catalog.volatileFunctions());
    }

    private static Catalog.Column column(ResultSet row) throws SQLException {
        String charset = row.getString(5);
        String collated = charset == null ? "" : " CHARACTER SET " + charset + " COLLATE " + row.getString(6);
        String extra = row.getString(9);
        boolean expression = MySqlDefaults.isExpression(extra);
        return new Catalog.Column(
                row.getString(2),
                row.getInt(3),
                row.getString(4) + collated,
                0,
                -1,
                -1,
                row.getString(7).equals("NO"),
                MySqlDefaults.sql(row.getString(10), row.getString(8), extra),
                expression,
                extra.contains("GENERATED") && !expression,
                extra.contains("auto_increment"));
    }

    String database() {
        return database;
    }
}
