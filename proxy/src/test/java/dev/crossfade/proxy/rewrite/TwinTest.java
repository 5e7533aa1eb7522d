package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/**
 * The judge of every rewrite: the same statement, sent as it is to a database that has only the side the client speaks, and
 * rewritten to the migrating one, must give the same rows, names, types, parameter types, counts and errors, and leave the
 * same rows as that client sees them. {@code -Dcrossfade.twin.statements} and {@code -Dcrossfade.twin.seed} make it longer
 * or different.
 */
class TwinTest {
    private static final int STATEMENTS = Integer.getInteger("crossfade.twin.statements", 200);
    private static final long SEED = Long.getLong("crossfade.twin.seed", 20261122L);
    private static final int STATEMENTS_BETWEEN_COMPARISONS = 15;

    private final Rewriter rewriter = new Rewriter();
    private final Map<String, Integer> refused = new TreeMap<>();
    private int executed;
    private int changed;
    private int failedAlike;

    private record Outcome(
            String sqlState,
            String message,
            int position,
            int count,
            List<String> columns,
            List<List<String>> rows,
            String parameters) {}

    @Test
    void theMigratingDatabaseCannotBeToldFromItsTwin() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        List<String> differences = new ArrayList<>();
        try (Connection migrating = connect(server);
                Connection twin = connect(server)) {
            TwinSchema.functions(migrating);
            for (Stage stage : Stage.values()) {
                for (Side side : Side.values()) {
                    TwinSchema.tables(migrating, null, stage);
                    TwinSchema.tables(twin, side, stage);
                    run(migrating, twin, stage, side, differences);
                }
            }
        }
        System.out.printf(
                "twin test: seed %d, %d statements, %d of them rewritten, %d failed alike, refused: %s%n",
                SEED, executed, changed, failedAlike, refused);
        assertThat(differences).as("seed " + SEED).isEmpty();
        assertThat(refused.values().stream().mapToInt(Integer::intValue).sum()).isLessThan(executed / 20);
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        Connection connection = server.connect(server.createDatabase());
        TwinSchema.run(connection, "SET synchronous_commit = off", "SET client_min_messages = error");
        return connection;
    }

    private void run(Connection migrating, Connection twin, Stage stage, Side side, List<String> differences)
            throws SQLException {
        Catalog catalog = TwinSchema.catalog(migrating);
        Speaker speaker = new Speaker(SEED ^ (stage.variant() + side.variant()).hashCode(), side, stage);
        for (int i = 0; i < STATEMENTS && differences.size() < 15; i++) {
            Speaker.Spoken spoken = speaker.next();
            compare(migrating, twin, stage, side, spoken, catalog, differences);
            if (i % STATEMENTS_BETWEEN_COMPARISONS == 0) {
                for (String table : List.of("customers", "orders", "items")) {
                    compare(
                            migrating,
                            twin,
                            stage,
                            side,
                            new Speaker.Spoken("SELECT * FROM " + table, List.of(), List.of()),
                            catalog,
                            differences);
                }
                agreement(migrating, stage, spoken.sql(), differences);
            }
        }
    }

    private void compare(
            Connection migrating,
            Connection twin,
            Stage stage,
            Side side,
            Speaker.Spoken spoken,
            Catalog catalog,
            List<String> differences)
            throws SQLException {
        List<Integer> types = spoken.types().stream().map(TwinTest::oid).toList();
        RewriteResult result = rewriter.rewrite(
                new RewriteRequest(spoken.sql(), types, Shop.rules(stage, side), catalog, Set.of(), true));
        String rewritten = spoken.sql();
        if (result instanceof RewriteResult.Refused no) {
            refused.merge(no.message(), 1, Integer::sum);
            return;
        }
        if (result instanceof RewriteResult.Rewritten yes) {
            rewritten = yes.sql();
            changed++;
        }
        executed++;
        if (spoken.sql()
                .contains("random()")) { // the same numbers on both, if it is called as often and in the same order
            TwinSchema.run(twin, "SELECT setseed(0.25)");
            TwinSchema.run(migrating, "SELECT setseed(0.25)");
        }
        Outcome expected = execute(twin, spoken.sql(), spoken);
        Outcome actual = execute(migrating, rewritten, spoken);
        boolean same = expected.sqlState().isEmpty()
                ? expected.equals(actual)
                : expected.sqlState().equals(actual.sqlState()) && samePosition(expected, actual, result, spoken);
        if (!expected.sqlState().isEmpty()) {
            failedAlike++;
        }
        if (!same) {
            differences.add("%n%s, speaks %s: %s %s%n  rewritten: %s%n  twin:      %s%n  migrating: %s"
                    .formatted(stage, side, spoken.sql(), spoken.values(), rewritten, cut(expected), cut(actual)));
        }
    }

    /** Errors point into the client's own text; at the reference itself where they point into what stands for it. */
    private static boolean samePosition(Outcome expected, Outcome actual, RewriteResult result, Speaker.Spoken spoken) {
        if (!spoken.values().isEmpty()) {
            return true; // PREPARE stands before the text
        }
        int position = actual.position();
        if (position > 0 && result instanceof RewriteResult.Rewritten rewritten) {
            position = rewritten.originalPosition(position);
        }
        return position == expected.position();
    }

    private static int position(SQLException e) {
        return e instanceof PSQLException p && p.getServerErrorMessage() != null
                ? p.getServerErrorMessage().getPosition()
                : 0;
    }

    private static int oid(String type) {
        return switch (type) {
            case "int2" -> 21;
            case "int4" -> 23;
            case "int8" -> 20;
            case "text" -> 25;
            case "varchar" -> 1043;
            case "int4[]" -> 1007;
            case "int8[]" -> 1016;
            default -> 0;
        };
    }

    private static Outcome execute(Connection connection, String sql, Speaker.Spoken spoken) throws SQLException {
        String parameters = "";
        String text = sql;
        try (Statement statement = connection.createStatement()) {
            if (!spoken.values().isEmpty()) {
                List<String> types = spoken.types().stream()
                        .map(t -> t.isEmpty() ? "unknown" : t)
                        .toList();
                statement.execute("PREPARE s (" + String.join(", ", types) + ") AS " + sql);
                try (ResultSet rows = statement.executeQuery(
                        "SELECT parameter_types::text FROM pg_prepared_statements WHERE name = 's'")) {
                    rows.next();
                    parameters = rows.getString(1);
                }
                text = "EXECUTE s (" + String.join(", ", spoken.values()) + ")";
            }
            statement.execute(text);
            return outcome(statement, parameters);
        } catch (SQLException e) {
            return new Outcome(e.getSQLState(), e.getMessage(), position(e), 0, List.of(), List.of(), "");
        } finally {
            if (!spoken.values().isEmpty()) {
                TwinSchema.run(connection, "DEALLOCATE ALL");
            }
        }
    }

    private static Outcome outcome(Statement statement, String parameters) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            if (result != null) {
                ResultSetMetaData meta = result.getMetaData();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    columns.add(meta.getColumnLabel(i) + " " + type(meta.getColumnTypeName(i)) + "("
                            + meta.getPrecision(i) + "," + meta.getScale(i) + ")");
                }
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= meta.getColumnCount(); i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(row);
                }
            }
        }
        rows.sort((a, b) -> a.toString().compareTo(b.toString()));
        return new Outcome(
                "", "", 0, statement.getUpdateCount(), columns, Collections.unmodifiableList(rows), parameters);
    }

    /** The driver calls a column serial when the catalog has a sequence for its default, which is not in the protocol. */
    private static String type(String name) {
        return name.equals("serial") ? "int4" : name.equals("bigserial") ? "int8" : name;
    }

    private static String cut(Object shown) {
        String text = shown.toString();
        return text.length() > 600 ? text.substring(0, 600) + "..." : text;
    }

    private static void agreement(Connection migrating, Stage stage, String after, List<String> differences)
            throws SQLException {
        if (stage == Stage.OFF || stage == Stage.COMPLETE) {
            return;
        }
        String up1 = Shop.SPLIT.up(0, dev.crossfade.flags.ColumnMigration.OnFailure.NULL);
        String up2 = Shop.SPLIT.up(1, dev.crossfade.flags.ColumnMigration.OnFailure.NULL);
        for (String query : List.of(
                "SELECT count(*) FROM customers WHERE NOT (first_name IS NULL AND last_name IS NULL)"
                        + " AND (first_name, last_name) IS DISTINCT FROM (" + up1 + "(full_name), " + up2
                        + "(full_name))"
                        + " AND full_name IS DISTINCT FROM " + Shop.SPLIT.down(0, false) + "(first_name, last_name)",
                "SELECT count(*) FROM orders WHERE id_new IS NOT NULL AND id_new IS DISTINCT FROM id",
                "SELECT count(*) FROM items WHERE title IS NOT NULL AND title IS DISTINCT FROM label")) {
            try (Statement statement = migrating.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                rows.next();
                if (rows.getInt(1) > 0) {
                    differences.add(stage + ": rows do not agree after " + after + ": " + query);
                }
            }
        }
    }
}
