package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Runs a script on a database and, rewritten, on one where a column of a table migrates; and compares. */
final class RegressPair {
    private static final Set<String> CHANGE_TABLES =
            Set.of("create", "alter", "drop", "rollback", "abort", "do", "grant", "revoke");
    /** What these say differs from run to run, or tells where rows lie. */
    private static final Pattern UNSTABLE = Pattern.compile(
            "\\b(random|today|ctid|xmin|xmax|cmin|tableoid|clock_timestamp|now|current_timestamp|current_date|timeofday"
                    + "|pg_backend_pid|txid_current|pg_relation_size|pg_stat\\w*|pg_class|tablesample|oid|regclass)\\b");
    /** The installation lacks it; nothing to be learnt. */
    private static final Set<String> MISSING = Set.of("42P01", "42883", "42704", "3F000", "25P02", "57014");

    /** Settings that the driver, or this test, does not work without. */
    private static final Set<String> UNUSABLE =
            Set.of("datestyle", "client_encoding", "standard_conforming_strings", "statement_timeout");

    private final Connection twin;
    private final Connection migrating;
    private final String table;
    private final Stage stage;
    private final RegressSubject subject;
    private final RegressTally tally;
    private final Rewriter rewriter;
    private final FoldingCheck folding;

    RegressPair(
            Connection twin,
            Connection migrating,
            String table,
            String column,
            Stage stage,
            RegressTally tally,
            Rewriter rewriter) {
        this.twin = twin;
        this.migrating = migrating;
        this.table = table;
        this.stage = stage;
        this.subject = new RegressSubject(migrating, table, column, stage);
        this.tally = tally;
        this.rewriter = rewriter;
        this.folding = new FoldingCheck(rewriter, 1);
    }

    void start() throws SQLException {
        harness(subject::resume);
    }

    void run(PsqlScript.Step given) throws SQLException {
        PsqlScript.Step step = given;
        boolean names = step.names(table);
        boolean data = Statements.isData(step.first());
        if ((data || step.first().is("explain")) && !names && isQuiet(step)) {
            return;
        }
        if (step.has("role") && !data && state(twin) == TransactionState.OPEN) {
            return; // both databases share their roles, and one would wait for the other
        }
        boolean unusable = step.first().is("set") && step.tokens().stream().anyMatch(t -> UNUSABLE.contains(t.value()));
        if (unusable || (step.first().is("explain") && !step.has("analyze"))) {
            return;
        }
        if (names && step.first().is("create") && (step.has("temp") || step.has("temporary"))) {
            String permanent = step.sql().replaceFirst("(?i)\\b(temp|temporary)\\s+(?=table)", "");
            step = new PsqlScript.Step(permanent, step.tokens(), step.input());
        }
        if (data && names && subject.isMigrating()) {
            counted(step);
        } else if (!data || !(rewriter.rewrite(subject.request(step.sql(), stage)) instanceof RewriteResult.Refused)) {
            // what is refused here writes through a view: neither database gets it
            uncounted(step, names);
        }
    }

    /** Whether a statement can be left out, since it reads only. */
    private static boolean isQuiet(PsqlScript.Step step) {
        return step.tokens().stream()
                .noneMatch(t -> t.is("insert")
                        || t.is("update")
                        || t.is("delete")
                        || t.is("merge")
                        || t.is("into")
                        || (t.isName()
                                && t.value()
                                        .toLowerCase(Locale.ROOT)
                                        .matches("(setval|nextval|set_config|setseed|create|drop|exec|call|lo_).*")));
    }

    private void counted(PsqlScript.Step step) throws SQLException {
        RewriteResult result = rewriter.rewrite(subject.request(step.sql(), stage));
        folding.check(subject.request(step.sql(), stage), 1);
        if (result instanceof RewriteResult.Refused refused) {
            RegressOutcome expected = RegressOutcome.probe(twin, step.sql());
            RegressOutcome unused = RegressOutcome.probe(migrating, step.sql()); // sequences advance on both
            if (expected.state().isEmpty()) {
                tally.refused(refused.message(), step.sql());
            } else if (!MISSING.contains(expected.state())) {
                tally.refusedInvalid();
            }
            return;
        }
        String sql = result instanceof RewriteResult.Rewritten rewritten ? rewritten.sql() : step.sql();
        RegressOutcome expected = RegressOutcome.run(twin, step.sql());
        RegressOutcome actual = RegressOutcome.run(migrating, sql);
        boolean writes = !step.first().is("select") || step.has("insert") || step.has("update") || step.has("delete");
        if (step.has("into") && !step.first().is("insert") && !step.first().is("merge")) {
            harness(subject::resume);
        }
        if (MISSING.contains(expected.state()) && expected.state().equals(actual.state())) {
            return;
        }
        boolean same = expected.equals(actual);
        String rows = same && writes && expected.state().isEmpty() ? contents() : null;
        if ((!same || rows != null)
                && UNSTABLE.matcher(step.sql().toLowerCase(Locale.ROOT)).find()) {
            tally.unstable();
            return;
        }
        if (same && rows == null) {
            tally.right();
        } else {
            tally.wrong(stage + " " + step.sql() + "\n  -> " + sql + "\n  twin:      " + expected.cut()
                    + "\n  migrating: " + actual.cut() + (rows == null ? "" : "\n  " + rows));
        }
    }

    /** What a write left, compared; null when it is the same. */
    private @Nullable String contents() throws SQLException {
        String read =
                "SELECT count(*), md5(string_agg(r::text, ';' ORDER BY r::text)) FROM (SELECT * FROM " + table + ") r";
        RewriteResult result = rewriter.rewrite(subject.request(read, stage));
        if (!(result instanceof RewriteResult.Rewritten rewritten)) {
            return null;
        }
        String expected = harnessQuery(twin, read);
        String actual = harnessQuery(migrating, rewritten.sql());
        if (expected == null || actual == null) {
            return null; // no right to read it all
        }
        String query = subject.disagreement();
        String disagreeing = query == null ? "0" : harnessQuery(migrating, query);
        return expected.equals(actual) && (disagreeing == null || disagreeing.equals("0"))
                ? null
                : "rows: twin " + expected + ", migrating " + actual + ", disagreeing " + disagreeing;
    }

    private void uncounted(PsqlScript.Step step, boolean names) throws SQLException {
        boolean changes = step.first().kind() == dev.crossfade.proxy.rewrite.lex.Token.Kind.WORD
                && CHANGE_TABLES.contains(step.first().value());
        String sql = step.sql();
        boolean beside = false;
        if (names && subject.isMigrating()) {
            Stage at = step.first().is("copy") && step.has("from") ? Stage.OFF : stage;
            RewriteResult result = rewriter.rewrite(subject.request(sql, at));
            if (result instanceof RewriteResult.Rewritten rewritten) {
                sql = rewritten.sql();
            } else if (result instanceof RewriteResult.Refused && changes) {
                harness(subject::suspend);
            }
            beside = step.first().is("copy") && step.has("from");
        }
        send(twin, step.sql(), step.input());
        send(migrating, sql, step.input());
        if (changes) {
            harness(subject::resume);
        } else if (beside) {
            harness(subject::refill);
        }
    }

    static void send(Connection connection, String sql, String input) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (input.isEmpty()) {
                statement.execute(sql);
            } else {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(sql, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TransactionState state(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState();
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** Runs work of our own on the migrating database without breaking the script's transaction. */
    private void harness(Work work) throws SQLException {
        TransactionState state = state(migrating);
        if (state == TransactionState.FAILED) {
            return;
        }
        if (state == TransactionState.OPEN) {
            TwinSchema.run(migrating, "SAVEPOINT crossfade_harness");
        }
        try {
            work.run();
            if (state == TransactionState.OPEN) {
                TwinSchema.run(migrating, "RELEASE crossfade_harness");
            }
        } catch (SQLException e) {
            if (state == TransactionState.OPEN) {
                TwinSchema.run(migrating, "ROLLBACK TO crossfade_harness; RELEASE crossfade_harness");
            }
        }
    }

    private static @Nullable String harnessQuery(Connection connection, String sql) throws SQLException {
        boolean open = state(connection) == TransactionState.OPEN;
        if (open) {
            TwinSchema.run(connection, "SAVEPOINT crossfade_harness");
        }
        String answer = null;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            answer = row.getString(1) + (row.getMetaData().getColumnCount() > 1 ? " " + row.getString(2) : "");
        } catch (SQLException e) {
            answer = null;
        }
        if (open) {
            TwinSchema.run(connection, "ROLLBACK TO crossfade_harness; RELEASE crossfade_harness");
        }
        return answer;
    }
}
