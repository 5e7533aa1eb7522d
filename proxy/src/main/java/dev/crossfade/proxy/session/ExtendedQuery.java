package dev.crossfade.proxy.session;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.backend.PreparedStatements;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.session.Statements.Portal;
import dev.crossfade.proxy.shadow.Shadow;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Messages;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The client's messages of the extended query protocol
 * (https://www.postgresql.org/docs/15/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY), while a transaction is open or beginning.
 */
final class ExtendedQuery {
    /** What has become of a message. */
    enum Fate {
        /** On its way, what is still to come of it too. */
        SENT,
        /** To be presented again. */
        HELD,
        /** Something else was sent in its place: what is still to come of it is dropped. */
        DROPPED
    }

    private static final byte[] NO_TYPES = {0, 0};

    /** A named Parse that fails leaves no statement, and lets the client's unnamed one be. */
    static final byte[] REFUSED_NAME = Messages.utf8("crossfade$refused");

    /** A statement that never is: closing it is answered like closing any other. */
    private static final byte[] NO_STATEMENT = Messages.utf8("crossfade$none");

    private final Session session;

    ExtendedQuery(Session session) {
        this.session = session;
    }

    private Fate forward(Entry entry, ByteBuf buffer, int start, int available) {
        session.toServer().forward(buffer, start, available);
        session.inFlight.sent(entry);
        return Fate.SENT;
    }

    private Fate write(Entry entry, ByteBuf message) {
        session.effect.write(message);
        session.inFlight.sent(entry);
        return Fate.SENT;
    }

    Fate parse(RuleSet rules, int total, ByteBuf buffer, int start, int available) {
        int end = start + available;
        byte[] name = Bytes.string(buffer, start + 5, end);
        Entry entry = new Entry(Kind.PARSE);
        if (name == null || (session.preparation.isShared() && isInvalid(name))) {
            return forward(entry, buffer, start, available);
        }
        boolean shared = session.preparation.isShared();
        Statement before = shared && name.length > 0 ? session.statements.find(name) : null;
        if (shared && ((name.length > 0 && isUncertain(name)) || session.lease.areSettingsUncertain())) {
            return Fate.HELD;
        }
        int textStart = start + 5 + name.length + 1;
        byte[] text = available < total ? null : Bytes.string(buffer, textStart, end);
        if (text == null) {
            if (!rules.isEmpty() || session.physicalView || (shared && name.length > 0)) {
                session.toServerHidden.refuseExtended(Kind.PARSE, name, Effect.tooLong());
                return Fate.DROPPED;
            }
        }
        Plan plan = Plan.NONE;
        byte[] types = NO_TYPES;
        if (text != null) {
            types = Bytes.of(buffer, textStart + text.length + 1, end);
            Plan decided = session.planning.decide(text, types, null);
            if (decided == null) {
                return Fate.HELD;
            }
            plan = decided;
        }
        Plan.Refusal refusal = plan.refusal();
        if (refusal == null && shared && name.length > 0) {
            refusal = refusalOfText(text);
        } else if (refusal != null) {
            session.effect.count(plan, true);
            session.effect.take(new Statement(name, text, types, plan));
        }
        if (refusal != null) {
            session.toServerHidden.refuseExtended(Kind.PARSE, name, refusal);
            return Fate.DROPPED;
        }
        boolean remembered = text != null && session.statements.hasRoomFor(text.length + types.length);
        Statement statement = new Statement(name, remembered ? text : null, types, plan);
        if (shared && text != null) {
            statement.stateBits = StateScan.bits(text);
            statement.deallocates = SqlPrepares.deallocatedName(text);
            standIn(statement);
            if (statement.deallocates == null) {
                statement.names = SqlPrepares.named(text);
            }
            if (session.namedBySql.isUncertain(statement)) {
                return Fate.HELD;
            }
            if (remembered && name.length > 0 && isUncertain(before, statement)) {
                return Fate.HELD;
            }
        }
        if (!remembered) {
            session.lease.pin("prepared statements too long to be remembered");
        }
        session.planning.used(plan);
        session.namedBySql.standFor(statement);
        session.statements.parsed(statement, entry);
        entry.statement = statement;
        entry.plan = plan;
        if (shared && remembered) {
            byte[] onServer = session.namedBySql.prepared(before, statement, entry)
                    ? name
                    : before == null
                            ? session.preparation.prepare(statement, plan, entry)
                            : session.preparation.prepareInPlaceOf(before, statement, plan, entry);
            if (!Arrays.equals(onServer, name) || plan.serverText() != null || statement.standsIn) {
                return write(
                        entry, Messages.parse(session.channel().alloc(), onServer, statement.serverText(plan), types));
            }
        }
        String rewritten = plan.serverText();
        if (rewritten == null) {
            return forward(entry, buffer, start, available);
        }
        return write(entry, Messages.parse(session.channel().alloc(), name, Messages.utf8(rewritten), types));
    }

    private boolean isUncertain(byte[] name) {
        return session.preparation.isUncertain(name);
    }

    private boolean isUncertain(@Nullable Statement before, Statement statement) {
        return session.preparation.isBeingPrepared(statement, statement.plan)
                || (before != null && session.preparation.isUncertain(before, before.plan));
    }

    /** Settles whether another statement is deallocated in place of what a text deallocates. */
    private void standIn(Statement statement) {
        statement.standsIn = statement.deallocates != null && session.statements.find(statement.deallocates) != null;
    }

    /** Not in the client's encoding: the server, which is not told the names of shared statements, is told this one. */
    private boolean isInvalid(byte[] name) {
        return !Encoding.isAscii(name) && Encoding.isUtf8(session.clientEncoding) && Encoding.decode(name) == null;
    }

    /** On a shared connection texts have to be remembered. */
    private Plan.@Nullable Refusal refusalOfText(byte @Nullable [] text) {
        return text == null || session.statements.hasRoomFor(text.length)
                ? null
                : new Plan.Refusal(
                        "54000",
                        "too many prepared statements",
                        "Crossfade remembers " + (Statements.MAX_TEXT_BYTES >> 20)
                                + " MiB of texts in a session; close what is not needed any more.",
                        0);
    }

    Fate bind(RuleSet rules, int total, ByteBuf buffer, int start, int available) {
        int end = start + available;
        byte[] portal = Bytes.string(buffer, start + 5, end);
        byte[] name = portal == null ? null : Bytes.string(buffer, start + 6 + portal.length, end);
        if (portal == null || name == null) {
            if (available < total) {
                throw new FatalException(
                        "54000",
                        "name of a portal or prepared statement is longer than " + ClientSide.MAX_NAMES_BYTES
                                + " bytes",
                        null);
            }
            return forward(new Entry(Kind.BIND), buffer, start, available);
        }
        Use use = use(Kind.BIND, rules, name);
        if (use.fate != Fate.SENT) {
            return use.fate;
        }
        Entry entry = new Entry(Kind.BIND);
        Statement statement = session.statements.find(name);
        entry.plan = statement == null ? Plan.NONE : statement.plan;
        entry.uses = statement;
        Portal bound = new Portal(entry.plan, statement, statement != null && statement.standsIn);
        if (Shadow.wants(entry.plan)) {
            int behind = start + 5 + portal.length + 1 + name.length + 1;
            bound.parameters = available < total ? Shadowing.TOO_LONG : Bytes.of(buffer, behind, end);
        }
        session.statements.bound(portal, bound, entry);
        if (use.onServer == null) {
            return forward(entry, buffer, start, available);
        }
        int behindNames = start + 5 + portal.length + 1 + name.length + 1;
        ByteBuf head = session.channel()
                .alloc()
                .buffer(7 + portal.length + use.onServer.length)
                .writeByte(Frontend.BIND)
                .writeInt(total - 1 - name.length + use.onServer.length)
                .writeBytes(portal)
                .writeByte(0)
                .writeBytes(use.onServer)
                .writeByte(0);
        session.toServer().write(head);
        session.toServer().forward(buffer, behindNames, end - behindNames);
        session.inFlight.sent(entry);
        return Fate.SENT;
    }

    Fate describe(RuleSet rules, int total, ByteBuf buffer, int start) {
        Entry entry = new Entry(Kind.DESCRIBE);
        byte[] name = total < 7 ? null : Bytes.string(buffer, start + 6, start + total);
        if (name != null && buffer.getByte(start + 5) == 'S') {
            Use use = use(Kind.DESCRIBE, rules, name);
            if (use.fate != Fate.SENT) {
                return use.fate;
            }
            Statement statement = session.statements.find(name);
            entry.plan = statement == null ? Plan.NONE : statement.plan;
            entry.uses = statement;
            holds(statement, entry);
            if (use.onServer != null) {
                session.toServer().write(Messages.describe(session.channel().alloc(), 'S', use.onServer));
                session.inFlight.sent(entry);
                return Fate.SENT;
            }
        } else if (name != null) {
            if (isPortalUncertain(name)) {
                return Fate.HELD;
            }
            Portal portal = session.statements.portal(name);
            entry.plan = portal == null ? Plan.NONE : portal.plan;
            holds(portal == null ? null : portal.statement, entry);
        }
        return forward(entry, buffer, start, total);
    }

    private void holds(@Nullable Statement statement, Entry entry) {
        if (statement != null && statement.text != null && entry.plan != null) {
            session.effect.holds(statement.text, entry.plan, entry);
        }
    }

    private boolean isPortalUncertain(byte[] name) {
        return session.inFlight.isSyncedBehind(session.statements.changingPortal(name));
    }

    Fate execute(int total, ByteBuf buffer, int start) {
        Entry entry = new Entry(Kind.EXECUTE);
        entry.preparedBefore = session.sqlPrepares.sent();
        byte[] name = Bytes.string(buffer, start + 5, start + total);
        if (name != null && isPortalUncertain(name)) {
            return Fate.HELD;
        }
        Portal portal = name == null ? null : session.statements.portal(name);
        Statement executed = portal == null ? null : portal.statement;
        byte[] deallocates = executed == null ? null : executed.deallocates;
        if ((deallocates != null && (isUncertain(deallocates) || session.namedBySql.isOwnUncertain(deallocates)))
                || (executed != null && session.namedBySql.isUncertain(executed))
                || (executed != null && executed.notable && session.preparation.isTakenUncertain(executed.text))) {
            return Fate.HELD;
        }
        boolean exists = deallocates != null && session.statements.find(deallocates) != null;
        Plan.Refusal refusal =
                executed == null || !executed.notable ? null : session.preparation.nameTaken(executed.text);
        if (refusal != null) {
            session.toServerHidden.refuseExtended(Kind.EXECUTE, REFUSED_NAME, refusal);
            return Fate.DROPPED;
        }
        session.effect.begins(entry);
        if (portal != null) {
            entry.plan = portal.plan;
            entry.uses = portal.statement;
            Statement statement = portal.statement;
            holds(statement, entry);
            if (statement != null) {
                entry.mayCopyIn = statement.mayCopyIn;
                session.effect.take(statement);
            }
            if (statement != null && statement.text != null && (statement.notable || statement.stateBits != 0)) {
                session.effect.noteVerbs(statement.text, portal.plan, statement.stateBits, entry);
                if (deallocates != null && portal.standsIn) {
                    session.preparation.standIn(exists);
                    session.namedBySql.closeOwn(deallocates);
                    session.statements.closed(deallocates, entry);
                } else if (deallocates != null && exists) { // prepared since the portal was bound
                    session.namedBySql.stand(deallocates);
                    session.namedBySql.closed(deallocates, entry);
                    session.statements.closed(deallocates, entry);
                }
            }
            if (statement != null) {
                session.namedBySql.standFor(statement);
            }
            session.shadowing.execute(portal);
            session.planning.executed(portal.plan);
            session.effect.count(portal.plan, false);
            session.effect.executed(portal.plan);
        }
        return forward(entry, buffer, start, total);
    }

    Fate close(int total, ByteBuf buffer, int start) {
        Entry entry = new Entry(Kind.CLOSE);
        byte[] name = total < 7 ? null : Bytes.string(buffer, start + 6, start + total);
        if (name != null && buffer.getByte(start + 5) == 'S') {
            if (session.preparation.isShared() && isUncertain(name)) {
                return Fate.HELD;
            }
            Statement statement = session.statements.find(name);
            session.statements.closed(name, entry);
            if (session.namedBySql.closed(name, entry)) {
                return forward(entry, buffer, start, total);
            }
            if (statement != null && name.length > 0 && session.preparation.isShared()) {
                // it stays for the others, who may have prepared the same
                session.toServer().write(Messages.close(session.channel().alloc(), 'S', NO_STATEMENT));
                session.inFlight.sent(entry);
                return Fate.SENT;
            }
        } else if (name != null) {
            session.statements.portalClosed(name, entry);
        }
        return forward(entry, buffer, start, total);
    }

    /** @param onServer the statement's name there, null where it is the client's */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Use(Fate fate, byte @Nullable [] onServer) {
        static final Use AS_IT_IS = new Use(Fate.SENT, null);
        static final Use HELD = new Use(Fate.HELD, null);
        static final Use DROPPED = new Use(Fate.DROPPED, null);
    }

    /** A prepared statement is about to be used: what stands on the server under its name must fit the snapshot. */
    private Use use(Kind kind, RuleSet rules, byte[] name) {
        if (isUncertain(name)) {
            return Use.HELD;
        }
        Statement statement = session.statements.find(name);
        if (statement == null) {
            if (!rules.isEmpty() && !session.sqlPrepares.isEmpty()) {
                Watch watch = session.target.watch(rules, session.target.catalog());
                if (session.planning.mayRunUnplanned(name, watch)) {
                    return refuse(kind, Planning.unplannedExecute());
                }
            }
            if (session.preparation.isShared()) {
                return unknown(name);
            }
            if (name.length == 0 && !rules.isEmpty()) {
                session.preparation.closeUnnamed(); // what was not planned must not be run
            }
            return Use.AS_IT_IS; // the server says that there is none
        }
        if (statement.text == null) {
            return rules.isEmpty() ? Use.AS_IT_IS : refuse(kind, forgotten());
        }
        boolean asItStands = session.preparation.isFailed() && statement.plan.refusal() == null;
        Plan plan =
                asItStands ? statement.plan : session.planning.decide(statement.text, statement.types, statement.plan);
        if (plan == null || (statement.deallocates != null && isUncertain(statement.deallocates))) {
            return Use.HELD;
        }
        standIn(statement);
        if (session.preparation.isUncertain(statement, plan) || session.namedBySql.isUncertain(statement)) {
            return Use.HELD;
        }
        Plan.Refusal refusal = plan.refusal();
        if (refusal != null) {
            session.effect.count(plan, true);
            session.effect.take(statement);
            session.toServerHidden.refuseExtended(kind, REFUSED_NAME, refusal);
            return Use.DROPPED;
        }
        session.planning.used(plan);
        boolean shared = session.preparation.isShared();
        if (statement.maybeGone && (!shared || session.namedBySql.mayStand(name))) {
            boolean fits =
                    shared ? asItStands || session.namedBySql.fits(statement, plan) : statement.isPreparedFor(plan);
            if (!fits) {
                session.toServerHidden.forget(statement);
                return Use.AS_IT_IS;
            }
            if (shared) {
                return Use.AS_IT_IS; // it stands under that name unless it was deallocated
            }
        }
        session.namedBySql.standFor(statement);
        byte[] onServer = session.preparation.use(statement, plan);
        return Arrays.equals(onServer, name) ? Use.AS_IT_IS : new Use(Fate.SENT, onServer);
    }

    /** The client has no such statement; one that another client has left on the connection must not be taken for it. */
    private Use unknown(byte[] name) {
        if (name.length == 0) {
            session.preparation.closeUnnamed();
        } else if (PreparedStatements.isOurs(name)) {
            return new Use(Fate.SENT, NO_STATEMENT);
        }
        return Use.AS_IT_IS;
    }

    private Use refuse(Kind kind, RewriteResult.Refused refused) {
        session.toServerHidden.refuseExtended(
                kind,
                REFUSED_NAME,
                new Plan.Refusal(refused.sqlState(), refused.message(), refused.hint(), refused.position()));
        return Use.DROPPED;
    }

    private static RewriteResult.Refused forgotten() {
        return Planning.refusal(
                "0A000",
                "a statement was prepared before a migration began, and its text was too long to be remembered",
                "Close it and prepare it again; Crossfade remembers " + (Statements.MAX_TEXT_BYTES >> 20)
                        + " MiB of texts in a session.");
    }
}
