package dev.crossfade.proxy.wire;

import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A startup packet (https://www.postgresql.org/docs/18/protocol-message-formats.html, StartupMessage).
 *
 * @param minor minor version asked for
 * @param parameters in the order given, protocol options left out
 * @param options names of the protocol options ({@code _pq_.…}) asked for
 */
public record Startup(int minor, Map<String, String> parameters, List<String> options) {
    /** PostgreSQL's MAX_STARTUP_PACKET_LENGTH, and the length itself. */
    public static final int MAX_STARTUP_BYTES = 10_004;

    /**
     * The minor version that the connection goes on with. It is independent of what the backend speaks: up to 3.2 versions
     * differ in nothing but the length of cancel keys, and clients are given keys of the proxy's own.
     */
    public int agreedMinor() {
        return Math.min(minor, Messages.NEWEST_MINOR);
    }

    /** Whether the client must be told what was agreed (PostgreSQL 18 says nothing where all was as asked). */
    public boolean negotiates() {
        return minor > Messages.NEWEST_MINOR || !options.isEmpty();
    }

    /** What a client of another version is told. */
    public static String unsupported(int version) {
        return "unsupported frontend protocol " + (version >>> 16) + "." + (version & 0xffff)
                + ": server supports 3.0 to 3." + Messages.NEWEST_MINOR;
    }

    /**
     * Reads the packet after its length and version.
     *
     * @throws FatalException when it is not one of protocol 3
     */
    public static Startup decode(int version, ByteBuf buffer, int start, int end) {
        int major = version >>> 16;
        int minor = version & 0xffff;
        if (major != 3) {
            throw new FatalException("0A000", unsupported(version), null);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> options = new java.util.ArrayList<>();
        int at = start;
        while (at < end && buffer.getByte(at) != 0) {
            int zero = Text.zeroByte(buffer, at, end);
            int valueZero = zero < 0 ? -1 : Text.zeroByte(buffer, zero + 1, end);
            if (valueZero < 0) {
                break;
            }
            String name = Text.utf8(buffer, at, zero);
            if (name.startsWith("_pq_.")) {
                options.add(name);
            } else {
                parameters.put(name, Text.utf8(buffer, zero + 1, valueZero));
            }
            at = valueZero + 1;
        }
        if (at != end - 1) {
            throw FatalException.protocol("invalid startup packet layout: expected terminator as last byte");
        }
        return new Startup(minor, parameters, options);
    }
}
