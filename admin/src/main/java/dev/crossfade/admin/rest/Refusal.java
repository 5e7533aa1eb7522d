package dev.crossfade.admin.rest;

import dev.crossfade.flags.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refusal that is HTTP's own, with a status of its own: no such path, wrong method, too big, not from here. */
final class Refusal extends RuntimeException {
    private final int status;
    private final Problem problem;
    private final @Nullable String hint;
    private final transient Map<String, String> headers;

    Refusal(int status, Problem problem, String message, @Nullable String hint, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.problem = problem;
        this.hint = hint;
        this.headers = headers;
    }

    Refusal(int status, Problem problem, String message, @Nullable String hint) {
        this(status, problem, message, hint, Map.of());
    }

    int status() {
        return status;
    }

    Problem problem() {
        return problem;
    }

    @Nullable
    String hint() {
        return hint;
    }

    Map<String, String> headers() {
        return headers;
    }
}
