package dev.crossfade.admin.rehearsal;

import org.jspecify.annotations.Nullable;

/** A rehearsal cannot go on, and why; what it has found so far is still reported. */
final class RehearsalException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    RehearsalException(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    /** What happened and what to do about it. */
    String whole() {
        return hint == null ? String.valueOf(getMessage()) : getMessage() + ". " + hint;
    }
}
