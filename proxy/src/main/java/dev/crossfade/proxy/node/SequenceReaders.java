package dev.crossfade.proxy.node;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The applications that have used currval or lastval. What these answer belongs to the server connection that took the value,
 * so once an application is known to ask, its sessions keep theirs from the beginning. Thread-safe.
 */
public final class SequenceReaders {
    private static final int MAX_APPLICATIONS = 10_000;

    private final Cache<String, Boolean> known =
            Caffeine.newBuilder().maximumSize(MAX_APPLICATIONS).build();

    public void add(String user, String application) {
        known.put(key(user, application), true);
    }

    public boolean has(String user, String application) {
        return known.estimatedSize() > 0 && known.getIfPresent(key(user, application)) != null;
    }

    private static String key(String user, String application) {
        return user.length() + ":" + user + application;
    }
}
