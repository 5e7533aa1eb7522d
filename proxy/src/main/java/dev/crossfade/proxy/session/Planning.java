package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.node.TableHold;
import dev.crossfade.proxy.node.Transaction;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a text of this session, under the open transaction's rules. A decision may need an answer from
 * the server (what names mean) or from the pool (the plan): then {@link #decide} returns null, the message is held, and
 * the same question is asked again when {@link Session#resume} presents it again.
 *
 * <pre>
 *   rules empty ─► {@link Plan#NONE}
 *   scan ─ not watched ─► untouched
 *        └ watched ─► names known? ─no─► {@link NameLookup} in order behind what was sent ─► (held)
 *                       └yes─► plan in the cache? ─no─► pool ─► (held)
 *                                └yes─► untouched | rewritten | refused
 * </pre>
 */
final class Planning {
    private final Session session;

    /** What unqualified names mean, null when that is not known. */
    private @Nullable NameLookup names;

    private @Nullable NameLookup looking;

    /** Something in the open transaction changed what names mean, and its end may change it again. */
    private boolean namesMayChange;

    /** The scan that was used last, and what it is for. */
    private @Nullable Watch watch;

    private RuleSet watchRules = RuleSet.NONE;
    private long watchCatalog;

    private @Nullable RewriteRequest asked;
    private @Nullable CompletableFuture<RewriteResult> answer;

    Planning(Session session) {
        this.session = session;
    }

    /**
     * @param types the end of a Parse message, null for a simple Query
     * @param before the plan the same text had before, or null
     * @return null to hold the message
     */
    @SuppressWarnings("ReferenceEquality") // equal rules are one object, see Transaction
    @Nullable
    Plan decide(byte[] text, byte @Nullable [] types, @Nullable Plan before) {
        RuleSet rules = session.transaction.rules();
        TableHold.Held held = session.beganUnder;
        if (held != null && held.keeps(session, text, session.standardConformingStrings)) {
            return null;
        }
        if (session.physicalView) {
            return physical(rules, text);
        }
        if (rules.isEmpty()) {
            return Plan.NONE;
        }
        Catalog catalog = session.target.catalog();
        boolean conforming = session.standardConformingStrings;
        Watch watch = watch(rules, catalog);
        if (before != null
                && before.rules() == rules
                && before.catalogVersion() == catalog.version()
                && before.standardConformingStrings() == conforming
                && (!before.has(Watch.WATCHED)
                        || (before.hidden() != null && before.hidden().equals(known(watch, catalog))))
                && !before.has(Watch.SQL_PREPARE)) {
            return before;
        }
        int bits = watch.scan(text, 0, text.length, conforming);
        boolean ascii = Encoding.isUtf8(session.clientEncoding) || Encoding.isAscii(text);
        if (namesMayChange && !session.inFlight.isEmpty() && !NameState.isPlain(text)) {
            // a setting that says how the text is read may be changing: it is reported with ReadyForQuery only
            if (session.inFlight.isAtBoundary() && !session.inFlight.isCopyIn()) {
                return null;
            }
            ascii = false;
            bits |= watch.scan(text, 0, text.length, !conforming);
        }
        if ((bits & Watch.NAME_STATE) != 0 && !NameState.mayChange(text, namesMayChange)) {
            bits &= ~Watch.NAME_STATE;
        }
        if (!ascii && mayHideNames(watch)) {
            bits |= Watch.WATCHED;
        }
        Circumstances c = new Circumstances(rules, catalog.version(), conforming, bits);
        boolean mayExecute = (bits & Watch.SQL_PREPARE) != 0 && SqlPrepares.mayExecute(text);
        if (mayExecute && isUncertain(text)) {
            return null;
        }
        if (mayExecute
                && (mayRunOutdated(session.sqlPrepares.mayRun(text), watch)
                        || mayRunUnplanned(protocolStatements(text), watch))) {
            return c.refused(unplannedExecute());
        }
        if ((bits & Watch.WATCHED) == 0) {
            return c.plan(null, "", RewriteResult.Untouched.NOTHING_WATCHED);
        }
        if (!ascii) {
            return c.refused(refusal(
                    Problem.UNREWRITABLE.sqlState(),
                    "a statement that may touch a migrating table cannot be read with certainty: client_encoding is "
                            + session.clientEncoding + ", or settings are being changed in the same pipeline",
                    "Set client_encoding to UTF8, and send Sync after statements such as SET."));
        }
        String sql = Encoding.decode(text);
        if (sql == null) {
            return c.refused(refusal("22021", "invalid byte sequence for encoding \"UTF8\"", ""));
        }
        if ((bits & Watch.NAME_STATE) != 0 && types == null && NameState.hasSeveralStatements(text)) {
            return c.refused(refusal(
                    Problem.UNREWRITABLE.sqlState(),
                    "a statement on a migrating table stands in one text with statements that may change what its name"
                            + " means",
                    "Send statements such as SET, ROLLBACK or CREATE TEMPORARY TABLE on their own."));
        }
        return watched(c, watch, catalog, sql, types);
    }

    private Plan physical(RuleSet rules, byte[] text) {
        boolean conforming = session.standardConformingStrings;
        RewriteResult.Refused refused = PhysicalView.refusal(
                text, conforming, !session.inFlight.isEmpty(), Encoding.isAsciiSafe(session.clientEncoding));
        return refused == null ? Plan.NONE : new Circumstances(rules, 0, conforming, 0).refused(refused);
    }

    /** The byte scan for rules; the one used last is at hand, which is asked for with every message. */
    @SuppressWarnings("ReferenceEquality") // equal rules are one object, see Transaction
    private Watch watch(RuleSet rules, Catalog catalog) {
        Watch last = watch;
        if (last != null && watchRules == rules && watchCatalog == catalog.version()) {
            return last;
        }
        Watch found = session.target.watch(rules, catalog);
        watch = found;
        watchRules = rules;
        watchCatalog = catalog.version();
        return found;
    }

    /** Whether a text names a watched relation, or may do. */
    boolean mayTouch(byte[] text) {
        Watch watch = watch(session.transaction.rules(), session.target.catalog());
        int bits = watch.scan(text, 0, text.length, session.standardConformingStrings);
        return (bits & Watch.WATCHED) != 0 || (!Encoding.isAscii(text) && mayHideNames(watch));
    }

    private @Nullable Plan watched(Circumstances c, Watch watch, Catalog catalog, String sql, byte @Nullable [] types) {
        Set<TableName> hidden = known(watch, catalog);
        if (hidden == null) {
            if (looking != null) {
                return null;
            }
            if (session.transaction.status() == Transaction.FAILED && session.inFlight.isEmpty()) {
                return c.refused(refusal(
                        Problem.UNREWRITABLE.sqlState(),
                        "in a failed transaction it cannot be told which table an unqualified name means",
                        "Send ROLLBACK on its own first."));
            }
            if (types == null && !session.inFlight.maySync()) {
                return c.refused(refusal(
                        Problem.UNREWRITABLE.sqlState(),
                        "a simple query on a migrating table follows extended protocol messages without Sync",
                        "Send Sync first."));
            }
            looking = new NameLookup(watch, catalog);
            session.toServerHidden.lookUp(looking, types == null);
            return null;
        }
        RewriteRequest request = new RewriteRequest(
                sql, types == null ? List.of() : oids(types), c.rules, catalog, hidden, c.conforming);
        CompletableFuture<RewriteResult> result = answer;
        if (result == null || !request.equals(asked)) {
            result = session.node.planner.plan(request);
            if (!result.isDone()) {
                asked = request;
                answer = result;
                CompletableFuture<?> unused = result.whenComplete((done, thrown) -> session.resumeLater());
                return null;
            }
        } else if (!result.isDone()) {
            return null;
        }
        asked = null;
        answer = null;
        return c.plan(hidden, sql, result.join());
    }

    private @Nullable Set<TableName> known(Watch watch, Catalog catalog) {
        NameLookup lookup = names;
        return lookup != null && lookup.answers(watch, catalog) ? lookup.hidden() : null;
    }

    /** All rows of a lookup are there. */
    void lookedUp(NameLookup lookup) {
        names = lookup;
        looking = null;
        if (!namesMayChange) {
            session.lease.found(lookup);
        }
    }

    /** The session has another server connection. {@code known}: what names mean there, as far as it has been asked. */
    void attached(@Nullable NameLookup known) {
        names = known;
    }

    /** The lookup failed; the error has been passed on as the answer of the held message. */
    void lookUpFailed() {
        looking = null;
    }

    /** A statement with this plan is being executed: what it says about names holds for what is sent after it. */
    void executed(Plan plan) {
        if (plan.has(Watch.NAME_STATE)) {
            namesMayChange = true;
            names = null;
        } else if (namesMayChange && plan.has(Watch.WATCHED)) {
            names = null; // the transaction's end, which cannot be seen coming, may bring the old meaning back
        }
    }

    /** Like {@link #executed} for a text that is prepared or bound only. */
    void used(Plan plan) {
        if (namesMayChange && plan.has(Watch.WATCHED)) {
            names = null;
        }
    }

    /** The server is idle, outside a transaction, with nothing to answer. */
    void idle() {
        if (namesMayChange) {
            namesMayChange = false;
            names = null;
        }
    }

    /** Whether what was prepared by SQL under a name may run a text that must be planned and was not. */
    boolean mayRunUnplanned(byte[] statementName, Watch watch) {
        return mayRunOutdated(session.sqlPrepares.named(Statement.key(statementName)), watch);
    }

    /** Whether one of them names a watched table and was prepared under another plan than it would have now. */
    private boolean mayRunOutdated(@Nullable List<SqlPrepares.Prepared> prepared, Watch watch) {
        return prepared == null
                || mayRunUnplanned(
                        prepared.stream()
                                .filter(p -> !isStillRight(p.plan(), watch))
                                .map(SqlPrepares.Prepared::text)
                                .toList(),
                        watch);
    }

    @SuppressWarnings("ReferenceEquality") // equal rules are one object, see Transaction
    private boolean isStillRight(Plan plan, Watch watch) {
        Catalog catalog = session.target.catalog();
        return plan.rules() == session.transaction.rules()
                && plan.catalogVersion() == catalog.version()
                && plan.standardConformingStrings() == session.standardConformingStrings
                && plan.hidden() != null
                && plan.hidden().equals(known(watch, catalog));
    }

    private boolean mayRunUnplanned(@Nullable List<byte[]> texts, Watch watch) {
        if (texts == null) {
            return true;
        }
        for (byte[] text : texts) {
            int bits = watch.scan(text, 0, text.length, session.standardConformingStrings);
            if ((bits & Watch.WATCHED) != 0 || (!Encoding.isAscii(text) && mayHideNames(watch))) {
                return true;
            }
        }
        return false;
    }

    /** SQL's EXECUTE reaches the protocol's statements too, under whatever plan they were prepared last. */
    private @Nullable List<byte[]> protocolStatements(byte[] text) {
        return session.statements.texts(SqlPrepares.executedName(text));
    }

    /** Whether it will be known only when more is answered which of the protocol's statements SQL's EXECUTE may reach. */
    private boolean isUncertain(byte[] text) {
        return session.statements.changing(SqlPrepares.executedName(text)).stream()
                .anyMatch(change -> change.kind == Entry.Kind.QUERY || session.inFlight.isSyncedBehind(change));
    }

    static RewriteResult.Refused unplannedExecute() {
        return refusal(
                Problem.UNREWRITABLE.sqlState(),
                "EXECUTE may run a statement that was prepared before its table began to migrate, or to another stage",
                "DEALLOCATE it and prepare it again, or use the driver's prepared statements.");
    }

    static RewriteResult.Refused refusal(String sqlState, String message, String hint) {
        return new RewriteResult.Refused(sqlState, message, hint, 0, List.of());
    }

    /** Whether in the session's encoding a text that is not ASCII can name a watched table without the scan seeing it. */
    private boolean mayHideNames(Watch watch) {
        String encoding = session.clientEncoding;
        if (Encoding.isUtf8(encoding)) {
            return false;
        }
        return !Encoding.isAsciiSafe(encoding)
                || watch.watched().stream()
                        .anyMatch(table -> !table.name().chars().allMatch(c -> c < 0x80)
                                || !table.schema().chars().allMatch(c -> c < 0x80));
    }

    static List<Integer> oids(byte[] types) {
        ByteBuffer buffer = ByteBuffer.wrap(types);
        List<Integer> oids = new ArrayList<>();
        if (buffer.remaining() >= 2) {
            buffer.getShort();
        }
        while (buffer.remaining() >= 4) {
            oids.add(buffer.getInt());
        }
        return oids;
    }

    private record Circumstances(RuleSet rules, long catalogVersion, boolean conforming, int bits) {
        Plan plan(@Nullable Set<TableName> hidden, String text, RewriteResult result) {
            return new Plan(rules, catalogVersion, hidden, conforming, bits, text, result);
        }

        Plan refused(RewriteResult.Refused refused) {
            return plan(null, "", refused);
        }
    }
}
