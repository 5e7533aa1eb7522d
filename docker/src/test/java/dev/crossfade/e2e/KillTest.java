package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** kill -9 at ten random moments of a backfill, while a writer writes. */
class KillTest {
    private static final int KILLS = 10;
    private static final int ROWS = 300_000;
    private static final int KILL_WITHIN_MILLIS = 1_000;
    private static final String MIGRATION = "customer-name";
    private static final String FILE = """
            name: customer-name
            database: shop
            table: public.people
            columns:
              old: [full_name]
              new:
                - {name: first_name, type: text, up: "split_part(full_name, ' ', 1)"}
                - {name: last_name, type: text, up: "CASE WHEN position(' ' in full_name) > 0 THEN substr(full_name, position(' ' in full_name) + 1) END"}
              down: {full_name: "first_name || coalesce(' ' || last_name, '')"}
            backfill: {batchTarget: 20ms, minPause: 100ms, maxShare: 100%}
            """;

    @Test
    void backfillGoesOnFromItsCheckpointAfterEveryKill() throws SQLException {
        long seed = Long.getLong("crossfade.e2e.seed", System.nanoTime());
        System.out.println("KillTest: -Dcrossfade.e2e.seed=" + seed);
        Random random = new Random(seed);
        String database = Installation.SERVER.createDatabase();
        Installation.SERVER.execute(
                database,
                "CREATE TABLE people (id integer PRIMARY KEY, full_name text)",
                "INSERT INTO people SELECT i, CASE i % 4 WHEN 0 THEN 'Plato' WHEN 1 THEN 'Ada Lovelace ' || i"
                        + " WHEN 2 THEN NULL ELSE 'Ludwig van  Beethoven' END FROM generate_series(1, " + ROWS + ") i",
                "GRANT ALL ON people TO app");
        int adminPort = ChildNode.freePort();
        int listenPort = ChildNode.freePort();
        Path folder = Installation.folder(database, Map.of(MIGRATION, FILE), adminPort, listenPort);
        Path configuration = folder.resolve("crossfade.yaml");
        Api api = new Api(URI.create("http://127.0.0.1:" + adminPort));
        long started = System.nanoTime();
        ChildNode node = ChildNode.serve(configuration, adminPort);
        ReconnectingWriter writer = new ReconnectingWriter(listenPort, ROWS, seed);
        try {
            api.waitUntilServing();
            api.post(MIGRATION, "start");
            StringBuilder killedAt = new StringBuilder();
            long durable = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                long done = durable;
                // It moves on by a batch at least, then lives for a random while.
                progress(api, status -> rowsDone(status) > done);
                durable = rowsDone(liveOn(api, random, (long) kill * ROWS / (KILLS + 2)));
                killedAt.append(' ').append(durable);
                node.kill();
                node.close();
                // Three of four names are not NULL: what was reported as done was committed.
                assertThat(filledRows(database))
                        .as("rows filled when %d were reported", durable)
                        .isGreaterThanOrEqualTo(durable * 7 / 10);
                node = ChildNode.serve(configuration, adminPort);
                assertThat(rowsDone(progress(api, status -> true)))
                        .as("rows done at first after kill %d", kill)
                        .isGreaterThanOrEqualTo(durable);
            }
            api.waitUntilReady(MIGRATION, Duration.ofMinutes(2));
            writer.stop();
            assertThat(writer.problems()).isEmpty();
            assertThat(Installation.SERVER.queryOne(
                            database,
                            "SELECT count(*) FROM people WHERE full_name IS DISTINCT FROM"
                                    + " first_name || coalesce(' ' || last_name, '')"))
                    .isEqualTo("0");
            writer.compare(database);
            Figures.write("kill -9: " + KILLS + " kills at rows" + killedAt + " of " + ROWS + "; 0 rows differ; "
                    + writer.written() + " rows written meanwhile, " + writer.lost() + " times without connection; "
                    + (System.nanoTime() - started) / 1_000_000_000L + " s");
        } finally {
            writer.stop();
            node.close();
            Installation.delete(folder);
        }
    }

    /** Lets a random while pass, cut short at {@code rows}: a quick machine must not finish before the last kill. */
    private static JsonNode liveOn(Api api, Random random, long rows) {
        long until = System.nanoTime()
                + Duration.ofMillis(random.nextInt(KILL_WITHIN_MILLIS)).toNanos();
        return progress(api, status -> System.nanoTime() >= until || rowsDone(status) >= rows);
    }

    private static long rowsDone(JsonNode status) {
        return status.path("progress").path("rowsDone").asLong();
    }

    /** The first answer that shows a backfill with progress and meets {@code condition}. */
    private static JsonNode progress(Api api, Predicate<JsonNode> condition) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> api.migration(MIGRATION), status -> {
                    assertThat(status.path("step").asText()).isNotIn("failed", "ready");
                    return status.path("step").asText().equals("backfill")
                            && status.path("progress").isObject()
                            && condition.test(status);
                });
    }

    private static long filledRows(String database) {
        return Long.parseLong(
                Installation.SERVER.queryOne(database, "SELECT count(*) FROM people WHERE first_name IS NOT NULL"));
    }
}
