package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.MigrationStatus.Progress;
import dev.crossfade.admin.engine.preflight.Preflight;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.ShadowReport;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the API asks of one migration. {@link #operation} serialises it, and is never taken by the gate. */
final class Verbs implements Driven {
    private static final long RETIRE_TIMEOUT_MILLIS = 2_000;

    private final MigrationRunner runner;
    private final DatabaseContext database;
    private final ReentrantLock operation = new ReentrantLock();

    private boolean retired; // guarded by operation

    Verbs(MigrationRunner runner, DatabaseContext database) {
        this.runner = runner;
        this.database = database;
    }

    private String name() {
        return runner.name();
    }

    /**
     * It is to be gone, or to be replaced by another definition of its name: from now on it cannot be started.
     *
     * @return null, or why it must stay; then nothing has changed
     */
    @Nullable
    String retire(boolean replaced) {
        try {
            if (!operation.tryLock(RETIRE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                return "migration " + name() + " is busy with a request; try again";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
        try {
            String what = replaced ? "its definition has changed" : "its file or its database is gone";
            MigrationState state = runner.state();
            if (!database.active() || !runner.isLoaded()) {
                return "migration " + name() + ": " + what + ", but whether it has been started is not known: "
                        + String.join("; ", database.inactiveBecause());
            }
            if (runner.evidence().step() != Step.NONE
                    && (replaced || runner.evidence().step() != Step.DONE)) {
                return "migration " + name() + ": " + what + ", but it has been started and is in step "
                        + runner.evidence().step().word() + "; put it back, or abort the migration first";
            }
            if (replaced && state != null && state.announced()) {
                return "migration " + name() + ": " + what + ", but the old one was carried out since Crossfade"
                        + " started; a restart is needed";
            }
            retired = true;
            return null;
        } finally {
            operation.unlock();
        }
    }

    /** It stays after all. */
    void reinstate() {
        operation.lock();
        try {
            retired = false;
        } finally {
            operation.unlock();
        }
    }

    @Override
    public MigrationStatus status() {
        Evidence now = runner.evidence();
        Meter current = runner.worker().meter();
        Progress progress = current == null ? null : current.progress();
        MigrationState state = runner.state();
        ShadowReport shadow = runner.shadow();
        List<String> blockers = new ArrayList<>(database.inactiveBecause());
        blockers.addAll(runner.worker().blockedBy());
        if (now.message() != null) {
            blockers.add(now.message());
        }
        String heldBack = runner.standings().wentBackByItself();
        if (heldBack != null) {
            blockers.add(heldBack);
        }
        String guardProblem = runner.guardProblem();
        if (guardProblem != null) {
            blockers.add(
                    guardProblem + ", so what does not come through the proxy is not carried; resume puts it back and"
                            + " verifies again");
        }
        Observed observed = runner.observed();
        if (observed.rows() > 0) {
            blockers.add(observed.words() + "; resume verifies again, and live waits for that");
        }
        if (shadow != null && shadow.mismatches() > 0) {
            blockers.add(Missing.mismatches(shadow.mismatches()) + "; once they agree, resume verifies again");
        }
        if (now.step() == Step.READY && runner.deadLetters() > 0) {
            blockers.add(runner.deadLetters()
                    + " dead letter(s) recorded since the last verification; resume verifies again");
        }
        return new MigrationStatus(
                name(),
                runner.migration().database(),
                runner.migration().table().toString(),
                MigrationStatus.COLUMNS,
                runner.inForce().variant(),
                runner.requested().variant(),
                (state == null ? Stage.OFF : state.permitted()).variant(),
                now.step().word(),
                now.paused(),
                progress,
                new MigrationStatus.Evidence(
                        text(now.backfilledAt()),
                        text(now.verifiedAt()),
                        now.rowsVerified(),
                        now.rowsDiffering(),
                        now.deadLettersFound() + runner.deadLetters(),
                        shadow == null ? 0 : shadow.compared(),
                        shadow == null ? 0 : shadow.mismatches(),
                        observed.rows(),
                        text(now.completedAt()),
                        text(now.contractedAt())),
                null,
                runner.selfAdvance().told(),
                runner.migration().companions().stream().map(this::companion).toList(),
                blockers);
    }

    private MigrationStatus.Companion companion(ColumnMigration companion) {
        Meter meter = runner.worker().meter(companion.name());
        return new MigrationStatus.Companion(
                companion.table().toString(),
                companion.oldColumns().get(0),
                companion.newColumns().get(0).name(),
                meter == null ? null : meter.progress());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private interface Operation {
        void run() throws SQLException;
    }

    private MigrationStatus operate(Operation change) {
        operation.lock();
        try {
            if (!database.active()) {
                throw new CrossfadeException(
                        Problem.BACKEND_UNREACHABLE,
                        "the engine does not work on database "
                                + runner.migration().database() + ": " + String.join("; ", database.inactiveBecause()),
                        "Nothing was changed. It goes on by itself when the cause is gone.");
            }
            change.run();
            return status();
        } catch (SQLException e) {
            if (Errors.isConnectionLost(e)) {
                runner.worker().submit(); // it may be recorded all the same
            }
            throw database.db().problem(e);
        } catch (StateStore.OvertakenException e) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE, "migration " + name() + ": " + e.getMessage(), "Look at its status.", e);
        } finally {
            operation.unlock();
        }
    }

    @Override
    public List<PlannedStep> plan() {
        return database.db().platform().plan(runner);
    }

    MigrationRunner runner() {
        return runner;
    }

    @Override
    public MigrationStatus start() {
        return operate(() -> {
            if (retired) {
                throw wrongState("was removed from the configuration", "Ask again.");
            }
            runner.refresh();
            Evidence now = runner.evidence();
            if (now.released()) {
                throw wrongState("has released its old columns and cannot be started", "advance goes on.");
            }
            boolean begins = now.step() == Step.NONE || now.step() == Step.FAILED;
            // A verification that failed at shadow begins again from there: old is the truth still.
            Stage tooFar = now.step() == Step.FAILED ? Stage.LIVE : Stage.SHADOW;
            if (!begins || !runner.inForce().isBefore(tooFar)) {
                throw wrongState(
                        "is in step " + now.step().word() + " at stage "
                                + runner.inForce().variant() + " and cannot be started",
                        now.step() == Step.READY ? "advance goes on." : "Its status tells what it is doing.");
            }
            ShapeReader.Result read = runner.readShape(now.begun() ? now : null);
            requireNoChanges(read);
            Shape resolved = Preflight.require(name(), read);
            ColumnMigration started = now.definition();
            if (now.begun() && started != null && !started.equals(resolved.migration())) {
                throw wrongState(
                        "was started before with another definition, and the columns of that one are there",
                        "Put the old file back, or abort first: that removes them.");
            }
            Preflight.refuse(
                    name(),
                    database.db()
                            .platform()
                            .findings(
                                    database.db(),
                                    resolved,
                                    now.expandedMembers(name()),
                                    runner.guardWanted(),
                                    others()));
            if (runner.observerWanted()) {
                Preflight.require(name(), new ShapeReader.Result(resolved, Observed.missing(resolved)));
            }
            runner.adopt(resolved);
            database.db().run(c -> {
                database.store().create(c);
                if (runner.inForce() == Stage.OFF) {
                    Standing.forget(c, name());
                }
                database.store().begin(c, resolved, runner.spec().digest(), beginAt(now));
            });
            if (runner.inForce() == Stage.OFF) {
                runner.standings().beginAnew();
            }
            runner.refresh();
            runner.worker().submit();
        });
    }

    /** Changes of the schema under way on a table of it. */
    private void requireNoChanges(ShapeReader.Result read) {
        Shape shape = read.shape();
        Set<TableName> tables =
                new LinkedHashSet<>(Set.of(runner.spec().migration().table()));
        if (shape != null) {
            shape.companions()
                    .forEach(companion -> tables.add(companion.migration().table()));
        }
        List<String> changes = tables.stream()
                .flatMap(table -> database.changesUnderWay(table).stream())
                .toList();
        if (!changes.isEmpty()) {
            throw wrongState("cannot start: " + String.join("; ", changes), "Wait for it, or abort it.");
        }
    }

    /**
     * Where start goes in. What failed while both sides were written goes on there: announce would permit nothing above off,
     * and the stage would fall.
     */
    private Step beginAt(Evidence now) {
        Step failed = now.failedStep();
        if (failed == null || !failed.isDualWriting() || runner.inForce() == Stage.OFF) {
            return Step.ANNOUNCE;
        }
        return failed == Step.DUAL_WRITE ? Step.DUAL_WRITE : Step.BACKFILL;
    }

    private List<ColumnMigration> others() {
        return database.runners().stream()
                .filter(r -> r != runner && r.evidence().step() != Step.NONE)
                .map(MigrationRunner::migration)
                .toList();
    }

    private CrossfadeException wrongState(String what, String hint) {
        return new CrossfadeException(Problem.WRONG_STATE, "migration " + name() + " " + what, hint);
    }

    @Override
    public MigrationStatus advance() {
        if (runner.inForce() == Stage.RAMP_DOWN && runner.requested() == Stage.RAMP_DOWN) {
            return release();
        }
        if (runner.inForce() == Stage.COMPLETE && runner.requested() == Stage.COMPLETE) {
            return contract();
        }
        return flip(runner.requested().next());
    }

    @Override
    public MigrationStatus rollback() {
        if (runner.requested() == Stage.OFF) {
            throw wrongState("is off; there is nothing before it", "abort removes what it added to the database.");
        }
        return flip(runner.requested().previous());
    }

    /** What {@link #advance} does at ramp-down. */
    MigrationStatus release() {
        return operate(() -> {
            runner.refresh();
            Evidence now = runner.evidence();
            if (now.step() == Step.RELEASE) {
                return;
            }
            if (now.step() != Step.READY && now.failedStep() != Step.RELEASE) {
                throw wrongState("is in step " + now.step().word(), "advance again when it is ready.");
            }
            runner.refreshGuard();
            String missing = Missing.forStage(now, runner.deadLetters(), runner.guardProblem(), Stage.RAMP_DOWN);
            String guardProblem = runner.guardProblem();
            if (missing == null && guardProblem != null) {
                missing = Guard.lost(guardProblem);
            }
            runner.refreshObserved();
            if (missing == null && runner.observed().rows() > 0) {
                missing = runner.observed().lost();
            }
            Shape shape = runner.shape();
            if (missing == null && shape != null) {
                missing = database.db().platform().releaseObstacle(database.db(), shape);
            }
            if (missing != null) {
                throw new CrossfadeException(
                        Problem.NOT_PERMITTED,
                        "migration " + name() + " may not be released: " + missing,
                        "plan shows what is carried over and how.");
            }
            database.db().run(c -> database.store().step(c, name(), now.epoch(), Step.RELEASE, ""));
            runner.refresh();
            runner.worker().submit();
        });
    }

    /** What {@link #advance} does at complete. */
    MigrationStatus contract() {
        return operate(() -> {
            runner.refresh();
            Evidence now = runner.evidence();
            if (now.step() == Step.CONTRACT) {
                return;
            }
            if (now.step() == Step.DONE) {
                throw wrongState(
                        "is done: the old columns are gone", "Its file can be removed once no client speaks old.");
            }
            if (now.step() != Step.READY && now.failedStep() != Step.CONTRACT) {
                throw wrongState("is in step " + now.step().word(), "advance again when it is ready.");
            }
            List<String> missing = Contract.missing(runner, now, runner.spec().soak());
            if (!missing.isEmpty()) {
                throw new CrossfadeException(
                        Problem.NOT_PERMITTED,
                        "migration " + name() + " may not drop the old columns: " + String.join("; ", missing),
                        "Nothing was changed. advance again when it is so.");
            }
            database.db().run(c -> database.store().step(c, name(), now.epoch(), Step.CONTRACT, ""));
            runner.refresh();
            runner.worker().submit();
        });
    }

    private MigrationStatus flip(Stage to) {
        if (runner.requested() != runner.inForce()) {
            throw wrongState(
                    "is on its way from stage " + runner.inForce().variant() + " to "
                            + runner.requested().variant(),
                    "Its status tells what it waits for.");
        }
        database.flags().set(runner.migration().stageFlag(), to.variant(), null, null);
        return status();
    }

    @Override
    public MigrationStatus pause() {
        return operate(() -> {
            Step step = runner.evidence().step();
            boolean waits = step == Step.READY && runner.spec().advancesItself();
            if ((!step.isWork() && !waits) || step == Step.ABORT) {
                throw wrongState("is in step " + step.word() + "; there is nothing to pause", "");
            }
            database.db().run(c -> database.store().pause(c, name(), true));
            runner.refresh();
        });
    }

    @Override
    public MigrationStatus resume() {
        return operate(() -> {
            Evidence now = runner.evidence();
            if (now.step() == Step.READY && now.released() && isTurnedGuardTouched()) {
                database.db().run(c -> database.store().step(c, name(), now.epoch(), Step.RELEASE, ""));
                runner.refresh();
                runner.worker().submit();
                return;
            }
            boolean verifyAgain = !now.paused()
                    && now.step() == Step.READY
                    && runner.inForce().isBefore(Stage.LIVE);
            if (!now.paused() && !verifyAgain) {
                throw wrongState(
                        "is not paused, but in step " + now.step().word() + " at stage "
                                + runner.inForce().variant(),
                        now.step() == Step.FAILED ? "start goes on where it failed." : "");
            }
            database.db().run(c -> {
                database.store().pause(c, name(), false);
                if (verifyAgain) {
                    database.store().step(c, name(), now.epoch(), Step.VERIFY, "");
                }
            });
            if (verifyAgain) {
                runner.forgetShadow();
            }
            runner.refresh();
            runner.worker().submit();
            runner.worker().wake();
        });
    }

    private boolean isTurnedGuardTouched() throws SQLException {
        Shape shape = runner.shape();
        return shape != null && database.db().find(c -> database.db().platform().turnedProblem(c, shape)) != null;
    }

    @Override
    public MigrationStatus abort() {
        return operate(() -> {
            runner.refresh();
            if (runner.evidence().released()) {
                throw wrongState(
                        "has released the old columns, and only the new ones are kept",
                        "There is nothing left to go back to.");
            }
            if (!runner.inForce().isBefore(Stage.LIVE) || !runner.requested().isBefore(Stage.LIVE)) {
                throw wrongState(
                        "is at stage " + runner.inForce().variant() + ": the new columns are the truth",
                        "rollback to shadow first.");
            }
            if (runner.evidence().step() == Step.ABORT) {
                return;
            }
            if (database.db().find(c -> database.store().load(c, name())) == null) {
                throw wrongState("was never started; there is nothing to remove", "");
            }
            database.db().run(c -> database.store().beginAbort(c, name()));
            runner.worker().halt();
            runner.refresh();
            runner.worker().submit();
        });
    }
}
