package dev.crossfade.proxy.testing;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.testing.PostgresServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy in front of a database of its own on the shared server. */
public final class ProxyFixture implements AutoCloseable {
    public static final TableName CUSTOMERS = new TableName("public", "customers");

    public final PostgresServer server = PostgresServer.shared();
    public final String backendDatabase = server.createDatabase();
    public final FakeFlags flags = new FakeFlags();
    public final FakeRewriter rewriter = new FakeRewriter(CUSTOMERS);
    public final AtomicInteger catalogChanges = new AtomicInteger();
    public final ProxySettings settings;
    public final CrossfadeProxy proxy;

    public ProxyFixture() {
        this(PostgresServer.shared().port(), 100, Duration.ofSeconds(10));
    }

    public ProxyFixture(int backendPort, int maxClients, Duration loginTimeout) {
        this(backendPort, maxClients, loginTimeout, TestPooling.chosen());
    }

    public ProxyFixture(ProxySettings.Pooling pooling) {
        this(PostgresServer.shared().port(), 100, Duration.ofSeconds(10), pooling);
    }

    public ProxyFixture(int backendPort, int maxClients, Duration loginTimeout, ProxySettings.Pooling pooling) {
        this(backendPort, maxClients, loginTimeout, pooling, 0);
    }

    /** @param eventLoops 0 for the default */
    public ProxyFixture(
            int backendPort, int maxClients, Duration loginTimeout, ProxySettings.Pooling pooling, int eventLoops) {
        ProxySettings.Database shop = new ProxySettings.Database(
                "shop",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(
                        new ProxySettings.User(PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, null, null),
                        new ProxySettings.User("mapped", "mapped secret", PostgresServer.USER, PostgresServer.PASSWORD),
                        new ProxySettings.User("stale", "stale secret", PostgresServer.APP_USER, "not its password")),
                new ProxySettings.Backend(server.host(), backendPort, backendDatabase),
                pooling);
        ProxySettings.Database gone = new ProxySettings.Database(
                "gone",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                shop.users(),
                new ProxySettings.Backend(server.host(), backendPort, "no_such_database"),
                pooling);
        settings = new ProxySettings(List.of(shop, gone), eventLoops, loginTimeout, Duration.ofSeconds(5), maxClients);
        proxy = CrossfadeProxy.start(settings, flags, database -> catalogChanges.incrementAndGet(), rewriter);
        proxy.ready("shop", true);
        proxy.ready("gone", true);
    }

    public int port() {
        return proxy.address("shop").getPort();
    }

    public Connection connect(String... properties) throws SQLException {
        return connectAs(PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop", properties);
    }

    public Connection connectAs(String user, String password, String database, String... properties)
            throws SQLException {
        Properties all = new Properties();
        all.setProperty("user", user);
        all.setProperty("password", password);
        all.setProperty("sslmode", "disable");
        for (int i = 0; i < properties.length; i += 2) {
            all.setProperty(properties[i], properties[i + 1]);
        }
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, all);
    }

    @Override
    public void close() {
        proxy.close();
    }
}
