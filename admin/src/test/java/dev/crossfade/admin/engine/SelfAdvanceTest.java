package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.config.RollbackBounds;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Problem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code advance: auto}: what goes on by itself, what does not, and what a restart must not forget of either. */
class SelfAdvanceTest {
    private static final String NAME = "code";
    private static final Duration A_WHILE = Duration.ofMillis(700);

    private static MigrationSpec auto(Duration soak, @Nullable RollbackBounds rollback, boolean auto) {
        MigrationSpec spec = Lab.retype(NAME, "orders", "code", "code_new", "int");
        return new MigrationSpec(
                spec.migration(),
                spec.backfill(),
                soak,
                MigrationSpec.Guard.REPAIR,
                spec.digest(),
                false,
                rollback,
                auto);
    }

    private static MigrationSpec auto(Duration soak) {
        return auto(soak, null, true);
    }

    private static Lab orders() {
        return new Lab(
                "CREATE TABLE orders (id int PRIMARY KEY, code text NOT NULL)",
                "INSERT INTO orders SELECT i, i::text FROM generate_series(1, 50) i");
    }

    private static MigrationStatus await(MigrationEngine engine, Predicate<MigrationStatus> until) {
        Awaitility.await()
                .atMost(Lab.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> until.test(engine.migration(NAME)));
        return engine.migration(NAME);
    }

    private static MigrationStatus awaitStage(MigrationEngine engine, String stage) {
        return await(engine, status -> status.stage().equals(stage));
    }

    private static MigrationStatus waitsFor(MigrationEngine engine, String words) {
        return await(
                engine,
                status -> status.automatic() != null
                        && status.automatic().waitsFor().toString().contains(words));
    }

    private static void stays(MigrationEngine engine, String stage) {
        Awaitility.await()
                .during(A_WHILE)
                .atMost(Lab.PATIENCE)
                .until(() -> engine.migration(NAME).stage().equals(stage));
    }

    @Test
    void goesThroughTheContractOnceEverythingIsProved() {
        try (Lab lab = orders()) {
            JdbcMigrationEngine engine = lab.opened(auto(Duration.ZERO));
            List<String> moves = new CopyOnWriteArrayList<>();
            engine.onMove(
                    move -> moves.add(move.from() + " " + ((AutomaticAdvance) move).does() + " " + move.problem()));
            engine.start(NAME);
            MigrationStatus waits = waitsFor(engine, "no read has been answered by both sides yet");
            assertThat(waits.stage()).isEqualTo("shadow");
            assertThat(waits.automatic().next()).isEqualTo("live");
            stays(engine, "shadow");
            lab.compared.set(1);
            lab.awaitStep(engine, NAME, "done");
            assertThat(engine.migration(NAME).stage()).isEqualTo("complete");
            await(engine, status -> status.automatic() == null);
            assertThat(moves)
                    .containsExactly(
                            "dual-write stage null",
                            "shadow stage null",
                            "live stage null",
                            "ramp-down release null",
                            "complete contract null");
            assertThat(lab.one("SELECT string_agg(attname, ' ' ORDER BY attname) FROM pg_attribute WHERE attrelid ="
                            + " 'orders'::regclass AND attnum > 0 AND NOT attisdropped"))
                    .isEqualTo("code_new id");
        }
    }

    @Test
    void aFileThatDoesNotAskForItStays() {
        try (Lab lab = orders()) {
            JdbcMigrationEngine engine = lab.opened(auto(Duration.ZERO, null, false));
            engine.start(NAME);
            assertThat(lab.awaitReady(engine, NAME).automatic()).isNull();
            stays(engine, "dual-write");
        }
    }

    @Test
    void eachStageIsKeptForTheSoakWhichARestartDoesNotBeginAnew() {
        try (Lab lab = orders()) {
            JdbcMigrationEngine engine = lab.opened(auto(Duration.ofHours(1)));
            engine.start(NAME);
            MigrationStatus waits = waitsFor(engine, "it is kept at shadow until");
            String notBefore = waits.automatic().notBefore();
            lab.compared.set(1);
            stays(engine, "shadow");
            engine.close();
            lab.flags.restart();
            lab.ready.clear();
            JdbcMigrationEngine second = lab.opened(auto(Duration.ofHours(1)));
            assertThat(waitsFor(second, "it is kept at shadow until")
                            .automatic()
                            .notBefore())
                    .isEqualTo(notBefore);
            lab.compared.set(1);
            // an hour passes
            lab.sql("UPDATE crossfade.standing SET since = since - interval '1 hour'");
            awaitStage(second, "live");
            waitsFor(second, "it is kept at live until");
        }
    }

    @Test
    void whatWasTakenBackStaysUntilSomebodyHasItGoOnAlsoAfterARestart() {
        try (Lab lab = orders()) {
            JdbcMigrationEngine engine = lab.opened(auto(Duration.ZERO));
            engine.start(NAME);
            awaitStage(engine, "shadow");
            engine.rollback(NAME);
            waitsFor(engine, "it was taken back to dual-write");
            stays(engine, "dual-write");
            engine.close();
            lab.flags.restart();
            lab.ready.clear();
            JdbcMigrationEngine second = lab.opened(auto(Duration.ZERO));
            waitsFor(second, "it was taken back to dual-write");
            stays(second, "dual-write");
            second.advance(NAME);
            waitsFor(second, "no read has been answered by both sides yet");
            lab.compared.set(1);
            lab.awaitStep(second, NAME, "done");
        }
    }

    @Test
    void takenBackWhileNoEngineLookedOn() {
        try (Lab lab = orders()) {
            JdbcMigrationEngine engine = lab.opened(auto(Duration.ZERO));
            engine.start(NAME);
            waitsFor(engine, "no read has been answered");
            engine.close();
            // as a flag file that was edited while the process was down
            lab.sql("UPDATE crossfade.standing SET stage = 'live'");
            lab.flags.restart();
            lab.ready.clear();
            JdbcMigrationEngine second = lab.opened(auto(Duration.ZERO));
            waitsFor(second, "it was taken back to shadow");
            lab.compared.set(1);
            stays(second, "shadow");
        }
    }

    @Test
    void aPauseHoldsIt() {
        try (Lab lab = orders()) {
            JdbcMigrationEngine engine = lab.opened(auto(Duration.ZERO));
            engine.start(NAME);
            waitsFor(engine, "no read has been answered");
            engine.pause(NAME);
            lab.compared.set(1);
            waitsFor(engine, "it is paused");
            stays(engine, "shadow");
            engine.resume(NAME);
            lab.awaitStep(engine, NAME, "done");
        }
    }

    @Test
    void doesNotGoOnWithDeadLettersOrAfterAFailure() {
        try (Lab lab = orders()) {
            lab.sql("INSERT INTO orders VALUES (51, 'none')");
            JdbcMigrationEngine engine = lab.opened(auto(Duration.ZERO));
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            waitsFor(engine, "1 dead letter(s)");
            stays(engine, "dual-write");
            lab.sql("DELETE FROM orders WHERE id = 51");
            engine.resume(NAME);
            awaitStage(engine, "shadow");
        }
    }

    @Test
    void aFlagStoreThatIsAwayIsAskedAgainAndWhatIsInItsWayIsToldOnce() {
        try (Lab lab = orders()) {
            AtomicBoolean away = new AtomicBoolean(true);
            List<ByItself> moves = new CopyOnWriteArrayList<>();
            List<String> tries = new CopyOnWriteArrayList<>();
            JdbcMigrationEngine engine = lab.opened(storeAway(lab.flags, away, tries), auto(Duration.ZERO));
            engine.onMove(moves::add);
            engine.start(NAME);
            waitsFor(engine, "the flag store does not answer");
            Awaitility.await().atMost(Lab.PATIENCE).until(() -> tries.size() >= 3);
            assertThat(engine.migration(NAME).stage()).isEqualTo("dual-write");
            away.set(false);
            awaitStage(engine, "shadow");
            Awaitility.await().atMost(Lab.PATIENCE).until(() -> moves.size() == 2);
            assertThat(moves.get(0).problem()).isEqualTo("BACKEND_UNREACHABLE");
            assertThat(moves.get(1).problem()).isNull();
        }
    }

    /** Flags whose store cannot be written while {@code away}, but for the step to dual-write that start makes. */
    private static FlagControl storeAway(FlagControl flags, AtomicBoolean away, List<String> tries) {
        return (FlagControl) Proxy.newProxyInstance(
                FlagControl.class.getClassLoader(), new Class<?>[] {FlagControl.class}, (self, method, arguments) -> {
                    if (method.getName().equals("set") && !arguments[1].equals("dual-write") && away.get()) {
                        tries.add(String.valueOf(arguments[1]));
                        throw new CrossfadeException(
                                Problem.BACKEND_UNREACHABLE, "the flag store does not answer", null);
                    }
                    try {
                        return method.invoke(flags, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whatSentItBackOnceDoesNotCountAgainAfterARestart() {
        RollbackBounds bounds = new RollbackBounds(null, 0L, null, null, null, Duration.ofSeconds(1), 1);
        try (Lab lab = orders()) {
            lab.sql("INSERT INTO orders VALUES (51, 'none')");
            JdbcMigrationEngine engine = lab.opened(auto(Duration.ZERO, bounds, false));
            List<ByItself> moves = new ArrayList<>();
            engine.onMove(moves::add);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            engine.advance(NAME);
            await(engine, status -> status.blockedBy().toString().contains("went back by itself from shadow"));
            assertThat(engine.migration(NAME).stage()).isEqualTo("dual-write");
            Awaitility.await()
                    .atMost(Lab.PATIENCE)
                    .until(() ->
                            "1 true".equals(lab.one("SELECT letters || ' ' || by_itself FROM crossfade.standing")));
            engine.close();
            lab.flags.restart();
            lab.ready.clear();
            JdbcMigrationEngine second = lab.opened(auto(Duration.ZERO, bounds, false));
            await(second, status -> status.blockedBy().toString().contains("went back by itself from shadow"));
            second.advance(NAME);
            await(second, status -> !status.blockedBy().toString().contains("went back by itself"));
            stays(second, "shadow");
            assertThat(moves).hasSize(1);
        }
    }
}
