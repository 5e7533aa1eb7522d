package dev.crossfade.flags;

import org.jspecify.annotations.Nullable;

/** A refusal or failure with its {@link Problem}, what was wrong, and what to do. Messages never hold secrets. */
public class CrossfadeException extends RuntimeException {
    private final Problem problem;
    private final @Nullable String hint;

    public CrossfadeException(Problem problem, String message, @Nullable String hint) {
        super(message);
        this.problem = problem;
        this.hint = hint;
    }

    public CrossfadeException(Problem problem, String message, @Nullable String hint, Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.hint = hint;
    }

    public Problem problem() {
        return problem;
    }

    /** What to do about it, or null when the message says it all. */
    public @Nullable String hint() {
        return hint;
    }
}
