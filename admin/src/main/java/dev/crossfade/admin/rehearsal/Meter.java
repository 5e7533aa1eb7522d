package dev.crossfade.admin.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts what the load does, and keeps the first failures. Safe for use by many threads. */
final class Meter {
    private static final int MOST_LATENCIES = 200_000;
    private static final int MOST_FAILURES = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1024]; // guarded by this, as all
    private int kept;
    private long statements;
    private long failures;
    private long allStatements;
    private long allFailures;
    private long longestNanos;
    private long lockWaitMillis;
    private boolean serializationFailures;
    private final List<String> firstFailures = new ArrayList<>();

    /** What was counted since the last time. Times in milliseconds. */
    record Reading(long statements, long failures, double p99Millis, double longestMillis, long lockWaitMillis) {}

    synchronized void statement(long tookNanos) {
        statements++;
        allStatements++;
        longestNanos = Math.max(longestNanos, tookNanos);
        if (kept < MOST_LATENCIES) {
            if (kept == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * kept);
            }
            nanos[kept++] = tookNanos;
        }
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
        Arrays.sort(nanos, 0, kept);
        double p99 = kept == 0 ? 0 : nanos[(int) Math.min(kept - 1L, Math.round(kept * 0.99))] / NANOS_PER_MILLI;
        Reading reading = new Reading(statements, failures, p99, longestNanos / NANOS_PER_MILLI, lockWaitMillis);
        kept = 0;
        statements = 0;
        failures = 0;
        longestNanos = 0;
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
