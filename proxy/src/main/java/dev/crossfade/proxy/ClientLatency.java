package dev.crossfade.proxy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * How long clients' statements took lately, and how many failed: all of a database, or those on the table of one migration; or
 * how long their transactions took, which are counted as statements here.
 * A statement's time is from when it is sent to the server to when the last of its answer has come back; what it waits for
 * before that (its plan, a server connection, a pause) does not count.
 *
 * <p>Recording is for any thread and costs some tens of nanoseconds; {@link #read} is for one thread. Times are kept to two
 * digits; those above {@value #MAX_MICROS} µs count as that. Holds about half a megabyte until it is closed.
 */
public final class ClientLatency implements AutoCloseable {
    /** An hour. */
    static final long MAX_MICROS = 3_600_000_000L;

    private static final int DIGITS = 2;

    /** Parts of the window that are dropped as a whole. */
    private static final int PARTS = 10;

    private final @Nullable String migration;
    private final long windowNanos;
    private final Consumer<ClientLatency> closed;
    private final LongSupplier nanoTime;
    private final Recorder recorder = new Recorder(MAX_MICROS, DIGITS);
    private final LongAdder failures = new LongAdder();
    private final Deque<Part> parts = new ArrayDeque<>();
    private @Nullable Histogram recycled;
    private long failuresRead;

    private static final class Part {
        private final long sinceNanos;
        private final Histogram times = new Histogram(MAX_MICROS, DIGITS);
        private long failures;

        private Part(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    /**
     * What the window says.
     *
     * @param statements that came to an end, those that failed included
     * @param failures of them, those that a migration may be the reason of
     * @param p50 half of them took no longer; zero when there were none
     * @param p99 99 of 100 took no longer; zero when there were none
     */
    public record Reading(long statements, long failures, Duration p50, Duration p99, Duration longest) {
        /** The share of those that failed, 0 to 1. */
        public double failureRate() {
            return statements == 0 ? 0 : (double) failures / statements;
        }
    }

    /**
     * @param migration whose table's statements count, null for all of the database
     * @param window how far back {@link #read} looks, to a tenth of it
     * @param closed is told when nobody wants to know any more
     */
    public ClientLatency(@Nullable String migration, Duration window, Consumer<ClientLatency> closed) {
        this(migration, window, closed, System::nanoTime);
    }

    ClientLatency(@Nullable String migration, Duration window, Consumer<ClientLatency> closed, LongSupplier nanoTime) {
        this.migration = migration;
        this.windowNanos = window.toNanos();
        this.closed = closed;
        this.nanoTime = nanoTime;
    }

    /** Whose statements it is about, null for all. */
    public @Nullable String migration() {
        return migration;
    }

    /** A statement has come to its end. */
    public void record(long nanos, boolean failed) {
        recorder.recordValue(Math.min(MAX_MICROS, Math.max(0, nanos / 1_000)));
        if (failed) {
            failures.increment();
        }
    }

    /** What happened within the window. To be called more often than a tenth of the window passes, by one thread. */
    public Reading read() {
        long now = nanoTime.getAsLong();
        Part newest = parts.peekLast();
        if (newest == null || now - newest.sinceNanos >= windowNanos / PARTS) {
            newest = new Part(now);
            parts.add(newest);
        }
        recycled = recorder.getIntervalHistogram(recycled);
        newest.times.add(recycled);
        long failuresNow = failures.sum();
        newest.failures += failuresNow - failuresRead;
        failuresRead = failuresNow;
        while (parts.size() > 1 && now - parts.element().sinceNanos >= windowNanos) {
            parts.remove();
        }
        Histogram all = new Histogram(MAX_MICROS, DIGITS);
        long failed = 0;
        for (Part part : parts) {
            all.add(part.times);
            failed += part.failures;
        }
        return new Reading(
                all.getTotalCount(),
                failed,
                micros(all.getValueAtPercentile(50)),
                micros(all.getValueAtPercentile(99)),
                micros(all.getMaxValue()));
    }

    /** Forgets what was recorded so far. By the thread that reads. */
    public void reset() {
        recycled = recorder.getIntervalHistogram(recycled);
        failuresRead = failures.sum();
        parts.clear();
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }

    /** Nothing is recorded any more. */
    @Override
    public void close() {
        closed.accept(this);
    }
}
