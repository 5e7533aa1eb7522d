package dev.crossfade.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Crossfade as its users run it: the launcher's {@code serve} in a process of its own, driven through its REST API. */
final class CrossfadeUnderTest {
    static final String LIVE = ", live";

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 100;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI admin;
    private final Process process;

    private CrossfadeUnderTest(URI admin, Process process) {
        this.admin = admin;
        this.process = process;
    }

    /** Starts it before a database, and takes the migration of it, if there is one, to stage {@code live}. */
    static Target start(Variant variant, Site site, Path folder) throws IOException, InterruptedException {
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        String migration = site.migration();
        if (migration != null && site.file() != null) {
            Files.writeString(migrations.resolve(migration + ".yaml"), site.file());
        }
        int adminPort = Commands.freePort();
        int port = Commands.freePort();
        Path configuration = Files.writeString(folder.resolve("crossfade.yaml"), """
                admin: {listen: "127.0.0.1:%d"}
                flags: {store: file, path: flags.json}
                databases:
                  %s:
                    engine: %s
                    listen: "127.0.0.1:%d"
                    pooling: %s
                    users: [{name: %s, password: "%s"}]
                    backends:
                      blue: {host: "127.0.0.1", port: %d, database: %s, user: %s, password: "%s"}
                migrations: migrations/
                """.formatted(
                        adminPort,
                        site.database(),
                        site.engine(),
                        port,
                        site.pooling(),
                        site.app(),
                        site.password(),
                        site.port(),
                        site.database(),
                        site.user(),
                        site.password()));
        Path log = folder.resolve("crossfade.log");
        ProcessBuilder builder = new ProcessBuilder(
                        variant.launcher().toString(), "serve", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .merge("CROSSFADE_JAVA_OPTS", String.join(" ", variant.javaOptions()), (a, b) -> a + " " + b);
        Process process = builder.start();
        try {
            CrossfadeUnderTest started = new CrossfadeUnderTest(URI.create("http://127.0.0.1:" + adminPort), process);
            started.awaitReady(log);
            if (migration != null) {
                started.migrate(migration);
            }
        } catch (IOException e) {
            Target.stop(process);
            throw new IOException(e.getMessage() + "; its log: " + Files.readString(log), e);
        }
        return new Target(variant.name() + (migration == null ? "" : LIVE), port, site.database(), process);
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        await("readiness", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("Crossfade ended: " + Files.readString(log));
            }
            try {
                return call("GET", "/readyz").statusCode() == 200;
            } catch (IOException e) {
                return false; // not listening yet
            }
        });
    }

    private void migrate(String name) throws IOException, InterruptedException {
        post(name, "start");
        await("the end of backfill", () -> status(name, "step").equals("ready"));
        for (String stage : new String[] {"shadow", "live"}) {
            post(name, "advance");
            await("stage " + stage, () -> status(name, "stage").equals(stage));
        }
    }

    private void post(String name, String verb) throws IOException, InterruptedException {
        HttpResponse<String> response = call("POST", "/v1/migrations/" + name + "/" + verb);
        if (response.statusCode() / 100 != 2) {
            throw new IOException(verb + " was answered " + response.body());
        }
    }

    private String status(String name, String field) throws IOException, InterruptedException {
        JsonNode answer = json.readTree(call("GET", "/v1/migrations/" + name).body());
        if (answer.path("step").asText().equals("failed")) {
            throw new IllegalStateException("the migration failed: " + answer);
        }
        return answer.path(field).asText();
    }

    private HttpResponse<String> call(String method, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(admin.resolve(path))
                        .timeout(TIMEOUT)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException("waited for " + what + " for " + TIMEOUT.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
