package dev.crossfade.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column goes under clients of a whole node: nobody's statement fails for it, and it does not go while one would. */
class DropColumnTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private CrossfadeNode start(String database, String pooling) throws IOException {
        Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations/fax.yaml"), """
                name: orders-fax
                database: shop
                table: orders
                dropColumn: {column: fax}
                soak: 10s
                """);
        Path file = folder.resolve("crossfade.yaml");
        Files.writeString(file, """
                admin: {listen: "127.0.0.1:0"}
                flags: {path: flags.json}
                databases:
                  shop:
                    listen: "127.0.0.1:0"
                    pooling: %s
                    users: [{name: %s, password: "%s"}]
                    backends: {blue: {host: "%s", port: %d, database: %s, user: %s, password: "%s"}}
                migrations: migrations/
                """.formatted(
                        pooling,
                        PostgresServer.APP_USER,
                        PostgresServer.APP_PASSWORD,
                        SERVER.host(),
                        SERVER.port(),
                        database,
                        PostgresServer.USER,
                        PostgresServer.PASSWORD));
        return CrossfadeNode.start(file);
    }

    /** Every statement is prepared on the server from its first execution on. */
    private static Connection connect(CrossfadeNode node) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresServer.APP_USER);
        properties.setProperty("password", PostgresServer.APP_PASSWORD);
        properties.setProperty("prepareThreshold", "1");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + node.address("shop").getPort() + "/shop", properties);
    }

    private static HttpResponse<String> call(CrossfadeNode node, String method, String path)
            throws IOException, InterruptedException {
        URI uri = node.adminUri().resolve(path);
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int columnsOfAll(Connection connection) throws SQLException {
        int columns = 0;
        try (PreparedStatement all = connection.prepareStatement("SELECT * FROM orders WHERE id < ?")) {
            for (int i = 0; i < 4; i++) {
                all.setInt(1, 10 + i);
                try (ResultSet rows = all.executeQuery()) {
                    columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        assertThat(rows.getString("code")).startsWith("c");
                    }
                }
            }
        }
        return columns;
    }

    /** Clients that do not name the column; fails with the first statement that does. */
    private static Clients load(CrossfadeNode node) {
        return new Clients(3, (clients, number) -> {
            try (Connection connection = connect(node);
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO orders (code) VALUES (?)");
                    PreparedStatement update = connection.prepareStatement("UPDATE orders SET code = ? WHERE id = ?");
                    PreparedStatement select =
                            connection.prepareStatement("SELECT id, code FROM orders WHERE id = ?")) {
                for (int i = 1; clients.goOn(); i++) {
                    insert.setString(1, "c" + i);
                    insert.executeUpdate();
                    update.setString(1, "c" + i);
                    update.setInt(2, 1 + i % 100);
                    update.executeUpdate();
                    select.setInt(1, 1 + i % 100);
                    try (ResultSet rows = select.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                    }
                    clients.did();
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "transaction"})
    void goesWhenNobodyNamesItAndNoStatementFails(String pooling) throws Exception {
        String database = SERVER.createDatabase();
        SERVER.execute(
                database,
                "CREATE TABLE orders (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, fax text NOT NULL DEFAULT"
                        + " 'x', code text)",
                "INSERT INTO orders (code) SELECT 'c' || i FROM generate_series(1, 100) i",
                "GRANT ALL ON orders TO " + PostgresServer.APP_USER);
        try (CrossfadeNode node = start(database, pooling)) {
            await().atMost(PATIENCE).until(() -> call(node, "GET", "/readyz").statusCode() == 200);
            try (Clients load = load(node)) {
                load.awaitMore();
                try (Connection reader = connect(node)) {
                    assertThat(columnsOfAll(reader)).isEqualTo(3);
                    assertThat(call(node, "POST", "/v1/migrations/orders-fax/start")
                                    .statusCode())
                            .isEqualTo(202);
                    await().atMost(PATIENCE)
                            .until(() -> call(node, "GET", "/v1/migrations/orders-fax")
                                    .body()
                                    .contains("\"step\":\"ready\""));
                    assertThat(columnsOfAll(reader)).isEqualTo(3);
                    HttpResponse<String> named = call(node, "POST", "/v1/migrations/orders-fax/advance");
                    assertThat(named.statusCode()).isEqualTo(409);
                    assertThat(named.body())
                            .contains("still named, last at", "SELECT * FROM orders WHERE id <")
                            .doesNotContain("INSERT INTO", "UPDATE orders", "SELECT id");
                    // nobody executes it any more, but it is prepared
                    await().atMost(PATIENCE).until(() -> {
                        String body = call(node, "POST", "/v1/migrations/orders-fax/advance")
                                .body();
                        return !body.contains("still named") && !body.contains("soak (");
                    });
                    assertThat(call(node, "POST", "/v1/migrations/orders-fax/advance")
                                    .body())
                            .contains("has prepared SELECT * FROM orders WHERE id <");
                    assertThat(columnsOfAll(reader)).isEqualTo(3);
                }
                await().atMost(PATIENCE)
                        .until(() -> call(node, "POST", "/v1/migrations/orders-fax/advance")
                                        .statusCode()
                                == 202);
                await().atMost(PATIENCE)
                        .until(() -> call(node, "GET", "/v1/migrations/orders-fax")
                                .body()
                                .contains("\"step\":\"done\""));
                load.awaitMore();
                try (Connection reader = connect(node)) {
                    assertThat(columnsOfAll(reader)).isEqualTo(2);
                }
                load.awaitMore();
            }
            assertThat(SERVER.queryOne(
                            database,
                            "SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid ="
                                    + " 'orders'::regclass AND attnum > 0 AND NOT attisdropped"))
                    .isEqualTo("id code");
        }
    }
}
