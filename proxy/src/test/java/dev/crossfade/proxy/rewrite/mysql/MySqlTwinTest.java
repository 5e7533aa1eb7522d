package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.FoldingCheck;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.testing.MysqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
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

    private final Rewriter rewriter = new Rewriter();
    private final FoldingCheck folding = new FoldingCheck(rewriter, SEED);
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<Integer, Integer> failed = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
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

    private void run(MySqlShop shop, Reached migrating, Reached twin, Stage stage, Side side, boolean contracted)
            throws SQLException {
        MySqlSpeaker speaker = new MySqlSpeaker(
                SEED ^ (stage.variant() + side.variant() + (contracted ? "contracted" : "")).hashCode(), side, stage);
        for (int done = 0; done < STATEMENTS; done += STATEMENTS_OF_ONE_SCHEMA) {
            shop.tables(migrating.changedRows(), null, stage);
            shop.tables(twin.changedRows(), side, stage);
            Catalog catalog = MySqlShop.catalog(migrating.changedRows(), migrating.database());
            if (contracted) {
                catalog = MySqlShop.without(catalog, shop.split, shop.widen, shop.rename);
                shop.contract(migrating.changedRows());
            }
            int now = Math.min(STATEMENTS_OF_ONE_SCHEMA, STATEMENTS - done);
            run(shop, migrating, twin, speaker, stage, side, now, catalog);
        }
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
        for (int i = 0; i < statements && differences.size() < MAX_DIFFERENCES; i++) {
            MySqlSpeaker.Spoken spoken = speaker.next();
            compare(shop, migrating, twin, stage, side, spoken, i % 2 == 0, catalog);
            if (i % STATEMENTS_BETWEEN_COMPARISONS == 0) {
                for (String table : List.of("customers", "orders", "items")) {
                    MySqlSpeaker.Spoken all = new MySqlSpeaker.Spoken("SELECT * FROM " + table, List.of());
                    compare(shop, migrating, twin, stage, side, all, true, catalog);
                }
                agreement(shop, migrating.changedRows(), stage, side, spoken.sql());
            }
        }
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
        RewriteResult result = rewriter.rewrite(request);
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

    private void agreement(MySqlShop shop, Connection migrating, Stage stage, Side side, String after)
            throws SQLException {
        if (stage == Stage.OFF || stage == Stage.COMPLETE) {
            return;
        }
        ColumnMigration split = shop.split;
        String up1 = MySqlShop.quoted(split.up(0, OnFailure.NULL)) + "(full_name)";
        String up2 = MySqlShop.quoted(split.up(1, OnFailure.NULL)) + "(full_name)";
        String down = MySqlShop.quoted(split.down(0, false)) + "(first_name, last_name)";
        List<String> queries = new ArrayList<>(List.of(
                "SELECT count(*) FROM customers WHERE NOT (first_name IS NULL AND last_name IS NULL)"
                        + " AND NOT (BINARY first_name <=> BINARY " + up1 + " AND BINARY last_name <=> BINARY " + up2
                        + ") AND NOT (BINARY full_name <=> BINARY " + down + ")",
                "SELECT count(*) FROM orders WHERE id_new IS NOT NULL AND NOT id_new <=> id",
                "SELECT count(*) FROM items WHERE title IS NOT NULL AND NOT BINARY title <=> BINARY label"));
        // rows that came after the backfill's start are filled, if there is something to fill
        queries.add("SELECT count(*) FROM customers WHERE first_name IS NULL AND last_name IS NULL AND " + up1
                + " IS NOT NULL" + (stage.isBefore(Stage.LIVE) ? " AND id > 60" : ""));
        queries.add("SELECT count(*) FROM orders WHERE id_new IS NULL"
                + (stage.isBefore(Stage.LIVE) ? " AND id > 400" : ""));
        for (String query : queries) {
            try (Statement statement = migrating.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                rows.next();
                if (rows.getInt(1) > 0) {
                    differences.add(stage + ", " + side + ": rows do not agree after " + after + ": " + query);
                }
            }
        }
    }
}
