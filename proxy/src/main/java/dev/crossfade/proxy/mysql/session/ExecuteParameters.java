package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.PacketException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Where the types of the parameters stand in a COM_STMT_EXECUTE
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_execute.html). A client sends them when they are new;
 * the server keeps them with its statement.
 *
 * @param flagAt where the byte stands that says whether types follow, from the payload's beginning
 * @param types the types and names that follow, null when they do not
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ExecuteParameters(int flagAt, byte @Nullable [] types) {
    /** Of the command, the statement's id, the flags and the number of iterations. */
    static final int FIXED_BYTES = 1 + 4 + 1 + 4;

    private static final int FLAGS_AT = 5;
    private static final int PARAMETER_COUNT_AVAILABLE = 8;

    /**
     * Reads the beginning of a payload.
     *
     * @param payload what is here of it
     * @return null when there are no parameters, or too little of it is here
     */
    static @Nullable ExecuteParameters of(ByteBuf payload, int parameters, boolean queryAttributes) {
        int start = payload.readerIndex();
        if (payload.readableBytes() <= FIXED_BYTES) {
            return null;
        }
        boolean counted = queryAttributes && (payload.getByte(start + FLAGS_AT) & PARAMETER_COUNT_AVAILABLE) != 0;
        if (parameters == 0 && !counted) {
            return null;
        }
        ByteBuf rest = payload.slice(start + FIXED_BYTES, payload.readableBytes() - FIXED_BYTES);
        try {
            long count = queryAttributes ? LenEnc.read(rest) : parameters;
            if (count <= 0 || count > 0xffff) {
                return null;
            }
            int nulls = (int) (count + 7) / 8;
            LenEnc.require(rest, nulls + 1);
            rest.skipBytes(nulls);
            int flagAt = FIXED_BYTES + rest.readerIndex();
            if (rest.readByte() == 0) {
                return new ExecuteParameters(flagAt, null);
            }
            int typesFrom = rest.readerIndex();
            for (int i = 0; i < count; i++) {
                LenEnc.require(rest, 2);
                rest.skipBytes(2);
                if (queryAttributes) {
                    LenEnc.skip(rest);
                }
            }
            byte[] types = new byte[rest.readerIndex() - typesFrom];
            rest.getBytes(typesFrom, types);
            return new ExecuteParameters(flagAt, types);
        } catch (PacketException e) {
            return null; // cut off, or the server's to refuse
        }
    }
}
