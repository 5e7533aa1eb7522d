package dev.crossfade.proxy.session;

import dev.crossfade.proxy.backend.PreparedStatements;
import dev.crossfade.proxy.backend.PreparedStatements.Prepared;
import dev.crossfade.proxy.backend.ServerConnection;
import dev.crossfade.proxy.backend.Settings;
import dev.crossfade.proxy.backend.StatementText;
import dev.crossfade.proxy.node.Transaction;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.Messages;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a client's prepared statement stands on the server connection under the plan it needs.
 *
 * <p>By session it stands there under the client's own name. By transaction the connection is shared: there each text has
 * one name of the connection's own, whichever client prepared it, and is prepared when a client first needs it there.
 */
final class Preparation {
    private static final String SAVEPOINT = "\"crossfade$reading\"";

    private final Session session;
    private final ByteBufAllocator allocator;
    private final boolean shared;

    /** What messages in flight make of the shared connection's unnamed statement. */
    private final NameChanges<StatementText> unnamed = new NameChanges<>();

    /** What is being prepared on the shared connection, until it is certain. */
    private final List<OnItsWay> onItsWay = new ArrayList<>();

    private record OnItsWay(StatementText text, Prepared prepared, Entry parse) {}

    Preparation(Session session) {
        this.session = session;
        this.allocator = session.client.channel().alloc();
        this.shared = session.lease.isByTransaction();
    }

    /** Whether names on the server are not the client's. */
    boolean isShared() {
        return shared;
    }

    /**
     * Whether it will be known only when more is answered which statement the client has under a name: a message in flight changes
     * that, and is skipped if one before it fails, which what comes now, behind a Sync, is not. A simple Query may fail without
     * anything being skipped; but the unnamed statement it drops for certain.
     */
    boolean isUncertain(byte[] name) {
        Entry change = session.statements.changing(name);
        return change != null
                && (session.inFlight.isSyncedBehind(change) || (name.length > 0 && change.kind == Kind.QUERY));
    }

    /**
     * Whether it is not certain what stands on the server for a statement: what prepares it there is in flight, and is skipped if
     * something before it fails, which what comes now, behind a Sync, is not. Then what comes now has to wait.
     */
    boolean isUncertain(Statement statement, Plan plan) {
        return isBeingPrepared(statement, plan)
                || (shared && session.lease.areSettingsUncertain())
                || mayNotBePreparedNow(statement, plan);
    }

    /** The same of a statement that the client prepares now. */
    boolean isBeingPrepared(Statement statement, Plan plan) {
        Entry parse = shared ? preparing(statement, plan) : statement.preparing;
        return parse != null && !parse.settled && session.inFlight.isSyncedBehind(parse);
    }

    /**
     * Whether a statement has to be prepared again and it is not known yet whether the transaction has failed: then the server would
     * refuse to, but not to describe or to end it by what it has.
     */
    private boolean mayNotBePreparedNow(Statement statement, Plan plan) {
        return session.inFlight.isReadyDue()
                && !session.inFlight.isCopyIn()
                && statement.text != null
                && !(shared ? stands(statement, text(statement, plan)) : statement.isPreparedFor(plan));
    }

    /**
     * Whether the transaction has failed, and nothing is in flight that may change that. Only what ends it is run then, or bound, which is
     * the same whatever the settings and the stage: so what stands on the server is used as it stands, and is not prepared again.
     */
    boolean isFailed() {
        return session.transaction.status() == Transaction.FAILED && !session.inFlight.mayEndTransaction();
    }

    /** Whether nothing has to be sent for a statement to be used under a plan. */
    boolean stands(Statement statement, Plan plan) {
        return stands(statement, text(statement, plan));
    }

    private boolean stands(Statement statement, StatementText text) {
        return statement.name.length == 0
                ? Objects.equals(text, prepared().unnamed())
                : prepared().find(text) != null;
    }

    /**
     * What is to stand on the shared connection for a statement. In a failed transaction, of which nothing but its end can be
     * prepared or run, that is what stands there for it, whatever has become of the settings.
     */
    private StatementText text(Statement statement, Plan plan) {
        StatementText last = statement.standing;
        return last != null
                        && isFailed()
                        && Objects.equals(plan.serverText(), statement.plan.serverText())
                        && stands(statement, last)
                ? last
                : statement.shared(plan, session.lease.settings());
    }

    @SuppressWarnings("ReferenceEquality") // that very one: each has its own name
    private @Nullable Entry preparing(Statement statement, Plan plan) {
        if (statement.name.length == 0) {
            return unnamed.changing("");
        }
        if (onItsWay.isEmpty()) {
            return null;
        }
        onItsWay.removeIf(one -> one.parse.settled);
        Prepared there = prepared().find(text(statement, plan));
        for (OnItsWay one : onItsWay) {
            if (one.prepared == there) {
                return one.parse;
            }
        }
        return null;
    }

    /** The name under which {@code statement} stands on the server, once what this sends has been answered. */
    byte[] use(Statement statement, Plan plan) {
        if (shared) {
            return useShared(statement, plan);
        }
        if (statement.isPreparedFor(plan)) {
            statement.plan = plan;
        } else {
            prepareAgain(statement, plan);
        }
        return statement.name;
    }

    /**
     * SQL's PREPARE of a name that the client has given to a statement of the protocol, which is called something else on a
     * shared connection: the server would not notice.
     */
    Plan.@Nullable Refusal nameTaken(byte @Nullable [] text) {
        byte[] name = shared && text != null ? SqlPrepares.preparedName(text) : null;
        return name == null || session.statements.find(name) == null
                ? null
                : new Plan.Refusal(
                        "42P05",
                        "prepared statement \"" + new String(name, StandardCharsets.UTF_8) + "\" already exists",
                        "",
                        0);
    }

    /** Whether it will be known only when more is answered if a statement of the protocol has the name that a text prepares. */
    boolean isTakenUncertain(byte @Nullable [] text) {
        byte[] name = shared && text != null ? SqlPrepares.preparedName(text) : null;
        return name != null && isUncertain(name);
    }

    private byte[] useShared(Statement statement, Plan plan) {
        PreparedStatements prepared = prepared();
        StatementText text = text(statement, plan);
        statement.plan = plan;
        statement.standing = text;
        if (statement.name.length == 0) {
            if (!Objects.equals(text, prepared.unnamed())) {
                Entry parse = hiddenParse(statement, plan);
                unnamed(text, parse);
                read(statement, () -> send(statement.name, text, parse));
            }
            return statement.name;
        }
        Prepared there = prepared.find(text);
        if (there == null) {
            Entry parse = hiddenParse(statement, plan);
            Prepared added = add(text, parse);
            read(statement, () -> send(added.name(), text, parse));
            there = added;
        }
        return there.name();
    }

    /**
     * Sends what prepares a statement again, between what makes the server read it as when the client prepared it and what
     * makes it read as before: what strings mean and which day {@code '01/02/2026'} is was settled then.
     */
    private void read(Statement statement, Runnable parse) {
        Settings now = session.lease.settings();
        Settings then = statement.readUnder == null ? now : statement.readUnder;
        byte status = session.transaction.status();
        if (now.readsLike(then) || status == Transaction.FAILED) {
            parse.run();
        } else if (now.isReadingKnown()) {
            inOrder(now.sqlToRead(then));
            parse.run();
            inOrder(then.sqlToRead(now));
        } else if (status != Transaction.IDLE && session.inFlight.isAtBoundary()) {
            // what SET LOCAL has made of them, only the server knows; it keeps what was prepared when it goes back
            inOrder(List.of("SAVEPOINT " + SAVEPOINT));
            inOrder(now.sqlToRead(then));
            parse.run();
            inOrder(List.of("ROLLBACK TO SAVEPOINT " + SAVEPOINT, "RELEASE SAVEPOINT " + SAVEPOINT));
        } else {
            parse.run();
        }
    }

    /** What is prepared for a statement that the client prepares now, and so under the settings there are. */
    private StatementText asRead(Statement statement, Plan plan) {
        Settings now = session.lease.settings();
        statement.readUnder = now;
        StatementText text = statement.shared(plan, now);
        statement.standing = text;
        return text;
    }

    private void inOrder(List<String> statements) {
        statements.forEach(sql -> session.toServerHidden.runInOrder(sql, false));
    }

    /**
     * The client prepares a statement: what it is to be called on the server. One that stands there already is closed first,
     * so that the server prepares it anew, as the client asked.
     */
    byte[] prepare(Statement statement, Plan plan, Entry parse) {
        if (!shared) {
            return statement.name;
        }
        StatementText text = asRead(statement, plan);
        if (statement.name.length == 0) {
            unnamed(text, parse);
            return statement.name;
        }
        Prepared there = prepared().find(text);
        if (there != null) {
            close(text, there);
        }
        return add(text, parse).name();
    }

    /**
     * The client prepares a statement under a name it has used: the server, which looks at the text first, says that there is
     * one, unless that one has failed or been skipped meanwhile. So the new one is prepared under what the old one is called.
     */
    byte[] prepareInPlaceOf(Statement before, Statement statement, Plan plan, Entry parse) {
        byte[] name = useShared(before, before.plan);
        PreparedStatements prepared = prepared();
        StatementText text = asRead(statement, plan);
        added(text, prepared.addAs(text, name), parse);
        return name;
    }

    /** @param text what the unnamed statement is once {@code by} has been answered, null for none */
    private void unnamed(@Nullable StatementText text, Entry by) {
        PreparedStatements prepared = prepared();
        StatementText before = prepared.unnamed();
        prepared.unnamed(text);
        unnamed.change("", before, text, by, true, (key, now) -> prepared.unnamed(now));
    }

    private Prepared add(StatementText text, Entry parse) {
        PreparedStatements prepared = prepared();
        Map.Entry<StatementText, Prepared> evicted = prepared.evict(text);
        if (evicted != null) {
            close(evicted.getKey(), evicted.getValue());
        }
        return added(text, prepared.add(text), parse);
    }

    private Prepared added(StatementText text, Prepared added, Entry parse) {
        PreparedStatements prepared = prepared();
        onItsWay.removeIf(one -> one.parse.settled);
        onItsWay.add(new OnItsWay(text, added, parse));
        parse.onFailure(itself -> prepared.remove(text, added));
        return added;
    }

    private void close(StatementText text, Prepared there) {
        PreparedStatements prepared = prepared();
        prepared.remove(text, there);
        Entry close = Entry.hidden(Kind.CLOSE);
        close.undo = itself -> prepared.putBack(text, there);
        session.toServer().write(Messages.close(allocator, 'S', there.name()));
        session.inFlight.sent(close);
    }

    private PreparedStatements prepared() {
        ServerConnection connection = session.lease.connection();
        if (connection == null) {
            throw new IllegalStateException("the session has no server connection");
        }
        return connection.prepared();
    }

    /** Makes sure that there is no unnamed statement. */
    void closeUnnamed() {
        Entry close = Entry.hidden(Kind.CLOSE);
        if (shared) {
            unnamed(null, close);
        }
        session.toServer().write(Messages.close(allocator, 'S', new byte[0]));
        session.inFlight.sent(close);
    }

    /**
     * Prepares what is deallocated in place of a client's statement, which stays for the others.
     *
     * @param exists whether the client has that statement; if not, there is to be none that could be deallocated for it
     */
    void standIn(boolean exists) {
        byte[] name = Messages.utf8(Statement.STAND_IN_NAME);
        session.toServer().write(Messages.close(allocator, 'S', name));
        session.inFlight.sent(Entry.hidden(Kind.CLOSE));
        if (exists) {
            session.toServer().write(Messages.parse(allocator, name, new byte[0], new byte[] {0, 0}));
            session.inFlight.sent(Entry.hidden(Kind.PARSE));
        }
    }

    /** {@code query} deallocates it on the server. */
    void leave(Statement statement, Entry query) {
        PreparedStatements prepared = prepared();
        StatementText text = statement.shared(statement.plan, session.lease.settings());
        Prepared there = prepared.find(text);
        if (there != null) {
            prepared.remove(text, there);
            query.onFailure(itself -> prepared.putBack(text, there));
        }
    }

    /** A client's message is being sent that ends the unnamed statement: a simple Query, or a Parse that is to fail. */
    void unnamedDropped(Entry by) {
        session.statements.unnamedDropped(by);
        serversUnnamedDropped(by);
    }

    /** A simple Query is being sent, perhaps of the proxy's own: the client's unnamed statement has to be prepared again. */
    void serversUnnamedDropped(Entry by) {
        if (shared && (prepared().unnamed() != null || unnamed.changing("") != null)) {
            unnamed(null, by);
        }
    }

    /** DEALLOCATE ALL has left no prepared statement in the shared connection but the unnamed one, and what is on its way. */
    void deallocatedAll() {
        if (shared) {
            PreparedStatements prepared = prepared();
            prepared.deallocated();
            onItsWay.removeIf(one -> one.parse.settled);
            onItsWay.forEach(one -> prepared.putBack(one.text, one.prepared));
        }
    }

    /**
     * Prepares a statement on the shared connection under the client's own name.
     *
     * @param sent told what does it, before it is sent
     */
    void prepareAs(Statement statement, Plan plan, Consumer<Entry> sent) {
        StatementText text = statement.shared(plan, session.lease.settings());
        Entry parse = hiddenParse(statement, plan);
        sent.accept(parse);
        read(statement, () -> send(statement.name, text, parse));
    }

    /** Prepares a statement again under {@code plan}. */
    private void prepareAgain(Statement statement, Plan plan) {
        if (statement.name.length > 0) {
            session.toServer().write(Messages.close(allocator, 'S', statement.name));
            session.inFlight.sent(Entry.hidden(Kind.CLOSE));
        }
        Entry parse = hiddenParse(statement, plan);
        session.statements.preparedAgain(statement, plan, parse);
        session.toServer()
                .write(Messages.parse(allocator, statement.name, statement.serverText(plan), statement.types));
        session.inFlight.sent(parse);
    }

    private static Entry hiddenParse(Statement statement, Plan plan) {
        Entry parse = Entry.hidden(Kind.PARSE);
        parse.plan = plan;
        parse.statement = statement;
        return parse;
    }

    private void send(byte[] name, StatementText text, Entry parse) {
        session.toServer().write(Messages.parse(allocator, name, text.sql(), text.types()));
        session.inFlight.sent(parse);
    }
}
