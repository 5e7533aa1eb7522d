package dev.crossfade.admin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which databases let clients in. Written by the engine's threads, read by the admin API's. */
final class ReadyDatabases {
    private final Set<String> ready = ConcurrentHashMap.newKeySet();
    private final Map<String, String> refused = new ConcurrentHashMap<>();

    void set(String database, boolean isReady) {
        refused.remove(database);
        if (isReady) {
            ready.add(database);
        } else {
            ready.remove(database);
        }
    }

    /** Waiting does not help: a file has to be changed. */
    void refused(String database, String why) {
        refused.put(database, why);
    }

    /** Why it is of no use to wait for a database; null when it may become ready. */
    @Nullable
    String whyRefused(String database) {
        return refused.get(database);
    }

    boolean contains(String database) {
        return ready.contains(database);
    }

    /** Their names, in order. */
    List<String> names() {
        return ready.stream().sorted().toList();
    }
}
