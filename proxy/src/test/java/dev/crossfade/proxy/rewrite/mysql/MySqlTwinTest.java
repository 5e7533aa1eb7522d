package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.FoldingCheck;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.proxy.rewrite.Shrinking;
import dev.crossfade.testing.MysqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@link TwinTest} for MySQL: rows, names, types, counts in both ways of counting, errors, and all rows afterwards.
 * {@code -Dcrossfade.twin.statements} (for each stage and side) and {@code -Dcrossfade.twin.seed} make it longer or different.
 */
class MySqlTwinTest {
    private static final int STATEMENTS = Integer.getInteger("crossfade.twin.statements", 150);
    private static final long SEED = Long.getLong("crossfade.twin.seed", 20261126L);
    private static final int STATEMENTS_BETWEEN_COMPARISONS = 10;
    private static final int STATEMENTS_OF_ONE_SCHEMA = 500;
    /** ER_WARN_DATA_OUT_OF_RANGE */
    private static final int OUT_OF_RANGE = 1264;

    private static final int MAX_DIFFERENCES = 15;
    private static final int MAX_SHRINKING_TRIES = 40;

    private final Rewriter rewriter = new Rewriter();
    private final FoldingCheck folding = new FoldingCheck(rewriter, SEED);
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<Integer, Integer> failed = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private Function<RewriteRequest, RewriteResult> rewriting = rewriter::rewrite;
    private boolean shrinksContracted;
    private int executed;
    private int changed;

    /** A database, reached by clients that count the rows they changed and by clients that count those they found. */
    private record Reached(String database, Connection changedRows, Connection foundRows) implements AutoCloseable {
        static Reached newOne(MysqlServer server) throws SQLException {
            String database = server.createDatabase();
            return new Reached(database, connect(server, database, true), connect(server, database, false));
        }

        private static Connection connect(MysqlServer server, String database, boolean affected) throws SQLException {
            Properties settings = new Properties();
            settings.setProperty("useAffectedRows", Boolean.toString(affected));
            settings.setProperty("useServerPrepStmts", "true");
            settings.setProperty("rewriteBatchedStatements", "false");
            return server.connect(database, settings);
        }

        @Override
        public void close() throws SQLException {
            changedRows.close();
            foundRows.close();
        }
    }

    @Test
    void theMigratingDatabaseCannotBeToldFromItsTwin() throws SQLException {
        MysqlServer server = MysqlServer.shared();
        try (Reached migrating = Reached.newOne(server);
                Reached twin = Reached.newOne(server)) {
            MySqlShop shop = new MySqlShop(migrating.database());
            shop.functions(migrating.changedRows());
            for (Stage stage : Stage.values()) {
                for (Side side : Side.values()) {
                    run(shop, migrating, twin, stage, side, false);
                }
            }
            for (Side side : Side.values()) {
                run(shop, migrating, twin, Stage.COMPLETE, side, true);
            }
        }
        int refusals = refused.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "MySQL twin test: seed %d, %d statements, %d of them rewritten, %d untouched, failed alike: %s,"
                        + " %d refused: %s%n",
                SEED, executed, changed, executed - changed, failed, refusals, refused);
        System.out.printf("folding: %d shared, %d alone%n", folding.shared(), folding.alone());
        assertThat(differences).as("seed " + SEED).isEmpty();
        assertThat(folding.shared()).isGreaterThan(5 * folding.alone());
        assertThat(refusals).isLessThan(executed / 10);
    }

    /** New tables, and what the rewriter knows of them. */
    private static Catalog begin(
            MySqlShop shop, Reached migrating, Reached twin, Stage stage, Side side, boolean contracted)
            throws SQLException {
        shop.tables(migrating.changedRows(), null, stage);
        shop.tables(twin.changedRows(), side, stage);
        Catalog catalog = MySqlShop.catalog(migrating.changedRows(), migrating.database());
        if (contracted) {
            catalog = MySqlShop.without(catalog, shop.split, shop.widen, shop.rename);
            shop.contract(migrating.changedRows());
        }
        return catalog;
    }

    private void run(MySqlShop shop, Reached migrating, Reached twin, Stage stage, Side side, boolean contracted)
            throws SQLException {
        shrinksContracted = contracted;
        MySqlSpeaker speaker = new MySqlSpeaker(
                SEED ^ (stage.variant() + side.variant() + (contracted ? "contracted" : "")).hashCode(), side, stage);
        for (int done = 0; done < STATEMENTS; done += STATEMENTS_OF_ONE_SCHEMA) {
            Catalog catalog = begin(shop, migrating, twin, stage, side, contracted);
            int now = Math.min(STATEMENTS_OF_ONE_SCHEMA, STATEMENTS - done);
            run(shop, migrating, twin, speaker, stage, side, now, catalog);
        }
    }

    /** A rewriter that forgets the new side in one kind of write: the failure is told by the one statement that it takes. */
    @Test
    void aFailureIsMadeShort() throws SQLException {
        rewriting = request -> request.sql().startsWith("UPDATE items")
                ? new RewriteResult.Rewritten(request.sql(), List.of(), List.of(), List.of())
                : rewriter.rewrite(request);
        MysqlServer server = MysqlServer.shared();
        try (Reached migrating = Reached.newOne(server);
                Reached twin = Reached.newOne(server)) {
            MySqlShop shop = new MySqlShop(migrating.database());
            shop.functions(migrating.changedRows());
            run(shop, migrating, twin, Stage.LIVE, Side.OLD, false);
        }
        assertThat(differences).isNotEmpty();
        String shortest = differences.get(differences.size() - 1);
        assertThat(shortest).contains("shortest list found").contains("UPDATE items");
        assertThat(shortest.lines().filter(l -> l.startsWith("    ")).count())
                .as(shortest)
                .isEqualTo(1);
    }

    private void run(
            MySqlShop shop,
            Reached migrating,
            Reached twin,
            MySqlSpeaker speaker,
            Stage stage,
            Side side,
            int statements,
            Catalog catalog)
            throws SQLException {
        List<MySqlSpeaker.Spoken> said = new ArrayList<>();
        for (int i = 0; i < statements && differences.size() < MAX_DIFFERENCES; i++) {
            said.add(speaker.next());
            int before = differences.size();
            say(shop, migrating, twin, stage, side, said.get(i), i, catalog);
            if (differences.size() > before) {
                shrink(shop, migrating, twin, stage, side, said);
                return; // the tables are no longer what the next statements would meet
            }
        }
    }

    private void say(
            MySqlShop shop,
            Reached migrating,
            Reached twin,
            Stage stage,
            Side side,
            MySqlSpeaker.Spoken spoken,
            int number,
            Catalog catalog)
            throws SQLException {
        compare(shop, migrating, twin, stage, side, spoken, number % 2 == 0, catalog);
        if (number % STATEMENTS_BETWEEN_COMPARISONS == 0) {
            rows(shop, migrating, twin, stage, side, spoken, catalog);
        }
    }

    private void rows(
            MySqlShop shop,
            Reached migrating,
            Reached twin,
            Stage stage,
            Side side,
            MySqlSpeaker.Spoken after,
            Catalog catalog)
            throws SQLException {
        for (String table : List.of("customers", "orders", "items")) {
            MySqlSpeaker.Spoken all = new MySqlSpeaker.Spoken("SELECT * FROM " + table, List.of());
            compare(shop, migrating, twin, stage, side, all, true, catalog);
        }
        MySqlAgreement.problems(shop, migrating.changedRows(), stage)
                .forEach(p -> differences.add(stage + ", " + side + ": after " + after.sql() + ": " + p));
    }

    /** Adds the shortest list of statements found that, from new tables on, cannot be told alike. */
    private void shrink(
            MySqlShop shop, Reached migrating, Reached twin, Stage stage, Side side, List<MySqlSpeaker.Spoken> said) {
        List<String> kept = List.copyOf(differences);
        List<MySqlSpeaker.Spoken> shortest =
                Shrinking.shortest(said, list -> fails(shop, migrating, twin, stage, side, list), MAX_SHRINKING_TRIES);
        differences.clear();
        differences.addAll(kept);
        differences.add("%n  shortest list found, from new tables on:%s"
                .formatted(shortest.stream()
                        .map(s -> "%n    %s %s".formatted(s.sql(), s.values()))
                        .collect(Collectors.joining())));
    }

    private boolean fails(
            MySqlShop shop, Reached migrating, Reached twin, Stage stage, Side side, List<MySqlSpeaker.Spoken> list) {
        differences.clear();
        try {
            Catalog catalog = begin(shop, migrating, twin, stage, side, shrinksContracted);
            for (int i = 0; i < list.size(); i++) {
                compare(shop, migrating, twin, stage, side, list.get(i), i % 2 == 0, catalog);
            }
            rows(shop, migrating, twin, stage, side, list.get(list.size() - 1), catalog);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return !differences.isEmpty();
    }

    private void compare(
            MySqlShop shop,
            Reached migrating,
            Reached twin,
            Stage stage,
            Side side,
            MySqlSpeaker.Spoken spoken,
            boolean countChanged,
            Catalog catalog)
            throws SQLException {
        RewriteRequest request = RewriteRequest.forMySql(
                spoken.sql(), shop.rules(stage, side), catalog, Set.of(), MySqlSession.of(migrating.database()));
        folding.check(request, 1);
        RewriteResult result = rewriting.apply(request);
        String rewritten = spoken.sql();
        if (result instanceof RewriteResult.Refused no) {
            refused.merge(no.message().replace(migrating.database(), "shop"), 1, Integer::sum);
            if (no.message().contains("the rewriter failed") || no.message().contains("syntax")) {
                differences.add(no.message() + ": " + spoken.sql());
            }
            return;
        }
        if (result instanceof RewriteResult.Rewritten yes) {
            rewritten = yes.sql();
            changed++;
        }
        executed++;
        if (side == Side.NEW && stage != Stage.COMPLETE && spoken.sql().contains("3000000000")) {
            // the old type cannot hold it, and the way back must stay open
            MySqlOutcome refusal = MySqlOutcome.of(migrating.changedRows(), rewritten, spoken);
            if (refusal.errno() != OUT_OF_RANGE && (refusal.errno() != 0 || refusal.count() != 0)) {
                differences.add(stage + ": " + rewritten + " is not out of range: " + refusal);
            }
            return;
        }
        MySqlOutcome expected =
                MySqlOutcome.of(countChanged ? twin.changedRows() : twin.foundRows(), spoken.sql(), spoken);
        MySqlOutcome actual =
                MySqlOutcome.of(countChanged ? migrating.changedRows() : migrating.foundRows(), rewritten, spoken);
        boolean same = expected.errno() == 0
                ? expected.equals(actual) || isReplaced(spoken, stage, expected, actual)
                : expected.isSameError(actual);
        if (expected.errno() != 0) {
            failed.merge(expected.errno(), 1, Integer::sum);
        }
        if (!same) {
            differences.add("%n%s, speaks %s, counts %s: %s %s%n  rewritten: %s%n  twin:      %s%n  migrating: %s"
                    .formatted(
                            stage,
                            side,
                            countChanged ? "changed" : "found",
                            spoken.sql(),
                            spoken.values(),
                            rewritten,
                            cut(expected),
                            cut(actual)));
        }
    }

    /**
     * REPLACE counts a row that it deletes, and none when the row is the same. A row that is not filled yet is not the same
     * once it is: the one known difference.
     */
    private static boolean isReplaced(
            MySqlSpeaker.Spoken spoken, Stage stage, MySqlOutcome expected, MySqlOutcome actual) {
        return spoken.sql().startsWith("REPLACE")
                && (stage == Stage.DUAL_WRITE || stage == Stage.SHADOW)
                && actual.errno() == 0
                && actual.count() == expected.count() + 1;
    }

    private static String cut(Object shown) {
        String text = shown.toString();
        return text.length() > 600 ? text.substring(0, 600) + "..." : text;
    }
}
