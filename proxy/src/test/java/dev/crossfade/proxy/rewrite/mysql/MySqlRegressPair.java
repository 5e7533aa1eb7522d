package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.rewrite.RegressTally;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plays a script on a database as it is, and on one with a migration, rewritten. */
final class MySqlRegressPair {
    /** No such table; no such column; no such database. */
    private static final Set<Integer> MISSING = Set.of(1146, 1051);

    /** What does not say the same twice, or says which rows it happened to meet first, or were deleted before (a full text's weight). */
    private static final Pattern UNSTABLE = Pattern.compile(
            "\\b(rand|uuid|uuid_short|now|sysdate|current_timestamp"
                    + "|curdate|curtime|unix_timestamp|connection_id|found_rows|limit|group_concat|utc_time|utc_date|database"
                    + "|schema|json_arrayagg|json_objectagg|any_value|last_insert_id|row_count|sql_no_cache)\\b|:=|over\\s*\\(\\s*rows\\b|\\bagainst\\b");

    private static final int CUT_CHARS = 300;

    private final Connection twin;
    private final String twinDatabase;
    private final Connection migrating;
    private final String database;
    private final String table;
    private final Stage stage;
    private final MySqlSubject subject;
    private final RegressTally tally;
    private final Rewriter rewriter;
    /** Views of the table, through which statements reach it. */
    private final Set<String> views = new HashSet<>();

    MySqlRegressPair(
            Connection twin,
            String twinDatabase,
            Connection migrating,
            String database,
            String table,
            Stage stage,
            MySqlSubject subject,
            RegressTally tally,
            Rewriter rewriter) {
        this.twin = twin;
        this.twinDatabase = twinDatabase;
        this.migrating = migrating;
        this.database = database;
        this.table = table;
        this.stage = stage;
        this.subject = subject;
        this.tally = tally;
        this.rewriter = rewriter;
    }

    record Outcome(int errno, String message, int count, List<String> columns, List<String> rows) {
        boolean same(Outcome other) {
            return errno == other.errno
                    && count == other.count
                    && columns.equals(other.columns)
                    && rows.equals(other.rows);
        }

        String cut() {
            String all = errno == 0 ? count + " " + columns + " " + rows.size() + " " + rows : errno + " " + message;
            return all.length() > CUT_CHARS ? all.substring(0, CUT_CHARS) + "…" : all;
        }
    }

    void run(MySqlScript.Step step) throws SQLException {
        boolean names = step.names(table) || views.stream().anyMatch(step::names);
        if (names && !step.isData()) {
            List<Token> tokens = step.tokens();
            for (int i = 0; i + 1 < tokens.size(); i++) {
                if (tokens.get(i).is("view")) {
                    views.add(tokens.get(i + 1).value());
                }
            }
        }
        if (step.isData() && names && subject.isMigrating()) {
            counted(step);
        } else if (names || !step.isRead()) { // who reads other tables changes nothing
            uncounted(step, names);
        }
    }

    private void uncounted(MySqlScript.Step step, boolean names) throws SQLException {
        boolean changes = names
                && !step.isData()
                && !step.first().is("show")
                && !step.first().is("set");
        changes |= step.first().is("execute")
                || step.first().is("prepare") // as it is, of which its string tells nothing here
                || step.first().is("drop")
                || step.first().is("rename");
        boolean temporary = step.tokens().size() > 1 && step.tokens().get(1).is("temporary");
        if (step.first().is("lock") || (step.first().is("prepare") && subject.isMigrating() && names)) {
            return;
        }
        if (changes) {
            tolerated(subject::suspend);
        }
        send(twin, step.in(twinDatabase));
        send(migrating, step.in(database));
        if (names && temporary && step.first().is("create")) {
            subject.shadow(true);
        } else if (names && step.first().is("drop")) {
            subject.shadow(false);
        }
        if (changes) {
            tolerated(subject::resume);
        } else if (step.first().is("set")) {
            tolerated(subject::mode);
        } else if (step.first().is("create") || step.first().is("alter")) {
            tolerated(subject::look);
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void tolerated(Work work) throws SQLException {
        try {
            work.run();
        } catch (SQLException e) {
            if (migrating.isClosed()) {
                throw e;
            }
        }
    }

    private void counted(MySqlScript.Step step) throws SQLException {
        String sql = step.in(database);
        RewriteResult result = rewriter.rewrite(subject.request(sql));
        if (result instanceof RewriteResult.Refused refused) {
            refused(step, refused);
            return;
        }
        String text = result instanceof RewriteResult.Rewritten rewritten ? rewritten.sql() : sql;
        Outcome expected = outcome(twin, step.in(twinDatabase));
        Outcome actual = outcome(migrating, text);
        if (MISSING.contains(expected.errno()) && expected.errno() == actual.errno()) {
            return;
        }
        boolean same = expected.same(actual);
        String rows = same && !step.isRead() ? contents() : null;
        if (same && rows == null) {
            tally.right();
            return;
        }
        if (UNSTABLE.matcher(sql.toLowerCase(Locale.ROOT)).find()) {
            tally.unstable();
        } else {
            tally.wrong(stage + " " + sql + "\n  -> " + text + "\n  twin:      " + expected.cut() + "\n  migrating: "
                    + actual.cut() + (rows == null ? "" : "\n  " + rows));
        }
        if (!step.isRead()) {
            tolerated(this::again);
        }
    }

    /** Makes the migrating table what the twin's is. */
    private void again() throws SQLException {
        subject.suspend();
        MySqlShop.run(
                migrating,
                "DELETE FROM `" + table + "`",
                "INSERT IGNORE INTO `" + table + "` SELECT * FROM `" + twinDatabase + "`.`" + table + "`");
        subject.resume();
    }

    private void refused(MySqlScript.Step step, RewriteResult.Refused refused) throws SQLException {
        Outcome expected = outcome(twin, step.in(twinDatabase));
        if (expected.errno() == 0) {
            tally.refused(refused.message().replace(database, "test"), step.sql());
        } else if (!MISSING.contains(expected.errno())) {
            tally.refusedInvalid();
        }
        if (!step.isRead()) {
            tolerated(() -> {
                subject.suspend();
                send(migrating, step.in(database));
                subject.resume();
            });
        }
    }

    /** What a write left, compared; null when it is the same. */
    private @Nullable String contents() throws SQLException {
        String read = "SELECT * FROM `" + table + "`";
        if (!(rewriter.rewrite(subject.request(read)) instanceof RewriteResult.Rewritten rewritten)) {
            return null;
        }
        Outcome expected = outcome(twin, read);
        Outcome actual = outcome(migrating, rewritten.sql());
        String query = subject.disagreement();
        String disagreeing =
                query == null ? "[0]" : outcome(migrating, query).rows().toString();
        return expected.errno() != 0 || (expected.same(actual) && disagreeing.equals("[[0]]"))
                ? null
                : "rows: twin " + expected.cut() + "\n  migrating " + actual.cut() + "\n  disagreeing " + disagreeing;
    }

    static void send(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw new SQLException("the server went away at: " + sql, e);
            }
        }
    }

    private static Outcome outcome(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            List<String> columns = new ArrayList<>();
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.getResultSet()) {
                if (result != null) {
                    read(result, columns, rows);
                }
            }
            rows.sort(null);
            return new Outcome(0, "", statement.getUpdateCount(), columns, rows);
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw new SQLException("the server went away at: " + sql, e);
            }
            return new Outcome(e.getErrorCode(), String.valueOf(e.getMessage()), 0, List.of(), List.of());
        }
    }

    private static void read(ResultSet result, List<String> columns, List<String> rows) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnLabel(i) + " " + meta.getColumnTypeName(i));
        }
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                row.add(text(result.getBytes(i)));
            }
            rows.add(row.toString());
        }
    }

    /** Not as the driver reads it, which fills numbers with zeroes itself. */
    private static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, StandardCharsets.ISO_8859_1);
    }
}
