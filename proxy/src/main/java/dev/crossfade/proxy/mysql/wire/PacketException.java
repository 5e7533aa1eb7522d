package dev.crossfade.proxy.mysql.wire;

/** A connection cannot go on: what its peer is told, as an ERR packet, before it is closed. Holds no secret. */
public final class PacketException extends RuntimeException {
    /** Server error codes of the proxy's own making (https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html). */
    public static final int ER_HANDSHAKE_ERROR = 1043;

    public static final int ER_UNKNOWN_ERROR = 1105;
    public static final int ER_NET_PACKET_TOO_LARGE = 1153;
    public static final int ER_NET_UNCOMPRESS_ERROR = 1157;
    public static final int ER_MALFORMED_PACKET = 1835;

    private final ErrPacket error;

    /** @param code of the server's list; {@code sqlState} has five characters */
    public PacketException(int code, String sqlState, String message) {
        this(new ErrPacket(code, sqlState, message));
    }

    public PacketException(ErrPacket error) {
        super(
                error.message(),
                null,
                false,
                false); // thrown for whatever bytes a stranger sends: no stack trace to fill
        this.error = error;
    }

    /** The peer sent a packet that cannot be read. */
    public static PacketException malformed() {
        return new PacketException(ER_MALFORMED_PACKET, "HY000", "Malformed communication packet.");
    }

    /** What the peer is told. */
    public ErrPacket error() {
        return error;
    }
}
