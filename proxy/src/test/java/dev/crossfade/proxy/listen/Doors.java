package dev.crossfade.proxy.listen;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.KeepAlive;
import dev.crossfade.proxy.ProxySettings.Listening;
import dev.crossfade.proxy.ProxySettings.UnixSockets;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.testing.PostgresServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** Proxies before one database that differ in how clients come in. */
final class Doors {
    static final PostgresServer SERVER = PostgresServer.shared();
    static final String DATABASE = SERVER.createDatabase();

    private Doors() {}

    static CrossfadeProxy open(int port, Listening listening) {
        return open(port, listening, ProxySettings.DEFAULT_LOGIN_TIMEOUT);
    }

    static CrossfadeProxy open(int port, Listening listening, Duration loginTimeout) {
        ProxySettings settings = new ProxySettings(
                        List.of(new ProxySettings.Database(
                                DATABASE,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                List.of(
                                        new ProxySettings.User(
                                                PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, null, null),
                                        new ProxySettings.User(
                                                PostgresServer.USER, PostgresServer.PASSWORD, null, null)),
                                new ProxySettings.Backend(SERVER.host(), SERVER.port(), DATABASE))),
                        0,
                        loginTimeout,
                        ProxySettings.DEFAULT_CONNECT_TIMEOUT,
                        ProxySettings.DEFAULT_MAX_CLIENTS)
                .withListening(listening);
        // ready before it listens, or a client who comes in between is told that it is not
        CrossfadeProxy proxy = CrossfadeProxy.prepare(settings, new FakeFlags(), changed -> {});
        proxy.ready(DATABASE, true);
        try {
            proxy.listen();
        } catch (CrossfadeException e) {
            proxy.close();
            throw e;
        }
        return proxy;
    }

    static Listening balancers(String address, int prefixBits) throws Exception {
        return new Listening(
                null,
                List.of(new AccessRule.Network(InetAddress.getByName(address), prefixBits)),
                KeepAlive.SYSTEMS,
                0,
                0,
                0,
                false,
                Duration.ZERO);
    }

    static Listening limits(int perListener, int perUser, int perAddress) {
        return new Listening(
                null, List.of(), KeepAlive.SYSTEMS, perListener, perUser, perAddress, false, Duration.ZERO);
    }

    static Listening keepAlive(KeepAlive keepAlive) {
        return new Listening(null, List.of(), keepAlive, 0, 0, 0, false, Duration.ZERO);
    }

    static Listening unix(Path directory, int mode, boolean handOver) {
        return new Listening(
                new UnixSockets(directory, mode),
                List.of(),
                KeepAlive.SYSTEMS,
                0,
                0,
                0,
                handOver,
                handOver ? Duration.ofSeconds(20) : Duration.ZERO);
    }

    static int port(CrossfadeProxy proxy) {
        return proxy.address(DATABASE).getPort();
    }

    static Connection connect(int port) throws SQLException {
        return connect(port, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD);
    }

    static Connection connect(int port, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "disable");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, properties);
    }

    static RawClient raw(CrossfadeProxy proxy) throws Exception {
        return new RawClient("127.0.0.1", port(proxy));
    }
}
