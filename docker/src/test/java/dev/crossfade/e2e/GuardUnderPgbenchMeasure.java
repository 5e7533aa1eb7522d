package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a guard costs pgbench's TPC-B, which writes the migrating column in each transaction: through Crossfade, where the statement
 * gives both sides and the guard only looks, and beside it, where the guard derives the other side. Not among the ordinary tests: it yields
 * figures only, of {@code crossfade.figures.seconds} for each run.
 */
class GuardUnderPgbenchMeasure {
    private static final int SCALE = Integer.getInteger("crossfade.figures.scale", 4);
    private static final int SECONDS = Integer.getInteger("crossfade.figures.seconds", 8);
    private static final int CLIENTS = 8;
    private static final String NAME = "account-balance";

    @Test
    void throughTheProxyAndBesideIt() {
        double[] none = measured("none");
        double[] repair = measured("repair");
        Figures.write(String.format(
                "guard under pgbench TPC-B, %d clients, %,d accounts, at dual-write of the balance it writes: through Crossfade %.0f tps"
                        + " without a migration, %.0f with one and guard: none; %.0f without and %.0f with one and guard: repair;"
                        + " beside it %.0f tps without a guard, %.0f with one (%.0f %%)",
                CLIENTS,
                100_000 * SCALE,
                none[0],
                none[2],
                repair[0],
                repair[2],
                repair[1],
                repair[3],
                100 * repair[3] / repair[1]));
    }

    /** Transactions a second: through and beside before the migration, then at dual-write; beside it only where there is a guard. */
    private static double[] measured(String guard) {
        String database = Installation.SERVER.createDatabase();
        String direct = Integer.toString(Installation.SERVER.port());
        run(
                PostgresServer.USER,
                PostgresServer.PASSWORD,
                "-i",
                "-q",
                "-s",
                Integer.toString(SCALE),
                "-h",
                Installation.SERVER.host(),
                "-p",
                direct,
                database);
        for (String table : List.of("accounts", "branches", "tellers", "history")) {
            Installation.SERVER.execute(
                    database, "ALTER TABLE pgbench_" + table + " OWNER TO " + PostgresServer.APP_USER);
        }
        Map<String, String> files = Map.of(NAME, """
                name: account-balance
                database: shop
                table: public.pgbench_accounts
                retype: {column: abalance, to: bigint}
                guard: %s
                backfill: {maxShare: 100%%}
                """.formatted(guard));
        double[] measured = new double[4];
        try (Installation installation = Installation.start(database, files)) {
            String through = Integer.toString(installation.port());
            load("127.0.0.1", through, "shop"); // code that is not compiled yet would count
            measured[0] = load("127.0.0.1", through, "shop");
            measured[1] = load(Installation.SERVER.host(), direct, database);
            installation.api().startAndWaitUntilReady(NAME, Duration.ofMinutes(3));
            Installation.SERVER.execute(database, "VACUUM ANALYZE pgbench_accounts", "CHECKPOINT");
            measured[2] = load("127.0.0.1", through, "shop");
            if (guard.equals("repair")) {
                measured[3] = load(Installation.SERVER.host(), direct, database);
            }
            assertThat(Installation.SERVER.queryOne(
                            database,
                            "SELECT count(*) FROM pgbench_accounts WHERE abalance_new IS DISTINCT FROM abalance"))
                    .isEqualTo("0");
        }
        Installation.SERVER.execute("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
        return measured;
    }

    private static double load(String host, String port, String database) {
        String output = run(
                PostgresServer.APP_USER,
                PostgresServer.APP_PASSWORD,
                "-n",
                "-c",
                Integer.toString(CLIENTS),
                "-T",
                Integer.toString(SECONDS),
                "--max-tries=1",
                "-h",
                host,
                "-p",
                port,
                database);
        assertThat(output).containsPattern("number of failed transactions: 0 ");
        Matcher tps = Pattern.compile("tps = ([\\d.]+)").matcher(output);
        assertThat(tps.find()).as(output).isTrue();
        return Double.parseDouble(tps.group(1));
    }

    private static String run(String user, String password, String... arguments) {
        PostgresTools.Result result = PostgresTools.start("pgbench", user, password, List.of(arguments))
                .await(SECONDS + 300L);
        assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
        return result.output();
    }
}
