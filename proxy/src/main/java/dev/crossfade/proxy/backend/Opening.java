package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.wire.FatalException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Opens a pool's connections, and knows when to try again where that fails. Each attempt has a permit, which is given back
 * here when it fails and by the pool when the connection is closed. One thread; {@link #count} is for any.
 */
final class Opening {
    private final Pool pool;
    private final PoolGroup group;
    private final Backoff backoff = new Backoff();

    /** Apart from the other: a server that refuses those that nobody waits for must not keep clients waiting. */
    private final Backoff forNobody = new Backoff();

    private int underWay;
    private volatile int count;

    Opening(Pool pool, PoolGroup group) {
        this.pool = pool;
        this.group = group;
    }

    /** How many are under way. */
    int count() {
        return count;
    }

    boolean mayTry() {
        return backoff.isOver();
    }

    boolean mayTryForNobody() {
        return backoff.isOver() && forNobody.isOver();
    }

    /** @param asking who has it opened, null for nobody */
    void open(Flavor flavor, Pool.@Nullable Ticket asking) {
        if (asking != null) {
            asking.opening = true;
        }
        counted(1);
        ServerLogin.open(
                group.dialer(), group.backend(), group.credential(), flavor, pool, pool.loop(), new Attempt(asking));
    }

    private void counted(int more) {
        underWay += more;
        count = underWay;
    }

    private final class Attempt implements ServerLogin.Outcome {
        private final Pool.@Nullable Ticket asking;

        private Attempt(Pool.@Nullable Ticket asking) {
            this.asking = asking;
        }

        @Override
        public void opened(ServerConnection connection) {
            over();
            if (backoff.succeeded()) {
                ServerLog.backAgain(group);
            }
            forNobody.succeeded();
            pool.opened(connection);
        }

        @Override
        public void failed(FatalException why) {
            notOpened();
            boolean again = asking != null && asking.patient && hasPatience(asking);
            if (backoff.failed()) {
                ServerLog.failed(group, String.valueOf(why.getMessage()));
            }
            if (!again && asking != null && pool.leaves(asking)) {
                asking.borrower.refused(why);
            }
        }

        @Override
        public void refusedByServer(byte[] errorResponse) {
            notOpened();
            if (asking == null) {
                if (forNobody.failed()) {
                    ServerLog.failed(group, "the server refuses it");
                }
            } else if (group.open() > 0 && isFull(errorResponse)) {
                boolean unused =
                        backoff.failed(); // the server takes no more; one of those that are open will come free
            } else if (pool.leaves(asking)) {
                asking.borrower.refusedByServer(errorResponse);
            }
            pool.feed();
        }

        private void over() {
            counted(-1);
            if (asking != null) {
                asking.opening = false;
            }
        }

        private void notOpened() {
            over();
            group.failed.increment();
            group.permitReturned();
        }
    }

    private boolean hasPatience(Pool.Ticket ticket) {
        return System.nanoTime() - ticket.sinceNanos
                < group.dialer().connectTimeout().toNanos();
    }

    /** SQLSTATE 53300, too_many_connections. */
    private static boolean isFull(byte[] errorResponse) {
        return new String(errorResponse, StandardCharsets.ISO_8859_1).contains("\0C53300\0");
    }
}
