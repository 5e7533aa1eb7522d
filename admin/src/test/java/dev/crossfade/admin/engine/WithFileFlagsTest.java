package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FileFlagControl;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Problem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
                JdbcMigrationEngine engine = lab.opened(flags, Lab.split());
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
                JdbcMigrationEngine engine = lab.opened(flags, Lab.split());
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
                JdbcMigrationEngine engine = lab.opened(flags, EvidenceTest.slow(Lab.split()));
                engine.start(NAME);
                EvidenceTest.awaitCheckpoint(lab);
                engine.close();
            }
            lab.ready.clear();
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                JdbcMigrationEngine engine = lab.opened(flags, Lab.split());
                MigrationStatus status = lab.awaitReady(engine, NAME);
                assertThat(status.stage()).isEqualTo("dual-write");
                assertThat(status.evidence().rowsVerified()).isEqualTo(20_000);
                assertThat(status.evidence().rowsDiffering()).isZero();
                engine.close();
            }
        }
    }

    @Test
    void nobodyIsLetInBeforeBothSidesAreWrittenAgain() {
        Path file = folder.resolve("flags.json");
        try (Lab lab = customers(3000)) {
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                JdbcMigrationEngine engine = lab.opened(flags, Lab.split());
                engine.start(NAME);
                lab.awaitReady(engine, NAME);
                engine.close();
            }
            lab.ready.clear();
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                AtomicBoolean deaf = new AtomicBoolean(true);
                JdbcMigrationEngine engine = lab.open(withoutPermits(flags, deaf), Lab.split());
                await().atMost(Lab.PATIENCE)
                        .until(() -> String.join("", engine.migration(NAME).blockedBy())
                                .contains("is not back at stage dual-write yet"));
                assertThat(engine.migration(NAME).stage()).isEqualTo("off");
                assertThat(lab.ready).doesNotContainEntry("shop", true);
                deaf.set(false);
                await().atMost(Lab.PATIENCE).until(() -> Boolean.TRUE.equals(lab.ready.get("shop")));
                assertThat(engine.migration(NAME).stage()).isEqualTo("dual-write");
                engine.close();
            }
        }
    }

    /** The flags, which while {@code deaf} do not come to hear what evidence permits, and so stay at off. */
    private static FlagControl withoutPermits(FlagControl flags, AtomicBoolean deaf) {
        return (FlagControl) Proxy.newProxyInstance(
                FlagControl.class.getClassLoader(), new Class<?>[] {FlagControl.class}, (self, method, arguments) -> {
                    if (method.getName().equals("permit") && deaf.get()) {
                        return null;
                    }
                    try {
                        return method.invoke(flags, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
