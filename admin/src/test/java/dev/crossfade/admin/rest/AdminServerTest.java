package dev.crossfade.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.admin.config.ConfigurationException;
import dev.crossfade.admin.config.ConfigurationProblem;
import dev.crossfade.admin.config.Secret;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdminServerTest {
    private static final String FLAG = "/v1/flags/migration.customer-name.stage";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeFlags flags = new FakeFlags();
    private final FakeEngine engine = new FakeEngine(flags);
    private final FakeDataPlane dataPlane = new FakeDataPlane();
    private final FakeReload reload = new FakeReload();
    private final FakeRehearsals rehearsals = new FakeRehearsals();
    private AdminServer server;

    @BeforeEach
    void start() {
        server = start(null);
    }

    private AdminServer start(String token) {
        return AdminServer.start(
                new AdminServer.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        token == null ? null : new Secret(token),
                        folder.resolve("audit.jsonl"),
                        "0.0.0-test"),
                flags,
                engine,
                dataPlane,
                reload,
                rehearsals);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsAndFlipsFlags() throws Exception {
        HttpResponse<String> flag = get(FLAG);
        assertThat(json(flag)).isEqualTo(Json.MAPPER.readTree("""
                {"key": "migration.customer-name.stage",
                 "variants": ["off", "dual-write", "shadow", "live", "ramp-down", "complete"],
                 "variant": "off", "percent": null, "targeting": false, "etag": "e1", "snapshot": 1}"""));
        assertThat(flag.headers().firstValue("ETag")).contains("\"e1\"");
        assertThat(json(get("/v1/flags"))).hasSize(2);

        HttpResponse<String> set = put(FLAG, "{\"variant\": \"dual-write\"}", "If-Match", "\"x\", \"e1\"");
        assertThat(set.statusCode()).isEqualTo(200);
        assertThat(set.headers().firstValue("ETag")).contains("\"e2\"");
        assertThat(json(set).get("variant").asText()).isEqualTo("dual-write");
        assertThat(flags.current().migrations().get("customer-name").inForce()).isEqualTo(Stage.DUAL_WRITE);
        assertThat(put(FLAG, "{\"variant\": \"shadow\", \"percent\": 25}").body())
                .contains("\"percent\":25");
    }

    @Test
    void driveAMigration() throws Exception {
        HttpResponse<String> started = post("/v1/migrations/customer-name/start", "");
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(json(started)).isEqualTo(json(get("/v1/migrations/customer-name")));
        assertThat(json(started).get("stage").asText()).isEqualTo("dual-write");
        assertThat(json(get("/v1/migrations"))).hasSize(1);
        assertThat(json(get("/v1/migrations/customer-name/plan")).at("/0/sql/0").asText())
                .startsWith("ALTER TABLE");
        assertThat(json(post("/v1/migrations/customer-name/advance", ""))
                        .get("stage")
                        .asText())
                .isEqualTo("shadow");
        assertThat(json(post("/v1/migrations/customer-name/rollback", ""))
                        .get("stage")
                        .asText())
                .isEqualTo("dual-write");
        assertThat(json(post("/v1/migrations/customer-name/pause", ""))
                        .get("paused")
                        .asBoolean())
                .isTrue();
        assertThat(json(post("/v1/migrations/customer-name/resume", ""))
                        .get("paused")
                        .asBoolean())
                .isFalse();
        assertThat(json(post("/v1/migrations/customer-name/abort", ""))
                        .get("step")
                        .asText())
                .isEqualTo("none");
    }

    /** Method, path, body, and the answer: status, problem, a piece of detail or hint. */
    static Stream<Arguments> refusals() {
        String flag = FLAG;
        String rewrite = "/v1/databases/shop/rewrite";
        return Stream.of(
                arguments("GET", "/v1/nothing", "", 404, "INVALID_REQUEST", "there is nothing at /v1/nothing"),
                arguments("DELETE", flag, "", 405, "INVALID_REQUEST", "use GET, PUT"),
                arguments("GET", "/v1/migrations/customer-name/start", "", 405, "INVALID_REQUEST", "use POST"),
                arguments("GET", "/v1/flags/nope", "", 404, "UNKNOWN_FLAG", "there is no flag nope"),
                arguments("PUT", "/v1/flags/nope", "{\"variant\": \"on\"}", 404, "UNKNOWN_FLAG", "there is no flag"),
                arguments("PUT", flag, "{\"variant\": \"on\"}", 422, "UNKNOWN_VARIANT", "has no variant on"),
                arguments("PUT", flag, "{\"variant\": \"live\"}", 409, "STAGE_JUMP", "the next stage is dual-write"),
                arguments("PUT", flag, "{\"variant\": \"off\", \"percent\": 101}", 400, "INVALID_REQUEST", "101 is no"),
                arguments("PUT", flag, "", 400, "INVALID_REQUEST", "the request has no body"),
                arguments("PUT", flag, "null", 400, "INVALID_REQUEST", "the body is null"),
                arguments("PUT", flag, "{}", 400, "INVALID_REQUEST", "field 'variant' is missing"),
                arguments(
                        "PUT",
                        flag,
                        "{\n \"variant\" \"off\"}",
                        400,
                        "INVALID_REQUEST",
                        "the body is not valid JSON at line 2, column 12"),
                arguments(
                        "PUT",
                        flag,
                        "{\"variant\": \"off\", \"force\": true}",
                        400,
                        "INVALID_REQUEST",
                        "unknown field 'force' at line 1, column 34"),
                arguments("PUT", flag, "{\"percent\": \"5\"}", 400, "INVALID_REQUEST", "field 'percent' has the wrong"),
                arguments("PUT", flag, "{\"percent\": 1.5}", 400, "INVALID_REQUEST", "field 'percent' has the wrong"),
                arguments("PUT", flag, "[]", 400, "INVALID_REQUEST", "the body has the wrong type"),
                arguments("PUT", flag, "{} {}", 400, "INVALID_REQUEST", "the body"),
                arguments(
                        "PUT", flag, "{\"variant\":\"off\",\"variant\":\"live\"}", 400, "INVALID_REQUEST", "not valid"),
                arguments("PUT", flag, "[".repeat(9000), 400, "INVALID_REQUEST", "the body"),
                arguments("PUT", flag, " ".repeat(16_385), 413, "LIMIT_EXCEEDED", "more than 16384 bytes"),
                arguments("GET", "/v1/migrations/nope", "", 404, "UNKNOWN_MIGRATION", "there is no migration nope"),
                arguments("POST", "/v1/migrations/nope/start", "", 404, "UNKNOWN_MIGRATION", "no migration nope"),
                arguments("GET", "/v1/databases/nope", "", 404, "UNKNOWN_DATABASE", "there is no database nope"),
                arguments("POST", "/v1/databases/nope/rewrite", "{}", 404, "UNKNOWN_DATABASE", "no database nope"),
                arguments("POST", rewrite, "{}", 400, "INVALID_REQUEST", "field 'sql' is missing or empty"),
                arguments("POST", rewrite, "{\"sql\":\"x\",\"stage\":\"on\"}", 422, "UNKNOWN_VARIANT", "no stage 'on'"),
                arguments("POST", rewrite, "{\"sql\":\"x\",\"speaks\":\"nu\"}", 400, "INVALID_REQUEST", "speaks 'nu'"),
                arguments("POST", "/v1/sessions/8/cancel", "", 404, "UNKNOWN_SESSION", "there is no session 8"),
                arguments("DELETE", "/v1/sessions/8", "", 404, "UNKNOWN_SESSION", "there is no session 8"),
                arguments("POST", "/v1/databases/nope/pause", "", 404, "UNKNOWN_DATABASE", "there is no database nope"),
                arguments(
                        "POST",
                        "/v1/databases/shop/pause",
                        "{\"deadline\": \"5\"}",
                        400,
                        "INVALID_REQUEST",
                        "'5' is no deadline that fits here write a number and a unit"),
                arguments(
                        "POST",
                        "/v1/databases/shop/pause",
                        "{\"deadline\": \"3m\"}",
                        400,
                        "INVALID_REQUEST",
                        "at most 2m"),
                arguments("GET", "/v1/audit?limit=0", "", 400, "INVALID_REQUEST", "write 1 to 1000"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("refusals")
    void refuses(String method, String path, String body, int status, String problem, String words) throws Exception {
        HttpResponse<String> response = send(method, path, body);
        assertProblem(response, status, problem);
        assertThat(json(response).get("detail").asText() + " "
                        + json(response).get("hint").asText())
                .contains(words);
        assertThat(flags.current().number()).as("nothing has changed").isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void everyProblemOfTheEngineHasItsStatus(Problem problem) throws Exception {
        engine.failure = new CrossfadeException(problem, "this is wrong", "do that");
        HttpResponse<String> response = post("/v1/migrations/customer-name/advance", "");
        assertProblem(response, problem.httpStatus(), problem.name());
        assertThat(json(response).get("detail").asText()).isEqualTo("this is wrong");
        assertThat(json(response).get("hint").asText()).isEqualTo("do that");
        assertThat(json(response).get("type").asText()).matches("urn:crossfade:problem:[a-z-]+");
    }

    @Test
    void anUnexpectedFailureTellsNothingOfTheInside() throws Exception {
        engine.failure = new IllegalStateException("password=secret");
        HttpResponse<String> response = post("/v1/migrations/customer-name/advance", "");
        assertProblem(response, 500, "INTERNAL");
        assertThat(response.body()).doesNotContain("secret");
        engine.failure = new CrossfadeException(Problem.NOT_PERMITTED, "not verified", null);
        post("/v1/migrations/customer-name/advance", "");
        assertThat(json(get("/v1/audit")).at("/0/from").asText()).isEqualTo("off");
        assertThat(json(get("/v1/audit")).at("/0/to").asText()).isEqualTo("dual-write");
    }

    @Test
    void aStaleEntityTagIsRefused() throws Exception {
        assertProblem(put(FLAG, "{\"variant\": \"dual-write\"}", "If-Match", "\"e0\""), 412, "PRECONDITION_FAILED");
        assertProblem(put(FLAG, "{\"variant\": \"dual-write\"}", "If-Match", "W/\"e1\""), 412, "PRECONDITION_FAILED");
        assertThat(put(FLAG, "{\"variant\": \"dual-write\"}", "If-Match", "*").statusCode())
                .isEqualTo(200);
    }

    @Test
    void tellsHowAStatementWouldBeRewritten() throws Exception {
        JsonNode answer = json(post(
                "/v1/databases/shop/rewrite", "{\"sql\": \"SELECT fullname FROM customers\", \"stage\": \"live\"}"));
        assertThat(answer.get("outcome").asText()).isEqualTo("rewritten");
        assertThat(answer.at("/edits/0/reason").asText()).isEqualTo("reads come from new");
        assertThat(dataPlane.lastRules.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.reads()).isEqualTo(Side.NEW);
            assertThat(rule.speaks()).isEqualTo(Side.OLD);
            assertThat(rule.filled()).isTrue();
        });
        post("/v1/databases/shop/rewrite", "{\"sql\": \"SELECT 1\", \"speaks\": \"new\"}");
        assertThat(dataPlane.lastRules.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.reads()).as("the stage in force").isEqualTo(Side.OLD);
            assertThat(rule.speaks()).isEqualTo(Side.NEW);
        });
    }

    @Test
    void showsDatabasesSessionsUsageAndHealth() throws Exception {
        assertThat(json(get("/v1/databases")).at("/0/backends/blue/reachable").isNull())
                .isTrue();
        assertThat(json(get("/v1/databases/shop"))
                        .at("/backends/blue/reachable")
                        .asBoolean())
                .isTrue();
        assertThat(json(get("/v1/sessions")).at("/0/since").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(json(get("/v1/usage")).at("/0/statements").asLong()).isEqualTo(12_345);
        assertThat(get("/healthz").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}");
        dataPlane.ready = false;
        assertProblem(get("/readyz"), 503, "NOT_READY");
    }

    @Test
    void tellsWhatAMigrationWouldMakeOfTheTraffic() throws Exception {
        JsonNode census = json(get("/v1/migrations/customer-name/census"));
        assertThat(census).hasSize(2);
        assertThat(census.at("/0/outcome").asText()).isEqualTo("refused");
        assertThat(census.at("/0/refusals/0/from").asText()).isEqualTo("dual-write");
        assertThat(census.at("/0/refusals/0/to").asText()).isEqualTo("ramp-down");
        assertThat(census.at("/1/executions").asLong()).isEqualTo(1_234);
        assertProblem(get("/v1/migrations/nobody/census"), 404, "UNKNOWN_MIGRATION");
    }

    @Test
    void endsASessionAndSaysWhoseItWas() throws Exception {
        assertThat(json(send("DELETE", "/v1/sessions/7", "")))
                .isEqualTo(Json.MAPPER.readTree("{\"id\": \"7\", \"did\": \"ended\"}"));
        assertThat(dataPlane.ended).containsExactly("7");
        JsonNode entry = json(get("/v1/audit")).get(0);
        assertThat(entry.get("action").asText()).isEqualTo("session.end");
        assertThat(entry.get("key").asText()).isEqualTo("session.7");
        assertThat(entry.get("from").asText()).isEqualTo("app on shop");
        assertThat(entry.get("outcome").asText()).isEqualTo("done");
        assertThat(post("/v1/sessions/7/cancel", "").statusCode()).isEqualTo(202);
        assertThat(dataPlane.cancelled).containsExactly("7");
        assertThat(json(get("/v1/audit")).at("/0/action").asText()).isEqualTo("session.cancel");
    }

    @Test
    void pausesAndResumesADatabase() throws Exception {
        assertThat(json(post("/v1/databases/shop/pause", "{\"deadline\": \"1500ms\"}"))
                        .get("paused")
                        .asBoolean())
                .isTrue();
        assertThat(dataPlane.pausedFor).isEqualTo(Duration.ofMillis(1500));
        assertThat(json(post("/v1/databases/shop/resume", "")).get("paused").asBoolean())
                .isFalse();
        assertThat(post("/v1/databases/shop/pause", "").statusCode()).isEqualTo(200);
        assertThat(dataPlane.pausedFor).isEqualTo(Duration.ofSeconds(5));
        post("/v1/databases/shop/resume", "");

        dataPlane.blocked = true;
        HttpResponse<String> blocked = post("/v1/databases/shop/pause", "{\"deadline\": \"2s\"}");
        assertProblem(blocked, 409, "DEADLINE_PASSED");
        assertThat(json(blocked).get("detail").asText())
                .startsWith("database shop is not paused: after 2000 ms 1 session was in a transaction: 7 (user app,"
                        + " orders-service, idle in transaction for ");
        assertThat(json(get("/v1/databases/shop")).get("paused").asBoolean()).isFalse();
        JsonNode audit = json(get("/v1/audit?key=database.shop"));
        assertThat(audit.findValuesAsText("action"))
                .containsExactly(
                        "database.pause", "database.resume", "database.pause", "database.resume", "database.pause");
        assertThat(audit.findValuesAsText("outcome"))
                .containsExactly("DEADLINE_PASSED", "done", "done", "done", "done");
        assertThat(audit.get(1).get("from").asText()).isEqualTo("paused");
        assertThat(audit.get(1).get("to").asText()).isEqualTo("serving");
    }

    @Test
    void showsPools() throws Exception {
        JsonNode pool = json(get("/v1/pools")).get(0);
        assertThat(pool.get("mode").asText()).isEqualTo("TRANSACTION");
        assertThat(pool.get("waiting").asInt()).isEqualTo(7);
    }

    @Test
    void aReloadTellsWhatChangedAndIsInTheAudit() throws Exception {
        assertThat(post("/v1/reload", "").body()).isEqualTo("{\"changed\":[]}");
        reload.changed = List.of("database shop: users", "migration id: added");
        assertThat(json(post("/v1/reload", "")).get("changed")).hasSize(2);
        server.reload("SIGHUP");
        JsonNode audit = json(get("/v1/audit?key=configuration"));
        assertThat(audit.findValuesAsText("action")).containsOnly("configuration.reload");
        assertThat(audit.findValuesAsText("actor")).containsExactly("SIGHUP", "loopback", "loopback");
        assertThat(audit.findValuesAsText("to"))
                .containsExactly(
                        "database shop: users; migration id: added",
                        "database shop: users; migration id: added",
                        "nothing has changed");
    }

    @Test
    void aConfigurationThatCannotBeUsedIsRefusedWithAllItsProblems() throws Exception {
        reload.failure = new ConfigurationException(List.of(
                new ConfigurationProblem("crossfade.yaml", 7, 5, "unknown key 'poling'", "did you mean 'pooling'?"),
                new ConfigurationProblem("crossfade.yaml", 3, 1, "'databases' is empty", "add one")));
        HttpResponse<String> response = post("/v1/reload", "");
        assertProblem(response, 422, "INVALID_CONFIGURATION");
        assertThat(json(response).get("problems")).isEqualTo(Json.MAPPER.readTree("""
                [{"file": "crossfade.yaml", "line": 3, "column": 1,
                  "message": "'databases' is empty", "remedy": "add one"},
                 {"file": "crossfade.yaml", "line": 7, "column": 5,
                  "message": "unknown key 'poling'", "remedy": "did you mean 'pooling'?"}]
                """));
        assertThat(json(get("/v1/audit")).at("/0/outcome").asText()).isEqualTo("INVALID_CONFIGURATION");
        server.reload("SIGHUP");
        assertThat(json(get("/v1/audit")).at("/0/actor").asText()).isEqualTo("SIGHUP");
        reload.failure = new CrossfadeException(Problem.RESTART_NEEDED, "admin.listen has changed", "restart");
        assertProblem(post("/v1/reload", ""), 409, "RESTART_NEEDED");
        assertThat(json(post("/v1/reload", "")).has("problems")).isFalse();
    }

    @Test
    void aChangeOfTheSchemaIsAuditedUnderNoFlag() throws Exception {
        engine.kind = "dropColumn";
        engine.ready();
        post("/v1/migrations/customer-name/advance", "");
        JsonNode entry = json(get("/v1/audit")).get(0);
        assertThat(entry.get("action").asText()).isEqualTo("migration.advance");
        assertThat(entry.get("key").asText()).isEqualTo("migration.customer-name");
        assertThat(entry.get("from").asText()).isEqualTo("ready");
        assertThat(entry.get("snapshot").asLong()).isZero();
    }

    @Test
    void auditTellsWhoChangedWhatAndSurvivesARestart() throws Exception {
        put(FLAG, "{\"variant\": \"dual-write\"}", "X-Crossfade-Actor", "ada");
        put(FLAG, "{\"variant\": \"complete\"}");
        put("/v1/flags/migration.customer-name.speaks", "{\"variant\": \"new\"}");
        post("/v1/migrations/customer-name/advance", "");
        Files.writeString(
                folder.resolve("audit.jsonl"),
                "{\"id\": 9, \"at",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND); // a crash in the middle of a line
        server.close();
        server = start(null);
        post("/v1/migrations/customer-name/pause", "");

        JsonNode audit = json(get("/v1/audit?key=migration.customer-name"));
        assertThat(audit).hasSize(5);
        assertThat(audit.get(0).get("action").asText()).isEqualTo("migration.pause");
        assertThat(audit.get(0).get("id").asLong()).isEqualTo(5);
        JsonNode stages = json(get("/v1/audit?key=migration.customer-name.stage"));
        assertThat(stages.findValuesAsText("to")).containsExactly("shadow", "complete", "dual-write");
        assertThat(stages.findValuesAsText("from")).containsExactly("dual-write", "dual-write", "off");
        assertThat(stages.findValuesAsText("outcome")).containsExactly("done", "STAGE_JUMP", "done");
        assertThat(stages.findValuesAsText("snapshot")).containsExactly("4", "0", "2");
        assertThat(stages.findValuesAsText("actor")).containsExactly("loopback", "loopback", "loopback (ada)");
        assertThat(stages.get(0).get("clientAddress").asText()).isEqualTo("127.0.0.1");
        assertThat(json(get("/v1/audit?limit=2"))).hasSize(2);
    }

    @Test
    void measuresFromTheRequestToTheFirstStatement() throws Exception {
        get("/healthz"); // so that the connection is an old one when the request comes
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS))
                .join();
        long sent = System.nanoTime();
        put(FLAG, "{\"variant\": \"dual-write\"}");
        assertThat(json(get("/v1/audit")).at("/0/flipToEffectMillis").isNull()).isTrue();
        long effect = System.nanoTime();
        dataPlane.effects.put(2L, effect);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !json(get("/v1/audit")).at("/0/flipToEffectMillis").isNull());
        assertThat(json(get("/v1/audit")).at("/0/flipToEffectMillis").asDouble())
                .isPositive()
                .isLessThanOrEqualTo((effect - sent) / 1e6);
        server.close();
        server = start(null);
        assertThat(json(get("/v1/audit"))).hasSize(1);
        assertThat(json(get("/v1/audit")).at("/0/flipToEffectMillis").asDouble())
                .isPositive();
    }

    @Test
    void streamsEvents() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        HttpResponse<InputStream> stream = http.send(
                HttpRequest.newBuilder(server.uri().resolve("/v1/events")).build(), BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        await().until(() -> lines.contains("event: flag") && lines.contains("event: migration"));
        put(FLAG, "{\"variant\": \"dual-write\"}");
        put(FLAG, "{\"variant\": \"complete\"}");
        dataPlane.refused = 1;
        await().atMost(Duration.ofSeconds(10))
                .until(() -> lines.contains("event: audit")
                        && lines.contains("event: refusal")
                        && lines.contains("event: refused-statement")
                        && lines.stream()
                                .anyMatch(line -> line.startsWith("data: {\"name\":\"customer-name\"")
                                        && line.contains("\"stage\":\"dual-write\"")));
        server.close();
        assertThat(reading).as("closing ends the stream").succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void eventStreamsAreBounded() throws Exception {
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        for (int i = 0; i < Events.MAX_STREAMS; i++) {
            open.add(http.send(
                    HttpRequest.newBuilder(server.uri().resolve("/v1/events")).build(), BodyHandlers.ofInputStream()));
        }
        assertProblem(get("/v1/events"), 503, "TOO_MANY_CONNECTIONS");
        for (HttpResponse<InputStream> stream : open) {
            stream.body().close();
        }
    }

    @Test
    void aTokenIsAskedForAndComparedWhole() throws Exception {
        server.close();
        server = start("right");
        HttpResponse<String> none = get("/v1/flags");
        assertProblem(none, 401, "UNAUTHORIZED");
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"crossfade\"");
        for (String wrong : List.of("Bearer righ", "Bearer rightt", "Bearer", "Basic right", "right")) {
            assertProblem(get("/v1/flags", "Authorization", wrong), 401, "UNAUTHORIZED");
        }
        assertProblem(put(FLAG, "{\"variant\": \"dual-write\"}"), 401, "UNAUTHORIZED");
        assertThat(flags.current().number()).isEqualTo(1);
        assertProblem(get("/v1/nothing"), 401, "UNAUTHORIZED");
        assertThat(get("/v1/flags", "Authorization", "Bearer right").statusCode())
                .isEqualTo(200);
        assertThat(get("/v1/flags", "Authorization", "bearer right").statusCode())
                .isEqualTo(200);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        put(FLAG, "{\"variant\": \"dual-write\"}", "Authorization", "Bearer right", "X-Crossfade-Actor", "a\u00e4");
        assertThat(json(get("/v1/audit", "Authorization", "Bearer right"))
                        .at("/0/actor")
                        .asText())
                .startsWith("token (a");
    }

    @Test
    void withoutATokenOnlyThisMachineIsServed() throws Exception {
        assertThat(raw("localhost:1")).startsWith("HTTP/1.1 200");
        assertThat(raw("[::1]:1")).startsWith("HTTP/1.1 200");
        assertThat(raw("127.0.0.9")).startsWith("HTTP/1.1 200");
        assertThat(raw("evil.example:8642")).startsWith("HTTP/1.1 403").contains("Host header names another");
        assertThat(raw("127.0.0.1.evil.example")).startsWith("HTTP/1.1 403");
        assertProblem(
                put(FLAG, "{\"variant\": \"dual-write\"}", "Origin", "https://evil.example"), 403, "UNAUTHORIZED");
        assertProblem(put(FLAG, "{\"variant\": \"dual-write\"}", "Origin", "null"), 403, "UNAUTHORIZED");
        assertThat(get("/v1/flags", "Origin", server.uri().toString()).statusCode())
                .isEqualTo(200);
        assertThatThrownBy(() -> new Access(new InetSocketAddress("0.0.0.0", 0), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** HttpClient sets Host itself, so this request is written by hand. */
    private String raw(String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theDescriptionMatchesWhatIsServed() throws Exception {
        JsonNode description = json(get("/openapi.json"));
        assertThat(description.get("openapi").asText()).isEqualTo("3.1.0");
        List<String> described = new ArrayList<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described)
                .containsExactlyInAnyOrder(
                        "GET /v1/flags",
                        "GET /v1/flags/{key}",
                        "PUT /v1/flags/{key}",
                        "GET /v1/migrations",
                        "GET /v1/migrations/{name}",
                        "GET /v1/migrations/{name}/plan",
                        "POST /v1/migrations/{name}/start",
                        "POST /v1/migrations/{name}/advance",
                        "POST /v1/migrations/{name}/rollback",
                        "POST /v1/migrations/{name}/pause",
                        "POST /v1/migrations/{name}/resume",
                        "POST /v1/migrations/{name}/abort",
                        "GET /v1/migrations/{name}/census",
                        "GET /v1/migrations/{name}/shadow",
                        "POST /v1/migrations/{name}/rehearse",
                        "GET /v1/migrations/{name}/rehearsal",
                        "GET /v1/databases",
                        "GET /v1/databases/{name}",
                        "POST /v1/databases/{name}/rewrite",
                        "GET /v1/sessions",
                        "DELETE /v1/sessions/{id}",
                        "POST /v1/sessions/{id}/cancel",
                        "POST /v1/reload",
                        "GET /v1/pools",
                        "POST /v1/databases/{name}/pause",
                        "POST /v1/databases/{name}/resume",
                        "GET /v1/usage",
                        "GET /v1/events",
                        "GET /v1/audit",
                        "GET /healthz",
                        "GET /readyz",
                        "GET /metrics",
                        "GET /openapi.json");
        for (String route : described) {
            if (route.equals("GET /v1/events") || route.equals("GET /metrics")) {
                continue; // does not end, is no JSON
            }
            String[] parts = route.replace("{key}", "migration.customer-name.speaks")
                    .replace("/databases/{name}", "/databases/shop")
                    .replace("{name}", "customer-name")
                    .replace("{id}", "7")
                    .split(" ", -1);
            String body = switch (parts[0]) {
                case "PUT" -> "{\"variant\": \"old\"}";
                case "POST" -> parts[1].endsWith("/pause") ? "{\"deadline\": \"1s\"}" : "{\"sql\": \"SELECT 1\"}";
                default -> "";
            };
            HttpResponse<String> response = send(parts[0], parts[1], body);
            JsonNode operation =
                    description.get("paths").get(route.split(" ", -1)[1]).get(parts[0].toLowerCase(Locale.ROOT));
            JsonNode promised = operation.get("responses").get(Integer.toString(response.statusCode()));
            assertThat(promised).as(route + " answers " + response.statusCode()).isNotNull();
            assertMatches(description, promised.at("/content/application~1json/schema"), json(response), route);
        }
    }

    /** A small part of JSON Schema: references, types of objects and arrays, and that properties are those promised. */
    private static void assertMatches(JsonNode description, JsonNode schema, JsonNode value, String where) {
        if (schema.has("$ref")) {
            String pointer = schema.get("$ref").asText().substring(1);
            JsonNode resolved = description.at(pointer);
            assertThat(resolved.isMissingNode()).as(pointer).isFalse();
            List<String> promised = new ArrayList<>();
            resolved.get("properties").fieldNames().forEachRemaining(promised::add);
            List<String> present = new ArrayList<>();
            value.fieldNames().forEachRemaining(present::add);
            assertThat(present).as(where).isEqualTo(promised);
            promised.forEach(name -> assertMatches(
                    description, resolved.get("properties").get(name), value.get(name), where + "." + name));
        } else if (schema.has("anyOf")) {
            if (!value.isNull()) {
                assertMatches(description, schema.get("anyOf").get(0), value, where);
            }
        } else if (schema.get("type").asText().equals("array")) {
            assertThat(value.isArray()).as(where).isTrue();
            value.forEach(item -> assertMatches(description, schema.get("items"), item, where + "[]"));
        } else {
            String type = schema.get("type").asText();
            boolean fits = switch (type) {
                case "string" -> value.isTextual();
                case "integer" -> value.isIntegralNumber();
                case "number" -> value.isNumber();
                case "boolean" -> value.isBoolean();
                default -> value.isObject();
            };
            assertThat(fits).as(where + " is " + type + ": " + value).isTrue();
        }
    }

    @Test
    void startSaysThatThereIsNoRehearsalOrIsRefused() throws Exception {
        rehearsals.required = true;
        HttpResponse<String> refused = post("/v1/migrations/customer-name/start", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("hint").asText()).isEqualTo("rehearse it");
        HttpResponse<String> begun = post("/v1/migrations/customer-name/rehearse", "");
        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(json(begun).path("doing").asText()).isEqualTo("sampling rows");
        rehearsals.required = false;
        HttpResponse<String> advised = post("/v1/migrations/customer-name/start", "");
        assertThat(advised.statusCode()).isEqualTo(202);
        assertThat(advised.headers().firstValue("Crossfade-Rehearsal")).contains("it has not been rehearsed");
        assertThat(json(get("/v1/audit")).findValuesAsText("action")).contains("migration.rehearse");
        post("/v1/migrations/customer-name/abort", "");
        rehearsals.state = "passed";
        HttpResponse<String> passed = post("/v1/migrations/customer-name/start", "");
        assertThat(passed.headers().firstValue("Crossfade-Rehearsal")).isEmpty();
    }

    @Test
    void twoCannotListenOnOneAddress() {
        assertThatThrownBy(() -> AdminServer.start(
                        new AdminServer.Settings(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(),
                                        server.uri().getPort()),
                                null,
                                folder.resolve("other.jsonl"),
                                "0"),
                        flags,
                        engine,
                        dataPlane,
                        reload,
                        new FakeRehearsals()))
                .isInstanceOf(CrossfadeException.class)
                .hasMessageContaining(
                        "cannot listen on 127.0.0.1:" + server.uri().getPort());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String problem) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode body = json(response);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("problem").asText()).isEqualTo(problem);
        List<String> fields = new ArrayList<>();
        body.fieldNames().forEachRemaining(fields::add);
        if (problem.equals("INVALID_CONFIGURATION")) {
            fields.remove("problems"); // only this has them, and only where a file was read
        }
        assertThat(fields).containsExactly("type", "title", "status", "detail", "hint", "problem");
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    private HttpResponse<String> put(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send("PUT", path, body, headers);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.MAPPER.readTree(response.body());
    }
}
