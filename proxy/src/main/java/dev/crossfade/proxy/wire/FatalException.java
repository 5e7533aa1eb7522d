package dev.crossfade.proxy.wire;

import dev.crossfade.flags.Problem;
import org.jspecify.annotations.Nullable;

/** A connection cannot go on: what its client is told, as a FATAL ErrorResponse, before it is closed. Holds no secret. */
public final class FatalException extends RuntimeException {
    private final String sqlState;
    private final @Nullable String hint;

    public FatalException(String sqlState, String message, @Nullable String hint) {
        super(message, null, false, false); // thrown for whatever bytes a stranger sends: no stack trace to fill
        this.sqlState = sqlState;
        this.hint = hint;
    }

    public FatalException(Problem problem, String message, @Nullable String hint) {
        this(problem.sqlState(), message, hint);
    }

    /** The peer broke the protocol. */
    public static FatalException protocol(String message) {
        return new FatalException(Problem.PROTOCOL_VIOLATION, message, null);
    }

    public String sqlState() {
        return sqlState;
    }

    public @Nullable String hint() {
        return hint;
    }
}
