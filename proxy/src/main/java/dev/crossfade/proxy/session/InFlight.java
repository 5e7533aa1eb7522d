package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.FatalException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages the server has been sent and has not answered, in order, and what it will do with those that follow.
 * Nothing but a queue: no channel, no clock.
 *
 * <pre>
 *                  ┌── error in PARSE … CLOSE: drop up to the next SYNC ──┐
 *   normal ────────┤                                                     ├─► normal, when a SYNC is in the queue
 *                  └── none in the queue: <b>skipping</b> ── SYNC sent ────────┘
 *
 *   normal ── CopyInResponse ──► <b>copyIn</b> ── CopyDone, CopyFail sent, or answered ──► normal
 * </pre>
 *
 * In copy-in mode the server ignores Sync (https://www.postgresql.org/docs/15/protocol-flow.html#PROTOCOL-COPY), and
 * libpq relies on it: it sends Sync behind Execute at once and another one after CopyDone. If the copy fails it is not
 * known which of them was read in copy mode, so those may be answered or not, and ReadyForQuery is taken either way.
 * Messages between those Syncs and the last one, which libpq never sends, are then answered or skipped: when an answer fits
 * nothing, the session is ended.
 */
final class InFlight {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private boolean skipping;
    private boolean copyIn;

    /** The server has been sent {@code entry}'s message. */
    void sent(Entry entry) {
        if (entry.kind == Kind.COPY_END) {
            if (copyIn) {
                copyIn = false;
                return;
            }
            if (entries.isEmpty()) {
                return; // the server ignores it
            }
        }
        if (entry.kind == Kind.SYNC) {
            entry.maybeIgnored = copyIn;
            skipping = skipping && copyIn;
        }
        entries.add(entry);
    }

    /** The message being answered. */
    @Nullable
    Entry head() {
        return entries.peek();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** Whether the server ignores everything but Sync and Terminate. */
    boolean isSkipping() {
        return skipping;
    }

    /** Whether the server waits for the client's copy data. */
    boolean isCopyIn() {
        return copyIn;
    }

    /**
     * Whether everything sent has its ReadyForQuery, so that a Sync more changes nothing. Behind extended messages that may
     * still fail a Query has none: the server then skips it too, up to the client's own Sync.
     */
    boolean isAtBoundary() {
        Iterator<Entry> newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext()) {
            Entry entry = newestFirst.next();
            if (entry.kind == Kind.SYNC) {
                return !entry.maybeIgnored;
            }
            if (!entry.kind.endsWithReady()) {
                return false;
            }
        }
        return true;
    }

    /** The message of this kind at the head has been answered. */
    Entry answered(Kind kind) {
        Entry head = entries.peek();
        if (head == null || head.kind != kind) {
            throw unexpected("the answer to " + kind);
        }
        entries.poll();
        copyIn = false;
        if (kind == Kind.EXECUTE) {
            dropIgnoredSyncs(); // a copy that succeeded: the server has read them all
        }
        dropCopyEnds();
        head.succeeded();
        return head;
    }

    /** CopyInResponse: from here on the server ignores Sync, up to the end of the copy. */
    void copyInBegins() {
        Iterator<Entry> following = entries.iterator();
        if (!following.hasNext()) {
            throw unexpected("CopyInResponse");
        }
        following.next();
        while (following.hasNext()) {
            Entry entry = following.next();
            if (entry.kind == Kind.COPY_END) {
                following.remove();
                return;
            }
            if (entry.kind == Kind.SYNC) {
                entry.maybeIgnored = true;
            }
        }
        copyIn = true;
    }

    /** A COPY within a simple Query has come to its end. */
    void copyInEnds() {
        copyIn = false;
    }

    /** ErrorResponse: what the server will not answer any more is dropped, newest first. Returns what failed. */
    @Nullable
    Entry failed() {
        copyIn = false;
        Entry head = entries.peek();
        if (head == null || !head.kind.isExtended()) {
            return head;
        }
        entries.poll();
        List<Entry> skipped = new ArrayList<>();
        while (!entries.isEmpty() && entries.peek().kind != Kind.SYNC) {
            skipped.add(entries.poll());
        }
        for (int i = skipped.size() - 1; i >= 0; i--) {
            skipped.get(i).failed(false);
        }
        head.failed(true);
        // With only Syncs that may have been ignored, the server either skips still, or its ReadyForQuery is on the
        // way.
        skipping = entries.stream().noneMatch(entry -> entry.kind == Kind.SYNC && !entry.maybeIgnored);
        return head;
    }

    /** ReadyForQuery. Returns what it answers; null for a Sync that was thought ignored. */
    @Nullable
    Entry ready() {
        copyIn = false;
        skipping = skipping && entries.stream().anyMatch(entry -> entry.kind != Kind.SYNC);
        Entry answered = null;
        while (!entries.isEmpty() && entries.peek().kind == Kind.SYNC && entries.peek().maybeIgnored) {
            answered = entries.poll();
        }
        Entry head = entries.peek();
        if (head != null && head.kind.endsWithReady()) {
            answered = entries.poll();
            dropIgnoredSyncs();
        }
        dropCopyEnds();
        if (answered != null) {
            answered.succeeded();
        }
        return answered;
    }

    private void dropIgnoredSyncs() {
        while (!entries.isEmpty() && entries.peek().kind == Kind.SYNC && entries.peek().maybeIgnored) {
            entries.poll();
        }
    }

    private void dropCopyEnds() {
        while (!entries.isEmpty() && entries.peek().kind == Kind.COPY_END) {
            entries.poll();
        }
    }

    /** The statements whose Parse has not been answered yet. */
    List<Statement> statementsOnTheirWay() {
        List<Statement> statements = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.statement != null) {
                statements.add(entry.statement);
            }
        }
        return statements;
    }

    FatalException unexpected(String what) {
        Entry head = entries.peek();
        return new FatalException(
                Problem.INTERNAL,
                "Crossfade has lost track of the server's answers: " + what + " came, expected was "
                        + (head == null ? "nothing" : "the answer to " + head.kind),
                "Please report this with the statements that led here.");
    }
}
