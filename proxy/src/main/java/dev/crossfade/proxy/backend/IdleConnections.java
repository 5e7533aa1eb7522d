package dev.crossfade.proxy.backend;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A pool's connections that nobody uses, the one used last on top. One thread; {@link #count} is for any. */
final class IdleConnections {
    private final ArrayDeque<ServerConnection> connections = new ArrayDeque<>();
    private volatile int count;

    int count() {
        return count;
    }

    int size() {
        return connections.size();
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    /** The longest idle first. */
    List<ServerConnection> all() {
        return List.copyOf(connections);
    }

    @Nullable
    ServerConnection newest() {
        return connections.peekLast();
    }

    void add(ServerConnection connection) {
        connections.addLast(connection);
        count = connections.size();
    }

    void remove(ServerConnection connection) {
        connections.removeLastOccurrence(connection);
        count = connections.size();
    }

    /**
     * The one used last of those that may be used; the others stay for whoever closes them.
     *
     * @param suits which are for the borrower; one with custom settings is taken first, as few others can use it
     */
    @Nullable
    ServerConnection take(Predicate<ServerConnection> suits) {
        Iterator<ServerConnection> newestFirst = connections.descendingIterator();
        ServerConnection best = null;
        while (newestFirst.hasNext()) {
            ServerConnection connection = newestFirst.next();
            if (suits.test(connection)
                    && (best == null
                            || connection.customNames().size()
                                    > best.customNames().size())) {
                best = connection;
            }
        }
        if (best != null) {
            remove(best);
        }
        return best;
    }

    @Nullable
    ServerConnection takeOldest() {
        ServerConnection oldest = connections.pollFirst();
        count = connections.size();
        return oldest;
    }
}
