package dev.crossfade.proxy.shadow;

import dev.crossfade.proxy.ShadowReport;
import dev.crossfade.proxy.ShadowReport.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What the comparisons of one migration have come to. Thread-safe. */
final class ShadowBook {
    /** Mismatches that are kept, of any number counted. */
    static final int MAX_SAMPLES = 20;

    private static final long MAX_MICROS = 60_000_000;
    private static final int DIGITS = 2;

    private final String migration;
    private final Instant since = Instant.now();
    private final LongAdder compared = new LongAdder();
    private final LongAdder mismatches = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Map<String, LongAdder> undecided = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> skipped = new ConcurrentHashMap<>();
    private final Histogram oldTimes = new ConcurrentHistogram(MAX_MICROS, DIGITS);
    private final Histogram newTimes = new ConcurrentHistogram(MAX_MICROS, DIGITS);
    private final Deque<Sample> samples = new ArrayDeque<>(); // guarded by itself

    ShadowBook(String migration) {
        this.migration = migration;
    }

    void dropped() {
        dropped.increment();
    }

    /** @param why one of a few reasons */
    void skipped(String why) {
        skipped.computeIfAbsent(why, reason -> new LongAdder()).increment();
    }

    /** @param why one of a few reasons */
    void undecided(String why) {
        undecided.computeIfAbsent(why, reason -> new LongAdder()).increment();
    }

    void took(long oldNanos, long newNanos) {
        oldTimes.recordValue(Math.min(MAX_MICROS, oldNanos / 1_000));
        newTimes.recordValue(Math.min(MAX_MICROS, newNanos / 1_000));
    }

    void agreed() {
        compared.increment();
    }

    void differed(Sample sample) {
        synchronized (samples) {
            samples.addFirst(sample);
            if (samples.size() > MAX_SAMPLES) {
                samples.removeLast();
            }
        }
        compared.increment();
        mismatches.increment();
    }

    ShadowReport report() {
        List<Sample> kept;
        synchronized (samples) {
            kept = List.copyOf(samples);
        }
        return new ShadowReport(
                migration,
                since,
                compared.sum(),
                mismatches.sum(),
                sums(undecided),
                sums(skipped),
                dropped.sum(),
                percentile(oldTimes, 50),
                percentile(oldTimes, 99),
                percentile(newTimes, 50),
                percentile(newTimes, 99),
                kept);
    }

    private static Duration percentile(Histogram times, double percentile) {
        return Duration.ofNanos(times.getValueAtPercentile(percentile) * 1_000);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new ConcurrentHashMap<>();
        counts.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }
}
