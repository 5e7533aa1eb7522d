package dev.crossfade.proxy.mysql.session;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.mysql.session.CommandSide.Fate;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.mysql.wire.ServerStatus;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands that are a text, or name a table. */
final class QueryCommand {
    /** A text that is looked at where no rules are may be this long; longer ones stream through. */
    static final int MAX_KEPT_BYTES = 1 << 16;

    /** What is looked at of a text in which nothing but KILL is looked for. */
    private static final int BEGINNING_BYTES = 256;

    private final MySqlSession session;
    private final Answers answers;
    private final boolean queryAttributes;
    private boolean severalStatements;

    QueryCommand(MySqlSession session) {
        this.session = session;
        this.answers = session.answers;
        this.queryAttributes = (session.capabilities & Capabilities.QUERY_ATTRIBUTES) != 0;
        this.severalStatements = (session.capabilities & Capabilities.MULTI_STATEMENTS) != 0;
    }

    /** COM_SET_OPTION allows several statements in a text, or does so no longer. */
    void optionSet() {
        severalStatements = true;
    }

    int need(int length) {
        if (session.looksAtTexts()) {
            return length < PacketFramer.MAX_PAYLOAD_BYTES ? PacketFramer.HEADER_BYTES + length : 0;
        }
        int looked = severalStatements || session.isWholeWanted() || !session.statements.isEmpty()
                ? (length <= MAX_KEPT_BYTES ? length : 0)
                : Math.min(length, BEGINNING_BYTES);
        return PacketFramer.HEADER_BYTES + looked;
    }

    Fate query(RuleSet rules, int length, ByteBuf buffer, int start, int available) {
        boolean isWhole = available == PacketFramer.HEADER_BYTES + length && length < PacketFramer.MAX_PAYLOAD_BYTES;
        if (rules.isEmpty()) {
            return unruled(length, buffer, start, available, isWhole);
        }
        if (!isWhole) {
            return length < PacketFramer.MAX_PAYLOAD_BYTES ? session.wantWhole() : session.refused(Counting.tooLong());
        }
        int from = QueryText.start(Packets.payload(buffer, start, length), queryAttributes);
        if (from < 0) {
            return session.refused(Planning.refusal(
                    "Crossfade: attributes of a query that are not as the protocol has them, while a migration is going on",
                    ""));
        }
        int textLength = length - from;
        byte[] text = session.text(buffer, start + PacketFramer.HEADER_BYTES + from, textLength);
        Decision decision = session.planning.decide(text, textLength);
        if (decision == null) {
            return Fate.HELD;
        }
        if (decision.error() != null) {
            if (!answers.isEmpty()) {
                return Fate.HELD;
            }
            session.counting.take(text, textLength);
            session.counting.count(decision, true);
            return session.refused(decision.error());
        }
        byte[] rewritten = session.rewritten(decision);
        if (decision.serverText() != null
                && (rewritten == null || from + rewritten.length >= PacketFramer.MAX_PAYLOAD_BYTES)) {
            return answers.isEmpty() ? session.refused(Counting.notSendable(decision)) : Fate.HELD;
        }
        session.counting.take(text, textLength);
        session.counting.count(decision, false);
        Pending command = session.counting.begins(new Pending(Command.QUERY), decision);
        command.changesCatalog = Planning.mayChangeCatalog(text, textLength);
        if (rewritten == null) {
            byte[] killing = killing(text, textLength);
            session.planning.sent(decision, text, textLength);
            answers.sent(command);
            write(killing, from, buffer, start, available);
            return Fate.TAKEN;
        }
        session.planning.sent(decision, text, textLength);
        answers.sent(command);
        session.answerFollows(PacketFramer.sequence(buffer, start));
        session.counting.write(
                Packets.end(Packets.begin(session.channel().alloc(), PacketFramer.sequence(buffer, start))
                        .writeBytes(buffer, start + PacketFramer.HEADER_BYTES, from)
                        .writeBytes(rewritten)));
        return Fate.TAKEN;
    }

    private void write(byte @Nullable [] instead, int from, ByteBuf buffer, int start, int available) {
        if (instead == null) {
            session.forward(buffer, start, available);
            return;
        }
        session.answerFollows(PacketFramer.sequence(buffer, start));
        session.toServer.write(
                Packets.end(Packets.begin(session.channel().alloc(), PacketFramer.sequence(buffer, start))
                        .writeBytes(buffer, start + PacketFramer.HEADER_BYTES, from)
                        .writeBytes(instead)));
    }

    /** No rules: nothing is looked for but KILL, and what a census counts. */
    private Fate unruled(int length, ByteBuf buffer, int start, int available, boolean isWhole) {
        int here = available - PacketFramer.HEADER_BYTES;
        int from = QueryText.start(buffer.slice(start + PacketFramer.HEADER_BYTES, here), queryAttributes);
        boolean isCandidate =
                from >= 0 && from < here && mayKill(buffer, start + PacketFramer.HEADER_BYTES, from, here);
        if (isCandidate && !isWhole && length <= MAX_KEPT_BYTES) {
            return session.wantWhole();
        }
        byte[] killing = null;
        boolean changesCatalog = false;
        boolean isCounted = session.target.census().isActive();
        boolean isTracked = !session.statements.isEmpty();
        if (isWhole && from >= 0 && (isCandidate || isCounted || isTracked)) {
            int textLength = length - from;
            byte[] text = session.text(buffer, start + PacketFramer.HEADER_BYTES + from, textLength);
            session.counting.take(text, textLength);
            changesCatalog = isCounted && Planning.mayChangeCatalog(text, textLength);
            killing = isCandidate ? killing(text, textLength) : null;
            if (isTracked && Planning.mayChangeState(text, textLength)) {
                session.state.forget(true);
            } else {
                session.state.unseen();
            }
        } else if (isTracked) {
            session.state.forget(true);
        } else {
            session.state.unseen();
        }
        Pending command = session.counting.begins(new Pending(Command.QUERY), Decision.NONE);
        command.changesCatalog = changesCatalog;
        answers.sent(command);
        write(killing, from, buffer, start, available);
        return Fate.TAKEN;
    }

    /** By a look at the beginning, and for a second statement where there can be one. */
    private boolean mayKill(ByteBuf buffer, int payload, int from, int here) {
        int at = payload + from;
        int end = payload + here;
        while (at < end && buffer.getByte(at) <= ' ' && buffer.getByte(at) >= 0) {
            at++;
        }
        if (at == end) {
            return false;
        }
        return switch (buffer.getByte(at)) {
            case 'k', 'K', '/', '-', '#', ';' -> true;
            default -> severalStatements && buffer.indexOf(at, end, (byte) ';') >= 0;
        };
    }

    /** The text with the backend's ids in its KILL; null when nothing is to be replaced. */
    private byte @Nullable [] killing(byte[] text, int length) {
        return KillText.isCandidate(text, 0, length)
                ? KillText.replaced(
                        Arrays.copyOf(text, length),
                        (answers.status() & ServerStatus.NO_BACKSLASH_ESCAPES) != 0,
                        session.clients::backendId)
                : null;
    }

    /**
     * COM_FIELD_LIST: the columns that the client does not speak are left out of the answer
     * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_field_list.html).
     */
    Fate fieldList(RuleSet rules, int length, ByteBuf buffer, int start, int available) {
        Pending command = new Pending(Command.FIELD_LIST);
        int nameLength = available < PacketFramer.HEADER_BYTES + length
                ? -1
                : buffer.bytesBefore(start + PacketFramer.HEADER_BYTES + 1, length - 1, (byte) 0);
        if (!rules.isEmpty() && nameLength >= 0) {
            byte[] name = new byte[nameLength];
            buffer.getBytes(start + PacketFramer.HEADER_BYTES + 1, name);
            Set<String> hidden = session.planning.hiddenColumns(name);
            if (hidden == null) {
                return Fate.HELD;
            }
            command.hides = hidden;
        }
        answers.sent(command);
        session.forward(buffer, start, available);
        return Fate.TAKEN;
    }
}
