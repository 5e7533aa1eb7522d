package dev.crossfade.proxy.mysql.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ProxySettings.User;
import dev.crossfade.testing.MysqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connector/J logs in at a real MySQL through the proxy. */
class MySqlLoginTest {
    private static final MysqlServer SERVER = MysqlServer.shared();
    private static final String DATABASE = SERVER.createDatabase();
    private static LoginStand stand;

    @BeforeAll
    static void open() {
        for (String method : new String[] {"caching_sha2_password", "mysql_native_password", "sha256_password"}) {
            String user = "login_" + method.substring(0, 6);
            SERVER.execute(
                    "mysql",
                    "CREATE USER " + user + " IDENTIFIED WITH " + method + " BY 'right ä'",
                    "GRANT ALL ON *.* TO " + user);
        }
        SERVER.execute(
                "mysql", "CREATE USER login_open IDENTIFIED BY ''", "GRANT ALL ON " + DATABASE + ".* TO login_open");
        stand = new LoginStand.Options()
                .user(MysqlServer.USER, MysqlServer.PASSWORD)
                .user("login_mysql_", "right ä")
                .user(new User("outside", "outer", "login_cachin", "right ä"))
                .user("login_stale", "not the server's")
                .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED);
    }

    @AfterAll
    static void close() {
        stand.close();
    }

    @Test
    void whoIsConfiguredProvesItToTheProxy() throws SQLException {
        assertThat(whoAmI("login_mysql_", "right ä")).startsWith("login_mysql_@");
        assertThat(whoAmI("outside", "outer")).startsWith("login_cachin@");
        assertThat(whoAmI(MysqlServer.USER, MysqlServer.PASSWORD)).startsWith("root@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login_cachin", "login_sha256", "login_mysql_"})
    void whoIsNotConfiguredProvesItToTheServer(String user) throws SQLException {
        assertThat(whoAmI(user, "right ä")).startsWith(user + "@");
        assertThat(whoAmI(user, "right ä")).startsWith(user + "@");
        assertThatThrownBy(() -> whoAmI(user, "wrong")).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getErrorCode()).isEqualTo(1045);
            assertThat(e.getSQLState()).isEqualTo("28000");
            assertThat(e.getMessage())
                    .startsWith("Access denied for user '" + user + "'@'")
                    .endsWith("(using password: YES)");
        });
    }

    @Test
    void noPassword() throws SQLException {
        assertThat(whoAmI("login_open", "")).startsWith("login_open@");
        assertThatThrownBy(() -> whoAmI("login_cachin", "")).hasMessageEndingWith("(using password: NO)");
        assertThatThrownBy(() -> whoAmI("outside", "")).hasMessageEndingWith("(using password: NO)");
    }

    @Test
    void wrongPasswordsAndUnknownNamesAreTold() {
        for (String user : new String[] {"outside", "login_cachin", "nobody", "login_mysql_"}) {
            assertThatThrownBy(() -> whoAmI(user, "wrong")).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getErrorCode()).isEqualTo(1045);
                assertThat(e.getMessage())
                        .matches("Access denied for user '" + user
                                + "'@'(localhost|127.0.0.1)' \\(using password: YES\\)");
            });
        }
    }

    @Test
    void theServerMaySayNoToAConfiguredPassword() {
        assertThatThrownBy(() -> whoAmI("login_stale", "not the server's"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1045));
    }

    @Test
    void aDatabaseThatIsNotThereIsTheServersToSay() {
        for (int i = 0; i < 20; i++) { // it refuses and closes in one breath
            assertThatThrownBy(() -> connect("outside", "outer", "nowhere", new Properties()))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getMessage()).isEqualTo("Unknown database 'nowhere'");
                        assertThat(e.getErrorCode()).isEqualTo(1049);
                    });
        }
    }

    @Test
    void anyDatabaseOfTheServerCanBeNamedOrNone() throws SQLException {
        try (Connection connection = connect("outside", "outer", "mysql", new Properties())) {
            assertThat(query(connection, "SELECT DATABASE()")).isEqualTo("mysql");
        }
        try (Connection connection = connect("outside", "outer", "", new Properties())) {
            assertThat(query(connection, "SELECT DATABASE()")).isNull();
        }
    }

    @Test
    void theServerIsToldWhatTheClientSaysOfItself() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("connectionAttributes", "program_name:crossfade-test");
        settings.setProperty("useAffectedRows", "true");
        try (Connection connection = connect("outside", "outer", DATABASE, settings);
                Statement statement = connection.createStatement()) {
            assertThat(query(
                            connection,
                            "SELECT attr_value FROM performance_schema.session_account_connect_attrs WHERE attr_name = 'program_name'"
                                    + " AND processlist_id = CONNECTION_ID()"))
                    .isEqualTo("crossfade-test");
            statement.execute("CREATE TABLE counted (n int)");
            statement.execute("INSERT INTO counted VALUES (1)");
            assertThat(statement.executeUpdate("UPDATE counted SET n = 1"))
                    .as("no CLIENT_FOUND_ROWS")
                    .isZero();
            statement.execute("DROP TABLE counted");
        }
    }

    @Test
    void aClientCanBecomeAnother() throws SQLException {
        try (Connection connection = connect("outside", "outer", DATABASE, new Properties())) {
            query(connection, "SELECT @left := 1");
            for (String user : new String[] {"login_mysql_", "login_sha256", "outside"}) {
                String password = user.equals("outside") ? "outer" : "right ä";
                connection.unwrap(JdbcConnection.class).changeUser(user, password);
                assertThat(query(connection, "SELECT CURRENT_USER()"))
                        .startsWith(user.equals("outside") ? "login_cachin@" : user + "@");
                assertThat(query(connection, "SELECT DATABASE()")).isEqualTo(DATABASE);
                assertThat(query(connection, "SELECT @left")).isNull();
            }
            assertThatThrownBy(() -> connection.unwrap(JdbcConnection.class).changeUser("outside", "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1045));
            assertThatThrownBy(() -> query(connection, "SELECT 1"))
                    .as("as MySQL does")
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void lookupOffLetsInOnlyThoseWhoAreListed() throws SQLException {
        try (LoginStand listed = new LoginStand.Options()
                .user(new User("outside", "outer", "login_cachin", "right ä"))
                .noLookup()
                .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED)) {
            for (String plugin : new String[] {"caching_sha2_password", "mysql_native_password"}) {
                Properties settings = new Properties();
                settings.setProperty("defaultAuthenticationPlugin", plugin);
                for (String[] who : new String[][] {
                    {"login_cachin", "right ä"}, {"login_mysql_", "right ä"}, {"login_open", ""}, {"outside", "wrong"}
                }) {
                    assertDenied(who[0], who[1], () -> connect(listed, who[0], who[1], DATABASE, settings));
                    try (Connection connection = connect(listed, "outside", "outer", DATABASE, settings)) {
                        assertThat(query(connection, "SELECT CURRENT_USER()")).startsWith("login_cachin@");
                        JdbcConnection changing = connection.unwrap(JdbcConnection.class);
                        assertDenied(who[0], who[1], () -> changing.changeUser(who[0], who[1]));
                    }
                }
            }
        }
    }

    private static void assertDenied(String user, String password, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).as(user).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getErrorCode()).isEqualTo(1045);
            assertThat(e.getSQLState()).isEqualTo("28000");
            assertThat(e.getMessage())
                    .isEqualTo("Access denied for user '" + user + "'@'localhost' (using password: "
                            + (password.isEmpty() ? "NO" : "YES") + ")");
        });
    }

    @Test
    void nothingIsLeftBehind() throws SQLException {
        whoAmI("outside", "outer");
        assertThatThrownBy(() -> whoAmI("outside", "wrong"));
        org.awaitility.Awaitility.await()
                .until(() -> stand.node.clients.get() == 0 && stand.node.logins.isEmpty() && stand.admitted.isEmpty());
    }

    private static String whoAmI(String user, String password) throws SQLException {
        try (Connection connection = connect(user, password, DATABASE, new Properties())) {
            assertThat(query(connection, "SELECT DATABASE()")).isEqualTo(DATABASE);
            return query(connection, "SELECT CURRENT_USER()");
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(String user, String password, String database, Properties settings)
            throws SQLException {
        return connect(stand, user, password, database, settings);
    }

    private static Connection connect(LoginStand to, String user, String password, String database, Properties settings)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.putAll(settings);
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + to.port() + "/" + database, properties);
    }
}
