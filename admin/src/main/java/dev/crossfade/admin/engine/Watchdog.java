package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.RollbackBounds;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl.FlagState;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.ClientLatency;
import dev.crossfade.proxy.ClientLatency.Reading;
import dev.crossfade.proxy.ShadowReport;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what a migration does to its clients, and sends it back one stage where that is more than its file allows.
 *
 * <p>{@link #look} is for the database's engine thread; the flag is written by another, as {@code rollback} writes it, so that
 * it does not ask for more than is in force. What the statements took and how many failed at the stage before is measured
 * here and written down with its {@link Standing}; what counts at the present stage begins anew with a restart, but for
 * dead letters, which the database has.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /** After one that was refused. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final MigrationRunner runner;
    private final DatabaseContext database;
    private @Nullable RollbackBounds bounds;
    private @Nullable ClientLatency latency;
    private @Nullable Stage stage;
    private long stageSinceNanos;
    private @Nullable Reading usual;
    private @Nullable Reading before;
    private long mismatchesBefore;
    private long lettersBefore;
    private long notBeforeNanos = System.nanoTime();
    private volatile boolean goingBack;

    Watchdog(MigrationRunner runner, DatabaseContext database) {
        this.runner = runner;
        this.database = database;
    }

    /** A bound, and what was measured. */
    private record Excess(String bound, String measured) {
        String why() {
            return "its file allows " + bound + ", measured was " + measured;
        }
    }

    /**
     * Looks once.
     *
     * @param stands where it stands, or null while it is on its way
     */
    void look(@Nullable Standing stands) throws SQLException {
        RollbackBounds wanted = runner.spec().rollback();
        MigrationState state = runner.state();
        if (wanted == null
                || state == null
                || !state.announced()
                || runner.evidence().released()) {
            close();
            return;
        }
        if (!wanted.equals(bounds)) {
            close();
            bounds = wanted;
            latency = database.host().latency(runner.migration().database(), runner.name(), wanted.window());
        }
        if (stands == null) {
            return;
        }
        Stage now = stands.stage();
        Reading reading = latency == null ? null : latency.read();
        if (now != stage) {
            moved(now, stands);
            return;
        }
        if (reading != null && reading.statements() >= wanted.minStatements()) {
            usual = reading; // kept while nobody asks
        }
        if (goingBack || state.requested() != now || System.nanoTime() - notBeforeNanos < 0) {
            return;
        }
        Excess excess = excess(wanted, now, reading);
        if (excess != null) {
            goBack(now, excess);
        }
    }

    private void moved(Stage now, Standing stands) throws SQLException {
        Stage from = stage;
        if (from == null) { // seen for the first time since the process began
            before = stands.before();
            lettersBefore = stands.letters();
        } else if (from.isBefore(now) && usual != null) {
            before = usual;
            runner.standings().measured(lettersBefore, before);
        }
        if (latency != null) {
            latency.reset();
        }
        usual = null;
        stage = now;
        stageSinceNanos = System.nanoTime();
    }

    /** Nothing is measured any more. */
    void close() {
        ClientLatency open = latency;
        if (open != null) {
            open.close();
        }
        latency = null;
        bounds = null;
        stage = null;
        usual = null;
        before = null;
    }

    private @Nullable Excess excess(RollbackBounds wanted, Stage now, @Nullable Reading reading) throws SQLException {
        if (now == Stage.OFF || now == Stage.COMPLETE) {
            return null;
        }
        Excess errors = reading == null ? null : errors(wanted, reading);
        if (errors != null || now == Stage.DUAL_WRITE) {
            return errors;
        }
        Long most = wanted.mismatches();
        long mismatches = mismatches();
        mismatchesBefore = Math.min(mismatchesBefore, mismatches); // forgotten meanwhile
        if (most != null && mismatches - mismatchesBefore > most) {
            return new Excess("mismatches: " + most, (mismatches - mismatchesBefore) + " read(s) that differ");
        }
        Long mostLetters = wanted.deadLetters();
        if (mostLetters != null) {
            runner.refreshDeadLetters();
            long letters = letters();
            lettersBefore = Math.min(lettersBefore, letters);
            if (letters - lettersBefore > mostLetters) {
                return new Excess("deadLetters: " + mostLetters, (letters - lettersBefore) + " dead letter(s)");
            }
        }
        return reading == null ? null : slow(wanted, reading);
    }

    private long mismatches() {
        ShadowReport shadow = runner.shadow();
        return shadow == null ? 0 : shadow.mismatches();
    }

    private long letters() {
        return runner.evidence().deadLettersFound() + runner.deadLetters();
    }

    private @Nullable Excess errors(RollbackBounds wanted, Reading reading) {
        Double most = wanted.errorRate();
        if (most == null || reading.statements() < wanted.minStatements()) {
            return null;
        }
        Reading there = before;
        double allowed = most + (there == null ? 0 : there.failureRate());
        return reading.failureRate() <= allowed
                ? null
                : new Excess(
                        "errorRate: " + percent(most)
                                + (there == null
                                        ? ""
                                        : " over the " + percent(there.failureRate()) + " at the stage before"),
                        percent(reading.failureRate()) + " of " + reading.statements() + " statements");
    }

    /** Once half the window has passed: what is prepared and planned anew at first says nothing. */
    private @Nullable Excess slow(RollbackBounds wanted, Reading reading) {
        if (reading.statements() < wanted.minStatements()
                || System.nanoTime() - stageSinceNanos < wanted.window().toNanos() / 2) {
            return null;
        }
        Duration most = wanted.p99();
        if (most != null && reading.p99().compareTo(most) > 0) {
            return new Excess(
                    "p99: " + millis(most), millis(reading.p99()) + " of " + reading.statements() + " statements");
        }
        Double factor = wanted.p99Factor();
        Reading there = before;
        if (factor != null
                && there != null
                && reading.p99().toNanos() > factor * there.p99().toNanos()) {
            return new Excess(
                    "p99: " + factor + "x the " + millis(there.p99()) + " at the stage before",
                    millis(reading.p99()) + " of " + reading.statements() + " statements");
        }
        return null;
    }

    private static String percent(double rate) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * rate);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    private void goBack(Stage from, Excess excess) {
        goingBack = true;
        mismatchesBefore = mismatches();
        lettersBefore = letters();
        notBeforeNanos = System.nanoTime() + TRY_AGAIN.toNanos();
        try {
            database.executor().execute(() -> {
                try {
                    database.moved(back(from, excess));
                } finally {
                    goingBack = false;
                }
            });
        } catch (RejectedExecutionException e) {
            goingBack = false;
            LOG.debug("{}: closing", runner.name());
        }
    }

    private AutomaticRollback back(Stage from, Excess excess) {
        Stage to = from.previous();
        String at = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        String problem = null;
        long snapshot = 0;
        try {
            String key = runner.migration().stageFlag();
            FlagState flag = database.flags().flag(key).orElse(null);
            if (flag == null || !flag.variant().equals(from.variant())) {
                throw new CrossfadeException(Problem.WRONG_STATE, "the stage has changed meanwhile", null);
            }
            snapshot =
                    database.flags().set(key, to.variant(), null, flag.etag()).snapshot();
            String words = "went back by itself from " + from.variant() + " to " + to.variant() + " at " + at + ": "
                    + excess.why() + "; it stays there until advance";
            runner.standings().wentBack(words);
            LOG.warn("migration {} {}", runner.name(), words);
            runner.standings().measured(lettersBefore, before);
        } catch (SQLException e) {
            LOG.debug("{}: what it went back for is forgotten with the process", runner.name(), e);
        } catch (CrossfadeException e) {
            problem = e.problem().name();
            LOG.error(
                    "migration {} is to go back from {} to {} ({}), but: {}",
                    runner.name(),
                    from.variant(),
                    to.variant(),
                    excess.why(),
                    e.getMessage());
        }
        return new AutomaticRollback(
                runner.name(),
                at,
                from.variant(),
                to.variant(),
                excess.bound(),
                excess.measured(),
                excess.why(),
                problem,
                snapshot);
    }
}
