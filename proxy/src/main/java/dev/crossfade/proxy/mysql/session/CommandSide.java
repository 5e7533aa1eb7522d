package dev.crossfade.proxy.mysql.session;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The client's packets on their way to the server: each is a command, or a piece of a file that the server has asked for. What
 * needs a decision is held and presented again. Texts are {@link QueryCommand}'s, prepared statements {@link
 * StatementCommands}'.
 */
final class CommandSide implements PacketPhase {
    /** A command and the id behind it. */
    static final int ID_BYTES = PacketFramer.HEADER_BYTES + 1 + 4;

    /** The same, and the number of a parameter or the flags of a bulk. */
    static final int LONG_DATA_BYTES = ID_BYTES + 2;

    /** What has become of a command. */
    enum Fate {
        /** It has been passed on, or something in its place. */
        TAKEN,
        /** It is to be presented again. */
        HELD,
        /** It has been answered, or is to be when the rest of it has come; nothing of it goes to the server. */
        DROPPED
    }

    private final MySqlSession session;
    private final Answers answers;
    private final QueryCommand query;
    private final StatementCommands statements;
    private boolean dropping;
    private @Nullable ErrPacket refusal;

    CommandSide(MySqlSession session) {
        this.session = session;
        this.answers = session.answers;
        this.query = new QueryCommand(session);
        this.statements = new StatementCommands(session);
    }

    @Override
    public String sessionId() {
        return session.id();
    }

    @Override
    public int need(int first, int length) {
        if (answers.isFileAsked()) {
            return 0;
        }
        return switch (first) {
            case Command.QUERY -> query.need(length);
            case Command.STMT_PREPARE -> statements.needOfText(length);
            case Command.STMT_EXECUTE -> statements.needOfExecute(length);
            case Command.CHANGE_USER, Command.FIELD_LIST ->
                length <= QueryCommand.MAX_KEPT_BYTES ? PacketFramer.HEADER_BYTES + length : 0;
            case Command.STMT_SEND_LONG_DATA, Command.STMT_BULK_EXECUTE -> LONG_DATA_BYTES;
            case Command.PROCESS_KILL, Command.STMT_CLOSE, Command.STMT_RESET, Command.STMT_FETCH -> ID_BYTES;
            default -> 0;
        };
    }

    @Override
    public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
        dropping = false;
        if (answers.isFileAsked()) {
            if (first == PacketFramer.EMPTY) {
                answers.fileSent();
            }
            session.forward(buffer, start, available);
            return true;
        }
        if (first == Command.QUIT) {
            session.toServer.forward(buffer, start, available);
            session.saidGoodbye();
            return true;
        }
        if (answers.isStreaming()) { // a replica says how far it has come
            session.forward(buffer, start, available);
            return true;
        }
        if (first == Command.CHANGE_USER) {
            return changeUser(length, buffer, start, available);
        }
        Fate fate = command(first, length, buffer, start, available);
        if (fate == Fate.HELD) {
            session.answerFollows(PacketFramer.sequence(buffer, start)); // should it be told in its place why all ends
            return false;
        }
        session.wholeTaken();
        if (fate == Fate.DROPPED) {
            session.answerFollows(PacketFramer.sequence(buffer, start));
            dropping = available < PacketFramer.HEADER_BYTES + length || length == PacketFramer.MAX_PAYLOAD_BYTES;
            refusal = session.takeRefusal();
            if (!dropping) {
                tellRefusal();
            }
        }
        return true;
    }

    private Fate command(int first, int length, ByteBuf buffer, int start, int available) {
        if (Pending.grammar(first) == Pending.Grammar.NONE) {
            if (length < (first == Command.STMT_CLOSE ? ID_BYTES : LONG_DATA_BYTES) - PacketFramer.HEADER_BYTES) {
                throw PacketException.malformed(); // which one server answers and the other does not
            }
            if (first == Command.STMT_CLOSE) {
                return statements.close(buffer, start, available);
            }
            if (!statements.isKnown(buffer, start)) {
                session.forward(buffer, start, available);
                return Fate.TAKEN;
            }
        }
        if (!session.mayBegin()) {
            return Fate.HELD;
        }
        RuleSet rules = session.transaction.rules(session::resumeLater);
        if (rules == null) {
            return Fate.HELD;
        }
        switch (first) {
            case Command.QUERY -> {
                return query.query(rules, length, buffer, start, available);
            }
            case Command.STMT_PREPARE -> {
                return statements.prepare(rules, length, buffer, start, available);
            }
            case Command.STMT_EXECUTE, Command.STMT_BULK_EXECUTE -> {
                return length < ID_BYTES - PacketFramer.HEADER_BYTES
                        ? forward(new Pending(first), buffer, start, available)
                        : statements.execute(rules, first, length, buffer, start, available);
            }
            case Command.STMT_SEND_LONG_DATA -> {
                return statements.sendAhead(rules, buffer, start, available);
            }
            case Command.STMT_RESET, Command.STMT_FETCH -> {
                if (length >= ID_BYTES - PacketFramer.HEADER_BYTES) {
                    statements.mapId(first, buffer, start);
                }
            }
            case Command.FIELD_LIST -> {
                return query.fieldList(rules, length, buffer, start, available);
            }
            case Command.INIT_DB, Command.DROP_DB -> session.state.forget(false);
            case Command.RESET_CONNECTION -> session.startsAnew();
            case Command.PROCESS_KILL -> {
                if (length == ID_BYTES - PacketFramer.HEADER_BYTES) {
                    int at = start + PacketFramer.HEADER_BYTES + 1;
                    Integer backendId = session.clients.backendId(buffer.getIntLE(at));
                    if (backendId != null) {
                        buffer.setIntLE(at, backendId);
                    }
                }
            }
            case Command.SET_OPTION -> query.optionSet();
            default -> {}
        }
        return forward(new Pending(first), buffer, start, available);
    }

    private Fate forward(Pending command, ByteBuf buffer, int start, int available) {
        answers.sent(command);
        session.forward(buffer, start, available);
        return Fate.TAKEN;
    }

    private boolean changeUser(int length, ByteBuf buffer, int start, int available) {
        if (!answers.isEmpty()) {
            return false; // its turn comes
        }
        if (available < PacketFramer.HEADER_BYTES + length) {
            throw PacketException.malformed();
        }
        byte[] payload = new byte[length];
        buffer.getBytes(start + PacketFramer.HEADER_BYTES, payload);
        session.changeUser(payload, PacketFramer.sequence(buffer, start));
        return true;
    }

    private void tellRefusal() {
        dropping = false;
        ErrPacket told = refusal;
        refusal = null;
        if (told != null) {
            session.refuse(told);
        }
    }

    @Override
    public void continued(ByteBuf buffer, int start) {
        session.answerFollows(PacketFramer.sequence(buffer, start));
        if (dropping) {
            endOfDropped();
        } else {
            session.toServer.forward(buffer, start, PacketFramer.HEADER_BYTES);
        }
    }

    @Override
    public void more(ByteBuf buffer, int start, int length) {
        if (dropping) {
            endOfDropped();
        } else {
            session.toServer.forward(buffer, start, length);
        }
    }

    private void endOfDropped() {
        if (!session.client.framer().isInBody()) {
            tellRefusal();
        }
    }

    @Override
    public void endOfInput() {
        session.toServer.endOfInput();
    }

    @Override
    public void readComplete() {
        session.askIfUncertain(); // what could not be asked in the middle of a packet
        session.settle();
    }

    @Override
    public void writabilityChanged() {
        session.settle();
    }

    @Override
    public void inputEnded() {
        session.clientGone();
    }

    @Override
    public void inactive() {
        session.clientGone();
    }

    @Override
    public void failed(PacketException e) {
        session.fail(e.error());
    }
}
