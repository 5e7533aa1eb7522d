package dev.crossfade.proxy.session;

import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Messages;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SQL's EXECUTE and DEALLOCATE of statements that were prepared by the protocol: on a shared connection these are called something
 * else. In a simple Query that is nothing but an EXECUTE or DEALLOCATE the name is replaced. Where that cannot be (EXPLAIN EXECUTE,
 * several statements in one text, a portal that is executed long after it was bound) the statement is prepared once more under the
 * client's own name, and the session keeps its connection.
 */
final class NamedBySql {
    private static final String PINNED = "SQL EXECUTE or DEALLOCATE of a driver's statement";

    private final Session session;

    /** What stands under the client's own names, once all that is in flight has been answered. */
    private final Map<String, Own> standing = new HashMap<>();

    private final NameChanges<Own> changes = new NameChanges<>();

    /**
     * A statement that stands under the client's own name.
     *
     * @param plan its plan there, which stays what it is when the statement is prepared for another one elsewhere
     */
    private record Own(Statement statement, Plan plan) {
        boolean fits(Plan other) {
            return Objects.equals(plan.serverText(), other.serverText());
        }
    }

    /** The Sync behind what was sent last for a simple Query, which waits for its answer. */
    private @Nullable Entry awaited;

    /** Whether a simple Query is held for what was sent with no Sync behind it. */
    private boolean askedWithoutSync;

    NamedBySql(Session session) {
        this.session = session;
    }

    /** Whether a statement is, or may be, called on the server as the client calls it, too. */
    boolean mayStand(byte[] name) {
        if (standing.isEmpty() && changes.isQuiet()) {
            return false;
        }
        String key = Statement.key(name);
        return standing.containsKey(key) || changes.changing(key) != null;
    }

    /** Whether a statement stands under the client's own name, if anything does, with the text that it is to have under a plan. */
    boolean fits(Statement statement, Plan plan) {
        Own own = own(statement);
        return own != null && own.fits(plan);
    }

    @SuppressWarnings("ReferenceEquality") // that very one: another may have been prepared under its name
    private @Nullable Own own(Statement statement) {
        Own own = standing.get(Statement.key(statement.name));
        return own == null || own.statement != statement ? null : own;
    }

    // ---- simple Query

    /** What a text names of which the server may have to be told otherwise. */
    SqlPrepares.Names names(byte[] text) {
        return isSeen() ? SqlPrepares.names(text) : SqlPrepares.Names.NONE;
    }

    /** What a server that copies is sent ends the session, and is the same as without a proxy. */
    private boolean isSeen() {
        return session.preparation.isShared() && !session.inFlight.isCopyIn();
    }

    /**
     * Whether it will be known only when more is answered which statement a text names, or what has to be prepared for it cannot be
     * sent now.
     */
    boolean isUnsettled(byte[] text, SqlPrepares.Names named) {
        if (!isSeen()) {
            return false;
        }
        boolean any = false;
        for (byte[] name : named.names()) {
            if (session.preparation.isUncertain(name)) {
                return true;
            }
            any |= named(name) != null;
        }
        return (any && !session.inFlight.isAtBoundary()) || session.preparation.isTakenUncertain(text);
    }

    /**
     * Prepares what a text names and the server has not. Returns whether something was sent, and not all answered: the text then has to wait, since an error in it ends with a ReadyForQuery of its own, see {@link Session#hiddenFailed}.
     */
    boolean prepare(byte[] text, SqlPrepares.Names named) {
        if (named.names().isEmpty()) {
            return false;
        }
        Entry sync = awaited;
        if (sync != null && !sync.settled) {
            return true; // it may have been presented again by anything, and what was sent may still fail
        }
        boolean synced = session.inFlight.isSynced();
        askedWithoutSync = false;
        boolean plain = named.plain() != null;
        List<byte[]> deallocated = plain ? List.of() : SqlPrepares.allDeallocated(text);
        boolean sent = false;
        for (byte[] name : named.names()) {
            Statement statement = named(name);
            if (statement == null) {
                continue;
            }
            if (!plain || isAsItStands(statement)) {
                sent |= stand(statement);
                statement.maybeGone |= SqlPrepares.isAmong(deallocated, Statement.key(name));
            } else if (!session.preparation.stands(statement, plan(statement))) {
                session.preparation.use(statement, plan(statement));
                sent = true;
            }
        }
        if (sent && !synced) {
            askedWithoutSync = true;
            session.toServer().write(Messages.empty(Frontend.FLUSH)); // an error in it: see Session.hiddenFailed
        } else if (sent) {
            Entry asked = Entry.hidden(Kind.SYNC);
            awaited = asked;
            session.toServer().write(Messages.empty(Frontend.SYNC));
            session.inFlight.sent(asked);
        }
        return sent;
    }

    /** Whether a hidden message that fails now is to be answered to a simple Query that is held, for which no Sync was sent. */
    boolean isAskedWithoutSync() {
        return askedWithoutSync;
    }

    /** Whether only the server knows if a statement is there still, which it does under the client's own name. */
    private boolean isAsItStands(Statement statement) {
        return statement.maybeGone && own(statement) != null;
    }

    /** Sends a text that is nothing but an EXECUTE or DEALLOCATE with the name that the statement has on the server. */
    boolean renamed(byte[] text, SqlPrepares.Names named, Entry entry) {
        SqlPrepares.Plain plain = named.plain();
        Statement statement = plain == null ? null : named(plain.name());
        if (plain == null || statement == null) {
            return false;
        }
        if (isAsItStands(statement)) {
            if (plain.deallocates()) {
                closed(statement.name, entry);
                session.statements.closed(plain.name(), entry);
                entry.deallocates = true;
            }
            return false;
        }
        byte[] onServer = session.preparation.use(statement, plan(statement));
        if (plain.deallocates()) {
            closeOwn(statement.name);
            session.preparation.leave(statement, entry);
            session.statements.closed(plain.name(), entry);
            entry.deallocates = true;
        }
        String quoted = '"' + Statement.key(onServer) + '"';
        entry.uses = statement;
        entry.renamedAt = plain.start() + 1;
        entry.renamedBy = quoted.length() - (plain.end() - plain.start());
        ByteBuf query = Messages.begin(session.channel().alloc(), Frontend.QUERY)
                .writeBytes(text, 0, plain.start())
                .writeBytes(Messages.utf8(quoted))
                .writeBytes(text, plain.end(), text.length - plain.end())
                .writeByte(0);
        session.effect.write(Messages.end(query));
        session.inFlight.sent(entry);
        return true;
    }

    // ---- extended protocol

    /** Whether it will be known only when more is answered which statements the text of this one names, or whether they stand. */
    boolean isUncertain(Statement statement) {
        for (byte[] name : statement.names) {
            if (session.preparation.isUncertain(name) || isOwnUncertain(name)) {
                return true;
            }
        }
        return false;
    }

    boolean isOwnUncertain(byte[] name) {
        return !changes.isQuiet() && session.inFlight.isSyncedBehind(changes.changing(Statement.key(name)));
    }

    /** A text is about to be prepared, bound, described or executed: what it names is to stand under the client's names. */
    void standFor(Statement statement) {
        for (byte[] name : statement.names) {
            stand(name);
        }
    }

    void stand(byte[] name) {
        Statement statement = named(name);
        if (statement != null) {
            stand(statement);
        }
    }

    /** Returns whether something was sent that may fail. */
    private boolean stand(Statement statement) {
        String key = Statement.key(statement.name);
        Plan plan = plan(statement);
        Own own = own(statement);
        if ((own != null && own.fits(plan)) || session.preparation.isFailed()) {
            return false;
        }
        if (own != null && statement.maybeGone) {
            session.toServerHidden.forget(statement); // with another stage's text it must not run, nor come back
            return false;
        }
        changes.forgetSettled();
        session.lease.pin(PINNED);
        Entry close = Entry.hidden(Kind.CLOSE);
        change(key, null, close);
        session.toServer().write(Messages.close(session.channel().alloc(), 'S', statement.name));
        session.inFlight.sent(close);
        session.preparation.prepareAs(statement, plan, parse -> change(key, new Own(statement, plan), parse));
        return true;
    }

    /**
     * The plan to prepare a statement under for SQL: one that no migration is about any more has its own text again. What one is
     * about now is not run by SQL, only deallocated, see {@link Planning#decide}.
     */
    private Plan plan(Statement statement) {
        byte[] text = statement.text;
        if (statement.plan.serverText() == null || text == null) {
            return statement.plan;
        }
        return session.transaction.rules().isEmpty() || !session.planning.mayTouch(text) ? Plan.NONE : statement.plan;
    }

    /** The statement of the protocol that SQL means by a name; null for none, or one that it cannot run. */
    private @Nullable Statement named(byte[] name) {
        Statement statement = name.length == 0 ? null : session.statements.find(name);
        if (statement == null || statement.text == null || statement.plan.refusal() != null) {
            return null;
        }
        List<SqlPrepares.Prepared> bySql = session.sqlPrepares.named(Statement.key(name));
        return bySql == null || bySql.isEmpty() ? statement : null;
    }

    /**
     * The client prepares a statement under a name that may have been deallocated: the server, which has it under that name, says. Up
     * to its answer it is used under that name.
     */
    boolean prepared(@Nullable Statement before, Statement statement, Entry parse) {
        if (before == null || !before.maybeGone || !mayStand(statement.name)) {
            return false;
        }
        statement.maybeGone = true;
        statement.readUnder = session.lease.settings();
        parse.done = () -> statement.maybeGone = false;
        change(Statement.key(statement.name), new Own(statement, statement.plan), parse);
        return true;
    }

    /** The client closes a statement by {@code entry}. Returns whether the server is to close what stands under the client's name. */
    boolean closed(byte[] name, Entry entry) {
        if (!mayStand(name)) {
            return false;
        }
        change(Statement.key(name), null, entry);
        return true;
    }

    /** The client's statement is deallocated under another name. */
    void closeOwn(byte[] name) {
        Entry close = Entry.hidden(Kind.CLOSE);
        if (closed(name, close)) {
            session.toServer().write(Messages.close(session.channel().alloc(), 'S', name));
            session.inFlight.sent(close);
        }
    }

    /** DEALLOCATE ALL or DISCARD ALL has left nothing but what is on its way behind it. */
    void deallocatedAll() {
        changes.settledAll();
        standing.keySet().removeIf(key -> changes.changing(key) == null);
        if (!standing.isEmpty()) {
            session.lease.pin(PINNED);
        }
    }

    private void change(String key, @Nullable Own to, Entry by) {
        Own before = replace(key, to);
        changes.change(key, before, to, by, false, this::replace);
    }

    private @Nullable Own replace(String key, @Nullable Own own) {
        return own == null ? standing.remove(key) : standing.put(key, own);
    }
}
