package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The REST API, as curl would call it. */
public final class Api {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer, whatever its status. */
    public record Answer(int status, String contentType, JsonNode body) {}

    private final URI admin;

    public Api(URI admin) {
        this.admin = admin;
    }

    public Answer call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(admin.resolve(path))
                .timeout(Duration.ofSeconds(90))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode ok(Answer answer, String what) {
        assertThat(answer.status()).as(what + ": " + answer.body()).isBetween(200, 299);
        return answer.body();
    }

    /** Until clients are served. */
    public void waitUntilServing() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> ok(call("GET", "/readyz", ""), "readiness"));
    }

    public JsonNode migration(String name) {
        return ok(call("GET", "/v1/migrations/" + name, ""), "migration " + name);
    }

    public String stage(String name) {
        return migration(name).path("stage").asText();
    }

    public void post(String name, String verb) {
        ok(call("POST", "/v1/migrations/" + name + "/" + verb, ""), verb + " " + name);
    }

    public Answer tryStage(String name, String stage) {
        return call("PUT", "/v1/flags/migration." + name + ".stage", "{\"variant\":\"" + stage + "\"}");
    }

    /** Sets the flag and waits until the stage is in force. */
    public void stage(String name, String stage) {
        ok(tryStage(name, stage), name + " to " + stage);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(stage(name)).isEqualTo(stage));
    }

    /** Starts and waits until everything is backfilled and verified. */
    public void startAndWaitUntilReady(String name, Duration atMost) {
        post(name, "start");
        waitUntilReady(name, atMost);
    }

    public void waitUntilReady(String name, Duration atMost) {
        await().atMost(atMost).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            JsonNode status = migration(name);
            if (status.path("step").asText().equals("failed")) {
                throw new IllegalStateException("failed: " + status);
            }
            assertThat(status.path("step").asText()).as("step in " + status).isEqualTo("ready");
        });
    }

    public JsonNode audit() {
        return ok(call("GET", "/v1/audit?limit=1000", ""), "audit");
    }
}
