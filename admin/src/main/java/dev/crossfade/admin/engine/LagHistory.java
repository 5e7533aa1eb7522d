package dev.crossfade.admin.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far a replica is behind, in time: the age of the oldest position of the primary that we have seen and the replica has
 * not replayed. {@code pg_stat_replication.replay_lag} cannot say it: it is measured when the replica reports, and stays as it
 * was while replay stands still (https://www.postgresql.org/docs/15/monitoring-stats.html#MONITORING-PG-STAT-REPLICATION-VIEW).
 *
 * <p>Not for several threads. Bounded: positions are kept {@value #APART_MILLIS} ms apart, by which a lag may look smaller, and
 * {@value #MOST} of them at most, an hour's.
 */
final class LagHistory {
    private static final long APART_MILLIS = 100;
    private static final int MOST = 36_000;

    private record Seen(long position, long nanos) {}

    private final Deque<Seen> seen = new ArrayDeque<>();

    /** The primary's WAL was written up to {@code position} at {@code nanos}, a reading of {@link System#nanoTime}. */
    void primaryAt(long position, long nanos) {
        // What counts is when a position was first seen.
        Seen last = seen.peekLast();
        boolean known =
                last != null && (last.position() >= position || nanos - last.nanos() < APART_MILLIS * 1_000_000);
        if (!known && seen.size() < MOST) {
            seen.addLast(new Seen(position, nanos));
        }
    }

    /** How far a replica that has replayed up to {@code position} is behind at {@code nanos}; zero when nothing is known of it. */
    Duration behind(long position, long nanos) {
        for (Seen one : seen) {
            if (one.position() > position) {
                return Duration.ofNanos(Math.max(0, nanos - one.nanos()));
            }
        }
        return Duration.ZERO;
    }

    /** No replica will be asked about positions up to this one again. */
    void forgetUpTo(long position) {
        while (!seen.isEmpty() && seen.getFirst().position() <= position) {
            seen.removeFirst();
        }
    }
}
