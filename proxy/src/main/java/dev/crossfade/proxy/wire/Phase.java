package dev.crossfade.proxy.wire;

/** What a channel's messages mean at present: logging in, or relaying. Called on the channel's event loop. */
public interface Phase extends Framer.Receiver {
    /** Of the session it belongs to, for the log; empty for none. */
    default String sessionId() {
        return "";
    }

    /** A burst of reads is over: flush. */
    void readComplete();

    /** The channel's output buffer has passed a watermark. */
    void writabilityChanged();

    /** The peer will send nothing more, and still reads. Only where the channel has been told to allow that. */
    default void inputEnded() {}

    /** The channel is closed. Called once, in the phase it was in. */
    void inactive();

    /** Its peer broke the protocol or a limit. The channel must be closed by this. */
    void failed(FatalException e);
}
