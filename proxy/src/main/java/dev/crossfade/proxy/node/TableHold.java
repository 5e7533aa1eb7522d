package dev.crossfade.proxy.node;

import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps statements that name certain tables from the server for a moment, so that who needs such a table for itself gets it when the
 * transactions that have it end, and nobody stands behind it in the server's queue meanwhile. Thread-safe.
 *
 * <p>Only transactions that began under the hold are kept: an older one may have the table, and has to come to its end. A session
 * notes {@link #current} when it begins one, and asks {@link Held#keeps} on its event loop before each statement of it.
 */
public final class TableHold {
    private final AtomicReference<@Nullable Held> current = new AtomicReference<>();

    /**
     * Holds from now on.
     *
     * @param watch tells the statements that name the tables
     * @param atMost after which it has ended, whether it was closed or not
     * @return to be closed as soon as it is not needed; null while there is another one
     */
    @Nullable
    Held begin(Watch watch, Duration atMost) {
        Held held = new Held(watch, System.nanoTime() + atMost.toNanos());
        Held before = current.get();
        boolean free = before == null || before.isOver();
        return free && current.compareAndSet(before, held) ? held : null;
    }

    /** The one that is on; null nearly always. */
    public @Nullable Held current() {
        Held held = current.get();
        return held == null || held.isOver() ? null : held;
    }

    /** One hold, from its beginning to its end. */
    public final class Held implements AutoCloseable {
        private final Set<ClientSession> waiting = ConcurrentHashMap.newKeySet();
        private final Watch watch;
        private final long endNanos;
        private volatile boolean closed;

        private Held(Watch watch, long endNanos) {
            this.watch = watch;
            this.endNanos = endNanos;
        }

        private boolean isOver() {
            return closed || System.nanoTime() - endNanos >= 0;
        }

        /**
         * Whether a statement has to wait; the session is then presented its message again when this is over. On the session's
         * event loop.
         */
        public boolean keeps(ClientSession session, byte[] text, boolean standardConformingStrings) {
            if (isOver() || (watch.scan(text, 0, text.length, standardConformingStrings) & Watch.WATCHED) == 0) {
                return false;
            }
            boolean first = waiting.add(session);
            if (isOver()) {
                waiting.remove(session); // closed in between, perhaps before the session was seen
                return false;
            }
            if (first) {
                var unused = session.channel()
                        .eventLoop()
                        .schedule(session::resumeLater, endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return true;
        }

        /** Lets all go on. */
        @Override
        public void close() {
            closed = true;
            current.compareAndSet(this, null);
            List.copyOf(waiting).forEach(ClientSession::resumeLater);
        }
    }
}
