package dev.crossfade.proxy.session;

import java.util.concurrent.TimeUnit;

/**
 * A client that has closed its sending half, as {@code nc -N} does, and still reads: like the server, Crossfade answers what
 * came before, then closes. Whether a client that has gone altogether has closed one half or both cannot be told before it is
 * sent something. Therefore it is given a short time only to get a server connection: what a client that has lost its patience
 * left in a long queue, or in a pause, must not be run for nobody. Confined to the session's event loop.
 */
final class HalfClose {
    /** How long a message may wait for a server connection, or for the end of a pause, when its sender says no more. */
    private static final long MAX_WAIT_MILLIS = 5_000;

    private final Session session;
    private boolean inputEnded;
    private boolean passedOn;

    HalfClose(Session session) {
        this.session = session;
    }

    /** Nothing more will come from the client. */
    void begins() {
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
        if (inputEnded
                && !passedOn
                && !session.isEnded()
                && !session.isLeaving()
                && session.client.framer().isDrained()) {
            passedOn = true;
            session.inputEnded();
        }
    }
}
