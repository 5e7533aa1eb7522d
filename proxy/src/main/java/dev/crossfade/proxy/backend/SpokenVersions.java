package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.ProxySettings.Backend;
import dev.crossfade.proxy.wire.Messages;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which minor version of protocol 3 each backend has been spoken to in. PostgreSQL negotiates down what it does not know; what
 * stands in front of it may not, and drop a client that asks for 3.2, or refuse it. That is why libpq still asks for 3.0 by
 * itself (https://www.postgresql.org/docs/18/libpq-connect.html, max_protocol_version). Thread-safe; as many entries as
 * backends.
 */
public final class SpokenVersions {
    private final Map<Backend, Integer> minors = new ConcurrentHashMap<>();

    /** What to ask for. */
    int toAsk(Backend backend) {
        return minors.getOrDefault(backend, Messages.NEWEST_MINOR);
    }

    /** Whether one that refuses this may take an older one: not when it has taken it before. */
    boolean mayTakeOlder(Backend backend, int minor) {
        return minor > 0 && !minors.containsKey(backend);
    }

    /** A login that asked for this went through. */
    void spoken(Backend backend, int minor) {
        minors.put(backend, minor);
    }
}
