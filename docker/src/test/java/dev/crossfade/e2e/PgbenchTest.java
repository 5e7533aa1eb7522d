package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real tool, not ours: pgbench keeps its books through the proxy while a column of them is widened under it. For a minute a
 * mode on a million rows: {@code -Dcrossfade.e2e.pgbenchSeconds=60 -Dcrossfade.e2e.pgbenchScale=10}.
 */
@Tag("alone")
class PgbenchTest {
    private static final int SECONDS = Integer.getInteger("crossfade.e2e.pgbenchSeconds", 25);
    private static final int SCALE = Integer.getInteger("crossfade.e2e.pgbenchScale", 3);
    private static final String MIGRATION = "account-balance";
    private static final String FILE = """
            name: account-balance
            database: shop
            table: public.pgbench_accounts
            columns:
              old: [abalance]
              new:
                - {name: abalance_big, type: bigint, up: "abalance::bigint"}
              down: {abalance: "abalance_big::integer"}
            backfill: {maxShare: 100%}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extended", "prepared"})
    void keepsItsBooksWhileTheBalanceIsWidened(String mode) throws SQLException {
        String database = Installation.SERVER.createDatabase();
        PostgresTools.Result filled = PostgresTools.start(
                        "pgbench",
                        PostgresServer.USER,
                        PostgresServer.PASSWORD,
                        List.of(
                                "-i",
                                "-q",
                                "-s",
                                Integer.toString(SCALE),
                                "-h",
                                Installation.SERVER.host(),
                                "-p",
                                Integer.toString(Installation.SERVER.port()),
                                database))
                .await(120);
        assertThat(filled.exitCode()).as(filled.errors()).isZero();
        // pgbench empties its history and vacuums at the start of a run: for that it must own the tables.
        for (String table : List.of("accounts", "branches", "tellers", "history")) {
            Installation.SERVER.execute(
                    database, "ALTER TABLE pgbench_" + table + " OWNER TO " + PostgresServer.APP_USER);
        }
        try (Installation installation = Installation.start(database, Map.of(MIGRATION, FILE))) {
            Api api = installation.api();
            long started = System.nanoTime();
            PostgresTools.Running bench = PostgresTools.start(
                    "pgbench",
                    PostgresServer.APP_USER,
                    PostgresServer.APP_PASSWORD,
                    List.of(
                            "-M",
                            mode,
                            "-c",
                            "4",
                            "-j",
                            "1",
                            "-T",
                            Integer.toString(SECONDS),
                            "--max-tries=1",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            Integer.toString(installation.port()),
                            "shop"));
            api.startAndWaitUntilReady(MIGRATION, Duration.ofSeconds(SECONDS));
            double ready = (System.nanoTime() - started) / 1e9;
            for (int round = 0; round < 2; round++) {
                for (String stage : List.of("shadow", "live", "dual-write")) {
                    api.stage(MIGRATION, stage);
                }
            }
            api.stage(MIGRATION, "shadow");
            api.stage(MIGRATION, "live");
            double walked = (System.nanoTime() - started) / 1e9;
            assertThat(bench.process().isAlive())
                    .as("pgbench still runs after the walk, which ended after %.1f s", walked)
                    .isTrue();
            PostgresTools.Result result = bench.await(SECONDS + 60L);
            assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
            assertThat(result.output()).containsPattern("number of failed transactions: 0 ");
            assertThat(result.errors()).doesNotContainIgnoringCase("error");
            Figures.write(String.format(
                    "pgbench -M %s, scale %d, %d s: %s transactions, 0 failed, %s tps; ready after %.1f s, walk ended after"
                            + " %.1f s",
                    mode,
                    SCALE,
                    SECONDS,
                    find(result.output(), "actually processed: (\\d+)"),
                    find(result.output(), "tps = ([\\d.]+)"),
                    ready,
                    walked));
        }
        booksAgree(database);
        Installation.SERVER.execute("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    private static void booksAgree(String database) throws SQLException {
        try (Connection direct = Installation.SERVER.connect(database);
                Statement statement = direct.createStatement();
                ResultSet sums = statement.executeQuery("SELECT (SELECT sum(delta) FROM pgbench_history),"
                        + " (SELECT sum(abalance) FROM pgbench_accounts),"
                        + " (SELECT sum(abalance_big) FROM pgbench_accounts),"
                        + " (SELECT sum(tbalance) FROM pgbench_tellers),"
                        + " (SELECT sum(bbalance) FROM pgbench_branches),"
                        + " (SELECT count(*) FROM pgbench_accounts WHERE abalance IS DISTINCT FROM abalance_big)")) {
            sums.next();
            String total = sums.getString(1);
            assertThat(total).isNotNull();
            assertThat(sums.getString(2)).as("abalance").isEqualTo(total);
            assertThat(sums.getString(3)).as("abalance_big").isEqualTo(total);
            assertThat(sums.getString(4)).as("tbalance").isEqualTo(total);
            assertThat(sums.getString(5)).as("bbalance").isEqualTo(total);
            assertThat(sums.getLong(6)).as("rows that do not agree").isZero();
        }
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }
}
