package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.backend.Pool.Ticket;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a connection of a pool, first come first served, and what keeps the first of them from one. One thread;
 * what the methods that say so answer is for any.
 */
final class WaitingLine {
    private final ArrayDeque<Ticket> tickets = new ArrayDeque<>();
    private volatile PoolGroup.Permit blockedBy = PoolGroup.Permit.GIVEN;
    private volatile int count;
    private volatile long firstSinceNanos;
    private volatile long blockedSinceNanos;

    boolean isEmpty() {
        return tickets.isEmpty();
    }

    int size() {
        return tickets.size();
    }

    @Nullable
    Ticket first() {
        return tickets.peek();
    }

    Iterator<Ticket> iterator() {
        return tickets.iterator();
    }

    void add(Ticket ticket) {
        tickets.add(ticket);
        counted();
    }

    /** One who had been about to be answered. */
    void addFirst(Ticket ticket) {
        tickets.addFirst(ticket);
        counted();
    }

    /** The first, which leaves the line, to be answered. */
    Ticket next() {
        Ticket next = tickets.remove();
        counted();
        return next;
    }

    /** False when it is not there any more. */
    boolean remove(Ticket ticket) {
        boolean left = tickets.remove(ticket);
        counted();
        return left;
    }

    /** What keeps the first from having a connection opened; {@code GIVEN} for nothing. */
    void blockedBy(PoolGroup.Permit what) {
        blockedBy = what;
        counted();
    }

    private void counted() {
        count = tickets.size();
        Ticket first = tickets.peek();
        firstSinceNanos = first == null ? 0 : first.sinceNanos;
        blockedSinceNanos = blockedBy == PoolGroup.Permit.GIVEN ? 0 : firstSinceNanos;
    }

    /** Any thread. */
    int count() {
        return count;
    }

    /** Any thread. Since when the first has waited, where a limit keeps it from having a connection opened; else 0. */
    long blockedSinceNanos() {
        return blockedSinceNanos;
    }

    /** Any thread. What it waits for is that a connection of any user of the database is closed. */
    boolean isBlockedByDatabase() {
        return blockedBy == PoolGroup.Permit.DATABASE_IS_FULL;
    }

    /** Any thread. */
    long longestWaitMillis() {
        long since = firstSinceNanos;
        return since == 0 ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
    }
}
