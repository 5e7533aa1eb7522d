package dev.crossfade.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that work as an application does, round after round, until they are told to stop. The test fails with the first of
 * them that fails, and with one that does not stop.
 */
public final class Clients implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicLong rounds = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>(); // guarded by itself
    private volatile boolean stop;

    /** What one of them does: rounds, each followed by {@link #did}, while {@link #goOn}. */
    public interface Work {
        void run(Clients clients, int number) throws Exception;
    }

    public Clients(int count, Work work) {
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> run(work, number), "client-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(Work work, int number) {
        try {
            work.run(this, number);
        } catch (Exception | AssertionError e) {
            synchronized (failures) {
                failures.add(e);
            }
        }
    }

    public boolean goOn() {
        return !stop;
    }

    public void did() {
        rounds.incrementAndGet();
    }

    public long rounds() {
        return rounds.get();
    }

    private boolean failed() {
        synchronized (failures) {
            return !failures.isEmpty();
        }
    }

    /** Waits for a few rounds more, or for a failure. */
    public void awaitMore() {
        long before = rounds();
        await().atMost(PATIENCE).until(() -> rounds() > before + 3 || failed());
    }

    @Override
    public void close() {
        stop = true;
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE.toMillis());
                assertThat(thread.isAlive()).as("%s hangs", thread.getName()).isFalse();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        synchronized (failures) {
            if (!failures.isEmpty()) {
                throw new AssertionError("a client failed", failures.get(0));
            }
        }
    }
}
