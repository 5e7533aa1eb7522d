package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Execution.Outcome;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The judge of every rewrite: the same statement, sent as it is to a database that has only the side the client speaks, and
 * rewritten to the migrating one, must give the same rows, names, types, parameter types, counts and errors, and leave the
 * same rows as that client sees them. What differs is shrunk to the statements that it needs. {@code -Dcrossfade.twin.statements} and {@code -Dcrossfade.twin.seed} make it longer
 * or different.
 */
class TwinTest {
    private static final int STATEMENTS = Integer.getInteger("crossfade.twin.statements", 200);
    private static final long SEED = Long.getLong("crossfade.twin.seed", 20261122L);
    private static final int STATEMENTS_BETWEEN_COMPARISONS = 15;
    private static final int MAX_SHRINKING_TRIES = 200;

    private final Rewriter rewriter = new Rewriter();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final FoldingCheck folding = new FoldingCheck(rewriter, SEED);
    private int executed;
    private int changed;
    private final Map<String, Integer> failedAlike = new TreeMap<>();

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
                "twin test: seed %d, %d statements, %d of them rewritten, failed alike: %s, refused: %s%n",
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
        List<Speaker.Spoken> said = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < STATEMENTS && found.isEmpty(); i++) {
            Speaker.Spoken spoken = speaker.next();
            said.add(spoken);
            compare(migrating, twin, stage, side, spoken, catalog, found);
            if (i % STATEMENTS_BETWEEN_COMPARISONS == 0) {
                compareTables(migrating, twin, stage, side, spoken, catalog, found);
            }
        }
        if (!found.isEmpty()) {
            differences.addAll(found);
            differences.add(stage + ", speaks " + side + ": the shortest list found that differs, from new tables on:"
                    + shortest(migrating, twin, stage, side, said).stream()
                            .map(s -> "%n  %s %s %s".formatted(s.sql(), s.types(), s.values()))
                            .collect(Collectors.joining()));
        }
    }

    /** The statements that are needed for a difference, each of them. */
    private List<Speaker.Spoken> shortest(
            Connection migrating, Connection twin, Stage stage, Side side, List<Speaker.Spoken> said) {
        return Shrinking.shortest(
                said,
                list -> {
                    List<String> found = new ArrayList<>();
                    try {
                        TwinSchema.tables(migrating, null, stage);
                        TwinSchema.tables(twin, side, stage);
                        Catalog catalog = TwinSchema.catalog(migrating);
                        for (Speaker.Spoken spoken : list) {
                            compare(migrating, twin, stage, side, spoken, catalog, found);
                        }
                        compareTables(migrating, twin, stage, side, list.get(list.size() - 1), catalog, found);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                    return !found.isEmpty();
                },
                MAX_SHRINKING_TRIES);
    }

    private void compareTables(
            Connection migrating,
            Connection twin,
            Stage stage,
            Side side,
            Speaker.Spoken after,
            Catalog catalog,
            List<String> differences)
            throws SQLException {
        for (String table : List.of("customers", "orders", "items")) {
            compare(migrating, twin, stage, side, Speaker.Spoken.plain("SELECT * FROM " + table), catalog, differences);
        }
        agreement(migrating, stage, after.sql(), differences);
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
        RewriteRequest request =
                new RewriteRequest(spoken.sql(), types, Shop.rules(stage, side), catalog, Set.of(), true);
        RewriteResult result = rewriter.rewrite(request);
        folding.check(request, 1);
        String rewritten = spoken.sql();
        if (result instanceof RewriteResult.Refused no) {
            if (no.message().contains("the rewriter failed")) {
                differences.add("%n%s, speaks %s: %s %s%n  %s"
                        .formatted(stage, side, spoken.sql(), spoken.values(), no.message()));
            }
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
        Outcome expected = Execution.run(twin, spoken.sql(), spoken);
        Outcome actual = Execution.run(migrating, rewritten, spoken);
        boolean same = expected.sqlState().isEmpty()
                ? expected.equals(actual)
                : expected.sqlState().equals(actual.sqlState()) && samePosition(expected, actual, result, spoken);
        if (!expected.sqlState().isEmpty()) {
            failedAlike.merge(expected.sqlState(), 1, Integer::sum);
        }
        if (!same) {
            differences.add("%n%s, speaks %s: %s %s%n  rewritten: %s%n  twin:      %s%n  migrating: %s"
                    .formatted(stage, side, spoken.sql(), spoken.values(), rewritten, cut(expected), cut(actual)));
        }
    }

    /** Errors point into the client's own text; at the reference itself where they point into what stands for it. */
    private static boolean samePosition(Outcome expected, Outcome actual, RewriteResult result, Speaker.Spoken spoken) {
        if (!spoken.values().isEmpty() || spoken.sql().contains(";")) {
            return true; // PREPARE stands before the text, or the driver sends its statements one by one
        }
        int position = actual.position();
        if (position > 0 && result instanceof RewriteResult.Rewritten rewritten) {
            position = rewritten.originalPosition(position);
        }
        return position == expected.position();
    }

    static int oid(String type) {
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
