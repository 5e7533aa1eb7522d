package dev.crossfade.admin.engine;

import dev.crossfade.proxy.ClientLatency;
import java.time.Duration;

/**
 * How long clients' statements and their transactions take. A server that has too much to do makes each statement a little
 * slower and a transaction of several by their sum, which is what users wait for.
 *
 * <p>Not for use by several threads.
 */
record ClientTimes(ClientLatency statements, ClientLatency transactions) implements AutoCloseable {
    /** Of fewer nothing is concluded. */
    private static final int ENOUGH = 200;

    /** What clients may wait beside backfill: so many times what they wait without it, or so much more. */
    private static final double FACTOR = 1.4;

    private static final Duration MORE = Duration.ofMillis(3);

    /** From a window that took less than this share of the one before, clients were still becoming faster. */
    private static final double SETTLED = 0.8;

    /** What a window says of both. */
    record Reading(ClientLatency.Reading statements, ClientLatency.Reading transactions) {
        boolean isEnough() {
            return isEnough(statements);
        }

        private static boolean isEnough(ClientLatency.Reading of) {
            return of.statements() >= ENOUGH;
        }

        /** Where 99 of 100 stand between nothing, 0, and the limit, 1, that {@code usual} sets; the worse of both. */
        double ofLimit(Reading usual) {
            double share = ofLimit(statements, usual.statements);
            return isEnough(transactions) && isEnough(usual.transactions)
                    ? Math.max(share, ofLimit(transactions, usual.transactions))
                    : share;
        }

        private static double ofLimit(ClientLatency.Reading now, ClientLatency.Reading usual) {
            long nanos = usual.p99().toNanos();
            return now.p99().toNanos() / Math.max(nanos * FACTOR, (double) nanos + MORE.toNanos());
        }

        /** Whether clients have not become much faster since the window before. */
        boolean isSettled(Reading before) {
            return statements.p99().toNanos()
                            >= SETTLED * before.statements.p99().toNanos()
                    && transactions.p99().toNanos()
                            >= SETTLED * before.transactions.p99().toNanos();
        }
    }

    Reading read() {
        return new Reading(statements.read(), transactions.read());
    }

    /** Measures no more. */
    @Override
    public void close() {
        statements.close();
        transactions.close();
    }
}
