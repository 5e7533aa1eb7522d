package dev.crossfade.admin;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which databases let clients in. Written by the engine's threads, read by the admin API's. */
final class ReadyDatabases {
    private final Set<String> ready = ConcurrentHashMap.newKeySet();

    void set(String database, boolean isReady) {
        if (isReady) {
            ready.add(database);
        } else {
            ready.remove(database);
        }
    }

    boolean contains(String database) {
        return ready.contains(database);
    }

    /** Their names, in order. */
    List<String> names() {
        return ready.stream().sorted().toList();
    }
}
