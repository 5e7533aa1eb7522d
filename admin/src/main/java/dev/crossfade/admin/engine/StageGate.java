package dev.crossfade.admin.engine;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.ShadowReport;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What flags ask of one migration before its stage changes. Called while they hold locks of their own. */
final class StageGate {
    private static final Logger LOG = LoggerFactory.getLogger(StageGate.class);

    private final MigrationRunner runner;
    private final DatabaseContext database;

    StageGate(MigrationRunner runner, DatabaseContext database) {
        this.runner = runner;
        this.database = database;
    }

    private String name() {
        return runner.name();
    }

    void beforeChange(Stage from, Stage to) {
        try {
            if (to.isBefore(from)) {
                goingBack(from, to);
            } else {
                goingForward(to);
            }
        } catch (SQLException e) {
            throw database.db().problem(e);
        } catch (StateStore.OvertakenException e) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + name() + " has moved on meanwhile, or another engine has taken over",
                    "Look at its status.",
                    e);
        }
    }

    private void goingBack(Stage from, Stage to) throws SQLException {
        if (from == Stage.COMPLETE) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + name() + " is complete: old is not written any more",
                    "The way back needs a backfill of old, which this version does not have.");
        }
        if (runner.evidence().released() && to.isBefore(runner.evidence().needs())) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + name()
                            + " has released the old columns: what goes around the proxy does not keep them"
                            + " any more",
                    "It goes on to complete by itself.");
        }
        MigrationState state = runner.state();
        if (state == null || !state.permitted().isBefore(from)) {
            runner.standings().takenBack();
        }
        Step reached = runner.evidence().reached();
        if (from == Stage.RAMP_DOWN) {
            database.db().run(c -> database.store().leaveRampDown(c, name()));
            runner.refresh();
            if (runner.evidence().step() == Step.RETRACT) {
                runner.worker().halt();
                later(runner.worker()::submit);
            }
        } else if (from == Stage.LIVE && (reached == Step.RELEASE || reached == Step.RETRACT)) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + name()
                            + " still takes back what its release had begun: constraints on the new columns that"
                            + " a value which does not convert would break",
                    "Ask again in a moment; its status says how far it is.");
        }
        if (to == Stage.OFF) {
            boolean aborting = runner.evidence().step() == Step.ABORT;
            runner.deleteEvidence();
            if (!aborting) {
                runner.worker().halt();
            }
            later(runner::syncPermit);
        }
    }

    private void goingForward(Stage to) throws SQLException {
        if (!database.holdsLock()) {
            throw new CrossfadeException(
                    Problem.BACKEND_UNREACHABLE,
                    "the engine does not work on database " + runner.migration().database() + ": "
                            + String.join("; ", database.inactiveBecause()),
                    "Nothing was changed.");
        }
        if (to == Stage.LIVE) {
            // confirmLive asks the database in a moment; one round trip less is a millisecond less on the way to live.
            refuseMissing(runner.evidence(), runner.deadLetters(), to);
        } else {
            require(to);
        }
        if (runner.requested().isBefore(to)) { // and not on its way to where it was before a restart
            runner.standings().letGo();
        }
        if (to == Stage.SHADOW) {
            runner.forgetShadow();
        }
        if (to == Stage.COMPLETE) {
            // Before anybody writes new only: whoever loads this later knows that old is stale.
            database.db().run(c -> database.store().complete(c, name()));
            runner.refresh();
        }
    }

    void confirmLive() {
        boolean allowed = false;
        try {
            require(runner.proveLive(), Stage.LIVE);
            allowed = true;
        } catch (SQLException e) {
            if (Errors.isPassing(e)) {
                throw new CrossfadeException(
                        Problem.DEADLINE_PASSED,
                        "migration " + name()
                                + " may not go to live: a transaction that recorded a dead letter is still" + " open",
                        "End it, then ask again.",
                        e);
            }
            throw database.db().problem(e);
        } finally {
            if (!allowed) {
                runner.notLive();
            }
        }
    }

    private void require(Stage to) throws SQLException {
        boolean started = runner.evidence().step() != Step.NONE;
        require(started ? database.db().find(c -> database.store().proof(c, name())) : null, to);
    }

    /** By the evidence, and the dead letters recorded since. */
    private void require(StateStore.@Nullable Proof proof, Stage to) {
        Evidence now = proof == null ? Evidence.none(runner.spec().digest()) : proof.evidence();
        long recorded = proof == null ? 0 : proof.recorded();
        runner.deadLetters(recorded);
        refuseMissing(now, recorded, to);
    }

    private void refuseMissing(Evidence now, long recorded, Stage to) {
        String missing = Missing.forStage(now, recorded, runner.guardProblem(), to);
        ShadowReport shadow = to == Stage.LIVE ? runner.shadow() : null;
        if (missing == null && shadow != null && shadow.mismatches() > 0) {
            missing = Missing.mismatches(shadow.mismatches());
        }
        if (missing == null && to == Stage.LIVE && runner.observed().rows() > 0) {
            missing = runner.observed().words();
        }
        if (missing != null) {
            throw new CrossfadeException(
                    Problem.NOT_PERMITTED,
                    "migration " + name() + " may not go to " + to.variant() + ": " + missing,
                    Missing.hint(now, to));
        }
    }

    private void later(Runnable task) {
        try {
            database.executor().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: closing", name());
        }
    }
}
