package dev.crossfade.proxy.session;

import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.ErrorFields;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Messages;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages that the proxy puts between the client's: lookups of names, statements prepared again, and texts that fail
 * for sure in place of a refused one. They go in order with the client's and leave nothing behind.
 */
final class HiddenMessages {
    private static final byte[] NO_TYPES = {0, 0};

    /** A portal that never is: closing it is answered like closing any other. */
    private static final byte[] NO_PORTAL = Messages.utf8("crossfade$none");

    private static final byte[] LOOKUP_NAME = NameLookup.NAME.getBytes(StandardCharsets.US_ASCII);

    /** What the text that stands in for a refused one fails with: undefined_column. */
    private static final String STAND_IN_SQLSTATE = "42703";

    private static final String SEPARATOR = "; ";

    private final Session session;
    private final ByteBufAllocator allocator;

    HiddenMessages(Session session) {
        this.session = session;
        this.allocator = session.client.channel().alloc();
    }

    /**
     * Sends a lookup.
     *
     * @param sync whether it ends with Sync, as it may in front of a simple Query; in the middle of a pipeline, which is
     *     one transaction up to the client's Sync, it must not
     */
    void lookUp(NameLookup lookup, boolean sync) {
        Entry.Undo failed = itself -> session.planning.lookUpFailed();
        inOrder(lookup.sql(), lookup, () -> session.planning.lookedUp(lookup), failed, sync);
    }

    /** Runs a statement without rows before what the client sends next; its error is passed on as the client's. */
    void runInOrder(String sql, boolean sync) {
        inOrder(sql, (buffer, start, end) -> {}, () -> {}, itself -> {}, sync);
    }

    private void inOrder(String sql, Entry.Rows rows, Runnable done, Entry.Undo failed, boolean sync) {
        Entry execute = failing(Kind.EXECUTE, failed);
        execute.rows = rows;
        Entry last = failing(Kind.CLOSE, failed);
        last.done = done;
        send(Messages.parse(allocator, LOOKUP_NAME, Messages.utf8(sql), NO_TYPES), failing(Kind.PARSE, failed));
        send(Messages.bind(allocator, NameLookup.NAME, NameLookup.NAME), failing(Kind.BIND, failed));
        send(Messages.execute(allocator, NameLookup.NAME), execute);
        send(Messages.close(allocator, 'P', LOOKUP_NAME), failing(Kind.CLOSE, failed));
        send(Messages.close(allocator, 'S', LOOKUP_NAME), last);
        if (sync) {
            send(Messages.empty(Frontend.SYNC), Entry.hidden(Kind.SYNC));
        } else {
            session.toServer().write(Messages.empty(Frontend.FLUSH));
        }
    }

    private static Entry failing(Kind kind, Entry.Undo failed) {
        Entry entry = Entry.hidden(kind);
        entry.undo = failed;
        return entry;
    }

    /**
     * Runs statements while the client has nothing in flight.
     *
     * @param rows given the rows, or null when they do not matter
     * @param done when all have succeeded
     * @param failed given the server's message when one has failed
     */
    void runAlone(String sql, Entry.@Nullable Rows rows, Runnable done, Consumer<String> failed) {
        Entry query = Entry.hidden(Kind.QUERY);
        boolean[] wasError = {false};
        query.rows = rows;
        query.hiddenError = error -> {
            wasError[0] = true;
            failed.accept(error);
        };
        query.done = () -> {
            if (!wasError[0]) {
                done.run();
            }
        };
        session.preparation.serversUnnamedDropped(query);
        send(Messages.query(allocator, sql), query);
    }

    /** Makes sure that a statement, of which it is not known whether the client deallocated it, is not there. */
    void forget(Statement statement) {
        Entry close = Entry.hidden(Kind.CLOSE);
        session.statements.closed(statement.name, close);
        session.namedBySql.closed(statement.name, close);
        send(Messages.close(allocator, 'S', statement.name), close);
    }

    /**
     * Sends a text that fails in place of a message of the extended protocol: the server then does with the transaction and
     * with what follows just what it does after any error. In a failed transaction it answers 25P02, as it would have.
     *
     * @param name under which the client wanted to prepare a statement; a failing Parse leaves none
     */
    void refuseExtended(Kind insteadOf, byte[] name, Plan.Refusal refusal) {
        Entry entry = new Entry(insteadOf);
        entry.refusal = refusal;
        if (name.length == 0) {
            session.preparation.unnamedDropped(entry);
        }
        send(Messages.parse(allocator, name, Messages.utf8(standIn(refusal)), NO_TYPES), entry);
    }

    /** The same in place of a simple Query, which {@code entry} stands for. */
    void refuseQuery(Plan.Refusal refusal, Entry entry) {
        entry.refusal = refusal;
        session.preparation.unnamedDropped(entry);
        send(Messages.query(allocator, standIn(refusal)), entry);
    }

    /** Asks how many Syncs the server has read since a copy failed, if that is not known and the client is between messages. */
    void askWhatIsDue() {
        CopyQuestion question = session.inFlight.question();
        if (question != null
                && !session.client.framer().isInBody()
                && !session.isEnded()
                && !session.isLeaving()
                && question.takeUnasked()) {
            ask(question);
        }
    }

    private void ask(CopyQuestion question) {
        if (question.needsSync()) {
            send(Messages.empty(Frontend.SYNC), Entry.hidden(Kind.SYNC));
        }
        send(
                question.type == Frontend.CLOSE
                        ? Messages.close(allocator, 'P', NO_PORTAL)
                        : Messages.empty(question.type),
                question.marker);
        send(Messages.empty(Frontend.SYNC), Entry.hidden(Kind.SYNC));
    }

    /**
     * A message that must wait for the outcome of a copy has come. If the server is copying, that message ends the session,
     * whatever its body: then the server is asked by one of the same type. Else the outcome must not wait in the server's buffer
     * for the Sync behind the message that is held.
     */
    void hurry(byte type) {
        Entry copy = session.inFlight.doubtful();
        if (copy == null) {
            return;
        }
        if (session.inFlight.isCopyIn()) {
            CopyQuestion question = session.inFlight.ask(type);
            question.takeUnasked();
            ask(question);
        } else if (!copy.hurried) {
            copy.hurried = true;
            session.toServer().write(Messages.empty(Frontend.FLUSH));
        }
    }

    private void send(ByteBuf message, Entry entry) {
        session.toServer().write(message);
        session.inFlight.sent(entry);
    }

    /**
     * Parses, so that a failed transaction answers first, and then fails for want of a column. A text that did not parse here
     * stands behind it: the server parses all of it before it looks at the first statement, so that a syntax error comes
     * first, as it would have, and nothing of the text is ever executed.
     */
    private static String standIn(Plan.Refusal refusal) {
        String unparsed = refusal.unparsed();
        return unparsed == null ? failing(refusal) : failing(refusal) + SEPARATOR + unparsed;
    }

    /** What the server says about a text that stands behind a stand-in, at its place in the text; null when it parsed. */
    static @Nullable ByteBuf syntaxError(ByteBufAllocator allocator, Plan.Refusal refusal, ErrorFields fields) {
        int before = failing(refusal).length() + SEPARATOR.length();
        return refusal.unparsed() != null && fields.position() > before
                ? fields.withPosition(allocator, fields.position() - before)
                : null;
    }

    /** Whether the server said that it refuses what stood in for a refused text. */
    static boolean isStandInsFailure(Plan.Refusal refusal, ErrorFields fields) {
        return fields.sqlState().equals(STAND_IN_SQLSTATE)
                // in a Parse, two statements are one too many
                || (refusal.unparsed() != null && fields.sqlState().equals(RewriteResult.Refused.UNPARSED));
    }

    private static String failing(Plan.Refusal refusal) {
        StringBuilder reason = new StringBuilder();
        refusal.message()
                .chars()
                .forEach(c -> reason.append(c < 0x20 || c > 0x7e || c == '*' || c == '/' ? ' ' : (char) c));
        return "SELECT \"refused by Crossfade\" /* " + reason + " */";
    }
}
