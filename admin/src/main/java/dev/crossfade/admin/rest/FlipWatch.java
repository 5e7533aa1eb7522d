package dev.crossfade.admin.rest;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how long a change took to reach a statement. The data plane notes the time itself; here it is only picked up,
 * so how often is asked does not change what is measured. After {@value #MAX_WAIT_MILLIS} ms nobody asks any more: then
 * no rewritten statement came.
 */
final class FlipWatch {
    static final long MAX_WAIT_MILLIS = 2_000;
    private static final long POLL_MILLIS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(FlipWatch.class);

    private final DataPlane dataPlane;
    private final ScheduledExecutorService scheduler;
    private final Consumer<AuditEntry> completed;

    FlipWatch(DataPlane dataPlane, ScheduledExecutorService scheduler, Consumer<AuditEntry> completed) {
        this.dataPlane = dataPlane;
        this.scheduler = scheduler;
        this.completed = completed;
    }

    /** Watches for the effect of a change whose request began at {@code beginNanos}. Returns at once. */
    void watch(AuditEntry entry, long beginNanos) {
        long endNanos = System.nanoTime() + Duration.ofMillis(MAX_WAIT_MILLIS).toNanos();
        later(() -> look(entry, beginNanos, endNanos), 0);
    }

    private void look(AuditEntry entry, long beginNanos, long endNanos) {
        OptionalLong effect = dataPlane.firstEffectNanos(entry.snapshot());
        if (effect.isPresent()) {
            long micros = TimeUnit.NANOSECONDS.toMicros(effect.getAsLong() - beginNanos);
            if (micros < 0) {
                return; // in force before it was asked for: another request made this snapshot
            }
            completed.accept(entry.tookEffectAfter(micros / 1000.0));
        } else if (System.nanoTime() - endNanos < 0) {
            later(() -> look(entry, beginNanos, endNanos), POLL_MILLIS);
        }
    }

    private void later(Runnable look, long delayMillis) {
        try {
            ScheduledFuture<?> unused = scheduler.schedule(look, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the server is closing: nobody will ask how long a change took");
        }
    }
}
