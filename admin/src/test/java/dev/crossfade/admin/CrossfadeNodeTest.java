package dev.crossfade.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.ConfigurationException;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossfadeNodeTest {
    private static final Duration READY = Duration.ofSeconds(30);

    private final PostgresServer server = PostgresServer.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private Path configure(String database, String adminListen, String listen) throws IOException {
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations/id.yaml"), """
                name: order-id
                database: shop
                table: orders
                retype: {column: id, to: bigint}
                """);
        return Files.writeString(folder.resolve("crossfade.yaml"), """
                admin: {listen: "%s"}
                databases:
                  shop:
                    listen: "%s"
                    users: [{name: app, password: app secret}]
                    backends:
                      blue: {host: %s, port: %d, database: %s, user: %s, password: %s}
                migrations: migrations
                """.formatted(
                        adminListen,
                        listen,
                        server.host(),
                        server.port(),
                        database,
                        PostgresServer.USER,
                        PostgresServer.PASSWORD));
    }

    private String database() {
        String database = server.createDatabase();
        server.execute(
                database,
                "CREATE TABLE orders (id integer PRIMARY KEY, item text)",
                "GRANT ALL ON orders TO app",
                "INSERT INTO orders SELECT i, 'item ' || i FROM generate_series(1, 500) i");
        return database;
    }

    @Test
    void servesClientsAndTheAdminApiTogether() throws Exception {
        String database = database();
        try (CrossfadeNode node = CrossfadeNode.start(configure(database, "127.0.0.1:0", "127.0.0.1:0"))) {
            await().atMost(READY).until(() -> send(node, "GET", "/readyz", "").statusCode() == 200);
            assertThat(send(node, "GET", "/v1/flags", "").body()).contains("migration.order-id.stage");
            assertThat(send(node, "GET", "/v1/databases/shop", "").body()).contains("\"reachable\":true");
            try (Connection app = connect(node);
                    Statement statement = app.createStatement()) {
                assertThat(count(statement)).isEqualTo(500);
                assertThat(send(node, "GET", "/v1/sessions", "").body()).contains("\"user\":\"app\"");

                assertThat(send(node, "POST", "/v1/migrations/order-id/start", "")
                                .statusCode())
                        .isEqualTo(202);
                await().atMost(READY)
                        .until(() -> send(node, "GET", "/v1/migrations/order-id", "")
                                .body()
                                .contains("\"step\":\"ready\""));
                HttpResponse<String> advanced =
                        send(node, "PUT", "/v1/flags/migration.order-id.stage", "{\"variant\": \"shadow\"}");
                assertThat(advanced.statusCode()).as(advanced.body()).isEqualTo(200);
                statement.execute("INSERT INTO orders VALUES (501, 'by the application')");
                assertThat(count(statement)).isEqualTo(501);
            }
            assertThat(server.queryOne(database, "SELECT count(*) FROM orders WHERE id_new IS DISTINCT FROM id"))
                    .isEqualTo("0");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> send(node, "GET", "/v1/audit?key=migration.order-id.stage", "")
                            .body()
                            .matches("(?s).*\"to\":\"shadow\"[^}]*\"flipToEffectMillis\":\\d.*"));
        }
    }

    @Test
    void theCensusKnowsBeforeTheStartWhatWouldBeRefused() throws Exception {
        String database = database();
        try (CrossfadeNode node = CrossfadeNode.start(configure(database, "127.0.0.1:0", "127.0.0.1:0"))) {
            await().atMost(READY).until(() -> send(node, "GET", "/readyz", "").statusCode() == 200);
            try (Connection app = connect(node);
                    Statement statement = app.createStatement();
                    PreparedStatement prepared = app.prepareStatement("SELECT item FROM orders WHERE id = ?")) {
                for (int i = 1; i <= 7; i++) {
                    prepared.setInt(1, i);
                    assertThat(prepared.executeQuery().next()).isTrue();
                }
                statement.execute("DO 'BEGIN UPDATE orders SET item = item WHERE id = 3; END'");
                await().atMost(READY)
                        .untilAsserted(() -> assertThat(send(node, "GET", "/v1/migrations/order-id/census", "")
                                        .body())
                                .contains(
                                        "\"statement\":\"DO ?\",\"outcome\":\"refused\"",
                                        "\"statement\":\"SELECT item FROM orders WHERE id = $1\",\"outcome\":\"rewritten\"",
                                        "\"executions\":7"));
            }
        }
    }

    @Test
    void aReloadAddsUsersDatabasesAndMigrationsWhileAClientIsConnected() throws Exception {
        String database = database();
        Path file = configure(database, "127.0.0.1:0", "127.0.0.1:0");
        try (CrossfadeNode node = CrossfadeNode.start(file)) {
            await().atMost(READY).until(() -> send(node, "GET", "/readyz", "").statusCode() == 200);
            try (Connection app = connect(node);
                    Statement statement = app.createStatement()) {
                app.setAutoCommit(false);
                assertThat(count(statement)).isEqualTo(500);
                String before = Files.readString(file);
                Files.writeString(
                        file,
                        before.replace(
                                        "users: [{name: app, password: app secret}]",
                                        "users: [{name: app, password: changed}]")
                                + """
                        limits: {maxClients: 77}
                        """);
                Files.writeString(folder.resolve("migrations/item.yaml"), """
                        name: item
                        database: shop
                        table: orders
                        rename: {column: item, to: thing}
                        """);
                String crm = before.substring(before.indexOf("  shop:"), before.indexOf("migrations:"))
                        .replace("  shop:", "  crm:");
                Files.writeString(
                        file, Files.readString(file).replace("migrations: migrations", crm + "migrations: migrations"));

                HttpResponse<String> reloaded = send(node, "POST", "/v1/reload", "");
                assertThat(reloaded.body())
                        .isEqualTo("{\"changed\":[\"database shop: users\",\"database crm: added\","
                                + "\"migration item: added\",\"limits, times or log\"]}");
                assertThat(count(statement)).as("the session goes on").isEqualTo(500);
                app.commit();
                assertThatThrownBy(() -> connect(node)).isInstanceOf(SQLException.class);
                await().atMost(READY)
                        .until(() -> send(node, "GET", "/readyz", "").statusCode() == 200);
                int port = node.address("crm").getPort();
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/crm", "app", "app secret")
                        .close();
                await().atMost(READY)
                        .until(() -> send(node, "POST", "/v1/migrations/item/start", "")
                                        .statusCode()
                                == 202);
                await().atMost(READY)
                        .until(() -> send(node, "GET", "/v1/migrations/item", "")
                                .body()
                                .contains("\"step\":\"ready\""));
                statement.execute("INSERT INTO orders VALUES (501, 'after the reload')");
                app.commit();
                assertThat(server.queryOne(database, "SELECT thing FROM orders WHERE id = 501"))
                        .isEqualTo("after the reload");

                Files.delete(folder.resolve("migrations/item.yaml"));
                HttpResponse<String> refused = send(node, "POST", "/v1/reload", "");
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(refused.body()).contains("migration item", "has been started", "abort the migration first");
                assertThat(send(node, "GET", "/v1/migrations/item", "").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aPauseHoldsWhatBeginsAndNamesWhatBlocks() throws Exception {
        try (CrossfadeNode node = CrossfadeNode.start(configure(database(), "127.0.0.1:0", "127.0.0.1:0"))) {
            await().atMost(READY).until(() -> send(node, "GET", "/readyz", "").statusCode() == 200);
            try (Connection open = connect(node);
                    Connection later = connect(node);
                    Statement inTransaction = open.createStatement();
                    Statement waiting = later.createStatement()) {
                open.setAutoCommit(false);
                assertThat(count(inTransaction)).isEqualTo(500);

                HttpResponse<String> blocked =
                        send(node, "POST", "/v1/databases/shop/pause", "{\"deadline\": \"200ms\"}");
                assertThat(blocked.statusCode()).as(blocked.body()).isEqualTo(409);
                assertThat(blocked.body())
                        .contains("1 session was in a transaction", "user app", "idle in transaction");
                assertThat(count(waiting)).as("everything goes on").isEqualTo(500);

                open.commit();
                HttpResponse<String> paused = send(node, "POST", "/v1/databases/shop/pause", "{\"deadline\": \"5s\"}");
                assertThat(paused.statusCode()).as(paused.body()).isEqualTo(200);
                assertThat(paused.body()).contains("\"paused\":true");
                CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> {
                    try {
                        return count(waiting);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
                await().atMost(READY)
                        .until(() ->
                                send(node, "GET", "/v1/sessions", "").body().contains("\"state\":\"paused\""));
                assertThat(held).isNotDone();
                assertThat(send(node, "GET", "/metrics", "").body())
                        .contains("crossfade_database_paused{database=\"shop\"} 1.0");
                assertThat(send(node, "POST", "/v1/databases/shop/resume", "").body())
                        .contains("\"paused\":false");
                assertThat(held).succeedsWithin(READY).isEqualTo(500);
            }
            assertThat(send(node, "GET", "/v1/pools", "").body()).contains("\"user\":\"app\"", "\"mode\":\"SESSION\"");
            assertThat(send(node, "GET", "/metrics", "").body())
                    .containsPattern("crossfade_logins_total\\{database=\"shop\",user=\"app\"} 2.0")
                    .containsPattern(
                            "crossfade_pool_server_connections_opened_total\\{database=\"shop\",user=\"app\"} [12].0");
        }
    }

    @Test
    void aReloadThatCannotBeDoneChangesNothing() throws Exception {
        Path file = configure(database(), "127.0.0.1:0", "127.0.0.1:0");
        String good = Files.readString(file);
        try (CrossfadeNode node = CrossfadeNode.start(file)) {
            await().atMost(READY).until(() -> send(node, "GET", "/readyz", "").statusCode() == 200);
            Files.writeString(file, good.replace("app secret", "changed").replace("users:", "usres:"));
            HttpResponse<String> invalid = send(node, "POST", "/v1/reload", "");
            assertThat(invalid.statusCode()).isEqualTo(422);
            assertThat(invalid.body()).contains("\"line\":5", "unknown key 'usres' in database shop");
            connect(node).close();

            Files.writeString(file, good.replace("app secret", "changed").replace("127.0.0.1:0", "127.0.0.2:0"));
            HttpResponse<String> restart = send(node, "POST", "/v1/reload", "");
            assertThat(restart.statusCode()).isEqualTo(409);
            assertThat(restart.body()).contains("RESTART_NEEDED", "admin.listen has changed, which needs a restart");
            connect(node).close();

            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Files.writeString(
                        file,
                        good.replace("app secret", "changed")
                                .replace(
                                        "    listen: \"127.0.0.1:0\"",
                                        "    listen: \"127.0.0.1:" + taken.getLocalPort() + "\""));
                HttpResponse<String> busy = send(node, "POST", "/v1/reload", "");
                assertThat(busy.statusCode()).isEqualTo(400);
                assertThat(busy.body()).contains("cannot listen on");
            }
            connect(node).close();
            assertThat(send(node, "GET", "/readyz", "").statusCode()).isEqualTo(200);
            assertThat(send(node, "GET", "/v1/audit?key=configuration", "").body())
                    .contains("INVALID_CONFIGURATION", "RESTART_NEEDED", "INVALID_REQUEST");

            Files.writeString(file, good);
            assertThat(send(node, "POST", "/v1/reload", "").body()).isEqualTo("{\"changed\":[]}");
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownDatabaseAreRefusedAsTheServerDoes() throws Exception {
        try (CrossfadeNode node = CrossfadeNode.start(configure(database(), "127.0.0.1:0", "127.0.0.1:0"))) {
            await().atMost(READY).until(() -> send(node, "GET", "/readyz", "").statusCode() == 200);
            InetSocketAddress address = node.address("shop");
            String url = "jdbc:postgresql://127.0.0.1:" + address.getPort() + "/";
            assertThatThrownBy(() -> DriverManager.getConnection(url + "shop", "app", "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            assertThatThrownBy(() -> DriverManager.getConnection(url + "nowhere", "app", "app secret"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("3D000"));
        }
    }

    @Test
    void whatWasStartedIsClosedWhenTheRestCannotStart() throws Exception {
        int port = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = configure(database(), "127.0.0.1:" + taken.getLocalPort(), "127.0.0.1:" + port);
            assertThatThrownBy(() -> CrossfadeNode.start(file))
                    .isInstanceOf(CrossfadeException.class)
                    .hasMessageContaining("the admin API cannot listen on 127.0.0.1:" + taken.getLocalPort());
            try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(again.isBound()).as("the proxy's listener is gone").isTrue();
            }
        }
    }

    @Test
    void anUnreachableBackendLeavesTheAdminApiUpAndSaysSo() throws Exception {
        Path file = configure("shop", "127.0.0.1:0", "127.0.0.1:0");
        Files.writeString(file, Files.readString(file).replaceFirst("port: \\d+", "port: " + freePort()));
        try (CrossfadeNode node = CrossfadeNode.start(file)) {
            assertThat(send(node, "GET", "/healthz", "").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = send(node, "GET", "/readyz", "");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"detail\":\"not ready: shop\"");
            assertThat(send(node, "GET", "/v1/databases/shop", "").body()).contains("\"reachable\":false");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aWrongConfigurationStartsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("crossfade.yaml"), "databases: {}\n");
        assertThatThrownBy(() -> CrossfadeNode.start(file)).isInstanceOf(ConfigurationException.class);
        assertThat(folder.resolve("flags.json")).doesNotExist();
    }

    private static Connection connect(CrossfadeNode node) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + node.address("shop").getPort() + "/shop", "app", "app secret");
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(id) FROM orders")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private HttpResponse<String> send(CrossfadeNode node, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(node.adminUri() + path))
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                BodyHandlers.ofString());
    }
}
