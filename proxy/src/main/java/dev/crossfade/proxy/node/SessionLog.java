package dev.crossfade.proxy.node;

import dev.crossfade.proxy.ProxySettings.Logging;
import dev.crossfade.proxy.listen.Arrival;
import dev.crossfade.proxy.wire.Text;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the log says of single sessions: structured, each line with the session's id, so that a log in JSON can be searched
 * for it. No line holds a secret or a statement. Thread-safe.
 *
 * <p>Whoever can reach the port can make logins fail, so there are at most {@value #MAX_FAILURES_A_SECOND} lines a second
 * about those; the next line says how many were left out.
 */
public final class SessionLog {
    static final int MAX_FAILURES_A_SECOND = 10;

    private static final int MAX_NAME_CHARS = 63;
    private static final int MAX_REASON_CHARS = 300;
    private static final Logger log = LoggerFactory.getLogger(SessionLog.class);

    private final Supplier<Logging> wanted;
    private long second; // guarded by this
    private int inSecond; // guarded by this
    private long leftOut; // guarded by this

    SessionLog(Supplier<Logging> wanted) {
        this.wanted = wanted;
    }

    public void connected(ClientSession session) {
        if (wanted.get().connections()) {
            about(session).log("login");
        }
    }

    public void disconnected(
            ClientSession session, String reason, Duration lasted, long receivedBytes, long sentBytes) {
        if (wanted.get().disconnections()) {
            about(session)
                    .addKeyValue("reason", reason)
                    .addKeyValue("seconds", lasted.toMillis() / 1000.0)
                    .addKeyValue("receivedBytes", receivedBytes)
                    .addKeyValue("sentBytes", sentBytes)
                    .log("session ended");
        }
    }

    private static LoggingEventBuilder about(ClientSession session) {
        return log.atInfo()
                .addKeyValue("session", session.id())
                .addKeyValue("database", session.target().name())
                .addKeyValue("user", name(session.user()))
                .addKeyValue("application", name(session.application()))
                .addKeyValue("client", session.clientAddress());
    }

    /**
     * A login failed.
     *
     * @param database as the client named it
     * @param reason what the client was told
     */
    public void loginFailed(String id, String database, String user, String client, String sqlState, String reason) {
        if (!wanted.get().connections()) {
            return;
        }
        long omitted = omitted();
        if (omitted < 0) {
            return;
        }
        LoggingEventBuilder line = log.atLevel(Level.WARN)
                .addKeyValue("session", id)
                .addKeyValue("database", name(database))
                .addKeyValue("user", name(user))
                .addKeyValue("client", client)
                .addKeyValue("sqlState", sqlState)
                .addKeyValue("reason", Text.shown(reason, MAX_REASON_CHARS));
        (omitted == 0 ? line : line.addKeyValue("leftOut", omitted)).log("login failed");
    }

    /** How many lines were left out before this one; -1 when this one is to be left out too. */
    private synchronized long omitted() {
        long now = System.nanoTime() / 1_000_000_000L;
        if (now != second) {
            second = now;
            inSecond = 0;
        }
        if (inSecond >= MAX_FAILURES_A_SECOND) {
            leftOut++;
            return -1;
        }
        inSecond++;
        long omitted = leftOut;
        leftOut = 0;
        return omitted;
    }

    /** Where a client comes from, as far as that is an address. */
    public static String address(Channel channel) {
        return Arrival.of(channel).text();
    }

    /** A name that a client gave, on one line and of bounded length. */
    private static String name(String given) {
        return Text.shown(given, MAX_NAME_CHARS);
    }
}
