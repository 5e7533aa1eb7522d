package dev.crossfade.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.testing.MysqlServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node in front of a MySQL server, and Connector/J. */
class MySqlNodeTest {
    private static final Duration READY = Duration.ofSeconds(30);

    private final MysqlServer server = MysqlServer.shared();

    @TempDir
    Path folder;

    @Test
    void servesMySqlClientsAndShowsThem() throws Exception {
        String database = server.createDatabase();
        server.execute(
                database,
                "CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, item VARCHAR(40))",
                "CREATE USER node_app IDENTIFIED BY 'app secret'",
                "GRANT ALL ON " + database + ".* TO node_app");
        Path file = Files.writeString(
                folder.resolve("crossfade.yaml"), """
                admin: {listen: "127.0.0.1:0"}
                databases:
                  shop:
                    engine: mysql
                    listen: "127.0.0.1:0"
                    users: [{name: node_app, password: app secret}]
                    backends:
                      blue: {host: %s, port: %d, database: %s, user: unused, password: unused}
                """.formatted(server.host(), server.port(), database));
        try (CrossfadeNode node = CrossfadeNode.start(file)) {
            await().atMost(READY)
                    .until(() -> Asking.call(node, "GET", "/readyz").statusCode() == 200);
            assertThat(Asking.call(node, "GET", "/v1/databases/shop").body())
                    .contains("\"engine\":\"mysql\"", "\"ready\":true");
            try (Connection app = connect(node, "app secret");
                    Statement statement = app.createStatement()) {
                app.setAutoCommit(false);
                try (PreparedStatement insert = app.prepareStatement("INSERT INTO orders (item) VALUES (?)")) {
                    for (int i = 0; i < 3; i++) {
                        insert.setString(1, "item " + i);
                        insert.executeUpdate();
                    }
                }
                assertThat(Asking.call(node, "GET", "/v1/sessions").body())
                        .contains("\"user\":\"node_app\"", "\"state\":\"idle in transaction\"");
                app.commit();
                try (ResultSet rows = statement.executeQuery("SELECT COUNT(*), MAX(item), DATABASE() FROM orders")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(3);
                    assertThat(rows.getString(2)).isEqualTo("item 2");
                    assertThat(rows.getString(3)).isEqualTo(database);
                }
                assertThat(Asking.call(node, "GET", "/metrics").body())
                        .containsPattern(
                                "crossfade_[a-z_]*queries[a-z_]*\\{database=\"shop\",user=\"node_app\"} [1-9]");
            }
            assertThatThrownBy(() -> connect(node, "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1045));
        } finally {
            server.execute(database, "DROP USER node_app");
        }
    }

    private static Connection connect(CrossfadeNode node, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "node_app");
        properties.setProperty("password", password);
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("useServerPrepStmts", "true");
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + node.address("shop").getPort() + "/shop", properties);
    }
}
