package dev.crossfade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The same for MySQL, by sysbench, beside MySQL Router. */
@Command(
        name = "mysql",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures throughput, latency and CPU time with sysbench's point selects and read-write transactions: direct,"
                        + " through Crossfade, through MySQL Router and HAProxy, and by a bare relay, interleaved in rounds.")
final class MySqlBench implements Callable<Integer> {
    private static final String DATABASE = "bench";
    private static final List<String> TARGETS =
            List.of(Target.DIRECT, "idle", Target.RELAY, Target.ROUTER, Target.HAPROXY);

    @Option(names = "--scripts", split = ",", description = "point-select, read-write")
    private List<String> scripts = Sysbench.SCRIPTS;

    @Option(names = "--modes", split = ",", description = "text, prepared")
    private List<String> modes = Sysbench.MODES;

    @Option(
            names = "--targets",
            split = ",",
            description =
                    "direct, idle (Crossfade, no migration), relay (Netty alone, on the same transport), router, haproxy")
    private List<String> targets = TARGETS;

    @Option(names = "--rows", description = "of sysbench's table; default: 100000")
    private int rows = 100_000;

    @Option(names = "--out", description = "folder for the results; default: proxy/bench/target/results-mysql")
    private Path out;

    @Spec
    private CommandSpec command = CommandSpec.create(); // the one it stands in, once it is read

    @Mixin
    private Choices choices = new Choices();

    private final Path root;
    private final List<Target> running = new ArrayList<>();

    MySqlBench(Path root) {
        this.root = root;
        this.out = root.resolve("proxy/bench/target/results-mysql");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Choices.require(command, "--scripts", scripts, Sysbench.SCRIPTS);
        Choices.require(command, "--modes", modes, Sysbench.MODES);
        Choices.require(command, "--targets", targets, TARGETS);
        Path folder = Files.createTempDirectory("crossfade-bench-");
        Path fetched = Peers.fetched(root);
        MySqlServer server = null;
        try {
            Bench.say("starting MySQL");
            server = MySqlServer.start(folder, fetched, List.of(DATABASE));
            Sysbench sysbench = Sysbench.find(fetched, server.password(), rows);
            Bench.say("filling a table, " + rows + " rows");
            sysbench.prepare(server.port(), DATABASE);
            startTargets(server, new Peers(fetched, folder, server.port()), folder);
            List<Cell> cells =
                    Cell.all(scripts, modes, choices.clients.isEmpty() ? List.of(1, 16, 256) : choices.clients);
            Rounds rounds = new Rounds(sysbench, cells, choices.rounds, choices.seconds, choices.warmUpSeconds);
            rounds.warmUp(running);
            report(rounds.measure(running));
            return 0;
        } finally {
            running.forEach(Target::close);
            if (server != null) {
                server.close();
            }
            DebianPackages.delete(folder);
        }
    }

    private void startTargets(MySqlServer server, Peers peers, Path folder) throws IOException, InterruptedException {
        Set<String> wanted = new LinkedHashSet<>(targets);
        if (wanted.contains(Target.DIRECT)) {
            running.add(new Target(Target.DIRECT, server.port(), DATABASE, null));
        }
        if (wanted.contains(Target.ROUTER)) {
            Bench.say("starting MySQL Router");
            running.add(peers.router(DATABASE));
        }
        if (wanted.contains(Target.HAPROXY)) {
            Bench.say("starting HAProxy");
            running.add(peers.haproxy(DATABASE));
        }
        List<Variant> ways = choices.ways(root);
        for (int i = 0; i < ways.size(); i++) {
            Variant way = ways.get(i);
            if (wanted.contains(Target.RELAY)) {
                running.add(Relay.start(way, server.port(), DATABASE, folder));
            }
            if (wanted.contains("idle")) {
                Bench.say("starting " + way.name());
                Path own = Files.createDirectory(folder.resolve("idle" + i));
                running.add(CrossfadeUnderTest.start(way, server.site(DATABASE), own));
            }
        }
    }

    private void report(List<Sample> samples) throws IOException {
        Summary summary = new Summary(samples);
        String text = "Medians of " + choices.rounds + " rounds of " + choices.seconds + " s, MySQL 8.0.31, " + rows
                + " rows, " + Runtime.getRuntime().availableProcessors() + " cores.\n\n"
                + new Report(summary, "Router", Target.ROUTER).markdown()
                + new Figures(summary).mysql();
        Report.write(out, text, samples, Chart.svg(summary));
    }
}
