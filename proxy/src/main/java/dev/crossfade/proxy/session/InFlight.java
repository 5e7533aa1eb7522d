package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
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
 *   normal ── CopyInResponse ──► <b>copyIn</b> ── anything but CopyData, Sync, Flush sent, or answered ──► normal
 * </pre>
 *
 * In copy-in mode the server ignores Sync (https://www.postgresql.org/docs/15/protocol-flow.html#PROTOCOL-COPY), and
 * libpq relies on it: it sends Sync behind Execute at once and another one after CopyDone. If the copy fails it is not
 * known which of them the server had read by then. While that may be so nothing else is sent behind them ({@link
 * #isInDoubt}), and when it is so the server is asked ({@link CopyQuestion}). Of anything else but copy data it is known: a
 * server that reads it in copy mode ends the session.
 */
final class InFlight {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private boolean skipping;
    private boolean copyIn;

    /** Whether what was sent last ends the transaction that the server has begun by itself for extended messages. */
    private boolean synced = true;

    /** How many entries end with ReadyForQuery: not to be counted for each message of a long pipeline. */
    private int readyDue;

    /** What may copy in, with a Sync sent behind it that the server may or may not read in copy mode. */
    private @Nullable Entry doubtful;

    private @Nullable CopyQuestion question;

    /** The server has been sent {@code entry}'s message. */
    void sent(Entry entry) {
        if (entry.kind == Kind.COPY_END) {
            if (copyIn) {
                copyIn = false;
                entries.element().copyEnded = true;
                return;
            }
            if (entries.isEmpty()) {
                return; // the server ignores it
            }
        }
        if (entry.kind == Kind.SYNC) {
            entry.maybeIgnored = copyIn;
            skipping = skipping && copyIn;
            noteDoubt();
        } else {
            copyIn = false; // where this stands the server copies no more, or ends the session
        }
        if (entry.kind != Kind.COPY_END) {
            synced = entry.kind.endsWithReady() && !entry.maybeIgnored;
        }
        entries.add(entry);
        readyDue += entry.kind.endsWithReady() ? 1 : 0;
    }

    /** A Sync is sent, perhaps into a copy. A simple Query may have several of them. */
    private void noteDoubt() {
        boolean ended = false;
        Iterator<Entry> newestFirst = entries.descendingIterator();
        while (doubtful == null && newestFirst.hasNext()) {
            Entry entry = newestFirst.next();
            if (entry.kind == Kind.COPY_END) {
                ended = true;
                continue;
            }
            if (entry.mayCopyIn && (entry.kind == Kind.QUERY || !(ended || entry.copyEnded))) {
                doubtful = entry;
            }
            return;
        }
    }

    /** Whether it may come to depend on an error's moment how the server takes what is sent next, unless that is a Sync. */
    boolean isInDoubt() {
        return doubtful != null || question != null;
    }

    /** Whether the server copies from the client, may come to do so, or may have stopped to. */
    boolean mayBeCopyingIn() {
        return copyIn || isInDoubt() || entries.stream().anyMatch(entry -> entry.mayCopyIn);
    }

    /** What may copy in, with a Sync behind it of which it depends on that whether it is answered. */
    @Nullable
    Entry doubtful() {
        return doubtful;
    }

    /**
     * The client has sent into the copy what ends it: the server is to be asked now.
     *
     * @param type the message's
     */
    CopyQuestion ask(byte type) {
        CopyQuestion asked = new CopyQuestion(type, entries.element().kind.isExtended());
        question = asked;
        return asked;
    }

    /** What the server is being asked about a copy that failed; until that is answered nothing is sent. */
    @Nullable
    CopyQuestion question() {
        return question;
    }

    /** Whether a Sync stands behind an entry, and that has not been answered: if that one fails or is skipped, what follows the Sync is not. */
    boolean isSyncedBehind(@Nullable Entry entry) {
        if (entry == null) {
            return false;
        }
        boolean synced = false;
        Iterator<Entry> newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext()) {
            Entry next = newestFirst.next();
            if (next == entry) {
                return synced;
            }
            synced |= next.kind == Kind.SYNC;
        }
        return false;
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

    /**
     * Whether no extended message was sent since the last Sync, even if all have been answered by a Flush. Else the server goes on with
     * the transaction that they have begun, and a Sync would commit what the next simple Query may still take back.
     */
    boolean isSynced() {
        return synced;
    }

    /** Whether a Sync of our own would change nothing: nothing sent is left without one. */
    boolean maySync() {
        return synced && isAtBoundary();
    }

    /** Whether a ReadyForQuery is due, which says whether the transaction has failed. */
    boolean isReadyDue() {
        return readyDue > 0;
    }

    /** Whether something is in flight that may end the transaction. */
    boolean mayEndTransaction() {
        return entries.stream().anyMatch(entry -> entry.kind == Kind.EXECUTE || entry.kind.endsWithReady());
    }

    /** Whether there is something that the server will answer to the end without being sent more. */
    boolean isOwed() {
        if (copyIn) {
            return false;
        }
        Iterator<Entry> newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext()) {
            Entry entry = newestFirst.next();
            if (entry.kind != Kind.COPY_END) {
                return question != null || (entry.kind.endsWithReady() && !entry.maybeIgnored);
            }
        }
        return false;
    }

    /** The message of this kind at the head has been answered. */
    Entry answered(Kind kind) {
        CopyQuestion asked = question;
        if (asked != null && asked.isOpen() && kind == Kind.CLOSE) {
            return answered(asked);
        }
        Entry head = entries.peek();
        if (head == null || head.kind != kind) {
            throw unexpected("the answer to " + kind);
        }
        copyInEnds();
        take();
        dropCopyEnds();
        head.succeeded();
        return head;
    }

    /** The server has said how many Syncs it has read since the copy failed. */
    private Entry answered(CopyQuestion asked) {
        if (!entries.contains(asked.marker)) {
            throw unexpected("the answer to what was not asked");
        }
        question = null;
        skipping = asked.isSkipping();
        Entry marker;
        do {
            marker = take();
        } while (marker != asked.marker);
        return marker;
    }

    private Entry take() {
        Entry taken = entries.remove();
        readyDue -= taken.kind.endsWithReady() ? 1 : 0;
        if (taken == doubtful) {
            doubtful = null;
        }
        return taken;
    }

    /** CopyInResponse: from here on the server ignores Sync, up to the end of the copy, and takes nothing else. */
    void copyInBegins() {
        Iterator<Entry> following = entries.iterator();
        if (!following.hasNext()) {
            throw unexpected("CopyInResponse");
        }
        Entry copy = following.next();
        copy.copying = true;
        copy.mayCopyIn = true;
        while (following.hasNext()) {
            Entry entry = following.next();
            if (entry.kind == Kind.COPY_END) {
                following.remove();
                return;
            }
            if (entry.kind != Kind.SYNC) {
                return; // which ends the session, unless the copy has failed before
            }
            entry.maybeIgnored = true;
            doubtful = copy;
        }
        copyIn = true;
    }

    /** CommandComplete. If it is a COPY's, the server has read in copy mode all that was sent before the copy's end. */
    void copyInEnds() {
        copyIn = false;
        Entry head = entries.peek();
        if (head != null && head.copying) {
            head.copying = false;
            int before = entries.size();
            entries.removeIf(entry -> entry.kind == Kind.SYNC && entry.maybeIgnored);
            readyDue -= before - entries.size();
        }
    }

    /** ErrorResponse: what the server will not answer any more is dropped, newest first. Returns what failed. */
    @Nullable
    Entry failed() {
        copyIn = false;
        Entry head = entries.peek();
        if (head == null) {
            return null;
        }
        if (question != null && question.isOpen()) {
            return null; // the connection's end
        }
        if (!head.kind.isExtended()) {
            head.failed(true);
            copyFailed(head, false);
            return head;
        }
        take();
        List<Entry> skipped = new ArrayList<>();
        while (!entries.isEmpty() && entries.peek().kind != Kind.SYNC) {
            skipped.add(take());
        }
        for (int i = skipped.size() - 1; i >= 0; i--) {
            skipped.get(i).failed(false);
        }
        head.failed(true);
        skipping = entries.stream().noneMatch(entry -> entry.kind == Kind.SYNC && !entry.maybeIgnored);
        copyFailed(head, skipping);
        return head;
    }

    /** ErrorResponse that does not end the connection, while the server is being asked about a copy that failed. */
    Entry markerFailed(CopyQuestion asked) {
        Entry marker = answered(asked);
        if (marker.kind.endsWithReady()) {
            entries.addFirst(marker);
            readyDue++;
        }
        return marker;
    }

    /** @param maySkip whether the server may skip what comes next, because it has read all Syncs in copy mode */
    private void copyFailed(Entry failed, boolean maySkip) {
        if (question == null && failed.copying && entries.stream().anyMatch(entry -> entry.maybeIgnored)) {
            if (entries.stream()
                    .anyMatch(entry -> entry != failed && entry.kind != Kind.SYNC && entry.kind != Kind.COPY_END)) {
                throw unexpected(
                        "an error in a copy that was none"); // no text was taken for one: nothing was held behind it
            }
            question = new CopyQuestion(Frontend.CLOSE, maySkip);
        }
        if (question != null) {
            question.copyFailed();
        }
        failed.copying = false;
    }

    /** ReadyForQuery. Returns what it answers; null when it was not expected. */
    @Nullable
    Entry ready() {
        copyIn = false;
        CopyQuestion asked = question;
        if (asked != null && asked.isOpen() && entries.element().kind == Kind.SYNC) {
            return asked.ready();
        }
        Entry answered = null;
        Entry head = entries.peek();
        if (head != null && head.kind.endsWithReady()) {
            answered = take();
        }
        dropCopyEnds();
        if (answered != null && !answered.settled) {
            answered.succeeded();
        }
        return answered;
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
