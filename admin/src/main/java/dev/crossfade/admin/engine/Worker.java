package dev.crossfade.admin.engine;

import dev.crossfade.flags.CrossfadeException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives the steps of one migration: one thread at most works for it, and only while there is something to do. */
final class Worker implements Control {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Backoff RECONNECT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final MigrationRunner runner;
    private final DatabaseContext database;
    private final Object monitor = new Object();

    private volatile List<String> blockedBy = List.of();
    private volatile @Nullable Meter meter;
    private volatile boolean stop;
    private boolean running; // guarded by monitor
    private boolean again; // guarded by monitor

    Worker(MigrationRunner runner, DatabaseContext database) {
        this.runner = runner;
        this.database = database;
    }

    /** What it waits for, in words. */
    List<String> blockedBy() {
        return blockedBy;
    }

    /** How far it is, or null. */
    @Nullable
    Meter meter() {
        return meter;
    }

    /** A pause was ended. */
    void wake() {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    /** Lets a thread of the engine go on with this migration if there is anything to do. */
    void submit() {
        synchronized (monitor) {
            again = true;
            if (running) {
                monitor.notifyAll();
                return;
            }
            running = true;
        }
        try {
            database.executor().execute(this::work);
        } catch (RejectedExecutionException e) {
            synchronized (monitor) {
                running = false;
            }
        }
    }

    /** Makes running work stop at its next look, and waits for nothing. */
    void halt() {
        synchronized (monitor) {
            stop = true;
            monitor.notifyAll();
        }
    }

    /** Waits until no thread works for it; false when one still does at the end. */
    boolean awaitIdle(long endNanos) throws InterruptedException {
        synchronized (monitor) {
            for (long left = endNanos - System.nanoTime(); running; left = endNanos - System.nanoTime()) {
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(monitor, left);
            }
            return true;
        }
    }

    private void work() {
        Thread.currentThread().setName("crossfade-migration-" + runner.name());
        int failures = 0;
        Step failedIn = Step.NONE;
        while (true) {
            synchronized (monitor) {
                if (!again || !database.active()) {
                    running = false;
                    monitor.notifyAll();
                    return;
                }
                again = false;
                stop = false;
            }
            try {
                new Steps(runner).run();
                failures = 0;
                blockedBy = List.of();
                meter = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                synchronized (monitor) {
                    running = false;
                    monitor.notifyAll();
                }
                return;
            } catch (StoppedException | StateStore.OvertakenException e) {
                LOG.debug("{}: {}", runner.name(), e.getMessage());
                refreshQuietly();
            } catch (StepFailedException e) {
                fail(String.valueOf(e.getMessage()));
            } catch (CrossfadeException e) {
                fail(e.getMessage() + (e.hint() == null ? "" : ". " + e.hint()));
            } catch (SQLException e) {
                if (Errors.isConnectionLost(e) && !database.active()) {
                    LOG.debug("{}: stopped with the engine", runner.name(), e);
                } else if (Errors.isConnectionLost(e)) {
                    // Whether the last transaction committed is asked of the database: state and checkpoint are read
                    // anew.
                    failures = runner.evidence().step() == failedIn ? failures + 1 : 1;
                    failedIn = runner.evidence().step();
                    blockedBy = List.of("the database does not answer, trying again: " + Errors.firstLine(e));
                    pauseQuietly(RECONNECT
                            .pause(failures, ThreadLocalRandom.current())
                            .toMillis());
                    refreshQuietly();
                    synchronized (monitor) {
                        again = true;
                    }
                } else {
                    LOG.warn(
                            "{}: step {} failed",
                            runner.name(),
                            runner.evidence().step().word(),
                            e);
                    fail("the database says: " + Errors.firstLine(e) + " (SQLSTATE " + Errors.state(e) + ")");
                }
            } catch (RuntimeException e) {
                LOG.error(
                        "{}: step {} failed",
                        runner.name(),
                        runner.evidence().step().word(),
                        e);
                fail("unexpected: " + e);
            }
        }
    }

    private void pauseQuietly(long millis) {
        try {
            rest(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refreshQuietly() {
        try {
            runner.refresh();
        } catch (SQLException e) {
            LOG.debug("{}: state not read", runner.name(), e);
        }
    }

    /** Records that the present step failed; the migration waits for a person. */
    void fail(String message) {
        Evidence now = runner.evidence();
        blockedBy = List.of();
        meter = null;
        try {
            database.db().run(c -> database.store().fail(c, runner.name(), now.epoch(), now.step(), message));
            runner.refresh();
        } catch (SQLException e) {
            LOG.warn("{}: could not record that it failed: {}", runner.name(), message, e);
            blockedBy = List.of(message);
        }
        LOG.warn("{}: failed in step {}: {}", runner.name(), now.step().word(), message);
        runner.syncPermit();
    }

    @Override
    public void proceed() throws InterruptedException {
        synchronized (monitor) {
            while (true) {
                if (stop || !database.active()) {
                    throw new StoppedException();
                }
                if (!runner.evidence().paused()) {
                    return;
                }
                monitor.wait(1_000);
            }
        }
    }

    @Override
    public void rest(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (monitor) {
            while (true) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0 || stop) {
                    return;
                }
                monitor.wait(left);
            }
        }
    }

    @Override
    public void blockedBy(List<String> blockers) {
        blockedBy = List.copyOf(blockers);
    }

    @Override
    public void progress(Meter newMeter) {
        meter = newMeter;
    }
}
