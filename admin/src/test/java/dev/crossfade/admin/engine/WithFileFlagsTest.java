package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FileFlagControl;
import dev.crossfade.flags.Problem;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engine and flag file together, over restarts. */
class WithFileFlagsTest {
    private static final String NAME = "customer-name";

    @TempDir
    private Path folder;

    private static Lab customers(int rows) {
        return new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text)",
                "INSERT INTO customers SELECT i, 'A' || i || ' B' || i FROM generate_series(1, " + rows + ") i");
    }

    private static void awaitStage(MigrationEngine engine, String stage) {
        await().atMost(Lab.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> engine.migration(NAME).stage().equals(stage));
    }

    @Test
    void walksUpSurvivesARestartWalksDownAndUpAgain() {
        Path file = folder.resolve("flags.json");
        try (Lab lab = customers(3000)) {
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                PostgresMigrationEngine engine = lab.opened(flags, Lab.split());
                assertThat(flags.flag("migration.customer-name.stage")).isPresent();
                CrossfadeException early = catchThrowableOfType(
                        CrossfadeException.class,
                        () -> flags.set("migration.customer-name.stage", "dual-write", null, null));
                assertThat(early.problem()).isEqualTo(Problem.NOT_PERMITTED);
                engine.start(NAME);
                lab.awaitReady(engine, NAME);
                engine.advance(NAME);
                engine.advance(NAME);
                assertThat(engine.migration(NAME).stage()).isEqualTo("live");
                engine.close();
            }
            lab.ready.clear();
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                PostgresMigrationEngine engine = lab.opened(flags, Lab.split());
                assertThat(engine.migration(NAME).stage())
                        .as("in force again before clients are served")
                        .isEqualTo("live");
                engine.rollback(NAME);
                engine.rollback(NAME);
                awaitStage(engine, "dual-write");
                engine.rollback(NAME);
                awaitStage(engine, "off");
                assertThat(engine.migration(NAME).evidence().verifiedAt()).isNull();
                engine.start(NAME);
                lab.awaitReady(engine, NAME);
                engine.advance(NAME);
                engine.abort(NAME);
                lab.awaitStep(engine, NAME, "none");
                assertThat(flags.current().migrations().get(NAME).announced()).isFalse();
                assertThat(flags.flag("migration.customer-name.stage")
                                .orElseThrow()
                                .variant())
                        .isEqualTo("off");
                engine.close();
            }
        }
    }

    @Test
    void aBackfillGoesOnAfterARestart() {
        Path file = folder.resolve("flags.json");
        try (Lab lab = customers(20_000)) {
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                PostgresMigrationEngine engine = lab.opened(flags, EvidenceTest.slow(Lab.split()));
                engine.start(NAME);
                EvidenceTest.awaitCheckpoint(lab);
                engine.close();
            }
            lab.ready.clear();
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                PostgresMigrationEngine engine = lab.opened(flags, Lab.split());
                MigrationStatus status = lab.awaitReady(engine, NAME);
                assertThat(status.stage()).isEqualTo("dual-write");
                assertThat(status.evidence().rowsVerified()).isEqualTo(20_000);
                assertThat(status.evidence().rowsDiffering()).isZero();
                engine.close();
            }
        }
    }
}
