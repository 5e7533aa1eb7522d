package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A new process takes over from the one that runs, while clients connect as fast as they can and a table migrates. */
@Timeout(600)
class HandOverTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    /** A new process waits 45 s for databases that may become ready; for a file, there is nothing to wait for. */
    private static final Duration BEFORE_ITS_PATIENCE_ENDS = Duration.ofSeconds(40);

    private static final int RESTARTS = 2;
    private static final int ROWS = 2_000;
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
            """;

    private final int adminPort = ChildNode.freePort();
    private final int listenPort = ChildNode.freePort();
    private final Api api = new Api(URI.create("http://127.0.0.1:" + adminPort));
    private final List<ChildNode> nodes = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong connected = new AtomicLong();
    private final AtomicInteger nextId = new AtomicInteger(ROWS);
    private final List<Thread> clients = new ArrayList<>();
    private String database;
    private Path folder;
    private Path configuration;

    @BeforeEach
    void write() throws IOException {
        database = Installation.SERVER.createDatabase();
        Installation.SERVER.execute(
                database,
                "CREATE TABLE people (id integer PRIMARY KEY, full_name text)",
                "INSERT INTO people SELECT i, 'Ada Lovelace ' || i FROM generate_series(1, " + ROWS + ") i",
                "GRANT ALL ON people TO app");
        folder = Installation.folder(database, Map.of(MIGRATION, FILE), adminPort, listenPort);
        configuration = folder.resolve("crossfade.yaml");
        shutdown("{handOver: true, clientsMayStay: 2s, drainTimeout: 20s}");
    }

    private void shutdown(String section) throws IOException {
        String without = Files.readString(configuration).replaceAll("shutdown: .*\n", "");
        Files.writeString(
                configuration,
                without.replace("log: {level: INFO}\n", "") + "log: {level: INFO}\nshutdown: " + section + "\n");
    }

    @AfterEach
    void close() throws InterruptedException {
        stopClients();
        nodes.forEach(ChildNode::close);
        Installation.delete(folder);
    }

    private ChildNode serve() {
        ChildNode node = ChildNode.start(configuration);
        nodes.add(node);
        return node;
    }

    /** The first process, serving. */
    private ChildNode first() {
        ChildNode node = serve();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(node.isAlive()).as(node.output()).isTrue();
            assertThat(node.output()).contains("  admin API on http");
        });
        api.waitUntilServing();
        return node;
    }

    /** Connects, writes and reads a row of its own through the migrating column, again and again. */
    private void startClients(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> {
                while (!over.get()) {
                    try (Connection connection = Installation.connect(listenPort)) {
                        int id = nextId.incrementAndGet();
                        one(connection, "INSERT INTO people VALUES (" + id + ", 'New Client " + id + "') RETURNING id");
                        String name = one(connection, "SELECT full_name FROM people WHERE id = " + id);
                        if (!name.equals("New Client " + id)) {
                            failures.add("row " + id + " reads " + name);
                        }
                        connected.incrementAndGet();
                    } catch (SQLException e) {
                        failures.add(e.getSQLState() + " " + e.getMessage() + " " + e.getCause());
                    }
                }
            });
            thread.start();
            clients.add(thread);
        }
    }

    private void stopClients() throws InterruptedException {
        over.set(true);
        for (Thread thread : clients) {
            thread.join();
        }
    }

    private void awaitMoreClients(int count) {
        long before = connected.get();
        await().atMost(SOON).until(() -> connected.get() >= before + count || !failures.isEmpty());
        assertThat(failures).isEmpty();
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void awaitTakenOver(ChildNode newer) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(newer.isAlive()).as(newer.output()).isTrue();
            assertThat(newer.output()).contains("took over from process");
        });
    }

    private String differingRows() {
        return Installation.SERVER.queryOne(
                database,
                "SELECT count(*) FROM people WHERE full_name IS DISTINCT FROM"
                        + " first_name || coalesce(' ' || last_name, '')");
    }

    @Test
    void nobodyIsRefusedAndNoStageIsLostInTwoRestarts() throws Exception {
        ChildNode serving = first();
        api.startAndWaitUntilReady(MIGRATION, SOON);
        api.stage(MIGRATION, "shadow");
        api.stage(MIGRATION, "live");
        startClients(3);
        for (int restart = 0; restart < RESTARTS; restart++) {
            awaitMoreClients(30);
            ChildNode older = serving;
            serving = serve();
            awaitTakenOver(serving);
            assertThat(api.stage(MIGRATION)).isEqualTo("live");
            awaitMoreClients(30);
            assertThat(older.exitCode(SOON)).as(older.output()).isZero();
            api.waitUntilServing();
            // With the old one gone stages move again, both ways.
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(api.tryStage(MIGRATION, "shadow").status())
                                    .isEqualTo(200));
            api.stage(MIGRATION, "live");
            awaitMoreClients(30);
        }
        stopClients();
        System.out.printf("hand over of processes: %d clients through %d restarts%n", connected.get(), RESTARTS);
        assertThat(failures).isEmpty();
        assertThat(differingRows()).isEqualTo("0");
        assertThat(Installation.SERVER.queryOne(database, "SELECT count(*) FROM people WHERE first_name IS NULL"))
                .isEqualTo("0");
        serving.signal("TERM");
        assertThat(serving.exitCode(SOON)).as(serving.output()).isEqualTo(143);
    }

    @Test
    void noStageChangesWhileTheOldProcessServesATransaction() throws Exception {
        ChildNode older = first();
        api.startAndWaitUntilReady(MIGRATION, SOON);
        try (Connection working = Installation.connect(listenPort)) {
            working.setAutoCommit(false);
            one(working, "SELECT full_name FROM people WHERE id = 1");

            ChildNode newer = serve();
            awaitTakenOver(newer);
            api.waitUntilServing();
            Api.Answer refused = api.tryStage(MIGRATION, "shadow");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body().path("detail").asText())
                    .contains("process ")
                    .contains("still serves clients");
            assertThat(api.tryStage(MIGRATION, "off").status()).isEqualTo(503);
            assertThat(api.call("POST", "/v1/migrations/" + MIGRATION + "/abort", "")
                            .status())
                    .isEqualTo(503);
            assertThat(api.call("POST", "/v1/reload", "").status()).isEqualTo(503);
            assertThat(api.migration(MIGRATION).path("blockedBy").toString()).contains("still serves clients");
            // Nor by hand in the file: it is taken when the old process is gone.
            Path flags = folder.resolve("flags.json");
            Files.writeString(
                    flags,
                    Files.readString(flags)
                            .replaceFirst("(customer-name.stage.*?defaultVariant[^a-z]*)dual-write", "$1shadow"));

            // What a third process would do to both is refused, and both go on.
            ChildNode third = serve();
            assertThat(third.exitCode(SOON)).isEqualTo(1);
            assertThat(third.output()).contains("does not hand over: process ").contains("still serves clients");

            one(working, "UPDATE people SET full_name = 'Old Process' WHERE id = 1 RETURNING id");
            working.commit();
            assertThat(older.exitCode(SOON)).as(older.output()).isZero();
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(api.tryStage(MIGRATION, "shadow").status())
                                    .isEqualTo(200));
            assertThat(api.stage(MIGRATION)).isEqualTo("shadow");
        }
        assertThat(differingRows()).isEqualTo("0");
    }

    /** The new one cannot serve as the old one does: the old one takes everything back. */
    @Test
    void theOldProcessGoesOnWhenTheNewOneCannot() throws Exception {
        ChildNode older = first();
        api.startAndWaitUntilReady(MIGRATION, SOON);
        startClients(2);
        awaitMoreClients(10);
        Path file = folder.resolve("migrations").resolve(MIGRATION + ".yaml");
        String definition = Files.readString(file);
        Files.delete(file);

        ChildNode newer = serve();
        assertThat(newer.exitCode(BEFORE_ITS_PATIENCE_ENDS)).as(newer.output()).isEqualTo(1);
        assertThat(newer.output())
                .contains("without a file in the folder that `migrations` names: migration " + MIGRATION)
                .contains("The running process goes on.");
        awaitMoreClients(10);
        Files.writeString(file, definition);
        api.waitUntilServing();
        api.stage(MIGRATION, "shadow");
        api.stage(MIGRATION, "live");
        awaitMoreClients(10);

        // And the next one can.
        ChildNode third = serve();
        awaitTakenOver(third);
        assertThat(older.exitCode(SOON)).as(older.output()).isZero();
        assertThat(api.stage(MIGRATION)).isEqualTo("live");
        stopClients();
        assertThat(failures).isEmpty();
        assertThat(differingRows()).isEqualTo("0");
    }

    /** kill -9 of the new one at any moment before it accepts: the old one goes on. */
    @Test
    void theOldProcessGoesOnWhenTheNewOneIsKilledOnTheWay() throws Exception {
        ChildNode older = first();
        api.startAndWaitUntilReady(MIGRATION, SOON);
        startClients(2);
        for (int attempt = 0; attempt < 3; attempt++) {
            awaitMoreClients(5);
            ChildNode newer = serve();
            int times = attempt + 1;
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> count(older.output(), "handing over to a new process") == times);
            newer.kill();
            await().atMost(SOON).until(() -> count(older.output(), "this process goes on: admin API on") == times);
            assertThat(older.isAlive()).isTrue();
            api.waitUntilServing();
        }
        awaitMoreClients(5);
        api.stage(MIGRATION, "shadow");
        stopClients();
        assertThat(failures).isEmpty();
        assertThat(differingRows()).isEqualTo("0");
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    /** kill -9 of the new one while the old one lets its clients go: the next one waits for the old one. */
    @Test
    void whoComesNextWaitsForTheEndOfAnOldProcess() throws Exception {
        ChildNode older = first();
        api.startAndWaitUntilReady(MIGRATION, SOON);
        try (Connection working = Installation.connect(listenPort)) {
            working.setAutoCommit(false);
            one(working, "SELECT 1");
            ChildNode newer = serve();
            awaitTakenOver(newer);
            newer.kill();
            ChildNode next = serve();
            await().atMost(SOON).until(() -> next.output().contains("waiting for the end of process"));
            assertThat(older.isAlive()).isTrue();
            one(working, "UPDATE people SET full_name = 'Old Process' WHERE id = 1 RETURNING id");
            working.commit();
            assertThat(older.exitCode(SOON)).as(older.output()).isZero();
            await().atMost(SOON).until(() -> next.output().contains("  admin API on http"));
            api.waitUntilServing();
            api.stage(MIGRATION, "shadow");
        }
        assertThat(differingRows()).isEqualTo("0");
    }

    @Test
    void anOldProcessThatIsToldToStopEndsItsIdleClients() throws Exception {
        shutdown("{handOver: true, clientsMayStay: 10m, drainTimeout: 20s}");
        ChildNode older = first();
        try (Connection idle = Installation.connect(listenPort)) {
            one(idle, "SELECT 1");
            ChildNode newer = serve();
            awaitTakenOver(newer);
            assertThat(one(idle, "SELECT 2")).isEqualTo("2");
            older.signal("TERM");
            assertThat(older.exitCode(SOON)).as(older.output()).isEqualTo(143);
            assertThatThrownBy(() -> one(idle, "SELECT 3")).isInstanceOf(SQLException.class);
            try (Connection next = Installation.connect(listenPort)) {
                assertThat(one(next, "SELECT 4")).isEqualTo("4");
            }
        }
    }

    @Test
    void withoutItASecondProcessIsToldWhoUsesTheFlags() throws Exception {
        shutdown("{drainTimeout: 5s}");
        ChildNode node = first();
        ChildNode second = serve();
        assertThat(second.exitCode(SOON)).isEqualTo(1);
        assertThat(second.output()).contains("are in use by process ").contains("handOver: true");
        try (Connection connection = Installation.connect(listenPort)) {
            assertThat(one(connection, "SELECT 1")).isEqualTo("1");
        }
        assertThat(node.isAlive()).isTrue();
    }
}
