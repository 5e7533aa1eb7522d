package dev.crossfade.proxy.testing;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.Lookup;
import dev.crossfade.proxy.ProxySettings.User;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A proxy before the server with TLS, as a test wants it: who may come in, by what, and how the backend is reached. */
public final class SecureFixture implements AutoCloseable {
    public final SecureServer server = SecureServer.shared();
    private final CrossfadeProxy proxy;

    /** What it is to be like; defaults are a lookup as the superuser, no users, SCRAM for everybody, no TLS. */
    public static final class Options {
        private final List<User> users = new ArrayList<>();
        private @Nullable Lookup lookup = new Lookup("engine", "engine secret", null, Duration.ofHours(1));
        private ClientAccess access = ClientAccess.DEFAULT;
        private BackendTls backendTls = BackendTls.DISABLED;
        private String host = "localhost";
        private int port = SecureServer.shared().port();
        private ProxySettings.Pooling pooling = ProxySettings.Pooling.DEFAULT;

        public Options user(String name, String password) {
            users.add(new User(name, password, null, null));
            return this;
        }

        public Options lookup(@Nullable Lookup wanted) {
            lookup = wanted;
            return this;
        }

        public Options access(ClientAccess wanted) {
            access = wanted;
            return this;
        }

        public Options backend(BackendTls tls) {
            backendTls = tls;
            return this;
        }

        public Options pooling(ProxySettings.Pooling wanted) {
            pooling = wanted;
            return this;
        }

        public Options backend(String otherHost, int otherPort) {
            host = otherHost;
            port = otherPort;
            return this;
        }

        public ProxySettings settings() {
            return new ProxySettings(
                    List.of(new ProxySettings.Database(
                            "shop",
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            users,
                            new ProxySettings.Backend(host, port, "postgres", backendTls),
                            pooling,
                            lookup)),
                    0,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    100,
                    ProxySettings.DEFAULT_DRAIN_TIMEOUT,
                    ProxySettings.Logging.NOTHING,
                    access);
        }
    }

    public SecureFixture(Options options) {
        proxy = CrossfadeProxy.start(
                options.settings(),
                new FakeFlags(),
                database -> {},
                new FakeRewriter(new TableName("public", "customers")));
        proxy.ready("shop", true);
    }

    public CrossfadeProxy proxy() {
        return proxy;
    }

    public int port() {
        return proxy.address("shop").getPort();
    }

    /** By pgjdbc, without TLS unless the properties say otherwise. */
    public Connection connect(String user, String password, String... properties) throws SQLException {
        Properties all = new Properties();
        all.setProperty("user", user);
        all.setProperty("password", password);
        all.setProperty("sslmode", "disable");
        for (int i = 0; i < properties.length; i += 2) {
            all.setProperty(properties[i], properties[i + 1]);
        }
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port() + "/shop", all);
    }

    @Override
    public void close() {
        proxy.close();
    }
}
