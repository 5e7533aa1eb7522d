package dev.crossfade.proxy.session;

import dev.crossfade.proxy.tls.ClosingAlert;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.AbstractNioChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that has closed its sending half, as {@code nc -N} does, and still reads: like the server, Crossfade answers what
 * came before, then closes. Whether a client that has gone altogether has closed one half or both cannot be told before it is
 * sent something. Therefore it is given a short time only to get a server connection: what a client that has lost its patience
 * left in a long queue, or in a pause, must not be run for nobody. Confined to the session's event loop.
 *
 * <p>A client may say the same by the closing alert of TLS; see {@link ClosingAlert}. It then has all the time it takes: one
 * that has gone altogether closes its connection as well.
 */
final class HalfClose {
    /** How long a message may wait for a server connection, or for the end of a pause, when its sender says no more. */
    private static final long MAX_WAIT_MILLIS = 5_000;

    /** How much a waiting client may have sent ahead before it is read no further, and its end not seen; and one read more. */
    private static final int MAX_AHEAD_BYTES = 16 * 1024;

    private final Session session;
    private @Nullable ClosingAlert alert;
    private boolean inputEnded;
    private boolean passedOn;

    HalfClose(Session session) {
        this.session = session;
    }

    /** From now on, a client may close its half. */
    void allow() {
        session.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        alert = ClosingAlert.of(session.channel());
        if (alert != null) {
            alert.keepWhile(session.channel(), this::isOwed);
        }
    }

    /** Whether the client will be told more without saying more, and what it says meanwhile can wait. */
    private boolean isOwed() {
        return session.isEnded()
                || session.isLeaving()
                || session.client.framer().isHeld()
                || (session.client.framer().isBetweenMessages() && session.inFlight.isOwed() && !session.replication);
    }

    /** Whether a client whose message waits for a server connection is to be read: NIO sees a peer's end by reading only. */
    boolean isLookedFor() {
        return session.channel() instanceof AbstractNioChannel
                && !session.isAttached()
                && session.client.framer().keptBytes() < MAX_AHEAD_BYTES;
    }

    /** Nothing more will come from the client. */
    void begins() {
        if (inputEnded) {
            return;
        }
        inputEnded = true;
        settle();
        if (!session.isEnded() && !session.isAttached()) {
            var unused = session.channel()
                    .eventLoop()
                    .schedule(
                            () -> {
                                if (!session.isEnded() && !session.isAttached()) {
                                    session.saidGoodbyeIdle();
                                }
                            },
                            MAX_WAIT_MILLIS,
                            TimeUnit.MILLISECONDS);
        }
    }

    /** After each burst of messages: passes the end on when all that came before it has been. */
    void settle() {
        ClosingAlert kept = alert;
        if (kept != null && kept.isDue()) {
            Channel channel = session.channel();
            channel.eventLoop().execute(() -> kept.release(channel)); // it comes back here
        }
        if (inputEnded
                && !passedOn
                && !session.isEnded()
                && !session.isLeaving()
                && (kept == null || !kept.isKept())
                && session.client.framer().isDrained()) {
            passedOn = true;
            session.inputEnded();
        }
    }
}
