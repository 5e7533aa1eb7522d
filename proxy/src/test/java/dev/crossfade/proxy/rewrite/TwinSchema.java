package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shop on a real server: migrating at a stage, and its twins that have one side only. */
public final class TwinSchema {
    private static final List<String> NAMES = List.of(
            "Ann Lee",
            "Bob Fox",
            "Cher",
            "Dan van Dyk",
            "Eve O''Neil",
            "Zoë Ångström",
            "Ann Lee",
            "Kim Ka Ho",
            "A B",
            "Lu X");

    private TwinSchema() {}

    /** The functions as the engine makes them in step announce. */
    public static void functions(Connection connection) throws SQLException {
        ColumnMigration split = Shop.SPLIT;
        String down = split.down().get("full_name");
        run(
                connection,
                "CREATE SCHEMA crossfade",
                "CREATE TABLE crossfade.dead_letter (value text)",
                "CREATE FUNCTION " + split.down(0, false)
                        + "(first_name text, last_name text) RETURNS text LANGUAGE sql" + " IMMUTABLE AS $f$ SELECT "
                        + down + " $f$",
                "CREATE FUNCTION " + split.down(0, true)
                        + "(first_name text, last_name text) RETURNS text LANGUAGE plpgsql"
                        + " STABLE AS $f$ DECLARE result text; BEGIN result := " + down
                        + "; RETURN result; END $f$");
        for (ColumnMigration migration : List.of(Shop.SPLIT, Shop.WIDEN, Shop.RENAME)) {
            run(
                    connection,
                    "CREATE FUNCTION " + migration.mustAgree()
                            + "(boolean) RETURNS boolean LANGUAGE plpgsql VOLATILE AS"
                            + " $f$ BEGIN IF $1 THEN RETURN true; END IF; RAISE EXCEPTION 'do not agree' USING ERRCODE ="
                            + " '23514'; END $f$");
        }
        for (int i = 0; i < 2; i++) {
            String up = split.newColumns().get(i).up();
            String back = "(CASE WHEN b = '' THEN a ELSE a || ' ' || b END)";
            String parts = "a := " + split.newColumns().get(0).up() + "; b := "
                    + split.newColumns().get(1).up() + ";";
            for (ColumnMigration.OnFailure failure : ColumnMigration.OnFailure.values()) {
                String volatility = switch (failure) {
                    case NULL -> "IMMUTABLE";
                    case RECORD -> "VOLATILE";
                    case RAISE -> "STABLE";
                };
                String onFailure = switch (failure) {
                    case NULL -> "RETURN NULL";
                    case RECORD ->
                        (i == 0 ? "INSERT INTO crossfade.dead_letter VALUES (full_name); " : "") + "RETURN NULL";
                    case RAISE -> "RAISE EXCEPTION 'does not come back' USING ERRCODE = '22000'";
                };
                run(
                        connection,
                        "CREATE FUNCTION " + split.up(i, failure) + "(full_name text) RETURNS text LANGUAGE plpgsql "
                                + volatility
                                + " AS $f$ DECLARE a text; b text; BEGIN " + parts + " IF " + back
                                + " IS DISTINCT FROM full_name THEN " + onFailure + "; END IF; RETURN " + up
                                + "; END $f$");
            }
        }
    }

    /** Makes the tables anew. {@code side} null for the migrating ones, at {@code stage}. */
    public static void tables(Connection c, Side side, Stage stage) throws SQLException {
        run(c, "DROP TABLE IF EXISTS customers, orders, items, people CASCADE");
        boolean migrating = side == null;
        String split = "first_name text, last_name text";
        String customers = "id serial PRIMARY KEY"
                + (side == Side.NEW ? "" : ", full_name text")
                + ", email text, age int"
                + (side == Side.NEW ? ", " + split : "");
        String orders = (side == Side.NEW ? "" : "id serial PRIMARY KEY, ")
                + "customer_id int, total numeric(10,2) DEFAULT 0, note text DEFAULT 'none'"
                + (side == Side.NEW ? ", id_new bigserial PRIMARY KEY" : "");
        String items = "order_id int, "
                + (side == Side.NEW ? "" : "label varchar(20) DEFAULT 'none', ")
                + "qty int DEFAULT 1"
                + (side == Side.NEW ? ", title varchar(20) DEFAULT 'none'" : "");
        run(
                c,
                "CREATE TABLE customers (" + customers + ")",
                "CREATE TABLE orders (" + orders + ")",
                "CREATE TABLE items (" + items + ")",
                "CREATE TABLE people (person_id int, first_name text, nick text)",
                "INSERT INTO people VALUES (1, 'Ann', 'annie'), (2, 'Bob', 'bobby'), (3, NULL, 'x')");
        if (migrating) {
            run(
                    c,
                    "ALTER TABLE customers ADD " + split.replace(", ", ", ADD "),
                    "ALTER TABLE orders ADD id_new bigint",
                    "ALTER TABLE items ADD title varchar(20)");
        }
        fill(c, side);
        if (migrating) {
            migrate(c, stage);
        }
    }

    /** Lets the ordinary user at the tables and the functions. */
    public static void grant(Connection c) throws SQLException {
        run(
                c,
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + PostgresServer.APP_USER,
                "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO " + PostgresServer.APP_USER);
        try (Statement statement = c.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regnamespace('crossfade') IS NOT NULL")) {
            row.next();
            if (row.getBoolean(1)) {
                run(
                        c,
                        "GRANT USAGE ON SCHEMA crossfade TO " + PostgresServer.APP_USER,
                        "GRANT ALL ON ALL TABLES IN SCHEMA crossfade TO " + PostgresServer.APP_USER);
            }
        }
    }

    private static void fill(Connection c, Side side) throws SQLException {
        boolean news = side == Side.NEW;
        for (int i = 0; i < 30; i++) {
            String name = "'" + NAMES.get(i % NAMES.size()) + "'";
            String value = news
                    ? "split_part(" + name + ", ' ', 1), substr(" + name + ", length(split_part(" + name
                            + ", ' ', 1)) + 2)"
                    : name;
            run(
                    c,
                    "INSERT INTO customers (" + (news ? "first_name, last_name" : "full_name")
                            + ", email, age) VALUES (" + value + ", 'm" + i + "@x', " + (20 + i % 7) + ")",
                    "INSERT INTO orders (customer_id, total) VALUES (" + (i % 12 + 1) + ", " + i + ".5)",
                    "INSERT INTO items (order_id, " + (news ? "title" : "label") + ", qty) VALUES (" + (i % 9 + 1)
                            + ", " + (i % 5 == 0 ? "NULL" : "'item " + i % 6 + "'") + ", " + i % 4 + ")");
        }
    }

    private static void migrate(Connection c, Stage stage) throws SQLException {
        if (stage == Stage.OFF) { // what stands there is stale and must not be read
            run(
                    c,
                    "UPDATE customers SET first_name = 'STALE', last_name = 'STALE' WHERE id % 2 = 0",
                    "UPDATE orders SET id_new = 77",
                    "UPDATE items SET title = 'STALE'");
            return;
        }
        String where = stage.isBefore(Stage.LIVE) ? " WHERE ctid::text ~ '[13579]\\)'" : "";
        run(
                c,
                "UPDATE customers SET first_name = " + Shop.SPLIT.up(0, ColumnMigration.OnFailure.RAISE)
                        + "(full_name), last_name = " + Shop.SPLIT.up(1, ColumnMigration.OnFailure.RAISE)
                        + "(full_name)"
                        + where,
                "UPDATE orders SET id_new = id" + where,
                "UPDATE items SET title = label" + where);
        if (stage == Stage.COMPLETE) {
            run(
                    c,
                    "ALTER TABLE orders ALTER id DROP DEFAULT",
                    "ALTER TABLE orders ALTER id_new SET DEFAULT nextval('orders_id_seq')",
                    "ALTER TABLE items ALTER label DROP DEFAULT",
                    "ALTER TABLE items ALTER title SET DEFAULT 'none'",
                    "ALTER TABLE orders DROP CONSTRAINT orders_pkey",
                    "ALTER TABLE orders ALTER id DROP NOT NULL",
                    "UPDATE orders SET id = 1",
                    "ALTER TABLE orders ADD PRIMARY KEY (id_new)",
                    "UPDATE customers SET full_name = 'GARBAGE'",
                    "UPDATE items SET label = 'GARBAGE'");
        }
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The catalog, read as the control plane does. */
    public static Catalog catalog(Connection connection) throws SQLException {
        Map<TableName, List<Catalog.Column>> columns = new HashMap<>();
        Map<TableName, Long> oids = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT n.nspname, c.relname, c.oid, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod),
                               a.atttypid, a.attlen, a.atttypmod, a.attnotnull, pg_get_expr(d.adbin, d.adrelid)
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
                        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'v') ORDER BY c.oid, a.attnum
                        """)) {
            while (rows.next()) {
                TableName table = new TableName(rows.getString(1), rows.getString(2));
                String expression = rows.getString(11);
                oids.put(table, rows.getLong(3));
                columns.computeIfAbsent(table, t -> new ArrayList<>())
                        .add(new Catalog.Column(
                                rows.getString(4),
                                rows.getInt(5),
                                rows.getString(6),
                                rows.getInt(7),
                                rows.getInt(8),
                                rows.getInt(9),
                                rows.getBoolean(10),
                                expression,
                                expression != null && expression.contains("nextval"),
                                false,
                                false));
            }
        }
        Set<String> volatiles = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT DISTINCT proname FROM pg_proc WHERE provolatile = 'v'")) {
            while (rows.next()) {
                volatiles.add(rows.getString(1));
            }
        }
        Map<TableName, Catalog.Relation> relations = new HashMap<>();
        columns.forEach((table, list) ->
                relations.put(table, new Catalog.Relation(table, oids.get(table), 'r', list, Set.of())));
        return new Catalog(1, relations, volatiles);
    }
}
