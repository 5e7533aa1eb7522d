package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.proxy.testing.FakeRewriter;
import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settings that change while clients are connected. */
class ReconfigureTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final PostgresServer server = PostgresServer.shared();
    private final String one = server.createDatabase();
    private final String other = server.createDatabase();
    private final ProxySettings.User app =
            new ProxySettings.User(PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, null, null);
    private final CrossfadeProxy proxy = CrossfadeProxy.start(
            settings(shop(one, app)), new FakeFlags(), database -> {}, new FakeRewriter(ProxyFixture.CUSTOMERS));

    ReconfigureTest() {
        proxy.ready("shop", true);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private static ProxySettings settings(ProxySettings.Database... databases) {
        return ProxySettings.of(List.of(databases));
    }

    private ProxySettings.Database shop(String backendDatabase, ProxySettings.User... users) {
        return database("shop", ANY, backendDatabase, users);
    }

    private ProxySettings.Database database(
            String name, InetSocketAddress listen, String backendDatabase, ProxySettings.User... users) {
        return new ProxySettings.Database(
                name, listen, List.of(users), new ProxySettings.Backend(server.host(), server.port(), backendDatabase));
    }

    private Connection connect(int port, String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?sslmode=disable", user, password);
    }

    private Connection connect(String database) throws SQLException {
        return connect(proxy.address(database).getPort(), database, app.name(), app.password());
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void assertRefused(String sqlState, org.assertj.core.api.ThrowableAssert.ThrowingCallable login) {
        assertThatThrownBy(login)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(sqlState));
    }

    @Test
    void usersComeAndGoAndSessionsStay() throws SQLException {
        ProxySettings.User late = new ProxySettings.User("late", "late secret", app.name(), app.password());
        try (Connection before = connect("shop")) {
            int port = proxy.address("shop").getPort();
            assertRefused("28P01", () -> connect(port, "shop", "late", "late secret"));

            proxy.reconfigure(settings(shop(one, late)));

            assertThat(proxy.address("shop").getPort()).isEqualTo(port);
            try (Connection after = connect(port, "shop", "late", "late secret")) {
                assertThat(ask(after, "SELECT current_database()")).isEqualTo(one);
            }
            assertRefused("28P01", () -> connect("shop"));
            assertThat(ask(before, "SELECT 1")).isEqualTo("1");

            proxy.reconfigure(settings(shop(one, new ProxySettings.User("late", "new", app.name(), app.password()))));
            assertRefused("28P01", () -> connect(port, "shop", "late", "late secret"));
            connect(port, "shop", "late", "new").close();
        }
    }

    @Test
    void newServerConnectionsGoToTheNewBackend() throws SQLException {
        try (Connection before = connect("shop")) {
            proxy.reconfigure(settings(shop(other, app)));
            try (Connection after = connect("shop")) {
                assertThat(ask(after, "SELECT current_database()")).isEqualTo(other);
            }
            assertThat(ask(before, "SELECT current_database()")).isEqualTo(one);
        }
    }

    @Test
    void aCancelGoesToTheServerThatRunsTheStatement() throws Exception {
        try (Connection before = connect("shop");
                Statement statement = before.createStatement()) {
            ProxySettings.Database moved = new ProxySettings.Database(
                    "shop", ANY, List.of(app), new ProxySettings.Backend(server.host(), freePort(), one));
            CompletableFuture<String> sleeping = CompletableFuture.supplyAsync(() -> {
                try {
                    statement.execute("SELECT pg_sleep(60)");
                    return "slept";
                } catch (SQLException e) {
                    return String.valueOf(e.getSQLState());
                }
            });
            await().atMost(SOON).until(() -> states("shop").toList().equals(List.of("active")));
            proxy.reconfigure(settings(moved));
            String id = proxy.sessions().get(0).id();
            await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
                assertThat(proxy.cancel(id)).isTrue(); // the statement may not have begun at the first one
                return sleeping.isDone();
            });
            assertThat(sleeping).isCompletedWithValue("57014");
            assertThat(ask(before, "SELECT 1")).as("the session goes on").isEqualTo("1");
            assertThat(proxy.cancel("no such session")).isFalse();
        }
    }

    @Test
    void aDatabaseThatIsAddedLetsClientsInOnceItIsReady() throws SQLException {
        proxy.reconfigure(settings(shop(one, app), database("crm", ANY, other, app)));
        assertThat(proxy.address("crm")).isEqualTo(proxy.address("shop"));
        assertRefused("57P03", () -> connect("crm"));
        proxy.ready("crm", true);
        try (Connection crm = connect("crm");
                Connection shop = connect("shop")) {
            assertThat(ask(crm, "SELECT current_database()")).isEqualTo(other);
            assertThat(ask(shop, "SELECT current_database()")).isEqualTo(one);
        }
    }

    @Test
    void aDatabaseThatIsRemovedLetsNobodyInAndItsSessionsEndWhenTheyAreIdle() throws Exception {
        int free = freePort();
        InetSocketAddress own = new InetSocketAddress(InetAddress.getLoopbackAddress(), free);
        proxy.reconfigure(settings(shop(one, app), database("crm", own, other, app)));
        proxy.ready("crm", true);
        try (Connection idle = connect("crm");
                Connection working = connect("crm");
                Connection shop = connect("shop")) {
            working.setAutoCommit(false);
            ask(working, "SELECT 1");

            proxy.reconfigure(settings(shop(one, app)));

            await().atMost(SOON).until(() -> states("crm").toList().equals(List.of("idle in transaction")));
            assertRefused("57P01", () -> ask(idle, "SELECT 1"));
            assertRefused("08001", () -> connect(free, "crm", app.name(), app.password()));
            assertRefused("3D000", () -> connect(proxy.address("shop").getPort(), "crm", app.name(), app.password()));
            assertThat(ask(working, "SELECT current_database()")).isEqualTo(other);
            working.commit();
            await().atMost(SOON).until(() -> states("crm").toList().isEmpty());
            assertThat(ask(shop, "SELECT current_database()")).isEqualTo(one);
            assertThatThrownBy(() -> proxy.address("crm"))
                    .isInstanceOfSatisfying(
                            CrossfadeException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.UNKNOWN_DATABASE));
        }
        try (ServerSocket socket = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).as("its listener is closed").isTrue();
        }
    }

    private Stream<String> states(String database) {
        return proxy.sessions().stream()
                .filter(session -> session.database().equals(database))
                .map(SessionInfo::state);
    }

    @Test
    void aListenerMoves() throws Exception {
        int before = proxy.address("shop").getPort();
        int free = freePort();
        InetSocketAddress moved = new InetSocketAddress(InetAddress.getLoopbackAddress(), free);
        try (Connection session = connect("shop")) {
            proxy.reconfigure(settings(database("shop", moved, one, app)));
            assertThat(proxy.address("shop").getPort()).isEqualTo(free);
            connect("shop").close();
            assertRefused("08001", () -> connect(before, "shop", app.name(), app.password()));
            assertThat(ask(session, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void whenAnAddressIsTakenNothingHasChanged() throws Exception {
        int free = freePort();
        InetSocketAddress good = new InetSocketAddress(InetAddress.getLoopbackAddress(), free);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress bad = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            assertThatThrownBy(() -> proxy.reconfigure(
                            settings(shop(other), database("crm", good, other, app), database("erp", bad, other, app))))
                    .isInstanceOf(CrossfadeException.class)
                    .hasMessageContaining(":" + taken.getLocalPort() + " for erp");
        }
        try (Connection session = connect("shop")) {
            assertThat(ask(session, "SELECT current_database()")).isEqualTo(one);
        }
        assertThatThrownBy(() -> proxy.ready("crm", true)).isInstanceOf(CrossfadeException.class);
        try (ServerSocket socket = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound())
                    .as("the listener that could be opened is closed again")
                    .isTrue();
        }
    }

    @Test
    void limitsChange() throws SQLException {
        try (Connection first = connect("shop")) {
            ProxySettings settings = settings(shop(one, app));
            proxy.reconfigure(
                    new ProxySettings(settings.databases(), 0, settings.loginTimeout(), settings.connectTimeout(), 1));
            assertRefused("53300", () -> connect("shop"));
            proxy.reconfigure(settings);
            connect("shop").close();
            assertThat(ask(first, "SELECT 1")).isEqualTo("1");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
