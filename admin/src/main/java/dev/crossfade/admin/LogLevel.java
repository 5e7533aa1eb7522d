package dev.crossfade.admin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The level of the log, where the configuration names one; where it does not, what the log's own configuration says. */
final class LogLevel {
    private final @Nullable Level before = root() == null ? null : root().getLevel();

    /** From now on. Null for the level there was when this object was made. */
    void set(@Nullable String level) {
        Logger root = root();
        if (root != null) {
            root.setLevel(level == null ? before : Level.valueOf(level));
        }
    }

    /** Null when another library than logback does the logging. */
    private static @Nullable Logger root() {
        return LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger logback ? logback : null;
    }
}
