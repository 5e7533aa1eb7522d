package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.testing.MysqlServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** The small shop's migrating database behind a proxy. */
final class MySqlStand implements AutoCloseable {
    static final String PASSWORD = "stand secret";

    final MysqlServer server = MysqlServer.shared();
    final String database = server.createDatabase();
    final String user = "stand_" + database;
    final MySqlShop shop = new MySqlShop(database);
    final FakeFlags flags = new FakeFlags();
    final CrossfadeProxy proxy;
    private final Connection direct;

    MySqlStand() throws SQLException {
        direct = server.connect(database);
        shop.functions(direct);
        MySqlShop.run(
                direct,
                "CREATE USER " + user + " IDENTIFIED WITH mysql_native_password BY '" + PASSWORD + "'",
                "GRANT ALL ON *.* TO " + user);
        proxy = CrossfadeProxy.start(
                ProxySettings.of(List.of(new ProxySettings.Database(
                        database,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(new ProxySettings.User(user, PASSWORD, null, null)),
                        new ProxySettings.Backend(server.host(), server.port(), database),
                        ProxySettings.Pooling.DEFAULT,
                        null,
                        ProxySettings.Engine.MYSQL))),
                flags,
                name -> {});
        proxy.ready(database, true);
    }

    /** Makes the tables anew and lets everybody speak one side at a stage. */
    void at(Stage stage, Side speaks) throws SQLException {
        shop.tables(direct, null, stage);
        proxy.publish(database, MySqlShop.catalog(direct, database));
        flags.publish(shop.rules(stage, speaks));
    }

    /** The old columns are dropped. */
    void contracted(Side speaks) throws SQLException {
        shop.tables(direct, null, Stage.COMPLETE);
        Catalog catalog = MySqlShop.catalog(direct, database);
        shop.contract(direct);
        proxy.publish(database, MySqlShop.without(catalog, shop.split, shop.widen, shop.rename));
        flags.publish(shop.rules(Stage.COMPLETE, speaks));
    }

    void nobody() {
        flags.publish(RuleSet.NONE);
    }

    Connection direct() {
        return direct;
    }

    int port() {
        return proxy.address(database).getPort();
    }

    Connection connect() throws SQLException {
        return connect(new Properties());
    }

    /** Through the proxy, with settings of Connector/J. */
    Connection connect(Properties settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", PASSWORD);
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.putAll(settings);
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port() + "/" + database, properties);
    }

    @Override
    public void close() throws SQLException {
        proxy.close();
        MySqlShop.run(direct, "DROP USER " + user);
        direct.close();
    }
}
