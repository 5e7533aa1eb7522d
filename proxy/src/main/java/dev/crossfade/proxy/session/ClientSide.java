package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.node.Transaction;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Phase;
import dev.crossfade.proxy.wire.Text;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The client's messages on their way to the server. Each is entered in {@link InFlight} as it goes; what needs a decision
 * or a server connection that is not there yet is held and presented again. Messages of the extended protocol are {@link
 * ExtendedQuery}'s.
 */
final class ClientSide implements Phase {
    /** A text that must be looked at may be this long; without rules, longer ones stream through. */
    static final int MAX_TEXT_BYTES = 16 << 20;

    /** Names of statements and portals, of which PostgreSQL looks at the first 63 bytes, must end within this. */
    static final int MAX_NAMES_BYTES = 10_000;

    /** PostgreSQL's PQ_SMALL_MESSAGE_LIMIT for the length of messages that carry names or nothing. */
    private static final int MAX_SMALL_LENGTH_BYTES = 10_000;

    private static final int EMPTY_MESSAGE_BYTES = 5;

    private final Session session;
    private final InFlight inFlight;
    private final ExtendedQuery extended;
    private boolean dropping;

    ClientSide(Session session) {
        this.session = session;
        this.inFlight = session.inFlight;
        this.extended = new ExtendedQuery(session);
    }

    @Override
    public String sessionId() {
        return session.id();
    }

    @Override
    public int need(byte type, int total) {
        return switch (type) {
            case Frontend.QUERY -> total <= MAX_TEXT_BYTES ? total : 0;
            case Frontend.PARSE -> total <= MAX_TEXT_BYTES ? total : MAX_NAMES_BYTES;
            case Frontend.BIND -> MAX_NAMES_BYTES;
            case Frontend.DESCRIBE, Frontend.EXECUTE, Frontend.CLOSE, Frontend.TERMINATE -> {
                small(type, total);
                yield total;
            }
            case Frontend.SYNC, Frontend.FLUSH, Frontend.COPY_DONE, Frontend.COPY_FAIL -> {
                small(type, total);
                yield 0;
            }
            case Frontend.COPY_DATA, Frontend.FUNCTION_CALL -> 0;
            default -> throw FatalException.message(type, total - 1, "invalid frontend message type " + (type & 0xff));
        };
    }

    private static void small(byte type, int total) {
        if (total - 1 > MAX_SMALL_LENGTH_BYTES) {
            throw FatalException.message(type, total - 1, FatalException.INVALID_LENGTH);
        }
    }

    @Override
    public boolean message(byte type, int total, ByteBuf buffer, int start, int available) {
        dropping = false;
        if (isMalformed(type, total) && inFlight.mayBeCopyingIn()) {
            throw FatalException.protocol("invalid message format");
        }
        if (inFlight.isInDoubt() && mustWait(type)) {
            return false;
        }
        if (!session.isAttached()) {
            switch (type) {
                case Frontend.COPY_DATA, Frontend.COPY_DONE, Frontend.COPY_FAIL -> {
                    dropping = true; // as the server does, outside COPY
                    return true;
                }
                case Frontend.TERMINATE -> {
                    session.saidGoodbyeIdle();
                    return true;
                }
                case Frontend.SYNC, Frontend.FLUSH -> {
                    if (total == EMPTY_MESSAGE_BYTES) {
                        detached(type);
                        return true;
                    }
                    if (!session.mayBegin()) {
                        return false; // one with a body is the server's to refuse
                    }
                }
                default -> {} // begins a transaction
            }
        }
        switch (type) {
            case Frontend.COPY_DATA -> {}
            case Frontend.FLUSH -> {
                if (total > EMPTY_MESSAGE_BYTES && !inFlight.isSkipping()) {
                    inFlight.sent(new Entry(Kind.BAD_FLUSH));
                }
            }
            case Frontend.COPY_DONE, Frontend.COPY_FAIL -> inFlight.sent(new Entry(Kind.COPY_END));
            case Frontend.SYNC -> inFlight.sent(new Entry(Kind.SYNC));
            case Frontend.TERMINATE -> {
                if (session.isIdle() && !session.replication) {
                    session.saidGoodbyeIdle();
                } else {
                    session.toServer().forward(buffer, start, available);
                    session.terminated();
                }
                return true;
            }
            default -> {
                return statement(type, total, buffer, start, available);
            }
        }
        session.toServer().forward(buffer, start, available);
        return true;
    }

    /**
     * A Sync or Flush with a body: an error, but not to a server that copies. While it may, or may have stopped to, the
     * session ends with it: which answers follow could not be told.
     */
    private static boolean isMalformed(byte type, int total) {
        return (type == Frontend.SYNC || type == Frontend.FLUSH) && total > EMPTY_MESSAGE_BYTES;
    }

    /** Whether a message has to wait until it is known how a copy came out, see {@link InFlight#isInDoubt}. */
    private boolean mustWait(byte type) {
        boolean passes = switch (type) {
            case Frontend.TERMINATE -> true;
            case Frontend.COPY_DATA, Frontend.COPY_DONE, Frontend.COPY_FAIL, Frontend.SYNC ->
                inFlight.question() == null;
            case Frontend.FLUSH -> inFlight.question() == null;
            default -> false;
        };
        if (!passes && inFlight.question() == null) {
            session.toServerHidden.hurry(type);
        }
        return !passes;
    }

    /** A Sync outside a transaction is answered as the server would; a Flush has nothing to flush. */
    private void detached(byte type) {
        if (type == Frontend.SYNC) {
            session.toClient.write(Messages.readyForQuery(session.channel().alloc(), Transaction.IDLE));
        }
    }

    /** A message that may begin or go on with a transaction. */
    private boolean statement(byte type, int total, ByteBuf buffer, int start, int available) {
        if (type == Frontend.QUERY && session.takeHeldQueryAnswered()) {
            return true; // and begins nothing, which nothing would end
        }
        if (inFlight.isSkipping()) {
            dropping = true; // the server ignores it; what was not planned must not even reach it
            return true;
        }
        if (session.replication && !(type == Frontend.QUERY && mayWrite(total, buffer, start, available))) {
            session.activity.state("active");
            return forward(new Entry(kind(type)), buffer, start, available);
        }
        Transaction transaction = session.transaction;
        if (!transaction.isOpen()) {
            if (!session.mayBegin()) {
                return false;
            }
            session.begin();
        } else if (transaction.isOutdated() && !inFlight.isEmpty() && inFlight.isAtBoundary() && !inFlight.isCopyIn()) {
            return false; // a client that always has something in flight would keep its old snapshot for ever
        }
        if (inFlight.isEmpty()) {
            session.activity.busy();
        }
        RuleSet rules = transaction.rules(session::resumeLater);
        if (rules == null) {
            return false;
        }
        if (session.takeHeldIsCancelled()) {
            cancelled(type, buffer, start, available);
            return true;
        }
        ExtendedQuery.Fate fate;
        switch (type) {
            case Frontend.QUERY -> {
                return query(rules, total, buffer, start, available);
            }
            case Frontend.PARSE -> fate = extended.parse(rules, total, buffer, start, available);
            case Frontend.BIND -> fate = extended.bind(rules, total, buffer, start, available);
            case Frontend.DESCRIBE -> fate = extended.describe(rules, total, buffer, start);
            case Frontend.EXECUTE -> fate = extended.execute(total, buffer, start);
            case Frontend.CLOSE -> fate = extended.close(total, buffer, start);
            default -> {
                return forward(new Entry(Kind.FUNCTION_CALL), buffer, start, available);
            }
        }
        dropping = fate == ExtendedQuery.Fate.DROPPED;
        return fate != ExtendedQuery.Fate.HELD;
    }

    /** In place of a statement that was cancelled while it waited, one that fails goes to the server. */
    private void cancelled(byte type, ByteBuf buffer, int start, int available) {
        dropping = true;
        if (type == Frontend.QUERY || type == Frontend.FUNCTION_CALL) {
            Entry entry = new Entry(Kind.QUERY);
            session.toServerHidden.refuseQuery(Effect.cancelled(), entry);
            return;
        }
        byte[] name = type == Frontend.PARSE ? Bytes.string(buffer, start + 5, start + available) : null;
        session.toServerHidden.refuseExtended(
                kind(type), name == null ? ExtendedQuery.REFUSED_NAME : name, Effect.cancelled());
    }

    private static boolean mayWrite(int total, ByteBuf buffer, int start, int available) {
        return available < total || Replication.mayWrite(Bytes.of(buffer, start + 5, start + total));
    }

    private static Kind kind(byte type) {
        return switch (type) {
            case Frontend.QUERY -> Kind.QUERY;
            case Frontend.PARSE -> Kind.PARSE;
            case Frontend.BIND -> Kind.BIND;
            case Frontend.DESCRIBE -> Kind.DESCRIBE;
            case Frontend.EXECUTE -> Kind.EXECUTE;
            case Frontend.CLOSE -> Kind.CLOSE;
            default -> Kind.FUNCTION_CALL;
        };
    }

    private boolean forward(Entry entry, ByteBuf buffer, int start, int available) {
        session.toServer().forward(buffer, start, available);
        inFlight.sent(entry);
        return true;
    }

    private boolean query(RuleSet rules, int total, ByteBuf buffer, int start, int available) {
        Entry entry = new Entry(Kind.QUERY);
        byte[] text = text(buffer, start + 5, start + available);
        if (available < total) {
            if (!rules.isEmpty() || session.physicalView) {
                session.toServerHidden.refuseQuery(Effect.tooLong(), entry);
                dropping = true;
                return true;
            }
            session.lease.pin("a text too long to be looked at");
            session.preparation.unnamedDropped(entry);
            return forward(entry, buffer, start, available);
        }
        if (text == null) {
            // no zero byte where it must be: the server refuses it, before it drops the unnamed statement
            return forward(entry, buffer, start, available);
        }
        if (session.replication && !rules.isEmpty() && session.planning.mayTouch(text)) {
            session.toServerHidden.refuseQuery(replicationWrites(), entry);
            return true;
        }
        SqlPrepares.Names named = session.namedBySql.names(text);
        if (session.namedBySql.isUnsettled(text, named)) {
            session.toServer()
                    .write(Messages.empty(Frontend.FLUSH)); // what is in flight must be known, and needs no Sync
            return false;
        }
        Plan plan = session.planning.decide(text, null, null);
        if (plan == null) {
            return false;
        }
        if (plan.refusal() == null && session.namedBySql.prepare(text, named)) {
            return false;
        }
        session.effect.take(text);
        Plan.Refusal refusal = plan.refusal();
        if (refusal != null) {
            session.effect.count(plan, true);
        } else {
            refusal = session.preparation.nameTaken(text);
        }
        if (refusal != null) {
            session.toServerHidden.refuseQuery(refusal, entry);
            return true;
        }
        entry.mayCopyIn = CopyIn.mayBegin(text, true);
        session.effect.noteVerbs(text, plan, session.lease.isByTransaction() ? StateScan.bits(text) : 0, entry);
        session.preparation.unnamedDropped(entry);
        entry.plan = plan;
        session.effect.holds(text, plan, entry);
        session.effect.begins(entry);
        session.shadowing.query(plan);
        session.planning.executed(plan);
        session.effect.count(plan, false);
        String rewritten = plan.serverText();
        if (rewritten == null) {
            return session.namedBySql.renamed(text, named, entry) || forward(entry, buffer, start, available);
        }
        session.effect.write(Messages.query(session.channel().alloc(), rewritten));
        inFlight.sent(entry);
        return true;
    }

    private static Plan.Refusal replicationWrites() {
        return new Plan.Refusal(
                Problem.UNREWRITABLE.sqlState(),
                "a replication connection may not write a table that migrates: it sees the physical columns",
                "Write through an ordinary connection.",
                0);
    }

    /** The text of a Query, or null when its zero byte is not its last byte. */
    private static byte @Nullable [] text(ByteBuf buffer, int start, int end) {
        int zero = Text.zeroByte(buffer, start, end);
        return zero == end - 1 ? Bytes.of(buffer, start, zero) : null;
    }

    @Override
    public void more(ByteBuf buffer, int start, int length) {
        if (!dropping) {
            session.toServer().forward(buffer, start, length);
            session.toServerHidden.askWhatIsDue();
        }
    }

    @Override
    public void endOfInput() {
        if (session.isAttached()) {
            session.toServer().endOfInput();
        }
    }

    @Override
    public void readComplete() {
        session.settle();
    }

    @Override
    public void writabilityChanged() {
        session.settle();
    }

    @Override
    public void inputEnded() {
        session.halfClose.begins();
    }

    @Override
    public void inactive() {
        session.clientGone();
    }

    @Override
    public void failed(FatalException e) {
        byte[] header = e.header();
        if (header == null) {
            session.fail(e);
        } else {
            session.passOnViolation(header, e);
        }
    }
}
