package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.admin.CrossfadeNode;
import dev.crossfade.testing.PostgresServer;
import dev.crossfade.testing.RepackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * pgbench's biggest table rewritten by pg_repack, as a migration's file asks for it, under TPC-B of 16 clients through Crossfade,
 * for comparison with {@link KeyUnderPgbenchTest}: how long it takes, and what clients see. Not among the ordinary tests: it
 * yields figures only.
 */
class RepackUnderPgbenchMeasure {
    private static final int SCALE = Integer.getInteger("crossfade.figures.scale", 10);
    private static final int SECONDS = Integer.getInteger("crossfade.figures.seconds", 60);
    private static final int SHORT_SECONDS = Math.max(5, SECONDS / 6);
    private static final RepackServer SERVER = RepackServer.shared();

    private record Load(double perSecond, long transactions, double p99Millis, double longestMillis) {}

    @Test
    void rewrittenUnderLoad() throws Exception {
        String database = database();
        Path folder = Files.createTempDirectory("crossfade-e2e-");
        Files.createDirectory(folder.resolve("migrations"));
        RepackServer.launcher(folder);
        for (String name : List.of("at-half", "at-full")) {
            Files.writeString(folder.resolve("migrations/" + name + ".yaml"), """
                    name: %s
                    database: shop
                    table: public.pgbench_accounts
                    rewrite: {tool: pg_repack}
                    """.formatted(name));
        }
        Files.writeString(folder.resolve("crossfade.yaml"), """
                admin: {listen: "127.0.0.1:0"}
                flags: {store: file, path: flags.json}
                databases:
                  shop:
                    engine: postgresql
                    listen: "127.0.0.1:0"
                    users: [{name: %s, password: "%s"}]
                    backends:
                      blue: {host: 127.0.0.1, port: %d, database: %s, user: %s, password: '%s'}
                migrations: migrations/
                tools: {pg_repack: pg_repack}
                """.formatted(
                        PostgresServer.APP_USER,
                        PostgresServer.APP_PASSWORD,
                        SERVER.port(),
                        database,
                        SERVER.user(),
                        SERVER.password().replace("'", "''")));
        try (CrossfadeNode node = CrossfadeNode.start(folder.resolve("crossfade.yaml"))) {
            Api api = new Api(node.adminUri());
            api.waitUntilServing();
            int port = node.address("shop").getPort();
            double capacity = load(port, SHORT_SECONDS, 0, () -> {}).perSecond();
            for (double rate : new double[] {capacity / 2, 0}) {
                Load without = load(port, SHORT_SECONDS, rate, () -> {});
                double[] seconds = new double[1];
                Load with =
                        load(port, SECONDS, rate, () -> seconds[0] = rewrite(api, rate > 0 ? "at-half" : "at-full"));
                Figures.write(String.format(
                        "pg_repack of %,d accounts under pgbench TPC-B, 16 clients%s: %.1f s; %,d transactions, 0 failed; p99"
                                + " %.1f ms, longest %.0f ms; without it p99 %.1f ms, longest %.0f ms",
                        100_000L * SCALE,
                        rate > 0
                                ? String.format(" at -R %.0f, half of %.0f tps", rate, capacity)
                                : String.format(", no -R, %.0f tps", with.perSecond()),
                        seconds[0],
                        with.transactions(),
                        with.p99Millis(),
                        with.longestMillis(),
                        without.p99Millis(),
                        without.longestMillis()));
            }
            String sums = SERVER.one(
                    database,
                    "SELECT concat_ws(' ', (SELECT sum(delta) FROM pgbench_history), (SELECT sum(abalance) FROM"
                            + " pgbench_accounts), (SELECT sum(tbalance) FROM pgbench_tellers), (SELECT sum(bbalance) FROM"
                            + " pgbench_branches))");
            assertThat(Stream.of(sums.split(" ")).distinct()).as(sums).hasSize(1);
        } finally {
            Installation.delete(folder);
        }
        SERVER.sql("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    private static String database() {
        String database = SERVER.createDatabase(true);
        SERVER.sql(
                "postgres",
                "CREATE ROLE " + PostgresServer.APP_USER + " LOGIN PASSWORD '" + PostgresServer.APP_PASSWORD + "'");
        PostgresTools.Result filled = PostgresTools.start(
                        "pgbench",
                        SERVER.user(),
                        SERVER.password(),
                        List.of(
                                "-i",
                                "-q",
                                "-s",
                                Integer.toString(SCALE),
                                "-h",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(SERVER.port()),
                                database))
                .await(600);
        assertThat(filled.exitCode()).as(filled.errors()).isZero();
        for (String table : List.of("accounts", "branches", "tellers", "history")) {
            SERVER.sql(database, "GRANT ALL ON pgbench_" + table + " TO " + PostgresServer.APP_USER);
        }
        SERVER.sql(database, "CHECKPOINT");
        return database;
    }

    private interface Meanwhile {
        void run() throws Exception;
    }

    /** How long it took, in seconds. */
    private static double rewrite(Api api, String migration) {
        long began = System.nanoTime();
        api.post(migration, "start");
        await().atMost(Duration.ofMinutes(8))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    JsonNode status = api.migration(migration);
                    if (status.path("step").asText().equals("failed")) {
                        throw new IllegalStateException("failed: " + status);
                    }
                    return status.path("step").asText().equals("done");
                });
        return (System.nanoTime() - began) / 1e9;
    }

    /** What clients saw while {@code meanwhile} ran; with a rate a transaction's time begins when it was due. */
    private static Load load(int port, int seconds, double rate, Meanwhile meanwhile) throws Exception {
        Path folder = Files.createTempDirectory("crossfade-pgbench-");
        List<String> arguments = new ArrayList<>(List.of(
                "-n",
                "-c",
                "16",
                "-j",
                "2",
                "-T",
                Integer.toString(seconds),
                "--max-tries=1",
                "-l",
                "--log-prefix=" + folder.resolve("log"),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port)));
        if (rate > 0) {
            arguments.addAll(List.of("-R", String.format(Locale.ROOT, "%.1f", rate)));
        }
        arguments.add("shop");
        PostgresTools.Running pgbench =
                PostgresTools.start("pgbench", PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, arguments);
        try {
            long from = System.currentTimeMillis() * 1_000;
            meanwhile.run();
            long to = System.currentTimeMillis() * 1_000;
            boolean within = pgbench.process().isAlive();
            PostgresTools.Result result = pgbench.await(seconds + 60L);
            assertThat(within)
                    .as("pgbench still runs at the end; give it more seconds")
                    .isTrue();
            assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
            assertThat(result.output()).containsPattern("number of failed transactions: 0 ");
            boolean whole = to - from < 1_000_000;
            List<Integer> micros = micros(folder, whole ? 0 : from, whole ? Long.MAX_VALUE : to);
            Matcher tps = Pattern.compile("tps = ([\\d.]+)").matcher(result.output());
            assertThat(tps.find()).as(result.output()).isTrue();
            assertThat(micros).hasSizeGreaterThan(100);
            return new Load(
                    Double.parseDouble(tps.group(1)),
                    micros.size(),
                    micros.get(micros.size() * 99 / 100) / 1000.0,
                    micros.get(micros.size() - 1) / 1000.0);
        } finally {
            pgbench.process().destroyForcibly();
            Installation.delete(folder);
        }
    }

    private static List<Integer> micros(Path folder, long from, long to) throws IOException {
        List<Integer> micros = new ArrayList<>();
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.toList()) {
                for (String line : Files.readAllLines(log)) {
                    String[] fields = line.split(" ", -1);
                    long ended = Long.parseLong(fields[4]) * 1_000_000 + Long.parseLong(fields[5]);
                    if (ended >= from && ended <= to) {
                        micros.add(Integer.parseInt(fields[2]));
                    }
                }
            }
        }
        micros.sort(null);
        return micros;
    }
}
