package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.mysql.wire.ServerStatus;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The client's packets on their way to the server: each is a command, or a piece of a file that the server has asked for. */
final class CommandSide implements PacketPhase {
    /** A text that is looked at may be this long; longer ones stream through. */
    static final int MAX_TEXT_BYTES = 1 << 16;

    /** A command and the id behind it. */
    private static final int ID_BYTES = PacketFramer.HEADER_BYTES + 1 + 4;

    /** The same, and the number of a parameter. */
    private static final int LONG_DATA_BYTES = ID_BYTES + 2;

    private final MySqlSession session;
    private final Answers answers;
    private final boolean queryAttributes;

    CommandSide(MySqlSession session) {
        this.session = session;
        this.answers = session.answers;
        this.queryAttributes = (session.capabilities & Capabilities.QUERY_ATTRIBUTES) != 0;
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
            case Command.QUERY, Command.CHANGE_USER ->
                length <= MAX_TEXT_BYTES ? PacketFramer.HEADER_BYTES + length : 0;
            case Command.PROCESS_KILL -> ID_BYTES;
            default -> 0;
        };
    }

    @Override
    public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
        if (answers.isFileAsked()) {
            if (first == PacketFramer.EMPTY) {
                answers.fileSent();
            }
            forward(buffer, start, available);
            return true;
        }
        if (first == Command.QUIT) {
            session.toServer.forward(buffer, start, available);
            session.saidGoodbye();
            return true;
        }
        if (answers.isStreaming()) { // a replica says how far it has come
            forward(buffer, start, available);
            return true;
        }
        Pending command = new Pending(first);
        if (command.grammar == Pending.Grammar.NONE) {
            if (length < (first == Command.STMT_CLOSE ? ID_BYTES : LONG_DATA_BYTES) - PacketFramer.HEADER_BYTES) {
                throw PacketException.malformed(); // which one server answers and the other does not
            }
            forward(buffer, start, available);
            return true;
        }
        if (first == Command.CHANGE_USER) {
            return changeUser(length, buffer, start, available);
        }
        if (!session.mayBegin()) {
            session.answerFollows(PacketFramer.sequence(buffer, start)); // should it be told in its place why all ends
            return false;
        }
        ByteBuf instead = instead(first, length, buffer, start, available);
        answers.sent(command);
        if (instead == null) {
            forward(buffer, start, available);
        } else {
            session.answerFollows(PacketFramer.sequence(buffer, start));
            session.toServer.write(instead);
        }
        return true;
    }

    private void forward(ByteBuf buffer, int start, int available) {
        session.answerFollows(PacketFramer.sequence(buffer, start));
        session.toServer.forward(buffer, start, available);
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

    /** What goes to the server in place of the client's command, whole; null for the client's. */
    private @Nullable ByteBuf instead(int first, int length, ByteBuf buffer, int start, int available) {
        if (available < PacketFramer.HEADER_BYTES + length) {
            return null;
        }
        return switch (first) {
            case Command.PROCESS_KILL -> length == 5 ? kill(buffer, start) : null;
            case Command.QUERY -> query(length, buffer, start);
            default -> null;
        };
    }

    private @Nullable ByteBuf kill(ByteBuf buffer, int start) {
        Integer backendId = session.clients.backendId(buffer.getIntLE(start + PacketFramer.HEADER_BYTES + 1));
        if (backendId == null) {
            return null;
        }
        return Packets.end(Packets.begin(session.channel().alloc(), PacketFramer.sequence(buffer, start))
                .writeByte(Command.PROCESS_KILL)
                .writeIntLE(backendId));
    }

    private @Nullable ByteBuf query(int length, ByteBuf buffer, int start) {
        int from = start + PacketFramer.HEADER_BYTES + 1;
        int end = start + PacketFramer.HEADER_BYTES + length;
        int textStart = from;
        if (queryAttributes) {
            ByteBuf rest = buffer.slice(from, end - from);
            try {
                long attributes = LenEnc.read(rest);
                LenEnc.read(rest);
                if (attributes != 0) {
                    return null; // which no shell and no driver's cancel sends with KILL
                }
            } catch (PacketException e) {
                return null; // the server's to refuse
            }
            textStart = from + rest.readerIndex();
        }
        if (textStart == end) {
            return null;
        }
        byte[] text = session.text(buffer, textStart, end - textStart);
        int textLength = end - textStart;
        if (!KillText.isCandidate(text, 0, textLength)) {
            return null;
        }
        byte[] replaced = KillText.replaced(
                Arrays.copyOf(text, textLength),
                (answers.status() & ServerStatus.NO_BACKSLASH_ESCAPES) != 0,
                session.clients::backendId);
        if (replaced == null) {
            return null;
        }
        return Packets.end(Packets.begin(session.channel().alloc(), PacketFramer.sequence(buffer, start))
                .writeByte(Command.QUERY)
                .writeBytes(buffer, from, textStart - from)
                .writeBytes(replaced));
    }

    @Override
    public void continued(ByteBuf buffer, int start) {
        session.answerFollows(PacketFramer.sequence(buffer, start));
        session.toServer.forward(buffer, start, PacketFramer.HEADER_BYTES);
    }

    @Override
    public void more(ByteBuf buffer, int start, int length) {
        session.toServer.forward(buffer, start, length);
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
