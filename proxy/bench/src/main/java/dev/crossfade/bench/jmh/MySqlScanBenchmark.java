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
import dev.crossfade.proxy.rewrite.mysql.MySqlWatchList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the scan of a text for MySQL costs that names no migrating table: 100 bytes and 330. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MySqlScanBenchmark {
    private static final String SELECT =
            "SELECT c.id, c.email, count(*) AS n FROM sbtest1 c JOIN `sbtest2` o ON o.customer_id = c.id WHERE c.age > 20 ";

    private final MySqlWatchList list = MySqlWatchList.of(
            new RuleSet(List.of(MigrationRule.of(
                    new ColumnMigration(
                            "account-balance",
                            "bench",
                            new TableName("bench", "accounts"),
                            Conversion.CAST,
                            List.of("balance"),
                            List.of(new NewColumn("balance_big", "bigint", "balance")),
                            Map.of("balance", "balance_big")),
                    Stage.LIVE,
                    Side.OLD))),
            Catalog.EMPTY);

    private final byte[] hundred = SELECT.substring(0, 100).getBytes(StandardCharsets.UTF_8);
    private final byte[] longer = SELECT.repeat(4).substring(0, 330).getBytes(StandardCharsets.UTF_8);

    @Benchmark
    public int scanOf100Bytes() {
        return list.scan(hundred, 0, hundred.length, false);
    }

    @Benchmark
    public int scanOf330Bytes() {
        return list.scan(longer, 0, longer.length, false);
    }
}
