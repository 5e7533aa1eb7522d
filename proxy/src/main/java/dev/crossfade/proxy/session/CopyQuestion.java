package dev.crossfade.proxy.session;

import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.Frontend;

/**
 * How many Syncs the server has read since a copy failed. Those that it had read before, in copy mode, have no answer. It is
 * found out by a message that does nothing, behind all Syncs: what comes before its answer are the Syncs' answers.
 *
 * <pre>
 *   sent:      Execute  Sync? … Sync?  [Sync, if the server may skip]   marker                        Sync
 *   answered:  error    ReadyForQuery, once for each Sync read since    CloseComplete, or an error    ReadyForQuery
 * </pre>
 *
 * The marker would be skipped, without an answer, if the server has read all the client's Syncs in copy mode: then a Sync of the
 * proxy's own stands before it. One ReadyForQuery is the proxy's in that case; they are all alike, so it is the first. And if
 * there was no other one, the client is the one who has been left skipping, up to its next Sync.
 *
 * <p>Mostly the marker is a Close of nothing. When the client sends into a copy what ends it, it is a message of that type, with
 * nothing in it: a server that copies ends the session for it as it would for the client's, and one that has stopped to says
 * that the message is malformed.
 */
final class CopyQuestion {
    private static final Entry CLIENTS = new Entry(Kind.SYNC);
    private static final Entry OWN = Entry.hidden(Kind.SYNC);

    /** The type of the marker. */
    final byte type;

    final Entry marker;
    private final boolean maySkip;
    private boolean asked;
    private boolean copyFailed;
    private int readies;

    /**
     * @param type of the marker
     * @param maySkip whether the server may skip what comes next
     */
    CopyQuestion(byte type, boolean maySkip) {
        this.type = type;
        this.maySkip = maySkip;
        this.marker = Entry.hidden(
                switch (type) {
                    case Frontend.QUERY -> Kind.QUERY;
                    case Frontend.FUNCTION_CALL -> Kind.FUNCTION_CALL;
                    default -> Kind.CLOSE; // or another one of the extended protocol, whose errors are alike
                });
    }

    /** Whether a Sync goes before the marker. */
    boolean needsSync() {
        return maySkip;
    }

    /** Whether it still has to be sent. True once. */
    boolean takeUnasked() {
        boolean was = !asked;
        asked = true;
        return was;
    }

    void copyFailed() {
        copyFailed = true;
    }

    /** Whether the copy has failed: what comes now answers the Syncs and the marker. */
    boolean isOpen() {
        return copyFailed;
    }

    /** ReadyForQuery for a Sync. Returns whose: all are the client's if the server could not be asked, being told no more. */
    Entry ready() {
        return ++readies == 1 && maySkip && asked ? OWN : CLIENTS;
    }

    /** Whether the server had read all the client's Syncs in copy mode: up to the next one, the client's messages are skipped. */
    boolean isSkipping() {
        return maySkip && readies == 1;
    }
}
