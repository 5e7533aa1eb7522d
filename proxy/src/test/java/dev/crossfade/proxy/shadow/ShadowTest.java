package dev.crossfade.proxy.shadow;

import static dev.crossfade.proxy.shadow.ShadowFixture.ended;
import static dev.crossfade.proxy.shadow.ShadowFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.ShadowReport;
import dev.crossfade.proxy.ShadowReport.Row;
import dev.crossfade.proxy.ShadowReport.Sample;
import dev.crossfade.proxy.ShadowReport.Value;
import dev.crossfade.proxy.testing.TestPooling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads at stage shadow are asked of both sides beside the client, and compared. */
class ShadowTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<AutoCloseable> open = new ArrayList<>();
    private ShadowFixture fixture;
    private Connection owner;

    @BeforeEach
    void start() throws SQLException {
        start(TestPooling.chosen());
    }

    private void start(Pooling pooling) throws SQLException {
        fixture = new ShadowFixture(pooling);
        open.add(fixture);
        fixture.stage(Stage.SHADOW);
        owner = fixture.direct();
        open.add(owner);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private Connection connect(String... properties) throws SQLException {
        Connection client = fixture.connect(properties);
        open.add(client);
        return client;
    }

    private static List<String> read(Connection client, String sql, Object... parameters) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (PreparedStatement statement = client.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
        }
        return rows;
    }

    /** Reads, and waits until that was judged. */
    private ShadowReport judged(Connection client, String sql, Object... parameters) throws SQLException {
        long before = ended(fixture.report());
        List<String> unused = read(client, sql, parameters);
        await().atMost(SOON).until(() -> ended(fixture.report()) > before);
        return fixture.report();
    }

    @Test
    void whatBothSidesAnswerAlikeAgrees() throws SQLException {
        Connection simple = connect("preferQueryMode", "simple");
        Connection text = connect("binaryTransfer", "false");
        Connection binary = connect("prepareThreshold", "-1");
        for (Connection client : List.of(simple, text, binary)) {
            long before = fixture.report().compared();
            assertThat(judged(client, "SELECT label, id FROM items WHERE id = ? AND label = ?", 17, "item 17")
                            .compared())
                    .isEqualTo(before + 1);
            assertThat(judged(client, "SELECT label FROM items WHERE label BETWEEN ? AND ?", "item 1", "item 2")
                            .compared())
                    .isEqualTo(before + 2);
            assertThat(judged(client, "SELECT * FROM items ORDER BY label, id").compared())
                    .isEqualTo(before + 3);
        }
        ShadowReport report = fixture.report();
        assertThat(report.mismatches()).isZero();
        assertThat(report.samples()).isEmpty();
        assertThat(report.skipped()).isEmpty();
        assertThat(report.undecided()).isEmpty();
        assertThat(report.oldP99()).isPositive();
        assertThat(report.newP99()).isPositive();
    }

    @Test
    void aRowThatDiffersIsCountedAndKeptAsASample() throws SQLException {
        Connection client = connect("ApplicationName", "orders", "prepareThreshold", "-1");
        run(owner, "UPDATE items SET title = 'secret' WHERE id = 17", "UPDATE items SET title = NULL WHERE id = 18");
        assertThat(judged(client, "SELECT label FROM items WHERE id = ?", 16).mismatches())
                .isZero();
        assertThat(read(client, "SELECT label FROM items WHERE id = 17"))
                .as("the client is answered by old")
                .containsExactly("item 17");
        await().atMost(SOON).until(() -> fixture.report().mismatches() == 1);
        ShadowReport report = judged(client, "SELECT id, qty, label FROM items WHERE id = 17");
        Sample hidden = report.samples().get(0);
        assertThat(hidden.user()).isEqualTo("app");
        assertThat(hidden.application()).isEqualTo("orders");
        assertThat(hidden.statement()).isEqualTo("SELECT id, qty, label FROM items WHERE id = ?");
        assertThat(hidden.what()).isEqualTo("rows");
        assertThat(hidden.rows())
                .containsExactly(new Row(Map.of("id", "17"), List.of(new Value("label", "‹7 bytes›", "‹6 bytes›"))));
        fixture.proxy.showShadowValues("shop", ShadowFixture.LABEL.name(), true);
        report = judged(client, "SELECT id, label FROM items WHERE id < ?", 30);
        assertThat(report.mismatches()).isEqualTo(3);
        assertThat(report.samples().get(0).rows())
                .containsExactlyInAnyOrder(
                        new Row(Map.of("id", "17"), List.of(new Value("label", "item 17", "secret"))),
                        new Row(Map.of("id", "18"), List.of(new Value("label", "item 18", null))));
        report = judged(client, "SELECT id FROM items WHERE label = ?", "secret");
        assertThat(report.samples().get(0).rows()).containsExactly(new Row(Map.of("id", "17"), List.of()));
        assertThat(report.samples().get(0).rowsOld()).isZero();
        fixture.proxy.forgetShadow("shop", ShadowFixture.LABEL.name());
        assertThat(fixture.report().mismatches()).isZero();
        assertThat(fixture.report().samples()).isEmpty();
    }

    @Test
    void whatNewCannotAnswerIsAMismatchAndWhatOldCannotIsNone() throws SQLException {
        Connection client = connect();
        run(owner, "REVOKE SELECT ON items FROM app", "GRANT SELECT(id, label, qty) ON items TO app");
        ShadowReport report = judged(client, "SELECT label FROM items WHERE id = 1");
        assertThat(report.mismatches()).isEqualTo(1);
        assertThat(report.samples().get(0).what()).isEqualTo("error");
        assertThat(report.samples().get(0).error()).isEqualTo("42501");
        run(owner, "GRANT SELECT ON items TO app");
        try (Statement statement = client.createStatement()) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> statement.executeQuery("SELECT label, 1 / 0 FROM items")))
                    .isInstanceOf(SQLException.class);
        }
        await().atMost(SOON).until(() -> fixture.report().skipped().getOrDefault(Shadow.FAILS, 0L) == 1);
        assertThat(fixture.report().mismatches()).isEqualTo(1);
    }

    @Test
    void whatMustNotBeAskedTwiceIsNot() throws SQLException {
        Connection client = connect();
        Map<String, String> skipped = Map.of(
                "SELECT label FROM items WHERE id = dice()", ReadNature.VOLATILE,
                "SELECT label FROM items WHERE id = 1 FOR SHARE", ReadNature.LOCKS,
                "SELECT label FROM items JOIN labels USING (id)", ReadNature.VIEW,
                "/* a */ EXPLAIN SELECT label FROM items", ReadNature.NO_READ,
                "SELECT label, repeat('x', 10000) FROM items", Shadow.TOO_LARGE);
        skipped.forEach((sql, why) -> {
            try {
                assertThat(judged(client, sql).skipped()).as(sql).containsEntry(why, 1L);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        });
        assertThat(fixture.report().compared()).isZero();
        assertThat(judged(client, "SELECT label FROM items WHERE id < fixed()").compared())
                .isEqualTo(1);
    }

    @Test
    void whereTwoPlansMayAnswerDifferentlyNoDifferenceIsMadeOfThat() throws SQLException {
        start(Pooling.DEFAULT.withMode(Pooling.Mode.TRANSACTION));
        run(owner, "CREATE INDEX ON items(label DESC)", "ANALYZE items");
        Connection client = connect();
        run(client, "SET enable_seqscan = off", "SET enable_bitmapscan = off");
        ShadowReport report = judged(client, "SELECT id FROM items WHERE label > 'item 1' LIMIT 3");
        assertThat(report.undecided()).containsEntry(Shadow.PLAN_DECIDES, 1L);
        report = judged(client, "SELECT id FROM items WHERE label > 'item 1'");
        assertThat(report.compared())
                .as("the same rows, in no order that was asked for")
                .isEqualTo(1);
        report = judged(client, "SELECT id FROM items WHERE label > 'item 1' ORDER BY qty LIMIT 2");
        assertThat(report.mismatches()).isZero();
        run(owner, "UPDATE items SET title = 'item 0' WHERE label = 'item 2'");
        report = judged(client, "SELECT id, label FROM items WHERE label >= 'item 2' ORDER BY label LIMIT 3");
        assertThat(report.mismatches()).as("%s", report).isEqualTo(1);
    }

    @Test
    void namesThatMeanOtherTablesForTheClientAreNotCompared() throws SQLException {
        start(Pooling.DEFAULT);
        run(
                owner,
                "CREATE SCHEMA mine",
                "CREATE TABLE mine.items(id int, label text)",
                "GRANT USAGE ON SCHEMA mine TO app");
        run(owner, "GRANT SELECT ON mine.items TO app");
        Connection client = connect();
        run(client, "SET search_path = mine, public");
        assertThat(judged(client, "SELECT label FROM public.items WHERE id = 1").skipped())
                .containsEntry(Shadow.NAMES, 1L);
        run(client, "RESET search_path");
        assertThat(judged(client, "SELECT label FROM public.items WHERE id = 1").compared())
                .isEqualTo(1);
    }

    @Test
    void whatTheClientHasNotCommittedIsNoDifference() throws SQLException {
        Connection client = connect();
        client.setAutoCommit(false);
        run(client, "UPDATE items SET label = 'mine' WHERE id = 5");
        assertThat(read(client, "SELECT label FROM items WHERE id = 5")).containsExactly("mine");
        await().atMost(SOON).until(() -> fixture.report().compared() == 1);
        client.commit();
        assertThat(judged(client, "SELECT label FROM items WHERE id = 5").compared())
                .isEqualTo(2);
        assertThat(fixture.report().mismatches()).isZero();
    }

    @Test
    void atAnotherStageNothingIsAsked() throws SQLException {
        Connection client = connect();
        for (Stage stage : List.of(Stage.DUAL_WRITE, Stage.LIVE)) {
            fixture.stage(stage);
            List<String> unused = read(client, "SELECT label FROM items WHERE id = 1");
        }
        fixture.stage(Stage.SHADOW);
        assertThat(judged(client, "SELECT label FROM items WHERE id = 1").compared())
                .isEqualTo(1);
        assertThat(ended(fixture.report())).isEqualTo(1);
    }

    @Test
    void aLockThatIsHeldKeepsTheComparisonAndNotTheClient() throws SQLException {
        Connection client = connect();
        assertThat(judged(client, "SELECT label FROM items WHERE id = 1").compared())
                .isEqualTo(1);
        client.setAutoCommit(false);
        run(client, "LOCK TABLE items IN ACCESS EXCLUSIVE MODE");
        assertThat(read(client, "SELECT label FROM items WHERE id = 1")).containsExactly("item 1");
        await().atMost(SOON).until(() -> fixture.report().undecided().getOrDefault("55P03", 0L) == 1);
        client.rollback();
        assertThat(judged(client, "SELECT label FROM items WHERE id = 1").compared())
                .isEqualTo(2);
    }

    @Test
    void connectionsThatTheServerEndsAreReplaced() throws SQLException {
        Connection client = connect();
        assertThat(judged(client, "SELECT label FROM items WHERE id = 1").compared())
                .isEqualTo(1);
        run(
                owner,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app' AND query = 'ROLLBACK'");
        await().atMost(SOON)
                .until(() ->
                        judged(client, "SELECT label FROM items WHERE id = 1").compared() >= 2);
        assertThat(fixture.report().mismatches()).isZero();
    }

    /** {@code -Dcrossfade.shadow.seconds} for longer. */
    @Test
    void concurrentWritesAreNoDifference() throws Exception {
        long seconds = Long.getLong("crossfade.shadow.seconds", 3);
        ExecutorService threads = Executors.newCachedThreadPool();
        open.add(threads::shutdownNow);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        AtomicLong reads = new AtomicLong();
        AtomicLong writes = new AtomicLong();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Connection writer = connect();
            all.add(threads.submit(() -> {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                try (PreparedStatement update =
                        writer.prepareStatement("UPDATE items SET label = ?, qty = qty + 1 WHERE id % 10 = ?")) {
                    while (System.nanoTime() - end < 0) {
                        update.setString(1, "item " + random.nextInt(50));
                        update.setInt(2, random.nextInt(10));
                        try {
                            update.execute();
                            writes.incrementAndGet();
                        } catch (SQLException e) {
                            if (!"40P01".equals(e.getSQLState())) { // two writers that meet rows in another order
                                throw e;
                            }
                        }
                    }
                }
                return null;
            }));
            Connection reader = connect("prepareThreshold", "1");
            all.add(threads.submit(() -> {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                String[] texts = {
                    "SELECT label FROM items WHERE id = ?",
                    "SELECT id, label FROM items WHERE label = 'item ' || ?",
                    "SELECT label, count(*), sum(qty) FROM items WHERE id > ? GROUP BY label ORDER BY label LIMIT 5",
                    "SELECT a.label FROM items a JOIN items b ON b.label = a.label AND b.id = ? ORDER BY a.qty"
                };
                while (System.nanoTime() - end < 0) {
                    List<String> unused = read(reader, texts[random.nextInt(texts.length)], random.nextInt(60));
                    reads.incrementAndGet();
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        await().atMost(SOON).until(() -> reads.get() == ended(fixture.report()));
        ShadowReport report = fixture.report();
        assertThat(report.compared()).isGreaterThan(50);
        assertThat(report.mismatches()).as("%s", report.samples()).isZero();
        assertThat(report.undecided()).as("%s", report).isEmpty();
    }
}
