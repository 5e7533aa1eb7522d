package dev.crossfade.proxy.session;

import dev.crossfade.proxy.census.Census;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.rewrite.HeldRows;
import dev.crossfade.proxy.rewrite.RewriteResult;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What becomes known, beside the answer, by a statement that is sent: who speaks what, what other stages would make of it,
 * when a flip took effect.
 */
final class Effect {
    private final Session session;

    Effect(Session session) {
        this.session = session;
    }

    /**
     * Remembers the text where its command tag alone will not tell what it did.
     *
     * @param plan under which it is sent
     * @param bits {@link StateScan}'s where they matter, else 0
     */
    void noteVerbs(byte[] text, Plan plan, int bits, Entry entry) {
        entry.preparedBefore = session.sqlPrepares.sent();
        if (SqlPrepares.mayDeallocate(text)) {
            noteDeallocation(text, entry);
        }
        if (SqlPrepares.concerns(text)) {
            entry.text = text;
            session.sqlPrepares.prepared(text, plan);
        }
        if (bits != 0) {
            entry.text = text;
            session.lease.about(bits, text, entry);
        }
    }

    /**
     * A text is being sent. If it is a plain DEALLOCATE, it is known from here on what it closes, and what follows is not
     * prepared again behind it.
     */
    private void noteDeallocation(byte[] text, Entry entry) {
        if (SqlPrepares.deallocatesAll(text)) {
            session.statements.closedAll(entry);
            entry.closesAll = true;
            entry.deallocates = true;
        } else if (!session.preparation.isShared()) { // else it names another statement, or none of the protocol
            byte[] name = SqlPrepares.deallocatedName(text);
            if (name != null) {
                session.statements.closed(name, entry);
                entry.deallocates = true;
            }
        }
    }

    /** Notes what a text does with cursors and prepared statements of which FETCH and EXECUTE must know the columns. */
    void holds(byte[] text, Plan plan, Entry entry) {
        RewriteResult.Rewritten rewritten = plan.rewritten();
        boolean holds = rewritten != null && rewritten.holdsRows();
        if (!holds && !session.heldRows.isUsed()) {
            return;
        }
        if (!holds && text.length > HeldRows.MAX_READ_BYTES) {
            boolean mayName = SqlPrepares.contains(text, "declare") || SqlPrepares.contains(text, "prepare");
            entry.held = mayName ? session.heldRows.unread() : null;
        } else {
            entry.held = session.heldRows.read(
                    new String(text, StandardCharsets.ISO_8859_1), holds, session.standardConformingStrings);
        }
    }

    /** Sends a text that was rewritten. */
    void write(ByteBuf message) {
        long snapshot = session.transaction.number();
        if (session.node.effects.isFirst(snapshot)) {
            session.toServer().write(message, () -> session.node.effects.written(snapshot));
        } else {
            session.toServer().write(message);
        }
    }

    /** A statement that was prepared as rewritten is executed. */
    void executed(Plan plan) {
        long snapshot = session.transaction.number();
        if (plan.rewritten() != null && session.node.effects.isFirst(snapshot)) {
            session.toServer().write(Unpooled.EMPTY_BUFFER, () -> session.node.effects.written(snapshot));
        }
    }

    /** A statement is about to be sent: how long it takes is measured where somebody wants to know. */
    void begins(Entry entry) {
        if (session.target.latencies().isOn()) {
            entry.sentNanos = System.nanoTime();
        }
    }

    /** All of a statement's answer has come. */
    void ended(Entry entry) {
        if (entry.sentNanos != 0) {
            session.target.latencies().record(entry.plan, System.nanoTime() - entry.sentNanos, entry.failedState);
        }
    }

    /** A message has failed; of a simple Query more is still to come. */
    void failed(Entry entry, String sqlState) {
        if (entry.refusal != null || entry.hidden || !session.target.latencies().isOn()) {
            return; // refusals are counted as such
        }
        entry.failedState = sqlState;
        if (entry.kind.isExtended()) {
            entry.sentNanos = entry.sentNanos == 0 ? System.nanoTime() : entry.sentNanos;
            ended(entry);
        }
    }

    /** Counts who speaks old or new. */
    void count(Plan plan, boolean refused) {
        Plan.Refusal refusal = refused ? plan.refusal() : null;
        if (refusal != null && session.target.latencies().isOn()) {
            session.target.latencies().record(plan, 0, refusal.sqlState());
        }
        for (RewriteResult.Touch touch : plan.result().touches()) {
            if (touch.side() != null) {
                session.node.usage.count(
                        touch.migration(),
                        touch.side(),
                        session.target.name(),
                        session.user(),
                        session.application(),
                        refused,
                        plan.text());
            }
        }
    }

    /** Counts a text for the census. */
    void take(byte[] text) {
        Census census = session.target.census();
        if (census.isActive() && !session.physicalView) {
            census.executed(null, text, List::of, session.standardConformingStrings, session.countedAs());
        }
    }

    /** The same for a prepared statement that is executed, or refused. */
    void take(Statement statement) {
        Census census = session.target.census();
        byte[] text = statement.text;
        if (text != null && census.isActive() && !session.physicalView) {
            statement.census = census.executed(
                    statement.census,
                    text,
                    () -> Planning.oids(statement.types),
                    session.standardConformingStrings,
                    session.countedAs());
        }
    }

    /** In the server's words. */
    static Plan.Refusal cancelled() {
        return new Plan.Refusal("57014", "canceling statement due to user request", "", 0);
    }

    static Plan.Refusal tooLong() {
        return new Plan.Refusal(
                "54000",
                "a statement is longer than " + (ClientSide.MAX_TEXT_BYTES >> 20)
                        + " MiB while a migration is going on",
                "Send long values as parameters, or by COPY.",
                0);
    }
}
