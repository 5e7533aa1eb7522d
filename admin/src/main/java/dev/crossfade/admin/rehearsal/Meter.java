package dev.crossfade.admin.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what the load does, and keeps the first failures. Safe for use by many threads. */
final class Meter {
    private static final long MAX_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 2;
    private static final int MOST_FAILURES = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Histogram times = new Histogram(MAX_NANOS, DIGITS); // guarded by this, as all
    private long failures;
    private long allStatements;
    private long allFailures;
    private long lockWaitMillis;
    private boolean serializationFailures;
    private final List<String> firstFailures = new ArrayList<>();

    /** What was counted since the last time. Times in milliseconds. */
    record Reading(long statements, long failures, double p99Millis, double longestMillis, long lockWaitMillis) {}

    synchronized void statement(long tookNanos) {
        allStatements++;
        times.recordValue(Math.min(MAX_NANOS, tookNanos));
    }

    /** From now on clients may have to try again, as their isolation level has it. */
    synchronized void serializationFailuresMayHappen() {
        serializationFailures = true;
    }

    synchronized boolean isFailure(Answer answer) {
        return !(serializationFailures && "40001".equals(answer.sqlState()));
    }

    synchronized void failure(String what) {
        failures++;
        allFailures++;
        if (firstFailures.size() < MOST_FAILURES && !firstFailures.contains(what)) {
            firstFailures.add(what);
        }
    }

    /** A client was seen waiting for a lock, for so long already. */
    synchronized void lockWait(long millis) {
        lockWaitMillis = Math.max(lockWaitMillis, millis);
    }

    synchronized Reading read() {
        Reading reading = new Reading(
                times.getTotalCount(),
                failures,
                times.getValueAtPercentile(99) / NANOS_PER_MILLI,
                times.getMaxValue() / NANOS_PER_MILLI,
                lockWaitMillis);
        times.reset();
        failures = 0;
        lockWaitMillis = 0;
        return reading;
    }

    synchronized long allStatements() {
        return allStatements;
    }

    synchronized long allFailures() {
        return allFailures;
    }

    synchronized List<String> firstFailures() {
        return List.copyOf(firstFailures);
    }
}
