package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.Errors;
import dev.crossfade.admin.engine.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that break what a change is to hold from now on.
 *
 * @param counting SQL that counts them
 * @param showing SQL that shows them, without a limit
 * @param what they are, in words after their number
 * @param todo what to do about them
 */
record Violations(String counting, String showing, String what, String todo) {
    static final int EXAMPLES = 3;

    /** What an answer of the API may take for it; what takes longer is counted by the change's first step. */
    private static final Duration QUICKLY = Duration.ofSeconds(10);

    /** Rows of the table under the alias {@code t}. */
    static Violations rows(Target target, String condition, String what, String todo) {
        String from = " FROM " + target.quoted() + " t WHERE " + condition;
        return new Violations("SELECT count(*)" + from, "SELECT " + target.key() + from, what, todo);
    }

    /** What was found, or null. */
    @Nullable
    Finding find(Connection connection) throws SQLException {
        Long count = Db.first(connection, counting, row -> row.getLong(1));
        if (count == null || count == 0) {
            return null;
        }
        List<String> examples = Db.rows(connection, showing + " LIMIT " + EXAMPLES, row -> row.getString(1));
        return new Finding(count + " " + what + ", such as " + String.join("; ", examples), todo);
    }

    /**
     * The same, within a moment; null too when that was not enough. What cannot be asked of a row is a finding. In a
     * transaction.
     */
    @Nullable
    Finding findQuickly(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Db.execute(connection, List.of("SET LOCAL statement_timeout = " + QUICKLY.toMillis()));
            Finding found = find(connection);
            connection.rollback(before);
            return found;
        } catch (SQLException e) {
            if (Errors.isConnectionLost(e)) {
                throw e;
            }
            connection.rollback(before);
            return Errors.isPassing(e)
                    ? null
                    : new Finding(
                            "the rows cannot be looked through: " + Errors.firstLine(e),
                            "Correct what is asked of them, or the row that it fails on.");
        }
    }
}
