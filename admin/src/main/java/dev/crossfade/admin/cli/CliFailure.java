package dev.crossfade.admin.cli;

import org.jspecify.annotations.Nullable;

/** A command that was refused or failed, with what to show for it. */
final class CliFailure extends RuntimeException {
    private final @Nullable String hint;
    private final @Nullable String json;

    CliFailure(String message, @Nullable String hint) {
        this(message, hint, null);
    }

    /**
     * A refusal by the admin API.
     *
     * @param json the problem details as they came
     */
    CliFailure(String message, @Nullable String hint, @Nullable String json) {
        super(message);
        this.hint = hint;
        this.json = json;
    }

    @Nullable
    String hint() {
        return hint;
    }

    @Nullable
    String json() {
        return json;
    }
}
