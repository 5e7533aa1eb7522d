package dev.crossfade.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reads at shadow show, and what sends a migration back by itself. */
class SafetyTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String STATUS = "/v1/migrations/order-id";

    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.createDatabase();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    private CrossfadeNode node;
    private Connection app;
    private CompletableFuture<?> listening;

    /** A node whose migration is ready, with a client; {@code safety} stands in the migration's file. */
    private void start(String change, String safety) throws Exception {
        server.execute(
                database,
                "CREATE TABLE orders (id integer PRIMARY KEY, code text, item text)",
                "GRANT ALL ON orders TO app",
                "INSERT INTO orders SELECT i, i::text, 'item ' || i FROM generate_series(1, 300) i");
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(
                folder.resolve("migrations/id.yaml"),
                "name: order-id\ndatabase: shop\ntable: orders\nretype: " + change + "\n" + safety);
        Path file = Files.writeString(folder.resolve("crossfade.yaml"), """
                admin: {listen: "127.0.0.1:0"}
                databases:
                  shop:
                    listen: "127.0.0.1:0"
                    users: [{name: app, password: app secret}]
                    backends:
                      blue: {host: %s, port: %d, database: %s, user: %s, password: %s}
                migrations: migrations
                """.formatted(
                        server.host(), server.port(), database, PostgresServer.USER, PostgresServer.PASSWORD));
        serve(file);
        assertThat(send("POST", STATUS + "/start").statusCode()).isEqualTo(202);
        await().atMost(SOON)
                .until(() -> !status().path("step")
                        .asText()
                        .matches("none|announce|expand|dual-write|backfill|index|verify"));
    }

    private void serve(Path file) throws Exception {
        node = CrossfadeNode.start(file);
        await().atMost(SOON).until(() -> send("GET", "/readyz").statusCode() == 200);
        listening = http.sendAsync(
                        HttpRequest.newBuilder(node.adminUri().resolve("/v1/events"))
                                .build(),
                        BodyHandlers.ofLines())
                .thenAccept(lines -> lines.body().forEach(events::add));
        app = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + node.address("shop").getPort() + "/shop", "app", "app secret");
    }

    private void restart() throws Exception {
        app.close();
        node.close();
        serve(folder.resolve("crossfade.yaml"));
    }

    @AfterEach
    void close() throws SQLException {
        app.close();
        node.close();
        assertThat(listening).isNotNull();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(node.adminUri().resolve(path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send("GET", path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private JsonNode status() throws IOException, InterruptedException {
        return get(STATUS);
    }

    private String stage() throws IOException, InterruptedException {
        return status().path("stage").asText();
    }

    private void advance(String to) throws IOException, InterruptedException {
        HttpResponse<String> response = send("POST", STATUS + "/advance");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        await().atMost(SOON).until(() -> stage().equals(to));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = app.createStatement()) {
            statement.execute(sql);
        }
    }

    private void fails(String sql) {
        assertThatThrownBy(() -> run(sql)).isInstanceOf(SQLException.class);
    }

    /** Runs, so many times between two looks, while the stage is that; it must not stay so for ever. */
    private void runWhileAt(String stage, int times, Runnable work) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> {
            for (int i = 0; i < times; i++) {
                work.run();
            }
            return !stage().equals(stage);
        });
    }

    /** That it is at a stage since it went there by itself, and all the world knows. */
    private void wentBack(String from, String to, String bound) throws Exception {
        await().atMost(SOON).until(() -> stage().equals(to));
        assertThat(status().path("requestedStage").asText()).isEqualTo(to);
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode entry = get("/v1/audit?key=migration.order-id.stage").get(0);
            assertThat(entry.path("actor").asText()).isEqualTo("automatic");
            assertThat(entry.path("action").asText()).isEqualTo("migration.rollback");
            assertThat(entry.path("from").asText()).isEqualTo(from);
            assertThat(entry.path("to").asText()).isEqualTo(to);
            assertThat(entry.path("outcome").asText()).isEqualTo("done");
            assertThat(entry.path("detail").asText()).contains(bound, "measured was");
        });
        assertThat(status().path("blockedBy").toString()).contains("went back by itself from " + from + " to " + to);
        await().atMost(SOON)
                .until(() -> events.stream().anyMatch(line -> line.equals("event: rollback"))
                        && events.stream()
                                .anyMatch(line -> line.contains("\"bound\":\"" + bound)
                                        && line.contains("\"from\":\"" + from + "\"")));
    }

    @Test
    void readsThatDifferKeepItFromLiveUntilTheRowsAreRightAndVerified() throws Exception {
        start("{column: id, to: bigint}", "guard: none\nshadow: {values: show}\n");
        advance("shadow");
        run("SELECT id, item FROM orders WHERE item = 'item 16'");
        await().atMost(SOON)
                .until(() -> status().path("evidence").path("readsCompared").asInt() == 1);
        server.execute(database, "UPDATE orders SET id_new = 5000000017 WHERE id = 17");
        run("SELECT item FROM orders WHERE id = 17");
        await().atMost(SOON)
                .until(() -> status().path("evidence").path("mismatches").asInt() == 1);
        JsonNode shadow = get(STATUS + "/shadow");
        assertThat(shadow.path("compared").asInt()).isEqualTo(2);
        assertThat(shadow.path("oldLatency").path("p99Millis").asDouble()).isPositive();
        JsonNode sample = shadow.path("samples").get(0);
        assertThat(sample.path("statement").asText()).isEqualTo("SELECT item FROM orders WHERE id = ?");
        assertThat(sample.path("rows").toString())
                .isEqualTo(
                        "[{\"key\":{},\"values\":[{\"column\":\"item\",\"oldValue\":\"item 17\",\"newValue\":null}]}]");
        HttpResponse<String> refused = send("POST", STATUS + "/advance");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("1 read(s) that new has answered otherwise than old");
        assertThat(send("GET", "/metrics").body())
                .contains(
                        "crossfade_shadow_reads_total{database=\"shop\",migration=\"order-id\",outcome=\"mismatch\"} 1.0");
        await().atMost(SOON).until(() -> events.stream().anyMatch(line -> line.equals("event: mismatch")));
        assertThat(stage()).as("without a bound it stays").isEqualTo("shadow");

        server.execute(database, "UPDATE orders SET id_new = 17 WHERE id = 17");
        assertThat(send("POST", STATUS + "/resume").statusCode()).isEqualTo(202);
        await().atMost(SOON).until(() -> status().path("step").asText().equals("ready"));
        run("SELECT item FROM orders WHERE id = 17");
        await().atMost(SOON)
                .until(() -> status().path("evidence").path("readsCompared").asInt() == 1);
        assertThat(status().path("evidence").path("mismatches").asInt()).isZero();
        advance("live");
    }

    @Test
    void moreMismatchesThanAllowedSendItBack() throws Exception {
        start("{column: id, to: bigint}", "guard: none\nrollback: {mismatches: 1}\n");
        advance("shadow");
        server.execute(database, "UPDATE orders SET id_new = 5000000017 WHERE id = 17");
        run("SELECT item FROM orders WHERE id = 17");
        await().atMost(SOON)
                .until(() -> status().path("evidence").path("mismatches").asInt() == 1);
        await().during(Duration.ofMillis(2500)).atMost(SOON).until(() -> stage().equals("shadow"));
        run("SELECT item FROM orders WHERE id = 17");
        wentBack("shadow", "dual-write", "mismatches: 1");
        server.execute(database, "UPDATE orders SET id_new = 17 WHERE id = 17");
        advance("shadow");
        await().atMost(SOON).until(() -> !status().path("blockedBy").toString().contains("by itself"));
    }

    @Test
    void aDeadLetterSendsItBack() throws Exception {
        start("{column: code, to: integer}", "rollback: {deadLetters: 0}\n");
        advance("shadow");
        run("INSERT INTO orders VALUES (301, '301', 'converts')");
        await().during(Duration.ofMillis(2500)).atMost(SOON).until(() -> stage().equals("shadow"));
        run("INSERT INTO orders VALUES (302, 'none', 'does not')");
        wentBack("shadow", "dual-write", "deadLetters: 0");
    }

    @Test
    void failingStatementsSendItBackAndTheApplicationsOwnDoNot() throws Exception {
        start("{column: id, to: bigint}", "rollback: {errorRate: 20%, window: 5s, minStatements: 20}\n");
        advance("shadow");
        for (int i = 0; i < 60; i++) {
            run("SELECT item FROM orders WHERE id = " + i);
        }
        await().during(Duration.ofMillis(1500)).atMost(SOON).until(() -> stage().equals("shadow"));
        advance("live");
        long end = System.nanoTime() + 2_500_000_000L;
        while (System.nanoTime() - end < 0) {
            fails("INSERT INTO orders (id) VALUES (1)"); // a duplicate key
        }
        assertThat(stage()).isEqualTo("live");
        runWhileAt("live", 20, () -> fails("INSERT INTO orders (id) VALUES (3000000000)"));
        wentBack("live", "shadow", "errorRate: 20.00 %");
        assertThat(stage()).as("one stage").isEqualTo("shadow");
    }

    @Test
    void slowStatementsSendItBackHoweverLongNobodyAskedBefore() throws Exception {
        start("{column: id, to: bigint}", "rollback: {p99: 10x, window: 4s, minStatements: 2}\n");
        advance("shadow");
        long end = System.nanoTime() + 2_500_000_000L;
        while (System.nanoTime() - end < 0) {
            runUnchecked("SELECT pg_sleep(0.01) FROM orders WHERE id = 1");
        }
        // all of the window without a statement: what was measured at shadow still counts
        await().during(Duration.ofSeconds(5)).atMost(SOON).until(() -> stage().equals("shadow"));
        advance("live");
        end = System.nanoTime() + 3_000_000_000L;
        while (System.nanoTime() - end < 0) {
            runUnchecked("SELECT pg_sleep(0.012) FROM orders WHERE id = 1");
        }
        assertThat(stage()).isEqualTo("live");
        await().atMost(SOON)
                .until(() -> "live true"
                        .equals(server.queryOne(
                                database, "SELECT stage || ' ' || (p99_nanos > 0) FROM crossfade.standing")));
        restart();
        assertThat(stage()).isEqualTo("live");
        String tooLong = server.queryOne(
                database,
                "SELECT greatest(0.3, 12 * p99_nanos / 1e9) FROM crossfade.standing"); // a machine may stutter
        runWhileAt("live", 2, () -> runUnchecked("SELECT pg_sleep(" + tooLong + ") FROM orders WHERE id = 1"));
        wentBack("live", "shadow", "p99: 10.0x the");
    }

    @Test
    void goesOnByItselfThroughTheContractOnceReadsAgree() throws Exception {
        start("{column: id, to: bigint}", "advance: auto\nsoak: 0s\n");
        await().atMost(SOON)
                .until(() ->
                        status().path("automatic").toString().contains("no read has been answered by both sides yet"));
        assertThat(status().path("automatic").path("next").asText()).isEqualTo("live");
        assertThat(stage()).isEqualTo("shadow");
        run("SELECT id, item FROM orders WHERE id = 16");
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            run("UPDATE orders SET item = item || '.' WHERE id = 16");
            return status().path("step").asText().equals("done");
        });
        assertThat(server.queryOne(
                        database,
                        "SELECT string_agg(attname || ' ' || atttypid::regtype, ', ' ORDER BY attname) FROM pg_attribute"
                                + " WHERE attrelid = 'orders'::regclass AND attnum > 0 AND NOT attisdropped"))
                .isEqualTo("code text, id_new bigint, item text");
        await().atMost(SOON).untilAsserted(() -> {
            StringBuilder moves = new StringBuilder();
            for (JsonNode entry : get("/v1/audit?key=migration.order-id.stage")) {
                assertThat(entry.path("action").asText()).isEqualTo("migration.advance");
                assertThat(entry.path("actor").asText()).isEqualTo("automatic");
                assertThat(entry.path("outcome").asText()).isEqualTo("done");
                assertThat(entry.path("detail").asText()).contains("advance: auto", "300 rows verified");
                moves.insert(
                        0, entry.path("from").asText() + " " + entry.path("to").asText() + ", ");
            }
            assertThat(moves)
                    .hasToString(
                            "dual-write shadow, shadow live, live ramp-down, ramp-down complete, complete complete, ");
        });
        await().atMost(SOON)
                .until(() -> events.stream().anyMatch(line -> line.equals("event: advance"))
                        && events.stream().anyMatch(line -> line.contains("\"does\":\"contract\"")));
    }

    private void runUnchecked(String sql) {
        try {
            run(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
