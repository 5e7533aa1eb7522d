package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Control;
import dev.crossfade.admin.engine.Driven;
import dev.crossfade.admin.engine.Errors;
import dev.crossfade.admin.engine.Expected;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.Meter;
import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import dev.crossfade.admin.engine.MigrationStatus;
import dev.crossfade.admin.engine.preflight.LongTransactions;
import dev.crossfade.admin.engine.preflight.Preflight;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the API asks of one change. {@link #operation} serialises it. */
public final class ChangeVerbs implements Driven {
    private static final long RETIRE_TIMEOUT_MILLIS = 2_000;
    private static final MigrationStatus.Evidence NO_EVIDENCE =
            new MigrationStatus.Evidence(null, null, 0, 0, 0, 0, 0, 0, null, null);

    private final ChangeRunner runner;
    private final ReentrantLock operation = new ReentrantLock();

    private boolean retired; // guarded by operation

    ChangeVerbs(ChangeRunner runner) {
        this.runner = runner;
    }

    private String name() {
        return runner.name();
    }

    private ChangeContext context() {
        return runner.context();
    }

    // ---- reload --------------------------------------------------------------------------------------------------

    /**
     * It is to be gone, or to be replaced by another definition of its name: from now on it cannot be started.
     *
     * @return null, or why it must stay; then nothing has changed
     */
    public @Nullable String retire(boolean replaced) {
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
            if (!context().active() || !runner.isLoaded()) {
                return "migration " + name() + ": " + what + ", but whether it has been started is not known: "
                        + String.join("; ", context().inactiveBecause());
            }
            if (replaced ? runner.hasBegun() : runner.isUnderWay()) {
                return "migration " + name() + ": " + what + ", but it has been started; put it back"
                        + (runner.isUnderWay()
                                ? ", or abort the migration first"
                                : " and give the new one its own name");
            }
            retired = true;
            return null;
        } finally {
            operation.unlock();
        }
    }

    /** It stays after all. */
    public void reinstate() {
        operation.lock();
        try {
            retired = false;
        } finally {
            operation.unlock();
        }
    }

    // ---- looking -------------------------------------------------------------------------------------------------

    @Override
    public MigrationStatus status() {
        ChangeState now = runner.state();
        Meter meter = runner.worker().meter();
        List<String> blockers = new ArrayList<>(context().inactiveBecause());
        blockers.addAll(runner.worker().blockedBy());
        if (now != null && now.message() != null) {
            blockers.add(now.message());
        }
        String stage = stage(now);
        return new MigrationStatus(
                name(),
                runner.spec().database(),
                runner.spec().table().toString(),
                runner.spec().change().form(),
                stage,
                stage,
                stage,
                step(now),
                now != null && now.paused(),
                meter == null ? null : meter.progress(),
                NO_EVIDENCE,
                wayBack(now),
                null,
                List.of(),
                blockers);
    }

    private static String stage(@Nullable ChangeState now) {
        if (now == null) {
            return "pending";
        }
        if (now.isDone()) {
            return ChangeState.DONE;
        }
        return now.step().equals(ChangeStep.Gate.READY) && !now.undoing() ? ChangeStep.Gate.READY : "running";
    }

    private static String step(@Nullable ChangeState now) {
        if (now == null) {
            return "none";
        }
        if (now.failed()) {
            return "failed";
        }
        return now.undoing() ? "abort" : now.step();
    }

    private @Nullable String wayBack(@Nullable ChangeState now) {
        if (now == null) {
            return null;
        }
        if (now.isDone()) {
            return runner.kind().wayBack(now.memo());
        }
        return now.undoing()
                ? "it is being taken back, step " + now.step()
                : "abort takes back what was done; it " + (now.failed() ? "failed" : "is") + " in step " + now.step();
    }

    /** The runbook, as it would run now. */
    @Override
    public List<PlannedStep> plan() {
        try {
            return context().db().trial(c -> {
                TargetReader.Result read =
                        TargetReader.read(c, runner.spec(), context().limits().ddlLockTimeout());
                List<Finding> findings = findings(read, c);
                List<String> notes = new ArrayList<>();
                List<PlannedStep> plan = new ArrayList<>();
                Target target = read.target();
                if (target != null) {
                    notes.addAll(LongTransactions.of(c, target.oid()));
                    notes.addAll(runner.kind().notes(c, target));
                }
                plan.add(preflight(findings, notes));
                if (findings.isEmpty() && target != null) {
                    for (ChangeStep step : runner.steps()) {
                        plan.add(step.plan(c, target));
                    }
                }
                return plan;
            });
        } catch (SQLException e) {
            throw context().db().problem(e);
        }
    }

    private List<Finding> findings(TargetReader.Result read, Connection c) throws SQLException {
        List<Finding> findings = new ArrayList<>(read.findings());
        Target target = read.target();
        if (target != null && findings.isEmpty()) {
            for (String other : context().underWay(runner.spec().table(), name())) {
                findings.add(new Finding(other, "One at a time changes a table. Wait for it, or abort it."));
            }
            if (!runner.hasBegun()) { // else what is there already may be its own
                findings.addAll(runner.kind().findings(c, target));
            }
        }
        return findings;
    }

    private static PlannedStep preflight(List<Finding> findings, List<String> notes) {
        String does = findings.isEmpty()
                ? "nothing keeps it from starting"
                : "cannot start: " + findings.stream().map(Finding::toString).collect(Collectors.joining("; "));
        return new PlannedStep(
                "preflight",
                Stream.concat(Stream.of(does), notes.stream().map(n -> "note: " + n))
                        .collect(Collectors.joining("\n")),
                List.of(),
                "none",
                Expected.AT_ONCE,
                "each finding says what to do",
                "nothing to undo");
    }

    // ---- driving -------------------------------------------------------------------------------------------------

    private interface Operation {
        void run() throws SQLException, InterruptedException;
    }

    private MigrationStatus operate(Operation change) {
        operation.lock();
        try {
            if (!context().active()) {
                throw new CrossfadeException(
                        Problem.BACKEND_UNREACHABLE,
                        "the engine does not work on database " + runner.spec().database() + ": "
                                + String.join("; ", context().inactiveBecause()),
                        "Nothing was changed. It goes on by itself when the cause is gone.");
            }
            runner.refresh();
            change.run();
            return status();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrossfadeException(Problem.NOT_READY, "Crossfade is stopping", null, e);
        } catch (SQLException e) {
            if (Errors.isConnectionLost(e)) {
                runner.worker().submit(); // it may be recorded all the same
            }
            throw context().db().problem(e);
        } catch (Control.StoppedException e) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    "migration " + name() + " has moved on, or another engine has taken over",
                    "Look at its status.",
                    e);
        } finally {
            operation.unlock();
        }
    }

    private CrossfadeException wrongState(String what, String hint) {
        return new CrossfadeException(Problem.WRONG_STATE, "migration " + name() + " " + what, hint);
    }

    private ChangeState begun() {
        ChangeState now = runner.state();
        if (now == null) {
            throw wrongState("was never started", "start begins it.");
        }
        return now;
    }

    private void go() throws SQLException {
        runner.refresh();
        runner.worker().submit();
        runner.worker().wake();
    }

    @Override
    public MigrationStatus start() {
        return operate(() -> {
            if (retired) {
                throw wrongState("was removed from the configuration", "Ask again.");
            }
            ChangeState now = runner.state();
            if (now != null) {
                if (!now.failed() || now.undoing()) {
                    throw wrongState(
                            "is in step " + step(now) + " and cannot be started",
                            now.failed()
                                    ? "It failed while it was taken back; abort goes on with that."
                                    : now.isDone()
                                            ? "rollback takes it back, where that can be."
                                            : "Its status tells what it is doing.");
                }
                requireSameFile(now);
                context().db().run(c -> runner.store().again(c, name(), now.epoch()));
                go();
                return;
            }
            Target target = context().db().trial(c -> {
                TargetReader.Result read =
                        TargetReader.read(c, runner.spec(), context().limits().ddlLockTimeout());
                List<Finding> findings = findings(read, c);
                Preflight.refuse(name(), findings);
                Target found = read.target();
                if (found == null) {
                    throw new IllegalStateException("neither table nor findings");
                }
                return found;
            });
            context().db().run(c -> {
                context().createState(c);
                runner.store()
                        .begin(
                                c,
                                runner.spec(),
                                target.oid(),
                                runner.steps().get(0).word());
            });
            go();
        });
    }

    private void requireSameFile(ChangeState now) {
        if (!now.definition().equals(runner.spec().definition())) {
            throw wrongState("was started with another definition", "Put the old file back.");
        }
    }

    @Override
    public MigrationStatus advance() {
        return operate(() -> {
            ChangeState now = begun();
            boolean gated = runner.steps().stream().anyMatch(ChangeStep.Gate.class::isInstance);
            if (now.failed() || now.undoing() || !now.step().equals(ChangeStep.Gate.READY)) {
                throw wrongState(
                        "is in step " + step(now) + "; there is nothing to advance",
                        now.isDone() ? "It is done." : gated ? "advance when it is ready." : "It goes on by itself.");
            }
            requireSameFile(now);
            int index = runner.indexOf(now);
            Target target = context()
                    .db()
                    .call(c -> TargetReader.read(
                            c, runner.spec(), context().limits().ddlLockTimeout()))
                    .target();
            List<String> missing = target == null
                    ? List.of("table " + runner.spec().table() + " is gone")
                    : ((ChangeStep.Gate) runner.steps().get(index)).missing(runner.work(now, target));
            if (!missing.isEmpty()) {
                throw new CrossfadeException(
                        Problem.NOT_PERMITTED,
                        "migration " + name() + " may not go on: " + String.join("; ", missing),
                        "Nothing was changed. advance again when it is so.");
            }
            context().db().run(c -> runner.store().move(c, name(), now.epoch(), runner.after(index), false));
            go();
        });
    }

    /** Takes back what is done. */
    @Override
    public MigrationStatus rollback() {
        return operate(() -> {
            ChangeState now = begun();
            if (!now.isDone()) {
                throw wrongState("is not done but in step " + step(now), "abort takes back what it has done so far.");
            }
            undo(now);
        });
    }

    /** Takes back what was done so far. */
    @Override
    public MigrationStatus abort() {
        return operate(() -> {
            ChangeState now = begun();
            if (now.isDone()) {
                throw wrongState("is done", "rollback takes it back, where that can be.");
            }
            if (now.undoing()) {
                if (now.failed()) {
                    context().db().run(c -> runner.store().again(c, name(), now.epoch()));
                    go();
                }
                return;
            }
            undo(now);
        });
    }

    private void undo(ChangeState now) throws SQLException {
        requireSameFile(now);
        int index = runner.indexOf(now);
        for (int i = 0; i <= index; i++) {
            String lost = runner.steps().get(i).lost();
            if (lost != null && (i < index || now.isDone())) {
                throw wrongState("cannot be taken back", lost);
            }
        }
        context()
                .db()
                .run(c -> runner.store()
                        .undo(c, name(), now, runner.steps().get(index).word(), now.isDone()));
        runner.worker().halt();
        go();
    }

    @Override
    public MigrationStatus pause() {
        return operate(() -> {
            ChangeState now = begun();
            if (now.isDone() || now.failed() || now.undoing() || now.step().equals(ChangeStep.Gate.READY)) {
                throw wrongState("is in step " + step(now) + "; there is nothing to pause", "");
            }
            String restless = runner.steps().get(runner.indexOf(now)).cannotRest();
            if (restless != null) {
                throw wrongState("cannot be paused: " + restless, "abort ends it; start begins anew.");
            }
            context().db().run(c -> runner.store().pause(c, name(), true));
            runner.refresh();
        });
    }

    @Override
    public MigrationStatus resume() {
        return operate(() -> {
            ChangeState now = begun();
            if (!now.paused()) {
                throw wrongState(
                        "is not paused, but in step " + step(now),
                        now.failed() ? "start goes on where it failed." : "");
            }
            context().db().run(c -> runner.store().pause(c, name(), false));
            go();
        });
    }
}
