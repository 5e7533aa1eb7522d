package dev.crossfade.proxy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a statement.
 *
 * @param outcome {@code untouched}, {@code rewritten}, {@code refused}
 * @param sql the text that would be sent to the backend; when refused, the client's own
 * @param sqlState when refused
 * @param message when refused
 * @param hint when refused
 */
public record RewriteAnswer(
        String outcome,
        String sql,
        List<Edit> edits,
        @Nullable String sqlState,
        @Nullable String message,
        @Nullable String hint) {
    public RewriteAnswer {
        edits = List.copyOf(edits);
    }

    /** One change in the client's text, 0-based in code points, {@code end} exclusive. */
    public record Edit(int start, int end, String replacement, String reason) {}
}
