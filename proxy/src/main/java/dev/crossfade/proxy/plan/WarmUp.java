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
import dev.crossfade.proxy.rewrite.FoldedText;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Plans statements of a table that is not there, over and over, so that the JVM has compiled what planning runs before a
 * migration starts: from that moment on all of a table's statements are planned at once, and while that ran as cold code clients
 * waited a second and more. Once in a process, on a thread of its own, for about a second of one processor; nothing waits for it.
 */
final class WarmUp {
    /** Texts that differ in literals only are planned five times slower at first; after about 3,500 it is over. */
    static final int ROUNDS = 200;

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

    private WarmUp() {}

    private static Column column(String name, int attnum, String type, int oid) {
        return new Column(name, attnum, type, oid, -1, -1, false, null, false, false, false);
    }

    /** Begins it, unless this process has before. Returns at once. */
    static void begin(StatementRewriter rewriter) {
        if (BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(null, () -> run(rewriter, ROUNDS), "crossfade-warm-up", 16L << 20);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** What {@link #run} asks for in one round: each statement before, at and behind the switch. */
    static List<RewriteRequest> requests(int round) {
        List<RewriteRequest> requests = new ArrayList<>();
        for (Stage stage : List.of(Stage.DUAL_WRITE, Stage.LIVE, Stage.COMPLETE)) {
            RuleSet rules = rules(stage);
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

    /** As {@link Templates} does it for a text that was not seen yet, and for one like it. */
    static void run(StatementRewriter rewriter, int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (RewriteRequest request : requests(round)) {
                plan(rewriter, request);
            }
        }
    }

    static @Nullable RewriteResult plan(StatementRewriter rewriter, RewriteRequest request) {
        FoldedText folded = FoldedText.of(request);
        if (folded == null) {
            return null;
        }
        Template template = rewriter.template(folded);
        return template.fill(folded);
    }
}
