package dev.crossfade.proxy.node;

import dev.crossfade.proxy.SessionInfo;
import io.netty.channel.Channel;
import java.util.function.Predicate;

/**
 * A client that has logged in, whichever protocol it speaks, as far as the node has to do with it. For any thread, where not
 * said otherwise.
 */
public interface ClientSession {
    String id();

    String user();

    String application();

    String clientAddress();

    Target target();

    Channel channel();

    SessionInfo info();

    /** How long it has been in a state of {@link SessionInfo#state}, when it is in that one; else 0. */
    long millisIn(String state, long nowMillis);

    /** How long its transaction has lasted, 0 outside transactions. */
    long transactionMillis(long nowMillis);

    /** Whether a limit for idle clients holds for it. */
    boolean mayIdleTooLong();

    /** Whether a pause of its database has to wait for it. On its event loop. */
    boolean holdsUpPause();

    /** Presents what was held again, a moment later. */
    void resumeLater();

    /** Ends it if it is to end at the next opportunity, and this is one. On its event loop. */
    void endIfIdle();

    /** Ends it as an administrator does. On its event loop. */
    void drained();

    /** A limit of time has passed: it ends. On its event loop. */
    void timedOut(TimeOut which);

    /**
     * Cancels what its server is doing for it, if anything. On its event loop.
     *
     * @param dealtWith run when the server has been told, or there is nothing to tell it
     */
    void cancel(Runnable dealtWith);

    /** What the client has prepared, in its protocol's way and in SQL's. On its event loop. */
    Sessions.PreparedTexts preparedTexts(Predicate<byte[]> wanted);
}
