package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
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
            PostgresMigrationEngine engine = lab.opened(rename(Duration.ofMillis(100)));
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
            PostgresMigrationEngine first = lab.opened(spec);
            first.start("m");
            await().atMost(Lab.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> first.migration("m").step().equals("backfill"));
            assertThat(first.pause("m").paused()).isTrue();
            first.close();
            String done = lab.one("SELECT coalesce(max(rows_done), 0) FROM crossfade.checkpoint");
            lab.flags.restart();
            lab.ready.clear();
            PostgresMigrationEngine second = lab.opened(spec);
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
            PostgresMigrationEngine engine = lab.opened(Lab.split());
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
}
