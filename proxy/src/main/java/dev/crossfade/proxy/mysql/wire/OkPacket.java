package dev.crossfade.proxy.mysql.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * OK_Packet (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html), as protocol 4.1 has it.
 *
 * @param affectedRows unsigned
 * @param lastInsertId unsigned
 * @param status {@link ServerStatus}
 * @param rest as it came: what the server says about it, and with {@link Capabilities#SESSION_TRACK} what has changed in the
 *     session; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record OkPacket(long affectedRows, long lastInsertId, int status, int warnings, byte[] rest) {
    /** An EOF packet is shorter. */
    public static final int LEAST_BYTES = 7;

    private static final byte[] NOTHING = new byte[0];

    /** One that says nothing but that all went well. */
    public static OkPacket of(int status) {
        return new OkPacket(0, 0, status, 0, NOTHING);
    }

    /** Reads a payload, from its first byte on. */
    public static OkPacket decode(ByteBuf payload) {
        LenEnc.require(payload, 1);
        payload.skipBytes(1);
        long affectedRows = unsigned(payload);
        long lastInsertId = unsigned(payload);
        LenEnc.require(payload, 4);
        int status = payload.readUnsignedShortLE();
        int warnings = payload.readUnsignedShortLE();
        byte[] rest = payload.isReadable() ? new byte[payload.readableBytes()] : NOTHING;
        payload.readBytes(rest);
        return new OkPacket(affectedRows, lastInsertId, status, warnings, rest);
    }

    /** A count or an id may have all 64 bits. */
    private static long unsigned(ByteBuf from) {
        LenEnc.require(from, 1);
        if (from.getUnsignedByte(from.readerIndex()) == 0xfe) {
            LenEnc.require(from, 9);
            return from.skipBytes(1).readLongLE();
        }
        return LenEnc.read(from);
    }

    /**
     * The status flags of a payload, without reading the rest.
     *
     * @throws PacketException when it is too short
     */
    public static int status(ByteBuf payload) {
        LenEnc.require(payload, 1);
        payload.skipBytes(1);
        unsigned(payload);
        unsigned(payload);
        LenEnc.require(payload, 2);
        return payload.readUnsignedShortLE();
    }

    public ByteBuf encode(ByteBufAllocator allocator, int sequence) {
        ByteBuf out = Packets.begin(allocator, sequence).writeByte(Packets.OK);
        writeUnsigned(out, affectedRows);
        writeUnsigned(out, lastInsertId);
        return Packets.end(out.writeShortLE(status).writeShortLE(warnings).writeBytes(rest));
    }

    private static void writeUnsigned(ByteBuf out, long value) {
        if (value < 0) {
            out.writeByte(0xfe).writeLongLE(value);
        } else {
            LenEnc.write(out, value);
        }
    }
}
