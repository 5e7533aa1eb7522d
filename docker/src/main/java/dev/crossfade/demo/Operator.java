package dev.crossfade.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody with a shell and curl: drives Crossfade through its REST API and nothing else. Each call throws {@link
 * Refused} with what the API said when the answer is not 2xx. Safe for use by many threads.
 */
final class Operator {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(30);
    private static final long READY_POLL_MILLIS = 50;

    /** The API refused, or the answer made no sense. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** What {@code GET /v1/migrations/NAME} says, as far as the demo shows it. */
    record Status(
            String stage,
            String step,
            long rowsDone,
            long rowsTotal,
            double rowsPerSecond,
            long secondsLeft,
            long deadLetters,
            List<String> blockedBy) {}

    private final URI admin;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    Operator(URI admin) {
        this.admin = admin;
    }

    Status status(String migration) throws IOException, InterruptedException {
        JsonNode body = call("GET", "/v1/migrations/" + migration, null);
        JsonNode progress = body.path("progress");
        List<String> blockedBy = new ArrayList<>();
        body.path("blockedBy").forEach(reason -> blockedBy.add(reason.asText()));
        return new Status(
                body.path("stage").asText(),
                body.path("step").asText(),
                progress.path("rowsDone").asLong(),
                progress.path("rowsTotal").asLong(),
                progress.path("rowsPerSecond").asDouble(),
                progress.path("secondsLeft").asLong(-1),
                body.path("evidence").path("deadLetters").asLong(),
                List.copyOf(blockedBy));
    }

    /** Waits until {@code GET /readyz} says that clients are served. */
    void waitUntilReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (true) {
            try {
                call("GET", "/readyz", null);
                return;
            } catch (Refused e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(READY_POLL_MILLIS);
            }
        }
    }

    /** {@code POST /v1/migrations/NAME/start} or another verb. */
    void post(String migration, String verb) throws IOException, InterruptedException {
        call("POST", "/v1/migrations/" + migration + "/" + verb, "");
    }

    /** {@code PUT /v1/flags/migration.NAME.stage}; returns when the stage is in force. */
    void setStage(String migration, String stage) throws IOException, InterruptedException {
        call("PUT", "/v1/flags/migration." + migration + ".stage", "{\"variant\":\"" + stage + "\"}");
    }

    /** The time from flip to effect of each flip in the audit log that has one, in milliseconds. */
    List<Double> flipToEffectMillis() throws IOException, InterruptedException {
        JsonNode body = call("GET", "/v1/audit?limit=1000", null);
        List<Double> millis = new ArrayList<>();
        for (JsonNode value : body.findValues("flipToEffectMillis")) {
            if (value.isNumber()) {
                millis.add(value.asDouble());
            }
        }
        return millis;
    }

    private JsonNode call(String method, String path, @org.jspecify.annotations.Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(admin.resolve(path)).timeout(REQUEST_TIMEOUT);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new Refused(method + " " + path + " was answered " + response.statusCode() + ": " + response.body());
        }
        return json.readTree(response.body());
    }
}
