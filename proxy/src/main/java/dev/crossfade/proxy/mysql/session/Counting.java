package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.census.Census;
import dev.crossfade.proxy.mysql.session.TextState.Settings;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.rewrite.RewriteResult;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What becomes known, beside the answer, by a statement that is sent: who speaks what, what other stages would make of it,
 * when a flip took effect, how long it took.
 */
final class Counting {
    private final MySqlSession session;
    private Census.Client client;

    Counting(MySqlSession session) {
        this.session = session;
        this.client = new Census.Client(session.user(), session.application(), session.clientAddress());
    }

    /** The session is another user's now. */
    void renew() {
        client = new Census.Client(session.user(), session.application(), session.clientAddress());
    }

    /** Sends what was rewritten. */
    void write(ByteBuf packet) {
        long snapshot = session.transaction.number();
        if (session.node.effects.isFirst(snapshot)) {
            session.toServer.write(packet, () -> session.node.effects.written(snapshot));
        } else {
            session.toServer.write(packet);
        }
    }

    /** A statement that was prepared as rewritten is executed. */
    void executed(Decision decision) {
        long snapshot = session.transaction.number();
        if (decision.serverText() != null && session.node.effects.isFirst(snapshot)) {
            session.toServer.write(Unpooled.EMPTY_BUFFER, () -> session.node.effects.written(snapshot));
        }
    }

    /** A command is about to be sent: how long it takes is measured where somebody wants to know. */
    Pending begins(Pending command, Decision decision) {
        command.decision = decision;
        if (session.target.latencies().isOn()) {
            command.sentNanos = System.nanoTime();
        }
        return command;
    }

    /** All of an answer has come. {@code error}: what it ended with, null when it did not fail. */
    void ended(Pending command, @Nullable String sqlState) {
        if (command.sentNanos != 0) {
            session.target.latencies().record(command.decision.plan(), System.nanoTime() - command.sentNanos, sqlState);
        }
    }

    /** Counts who speaks old or new. */
    void count(Decision decision, boolean refused) {
        ErrPacket error = decision.error();
        if (refused && error != null && session.target.latencies().isOn()) {
            session.target.latencies().record(decision.plan(), 0, error.sqlState());
        }
        for (RewriteResult.Touch touch : decision.plan().result().touches()) {
            if (touch.side() != null) {
                session.node.usage.count(
                        touch.migration(),
                        touch.side(),
                        session.target.name(),
                        session.user(),
                        session.application(),
                        refused,
                        decision.plan().text());
            }
        }
    }

    /** Counts a text for the census. */
    void take(byte[] text, int length) {
        if (session.target.census().isActive()) {
            Census.Mark unused = take(null, Arrays.copyOf(text, length));
        }
    }

    /** The same for a prepared statement that is executed. {@code before}: what this has answered for it the last time. */
    Census.@Nullable Mark take(Census.@Nullable Mark before, byte[] text) {
        Census census = session.target.census();
        return census.isActive() ? census.executed(before, text, this::reading, client) : before;
    }

    /** How the session's texts are read, as far as that is known: nobody is asked for a census. */
    private dev.crossfade.proxy.rewrite.mysql.MySqlSession reading() {
        Settings known = session.state.settings();
        return known == null
                ? dev.crossfade.proxy.rewrite.mysql.MySqlSession.of(session.databaseOfLogin())
                : known.reading();
    }

    static ErrPacket tooLong() {
        return Planning.refusal(
                "Crossfade: a statement of 16 MiB or more, or one prepared that was too long to be kept, while a migration is"
                        + " going on",
                "Send long values as parameters, and prepare the statement again.");
    }

    static ErrPacket notSendable(Decision decision) {
        return Planning.refusal(
                "Crossfade: a statement on a migrating table that, rewritten, is longer than a packet, or has characters that"
                        + " character_set_client " + decision.charset() + " does not have",
                "SET NAMES utf8mb4, or send less in one statement.");
    }
}
