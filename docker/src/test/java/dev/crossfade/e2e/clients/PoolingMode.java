package dev.crossfade.e2e.clients;

import java.util.List;
import java.util.Locale;

/** How a listener shares server connections; every client is tested in each mode. */
enum PoolingMode {
    SESSION;

    /** As the configuration file spells it. */
    String inFile() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<PoolingMode> all() {
        return List.of(values());
    }
}
