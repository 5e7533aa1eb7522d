package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Execution.Outcome;
import dev.crossfade.proxy.rewrite.Speaker.Spoken;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/**
 * {@link TwinTest} over schemas that are made too, from a seed: types, collations, keys, indexes, defaults, names and kinds
 * of migrations. What differs is shrunk to the statements that it needs and shown with its schema. {@code
 * -Dcrossfade.twin.schemas}, {@code -Dcrossfade.twin.made} (statements for each stage and side of a schema), {@code
 * -Dcrossfade.twin.seed}, {@code -Dcrossfade.twin.first} (number of the first schema) and {@code -Dcrossfade.twin.seconds}
 * (begins no schema after that) make it longer or different.
 */
class MadeTwinTest {
    private static final int SCHEMAS = Integer.getInteger("crossfade.twin.schemas", 8);
    private static final int FIRST = Integer.getInteger("crossfade.twin.first", 0);
    private static final int STATEMENTS = Integer.getInteger("crossfade.twin.made", 25);
    private static final long SEED = Long.getLong("crossfade.twin.seed", 20261126L);
    private static final int SECONDS = Integer.getInteger("crossfade.twin.seconds", 3600);
    private static final int STATEMENTS_BETWEEN_COMPARISONS = 5;
    private static final int MAX_SHRINKING_TRIES = 60;
    private static final int MAX_DIFFERENCES = Integer.getInteger("crossfade.twin.differences", 3);

    private final Rewriter rewriter = new Rewriter();
    private final FoldingCheck folding = new FoldingCheck(rewriter, SEED);
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> failedAlike = new TreeMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private Identities onTwin = new Identities();
    private Identities onMigrating = new Identities();
    private int schemas;
    private int made;
    private int executed;
    private int changed;
    private int byOrder;
    /** Whether the tables are known no longer to be the same for a reason that is no difference. */
    private boolean over;

    /** Two databases, one of them migrating. */
    private record Pair(Connection migrating, Connection twin, MadeSchema schema, Stage stage, Side side) {}

    @Test
    void aMadeSchemaThatMigratesCannotBeToldFromItsTwin() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        try (Connection migrating = connect(server);
                Connection twin = connect(server)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            for (int number = FIRST; number < FIRST + SCHEMAS && found() < MAX_DIFFERENCES; number++) {
                if (System.nanoTime() > end) {
                    break;
                }
                schemas++;
                MadeSchema schema = new MadeSchema(SEED, number);
                TwinSchema.run(migrating, schema.functions().toArray(String[]::new));
                for (MadeTable table : schema.tables) {
                    if (table.migration() != null) {
                        kinds.merge(table.migration().name().replaceFirst("^m\\d+-\\d-", ""), 1, Integer::sum);
                    }
                }
                for (Stage stage : Stage.values()) {
                    for (Side side : schema.reaches(stage) ? Side.values() : new Side[0]) {
                        run(new Pair(migrating, twin, schema, stage, side), number);
                    }
                }
                TwinSchema.run(migrating, schema.drop().toArray(String[]::new));
                TwinSchema.run(twin, schema.drop().toArray(String[]::new));
                TwinSchema.run(migrating, schema.dropFunctions().toArray(String[]::new));
            }
        }
        System.out.printf(
                "made twin test: seed %d, schemas %d to %d, %d statements made, with those that read all rows %d run, %d of"
                        + " them rewritten, migrations: %s, failed by"
                        + " the order of rows %d, alike: %s, refused: %d %s%n",
                SEED,
                FIRST,
                FIRST + schemas - 1,
                made,
                executed,
                changed,
                kinds,
                byOrder,
                failedAlike,
                refused.values().stream().mapToInt(Integer::intValue).sum(),
                refused);
        assertThat(differences).as("seed " + SEED).isEmpty();
        assertThat(refused.values().stream().mapToInt(Integer::intValue).sum()).isLessThan(executed / 5);
    }

    private long found() {
        return differences.stream().filter(d -> d.startsWith("the shortest")).count();
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        Connection connection = server.connect(server.createDatabase());
        TwinSchema.run(connection, "SET synchronous_commit = off", "SET client_min_messages = error");
        TwinSchema.run(connection, MadeKinds.TYPES.toArray(String[]::new));
        return connection;
    }

    private Catalog fresh(Pair pair) throws SQLException {
        over = false;
        for (Connection connection : List.of(pair.migrating(), pair.twin())) {
            TwinSchema.run(connection, pair.schema().drop().toArray(String[]::new));
        }
        TwinSchema.run(pair.migrating(), pair.schema().make(null, pair.stage()).toArray(String[]::new));
        TwinSchema.run(
                pair.twin(), pair.schema().make(pair.side(), pair.stage()).toArray(String[]::new));
        onTwin = Identities.load(pair.twin());
        onMigrating = Identities.load(pair.migrating());
        Catalog catalog = RegressCatalog.load(pair.migrating());
        return MadeTable.keepsBoth(pair.stage()) ? pair.schema().guarded(catalog) : catalog;
    }

    private void run(Pair pair, int number) throws SQLException {
        Catalog catalog = fresh(pair);
        long seed = SEED * 1009
                + number * 31L
                + (pair.stage().variant() + pair.side().variant()).hashCode();
        MadeSpeaker speaker = new MadeSpeaker(pair.schema(), seed, pair.side(), pair.stage());
        List<Spoken> said = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < STATEMENTS && found.isEmpty() && !over; i++) {
            Spoken spoken = speaker.next();
            said.add(spoken);
            made++;
            compare(pair, spoken, catalog, found);
            if (i % STATEMENTS_BETWEEN_COMPARISONS == STATEMENTS_BETWEEN_COMPARISONS - 1 || i == STATEMENTS - 1) {
                compareTables(pair, spoken, catalog, found);
            }
        }
        if (!found.isEmpty()) {
            differences.addAll(found);
            differences.add("the shortest list found, %s, speaks %s, schema %d:%s%n  on%s"
                    .formatted(
                            pair.stage(),
                            pair.side(),
                            number,
                            shortest(pair, said).stream()
                                    .map(s -> "%n  %s %s %s".formatted(s.sql(), s.types(), s.values()))
                                    .collect(Collectors.joining()),
                            pair.schema().make(pair.side(), pair.stage()).stream()
                                    .filter(s -> s.startsWith("CREATE"))
                                    .map(s -> "%n    %s".formatted(s))
                                    .collect(Collectors.joining())));
            differences.forEach(System.out::println);
        }
    }

    private List<Spoken> shortest(Pair pair, List<Spoken> said) {
        return Shrinking.shortest(
                said,
                list -> {
                    List<String> found = new ArrayList<>();
                    try {
                        Catalog catalog = fresh(pair);
                        for (Spoken spoken : list) {
                            if (!over) {
                                compare(pair, spoken, catalog, found);
                            }
                        }
                        compareTables(pair, list.get(list.size() - 1), catalog, found);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                    return !found.isEmpty();
                },
                MAX_SHRINKING_TRIES);
    }

    private void compareTables(Pair pair, Spoken after, Catalog catalog, List<String> found) throws SQLException {
        for (MadeTable table : pair.schema().tables) {
            compare(pair, Spoken.plain("SELECT * FROM " + table.name().quoted()), catalog, found);
            String disagreeing = table.disagreeing(pair.stage());
            if (disagreeing == null) {
                continue;
            }
            try (Statement statement = pair.migrating().createStatement();
                    ResultSet rows = statement.executeQuery(disagreeing)) {
                rows.next();
                if (rows.getInt(1) > 0) {
                    found.add("%s, speaks %s: rows do not agree after %s: %s"
                            .formatted(pair.stage(), pair.side(), after.sql(), disagreeing));
                }
            }
        }
    }

    private void compare(Pair pair, Spoken spoken, Catalog catalog, List<String> found) throws SQLException {
        List<Integer> types = spoken.types().stream().map(MadeTwinTest::oid).toList();
        RewriteRequest request = new RewriteRequest(
                spoken.sql(), types, pair.schema().rules(pair.stage(), pair.side()), catalog, Set.of(), true);
        RewriteResult result = rewriter.rewrite(request);
        folding.check(request, 1);
        if (result instanceof RewriteResult.Refused no) {
            if (no.message().contains("the rewriter failed")) {
                found.add("%n%s, speaks %s: %s %s%n  %s"
                        .formatted(pair.stage(), pair.side(), spoken.sql(), spoken.values(), no.message()));
            }
            refused.merge(
                    no.message().replaceAll("(column|table|DO|BY|CONFLICT|migration) ?\\(?\\S+.*", "$1 …"),
                    1,
                    Integer::sum);
            return;
        }
        String rewritten = spoken.sql();
        if (result instanceof RewriteResult.Rewritten yes) {
            rewritten = yes.sql();
            changed++;
        }
        executed++;
        if (spoken.sql().contains("random()")) { // the same numbers on both, if it is called as often
            TwinSchema.run(pair.twin(), "SELECT setseed(0.25)");
            TwinSchema.run(pair.migrating(), "SELECT setseed(0.25)");
        }
        boolean prepared = !spoken.values().isEmpty();
        Outcome expected = Execution.run(
                pair.twin(),
                spoken.sql(),
                spoken,
                onTwin.of(spoken.sql(), RewriteResult.Untouched.NOTHING_WATCHED, prepared));
        Outcome actual =
                Execution.run(pair.migrating(), rewritten, spoken, onMigrating.of(spoken.sql(), result, prepared));
        boolean same = expected.sqlState().isEmpty()
                ? expected.equals(actual)
                : expected.sqlState().equals(actual.sqlState()) && samePosition(expected, actual, result, spoken);
        if (!expected.sqlState().isEmpty()) {
            failedAlike.merge(expected.sqlState(), 1, Integer::sum);
        }
        if (!same && failsByOrder(pair, spoken, catalog, expected, actual, result)) {
            byOrder++;
            over = true; // what sequences were asked for up to the error may differ, too
            return;
        }
        if (!same) {
            found.add("%n%s, speaks %s: %s %s%n  rewritten: %s%n  twin:      %s%n  migrating: %s"
                    .formatted(
                            pair.stage(),
                            pair.side(),
                            spoken.sql(),
                            spoken.values(),
                            rewritten,
                            cut(expected),
                            cut(actual)));
        }
    }

    /**
     * Whether the twin fails as the migrating database does once its rows lie in that one's order, where rows make a statement fail
     * in several ways.
     */
    private boolean failsByOrder(
            Pair pair, Spoken spoken, Catalog catalog, Outcome expected, Outcome actual, RewriteResult result)
            throws SQLException {
        if (!isOfARow(expected) || !isOfARow(actual) || spoken.sql().contains(";")) {
            return false;
        }
        Connection twin = pair.twin();
        twin.setAutoCommit(false);
        twin.unwrap(PGConnection.class).setAutosave(AutoSave.ALWAYS);
        try {
            boolean laid = false;
            for (MadeTable table : pair.schema().tables) {
                String read = "SELECT * FROM " + table.name().quoted();
                RewriteResult rewritten = rewriter.rewrite(new RewriteRequest(
                        read, List.of(), pair.schema().rules(pair.stage(), pair.side()), catalog, Set.of(), true));
                List<List<String>> rows = RowOrder.of(
                        pair.migrating(), rewritten instanceof RewriteResult.Rewritten yes ? yes.sql() : read);
                laid |= RowOrder.lay(twin, table.name().quoted(), rows);
            }
            Outcome again = Execution.run(twin, spoken.sql(), spoken);
            return laid && again.sqlState().equals(actual.sqlState()) && samePosition(again, actual, result, spoken);
        } finally {
            twin.rollback();
            twin.setAutoCommit(true);
            twin.unwrap(PGConnection.class).setAutosave(AutoSave.NEVER);
        }
    }

    /** Data exceptions and violated constraints: https://www.postgresql.org/docs/15/errcodes-appendix.html */
    private static boolean isOfARow(Outcome outcome) {
        return outcome.sqlState().startsWith("22") || outcome.sqlState().startsWith("23");
    }

    /** Errors point into the client's own text; at the reference itself where they point into what stands for it, or at the assignment. */
    private static boolean samePosition(Outcome expected, Outcome actual, RewriteResult result, Spoken spoken) {
        if (!spoken.values().isEmpty() || spoken.sql().contains(";")) {
            return true; // PREPARE stands before the text, or the driver sends its statements one by one
        }
        int position = actual.position();
        if (position == 0 || !(result instanceof RewriteResult.Rewritten rewritten)) {
            return position == expected.position();
        }
        int original = rewritten.originalPosition(position);
        return original == expected.position()
                || rewritten.edits().stream()
                        .anyMatch(e -> e.start() + 1 == original
                                && e.start() < expected.position()
                                && expected.position() <= e.end() + 1);
    }

    private static int oid(String type) {
        return switch (type) {
            case "" -> 0;
            case "smallint" -> 21;
            case "integer" -> 23;
            case "bigint" -> 20;
            case "text" -> 25;
            default -> type.startsWith("character varying") ? 1043 : type.startsWith("numeric") ? 1700 : 16999;
        };
    }

    private static String cut(Object shown) {
        String text = shown.toString();
        return text.length() > 500 ? text.substring(0, 500) + "..." : text;
    }
}
