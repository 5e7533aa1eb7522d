package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.OkPacket;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.node.Traffic.Count;
import io.netty.buffer.ByteBuf;

/** The server's packets on their way to the client: they pass as they are, and are followed as far as {@link Answers} needs. */
@SuppressWarnings("ReferenceEquality") // which ones, not which like them
final class AnswerSide implements PacketPhase {
    private final MySqlSession session;
    private final Answers answers;

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
        return answers.isEmpty() ? PacketFramer.HEADER_BYTES + Math.min(length, 512) : answers.need(first, length);
    }

    @Override
    public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
        if (answers.isOwnFirst()) {
            own(first, length, buffer, start);
            return true;
        }
        session.answered(PacketFramer.sequence(buffer, start));
        if (answers.isEmpty()) {
            if (first != Packets.ERR) {
                throw PacketException.malformed();
            }
            // time-outs and shutdowns are told without being asked for
            session.toClient.forward(buffer, start, available);
            return true;
        }
        Pending head = answers.head();
        Answers.End end = answers.packet(
                first,
                length,
                available <= PacketFramer.HEADER_BYTES
                        ? buffer.slice(start, 0)
                        : payload(length, buffer, start, available));
        if (head == null || !isOk(head, end, first, length) || !session.untold.isToGoWith(length, available)) {
            session.toClient.forward(buffer, start, available);
        } else {
            session.toClient.write(session.untold
                    .with(OkPacket.decode(Packets.payload(buffer, start, length)))
                    .encode(session.channel().alloc(), PacketFramer.sequence(buffer, start))
                    .setByte(PacketFramer.HEADER_BYTES, first));
        }
        if (end != Answers.End.NONE) {
            over(end);
        }
        return true;
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
        if (first == Packets.ERR) { // which a COM_PING has only where the server ends the connection
            session.fail(ErrPacket.decode(Packets.payload(buffer, start, length)));
            return;
        }
        Answers.End unused = answers.packet(first, length, Packets.payload(buffer, start, length));
        session.untold.keep(OkPacket.decode(Packets.payload(buffer, start, length)));
        session.certain();
    }

    private static ByteBuf payload(int length, ByteBuf buffer, int start, int available) {
        return Packets.payload(buffer, start, Math.min(length, available - PacketFramer.HEADER_BYTES));
    }

    private void over(Answers.End end) {
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
