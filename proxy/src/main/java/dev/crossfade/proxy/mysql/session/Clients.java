package dev.crossfade.proxy.mysql.session;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions of a node by the connection ids that their clients know, for KILL. Thread-safe. */
public final class Clients {
    private final ConcurrentHashMap<Integer, MySqlSession> byId = new ConcurrentHashMap<>();

    void add(int clientId, MySqlSession session) {
        byId.put(clientId, session);
    }

    void remove(int clientId, MySqlSession session) {
        byId.remove(clientId, session);
    }

    /**
     * The backend's id of a client's connection.
     *
     * @param clientId unsigned, as the client was told
     * @return unsigned; null when no client has that id
     */
    @Nullable
    Integer backendId(int clientId) {
        MySqlSession session = byId.get(clientId);
        return session == null ? null : session.backendId();
    }
}
