package dev.crossfade.admin.tool;

import org.jspecify.annotations.Nullable;

/** A tool cannot run, or has ended without doing what it was to do; the message says why, without a secret. */
public final class ToolException extends Exception {
    private static final long serialVersionUID = 1;

    private final @Nullable String hint;

    ToolException(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    /** What to do about it, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
