package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.RollbackBounds;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl.FlagState;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.ShadowReport;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a migration go on by itself whose file says {@code advance: auto}: from dual-write through the contract, whenever
 * {@link Missing#toGoOn} has nothing to say. It writes the flag, as {@code advance} does, and the gate asks the evidence again.
 *
 * <p>{@link #look} is for the database's engine thread and never waits for clients; the flag is written by another.
 */
final class SelfAdvance {
    private static final Logger LOG = LoggerFactory.getLogger(SelfAdvance.class);

    /** After one that was refused, or failed: what is known has been looked at anew by then. */
    private static final long TRY_AGAIN_POLLS = 2;

    private final MigrationRunner runner;
    private final DatabaseContext database;
    private final Duration tryAgain;
    private volatile MigrationStatus.@Nullable Automatic told;
    private volatile boolean going;
    private volatile @Nullable String refusal;
    private volatile long notBeforeNanos = System.nanoTime();
    /** What was said last of not being able to: the same is not said again. */
    private @Nullable String lastSaid;

    SelfAdvance(MigrationRunner runner, DatabaseContext database) {
        this.runner = runner;
        this.database = database;
        this.tryAgain = Duration.ofMillis(TRY_AGAIN_POLLS * database.limits().catalogPollMillis());
    }

    /** What it waits for, as known last; null where its file does not want it, or there is nowhere to go. */
    MigrationStatus.@Nullable Automatic told() {
        return told;
    }

    /** Looks once. */
    void look(Standing.@Nullable Now stands) {
        Stage at = stands == null ? null : stands.standing().stage();
        Step step = runner.evidence().step();
        if (!runner.spec().advancesItself() || step == Step.NONE || step == Step.DONE || at == Stage.OFF) {
            told = null;
            refusal = null;
            return;
        }
        if (stands == null || at == null) {
            return; // on its way
        }
        List<String> missing = missing(stands);
        Instant over = stands.standing().since().plus(kept(at));
        String refused = refusal;
        told = new MigrationStatus.Automatic(
                next(at), over.toString(), missing.isEmpty() && refused != null ? List.of(refused) : missing);
        if (!missing.isEmpty() || going || System.nanoTime() - notBeforeNanos < 0) {
            return;
        }
        going = true;
        try {
            database.executor().execute(() -> {
                try {
                    go(stands);
                } finally {
                    going = false;
                }
            });
        } catch (RejectedExecutionException e) {
            going = false;
            LOG.debug("{}: closing", runner.name());
        }
    }

    private static String next(Stage at) {
        return at == Stage.COMPLETE ? "contract" : at.next().variant();
    }

    /** Not less than what may send it back takes to be measured. */
    private Duration kept(Stage at) {
        RollbackBounds bounds = runner.spec().rollback();
        Duration soak = at == Stage.DUAL_WRITE ? Duration.ZERO : runner.spec().soak();
        return bounds == null || bounds.window().compareTo(soak) < 0 ? soak : bounds.window();
    }

    private List<String> missing(Standing.Now stands) {
        Stage at = stands.standing().stage();
        FlagState flag = database.flags().flag(runner.migration().stageFlag()).orElse(null);
        ShadowReport shadow = runner.shadow();
        return Missing.toGoOn(new Missing.Situation(
                stands.standing(),
                stands.now(),
                kept(at),
                runner.evidence(),
                flag,
                runner.deadLetters(),
                runner.observed().rows(),
                runner.guardProblem(),
                shadow == null ? 0 : shadow.compared(),
                shadow == null ? 0 : shadow.mismatches()));
    }

    /** Asks the database for all that is known of it once more, and goes on. */
    private void go(Standing.Now stands) {
        Stage at = stands.standing().stage();
        String does = at == Stage.RAMP_DOWN ? "release" : at == Stage.COMPLETE ? "contract" : "stage";
        String why = null;
        String problem = null;
        long snapshot = 0;
        try {
            runner.refresh();
            runner.refreshDeadLetters();
            runner.refreshGuard();
            runner.refreshObserved();
            MigrationState state = runner.state();
            if (!missing(stands).isEmpty() || state == null || state.inForce() != at || state.requested() != at) {
                return; // the next look says what
            }
            why = why(stands);
            switch (at) {
                case RAMP_DOWN -> runner.verbs().release();
                case COMPLETE -> runner.verbs().contract();
                default -> snapshot = writeFlag(at);
            }
            refusal = null;
            lastSaid = null;
            LOG.info("migration {} goes on by itself from {} to {}: {}", runner.name(), at.variant(), next(at), why);
        } catch (SQLException e) {
            LOG.debug("{}: does not go on now", runner.name(), e);
            later("the database does not answer: " + Errors.firstLine(e));
            return;
        } catch (CrossfadeException e) {
            problem = e.problem().name();
            why = String.valueOf(e.getMessage());
            later(why);
            if ((at + problem).equals(lastSaid)) {
                return;
            }
            lastSaid = at + problem;
            LOG.warn(
                    "migration {} cannot go on by itself from {} to {}: {}",
                    runner.name(),
                    at.variant(),
                    next(at),
                    why);
        } catch (RuntimeException e) {
            LOG.error("migration {} does not go on by itself", runner.name(), e);
            later("unexpected: " + e);
            return;
        }
        database.moved(new AutomaticAdvance(
                runner.name(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                at.variant(),
                at.next().variant(),
                does,
                why,
                problem,
                snapshot));
    }

    private void later(String why) {
        refusal = "it could not go on, and tries again: " + why;
        notBeforeNanos = System.nanoTime() + tryAgain.toNanos();
    }

    private String why(Standing.Now stands) {
        Evidence evidence = runner.evidence();
        return "its file says advance: auto; at " + stands.standing().stage().variant() + " since "
                + stands.standing().since().truncatedTo(ChronoUnit.SECONDS) + ", "
                + evidence.rowsVerified() + " rows verified at " + evidence.verifiedAt();
    }

    /** Only if the flag still is as it was when nothing was missing. */
    private long writeFlag(Stage at) {
        String key = runner.migration().stageFlag();
        FlagState flag = database.flags().flag(key).orElse(null);
        if (flag == null || !flag.variant().equals(at.variant()) || flag.percent() != null || flag.targeting()) {
            throw new CrossfadeException(Problem.WRONG_STATE, "the stage has changed meanwhile", null);
        }
        return database.flags().set(key, at.next().variant(), null, flag.etag()).snapshot();
    }
}
