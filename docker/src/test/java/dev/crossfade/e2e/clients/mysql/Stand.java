package dev.crossfade.e2e.clients.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.e2e.clients.Said;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.ClientTls;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.testing.MariaDbServer;
import dev.crossfade.testing.MysqlServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A data plane before a database of its own, and the way direct to the same. */
final class Stand {
    /** What MariaDB's driver puts in front of every error. */
    private static final Pattern CONNECTION = Pattern.compile("\\(conn=-?\\d+\\)");

    private static final Map<Kind, Stand> SHARED = new EnumMap<>(Kind.class);

    private final Kind kind;
    private final Address direct;
    private final Address proxied;

    /** Which server. */
    enum Kind {
        MYSQL,
        MARIADB;

        String host() {
            return this == MYSQL
                    ? MysqlServer.shared().host()
                    : MariaDbServer.shared().host();
        }

        int port() {
            return this == MYSQL
                    ? MysqlServer.shared().port()
                    : MariaDbServer.shared().port();
        }

        String createDatabase() {
            return this == MYSQL
                    ? MysqlServer.shared().createDatabase()
                    : MariaDbServer.shared().createDatabase();
        }

        void execute(String database, String... statements) {
            if (this == MYSQL) {
                MysqlServer.shared().execute(database, statements);
            } else {
                MariaDbServer.shared().execute(database, statements);
            }
        }

        private String hidden() {
            return this == MYSQL ? "caching_sha2_password" : "mysql_native_password";
        }
    }

    /** What an application does with its client; all it learns goes to {@code said}. What is not expected is thrown. */
    @FunctionalInterface
    interface Scenario {
        void play(Address address, Said said) throws Exception;
    }

    private Stand(Kind kind, CrossfadeProxy proxy, String database) {
        this.kind = kind;
        this.direct = new Address("direct", kind.host(), kind.port(), database);
        this.proxied =
                new Address("proxied", "127.0.0.1", proxy.address(database).getPort(), database);
    }

    /** Shared by all tests of the JVM; it stops with that. */
    static synchronized Stand of(Kind kind) {
        return SHARED.computeIfAbsent(kind, Stand::open);
    }

    private static Stand open(Kind kind) {
        String database = kind.createDatabase();
        String password = Address.PASSWORD.replace("'", "''");
        kind.execute(
                "mysql",
                "SET GLOBAL local_infile = ON",
                "SET GLOBAL max_allowed_packet = 67108864",
                "CREATE USER " + Address.USER + " IDENTIFIED "
                        + (kind == Kind.MYSQL
                                ? "WITH " + kind.hidden() + " BY '" + password + "'"
                                : "VIA " + kind.hidden() + " USING PASSWORD('" + password + "')"),
                "GRANT ALL ON *.* TO " + Address.USER);
        ProxySettings settings = new ProxySettings(
                List.of(new ProxySettings.Database(
                        database,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(new ProxySettings.User(Address.USER, Address.PASSWORD, null, null)),
                        new ProxySettings.Backend(kind.host(), kind.port(), database),
                        ProxySettings.Pooling.DEFAULT,
                        null,
                        ProxySettings.Engine.MYSQL)),
                0,
                ProxySettings.DEFAULT_LOGIN_TIMEOUT,
                ProxySettings.DEFAULT_CONNECT_TIMEOUT,
                ProxySettings.DEFAULT_MAX_CLIENTS,
                ProxySettings.DEFAULT_DRAIN_TIMEOUT,
                ProxySettings.Logging.NOTHING,
                access());
        CrossfadeProxy proxy = CrossfadeProxy.prepare(settings, new FakeFlags(), changed -> {});
        proxy.ready(database, true);
        proxy.listen();
        Runtime.getRuntime().addShutdownHook(new Thread(proxy::close));
        return new Stand(kind, proxy, database);
    }

    /** With TLS for who asks for it, as MySQL itself has it; a certificate that no authority vouches for. */
    private static ClientAccess access() {
        Certificate own = Certificate.own();
        return new ClientAccess(new ClientTls(false, own.certificate(), own.key(), null), ClientAccess.DEFAULT.rules());
    }

    Address direct() {
        return direct;
    }

    Address proxied() {
        return proxied;
    }

    /** Plays {@code scenario} direct and through Crossfade: what is said must be the same. */
    void same(Scenario scenario) throws Exception {
        List<String> expected = play(scenario, direct);
        List<String> said = play(scenario, proxied);
        assertThat(said).as("a scenario must say something").isNotEmpty();
        for (int i = 0; i < Math.max(said.size(), expected.size()); i++) {
            assertThat(i < said.size() ? said.get(i) : "nothing more")
                    .as("line %d of what the client was told through Crossfade", i)
                    .isEqualTo(i < expected.size() ? expected.get(i) : "nothing more");
        }
    }

    private List<String> play(Scenario scenario, Address address) {
        String database = address.database();
        kind.execute(database, "DROP DATABASE " + database, "CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
        Said said = new Said();
        try {
            scenario.play(address, said);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("the play " + address.name() + " ended by " + e + " after " + said.lines(), e);
        }
        return said.lines().stream()
                .map(line -> CONNECTION.matcher(line).replaceAll("(conn=N)"))
                .toList();
    }
}
