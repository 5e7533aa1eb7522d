package dev.crossfade.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** What all threads of the application count together. Safe for use by many threads. */
public final class Meter {
    private static final int SHOWN_IN_FULL = 3;
    private static final long HIGHEST_MICROS = 600_000_000;

    /** A statement, COMMIT and ROLLBACK included, that nobody answered for a while. */
    public record Pause(long micros, String statement, long startedNanos) {}

    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong mismatches = new AtomicLong();
    private final AtomicReference<@Nullable Pause> longest = new AtomicReference<>();
    private final Recorder recorder = new Recorder(HIGHEST_MICROS, 3);
    private final Histogram all = new Histogram(HIGHEST_MICROS, 3);
    private final List<String> shown = new ArrayList<>();
    private @Nullable Histogram interval;

    void transaction() {
        transactions.incrementAndGet();
    }

    void statement(String text, long startedNanos, long endedNanos) {
        long micros = (endedNanos - startedNanos) / 1_000;
        recorder.recordValue(Math.min(micros, HIGHEST_MICROS));
        Pause now = longest.get();
        while (now == null || now.micros() < micros) {
            if (longest.compareAndSet(now, new Pause(micros, text, startedNanos))) {
                return;
            }
            now = longest.get();
        }
    }

    void error(String inFull) {
        errors.incrementAndGet();
        show("error: " + inFull);
    }

    void mismatch(String inFull) {
        mismatches.incrementAndGet();
        show("mismatch: " + inFull);
    }

    private synchronized void show(String text) {
        if (shown.size() < SHOWN_IN_FULL) {
            shown.add(text);
        }
    }

    /** The first errors and mismatches, in full. */
    public synchronized List<String> firstProblems() {
        return List.copyOf(shown);
    }

    public long transactions() {
        return transactions.get();
    }

    public long errors() {
        return errors.get();
    }

    public long mismatches() {
        return mismatches.get();
    }

    /** The longest time any thread waited for one statement's answer. */
    public @Nullable Pause longestPause() {
        return longest.get();
    }

    /** The 99th percentile since the last call, in milliseconds. For one caller. */
    synchronized double p99MillisSinceLast() {
        Histogram recent = recorder.getIntervalHistogram(interval);
        interval = recent;
        all.add(recent);
        return recent.getTotalCount() == 0 ? 0 : recent.getValueAtPercentile(99) / 1000.0;
    }

    /** The 99th percentile of everything, in milliseconds. */
    synchronized double p99Millis() {
        p99MillisSinceLast();
        return all.getTotalCount() == 0 ? 0 : all.getValueAtPercentile(99) / 1000.0;
    }
}
