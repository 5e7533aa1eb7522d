package dev.crossfade.proxy.mysql.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The frame around the packets that the proxy writes itself, and the first bytes that tell answers apart. */
public final class Packets {
    /** First byte of an OK packet; with {@link Capabilities#DEPRECATE_EOF} the one that ends rows has {@link #EOF}. */
    public static final int OK = 0x00;

    /** First byte of the server's request for the data of LOAD DATA LOCAL. */
    public static final int LOCAL_INFILE = 0xfb;

    /** First byte of an EOF packet, and of an AuthSwitchRequest. */
    public static final int EOF = 0xfe;

    public static final int ERR = 0xff;

    /** First byte of what an authentication method says beyond its first exchange. */
    public static final int AUTH_MORE_DATA = 0x01;

    private Packets() {}

    /** Begins a packet; {@link #end} fills in its length. */
    public static ByteBuf begin(ByteBufAllocator allocator, int sequence) {
        return allocator.buffer(128).writeMediumLE(0).writeByte(sequence);
    }

    /**
     * Ends the packet that {@link #begin} has begun.
     *
     * @throws IllegalArgumentException for one of 16 MiB and more
     */
    public static ByteBuf end(ByteBuf packet) {
        int length = packet.readableBytes() - PacketFramer.HEADER_BYTES;
        if (length >= PacketFramer.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("a payload of " + length + " bytes");
        }
        return packet.setMediumLE(packet.readerIndex(), length);
    }

    /** A packet with a payload that is there already. */
    public static ByteBuf of(ByteBufAllocator allocator, int sequence, byte[] payload) {
        return end(begin(allocator, sequence).writeBytes(payload));
    }

    /** The payload of a packet that is here whole: its own indices, the buffer's bytes. */
    public static ByteBuf payload(ByteBuf buffer, int start, int length) {
        return buffer.slice(start + PacketFramer.HEADER_BYTES, length);
    }

    /** An EOF packet, for who has not asked for {@link Capabilities#DEPRECATE_EOF}. */
    public static ByteBuf eof(ByteBufAllocator allocator, int sequence, int warnings, int status) {
        return end(
                begin(allocator, sequence).writeByte(EOF).writeShortLE(warnings).writeShortLE(status));
    }
}
