package dev.crossfade.proxy.session;

import dev.crossfade.proxy.backend.PreparedStatements;
import dev.crossfade.proxy.backend.PreparedStatements.Prepared;
import dev.crossfade.proxy.backend.ServerConnection;
import dev.crossfade.proxy.backend.Settings;
import dev.crossfade.proxy.backend.StatementText;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.Messages;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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

    Preparation(Session session) {
        this.session = session;
        this.allocator = session.client.channel().alloc();
        this.shared = session.lease.isByTransaction();
    }

    /** Whether names on the server are not the client's. */
    boolean isShared() {
        return shared;
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

    private byte[] useShared(Statement statement, Plan plan) {
        PreparedStatements prepared = prepared();
        StatementText text = statement.shared(plan, session.lease.settings());
        statement.plan = plan;
        if (statement.name.length == 0) {
            if (prepared.unnamed() != text) {
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
        return statement.shared(plan, now);
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
        Prepared added = prepared.addAs(text, name);
        undo(parse, itself -> prepared.remove(text, added));
        return name;
    }

    private void unnamed(StatementText text, Entry parse) {
        PreparedStatements prepared = prepared();
        prepared.unnamed(text);
        // a failing Parse takes the old unnamed statement with it (exec_parse_message), and one that is skipped lets it
        // be:
        // which one that is depends on what else is in flight
        undo(parse, itself -> prepared.unnamed(null));
    }

    private Prepared add(StatementText text, Entry parse) {
        PreparedStatements prepared = prepared();
        Map.Entry<StatementText, Prepared> evicted = prepared.evict(text);
        if (evicted != null) {
            close(evicted.getKey(), evicted.getValue());
        }
        Prepared added = prepared.add(text);
        undo(parse, itself -> prepared.remove(text, added));
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

    private static void undo(Entry entry, Entry.Undo more) {
        Entry.Undo before = entry.undo;
        entry.undo = before == null
                ? more
                : itself -> {
                    more.run(itself);
                    before.run(itself);
                };
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
        prepared().unnamed(null);
        Entry close = Entry.hidden(Kind.CLOSE);
        session.toServer().write(Messages.close(allocator, 'S', new byte[0]));
        session.inFlight.sent(close);
    }

    /** Prepares what is deallocated in place of a client's statement, which stays for the others. */
    void standIn() {
        byte[] name = Messages.utf8(Statement.STAND_IN_NAME);
        session.toServer().write(Messages.close(allocator, 'S', name));
        session.inFlight.sent(Entry.hidden(Kind.CLOSE));
        session.toServer().write(Messages.parse(allocator, name, new byte[0], new byte[] {0, 0}));
        session.inFlight.sent(Entry.hidden(Kind.PARSE));
    }

    /** {@code query} deallocates it on the server. */
    void leave(Statement statement, Entry query) {
        PreparedStatements prepared = prepared();
        StatementText text = statement.shared(statement.plan, session.lease.settings());
        Prepared there = prepared.find(text);
        if (there != null) {
            prepared.remove(text, there);
            undo(query, itself -> prepared.putBack(text, there));
        }
    }

    /** A simple Query ends the unnamed statement. */
    void queried() {
        if (shared) {
            prepared().unnamed(null);
        }
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
