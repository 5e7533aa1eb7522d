package dev.crossfade.proxy.plan;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.rewrite.RewriteResult;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one text, and under which circumstances that was decided.
 *
 * @param rules under which rules; compared by identity first
 * @param catalogVersion of which catalog
 * @param hidden which watched names did not mean the watched tables; null when that did not matter
 * @param standardConformingStrings how strings were read
 * @param bits what the byte scan saw, {@link StatementRewriter.Watch}
 * @param text the client's text, for reports; empty when nothing is watched
 * @param result what becomes of it
 */
public record Plan(
        RuleSet rules,
        long catalogVersion,
        @Nullable Set<TableName> hidden,
        boolean standardConformingStrings,
        int bits,
        String text,
        RewriteResult result) {

    /** No rules: everything goes on as it is. */
    public static final Plan NONE =
            new Plan(RuleSet.NONE, 0, null, true, 0, "", RewriteResult.Untouched.NOTHING_WATCHED);

    /**
     * What a client is told in place of a statement's result.
     *
     * @param unparsed the client's text when it does not parse here; if it does not in the server either, the client is told
     *     what the server says
     */
    public record Refusal(
            String sqlState,
            String message,
            String hint,
            int position,
            @Nullable String unparsed) {
        public Refusal(String sqlState, String message, String hint, int position) {
            this(sqlState, message, hint, position, null);
        }
    }

    public boolean has(int bit) {
        return (bits & bit) != 0;
    }

    /** The text to send instead of the client's, or null for the client's. */
    public @Nullable String serverText() {
        return result instanceof RewriteResult.Rewritten rewritten ? rewritten.sql() : null;
    }

    public RewriteResult.@Nullable Rewritten rewritten() {
        return result instanceof RewriteResult.Rewritten rewritten ? rewritten : null;
    }

    public @Nullable Refusal refusal() {
        if (!(result instanceof RewriteResult.Refused r)) {
            return null;
        }
        boolean unparsed = r.sqlState().equals(RewriteResult.Refused.UNPARSED);
        return new Refusal(r.clientSqlState(), r.message(), r.hint(), r.position(), unparsed ? text : null);
    }
}
