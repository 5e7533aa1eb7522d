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
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import java.nio.charset.StandardCharsets;
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
    private final Watch watch = rewriter.watch(rules, catalog);
    private final byte[] watched = WATCHED.getBytes(StandardCharsets.UTF_8);
    private final byte[] unwatched = UNWATCHED.getBytes(StandardCharsets.UTF_8);

    private static Column column(String name, int attnum, String type, int oid) {
        return new Column(name, attnum, type, oid, -1, -1, false, null, false, false, false);
    }

    @Setup(Level.Trial)
    public void warmUp() {
        rewriter.warmUp();
        if (!(planner.plan(request()).join() instanceof RewriteResult.Rewritten)) {
            throw new IllegalStateException("the statement was to be rewritten");
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        planner.close();
    }

    private RewriteRequest request() {
        return new RewriteRequest(WATCHED, List.of(), rules, catalog, Set.of(), true);
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
        return planner.plan(request()).getNow(null);
    }

    @Benchmark
    public RewriteResult rewriteWithoutCache() {
        return rewriter.rewrite(request());
    }
}
