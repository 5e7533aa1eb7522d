package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a text of a session.
 *
 * @param plan what the rewriter made of it
 * @param epoch of the session's settings it was read under, see {@link TextState#epoch}
 * @param charset of the text that is sent
 * @param error what the client is told in place of an answer, null when it is sent
 */
record Decision(
        Plan plan, int epoch, String charset, @Nullable ErrPacket error) {
    /** No rules: everything goes on as it is. */
    static final Decision NONE = new Decision(Plan.NONE, 0, "", null);

    boolean isWatched() {
        return plan.has(Watch.WATCHED);
    }

    /** Whether the text may change how texts are read from then on. */
    boolean changesState() {
        return plan.has(Watch.NAME_STATE) || plan.has(Watch.SQL_PREPARE);
    }

    /** The text to send instead of the client's, or null for the client's. */
    @Nullable
    String serverText() {
        return plan.serverText();
    }

    /** Whether what one of them prepares does for the other. */
    boolean preparesAs(Decision other) {
        return Objects.equals(serverText(), other.serverText());
    }
}
