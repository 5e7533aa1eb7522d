package dev.crossfade.proxy.mysql.session;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statements that the client has prepared and not closed, by the ids it knows. Confined to the session's event loop. */
final class PreparedStatements {
    private final Map<Integer, PreparedStatement> byId = new HashMap<>();
    private @Nullable PreparedStatement last;
    private int sentAhead;

    boolean isEmpty() {
        return byId.isEmpty();
    }

    @Nullable
    PreparedStatement find(int clientId) {
        return byId.get(clientId);
    }

    /** The one that was prepared last, if it was. */
    @Nullable
    PreparedStatement last() {
        return last;
    }

    /** The client prepares one: until the server has, there is none that was prepared last. */
    void preparing() {
        last = null;
    }

    void add(PreparedStatement statement) {
        PreparedStatement before = byId.put(statement.clientId, statement);
        if (before != null) {
            sentAhead(before, false);
        }
        last = statement;
    }

    @Nullable
    PreparedStatement remove(int clientId) {
        PreparedStatement removed = byId.remove(clientId);
        if (removed != null) {
            sentAhead(removed, false);
        }
        return removed;
    }

    void clear() {
        byId.clear();
        last = null;
        sentAhead = 0;
    }

    /** Parameters of a statement have been sent ahead, or what was is not there any more. */
    void sentAhead(PreparedStatement statement, boolean is) {
        if (statement.isSentAhead != is) {
            statement.isSentAhead = is;
            sentAhead += is ? 1 : -1;
        }
    }

    /** Whether there is one whose parameters have been sent ahead: what it is prepared as must stay until it is executed. */
    boolean isAnySentAhead() {
        return sentAhead > 0;
    }

    /** Null for those that are too long to be kept. */
    Stream<byte @Nullable []> texts() {
        return byId.values().stream().map(statement -> statement.text);
    }
}
