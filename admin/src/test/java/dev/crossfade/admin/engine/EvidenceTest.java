package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was proved, what is permitted, and when it is deleted. */
class EvidenceTest {
    private static final String NAME = "customer-name";

    private static Lab customers(int rows) {
        return new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text)",
                "INSERT INTO customers SELECT i, 'A' || i || ' B' || i FROM generate_series(1, " + rows + ") i");
    }

    static MigrationSpec slow(MigrationSpec spec) {
        return new MigrationSpec(
                spec.migration(),
                new MigrationSpec.Backfill(Duration.ofMillis(1), Duration.ofMillis(150)),
                spec.soak(),
                spec.guard(),
                spec.digest());
    }

    static void awaitCheckpoint(Lab lab) {
        await().atMost(Lab.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> "t"
                        .equals(lab.one("SELECT to_regclass('crossfade.checkpoint') IS NOT NULL AND EXISTS (SELECT FROM"
                                + " crossfade.checkpoint WHERE rows_done > 0)")));
    }

    private static CrossfadeException refused(Runnable call) {
        CrossfadeException refusal = catchThrowableOfType(CrossfadeException.class, call::run);
        assertThat(refusal).isNotNull();
        assertThat(refusal.problem()).isEqualTo(Problem.NOT_PERMITTED);
        return refusal;
    }

    @Test
    void deadLettersKeepItFromLiveUntilTheyAreGone() throws Exception {
        try (Lab lab = customers(5000)) {
            lab.sql("UPDATE customers SET full_name = 'Trailing ' WHERE id IN (7, 8)");
            JdbcMigrationEngine engine = lab.opened(Lab.split());
            engine.start(NAME);
            MigrationStatus status = lab.awaitReady(engine, NAME);
            assertThat(status.permittedStage()).isEqualTo("shadow");
            assertThat(status.evidence().deadLetters()).isEqualTo(2);
            assertThat(status.blockedBy()).anyMatch(b -> b.contains("key 7 and key 8"));
            engine.advance(NAME);
            assertThat(refused(() -> engine.advance(NAME))).hasMessageContaining("2 dead letter(s)");

            lab.sql("UPDATE customers SET full_name = 'C D', first_name = 'C', last_name = 'D' WHERE id IN (7, 8)");
            engine.resume(NAME);
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration(NAME).permittedStage().equals("ramp-down"));

            // One that a write records after verification: found when live is confirmed.
            lab.sql("UPDATE customers SET full_name = 'E ', first_name = crossfade.\"customer-name_up_1_record\"('E '),"
                    + " last_name = crossfade.\"customer-name_up_2_record\"('E ') WHERE id = 9");
            assertThat(refused(() -> engine.advance(NAME))).hasMessageContaining("1 dead letter(s)");
            lab.sql("UPDATE customers SET full_name = 'E F', first_name = 'E', last_name = 'F' WHERE id = 9");
            try (Connection writer = lab.server.connect(lab.database);
                    Statement sql = writer.createStatement()) {
                // A writer that commits only after verification began: its entry must not be cleared away.
                writer.setAutoCommit(false);
                sql.execute("UPDATE customers SET full_name = 'G ', first_name ="
                        + " crossfade.\"customer-name_up_1_record\"('G '), last_name = NULL WHERE id = 10");
                engine.resume(NAME);
                lab.awaitStep(engine, NAME, "ready");
                writer.commit();
            }
            assertThat(lab.one("SELECT count(*) FROM crossfade.dead_letter")).isEqualTo("1");
            assertThat(refused(() -> engine.advance(NAME))).hasMessageContaining("1 dead letter(s)");
            lab.sql("UPDATE customers SET full_name = 'G H', first_name = 'G', last_name = 'H' WHERE id = 10");
            engine.resume(NAME);
            lab.awaitStep(engine, NAME, "ready");
            engine.advance(NAME);
            assertThat(engine.migration(NAME).stage()).isEqualTo("live");
        }
    }

    @Test
    void offDeletesEvidenceAndStopsABackfillForGood() {
        try (Lab lab = customers(30_000)) {
            JdbcMigrationEngine engine = lab.opened(slow(Lab.split()));
            engine.start(NAME);
            awaitCheckpoint(lab);
            engine.rollback(NAME);
            MigrationStatus status = engine.migration(NAME);
            assertThat(status.stage()).isEqualTo("off");
            assertThat(lab.one("SELECT step || ' ' || coalesce(backfilled_at::text, 'never') FROM crossfade.migration"))
                    .isEqualTo("none never");
            assertThat(lab.one("SELECT count(*) FROM crossfade.checkpoint")).isEqualTo("0");
            await().atMost(Lab.PATIENCE)
                    .until(() -> lab.flags.current().migrations().get(NAME).permitted() == Stage.OFF);
            assertThat(lab.flags.current().migrations().get(NAME).announced())
                    .as("the columns are there and must stay hidden")
                    .isTrue();
            assertThat(refused(() -> engine.advance(NAME)).hint()).contains("Run start");
            lab.sql("UPDATE customers SET full_name = 'Changed Meanwhile' WHERE id = 1");
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            assertThat(lab.one("SELECT last_name FROM customers WHERE id = 1")).isEqualTo("Meanwhile");
        }
    }

    @Test
    void goesOnFromTheCheckpointAndFindsWhatWasWrittenBehindItsBack() {
        try (Lab lab = customers(20_000)) {
            JdbcMigrationEngine first = lab.opened(slow(Lab.split()));
            first.start(NAME);
            awaitCheckpoint(lab);
            first.close();
            long done = Long.parseLong(lab.one("SELECT rows_done FROM crossfade.checkpoint"));
            assertThat(done).isBetween(1L, 19_999L);
            // Behind the checkpoint. Only an engine that goes on from there leaves this to verification.
            lab.sql("UPDATE customers SET full_name = 'Not Proxied' WHERE id = 1");
            lab.flags.restart();
            JdbcMigrationEngine second = lab.opened(Lab.split());
            MigrationStatus failed = lab.awaitStep(second, NAME, "failed");
            assertThat(failed.blockedBy()).anyMatch(b -> b.contains("1 of 20000 rows do not agree, such as key 1"));
            assertThat(failed.evidence().rowsDiffering()).isEqualTo(1);
            assertThat(failed.permittedStage()).isEqualTo("dual-write");
            second.start(NAME);
            lab.awaitReady(second, NAME);
        }
    }

    @Test
    void aRestartBringsTheStageBackIntoForce() {
        try (Lab lab = customers(100)) {
            JdbcMigrationEngine first = lab.opened(Lab.split());
            first.start(NAME);
            lab.awaitReady(first, NAME);
            first.advance(NAME);
            first.advance(NAME);
            first.close();
            lab.flags.restart();
            lab.ready.clear();
            JdbcMigrationEngine second = lab.opened(Lab.split());
            assertThat(second.migration(NAME).stage()).isEqualTo("live");
            assertThat(second.migration(NAME).step()).isEqualTo("ready");
        }
    }

    @Test
    void completeIsNotForTheFlagAlone() {
        try (Lab lab = customers(100)) {
            JdbcMigrationEngine engine = lab.opened(Lab.split());
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            engine.advance(NAME);
            engine.advance(NAME);
            engine.advance(NAME);
            assertThat(engine.migration(NAME).stage()).isEqualTo("ramp-down");
            assertThat(refused(() -> lab.flags.set("migration." + NAME + ".stage", "complete", null, null)))
                    .hasMessageContaining("advance does the release");
            assertThat(engine.migration(NAME).stage()).isEqualTo("ramp-down");
        }
    }

    @Test
    void aFlagThatWentToOffWhileNoEngineLookedOnMakesEvidenceStale() {
        try (Lab lab = customers(100)) {
            JdbcMigrationEngine first = lab.opened(Lab.split());
            first.start(NAME);
            lab.awaitReady(first, NAME);
            first.close();
            FakeFlags fresh = new FakeFlags();
            lab.ready.clear();
            JdbcMigrationEngine second = lab.open(fresh, Lab.split());
            await().atMost(Lab.PATIENCE).until(() -> Boolean.TRUE.equals(lab.ready.get("shop")));
            assertThat(second.migration(NAME).step()).isEqualTo("none");
            assertThat(fresh.current().migrations().get(NAME).permitted()).isEqualTo(Stage.OFF);
            assertThat(fresh.current().migrations().get(NAME).announced()).isTrue();
        }
    }

    @Test
    void aFileThatChangedAfterStartIsNotGoneOnWith() {
        try (Lab lab = customers(20_000)) {
            JdbcMigrationEngine first = lab.opened(slow(Lab.split()));
            first.start(NAME);
            awaitCheckpoint(lab);
            first.close();
            lab.flags.restart();
            lab.ready.clear();
            JdbcMigrationEngine second = lab.opened(Lab.rename(NAME, "customers", "full_name", "name"));
            MigrationStatus status = lab.awaitStep(second, NAME, "failed");
            assertThat(status.blockedBy()).anyMatch(b -> b.contains("file changed after start"));
            assertThat(status.stage()).as("what was started stays in force").isEqualTo("dual-write");
            assertThat(lab.flags.current().migrations().get(NAME).migration().newColumns())
                    .hasSize(2);
        }
    }
}
