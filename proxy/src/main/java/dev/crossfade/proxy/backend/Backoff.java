package dev.crossfade.proxy.backend;

import java.util.concurrent.TimeUnit;

/** When to try again: after 50 ms, then twice as long each time, up to 2 s. One thread. */
final class Backoff {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private long pauseNanos;
    private long untilNanos;

    boolean isOver() {
        return pauseNanos == 0 || System.nanoTime() - untilNanos >= 0;
    }

    void failed() {
        pauseNanos = pauseNanos == 0 ? FIRST_NANOS : Math.min(LAST_NANOS, pauseNanos * 2);
        untilNanos = System.nanoTime() + pauseNanos;
    }

    void succeeded() {
        pauseNanos = 0;
    }
}
