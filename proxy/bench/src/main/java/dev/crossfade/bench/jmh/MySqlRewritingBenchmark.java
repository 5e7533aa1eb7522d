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
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.proxy.rewrite.mysql.MySqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** What it takes to have the rewrite of a text for MySQL: seen before, like one that was seen but for its literals, or never seen. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MySqlRewritingBenchmark {
    private static final TableName ACCOUNTS = new TableName("bench", "accounts");
    private static final String SHORT = "SELECT balance FROM accounts WHERE aid = ?";
    private static final String LONG =
            "UPDATE accounts AS a SET a.balance = a.balance + 250, a.filler = 'paid 2026-11-26, by order of the"
                    + " branch' WHERE a.aid = 10007 AND a.bid IN (1, 2, 3, 4) AND NOT EXISTS"
                    + " (SELECT 1 FROM history AS h WHERE h.aid = a.aid AND h.delta = 250 AND h.mtime > '2026-11-26')"
                    + " ORDER BY a.balance DESC LIMIT 1";

    private static final int SHAPES = 1024;

    private final List<String> shapes = shapes();
    private final Rewriter rewriter = new Rewriter();
    private final Planner planner = new Planner(new SqlRewriter(), 1);
    private int number;
    private final RuleSet rules = new RuleSet(List.of(MigrationRule.of(
            new ColumnMigration(
                    "account-balance",
                    "bench",
                    ACCOUNTS,
                    Conversion.CAST,
                    List.of("balance"),
                    List.of(new NewColumn("balance_big", "bigint", "balance")),
                    Map.of("balance", "balance_big")),
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
                                    column("aid", 1, "int"),
                                    column("bid", 2, "int"),
                                    column("balance", 3, "int"),
                                    column("filler", 4, "char(84)"),
                                    column("balance_big", 5, "bigint")),
                            Set.of())),
            Set.of());

    private static Column column(String name, int place, String type) {
        return new Column(name, place, type, 0, -1, -1, false, null, false, false, false);
    }

    @Setup(Level.Trial)
    public void check() {
        if (!(rewriteOfAShortText() instanceof RewriteResult.Rewritten
                && rewriteOf300Bytes() instanceof RewriteResult.Rewritten
                && shapes.stream()
                        .allMatch(sql -> rewriter.rewrite(request(sql)) instanceof RewriteResult.Rewritten))) {
            throw new IllegalStateException("the statements were to be rewritten: " + rewriteOf300Bytes());
        }
        if (!(planner.plan(request(SHORT)).join() instanceof RewriteResult.Rewritten
                && planner.plan(request(like(0))).join() instanceof RewriteResult.Rewritten
                && planner.plan(request(like(1))).isDone())) {
            throw new IllegalStateException("the statement was to have a template");
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        planner.close();
    }

    /** A text of 296 bytes whose literals depend on {@code number}. */
    private static String like(int number) {
        return LONG.replace("10007", Integer.toString(10_000_000 + (number & 0xffffff)))
                .replace("2026-11-26", "2026-11-" + (10 + (number & 15)));
    }

    /** Texts of 300 bytes that differ in more than literals. */
    private static List<String> shapes() {
        List<String> conditions = List.of(
                "bid IN (1, 2, 3)", "balance > 100", "filler LIKE 'x%'", "aid BETWEEN 5 AND 7", "balance + bid <> 0");
        List<String> shapes = new ArrayList<>();
        for (int i = 0; i < SHAPES; i++) {
            StringBuilder sql = new StringBuilder("SELECT aid, balance, filler AS n").append(i);
            sql.append(" FROM accounts AS a").append(i).append(" WHERE aid = ").append(i);
            for (int k = 0; sql.length() < 270; k++) {
                sql.append(k % 3 == i % 3 ? " OR " : " AND ")
                        .append((i >> (k % 7)) % 2 == 0 ? "" : "NOT ")
                        .append(conditions.get((i * 7 + k * (1 + i % 4)) % conditions.size()));
            }
            shapes.add(sql.append(" ORDER BY aid LIMIT 9").toString());
        }
        return shapes;
    }

    private RewriteRequest request(String sql) {
        return RewriteRequest.forMySql(sql, rules, catalog, Set.of(), MySqlSession.of("bench"));
    }

    @Benchmark
    public @Nullable RewriteResult planFromTheCache() {
        return planner.plan(request(SHORT)).getNow(null);
    }

    /** A text that is new each time, and like one that was planned but for its literals; puts it into the cache too. */
    @Benchmark
    public @Nullable RewriteResult planOfATextThatDiffersInLiterals() {
        return planner.plan(request(like(++number))).getNow(null);
    }

    /** 42 bytes. */
    @Benchmark
    public RewriteResult rewriteOfAShortText() {
        return rewriter.rewrite(request(SHORT));
    }

    /** 293 bytes, the same each time: the parser has seen it. */
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
