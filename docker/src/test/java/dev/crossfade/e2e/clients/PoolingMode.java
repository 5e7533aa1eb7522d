package dev.crossfade.e2e.clients;

import java.util.List;
import java.util.Locale;

/**
 * How a listener shares server connections; every client is tested in each mode, all scenarios in both. Where a mode shows, the test
 * asks {@link #isShared} and says why.
 */
enum PoolingMode {
    SESSION,
    /** Also LISTEN, temporary tables, advisory locks and WITH HOLD cursors are played: they keep their connection. */
    TRANSACTION;

    /** Whether a session stands on one server connection now and on another later, which others have used. */
    boolean isShared() {
        return this == TRANSACTION;
    }

    /** As the configuration file spells it. */
    String inFile() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<PoolingMode> all() {
        return List.of(values());
    }
}
