package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.wire.Text;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the log says of server connections: that the backend cannot be reached, once until it can again; and, where that is
 * wanted or at level DEBUG, each that is opened, and why each is closed. No secret, and nothing of what clients say.
 */
final class ServerLog {
    private static final int MAX_NAME_CHARS = 63;
    private static final int MAX_REASON_CHARS = 300;
    private static final Logger log = LoggerFactory.getLogger(ServerLog.class);

    private ServerLog() {}

    static void opened(ServerConnection connection, PoolGroup group) {
        if (isWanted(group)) {
            about(group, Level.INFO)
                    .addKeyValue("process", connection.processId())
                    .log("server connection opened");
        }
    }

    static void closed(ServerConnection connection, PoolGroup group) {
        if (isWanted(group)) {
            about(group, Level.INFO)
                    .addKeyValue("process", connection.processId())
                    .addKeyValue(
                            "seconds",
                            Duration.ofNanos(System.nanoTime() - connection.createdNanos)
                                            .toMillis()
                                    / 1000.0)
                    .addKeyValue("reason", Text.shown(connection.closedBecause(), MAX_REASON_CHARS))
                    .log("server connection closed");
        }
    }

    /** For the first time since it could be opened. */
    static void failed(PoolGroup group, String why) {
        about(group, Level.WARN)
                .addKeyValue("reason", Text.shown(why, MAX_REASON_CHARS))
                .log("server connection not opened; trying again");
    }

    static void backAgain(PoolGroup group) {
        about(group, Level.INFO).log("the backend can be reached again");
    }

    private static boolean isWanted(PoolGroup group) {
        return group.dialer().logsConnections() || log.isDebugEnabled();
    }

    private static LoggingEventBuilder about(PoolGroup group, Level level) {
        return log.atLevel(level)
                .addKeyValue("database", group.database())
                .addKeyValue("user", Text.shown(group.credential().user(), MAX_NAME_CHARS))
                .addKeyValue(
                        "backend",
                        group.backend().host() + ":" + group.backend().port());
    }
}
