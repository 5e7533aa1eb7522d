package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What start waits for, whom it names, and what it cleans up. */
class LockingTest {
    private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, a int, other int)";

    @Test
    void theBarrierWaitsForOlderTransactionsAndPreparedOnes() throws Exception {
        try (Lab lab = new Lab(TABLE, "INSERT INTO t VALUES (1, 1), (2, 2)");
                Connection bypass = lab.server.connect(lab.database);
                Statement sql = bypass.createStatement()) {
            JdbcMigrationEngine engine = lab.opened(Lab.rename("m", "t", "a", "b"));
            sql.execute("SET application_name = 'nightly report'");
            bypass.setAutoCommit(false);
            sql.execute("UPDATE t SET a = 5 WHERE id = 1");
            engine.start("m");
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration("m").blockedBy().stream()
                            .anyMatch(b -> b.contains("nightly report") && b.contains("idle in transaction")));
            // PREPARE TRANSACTION gives the virtual transaction up, yet nothing is decided.
            sql.execute("PREPARE TRANSACTION 'undecided'");
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration("m").blockedBy().stream()
                            .anyMatch(b -> b.contains("prepared transaction 'undecided'")));
            assertThat(engine.migration("m").step()).isEqualTo("announce");
            bypass.rollback();
            bypass.setAutoCommit(true);
            sql.execute("COMMIT PREPARED 'undecided'");
            lab.awaitReady(engine, "m");
            assertThat(lab.one("SELECT b FROM t WHERE id = 1")).isEqualTo("5");
        }
    }

    @Test
    void theBarriersDeadlineFailsTheStepAndStartGoesOn() throws Exception {
        try (Lab lab = new Lab(TABLE)) {
            lab.limits = new EngineLimits(
                    Duration.ofMillis(50),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(300),
                    Duration.ofMinutes(1),
                    50,
                    200);
            JdbcMigrationEngine engine = lab.opened(Lab.rename("m", "t", "a", "b"));
            try (Connection bypass = lab.server.connect(lab.database);
                    Statement sql = bypass.createStatement()) {
                bypass.setAutoCommit(false);
                sql.execute("SELECT 1");
                engine.start("m");
                MigrationStatus failed = lab.awaitStep(engine, "m", "failed");
                assertThat(failed.blockedBy()).anyMatch(b -> b.contains("transactions stayed open"));
                assertThat(failed.stage()).isEqualTo("off");
            }
            engine.start("m");
            lab.awaitReady(engine, "m");
        }
    }

    /** Two sessions take turns, so that the table is never unlocked although no transaction is old. */
    @Test
    void expandTriesAgainAndNamesWhoHoldsTheTable() throws Exception {
        try (Lab lab = new Lab(TABLE)) {
            JdbcMigrationEngine engine = lab.opened(Lab.rename("m", "t", "a", "b"));
            AtomicBoolean stop = new AtomicBoolean();
            CountDownLatch reads = new CountDownLatch(1);
            AtomicReference<SQLException> failure = new AtomicReference<>();
            Thread relay = new Thread(() -> {
                try (Connection a = lab.server.connect(lab.database);
                        Connection b = lab.server.connect(lab.database)) {
                    a.setAutoCommit(false);
                    b.setAutoCommit(false);
                    read(a);
                    reads.countDown();
                    for (Connection next = b, last = a; !stop.get(); ) {
                        read(next);
                        last.commit();
                        Connection swap = next;
                        next = last;
                        last = swap;
                    }
                } catch (SQLException e) {
                    failure.set(e);
                }
            });
            relay.start();
            assertThat(reads.await(30, TimeUnit.SECONDS)).isTrue();
            engine.start("m");
            await().atMost(Lab.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> engine.migration("m").blockedBy().stream()
                            .anyMatch(b -> b.contains("holds AccessShareLock")));
            assertThat(engine.migration("m").step()).isEqualTo("expand");
            stop.set(true);
            relay.join();
            assertThat((Throwable) failure.get()).isNull();
            lab.awaitReady(engine, "m");
        }
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("SELECT count(*) FROM t, pg_sleep(0.02)");
        }
    }

    @Test
    void anInvalidIndexThatWasLeftBehindIsDroppedAndBuiltAgain() throws Exception {
        try (Lab lab = new Lab(TABLE, "CREATE INDEX t_a ON t (a)", "INSERT INTO t VALUES (1, 1, 1), (2, 2, 1)")) {
            try (Connection direct = lab.server.connect(lab.database);
                    Statement sql = direct.createStatement()) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> sql.execute("CREATE UNIQUE INDEX CONCURRENTLY t_a_m ON t (other)")))
                        .hasMessageContaining("could not create unique index");
            }
            assertThat(lab.one("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a_m'::regclass"))
                    .isEqualTo("f");
            JdbcMigrationEngine engine = lab.opened(Lab.rename("m", "t", "a", "b"));
            engine.start("m");
            lab.awaitReady(engine, "m");
            assertThat(lab.one("SELECT pg_get_indexdef('t_a_m'::regclass)"))
                    .isEqualTo("CREATE INDEX t_a_m ON public.t USING btree (b)");
            assertThat(lab.one("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                    .isEqualTo("0");
        }
    }

    @Test
    void oneEngineADatabase() {
        try (Lab lab = new Lab(TABLE)) {
            JdbcMigrationEngine first = lab.opened(Lab.rename("m", "t", "a", "b"));
            lab.ready.clear();
            JdbcMigrationEngine second = lab.open(new FakeFlags(), Lab.rename("m", "t", "a", "b"));
            await().atMost(Lab.PATIENCE)
                    .until(() -> second.migration("m").blockedBy().stream()
                            .anyMatch(b -> b.contains("another engine works on this database")));
            assertThat(lab.ready).isEmpty();
            first.start("m");
            lab.awaitReady(first, "m");
            first.close();
            await().atMost(Lab.PATIENCE).until(() -> Boolean.TRUE.equals(lab.ready.get("shop")));
            assertThat(second.migration("m").blockedBy()).isEmpty();
        }
    }

    @Test
    void anEngineThatLosesItsConnectionsGoesOnByItself() {
        try (Lab lab = new Lab(TABLE, "INSERT INTO t SELECT i, i, i FROM generate_series(1, 20000) i")) {
            var spec = Lab.rename("m", "t", "a", "b");
            JdbcMigrationEngine engine = lab.opened(new dev.crossfade.admin.config.MigrationSpec(
                    spec.migration(),
                    new dev.crossfade.admin.config.MigrationSpec.Backfill(Duration.ofMillis(1), Duration.ofMillis(50)),
                    spec.soak(),
                    spec.guard(),
                    spec.digest()));
            engine.start("m");
            await().atMost(Lab.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> engine.migration("m").step().equals("backfill"));
            for (int i = 0; i < 3; i++) {
                lab.one("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE application_name = 'crossfade-engine' AND datname = current_database()");
            }
            lab.awaitReady(engine, "m");
            assertThat(lab.one("SELECT count(*) FROM t WHERE a IS DISTINCT FROM b"))
                    .isEqualTo("0");
        }
    }

    /** By somebody else: what new has may be all there is. */
    @Test
    void abortLeavesNewWhereOldIsGone() {
        try (Lab lab = new Lab(TABLE, "INSERT INTO t VALUES (1, 1), (2, 2)")) {
            JdbcMigrationEngine engine = lab.opened(Lab.guarded(Lab.rename("m", "t", "a", "b")));
            engine.start("m");
            lab.awaitReady(engine, "m");
            lab.sql("ALTER TABLE t DROP COLUMN a CASCADE");
            engine.abort("m");
            lab.awaitStep(engine, "m", "none");
            assertThat(lab.one("SELECT string_agg(b::text, ' ' ORDER BY id) FROM t"))
                    .isEqualTo("1 2");
            assertThat(lab.one("SELECT (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal)"
                            + " + (SELECT count(*) FROM pg_proc WHERE pronamespace = 'crossfade'::regnamespace)"))
                    .isEqualTo("0");
        }
    }

    @Test
    void abortLeavesNothingBehind() {
        try (Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text)",
                "GRANT SELECT (full_name) ON customers TO app",
                "INSERT INTO customers VALUES (1, 'A B')")) {
            JdbcMigrationEngine engine = lab.opened(Lab.split());
            engine.start("customer-name");
            lab.awaitReady(engine, "customer-name");
            assertThat(lab.one("SELECT has_column_privilege('app', 'customers', 'last_name', 'SELECT')"))
                    .isEqualTo("t");
            engine.advance("customer-name");
            engine.abort("customer-name");
            lab.awaitStep(engine, "customer-name", "none");
            assertThat(engine.migration("customer-name").stage()).isEqualTo("off");
            assertThat(lab.one("SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid ="
                            + " 'customers'::regclass AND attnum > 0 AND NOT attisdropped"))
                    .isEqualTo("id,full_name");
            assertThat(lab.one("SELECT count(*) FROM pg_proc WHERE pronamespace = 'crossfade'::regnamespace"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT count(*) FROM crossfade.migration")).isEqualTo("0");
            assertThat(lab.flags.current().migrations().get("customer-name").announced())
                    .isFalse();
            assertThat(lab.catalogs
                            .get(lab.catalogs.size() - 1)
                            .relation(new dev.crossfade.flags.TableName("public", "customers"))
                            .columns())
                    .hasSize(2);
            engine.start("customer-name");
            lab.awaitReady(engine, "customer-name");
        }
    }

    private static final String ENGINE_WAITS = "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            + " WHERE l.relation = 't'::regclass AND NOT l.granted AND a.application_name = 'crossfade-engine'";

    /** Who would stand behind it in the server's queue: everybody. */
    @Test
    void nothingIsAskedForWhileSomebodyHasTheTableForLong() throws Exception {
        try (Lab lab = new Lab(TABLE, "INSERT INTO t VALUES (1, 1), (2, 2)");
                Connection report = lab.server.connect(lab.database);
                Statement sql = report.createStatement();
                Connection looking = lab.server.connect(lab.database);
                Statement look = looking.createStatement()) {
            var spec = Lab.guarded(Lab.rename("m", "t", "a", "b"));
            JdbcMigrationEngine engine = lab.opened(new dev.crossfade.admin.config.MigrationSpec(
                    spec.migration(), spec.backfill(), Duration.ZERO, spec.guard(), spec.digest()));
            engine.start("m");
            lab.awaitReady(engine, "m");
            for (String stage : new String[] {"shadow", "live", "ramp-down"}) {
                engine.advance("m");
                await().atMost(Lab.PATIENCE)
                        .until(() -> engine.migration("m").stage().equals(stage));
            }
            engine.advance("m");
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration("m").stage().equals("complete"));
            lab.awaitStep(engine, "m", "ready");
            sql.execute("SET application_name = 'nightly report'");
            report.setAutoCommit(false);
            sql.execute("SELECT count(*) FROM t WHERE id > 41 AND 'a secret' <> ''");
            await().atMost(Lab.PATIENCE)
                    .until(() -> lab.one(
                                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'nightly report' AND"
                                            + " xact_start < clock_timestamp() - interval '200 ms'")
                            .equals("1"));
            lab.holds.clear();
            engine.advance("m");
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration("m").blockedBy().stream()
                            .anyMatch(b -> b.contains("(nightly report), idle in transaction")
                                    && b.contains("statement: SELECT count(*) FROM t WHERE id > … AND …")
                                    && b.contains("holds AccessShareLock")));
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        try (var rows = look.executeQuery(ENGINE_WAITS)) {
                            rows.next();
                            return rows.getInt(1) == 0;
                        }
                    });
            assertThat(lab.holds).isEmpty();
            assertThat(engine.migration("m").step()).isEqualTo("contract");
            report.rollback();
            lab.awaitStep(engine, "m", "done");
            assertThat(lab.holds).isNotEmpty().allMatch(hold -> hold.startsWith("shop [public.t] 250"));
            assertThat(lab.holding).hasValue(0);
        }
    }

    /** Where a string ends depends on settings and comments, which nobody who looks on knows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a secret', 'secret' -- secret",
                "SELECT /* it's */ 'secret'",
                "SELECT E'it\\'s', 'secret'",
                "SELECT 'C:\\', 'secret'",
                "SELECT $$it's$$, 'secret'",
                "SELECT $tag$ secret $tag$, 'secret'",
                "SELECT \"it's\", 'secret'"
            })
    void noLiteralOfAStatementIsShown(String statement) {
        try (Lab lab = new Lab()) {
            String shown = shown(lab, "SELECT 71, 7e1, 0x71, 7.1 FROM t WHERE a1 = $1 AND " + statement);
            assertThat(shown).contains("FROM t WHERE a1 = $… AND SELECT").doesNotContain("secret", "7");
        }
    }

    private static String shown(Lab lab, String statement) {
        return lab.one(
                "SELECT " + SessionWords.of("a") + " FROM (SELECT 'app'::name AS usename, ''::text AS application_name,"
                        + " 'active'::text AS state, clock_timestamp() AS xact_start, $query$" + statement
                        + "$query$::text AS query) a");
    }

    @Test
    void statementsAreKeptWhileALockIsAskedFor() throws Exception {
        try (Lab lab = new Lab(TABLE)) {
            JdbcMigrationEngine engine = lab.opened(Lab.guarded(Lab.rename("m", "t", "a", "b")));
            engine.start("m");
            lab.awaitReady(engine, "m");
            assertThat(lab.holds).containsExactly("shop [public.t] 250"); // expand, with its guard
            assertThat(lab.holding).hasValue(0);
        }
    }

    @Test
    void whoStaysIsToldByAgeAndByWhatWasSeen() {
        long second = 1_000_000_000L;
        Staying staying = new Staying(Duration.ofMillis(100), 0);
        LockHolders.Holder young = new LockHolders.Holder("3/1", false, 20, false, "young");
        LockHolders.Holder old = new LockHolders.Holder("3/2", false, 5_000, false, "old");
        LockHolders.Holder hidden = new LockHolders.Holder("3/3", false, 0, false, "hidden");
        LockHolders.Holder vacuum = new LockHolders.Holder("3/4", false, 60_000, true, "vacuum");
        LockHolders.Holder prepared = new LockHolders.Holder("-1/7", true, 0, false, "prepared");
        assertThat(staying.of(List.of(young, old, hidden, vacuum, prepared), 0)).containsExactly(old, prepared);
        assertThat(staying.of(List.of(young, hidden), second / 5)).containsExactly(young, hidden);
        // a transaction that was not there before, and one that is shorter than half of what was waited for
        assertThat(staying.of(List.of(hidden), 4 * second)).containsExactly(hidden);
        LockHolders.Holder another = new LockHolders.Holder("4/1", false, 1_500, false, "another");
        assertThat(staying.of(List.of(another), 4 * second)).isEmpty();
    }

    /** CREATE INDEX CONCURRENTLY waits for it at its end, and stands in nobody's way meanwhile. */
    @Test
    void anIndexWaitsForAnOldSnapshotAndTellsWhose() throws Exception {
        try (Lab lab = new Lab(
                        TABLE,
                        "CREATE TABLE other (x int)",
                        "CREATE INDEX t_a ON t (a)",
                        "INSERT INTO t SELECT i, i FROM generate_series(1, 10000) i");
                Connection report = lab.server.connect(lab.database);
                Statement sql = report.createStatement()) {
            var spec = Lab.rename("m", "t", "a", "b");
            JdbcMigrationEngine engine = lab.opened(new dev.crossfade.admin.config.MigrationSpec(
                    spec.migration(),
                    new dev.crossfade.admin.config.MigrationSpec.Backfill(Duration.ofMillis(1), Duration.ofMillis(100)),
                    spec.soak(),
                    spec.guard(),
                    spec.digest()));
            engine.start("m");
            await().atMost(Lab.PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> engine.migration("m").step().equals("backfill"));
            sql.execute("SET application_name = 'old snapshot'");
            report.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            report.setAutoCommit(false);
            sql.execute("SELECT count(*) FROM other");
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration("m").blockedBy().stream()
                            .anyMatch(b -> b.contains("waits for session")
                                    && b.contains("(old snapshot), idle in transaction")
                                    && b.contains("statement: SELECT count(*) FROM other")));
            assertThat(engine.migration("m").blockedBy().get(0)).startsWith("builds index t_a_m: waiting for");
            assertThat(engine.migration("m").step()).isEqualTo("index");
            lab.sql("SET statement_timeout = '2s'; UPDATE t SET a = 7, b = 7 WHERE id = 1; SELECT count(*) FROM t");
            report.rollback();
            lab.awaitReady(engine, "m");
            assertThat(lab.one("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a_m'::regclass"))
                    .isEqualTo("t");
        }
    }
}
