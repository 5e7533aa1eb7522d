package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.session.Statements.Portal;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Phase;
import dev.crossfade.proxy.wire.Text;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The client's messages on their way to the server. Each is entered in {@link InFlight} as it goes; what needs a decision
 * that is not there yet is held and presented again.
 */
final class ClientSide implements Phase {
    /** A text that must be looked at may be this long; without rules, longer ones stream through. */
    static final int MAX_TEXT_BYTES = 16 << 20;

    /** Names of statements and portals, of which PostgreSQL looks at the first 63 bytes, must end within this. */
    private static final int MAX_NAMES_BYTES = 10_000;

    /** PostgreSQL's PQ_SMALL_MESSAGE_LIMIT for the length of messages that carry names or nothing. */
    private static final int MAX_SMALL_LENGTH_BYTES = 10_000;

    private static final int EMPTY_MESSAGE_BYTES = 5;
    private static final byte[] UNNAMED = {};

    private final Session session;
    private final InFlight inFlight;
    private boolean dropping;

    ClientSide(Session session) {
        this.session = session;
        this.inFlight = session.inFlight;
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
            throw FatalException.message(type, total - 1, "invalid message length");
        }
    }

    @Override
    public boolean message(byte type, int total, ByteBuf buffer, int start, int available) {
        dropping = false;
        switch (type) {
            case Frontend.COPY_DATA -> {}
            case Frontend.FLUSH -> {
                if (total > EMPTY_MESSAGE_BYTES && !inFlight.isSkipping() && !inFlight.isCopyIn()) {
                    inFlight.sent(new Entry(Kind.BAD_FLUSH));
                }
            }
            case Frontend.COPY_DONE, Frontend.COPY_FAIL -> inFlight.sent(new Entry(Kind.COPY_END));
            case Frontend.SYNC -> inFlight.sent(new Entry(Kind.SYNC));
            case Frontend.TERMINATE -> {
                session.toServer.forward(buffer, start, available);
                session.terminated();
                return true;
            }
            default -> {
                return statement(type, total, buffer, start, available);
            }
        }
        session.toServer.forward(buffer, start, available);
        return true;
    }

    /** A message that may begin or go on with a transaction. */
    private boolean statement(byte type, int total, ByteBuf buffer, int start, int available) {
        if (inFlight.isSkipping()) {
            dropping = true; // the server ignores it; what was not planned must not even reach it
            return true;
        }
        if (session.replication && !(type == Frontend.QUERY && mayWrite(total, buffer, start, available))) {
            session.state("active");
            return forward(new Entry(kind(type)), buffer, start, available);
        }
        Transaction transaction = session.transaction;
        if (!transaction.isOpen()) {
            transaction.begin();
            session.state("active");
        } else if (!inFlight.isEmpty() && inFlight.isAtBoundary() && !inFlight.isCopyIn() && transaction.isOutdated()) {
            return false; // a client that always has something in flight would keep its old snapshot for ever
        }
        if (inFlight.isEmpty()) {
            session.state("active");
        }
        RuleSet rules = transaction.rules(session::resumeLater);
        if (rules == null) {
            return false;
        }
        return switch (type) {
            case Frontend.QUERY -> query(rules, total, buffer, start, available);
            case Frontend.PARSE -> parse(rules, total, buffer, start, available);
            case Frontend.BIND -> bind(rules, total, buffer, start, available);
            case Frontend.DESCRIBE -> describe(rules, total, buffer, start);
            case Frontend.EXECUTE -> execute(total, buffer, start);
            case Frontend.CLOSE -> close(total, buffer, start);
            default -> forward(new Entry(Kind.FUNCTION_CALL), buffer, start, available);
        };
    }

    private static boolean mayWrite(int total, ByteBuf buffer, int start, int available) {
        return available < total || Replication.mayWrite(bytes(buffer, start + 5, start + total));
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
        session.toServer.forward(buffer, start, available);
        inFlight.sent(entry);
        return true;
    }

    private boolean query(RuleSet rules, int total, ByteBuf buffer, int start, int available) {
        if (session.takeHeldQueryAnswered()) {
            return true;
        }
        Entry entry = new Entry(Kind.QUERY);
        session.statements.closed(UNNAMED, entry);
        byte[] text = text(buffer, start + 5, start + available);
        if (available < total) {
            if (!rules.isEmpty()) {
                undo(entry);
                session.toServerHidden.refuseQuery(tooLong());
                dropping = true;
                return true;
            }
            return forward(entry, buffer, start, available);
        }
        if (text == null) {
            return forward(entry, buffer, start, available); // no zero byte where it must be: the server refuses it
        }
        if (session.replication && !rules.isEmpty() && session.planning.mayTouch(text)) {
            undo(entry);
            session.toServerHidden.refuseQuery(replicationWrites());
            return true;
        }
        Plan plan = session.planning.decide(text, null, null);
        if (plan == null) {
            undo(entry);
            return false;
        }
        Plan.Refusal refusal = plan.refusal();
        if (refusal != null) {
            count(plan, true);
            session.toServerHidden.refuseQuery(refusal);
            return true;
        }
        noteVerbs(text, entry);
        entry.plan = plan;
        session.planning.executed(plan);
        count(plan, false);
        String rewritten = plan.serverText();
        if (rewritten == null) {
            return forward(entry, buffer, start, available);
        }
        write(Messages.query(session.server.channel().alloc(), rewritten));
        inFlight.sent(entry);
        return true;
    }

    private static void undo(Entry entry) {
        entry.failed(false);
    }

    private boolean parse(RuleSet rules, int total, ByteBuf buffer, int start, int available) {
        int end = start + available;
        byte[] name = string(buffer, start + 5, end);
        Entry entry = new Entry(Kind.PARSE);
        if (name == null) {
            return forward(entry, buffer, start, available);
        }
        int textStart = start + 5 + name.length + 1;
        byte[] text = available < total ? null : string(buffer, textStart, end);
        Plan plan = Plan.NONE;
        byte[] types = {0, 0};
        if (text != null) {
            types = bytes(buffer, textStart + text.length + 1, end);
            Plan decided = session.planning.decide(text, types, null);
            if (decided == null) {
                return false;
            }
            plan = decided;
        } else if (!rules.isEmpty()) {
            dropping = true;
            session.toServerHidden.refuseExtended(Kind.PARSE, name, tooLong());
            return true;
        }
        Plan.Refusal refusal = plan.refusal();
        if (refusal != null) {
            count(plan, true);
            session.toServerHidden.refuseExtended(Kind.PARSE, name, refusal);
            return true;
        }
        boolean remembered = text != null && session.statements.hasRoomFor(text.length + types.length);
        Statement statement = new Statement(name, remembered ? text : null, types, plan);
        session.planning.used(plan);
        session.statements.parsed(statement, entry);
        entry.statement = statement;
        entry.plan = plan;
        String rewritten = plan.serverText();
        if (rewritten == null) {
            return forward(entry, buffer, start, available);
        }
        write(Messages.parse(session.server.channel().alloc(), name, Messages.utf8(rewritten), types));
        inFlight.sent(entry);
        return true;
    }

    private boolean bind(RuleSet rules, int total, ByteBuf buffer, int start, int available) {
        int end = start + available;
        byte[] portal = string(buffer, start + 5, end);
        byte[] name = portal == null ? null : string(buffer, start + 6 + portal.length, end);
        if (portal == null || name == null) {
            if (available < total) {
                throw new FatalException(
                        "54000",
                        "name of a portal or prepared statement is longer than " + MAX_NAMES_BYTES + " bytes",
                        null);
            }
            return forward(new Entry(Kind.BIND), buffer, start, available);
        }
        Use use = use(Kind.BIND, rules, name);
        if (use == Use.HOLD) {
            return false;
        }
        if (use == Use.REFUSED) {
            dropping = true;
            return true;
        }
        Entry entry = new Entry(Kind.BIND);
        Statement statement = session.statements.find(name);
        entry.plan = statement == null ? Plan.NONE : statement.plan;
        session.statements.bound(portal, new Portal(entry.plan, statement == null ? null : statement.text), entry);
        return forward(entry, buffer, start, available);
    }

    private boolean describe(RuleSet rules, int total, ByteBuf buffer, int start) {
        Entry entry = new Entry(Kind.DESCRIBE);
        byte[] name = total < 7 ? null : string(buffer, start + 6, start + total);
        if (name != null && buffer.getByte(start + 5) == 'S') {
            Use use = use(Kind.DESCRIBE, rules, name);
            if (use != Use.FORWARD) {
                return use == Use.REFUSED;
            }
            Statement statement = session.statements.find(name);
            entry.plan = statement == null ? Plan.NONE : statement.plan;
        } else if (name != null) {
            Portal portal = session.statements.portal(name);
            entry.plan = portal == null ? Plan.NONE : portal.plan;
        }
        return forward(entry, buffer, start, total);
    }

    private boolean execute(int total, ByteBuf buffer, int start) {
        Entry entry = new Entry(Kind.EXECUTE);
        byte[] name = string(buffer, start + 5, start + total);
        Portal portal = name == null ? null : session.statements.portal(name);
        if (portal != null) {
            entry.plan = portal.plan;
            if (portal.text != null) {
                noteVerbs(portal.text, entry);
            }
            session.planning.executed(portal.plan);
            count(portal.plan, false);
            firstEffect(portal.plan);
        }
        return forward(entry, buffer, start, total);
    }

    private boolean close(int total, ByteBuf buffer, int start) {
        Entry entry = new Entry(Kind.CLOSE);
        byte[] name = total < 7 ? null : string(buffer, start + 6, start + total);
        if (name != null && buffer.getByte(start + 5) == 'S') {
            session.statements.closed(name, entry);
        } else if (name != null) {
            session.statements.portalClosed(name, entry);
        }
        return forward(entry, buffer, start, total);
    }

    private enum Use {
        FORWARD,
        HOLD,
        REFUSED
    }

    /** A prepared statement is about to be used: what stands on the server under its name must fit the snapshot. */
    private Use use(Kind kind, RuleSet rules, byte[] name) {
        Statement statement = session.statements.find(name);
        if (statement == null) {
            if (!rules.isEmpty() && !session.sqlPrepares.isEmpty()) {
                Watch watch = session.target.watch(rules, session.target.catalog());
                if (session.planning.mayRunUnplanned(name, watch)) {
                    return refuse(kind, Planning.unplannedExecute());
                }
            }
            return Use.FORWARD; // the server says that there is none
        }
        if (statement.text == null) {
            return rules.isEmpty() ? Use.FORWARD : refuse(kind, forgotten());
        }
        Plan plan = session.planning.decide(statement.text, statement.types, statement.plan);
        if (plan == null) {
            return Use.HOLD;
        }
        Plan.Refusal refusal = plan.refusal();
        if (refusal != null) {
            count(plan, true);
            session.toServerHidden.refuseExtended(kind, REFUSED_NAME, refusal);
            return Use.REFUSED;
        }
        session.planning.used(plan);
        if (statement.isPreparedFor(plan)) {
            statement.plan = plan;
        } else if (statement.maybeGone) {
            session.toServerHidden.forget(statement);
        } else {
            session.toServerHidden.prepareAgain(statement, plan);
        }
        return Use.FORWARD;
    }

    /** A named Parse that fails leaves no statement, and lets the client's unnamed one be. */
    private static final byte[] REFUSED_NAME = Messages.utf8("crossfade$refused");

    private Use refuse(Kind kind, RewriteResult.Refused refused) {
        session.toServerHidden.refuseExtended(
                kind,
                REFUSED_NAME,
                new Plan.Refusal(refused.sqlState(), refused.message(), refused.hint(), refused.position()));
        return Use.REFUSED;
    }

    private static RewriteResult.Refused forgotten() {
        return Planning.refusal(
                "0A000",
                "a statement was prepared before a migration began, and its text was too long to be remembered",
                "Close it and prepare it again; Crossfade remembers " + (Statements.MAX_TEXT_BYTES >> 20)
                        + " MiB of texts in a session.");
    }

    private static Plan.Refusal replicationWrites() {
        return new Plan.Refusal(
                Problem.UNREWRITABLE.sqlState(),
                "a replication connection may not write a table that migrates: it sees the physical columns",
                "Write through an ordinary connection.",
                0);
    }

    private static Plan.Refusal tooLong() {
        return new Plan.Refusal(
                "54000",
                "a statement is longer than " + (MAX_TEXT_BYTES >> 20) + " MiB while a migration is going on",
                "Send long values as parameters, or by COPY.",
                0);
    }

    /** Remembers the text where its command tag alone will not tell what it did. */
    private void noteVerbs(byte[] text, Entry entry) {
        if (SqlPrepares.concerns(text)) {
            entry.text = text;
            session.sqlPrepares.prepared(text);
        }
    }

    private void write(ByteBuf message) {
        long snapshot = session.transaction.number();
        if (session.node.effects.isFirst(snapshot)) {
            session.toServer.write(message, () -> session.node.effects.written(snapshot));
        } else {
            session.toServer.write(message);
        }
    }

    private void firstEffect(Plan plan) {
        long snapshot = session.transaction.number();
        if (plan.rewritten() != null && session.node.effects.isFirst(snapshot)) {
            session.toServer.write(io.netty.buffer.Unpooled.EMPTY_BUFFER, () -> session.node.effects.written(snapshot));
        }
    }

    private void count(Plan plan, boolean refused) {
        for (RewriteResult.Touch touch : plan.result().touches()) {
            if (touch.side() != null) {
                session.node.usage.count(
                        touch.migration(),
                        touch.side(),
                        session.target.name(),
                        session.user(),
                        session.application(),
                        refused,
                        plan.text());
            }
        }
    }

    /** The text of a Query, or null when its zero byte is not its last byte. */
    private static byte @Nullable [] text(ByteBuf buffer, int start, int end) {
        int zero = Text.zeroByte(buffer, start, end);
        return zero == end - 1 ? bytes(buffer, start, zero) : null;
    }

    private static byte @Nullable [] string(ByteBuf buffer, int start, int end) {
        int zero = Text.zeroByte(buffer, start, end);
        return zero < 0 ? null : bytes(buffer, start, zero);
    }

    private static byte[] bytes(ByteBuf buffer, int start, int end) {
        byte[] bytes = new byte[end - start];
        buffer.getBytes(start, bytes);
        return bytes;
    }

    @Override
    public void more(ByteBuf buffer, int start, int length) {
        if (!dropping) {
            session.toServer.forward(buffer, start, length);
        }
    }

    @Override
    public void endOfInput() {
        session.toServer.endOfInput();
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
    public void inactive() {
        session.clientGone();
    }

    @Override
    public void failed(FatalException e) {
        byte[] header = e.header();
        if (header == null) {
            session.fail(e);
        } else {
            session.passOnViolation(header);
        }
    }
}
