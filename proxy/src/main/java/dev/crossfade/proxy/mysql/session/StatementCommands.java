package dev.crossfade.proxy.mysql.session;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.mysql.session.CommandSide.Fate;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.Packets;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands of prepared statements. A client's id stays what it is; where the server's statement had to be prepared again, the id
 * in the packet is replaced by the server's, and what the server knew of the old one is told it again: the types of the
 * parameters, which a client sends only when they are new.
 */
final class StatementCommands {
    /** A longer text is not kept, and its statement cannot be prepared again. */
    private static final int MAX_TEXT_BYTES = 1 << 20;

    /** What is looked at of a packet for the types of the parameters. */
    private static final int MAX_TYPES_BYTES = 1 << 13;

    /** Of COM_STMT_BULK_EXECUTE (https://mariadb.com/kb/en/com_stmt_bulk_execute/). */
    private static final int SEND_TYPES_TO_SERVER = 128;

    /** ER_NEED_REPREPARE */
    private static final int NEED_REPREPARE = 1615;

    private static final int ID_AT = PacketFramer.HEADER_BYTES + 1;

    private final MySqlSession session;
    private final Answers answers;
    private final boolean queryAttributes;

    StatementCommands(MySqlSession session) {
        this.session = session;
        this.answers = session.answers;
        this.queryAttributes = (session.capabilities & Capabilities.QUERY_ATTRIBUTES) != 0;
    }

    int needOfText(int length) {
        int most = session.looksAtTexts() ? PacketFramer.MAX_PAYLOAD_BYTES - 1 : MAX_TEXT_BYTES;
        return length <= most ? PacketFramer.HEADER_BYTES + length : 0;
    }

    int needOfExecute(int length) {
        return PacketFramer.HEADER_BYTES + Math.min(length, MAX_TYPES_BYTES);
    }

    private @Nullable PreparedStatement find(ByteBuf buffer, int start) {
        int id = buffer.getIntLE(start + ID_AT);
        return id == Command.LAST_PREPARED ? session.statements.last() : session.statements.find(id);
    }

    boolean isKnown(ByteBuf buffer, int start) {
        return find(buffer, start) != null;
    }

    Fate prepare(RuleSet rules, int length, ByteBuf buffer, int start, int available) {
        boolean isWhole = available == PacketFramer.HEADER_BYTES + length && length < PacketFramer.MAX_PAYLOAD_BYTES;
        byte[] text = null;
        if (isWhole) {
            text = new byte[length - 1];
            buffer.getBytes(start + ID_AT, text);
        }
        Decision decision = Decision.NONE;
        if (!rules.isEmpty()) {
            if (text == null) {
                return length < PacketFramer.MAX_PAYLOAD_BYTES
                        ? session.wantWhole()
                        : session.refused(Counting.tooLong());
            }
            decision = session.planning.decide(text, text.length);
            if (decision == null) {
                return Fate.HELD;
            }
            if (decision.error() != null) {
                if (!answers.isEmpty()) {
                    return Fate.HELD;
                }
                session.statements.preparing();
                session.counting.count(decision, true);
                return session.refused(decision.error());
            }
        }
        byte[] rewritten = session.rewritten(decision);
        if (decision.serverText() != null
                && (rewritten == null || rewritten.length + 1 >= PacketFramer.MAX_PAYLOAD_BYTES)) {
            return answers.isEmpty() ? session.refused(Counting.notSendable(decision)) : Fate.HELD;
        }
        boolean isKept = text != null && text.length <= MAX_TEXT_BYTES;
        PreparedStatement statement = new PreparedStatement(isKept ? text : null, decision, session.state.epoch());
        if (decision.isWatched()) {
            statement.settings = session.state.settings();
        }
        session.statements.preparing();
        Pending command = new Pending(Command.STMT_PREPARE);
        command.preparing = statement;
        command.decision = decision;
        answers.sent(command);
        if (rewritten == null) {
            session.forward(buffer, start, available);
        } else {
            session.answerFollows(PacketFramer.sequence(buffer, start));
            session.toServer.write(
                    Packets.end(Packets.begin(session.channel().alloc(), PacketFramer.sequence(buffer, start))
                            .writeByte(Command.STMT_PREPARE)
                            .writeBytes(rewritten)));
        }
        return Fate.TAKEN;
    }

    Fate execute(RuleSet rules, int first, int length, ByteBuf buffer, int start, int available) {
        PreparedStatement statement = find(buffer, start);
        if (statement == null) {
            if (buffer.getIntLE(start + ID_AT) == Command.LAST_PREPARED && answers.isPreparing()) {
                return Fate.HELD;
            }
            answers.sent(new Pending(first));
            session.forward(buffer, start, available);
            return Fate.TAKEN;
        }
        Fate ready = ready(rules, statement, true);
        if (ready != Fate.TAKEN) {
            return ready;
        }
        ExecuteParameters parameters = first == Command.STMT_EXECUTE
                ? ExecuteParameters.of(
                        buffer.slice(start + PacketFramer.HEADER_BYTES, available - PacketFramer.HEADER_BYTES),
                        statement.parameters,
                        queryAttributes)
                : null;
        boolean brings = first == Command.STMT_EXECUTE
                ? parameters != null && parameters.types() != null
                : available >= CommandSide.LONG_DATA_BYTES
                        && (buffer.getUnsignedShortLE(start + CommandSide.ID_BYTES) & SEND_TYPES_TO_SERVER) != 0;
        byte[] insert = null;
        if (parameters != null && parameters.types() != null) {
            statement.types = parameters.types();
        } else if (statement.lacksTypes && statement.parameters > 0 && !brings) {
            insert = statement.types;
            if (parameters == null || insert == null || length + insert.length >= PacketFramer.MAX_PAYLOAD_BYTES) {
                return answers.isEmpty() ? session.refused(needReprepare()) : Fate.HELD;
            }
        }
        byte[] text = statement.text;
        if (text != null) {
            statement.census = session.counting.take(statement.census, text);
            if (!rules.isEmpty()) {
                session.planning.sent(statement.decision, text, text.length);
            }
        }
        if (rules.isEmpty() && statement.changesState) {
            session.state.forget(true);
        }
        session.counting.count(statement.decision, false);
        Pending command = session.counting.begins(new Pending(first), statement.decision);
        command.changesCatalog = statement.changesCatalog;
        answers.sent(command);
        session.statements.sentAhead(statement, false);
        session.counting.executed(statement.decision);
        buffer.setIntLE(start + ID_AT, statement.serverId);
        if (insert == null) {
            statement.lacksTypes &= !brings;
            session.forward(buffer, start, available);
        } else {
            statement.lacksTypes = false;
            insert(parameters == null ? 0 : parameters.flagAt(), insert, length, buffer, start, available);
        }
        return Fate.TAKEN;
    }

    private void insert(int flagAt, byte[] types, int length, ByteBuf buffer, int start, int available) {
        int flag = start + PacketFramer.HEADER_BYTES + flagAt;
        session.answerFollows(PacketFramer.sequence(buffer, start));
        ByteBuf out = session.channel().alloc().buffer(PacketFramer.HEADER_BYTES + flagAt + 1 + types.length);
        out.writeMediumLE(length + types.length)
                .writeByte(PacketFramer.sequence(buffer, start))
                .writeBytes(buffer, start + PacketFramer.HEADER_BYTES, flagAt)
                .writeByte(1)
                .writeBytes(types);
        session.toServer.write(out);
        int rest = start + available - (flag + 1);
        if (rest > 0) {
            session.toServer.forward(buffer, flag + 1, rest);
        }
    }

    /** COM_STMT_SEND_LONG_DATA has no answer: what is refused is so when the statement is executed. */
    Fate sendAhead(RuleSet rules, ByteBuf buffer, int start, int available) {
        PreparedStatement statement = Objects.requireNonNull(find(buffer, start));
        Fate ready = ready(rules, statement, false);
        if (ready != Fate.TAKEN) {
            return ready;
        }
        session.statements.sentAhead(statement, true);
        buffer.setIntLE(start + ID_AT, statement.serverId);
        session.forward(buffer, start, available);
        return Fate.TAKEN;
    }

    /** Sees to it that the server has a statement prepared as it must be now. */
    private Fate ready(RuleSet rules, PreparedStatement statement, boolean tells) {
        ErrPacket error = null;
        if (rules.isEmpty()) {
            statement.decision = Decision.NONE;
        } else if (!isStillRight(statement)) {
            byte[] text = statement.text;
            Decision decision = text == null ? null : session.planning.decide(text, text.length);
            if (text == null) {
                error = Counting.tooLong();
            } else if (decision == null) {
                return Fate.HELD;
            } else {
                error = decision.error() == null ? changed(statement, decision) : decision.error();
                statement.decision = decision;
            }
        }
        if (error == null && statement.decision.preparesAs(statement.prepared)) {
            statement.prepared = statement.decision;
            return Fate.TAKEN;
        }
        if (!answers.isEmpty()) {
            return Fate.HELD;
        }
        if (error == null) {
            error = statement.failure;
            statement.failure = null;
        }
        if (error == null && statement.isSentAhead) {
            error = needReprepare();
        }
        byte[] body = error == null ? body(statement) : null;
        if (error == null && body != null) {
            prepareAgain(statement, body);
            return Fate.HELD;
        }
        if (!tells) {
            return Fate.DROPPED;
        }
        session.counting.count(statement.decision, true);
        return session.refused(error == null ? Counting.notSendable(statement.decision) : error);
    }

    private boolean isStillRight(PreparedStatement statement) {
        Decision decision = statement.decision;
        if (!session.planning.isUnderTheSameRules(decision)) {
            return false;
        }
        if (!decision.isWatched()) {
            return true;
        }
        Set<?> hidden = session.state.hidden(session.planning.watch());
        return decision.error() == null
                && hidden != null
                && hidden.equals(decision.plan().hidden());
    }

    /** What is prepared again is read as the session's texts are now. */
    private @Nullable ErrPacket changed(PreparedStatement statement, Decision decision) {
        if (!decision.isWatched()) {
            return null;
        }
        if (statement.settings == null && statement.epoch == session.state.epoch()) {
            statement.settings = session.state.settings();
        }
        return Objects.equals(statement.settings, session.state.settings()) && statement.settings != null
                ? null
                : Planning.refusal(
                        "Crossfade: a statement on a migrating table was prepared before the session's database, sql_mode or"
                                + " character set changed, and has to be prepared anew",
                        "Close it and prepare it again.");
    }

    private byte @Nullable [] body(PreparedStatement statement) {
        return statement.decision.serverText() == null ? statement.text : session.rewritten(statement.decision);
    }

    private void prepareAgain(PreparedStatement statement, byte[] body) {
        Decision decision = statement.decision;
        session.ask(Command.STMT_PREPARE, body, new Own() {
            private int id;
            private int parameters;

            @Override
            public void first(ByteBuf payload) {
                id = payload.getIntLE(payload.readerIndex() + 1);
                parameters = payload.getUnsignedShortLE(payload.readerIndex() + 7);
            }

            @Override
            public void done(@Nullable ErrPacket error) {
                if (error != null) {
                    statement.failure = error;
                } else if (parameters != statement.parameters) {
                    session.closeStatement(id);
                    statement.failure = needReprepare();
                } else {
                    session.closeStatement(statement.serverId);
                    statement.serverId = id;
                    statement.prepared = decision;
                    statement.lacksTypes = true;
                }
            }
        });
    }

    private static ErrPacket needReprepare() {
        return new ErrPacket(NEED_REPREPARE, "HY000", "Prepared statement needs to be re-prepared");
    }

    /** COM_STMT_RESET and COM_STMT_FETCH. */
    void mapId(int command, ByteBuf buffer, int start) {
        PreparedStatement statement = find(buffer, start);
        if (statement != null) {
            buffer.setIntLE(start + ID_AT, statement.serverId);
            if (command == Command.STMT_RESET) {
                session.statements.sentAhead(statement, false);
            }
        }
    }

    Fate close(ByteBuf buffer, int start, int available) {
        PreparedStatement statement = find(buffer, start);
        if (statement != null) {
            session.statements.remove(statement.clientId);
            buffer.setIntLE(start + ID_AT, statement.serverId);
        }
        session.forward(buffer, start, available);
        session.endIfNothingIsSentAhead();
        return Fate.TAKEN;
    }
}
