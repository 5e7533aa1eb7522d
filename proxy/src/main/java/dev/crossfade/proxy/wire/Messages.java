package dev.crossfade.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that the proxy writes itself. Names as in the protocol's manual. */
public final class Messages {
    private static final int PROTOCOL_3_0 = 3 << 16;

    /** The newest minor version of protocol 3 that is spoken here, to either side. */
    public static final int NEWEST_MINOR = 2;

    /** A CancelRequest without its key. */
    public static final int CANCEL_REQUEST_HEADER_BYTES = 12;

    /** Since protocol 3.2; PostgreSQL 18 has keys of 32 bytes, before they always had {@link #SHORT_KEY_BYTES}. */
    public static final int MAX_CANCEL_KEY_BYTES = 256;

    public static final int SHORT_KEY_BYTES = 4;
    public static final int CANCEL_REQUEST_CODE = 80877102;
    public static final int SSL_REQUEST_CODE = 80877103;
    public static final int GSSENC_REQUEST_CODE = 80877104;

    private Messages() {}

    /** Begins a message; {@link #end} fills in its length. */
    public static ByteBuf begin(ByteBufAllocator allocator, byte type) {
        return allocator.buffer(128).writeByte(type).writeInt(0);
    }

    public static ByteBuf end(ByteBuf message) {
        return message.setInt(1, message.readableBytes() - 1);
    }

    public static ByteBuf errorResponse(
            ByteBufAllocator allocator,
            String severity,
            String sqlState,
            String message,
            @Nullable String hint,
            int position) {
        ByteBuf out = begin(allocator, Backend.ERROR_RESPONSE);
        field(out, 'S', severity);
        field(out, 'V', severity);
        field(out, 'C', sqlState);
        field(out, 'M', message);
        if (hint != null && !hint.isEmpty()) {
            field(out, 'H', hint);
        }
        if (position > 0) {
            field(out, 'P', Integer.toString(position));
        }
        return end(out.writeByte(0));
    }

    public static ByteBuf fatal(ByteBufAllocator allocator, FatalException e) {
        return errorResponse(allocator, "FATAL", e.sqlState(), String.valueOf(e.getMessage()), e.hint(), 0);
    }

    /** The same for a client of protocol 1 or 2, as PostgreSQL 15 still says it (pq_putmessage_v2). */
    public static ByteBuf fatalOfProtocol2(ByteBufAllocator allocator, String message) {
        ByteBuf out = allocator.buffer(128).writeByte(Backend.ERROR_RESPONSE);
        Text.write(out, "FATAL:  " + message + "\n");
        return out;
    }

    private static void field(ByteBuf out, char type, String value) {
        out.writeByte(type);
        Text.write(out, value.replace('\0', ' '));
    }

    /** AuthenticationOk, AuthenticationSASL and so on: a code and what belongs to it. */
    public static ByteBuf authentication(ByteBufAllocator allocator, int code, byte[] data) {
        return end(begin(allocator, Backend.AUTHENTICATION).writeInt(code).writeBytes(data));
    }

    /** Behind what is in {@code out} already. */
    public static void backendKeyData(ByteBuf out, int processId, byte[] secretKey) {
        out.writeByte(Backend.BACKEND_KEY_DATA)
                .writeInt(8 + secretKey.length)
                .writeInt(processId)
                .writeBytes(secretKey);
    }

    public static ByteBuf parameterStatus(ByteBufAllocator allocator, String name, String value) {
        ByteBuf out = allocator.buffer(64);
        parameterStatus(out, name, value);
        return out;
    }

    /** Behind what is in {@code out} already. */
    public static void parameterStatus(ByteBuf out, String name, String value) {
        int start = out.writerIndex();
        out.writeByte(Backend.PARAMETER_STATUS).writeInt(0);
        Text.write(out, name);
        Text.write(out, value);
        out.setInt(start + 1, out.writerIndex() - start - 1);
    }

    /** @param status I outside a transaction, T in one, E in a failed one */
    public static ByteBuf readyForQuery(ByteBufAllocator allocator, byte status) {
        ByteBuf out = allocator.buffer(6);
        readyForQuery(out, status);
        return out;
    }

    /** Behind what is in {@code out} already. */
    public static void readyForQuery(ByteBuf out, byte status) {
        out.writeByte(Backend.READY_FOR_QUERY).writeInt(5).writeByte(status);
    }

    /** @param options names of the protocol options asked for that are not known here: all */
    public static ByteBuf negotiateProtocolVersion(ByteBufAllocator allocator, int minor, List<String> options) {
        ByteBuf out = begin(allocator, Backend.NEGOTIATE_PROTOCOL_VERSION)
                .writeInt(PROTOCOL_3_0 + minor)
                .writeInt(options.size());
        options.forEach(option -> Text.write(out, option));
        return end(out);
    }

    /** @param minor minor version of protocol 3 to ask for */
    public static ByteBuf startup(ByteBufAllocator allocator, int minor, Map<String, String> parameters) {
        ByteBuf out = allocator.buffer(256).writeInt(0).writeInt(PROTOCOL_3_0 + minor);
        parameters.forEach((name, value) -> {
            Text.write(out, name);
            Text.write(out, value);
        });
        out.writeByte(0);
        return out.setInt(0, out.readableBytes());
    }

    public static ByteBuf cancelRequest(ByteBufAllocator allocator, int processId, byte[] secretKey) {
        int total = CANCEL_REQUEST_HEADER_BYTES + secretKey.length;
        return allocator
                .buffer(total)
                .writeInt(total)
                .writeInt(CANCEL_REQUEST_CODE)
                .writeInt(processId)
                .writeBytes(secretKey);
    }

    /** PasswordMessage, SASLInitialResponse, SASLResponse: the body is the caller's. */
    public static ByteBuf password(ByteBufAllocator allocator, byte[] body) {
        return end(begin(allocator, Frontend.PASSWORD).writeBytes(body));
    }

    public static ByteBuf query(ByteBufAllocator allocator, String sql) {
        ByteBuf out = begin(allocator, Frontend.QUERY);
        Text.write(out, sql);
        return end(out);
    }

    /** @param name bytes without the zero byte; {@code types} is the body's last part: a count and that many OIDs */
    public static ByteBuf parse(ByteBufAllocator allocator, byte[] name, byte[] sql, byte[] types) {
        ByteBuf out = begin(allocator, Frontend.PARSE);
        out.writeBytes(name).writeByte(0).writeBytes(sql).writeByte(0).writeBytes(types);
        return end(out);
    }

    /** Bind without parameters, all results as text. */
    public static ByteBuf bind(ByteBufAllocator allocator, String portal, String statement) {
        ByteBuf out = begin(allocator, Frontend.BIND);
        Text.write(out, portal);
        Text.write(out, statement);
        return end(out.writeShort(0).writeShort(0).writeShort(0));
    }

    public static ByteBuf execute(ByteBufAllocator allocator, String portal) {
        ByteBuf out = begin(allocator, Frontend.EXECUTE);
        Text.write(out, portal);
        return end(out.writeInt(0));
    }

    /** @param kind S for a statement, P for a portal */
    public static ByteBuf describe(ByteBufAllocator allocator, char kind, byte[] name) {
        return end(begin(allocator, Frontend.DESCRIBE)
                .writeByte(kind)
                .writeBytes(name)
                .writeByte(0));
    }

    /** @param kind S for a statement, P for a portal */
    public static ByteBuf close(ByteBufAllocator allocator, char kind, byte[] name) {
        return end(begin(allocator, Frontend.CLOSE)
                .writeByte(kind)
                .writeBytes(name)
                .writeByte(0));
    }

    /** Sync, Flush, Terminate: a type alone. */
    public static ByteBuf empty(byte type) {
        return Unpooled.wrappedBuffer(new byte[] {type, 0, 0, 0, 4});
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
