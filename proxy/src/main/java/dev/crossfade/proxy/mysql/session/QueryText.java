package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.PacketException;
import io.netty.buffer.ByteBuf;

/** Where the text begins in a COM_QUERY (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query.html). Pure. */
final class QueryText {
    private QueryText() {}

    /**
     * How many bytes stand in front of the text, from the payload's beginning.
     *
     * @param payload whole, or at least all that stands in front of the text
     * @return -1 when it is cut off, or of no known form: the server's to refuse
     */
    static int start(ByteBuf payload, boolean queryAttributes) {
        if (!queryAttributes) {
            return 1;
        }
        ByteBuf rest = payload.slice();
        try {
            rest.skipBytes(1);
            long count = LenEnc.read(rest);
            long sets = LenEnc.read(rest);
            if (count < 0 || count > 0xffff || sets != 1) {
                return -1;
            }
            if (count > 0) {
                skipAttributes(rest, (int) count);
            }
            return rest.readerIndex();
        } catch (PacketException | IndexOutOfBoundsException e) {
            return -1;
        }
    }

    private static void skipAttributes(ByteBuf rest, int count) {
        byte[] nulls = new byte[(count + 7) / 8];
        rest.readBytes(nulls);
        if (rest.readByte() != 1) {
            throw PacketException.malformed(); // there is no statement that would have kept the types
        }
        int[] types = new int[count];
        for (int i = 0; i < count; i++) {
            types[i] = rest.readUnsignedByte();
            rest.skipBytes(1);
            LenEnc.skip(rest);
        }
        for (int i = 0; i < count; i++) {
            if ((nulls[i / 8] & (1 << (i % 8))) == 0) {
                skipValue(rest, types[i]);
            }
        }
    }

    /** https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html */
    private static void skipValue(ByteBuf rest, int type) {
        switch (type) {
            case 0x06 -> {} // NULL
            case 0x01 -> rest.skipBytes(1); // TINY
            case 0x02, 0x0d -> rest.skipBytes(2); // SHORT, YEAR
            case 0x03, 0x04, 0x09 -> rest.skipBytes(4); // LONG, FLOAT, INT24
            case 0x05, 0x08 -> rest.skipBytes(8); // DOUBLE, LONGLONG
            case 0x07, 0x0a, 0x0b, 0x0c -> rest.skipBytes(rest.readUnsignedByte()); // dates and times
            default -> LenEnc.skip(rest);
        }
    }
}
