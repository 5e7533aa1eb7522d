package dev.crossfade.bench.jmh;

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
import dev.crossfade.proxy.plan.Planner;
import dev.crossfade.proxy.plan.SqlRewriter;
import dev.crossfade.proxy.plan.StatementRewriter.Watch;
import dev.crossfade.proxy.rewrite.FoldedText;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a text costs while pgbench's accounts migrate: the scan that every text gets, the cache of plans, and the rewriter. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RewritingBenchmark {
    private static final TableName ACCOUNTS = new TableName("public", "pgbench_accounts");
    private static final String WATCHED = "SELECT abalance FROM pgbench_accounts WHERE aid = $1;";
    private static final String UNWATCHED = "UPDATE pgbench_tellers SET tbalance = tbalance + $1 WHERE tid = $2;";

    private static final String LONG =
            "UPDATE pgbench_accounts AS a SET abalance = abalance + 250, filler = 'paid 2026-11-26, by order of the"
                    + " branch' WHERE a.aid = 10007 AND a.bid IN (1, 2, 3, 4) AND NOT EXISTS"
                    + " (SELECT 1 FROM pgbench_history AS h WHERE h.aid = a.aid AND h.delta = 250 AND h.mtime > '2026-11-26')"
                    + " RETURNING aid, abalance";

    private static final int SHAPES = 1024;

    private final SqlRewriter rewriter = new SqlRewriter();
    private final Planner planner = new Planner(rewriter, 1);
    private final RuleSet rules = new RuleSet(List.of(MigrationRule.of(
            new ColumnMigration(
                    "account-balance",
                    "bench",
                    ACCOUNTS,
                    Conversion.CAST,
                    List.of("abalance"),
                    List.of(new NewColumn("abalance_big", "bigint", "abalance::bigint")),
                    Map.of("abalance", "abalance_big::integer")),
            Stage.LIVE,
            Side.OLD)));
    private final Catalog catalog = new Catalog(
            1,
            Map.of(
                    ACCOUNTS,
                    new Relation(
                            ACCOUNTS,
                            1001,
                            'r',
                            List.of(
                                    column("aid", 1, "integer", 23),
                                    column("bid", 2, "integer", 23),
                                    column("abalance", 3, "integer", 23),
                                    column("filler", 4, "character(84)", 1042),
                                    column("abalance_big", 5, "bigint", 20)),
                            Set.of())),
            Set.of());
    private final List<String> shapes = shapes();
    private final Template template = rewriter.template(Objects.requireNonNull(FoldedText.of(request(like(0)))));
    private int number;
    private final Watch watch = rewriter.watch(rules, catalog);
    private final byte[] watched = WATCHED.getBytes(StandardCharsets.UTF_8);
    private final byte[] unwatched = UNWATCHED.getBytes(StandardCharsets.UTF_8);

    private static Column column(String name, int attnum, String type, int oid) {
        return new Column(name, attnum, type, oid, -1, -1, false, null, false, false, false);
    }

    @Setup(Level.Trial)
    public void warmUp() {
        rewriter.warmUp();
        if (!(planner.plan(request(WATCHED)).join() instanceof RewriteResult.Rewritten
                && planner.plan(request(like(0))).join() instanceof RewriteResult.Rewritten
                && planner.plan(request(like(1))).isDone()
                && shapes.stream()
                        .allMatch(sql -> rewriter.rewrite(request(sql)) instanceof RewriteResult.Rewritten))) {
            throw new IllegalStateException("the statements were to be rewritten, and one of them at once");
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        planner.close();
    }

    private RewriteRequest request(String sql) {
        return new RewriteRequest(sql, List.of(), rules, catalog, Set.of(), true);
    }

    /** A text of 300 bytes whose literals depend on {@code number}. */
    private static String like(int number) {
        return LONG.replace("10007", Integer.toString(10_000_000 + (number & 0xffffff)))
                .replace("2026-11-26", "2026-11-" + (10 + (number & 15)));
    }

    /** The statement of 300 bytes with its conditions in another order and number. */
    private static List<String> shapes() {
        List<String> conditions = List.of(
                "bid IN (1, 2, 3)", "abalance > 100", "filler LIKE 'x%'", "aid BETWEEN 5 AND 7", "abalance + bid <> 0");
        List<String> shapes = new ArrayList<>();
        for (int i = 0; i < SHAPES; i++) {
            StringBuilder sql = new StringBuilder("SELECT aid, abalance, count(*) AS n").append(i);
            sql.append(" FROM pgbench_accounts AS a")
                    .append(i)
                    .append(" WHERE aid = ")
                    .append(i);
            for (int k = 0; sql.length() < 260; k++) {
                sql.append(k % 3 == i % 3 ? " OR " : " AND ")
                        .append((i >> (k % 7)) % 2 == 0 ? "" : "NOT ")
                        .append(conditions.get((i * 7 + k * (1 + i % 4)) % conditions.size()));
            }
            shapes.add(sql.append(" GROUP BY aid, abalance ORDER BY 2").toString());
        }
        return shapes;
    }

    @Benchmark
    public int scanOfATextThatNamesTheTable() {
        return watch.scan(watched, 0, watched.length, true);
    }

    @Benchmark
    public int scanOfATextThatDoesNot() {
        return watch.scan(unwatched, 0, unwatched.length, true);
    }

    @Benchmark
    public @Nullable RewriteResult planFromTheCache() {
        return planner.plan(request(WATCHED)).getNow(null);
    }

    /** A text that is new each time, and like one that was planned but for its literals; puts it into the cache too. */
    @Benchmark
    public @Nullable RewriteResult planOfATextThatDiffersInLiterals() {
        return planner.plan(request(like(++number))).getNow(null);
    }

    /** The same without the caches of whole texts: folding, and filling the template. */
    @Benchmark
    public @Nullable RewriteResult fillingATemplate() {
        FoldedText text = FoldedText.of(request(like(++number)));
        return text == null ? null : template.fill(text);
    }

    /** A text that was never seen, of 53 bytes. */
    @Benchmark
    public RewriteResult rewriteOfAShortText() {
        return rewriter.rewrite(request(WATCHED));
    }

    /** A text that was never seen, of 300 bytes. */
    @Benchmark
    public RewriteResult rewriteOf300Bytes() {
        return rewriter.rewrite(request(LONG));
    }

    /** Another of 300 bytes each time, of {@value #SHAPES} shapes: the parser's memory is used as by many statements. */
    @Benchmark
    public RewriteResult rewriteOf300BytesOfManyShapes() {
        return rewriter.rewrite(request(shapes.get(Math.floorMod(++number, SHAPES))));
    }
}
