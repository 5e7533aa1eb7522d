package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.admin.CrossfadeNode;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals as an operator has them: a whole node, its API, and a throwaway server that is gone afterwards. */
@Timeout(180)
class RehearsalTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path throwaway;

    /** Rehearsals look for them by themselves; this says what to install where they are not. */
    @BeforeAll
    static void programs() {
        for (String program : List.of("initdb", "postgres", "pg_dump", "pg_restore")) {
            assertThat(PostgresTools.path(program)).isExecutable();
        }
    }

    private Path configure(String database, Map<String, String> migrations, String start, int port) throws IOException {
        Path folder = Installation.folder(database, migrations, port, 0);
        Path file = folder.resolve("crossfade.yaml");
        Files.setPosixFilePermissions(throwaway, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                file,
                Files.readString(file)
                        + "rehearsal: {start: %s, rows: 400, clients: 2, statements: 10, folder: \"%s\"}\n"
                                .formatted(start, throwaway));
        return file;
    }

    private static JsonNode rehearsal(Api api, String name) {
        return api.call("GET", "/v1/migrations/" + name + "/rehearsal", "").body();
    }

    private static JsonNode rehearse(Api api, String name) {
        Api.Answer begun = api.call("POST", "/v1/migrations/" + name + "/rehearse", "");
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
        assertThat(begun.body().path("state").asText()).isEqualTo("running");
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !rehearsal(api, name).path("state").asText().equals("running"));
        return rehearsal(api, name);
    }

    private List<Path> throwaways() {
        try (Stream<Path> files = Files.list(throwaway)) {
            return files.toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileThatPassesMayBeStartedAndAChangedOneMayNot() throws Exception {
        String database = Installation.shop(2_000);
        SERVER.execute(database, "UPDATE customers SET full_name = '' WHERE id = 7");
        Path file = configure(database, Installation.shopMigrations(), "required", 0);
        Path migration = file.resolveSibling("migrations").resolve("customer-name.yaml");
        try (CrossfadeNode node = CrossfadeNode.start(file)) {
            Api api = new Api(node.adminUri());
            api.waitUntilServing();
            Api.Answer early = api.call("POST", "/v1/migrations/customer-name/start", "");
            assertThat(early.status()).isEqualTo(409);
            assertThat(early.body().path("detail").asText())
                    .isEqualTo(
                            "migration customer-name may not be started: it has not been rehearsed, and the configuration says"
                                    + " rehearsal: required");
            try (Connection application =
                            Installation.connect(node.address("shop").getPort());
                    Statement statement = application.createStatement()) {
                for (String sql : List.of(
                        "SELECT full_name FROM customers WHERE id = 5",
                        "UPDATE customers SET full_name = 'Emmy Noether' WHERE id = 6",
                        "SELECT c.full_name, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.id = 3",
                        "UPDATE customers SET created_at = now() WHERE id = 8")) {
                    statement.execute(sql);
                }
            }
            await().untilAsserted(() -> assertThat(api.call("GET", "/v1/migrations/customer-name/census", "")
                            .body()
                            .toString())
                    .doesNotContain("pending"));

            JsonNode rehearsed = rehearse(api, "customer-name");
            JsonNode report = rehearsed.path("report");
            assertThat(rehearsed.path("state").asText()).as(report.toString()).isEqualTo("passed");
            assertThat(report.path("digest").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(migration))));
            assertThat(report.path("moves").findValuesAsText("stage"))
                    .containsExactly(
                            "off",
                            "dual-write",
                            "off",
                            "dual-write",
                            "off",
                            "off",
                            "dual-write",
                            "shadow",
                            "dual-write",
                            "shadow",
                            "live",
                            "shadow",
                            "live",
                            "ramp-down",
                            "live",
                            "ramp-down",
                            "complete",
                            "complete");
            assertThat(report.path("moves").findValuesAsText("result")).containsOnly("ok");
            report.path("moves").forEach(move -> {
                assertThat(move.path("rowsCompared").asInt())
                        .as(move.toString())
                        .isGreaterThan(300);
                assertThat(move.path("statements").asInt()).as(move.toString()).isGreaterThan(20);
            });
            assertThat(report.path("failures").asInt()).isZero();
            assertThat(report.path("census").findValuesAsText("played"))
                    .containsExactlyInAnyOrder("true", "true", "true", "false");
            assertThat(rehearsed.path("markdown").asText())
                    .startsWith("# Rehearsal of customer-name: passed")
                    .contains("**not played** (what it writes depends on the time");

            assertThat(throwaways()).isEmpty();
            assertThat(SERVER.queryOne(database, "SELECT to_regclass('crossfade.migration') IS NULL"))
                    .as("the database is as it was")
                    .isEqualTo("t");

            Files.writeString(migration, Files.readString(migration) + "# another thought\n");
            assertThat(api.call("POST", "/v1/reload", "").status()).isEqualTo(200);
            assertThat(rehearsal(api, "customer-name").path("state").asText()).isEqualTo("outdated");
            assertThat(api.call("POST", "/v1/migrations/customer-name/start", "")
                            .status())
                    .isEqualTo(409);
            Files.writeString(migration, Files.readString(migration).replace("# another thought\n", ""));
            assertThat(api.call("POST", "/v1/reload", "").status()).isEqualTo(200);
            api.startAndWaitUntilReady("customer-name", LONG);

            Api.Answer late = api.call("POST", "/v1/migrations/order-id/rehearse", "");
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.body().path("detail").asText()).contains("migration customer-name is in step ready");
        }
        Installation.delete(file.getParent());
    }

    @Test
    void aValueThatDoesNotConvertFailsTheRehearsalWhereItWouldFailTheMigration() throws Exception {
        String database = SERVER.createDatabase();
        SERVER.execute(
                database,
                "CREATE TABLE item (id int PRIMARY KEY, code text NOT NULL)",
                "INSERT INTO item SELECT g, g::text FROM generate_series(1, 5000) g",
                "UPDATE item SET code = 'none' WHERE id = 4321",
                "ANALYZE item");
        Path file = configure(
                database,
                Map.of("code", "name: code\ndatabase: shop\ntable: public.item\nretype: {column: code, to: integer}\n"),
                "advised",
                0);
        try (CrossfadeNode node = CrossfadeNode.start(file)) {
            Api api = new Api(node.adminUri());
            api.waitUntilServing();
            JsonNode rehearsed = rehearse(api, "code");
            assertThat(rehearsed.path("state").asText()).isEqualTo("failed");
            assertThat(rehearsed.path("report").path("reason").asText())
                    .contains("refused: ")
                    .contains("4321");
            JsonNode moves = rehearsed.path("report").path("moves");
            assertThat(moves.get(moves.size() - 1).path("request").asText()).isEqualTo("advance");
            assertThat(moves.get(moves.size() - 1).path("stage").asText()).isEqualTo("shadow");
            assertThat(rehearsed.path("report").path("failures").asInt())
                    .as(rehearsed.path("report").path("firstFailures").toString())
                    .isZero();
            assertThat(throwaways()).isEmpty();
            // It is only advised: start says so and goes on.
            assertThat(api.call("POST", "/v1/migrations/code/start", "").status())
                    .isEqualTo(202);
        }
        Installation.delete(file.getParent());
    }

    @Test
    void nothingIsLeftOfItWhenCrossfadeIsKilled() throws Exception {
        String database = Installation.shop(2_000);
        int port = ChildNode.freePort();
        Path file = configure(database, Installation.shopMigrations(), "advised", port);
        try (ChildNode node = ChildNode.serve(file, port)) {
            Api api = new Api(URI.create("http://127.0.0.1:" + port));
            api.waitUntilServing();
            api.call("POST", "/v1/migrations/order-id/rehearse", "");
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() ->
                            rehearsal(api, "order-id").path("doing").asText().startsWith("start ("));
            assertThat(throwaways()).hasSize(1);
            node.kill();
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> assertThat(throwaways()).isEmpty());
        }
        Installation.delete(file.getParent());
    }
}
