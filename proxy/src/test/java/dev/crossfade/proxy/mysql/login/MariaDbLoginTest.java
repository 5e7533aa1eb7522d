package dev.crossfade.proxy.mysql.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.testing.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MariaDB's Connector/J logs in at a real MariaDB through the proxy. */
class MariaDbLoginTest {
    private static final MariaDbServer SERVER = MariaDbServer.shared();
    private static final String DATABASE = SERVER.createDatabase();
    private static LoginStand stand;

    @BeforeAll
    static void open() {
        SERVER.execute(
                "mysql",
                "CREATE USER maria_native IDENTIFIED VIA mysql_native_password USING PASSWORD('right ä')",
                "CREATE USER maria_ed IDENTIFIED VIA ed25519 USING PASSWORD('right ä')",
                "CREATE USER maria_both IDENTIFIED VIA ed25519 USING PASSWORD('other')"
                        + " OR mysql_native_password USING PASSWORD('right ä')",
                "GRANT ALL ON *.* TO maria_native, maria_ed, maria_both");
        stand = new LoginStand.Options()
                .user("maria_native", "right ä")
                .user(MariaDbServer.USER, MariaDbServer.PASSWORD)
                .user("maria_both", "right ä")
                .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED);
    }

    @AfterAll
    static void close() {
        stand.close();
    }

    @Test
    void whoIsConfiguredProvesItByMariaDbsOwnMethod() throws SQLException {
        assertThat(whoAmI("maria_native", "right ä", "")).isEqualTo("maria_native@%");
        assertThat(whoAmI("maria_both", "right ä", "")).isEqualTo("maria_both@%");
        assertThat(whoAmI(MariaDbServer.USER, MariaDbServer.PASSWORD, "")).isEqualTo("root@localhost");
    }

    @Test
    void whoIsNotConfiguredIsAskedByCachingSha2() throws SQLException {
        assertThat(whoAmI("maria_ed", "right ä", "allowPublicKeyRetrieval=true"))
                .isEqualTo("maria_ed@%");
        assertThat(whoAmI("maria_ed", "right ä", ""))
                .as("the key need not be asked for again")
                .isEqualTo("maria_ed@%");
        assertThatThrownBy(() -> whoAmI("maria_ed", "wrong", "allowPublicKeyRetrieval=true"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1045));
    }

    @Test
    void theGreetingIsMariaDbs() throws SQLException {
        try (Connection direct = SERVER.connect(DATABASE);
                Connection proxied = connect(MariaDbServer.USER, MariaDbServer.PASSWORD, "")) {
            assertThat(proxied.getMetaData().getDatabaseProductVersion())
                    .isEqualTo(direct.getMetaData().getDatabaseProductVersion());
            assertThat(proxied.getMetaData().getDatabaseProductName()).isEqualTo("MariaDB");
        }
    }

    @Test
    void ed25519KeysAreTheServersOwn() throws Exception {
        for (String password : new String[] {"a", "right ä", "x".repeat(100), "32 bytes of it, as a seed has it"}) {
            SERVER.execute(
                    "mysql",
                    "CREATE OR REPLACE USER maria_key IDENTIFIED VIA ed25519 USING PASSWORD('" + password + "')",
                    "GRANT ALL ON *.* TO maria_key");
            try (LoginStand other = new LoginStand.Options()
                    .user("maria_key", password)
                    .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED)) {
                try (Connection connection = connect(other, "maria_key", password, "")) {
                    assertThat(one(connection)).isEqualTo("maria_key@%");
                }
            }
        }
    }

    private static String whoAmI(String user, String password, String settings) throws SQLException {
        try (Connection connection = connect(user, password, settings)) {
            return one(connection);
        }
    }

    private static String one(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CURRENT_USER()")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(String user, String password, String settings) throws SQLException {
        return connect(stand, user, password, settings);
    }

    private static Connection connect(LoginStand at, String user, String password, String settings)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + at.port() + "/" + DATABASE + "?" + settings, properties);
    }
}
