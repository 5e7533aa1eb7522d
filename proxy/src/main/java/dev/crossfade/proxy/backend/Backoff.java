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

    /** Whether it is the first time since it succeeded. */
    boolean failed() {
        boolean first = pauseNanos == 0;
        pauseNanos = pauseNanos == 0 ? FIRST_NANOS : Math.min(LAST_NANOS, pauseNanos * 2);
        untilNanos = System.nanoTime() + pauseNanos;
        return first;
    }

    /** Whether it had failed before. */
    boolean succeeded() {
        boolean failed = pauseNanos != 0;
        pauseNanos = 0;
        return failed;
    }
}
