package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.OkPacket;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.node.Traffic.Count;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server's packets on their way to the client: they pass as they are, and are followed as far as {@link Answers} needs;
 * what is told of a rewritten statement is told in the client's names. */
@SuppressWarnings("ReferenceEquality") // which ones, not which like them
final class AnswerSide implements PacketPhase {
    private final MySqlSession session;
    private final Answers answers;

    /** Packets of the present answer that the client has not been given. */
    private int leftOut;

    AnswerSide(MySqlSession session) {
        this.session = session;
        this.answers = session.answers;
    }

    @Override
    public String sessionId() {
        return session.id();
    }

    @Override
    public int need(int first, int length) {
        if (answers.isOwnFirst()) {
            return PacketFramer.HEADER_BYTES + length;
        }
        Pending head = answers.head();
        if (head == null) {
            return PacketFramer.HEADER_BYTES + Math.min(length, 512);
        }
        return head.hides.isEmpty() ? answers.need(first, length) : PacketFramer.HEADER_BYTES + length;
    }

    @Override
    public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
        if (answers.isOwnFirst()) {
            own(first, length, buffer, start);
            return true;
        }
        if (answers.isEmpty()) {
            if (first != Packets.ERR) {
                throw PacketException.malformed();
            }
            // time-outs and shutdowns are told without being asked for
            session.answered(PacketFramer.sequence(buffer, start));
            session.toClient.forward(buffer, start, available);
            return true;
        }
        Pending head = Objects.requireNonNull(answers.head());
        if (head.preparing != null && answers.isAtFirst() && first == Packets.OK) {
            prepared(head.preparing, Packets.payload(buffer, start, length));
        }
        boolean isLeftOut = !head.hides.isEmpty() && isHidden(head, first, length, buffer, start, available);
        Answers.End end = answers.packet(
                first,
                length,
                available <= PacketFramer.HEADER_BYTES
                        ? buffer.slice(start, 0)
                        : payload(length, buffer, start, available));
        if (isLeftOut) {
            leftOut++;
            return true;
        }
        if (leftOut > 0) {
            buffer.setByte(start + PacketFramer.HEADER_BYTES - 1, PacketFramer.sequence(buffer, start) - leftOut);
        }
        session.answered(PacketFramer.sequence(buffer, start));
        String sqlState = null;
        if (end == Answers.End.FAILED && available == PacketFramer.HEADER_BYTES + length) {
            sqlState = failed(head, length, buffer, start, available);
        } else if (!isOk(head, end, first, length) || !session.untold.isToGoWith(length, available)) {
            session.toClient.forward(buffer, start, available);
        } else {
            session.toClient.write(session.untold
                    .with(OkPacket.decode(Packets.payload(buffer, start, length)))
                    .encode(session.channel().alloc(), PacketFramer.sequence(buffer, start))
                    .setByte(PacketFramer.HEADER_BYTES, first));
        }
        if (end != Answers.End.NONE) {
            over(head, end, sqlState);
        }
        return true;
    }

    /** An error is told in the names that the client has used. Answers its SQLSTATE. */
    private String failed(Pending head, int length, ByteBuf buffer, int start, int available) {
        ErrPacket error = ErrPacket.decode(Packets.payload(buffer, start, length));
        ErrPacket told =
                head.decision.serverText() == null ? error : ErrorNames.translated(error, head.decision.plan());
        if (told.message().equals(error.message())) {
            session.toClient.forward(buffer, start, available);
        } else {
            session.toClient.write(told.encode(session.channel().alloc(), PacketFramer.sequence(buffer, start)));
        }
        return error.sqlState();
    }

    /** https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_prepare.html#sect_protocol_com_stmt_prepare_response_ok */
    private void prepared(PreparedStatement statement, ByteBuf payload) {
        LenEnc.require(payload, 9);
        int at = payload.readerIndex();
        statement.clientId = payload.getIntLE(at + 1);
        statement.serverId = statement.clientId;
        statement.parameters = payload.getUnsignedShortLE(at + 7);
        session.statements.add(statement);
    }

    /** https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_column_definition.html */
    private static boolean isHidden(Pending head, int first, int length, ByteBuf buffer, int start, int available) {
        if (first == Packets.ERR || first == Packets.EOF || available < PacketFramer.HEADER_BYTES + length) {
            return false;
        }
        ByteBuf definition = Packets.payload(buffer, start, length);
        for (int before = 0; before < 5; before++) {
            LenEnc.skip(definition);
        }
        String name = new String(LenEnc.readBytes(definition), StandardCharsets.UTF_8);
        return head.hides.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether what has ended an answer is made up as an OK packet is. */
    private static boolean isOk(Pending head, Answers.End end, int first, int length) {
        return (end == Answers.End.RESULT || end == Answers.End.ANSWER)
                && head.grammar != Pending.Grammar.PREPARED
                && head.grammar != Pending.Grammar.TEXT
                && (first == Packets.OK || (first == Packets.EOF && length >= OkPacket.LEAST_BYTES));
    }

    /** The answer to what the proxy has asked. */
    private void own(int first, int length, ByteBuf buffer, int start) {
        Pending head = Objects.requireNonNull(answers.head());
        Own own = Objects.requireNonNull(head.own);
        boolean isFirst = answers.isAtFirst();
        boolean isRow = answers.isInRows();
        Answers.End end = answers.packet(first, length, Packets.payload(buffer, start, length));
        if (end == Answers.End.FAILED) {
            own.done(ErrPacket.decode(Packets.payload(buffer, start, length)));
            return;
        }
        if (isFirst && first != Packets.ERR) {
            own.first(Packets.payload(buffer, start, length));
        }
        if (isRow && end == Answers.End.NONE) {
            own.row(Packets.payload(buffer, start, length));
        }
        if (end == Answers.End.ANSWER) {
            if (isOk(head, end, first, length)) {
                session.untold.keep(OkPacket.decode(Packets.payload(buffer, start, length)));
            }
            own.done(null);
        }
    }

    private static ByteBuf payload(int length, ByteBuf buffer, int start, int available) {
        return Packets.payload(buffer, start, Math.min(length, available - PacketFramer.HEADER_BYTES));
    }

    private void over(Pending head, Answers.End end, @Nullable String sqlState) {
        if (end != Answers.End.RESULT) {
            leftOut = 0;
            session.counting.ended(head, sqlState);
            if (head.changesCatalog) { // an error may have come after one of several statements
                session.node.listener.catalogMayHaveChanged(session.target.name());
            }
        }
        session.traffic.add(Count.QUERIES, 1);
        if (end == Answers.End.FAILED) {
            session.traffic.add(Count.ERRORS, 1);
        }
        if (end != Answers.End.RESULT && answers.isEmpty()) {
            session.drainedOfAnswers();
        }
    }

    @Override
    public void continued(ByteBuf buffer, int start) {
        session.answered(PacketFramer.sequence(buffer, start));
        session.toClient.forward(buffer, start, PacketFramer.HEADER_BYTES);
    }

    @Override
    public void more(ByteBuf buffer, int start, int length) {
        session.toClient.forward(buffer, start, length);
    }

    @Override
    public void endOfInput() {
        session.toClient.endOfInput();
    }

    @Override
    public void readComplete() {
        session.endIfIdle();
        if (session.client.framer().isHeld()) {
            session.resume();
        } else {
            session.settle();
        }
    }

    @Override
    public void writabilityChanged() {
        session.settle();
    }

    @Override
    public void inactive() {
        if (session.answers == answers) { // or the client has another server connection by now
            session.serverGone();
        }
    }

    @Override
    public void failed(PacketException e) {
        if (session.answers != answers) {
            return;
        }
        session.fail(new ErrPacket(
                e.error().code(),
                e.error().sqlState(),
                "from the backend: " + e.error().message()));
    }
}
