package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Locks, pauses, and values that are there already. */
class BackfillTest {

    private static MigrationSpec rename(Duration minPause) {
        MigrationSpec spec = Lab.rename("m", "t", "a", "b");
        return new MigrationSpec(
                spec.migration(),
                new MigrationSpec.Backfill(Duration.ofMillis(1), minPause),
                spec.soak(),
                spec.guard(),
                spec.digest());
    }

    private static Lab table(int rows) {
        return new Lab(
                "CREATE TABLE t (id int PRIMARY KEY, a text, other int)",
                "INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, " + rows + ") i");
    }

    @Test
    void lockedRowsAreSkippedAndComeAgain() throws Exception {
        try (Lab lab = table(10_000)) {
            JdbcMigrationEngine engine = lab.opened(rename(Duration.ofMillis(100)));
            engine.start("m");
            await().atMost(Lab.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> engine.migration("m").step().equals("backfill"));
            try (Connection holder = lab.server.connect(lab.database);
                    Statement sql = holder.createStatement()) {
                holder.setAutoCommit(false);
                sql.execute("UPDATE t SET other = 1 WHERE id = 9999");
                await().atMost(Lab.PATIENCE)
                        .until(() -> engine.migration("m").blockedBy().stream()
                                .anyMatch(b -> b.contains("are locked; they come again")));
                assertThat(lab.one("SELECT string_agg(id::text, ',') FROM t WHERE b IS NULL"))
                        .isEqualTo("9999");
                assertThat(lab.one("SELECT count(*) FROM crossfade.skipped")).isEqualTo("1");
                assertThat(engine.migration("m").blockedBy()).anyMatch(b -> b.contains("holds RowExclusiveLock"));
                holder.commit();
            }
            lab.awaitReady(engine, "m");
            assertThat(lab.one("SELECT count(*) FROM t WHERE b IS DISTINCT FROM a"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT count(*) FROM crossfade.skipped")).isEqualTo("0");
        }
    }

    @Test
    void pauseHoldsAcrossARestartUntilResume() {
        try (Lab lab = table(20_000)) {
            MigrationSpec spec = rename(Duration.ofMillis(150));
            JdbcMigrationEngine first = lab.opened(spec);
            first.start("m");
            await().atMost(Lab.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> first.migration("m").step().equals("backfill"));
            assertThat(first.pause("m").paused()).isTrue();
            first.close();
            String done = lab.one("SELECT coalesce(max(rows_done), 0) FROM crossfade.checkpoint");
            lab.flags.restart();
            lab.ready.clear();
            JdbcMigrationEngine second = lab.opened(spec);
            assertThat(second.migration("m").paused()).isTrue();
            assertThat(second.migration("m").step()).isEqualTo("backfill");
            await().during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> lab.one("SELECT coalesce(max(rows_done), 0) FROM crossfade.checkpoint")
                            .equals(done));
            second.resume("m");
            lab.awaitReady(second, "m");
        }
    }

    /** A value of new that down leads back from stays, though up would give another: a client that speaks new wrote it. */
    @Test
    void aRowThatAgreesByDownIsNotOverwritten() {
        try (Lab lab = new Lab("CREATE TABLE customers (id int PRIMARY KEY, full_name text)")) {
            JdbcMigrationEngine engine = lab.opened(Lab.split());
            engine.start("customer-name");
            lab.awaitReady(engine, "customer-name");
            engine.rollback("customer-name");
            lab.sql(
                    "INSERT INTO customers VALUES (1, 'Mary Ann Lee', 'Mary Ann', 'Lee'), (2, 'Mary Ann Lee', 'x', 'y'),"
                            + " (3, 'No ', 'stale', 'stale')");
            engine.start("customer-name");
            assertThat(lab.awaitReady(engine, "customer-name").evidence().deadLetters())
                    .isEqualTo(1);
            assertThat(lab.one("SELECT string_agg(coalesce(first_name || '|' || last_name, '-'), ';' ORDER BY id)"
                            + " FROM customers"))
                    .isEqualTo("Mary Ann|Lee;Mary|Ann Lee;-");
        }
    }

    private static MigrationSpec workers(int workers, Duration minPause) {
        MigrationSpec spec = Lab.rename("m", "t", "a", "b");
        return new MigrationSpec(
                spec.migration(),
                new MigrationSpec.Backfill(Duration.ofMillis(20), minPause, null, null, null, 1, workers),
                spec.soak(),
                spec.guard(),
                spec.digest());
    }

    /** Two columns, one of them text: what cuts it is compared as the server does. */
    private static Lab compound(int rows) {
        return new Lab(
                "CREATE TABLE t (code text, id int, a int, PRIMARY KEY (code, id))",
                "INSERT INTO t SELECT CASE i % 3 WHEN 0 THEN 'ä' WHEN 1 THEN 'A' ELSE 'z' END, i, i FROM generate_series(1, "
                        + rows + ") i",
                "ANALYZE t");
    }

    private static long filled(Lab lab) {
        return Long.parseLong(lab.one("SELECT count(*) FROM t WHERE b IS NOT NULL"));
    }

    @Test
    void severalWorkersFillEveryRowAndGoOnAsAnotherNumberOfThem() {
        try (Lab lab = compound(60_000)) {
            JdbcMigrationEngine first = lab.opened(workers(3, Duration.ofMillis(50)));
            first.start("m");
            await().atMost(Lab.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> first.migration("m").step().equals("backfill")
                            && Integer.parseInt(lab.one(
                                            "SELECT count(*) FROM crossfade.backfill_range WHERE rows_done > 0"))
                                    >= 3);
            assertThat(first.pause("m").paused()).isTrue();
            // Each worker ends with the batch that it is at, and no further one begins.
            await().atMost(Lab.PATIENCE).until(() -> filled(lab), new AtRest()::looksAt);
            long paused = filled(lab);
            assertThat(paused).isBetween(1L, 59_999L);
            assertThat(lab.one("SELECT sum(rows_done) FROM crossfade.backfill_range"))
                    .isEqualTo(Long.toString(paused));
            first.close();
            lab.flags.restart();
            lab.ready.clear();
            JdbcMigrationEngine second = lab.opened(workers(2, Duration.ZERO));
            assertThat(filled(lab)).isEqualTo(paused);
            second.resume("m");
            lab.awaitReady(second, "m");
            assertThat(lab.one("SELECT count(*) FROM t WHERE b IS DISTINCT FROM a"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT count(*) || ' ' || sum(rows_done) || ' ' || bool_and(complete) FROM"
                            + " crossfade.backfill_range"))
                    .isEqualTo("12 60000 true");
            assertThat(lab.one("SELECT rows_done || ' ' || complete FROM crossfade.checkpoint"))
                    .isEqualTo("60000 true");
            second.rollback("m");
            assertThat(lab.one("SELECT (SELECT count(*) FROM crossfade.backfill_range) + (SELECT count(*) FROM"
                            + " crossfade.checkpoint)"))
                    .isEqualTo("0");
        }
    }

    /** Three looks in a row that saw the same. */
    private static final class AtRest {
        private long last = -1;
        private int same;

        boolean looksAt(long now) {
            same = now == last ? same + 1 : 0;
            last = now;
            return same >= 3;
        }
    }

    @Test
    void severalWorkersSurviveTheLossOfTheirConnections() {
        try (Lab lab = compound(60_000)) {
            JdbcMigrationEngine engine = lab.opened(workers(4, Duration.ofMillis(20)));
            engine.start("m");
            await().atMost(Lab.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> engine.migration("m").step().equals("backfill")
                            && Integer.parseInt(lab.one(
                                            "SELECT count(*) FROM crossfade.backfill_range WHERE rows_done > 0"))
                                    >= 4);
            lab.one("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE application_name = 'crossfade-engine' AND datname = current_database()");
            lab.awaitReady(engine, "m");
            assertThat(lab.one("SELECT count(*) FROM t WHERE b IS DISTINCT FROM a"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT sum(rows_done) FROM crossfade.backfill_range"))
                    .isEqualTo("60000");
        }
    }

    @Test
    void cutsAreKeysOfTheSampleEachOnce() {
        List<List<String>> sample = IntStream.range(0, 10)
                .mapToObj(i -> List.of(Integer.toString(i / 4)))
                .toList();
        assertThat(BackfillRanges.cuts(sample, 4)).containsExactly(List.of("0"), List.of("1"));
        assertThat(BackfillRanges.cuts(sample, 2)).containsExactly(List.of("1"));
        assertThat(BackfillRanges.cuts(List.of(), 8)).isEmpty();
    }
}
