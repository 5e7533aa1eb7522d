package dev.crossfade.proxy.mysql.session;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.mysql.session.TextState.Settings;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import dev.crossfade.proxy.rewrite.Metadata;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.mysql.MySqlWatchList;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a text of this session, under the open transaction's rules. A decision may need answers from the
 * server (how it reads texts, whether it can read this one) or from the pool (the plan): then {@link #decide} returns null, the
 * packet is held, and the same question is asked again when it is presented again.
 *
 * <pre>
 *   scan ─ not watched ─► untouched
 *        └ watched ─► {@link TextState} known? ─no─► asked, once all is answered ─► (held)
 *                       └yes─► plan in the cache? ─no─► pool ─► (held)
 *                                └yes─► untouched | rewritten | refused ─ not parsed here? ─► the server's PREPARE ─► (held)
 * </pre>
 */
final class Planning {
    /** ER_NOT_SUPPORTED_YET and its SQLSTATE. */
    private static final int NOT_SUPPORTED = 1235;

    private static final String STATE = "42000";

    /** ER_PARSE_ERROR */
    private static final int SYNTAX_ERROR = 1064;

    /** What a statement of the proxy's own in between makes another of. */
    private static final Pattern READS_LAST =
            Pattern.compile("row_count|found_rows|warning_count|error_count|diagnostics", Pattern.CASE_INSENSITIVE);

    /** What a statement's verb and the blanks before it have room in. */
    private static final int BEGINNING_BYTES = 64;

    private static final Pattern OF_THE_SCHEMA =
            Pattern.compile("\\b(create|alter|drop|rename|truncate)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern MAY_HIDE = Pattern.compile("temporary|call|execute", Pattern.CASE_INSENSITIVE);

    private static final Pattern DATA = Pattern.compile(
            "[\\s(]*(select|insert|update|delete|replace|with|values|explain|desc|describe|show)\\b",
            Pattern.CASE_INSENSITIVE);

    private final MySqlSession session;
    private final TextState state;
    private @Nullable Watch watch;
    private RuleSet watchRules = RuleSet.NONE;
    private long watchCatalog;
    private @Nullable RewriteRequest asked;
    private @Nullable CompletableFuture<RewriteResult> answer;
    private boolean hasAsked;
    private @Nullable Decision tried;
    private boolean trying;

    Planning(MySqlSession session, TextState state) {
        this.session = session;
        this.state = state;
    }

    static ErrPacket refusal(String message, String hint) {
        return new ErrPacket(NOT_SUPPORTED, STATE, hint.isEmpty() ? message : message + ". " + hint);
    }

    /** The byte scan of the open transaction's rules; the one used last is at hand. */
    Watch watch() {
        return watch(session.target.catalog());
    }

    @SuppressWarnings("ReferenceEquality") // equal rules are one object, see Transaction
    private Watch watch(Catalog catalog) {
        RuleSet rules = session.transaction.rules();
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

    private int scan(Catalog catalog, byte[] text, int length) {
        Settings known = state.settings();
        return watch(catalog)
                .scan(text, 0, length, known == null || known.reading().lowerCaseTableNames());
    }

    /** Whether what was decided was so under the open transaction's rules, for the catalog there is. */
    @SuppressWarnings("ReferenceEquality") // equal rules are one object, see Transaction
    boolean isUnderTheSameRules(Decision before) {
        return before.plan().rules() == session.transaction.rules()
                && before.plan().catalogVersion() == session.target.catalog().version();
    }

    /** Whether it is known how texts are read; else it is being asked, where it can be, and the packet is to be held. */
    private boolean isReadingKnown(Catalog catalog) {
        if (state.settings() != null && state.hidden(watch(catalog)) != null) {
            return true;
        }
        if (!state.isAsking() && session.answers.isEmpty()) {
            hasAsked = true;
            state.ask(watch(catalog));
        }
        return false;
    }

    /**
     * The columns of a table that the client is not to see, in lower case.
     *
     * @param name of the table, as it stands in a packet
     * @return null to hold the packet
     */
    @Nullable
    Set<String> hiddenColumns(byte[] name) {
        Catalog catalog = session.target.catalog();
        if ((scan(catalog, name, name.length) & Watch.WATCHED) == 0 || state.takeFailure() != null) {
            return Set.of();
        }
        if (!isReadingKnown(catalog)) {
            return null;
        }
        hasAsked = false;
        Settings known = Objects.requireNonNull(state.settings());
        String database = known.reading().database();
        String table = TextCharset.decoded(name, name.length, known.charset());
        if (database == null || table == null) {
            return Set.of();
        }
        Set<String> columns = new HashSet<>();
        for (MigrationRule rule : session.transaction.rules().rules()) {
            TableName of = rule.migration().table();
            Catalog.Relation relation = catalog.relation(of);
            boolean isMeant = known.reading().lowerCaseTableNames()
                    ? of.name().equalsIgnoreCase(table) && of.schema().equalsIgnoreCase(database)
                    : of.name().equals(table) && of.schema().equals(database);
            if (isMeant
                    && relation != null
                    && !Objects.requireNonNull(state.hidden(watch(catalog))).contains(of)) {
                Metadata.hidden(rule, relation)
                        .forEach(column -> columns.add(column.name().toLowerCase(Locale.ROOT)));
            }
        }
        return columns;
    }

    /**
     * Decides. Only under rules. All of a decision is for one catalog: another may be published at any moment, and what was
     * decided for the one before must not pass for its.
     *
     * @param text whose first {@code length} bytes are the client's text
     * @return null to hold the packet
     */
    @Nullable
    Decision decide(byte[] text, int length) {
        Catalog catalog = session.target.catalog();
        int bits = scan(catalog, text, length);
        if ((bits & Watch.WATCHED) == 0) {
            return done(new Decision(
                    plan(catalog, bits, null, "", RewriteResult.Untouched.NOTHING_WATCHED), state.epoch(), "", null));
        }
        ErrPacket failure = state.takeFailure();
        if (failure != null) {
            return refused(catalog, bits, "", failure); // as it would answer any query
        }
        if (!isReadingKnown(catalog)) {
            return null;
        }
        Settings known = Objects.requireNonNull(state.settings());
        Set<TableName> hidden = Objects.requireNonNull(state.hidden(watch(catalog)));
        String sql = TextCharset.decoded(text, length, known.charset());
        if (sql == null) {
            return refused(
                    catalog,
                    bits,
                    "",
                    refusal(
                            "Crossfade: a text that may touch a migrating table cannot be read with certainty in"
                                    + " character_set_client " + known.charset(),
                            "SET NAMES utf8mb4."));
        }
        if (hasAsked && READS_LAST.matcher(sql).find()) {
            return refused(
                    catalog,
                    bits,
                    sql,
                    refusal(
                            "Crossfade: ROW_COUNT(), FOUND_ROWS() or the diagnostics of the statement before, in the first"
                                    + " statement on a migrating table since the session's settings may have changed",
                            "Send it again after another statement, or read them into a variable first."));
        }
        if (hasSeveral(text, length) && ((bits & Watch.NAME_STATE) != 0 || mayDropHiding(sql, hidden))) {
            return refused(
                    catalog,
                    bits,
                    sql,
                    refusal(
                            "Crossfade: a statement on a migrating table stands in one text with statements that may change"
                                    + " what its name means",
                            "Send statements such as USE, SET or CREATE TEMPORARY TABLE on their own."));
        }
        return planned(catalog, bits, text, length, sql, known, hidden);
    }

    private @Nullable Decision planned(
            Catalog catalog, int bits, byte[] text, int length, String sql, Settings known, Set<TableName> hidden) {
        RewriteRequest request =
                RewriteRequest.forMySql(sql, session.transaction.rules(), catalog, hidden, known.reading());
        CompletableFuture<RewriteResult> result = answer;
        if (result == null || !request.equals(asked)) {
            tried = null;
            result = session.node.planner.plan(request);
            asked = request;
            answer = result;
            if (!result.isDone()) {
                CompletableFuture<?> unused = result.whenComplete((done, thrown) -> session.resumeLater());
                return null;
            }
        } else if (!result.isDone()) {
            return null;
        }
        Plan plan = plan(catalog, bits, hidden, sql, result.join());
        Plan.Refusal refusal = plan.refusal();
        if (refusal == null) {
            return done(new Decision(plan, state.epoch(), known.charset(), null));
        }
        if (refusal.unparsed() != null && !hasSeveral(text, length)) {
            return unparsed(plan, text, length, refusal);
        }
        return done(new Decision(plan, state.epoch(), "", refusal(refusal.message(), refusal.hint())));
    }

    /** Whether the server can read what was not parsed here is the server's to say, which prepares it and does not run it. */
    private @Nullable Decision unparsed(Plan plan, byte[] text, int length, Plan.Refusal refusal) {
        Decision known = tried;
        if (known != null) {
            tried = null;
            return done(known);
        }
        if (!trying && session.answers.isEmpty()) {
            trying = true;
            byte[] body = new byte[length];
            System.arraycopy(text, 0, body, 0, length);
            session.ask(Command.STMT_PREPARE, body, new Own() {
                private int id;

                @Override
                public void first(ByteBuf payload) {
                    id = payload.getIntLE(payload.readerIndex() + 1);
                }

                @Override
                public void done(@Nullable ErrPacket error) {
                    trying = false;
                    ErrPacket told = error != null && error.code() == SYNTAX_ERROR
                            ? error
                            : refusal(refusal.message(), refusal.hint());
                    if (error == null) {
                        session.closeStatement(id);
                    }
                    tried = new Decision(plan, state.epoch(), "", told);
                }
            });
        }
        return null;
    }

    private Plan plan(Catalog catalog, int bits, @Nullable Set<TableName> hidden, String sql, RewriteResult result) {
        return new Plan(session.transaction.rules(), catalog.version(), hidden, true, bits, sql, result);
    }

    private Decision refused(Catalog catalog, int bits, String sql, ErrPacket error) {
        RewriteResult.Refused result = new RewriteResult.Refused(error.sqlState(), error.message(), "", 0, List.of());
        return done(new Decision(plan(catalog, bits, null, sql, result), state.epoch(), "", error));
    }

    private Decision done(Decision decision) {
        asked = null;
        answer = null;
        hasAsked = false;
        return decision;
    }

    /** A text with this decision is sent: what is known of the session may not hold behind it. */
    void sent(Decision decision, byte[] text, int length) {
        Plan plan = decision.plan();
        if (decision.changesState() && mayChangeState(text, length)) {
            state.forget(plan.has(Watch.SQL_PREPARE) || mayHide(text, length));
        } else if (decision.isWatched() && mayDropHiding(plan.text(), plan.hidden())) {
            state.forget(true);
        }
    }

    /** Whether a text may change how texts are read from then on. */
    static boolean mayChangeState(byte[] text, int length) {
        return (hasSeveral(text, length) || !isData(text, length)) && MySqlWatchList.mayChangeState(text, 0, length);
    }

    private static boolean mayHide(byte[] text, int length) {
        String words = new String(text, 0, length, StandardCharsets.ISO_8859_1);
        return MAY_HIDE.matcher(words).find();
    }

    /** Whether a statement that names a table may end that a temporary one hides it, or begin it: DROP, ALTER ... RENAME. */
    private boolean mayDropHiding(String sql, @Nullable Set<TableName> hidden) {
        return (state.mayHide() || (hidden != null && !hidden.isEmpty()))
                && !DATA.matcher(sql).lookingAt();
    }

    /** Whether it begins as a statement that reads or writes rows, in which USE and NAMES are other words. */
    private static boolean isData(byte[] text, int length) {
        return DATA.matcher(new String(text, 0, Math.min(length, BEGINNING_BYTES), StandardCharsets.ISO_8859_1))
                .lookingAt();
    }

    /** Whether a text may change a table's columns: by the letter it begins with, or any of several statements. */
    static boolean mayChangeCatalog(byte[] text, int length) {
        int at = 0;
        while (at < length && (text[at] <= ' ' && text[at] >= 0)) {
            at++;
        }
        boolean begins = at < length && "cadr/-#".indexOf(text[at] | 0x20) >= 0;
        return (begins || hasSeveral(text, length))
                && OF_THE_SCHEMA
                        .matcher(new String(text, 0, length, StandardCharsets.ISO_8859_1))
                        .find();
    }

    /** Whether there is something behind a semicolon, wherever that stands. */
    static boolean hasSeveral(byte[] text, int length) {
        int at = 0;
        while (at < length && text[at] != ';') {
            at++;
        }
        while (at < length && (text[at] == ';' || (text[at] <= ' ' && text[at] >= 0))) {
            at++;
        }
        return at < length;
    }
}
