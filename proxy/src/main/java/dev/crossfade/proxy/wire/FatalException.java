package dev.crossfade.proxy.wire;

import dev.crossfade.flags.Problem;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A connection cannot go on: what its client is told, as a FATAL ErrorResponse, before it is closed. Holds no secret. */
public final class FatalException extends RuntimeException {
    /** What PostgreSQL writes in its log when a message has a length it cannot have. */
    public static final String INVALID_LENGTH = "invalid message length";

    private final String sqlState;
    private final @Nullable String hint;
    private final byte @Nullable [] header;
    private final boolean silent;

    public FatalException(String sqlState, String message, @Nullable String hint) {
        this(sqlState, message, hint, null, false);
    }

    private FatalException(
            String sqlState, String message, @Nullable String hint, byte @Nullable [] header, boolean silent) {
        super(message, null, false, false); // thrown for whatever bytes a stranger sends: no stack trace to fill
        this.sqlState = sqlState;
        this.hint = hint;
        this.header = header;
        this.silent = silent;
    }

    public FatalException(Problem problem, String message, @Nullable String hint) {
        this(problem.sqlState(), message, hint);
    }

    /** The peer broke the protocol. */
    public static FatalException protocol(String message) {
        return new FatalException(Problem.PROTOCOL_VIOLATION, message, null);
    }

    /** The peer sent a message that the protocol does not know, or of a length it cannot have. */
    public static FatalException message(byte type, int length, String message) {
        byte[] header = ByteBuffer.allocate(5).put(type).putInt(length).array();
        return new FatalException(Problem.PROTOCOL_VIOLATION.sqlState(), message, null, header, false);
    }

    /** The peer sent something before its startup packet that PostgreSQL closes the connection for without a word. */
    public static FatalException silent(String message) {
        return new FatalException(Problem.PROTOCOL_VIOLATION.sqlState(), message, null, null, true);
    }

    /** The message's type and length, when it is these that break the protocol; else null. */
    public byte @Nullable [] header() {
        return header == null ? null : header.clone();
    }

    /** Whether it is the message's length that breaks the protocol. */
    public boolean isOfLength() {
        return header != null && INVALID_LENGTH.equals(getMessage());
    }

    /** Whether the peer is not told. */
    public boolean isSilent() {
        return silent;
    }

    public String sqlState() {
        return sqlState;
    }

    public @Nullable String hint() {
        return hint;
    }
}
