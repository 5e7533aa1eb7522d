package dev.crossfade.proxy.mysql.wire;

import io.netty.buffer.ByteBuf;

/**
 * What a channel's packets mean at present: logging in, or relaying. Called on the channel's event loop. What is said here
 * does for a phase that needs every packet whole, answers at once, and passes nothing on.
 */
public interface PacketPhase extends PacketFramer.Receiver {
    /** Of the session it belongs to, for the log; empty for none. */
    default String sessionId() {
        return "";
    }

    /** The longest payload it takes: what a stranger sends is gathered up to this. */
    default int maxPayloadBytes() {
        return 65_536;
    }

    @Override
    default int need(int first, int length) {
        if (length > maxPayloadBytes()) {
            throw new PacketException(
                    PacketException.ER_NET_PACKET_TOO_LARGE,
                    "08S01",
                    "Got a packet bigger than 'max_allowed_packet' bytes");
        }
        return PacketFramer.HEADER_BYTES + length;
    }

    @Override
    default void more(ByteBuf buffer, int start, int length) {
        // every packet was needed whole
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

    /** The peer will send nothing more, and may still read. Only where the channel has been told to allow that, or by TLS. */
    default void inputEnded() {}

    /** The channel is closed. Called once, in the phase it was in. */
    void inactive();

    /** Its peer broke the protocol or a limit. The channel must be closed by this. */
    void failed(PacketException e);
}
