package dev.crossfade.proxy.wire;

import io.netty.buffer.ByteBuf;

/**
 * What a channel's messages mean at present: logging in, or relaying. Called on the channel's event loop. What is said here
 * does for a phase that needs every message whole, answers at once, and passes nothing on.
 */
public interface Phase extends Framer.Receiver {
    /** Of the session it belongs to, for the log; empty for none. */
    default String sessionId() {
        return "";
    }

    @Override
    default void more(ByteBuf buffer, int start, int length) {
        // every message was needed whole
    }

    @Override
    default void endOfInput() {
        // nothing is passed on
    }

    /** A burst of reads is over: flush. */
    default void readComplete() {
        // answers are flushed as they are written
    }

    /** The channel's output buffer has passed a watermark. */
    default void writabilityChanged() {
        // what is sent is short
    }

    /**
     * The peer will send nothing more, and may still read. By the end of its stream only where the channel has been told to
     * allow that; by the closing alert of TLS the TLS library has answered already, and nothing can be sent. Perhaps both.
     */
    default void inputEnded() {}

    /** The channel is closed. Called once, in the phase it was in. */
    void inactive();

    /** Its peer broke the protocol or a limit. The channel must be closed by this. */
    void failed(FatalException e);
}
