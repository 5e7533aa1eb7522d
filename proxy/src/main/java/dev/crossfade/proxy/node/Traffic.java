package dev.crossfade.proxy.node;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the clients of one user of one database have done on one event loop. That loop alone writes, so that counting is a
 * plain addition; any thread reads.
 */
@SuppressWarnings("EnumOrdinal") // the order is nobody's business but the array's
public final class Traffic {
    /** What is counted; times are in nanoseconds. */
    public enum Count {
        LOGINS,
        ENDED,
        TRANSACTIONS,
        QUERIES,
        ERRORS,
        RECEIVED_BYTES,
        SENT_BYTES,
        TRANSACTION_NANOS,
        QUERY_NANOS,
        WAIT_NANOS
    }

    private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);

    public void add(Count count, long number) {
        int index = count.ordinal();
        counts.setOpaque(index, counts.getPlain(index) + number);
    }

    /** Any thread. */
    long get(Count count) {
        return counts.getOpaque(count.ordinal());
    }
}
