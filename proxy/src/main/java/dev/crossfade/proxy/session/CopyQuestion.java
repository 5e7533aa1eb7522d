package dev.crossfade.proxy.session;

import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.Frontend;

/**
 * How many Syncs the server has read since a copy failed. Those that it had read before, in copy mode, have no answer. It is
 * found out by a Close of nothing, behind all Syncs: what comes before its answer are the Syncs' answers.
 *
 * <pre>
 *   sent:      Execute  Sync? … Sync?  [Sync, if the server may skip]   Close   Sync
 *   answered:  error    ReadyForQuery, once for each Sync read since    CloseComplete   ReadyForQuery
 * </pre>
 *
 * A Close is skipped, without an answer, if the server has read all the client's Syncs in copy mode: then a Sync of the
 * proxy's own stands before it. One ReadyForQuery is the proxy's in that case; they are all alike, so it is the first. And if
 * there was no other one, the client is the one who has been left skipping, up to its next Sync.
 */
final class CopyQuestion {
    private static final Entry CLIENTS = new Entry(Kind.SYNC);
    private static final Entry OWN = Entry.hidden(Kind.SYNC);

    final Entry marker = Entry.hidden(Kind.CLOSE);
    private final boolean maySkip;
    private final byte nudged;
    private boolean asked;
    private int readies;
    private int own;

    /**
     * @param maySkip whether the server may skip what comes next
     * @param nudged the type of the empty message that was sent into the copy, which ends it; 0 for none
     */
    CopyQuestion(boolean maySkip, byte nudged) {
        this.maySkip = maySkip;
        this.nudged = nudged;
        this.own = needsSync() ? 1 : 0;
    }

    /** Whether a Sync goes before the Close: the server skips, or it will for the sake of the empty message. */
    boolean needsSync() {
        return maySkip || nudged != 0;
    }

    /** Whether it still has to be sent. True once. */
    boolean takeUnasked() {
        boolean was = !asked;
        asked = true;
        return was;
    }

    /** ReadyForQuery for a Sync. Returns whose. */
    Entry ready() {
        readies++;
        if (own > 0) {
            own--;
            return OWN;
        }
        return CLIENTS;
    }

    /** The empty message has failed: the server was not in copy mode any more when it read it. */
    void nudgeFailed() {
        if (nudged == Frontend.QUERY || nudged == Frontend.FUNCTION_CALL) {
            own++; // it has a ReadyForQuery of its own
        }
    }

    /** Whether the server had read all the client's Syncs in copy mode: up to the next one, the client's messages are skipped. */
    boolean isSkipping() {
        return maySkip && readies == 1;
    }
}
