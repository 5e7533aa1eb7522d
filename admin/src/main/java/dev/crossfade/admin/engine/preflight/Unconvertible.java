package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.sql.Agreement;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration.Conversion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows whose old value does not convert, before anything changes: with the functions that would tell them later, made in
 * a transaction that is rolled back. It reads the table once and gives up after a while. Blocks; any thread but an event loop.
 */
public final class Unconvertible {
    private static final int MAX_EXAMPLES = 3;
    /** SQLSTATE query_canceled. */
    private static final String CANCELED = "57014";

    private Unconvertible() {}

    private record Found(long rows, long dead, @Nullable List<String> keys) {}

    /**
     * What is to be told, in words; empty when every row converts.
     *
     * @param atMost after which it is not counted
     */
    public static List<String> of(Db db, Shape shape, Duration atMost) throws SQLException {
        if (shape.migration().conversion() != Conversion.FUNCTION) {
            return List.of();
        }
        String table = shape.migration().table().toString();
        try {
            Found found = db.trial(connection -> count(connection, shape, atMost));
            return found.dead() == 0
                    ? List.of()
                    : List.of(found.dead() + " of " + found.rows() + " row(s) of " + table
                            + " do not convert, or not back to what they were, such as key "
                            + String.join(" and key ", found.keys() == null ? List.of() : found.keys())
                            + ": they would become dead letters, which keep the migration from live");
        } catch (SQLException e) {
            if (CANCELED.equals(e.getSQLState())) {
                return List.of("how many rows of " + table + " do not convert was not counted within "
                        + atMost.toSeconds() + " s; the verification tells before shadow");
            }
            throw e;
        }
    }

    private static Found count(Connection connection, Shape shape, Duration atMost) throws SQLException {
        String wrong = ExpressionChecks.createFunctions(connection, shape);
        if (wrong != null) {
            return new Found(0, 0, null); // a check has said so
        }
        Db.execute(connection, List.of("SET LOCAL statement_timeout = " + atMost.toMillis()));
        String news = shape.news().stream()
                .map(c -> "CAST(NULL AS " + c.fullType() + ") AS " + c.quoted())
                .collect(Collectors.joining(", "));
        String olds =
                shape.olds().stream().map(c -> c.of("o") + " AS " + c.quoted()).collect(Collectors.joining(", "));
        String key = shape.key().stream().map(c -> c.of("o")).collect(Collectors.joining(", "));
        Found found = Db.first(
                connection,
                "SELECT count(*), count(*) FILTER (WHERE v.s = " + Agreement.DEAD_LETTER
                        + "), (array_agg(v.k) FILTER (WHERE v.s = " + Agreement.DEAD_LETTER + "))[1:" + MAX_EXAMPLES
                        + "] FROM (SELECT " + Agreement.state(shape, "t", true)
                        + " AS s, t.crossfade_key AS k FROM (SELECT "
                        + olds + ", " + news + ", concat_ws(', ', " + key + ") AS crossfade_key FROM " + shape.table()
                        + " AS o) AS t OFFSET 0) AS v",
                row -> new Found(row.getLong(1), row.getLong(2), Db.texts(row, 3)));
        return found == null ? new Found(0, 0, null) : found;
    }
}
