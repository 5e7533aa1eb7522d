package dev.crossfade.admin.engine;

import dev.crossfade.flags.CrossfadeException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives the steps of one migration: one thread at most works for it, and only while there is something to do. */
public final class Worker implements Control {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Backoff RECONNECT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final Task task;
    private final BooleanSupplier active;
    private final ExecutorService executor;
    private final Object monitor = new Object();

    private volatile List<String> blockedBy = List.of();
    private volatile @Nullable Meter meter;
    private volatile String member = "";
    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private volatile boolean stop;
    private boolean running; // guarded by monitor
    private boolean again; // guarded by monitor

    /**
     * @param active whether work may be done at all
     * @param executor where
     */
    public Worker(Task task, BooleanSupplier active, ExecutorService executor) {
        this.task = task;
        this.active = active;
        this.executor = executor;
    }

    /** What it drives. */
    public interface Task {
        String name();

        /** The word of the step it is in, as known last. */
        String step();

        boolean paused();

        /** Reads anew where it stands. */
        void refresh() throws SQLException;

        /** Goes on until there is nothing to do. */
        void work() throws SQLException, InterruptedException;

        /** Records that the present step failed, and reads that anew. */
        void record(String failure) throws SQLException;

        /** Whether that could be recorded or not. */
        default void afterFailure() {}
    }

    /** What it waits for, in words. */
    public List<String> blockedBy() {
        return blockedBy;
    }

    /** How far it is, or null. */
    public @Nullable Meter meter() {
        return meter;
    }

    /** How far the last pass over the table of one that moves with it came, or null. */
    @Nullable
    Meter meter(String companion) {
        return meters.get(companion);
    }

    /** Progress is that of {@code member} from now on, one of those that move as one. */
    void member(String name) {
        member = name;
    }

    /** A pause was ended. */
    public void wake() {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    /** Lets a thread of the engine go on with this migration if there is anything to do. */
    public void submit() {
        synchronized (monitor) {
            again = true;
            if (running) {
                monitor.notifyAll();
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::work);
        } catch (RejectedExecutionException e) {
            synchronized (monitor) {
                running = false;
            }
        }
    }

    /** Makes running work stop at its next look, and waits for nothing. */
    public void halt() {
        synchronized (monitor) {
            stop = true;
            monitor.notifyAll();
        }
    }

    /** Waits until no thread works for it; false when one still does at the end. */
    public boolean awaitIdle(long endNanos) throws InterruptedException {
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
        Thread.currentThread().setName("crossfade-migration-" + task.name());
        int failures = 0;
        String failedIn = "";
        while (true) {
            synchronized (monitor) {
                if (!again || !active.getAsBoolean()) {
                    running = false;
                    monitor.notifyAll();
                    return;
                }
                again = false;
                stop = false;
            }
            try {
                task.work();
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
                LOG.debug("{}: {}", task.name(), e.getMessage());
                refreshQuietly();
            } catch (StepFailedException e) {
                fail(String.valueOf(e.getMessage()));
            } catch (CrossfadeException e) {
                fail(e.getMessage() + (e.hint() == null ? "" : ". " + e.hint()));
            } catch (SQLException e) {
                if (Errors.isConnectionLost(e) && !active.getAsBoolean()) {
                    LOG.debug("{}: stopped with the engine", task.name(), e);
                } else if (Errors.isConnectionLost(e)) {
                    // Whether the last transaction committed is asked of the database: state and checkpoint are read
                    // anew.
                    failures = task.step().equals(failedIn) ? failures + 1 : 1;
                    failedIn = task.step();
                    blockedBy = List.of("the database does not answer, trying again: " + Errors.firstLine(e));
                    pauseQuietly(RECONNECT
                            .pause(failures, ThreadLocalRandom.current())
                            .toMillis());
                    refreshQuietly();
                    synchronized (monitor) {
                        again = true;
                    }
                } else {
                    LOG.warn("{}: step {} failed", task.name(), task.step(), e);
                    fail("the database says: " + Errors.firstLine(e) + " (SQLSTATE " + Errors.state(e) + ")");
                }
            } catch (RuntimeException e) {
                LOG.error("{}: step {} failed", task.name(), task.step(), e);
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
            task.refresh();
        } catch (SQLException e) {
            LOG.debug("{}: state not read", task.name(), e);
        }
    }

    /** Records that the present step failed; the migration waits for a person. */
    public void fail(String message) {
        String step = task.step();
        blockedBy = List.of();
        meter = null;
        try {
            task.record(message);
        } catch (SQLException e) {
            LOG.warn("{}: could not record that it failed: {}", task.name(), message, e);
            blockedBy = List.of(message);
        }
        LOG.warn("{}: failed in step {}: {}", task.name(), step, message);
        task.afterFailure();
    }

    @Override
    public void proceed() throws InterruptedException {
        synchronized (monitor) {
            while (true) {
                if (stop || !active.getAsBoolean()) {
                    throw new StoppedException();
                }
                if (!task.paused()) {
                    return;
                }
                monitor.wait(1_000);
            }
        }
    }

    @Override
    public boolean isStopped() {
        return stop || !active.getAsBoolean();
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
        meters.put(member, newMeter);
    }
}
