package dev.crossfade.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets to see. */
class MetricsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private final FakeFlags flags = new FakeFlags();
    private final FakeEngine engine = new FakeEngine(flags);
    private final FakeDataPlane dataPlane = new FakeDataPlane();
    private final FakeReload reload = new FakeReload();
    private AdminServer server;

    @BeforeEach
    void start() {
        server = start(null);
    }

    private AdminServer start(Secret token) {
        return AdminServer.start(
                new AdminServer.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        token,
                        folder.resolve("audit.jsonl"),
                        "0.0.0-test"),
                flags,
                engine,
                dataPlane,
                reload,
                new FakeRehearsals());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> scrape(String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve("/metrics"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private List<String> lines() throws IOException, InterruptedException {
        return scrape().body().lines().toList();
    }

    private int set(String variant) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/v1/flags/migration.customer-name.stage"))
                .PUT(BodyPublishers.ofString("{\"variant\": \"" + variant + "\"}"))
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void tellsTheStateOfTheMoment() throws Exception {
        engine.backfilling(250, 1000);
        assertThat(lines())
                .contains(
                        "crossfade_snapshot 1.0",
                        "crossfade_database_ready{database=\"shop\"} 1.0",
                        "crossfade_sessions{database=\"shop\",state=\"idle in transaction\"} 1.0",
                        "crossfade_migration_stage{database=\"shop\",migration=\"customer-name\",stage=\"off\"} 1.0",
                        "crossfade_migration_step{database=\"shop\",migration=\"customer-name\",step=\"backfill\"} 1.0",
                        "crossfade_migration_rows_done{database=\"shop\",migration=\"customer-name\"} 250.0",
                        "crossfade_migration_rows_expected{database=\"shop\",migration=\"customer-name\"} 1000.0",
                        "crossfade_statements_total{application=\"orders-service\",database=\"shop\","
                                + "migration=\"customer-name\",side=\"old\",user=\"app\"} 12345.0")
                .anyMatch(line ->
                        line.matches("crossfade_oldest_idle_in_transaction_seconds\\{database=\"shop\"} [1-9][0-9.E]*"))
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
        engine.ready();
        assertThat(lines())
                .as("what is over is not reported any more")
                .noneMatch(line -> line.startsWith("crossfade_migration_rows_done{"));
    }

    @Test
    void tellsWhatAPgBouncerUserLooksFor() throws Exception {
        String who = "{database=\"shop\",user=\"app\"} ";
        assertThat(lines())
                .contains(
                        "crossfade_client_connections 11.0",
                        "crossfade_client_connections_limit 10000.0",
                        "crossfade_client_connections_accepted_total 46.0",
                        "crossfade_pool_server_connections{database=\"shop\",state=\"active\",user=\"app\"} 18.0",
                        "crossfade_pool_server_connections{database=\"shop\",state=\"idle\",user=\"app\"} 1.0",
                        "crossfade_pool_server_connections{database=\"shop\",state=\"login\",user=\"app\"} 1.0",
                        "crossfade_pool_clients_waiting" + who + "7.0",
                        "crossfade_pool_maxwait_seconds" + who + "1.5",
                        "crossfade_pool_limit" + who + "20.0",
                        "crossfade_pool_server_connections_opened_total" + who + "1234.0",
                        "crossfade_pool_server_connections_closed_total" + who + "1214.0",
                        "crossfade_pool_server_connections_failed_total" + who + "3.0",
                        "crossfade_logins_total" + who + "40.0",
                        "crossfade_sessions_ended_total" + who + "30.0",
                        "crossfade_transactions_total" + who + "1000.0",
                        "crossfade_queries_total" + who + "2500.0",
                        "crossfade_query_errors_total" + who + "5.0",
                        "crossfade_received_bytes_total" + who + "70000.0",
                        "crossfade_sent_bytes_total" + who + "900000.0",
                        "crossfade_transaction_seconds_total" + who + "12.0",
                        "crossfade_query_seconds_total" + who + "3.0",
                        "crossfade_wait_seconds_total" + who + "0.5",
                        "crossfade_login_failures_total{database=\"shop\",sqlstate=\"28P01\"} 6.0",
                        "crossfade_database_paused{database=\"shop\"} 0.0");
    }

    @Test
    void countsChangesAndTimesFlips() throws Exception {
        assertThat(set("dual-write")).isEqualTo(200);
        assertThat(set("nonsense")).isEqualTo(422);
        dataPlane.effects.put(2L, System.nanoTime());
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(lines())
                        .contains(
                                "crossfade_changes_total{action=\"flag.set\",outcome=\"done\"} 1.0",
                                "crossfade_flip_to_effect_seconds_count 1")
                        .anyMatch(line -> line.startsWith("crossfade_flip_to_effect_seconds_bucket{le=\"0.01\"}"))
                        .anyMatch(line -> line.startsWith(
                                "crossfade_changes_total{action=\"flag.set\",outcome=\"UNKNOWN_VARIANT\"}")));
    }

    @Test
    void whatWasInForceBeforeItWasAskedForIsNoFlip() throws Exception {
        dataPlane.effects.put(2L, System.nanoTime());
        assertThat(set("dual-write")).isEqualTo(200);
        assertThat(set("shadow")).isEqualTo(200);
        dataPlane.effects.put(3L, System.nanoTime());
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(lines()).contains("crossfade_flip_to_effect_seconds_count 1"));
        HttpRequest audit =
                HttpRequest.newBuilder(server.uri().resolve("/v1/audit")).build();
        assertThat(HTTP.send(audit, BodyHandlers.ofString()).body())
                .contains("\"flipToEffectMillis\"")
                .doesNotContainPattern("\"flipToEffectMillis\"\\s*:\\s*-");
    }

    @Test
    void speaksOpenMetricsWhereItIsAskedFor() throws Exception {
        HttpResponse<String> text = scrape();
        assertThat(text.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        HttpResponse<String> open =
                scrape("Accept", "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;q=0.3");
        assertThat(open.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void asksForTheTokenWhereThereIsOne() throws Exception {
        server.close();
        server = start(new Secret("open-sesame"));
        assertThat(scrape().statusCode()).isEqualTo(401);
        assertThat(scrape("Authorization", "Bearer open-sesame").statusCode()).isEqualTo(200);
    }
}
