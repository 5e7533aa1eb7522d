package dev.crossfade.proxy.plan;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Plans statements of a table that is not there, over and over, so that the JVM has compiled what planning runs before a
 * migration starts: from that moment on all of a table's statements are planned at once,
 * while its clients wait. Once in a process, on a thread of its own, for about a second of one processor; nothing waits for it.
 */
final class WarmUp {
    /** Texts are planned five times slower at first; after about 3,500 of them that is over. */
    private static final int ROUNDS = 200;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final TableName TABLE = new TableName("public", "warm");
    private static final Catalog CATALOG = new Catalog(
            1,
            Map.of(
                    TABLE,
                    new Relation(
                            TABLE,
                            1,
                            'r',
                            List.of(
                                    column("id", 1, "integer", 23),
                                    column("part", 2, "integer", 23),
                                    column("note", 3, "text", 25),
                                    column("part_big", 4, "bigint", 20)),
                            Set.of())),
            Set.of());

    /** The literal that is another one in each round. */
    private static final String NUMBER = "10007";

    private static final List<String> STATEMENTS = List.of(
            "SELECT part FROM warm WHERE id = 10007",
            "SELECT w.id, w.part AS p, count(*) FROM warm w WHERE w.part IN (10007, 2) AND w.note LIKE 'x%' GROUP BY w.id, w.part"
                    + " ORDER BY w.part LIMIT 10",
            "SELECT * FROM warm WHERE part = 10007",
            "UPDATE warm SET part = part + 10007 WHERE id = 10007",
            "INSERT INTO warm (id, part, note) VALUES (10007, 10007, 'x')",
            "DELETE FROM warm WHERE part = 10007");

    private static final List<RuleSet> STAGES =
            List.of(rules(Stage.DUAL_WRITE), rules(Stage.LIVE), rules(Stage.COMPLETE));

    private WarmUp() {}

    private static Column column(String name, int attnum, String type, int oid) {
        return new Column(name, attnum, type, oid, -1, -1, false, null, false, false, false);
    }

    /** Begins it, unless this process has before. Returns at once. */
    static void begin(StatementRewriter rewriter) {
        if (BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(null, () -> run(rewriter), "crossfade-warm-up", 16L << 20);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** What {@link #run} asks for in one round: each statement before, at and behind the switch. */
    static List<RewriteRequest> requests(int round) {
        List<RewriteRequest> requests = new ArrayList<>();
        for (RuleSet rules : STAGES) {
            for (String sql : STATEMENTS) {
                requests.add(new RewriteRequest(
                        sql.replace(NUMBER, Integer.toString(1_000_000 + round)),
                        List.of(),
                        rules,
                        CATALOG,
                        Set.of(),
                        true));
            }
        }
        return requests;
    }

    private static RuleSet rules(Stage stage) {
        return new RuleSet(List.of(MigrationRule.of(
                new ColumnMigration(
                        "warm-up",
                        "warm-up",
                        TABLE,
                        Conversion.CAST,
                        List.of("part"),
                        List.of(new NewColumn("part_big", "bigint", "part::bigint")),
                        Map.of("part", "part_big::integer")),
                stage,
                Side.OLD)));
    }

    private static void run(StatementRewriter rewriter) {
        for (int round = 0; round < ROUNDS; round++) {
            Templates templates = new Templates(rewriter); // it knows no text yet, as when a migration starts
            for (RewriteRequest request : requests(round)) {
                RewriteResult unused = templates.plan(request, null);
            }
        }
    }
}
