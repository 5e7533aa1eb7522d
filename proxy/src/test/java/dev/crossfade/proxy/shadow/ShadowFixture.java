package dev.crossfade.proxy.shadow;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ShadowReport;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.testing.PostgresServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** A proxy with the real rewriter before a table that has both of its columns, in a database of its own. */
final class ShadowFixture implements AutoCloseable {
    static final ColumnMigration LABEL = new ColumnMigration(
            "item-label",
            "shop",
            new TableName("public", "items"),
            Conversion.IDENTITY,
            List.of("label"),
            List.of(new NewColumn("title", "text", "label")),
            Map.of("label", "title"));

    static final int ITEMS = 200;

    final PostgresServer server = PostgresServer.shared();
    final String database = server.createDatabase();
    final FakeFlags flags = new FakeFlags();
    final CrossfadeProxy proxy;
    private long version;

    ShadowFixture(ProxySettings.Pooling pooling) throws SQLException {
        ProxySettings.Database shop = new ProxySettings.Database(
                "shop",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(new ProxySettings.User(PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, null, null)),
                new ProxySettings.Backend(server.host(), server.port(), database),
                pooling);
        proxy = CrossfadeProxy.start(
                new ProxySettings(List.of(shop), 0, Duration.ofSeconds(10), Duration.ofSeconds(5), 100),
                flags,
                name -> {});
        try (Connection owner = direct()) {
            run(
                    owner,
                    "CREATE TABLE items(id int PRIMARY KEY, label text, qty int, title text)",
                    "INSERT INTO items SELECT i, 'item ' || i, i % 7, 'item ' || i FROM generate_series(1, " + ITEMS
                            + ") i",
                    "CREATE TABLE others(id int PRIMARY KEY, note text)",
                    "CREATE VIEW labels AS SELECT id FROM items",
                    "CREATE FUNCTION dice() RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 4'",
                    "CREATE FUNCTION fixed() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 4'",
                    "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + PostgresServer.APP_USER);
            publish(owner);
        }
        proxy.ready("shop", true);
    }

    /** Says what the catalog is now. */
    void publish(Connection owner) throws SQLException {
        Map<TableName, Relation> relations = new HashMap<>();
        try (Statement statement = owner.createStatement();
                ResultSet tables = statement.executeQuery(
                        "SELECT nspname, relname, c.oid, relkind FROM pg_class c JOIN pg_namespace n"
                                + " ON n.oid = relnamespace WHERE relkind IN ('r', 'v') AND nspname NOT LIKE 'pg\\_%' AND nspname <>"
                                + " 'information_schema'")) {
            while (tables.next()) {
                TableName name = new TableName(tables.getString(1), tables.getString(2));
                relations.put(
                        name,
                        new Relation(
                                name,
                                tables.getLong(3),
                                tables.getString(4).charAt(0),
                                columns(owner, tables.getLong(3)),
                                tables.getString(4).equals("v") ? Set.of(LABEL.table()) : Set.of()));
            }
        }
        proxy.publish(
                "shop",
                new Catalog(++version, relations, Set.of("dice", "random", "nextval", "pg_sleep", "pg_advisory_lock")));
    }

    private static List<Column> columns(Connection owner, long table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT attname, attnum, format_type(atttypid, atttypmod), atttypid, attlen, atttypmod, attnotnull"
                                + " FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid = " + table
                                + " ORDER BY attnum")) {
            while (rows.next()) {
                columns.add(new Column(
                        rows.getString(1),
                        rows.getInt(2),
                        rows.getString(3),
                        rows.getInt(4),
                        rows.getInt(5),
                        rows.getInt(6),
                        rows.getBoolean(7),
                        null,
                        false,
                        false,
                        false));
            }
        }
        return columns;
    }

    void stage(Stage stage) {
        flags.publish(new RuleSet(List.of(MigrationRule.of(LABEL, stage, Side.OLD))));
    }

    Connection connect(String... properties) throws SQLException {
        Properties all = new Properties();
        all.setProperty("user", PostgresServer.APP_USER);
        all.setProperty("password", PostgresServer.APP_PASSWORD);
        all.setProperty("sslmode", "disable");
        for (int i = 0; i < properties.length; i += 2) {
            all.setProperty(properties[i], properties[i + 1]);
        }
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + proxy.address("shop").getPort() + "/shop", all);
    }

    Connection direct() throws SQLException {
        return server.connect(database);
    }

    static void run(Connection connection, String... texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : texts) {
                statement.execute(sql);
            }
        }
    }

    ShadowReport report() {
        return proxy.shadow("shop", LABEL.name());
    }

    /** How many reads have come to an end, one way or another. */
    static long ended(ShadowReport report) {
        return report.compared()
                + report.dropped()
                + report.undecided().values().stream().mapToLong(n -> n).sum()
                + report.skipped().values().stream().mapToLong(n -> n).sum();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
