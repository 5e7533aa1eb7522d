package dev.crossfade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line: what to measure, for how long, and where the results go. */
@Command(
        name = "proxy/bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = MySqlBench.class,
        description =
                "Measures throughput, latency and CPU time with pgbench: direct, through Crossfade without and with a live"
                        + " migration, through PgBouncer and HAProxy, interleaved in rounds. For MySQL: mysql --help.")
final class Bench implements Callable<Integer> {
    private static final String DATABASE = "bench";
    private static final List<String> TARGETS =
            List.of(Target.DIRECT, "idle", "live", Target.RELAY, Target.PGBOUNCER, Target.HAPROXY);

    @Option(
            names = "--quick-figures",
            description =
                    "Only what the figures need: select-only, prepared, 1 and 16 clients, io_uring and epoll, 5 rounds,"
                            + " about ten minutes. Other options still count.")
    private boolean quickFigures;

    @Option(names = "--scripts", split = ",", description = "select-only, tpcb")
    private List<String> scripts = List.of();

    @Option(names = "--modes", split = ",", description = "simple, extended, prepared")
    private List<String> modes = List.of();

    @Option(
            names = "--targets",
            split = ",",
            description =
                    "direct, idle (Crossfade, no migration), live (Crossfade, every statement rewritten), relay (Netty alone,"
                            + " on the same transport), pgbouncer, haproxy")
    private List<String> targets = List.of();

    @Option(names = "--pooling", description = "session (default) or transaction, the same for PgBouncer")
    private String pooling = "session";

    @Option(names = "--scale", description = "pgbench's scale; default: 10")
    private int scale = 10;

    @Option(names = "--out", description = "folder for the results; default: proxy/bench/target/results")
    private Path out = Path.of("results");

    @Spec
    private CommandSpec command = CommandSpec.create(); // the one it stands in, once it is read

    @Mixin
    private Choices choices = new Choices();

    private final Path root;
    private final List<Target> running = new ArrayList<>();

    private Bench(Path root) {
        this.root = root;
        this.out = root.resolve("proxy/bench/target/results");
    }

    /** Needs the system property {@code crossfade.bench.root}, the clone's folder; {@code proxy/bench/run} sets it. */
    public static void main(String[] arguments) {
        Path root = Path.of(System.getProperty("crossfade.bench.root", "")).toAbsolutePath();
        System.exit(new CommandLine(new Bench(root), new Folders(root))
                .registerConverter(Variant.class, new Variant.Parser(root.resolve("crossfade")))
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Choices.require(command, "--scripts", scripts, Cell.SCRIPTS);
        Choices.require(command, "--modes", modes, Cell.MODES);
        Choices.require(command, "--targets", targets, TARGETS);
        Path folder = Files.createTempDirectory("crossfade-bench-");
        Server server = null;
        try {
            Path program = Commands.find("pgbench", postgresqlFolders())
                    .orElseThrow(() -> new IOException(
                            "no pgbench on PATH nor under /usr/lib/postgresql (Debian: apt install postgresql-15)"));
            say("starting PostgreSQL");
            server = Server.start(folder);
            Pgbench pgbench = new Pgbench(program, Files.createDirectory(folder.resolve("pgbench")), server.password());
            List<Target> all = startTargets(server, pgbench, folder);
            Rounds measured = new Rounds(pgbench, cells(), choices.rounds, choices.seconds, choices.warmUpSeconds);
            measured.warmUp(all);
            report(measured.measure(all));
            return 0;
        } finally {
            running.forEach(Target::close);
            if (server != null) {
                server.close();
            }
            DebianPackages.delete(folder);
        }
    }

    private List<Cell> cells() {
        if (quickFigures && scripts.isEmpty() && modes.isEmpty() && choices.clients.isEmpty()) {
            return List.of(Figures.PREPARED, Figures.ONE_CLIENT);
        }
        return Cell.all(
                scripts.isEmpty() ? Cell.SCRIPTS : scripts,
                modes.isEmpty() ? Cell.MODES : modes,
                choices.clients.isEmpty() ? List.of(1, 16, 256) : choices.clients);
    }

    private Set<String> targets() {
        if (!targets.isEmpty()) {
            return new LinkedHashSet<>(targets);
        }
        return new LinkedHashSet<>(
                quickFigures
                        ? List.of(Target.DIRECT, "idle", "live", Target.PGBOUNCER)
                        : List.of(Target.DIRECT, "idle", "live", Target.PGBOUNCER, Target.HAPROXY));
    }

    private List<Target> startTargets(Server server, Pgbench pgbench, Path folder)
            throws IOException, SQLException, InterruptedException {
        say("filling a database, scale " + scale);
        server.createBench(pgbench, DATABASE, scale);
        Set<String> wanted = targets();
        List<Variant> ways = choices.ways(root);
        if (wanted.contains("live")) {
            for (int i = 0; i < ways.size(); i++) {
                server.copy(DATABASE, DATABASE + "_live" + i);
            }
        }
        server.settle(DATABASE);
        Peers peers = new Peers(Peers.fetched(root), folder, server.port());
        if (wanted.contains(Target.DIRECT)) {
            running.add(new Target(Target.DIRECT, server.port(), DATABASE, null));
        }
        if (wanted.contains(Target.PGBOUNCER)) {
            say("starting PgBouncer");
            running.add(peers.pgbouncer(DATABASE, pooling, server.password()));
        }
        if (wanted.contains(Target.HAPROXY)) {
            say("starting HAProxy");
            running.add(peers.haproxy(DATABASE));
        }
        for (int i = 0; i < ways.size(); i++) {
            Variant way = ways.get(i);
            if (wanted.contains(Target.RELAY)) {
                running.add(Relay.start(way, server.port(), DATABASE, folder));
            }
            if (wanted.contains("idle")) {
                say("starting " + way.name());
                Path own = Files.createDirectory(folder.resolve("idle" + i));
                running.add(CrossfadeUnderTest.start(way, server.site(DATABASE, pooling), own));
            }
            if (wanted.contains("live")) {
                String database = DATABASE + "_live" + i;
                say("starting " + way.name() + " and migrating to live");
                Path own = Files.createDirectory(folder.resolve("live" + i));
                running.add(CrossfadeUnderTest.start(
                        way, server.site(database, pooling).migrating(Server.ACCOUNT_BALANCE, Server.BALANCE), own));
                server.settle(database);
            }
        }
        return List.copyOf(running);
    }

    /** Commands need the clone's folder. */
    private record Folders(Path root) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> kind) throws Exception {
            return kind == MySqlBench.class
                    ? kind.cast(new MySqlBench(root))
                    : CommandLine.defaultFactory().create(kind);
        }
    }

    private void report(List<Sample> samples) throws IOException {
        Summary summary = new Summary(samples);
        Report report = new Report(summary, "PgBouncer", Target.PGBOUNCER);
        String text = "Medians of " + choices.rounds + " rounds of " + choices.seconds + " s, pooling by " + pooling
                + ", scale "
                + scale + ", " + Runtime.getRuntime().availableProcessors() + " cores.\n\n" + report.markdown()
                + new Figures(summary).postgres();
        Report.write(out, text, samples, Chart.svg(summary));
    }

    private static List<Path> postgresqlFolders() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return List.of();
        }
        Deque<Path> folders = new ArrayDeque<>();
        try (var found = Files.list(versions)) {
            found.sorted().forEach(version -> folders.addFirst(version.resolve("bin")));
        }
        return List.copyOf(folders);
    }

    static void say(String what) {
        System.err.println(what);
    }
}
