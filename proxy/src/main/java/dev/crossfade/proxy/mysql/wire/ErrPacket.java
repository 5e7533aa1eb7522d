package dev.crossfade.proxy.mysql.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * ERR_Packet (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_err_packet.html).
 *
 * @param code of the server's list of errors, 0 to 65535
 * @param sqlState five characters; empty as servers send errors before the client's capabilities are known
 */
public record ErrPacket(int code, String sqlState, String message) {
    private static final int SQL_STATE_CHARS = 5;

    /** Reads a payload, from its first byte on. */
    public static ErrPacket decode(ByteBuf payload) {
        LenEnc.require(payload, 3);
        payload.skipBytes(1);
        int code = payload.readUnsignedShortLE();
        String sqlState = "";
        if (payload.readableBytes() > SQL_STATE_CHARS && payload.getByte(payload.readerIndex()) == '#') {
            payload.skipBytes(1);
            sqlState = payload.readCharSequence(SQL_STATE_CHARS, StandardCharsets.ISO_8859_1)
                    .toString();
        }
        return new ErrPacket(code, sqlState, payload.toString(StandardCharsets.UTF_8));
    }

    public ByteBuf encode(ByteBufAllocator allocator, int sequence) {
        ByteBuf out = Packets.begin(allocator, sequence).writeByte(Packets.ERR).writeShortLE(code);
        if (!sqlState.isEmpty()) {
            out.writeByte('#').writeCharSequence(sqlState, StandardCharsets.US_ASCII);
        }
        out.writeCharSequence(message, StandardCharsets.UTF_8);
        return Packets.end(out);
    }
}
