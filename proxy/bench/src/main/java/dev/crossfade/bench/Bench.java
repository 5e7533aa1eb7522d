package dev.crossfade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: what to measure, for how long, and where the results go. */
@Command(
        name = "proxy/bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures throughput, latency and CPU time with pgbench: direct, through Crossfade without and with a live"
                        + " migration, through PgBouncer and HAProxy, interleaved in rounds.")
final class Bench implements Callable<Integer> {
    private static final Cell FIGURES = new Cell("select-only", "prepared", 16);
    private static final Cell ONE_CLIENT = new Cell("select-only", "prepared", 1);
    private static final String DATABASE = "bench";
    private static final int WARM_UP_STEP_SECONDS = 5;

    /** Of a JVM's CPU time, what its compilers may take when it counts as warm. */
    private static final double WARM_COMPILER_SHARE = 0.01;

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

    @Option(names = "--clients", split = ",", description = "default: 1,16,256")
    private List<Integer> clients = List.of();

    @Option(
            names = "--targets",
            split = ",",
            description =
                    "direct, idle (Crossfade, no migration), live (Crossfade, every statement rewritten), relay (Netty alone,"
                            + " on the same transport), pgbouncer, haproxy")
    private List<String> targets = List.of();

    @Option(
            names = "--crossfade",
            paramLabel = "NAME=TRANSPORT[;home=FOLDER][;JVM OPTION]…",
            description =
                    "A way to run Crossfade: its transport, another clone, more JVM options. Repeatable; default: io_uring"
                            + " and epoll of this clone")
    private List<Variant> variants = List.of();

    @Option(names = "--pooling", description = "session (default) or transaction, the same for PgBouncer")
    private String pooling = "session";

    @Option(names = "--rounds", description = "default: 5")
    private int rounds = 5;

    @Option(names = "--seconds", description = "each run of pgbench; default: 5")
    private int seconds = 5;

    @Option(
            names = "--warmup-seconds",
            description =
                    "load on each Crossfade before anything is measured, until its JVM has little left to compile, but for"
                            + " no longer than this; default: 60")
    private int warmUpSeconds = 60;

    @Option(names = "--scale", description = "pgbench's scale; default: 10")
    private int scale = 10;

    @Option(names = "--out", description = "folder for the results; default: proxy/bench/target/results")
    private Path out = Path.of("results");

    private final Path root;
    private final List<Target> running = new ArrayList<>();

    private Bench(Path root) {
        this.root = root;
        this.out = root.resolve("proxy/bench/target/results");
    }

    /** Needs the system property {@code crossfade.bench.root}, the clone's folder; {@code proxy/bench/run} sets it. */
    public static void main(String[] arguments) {
        Path root = Path.of(System.getProperty("crossfade.bench.root", "")).toAbsolutePath();
        System.exit(new CommandLine(new Bench(root))
                .registerConverter(Variant.class, new Variant.Parser(root.resolve("crossfade")))
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
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
            warmUp(pgbench, all);
            report(measure(pgbench, all));
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
        if (quickFigures && scripts.isEmpty() && modes.isEmpty() && clients.isEmpty()) {
            return List.of(FIGURES, ONE_CLIENT);
        }
        return Cell.all(
                scripts.isEmpty() ? Cell.SCRIPTS : scripts,
                modes.isEmpty() ? Cell.MODES : modes,
                clients.isEmpty() ? List.of(1, 16, 256) : clients);
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
        List<Variant> ways = variants.isEmpty()
                ? List.of(
                        Variant.transport("io_uring", root.resolve("crossfade")),
                        Variant.transport("epoll", root.resolve("crossfade")))
                : variants;
        if (wanted.contains("live")) {
            for (int i = 0; i < ways.size(); i++) {
                server.copy(DATABASE, DATABASE + "_live" + i);
            }
        }
        server.settle(DATABASE);
        Peers peers = new Peers(root.resolve("proxy/bench/target/peers"), folder, server);
        if (wanted.contains(Target.DIRECT)) {
            running.add(new Target(Target.DIRECT, server.port(), DATABASE, null));
        }
        if (wanted.contains(Target.PGBOUNCER)) {
            say("starting PgBouncer");
            running.add(peers.pgbouncer(DATABASE, pooling));
        }
        if (wanted.contains(Target.HAPROXY)) {
            say("starting HAProxy");
            running.add(peers.haproxy(DATABASE));
        }
        for (int i = 0; i < ways.size(); i++) {
            Variant way = ways.get(i);
            if (wanted.contains(Target.RELAY)) {
                running.add(Relay.start(way, server, DATABASE, folder));
            }
            if (wanted.contains("idle")) {
                say("starting " + way.name());
                Path own = Files.createDirectory(folder.resolve("idle" + i));
                running.add(CrossfadeUnderTest.start(way, server, DATABASE, own, pooling, false));
            }
            if (wanted.contains("live")) {
                String database = DATABASE + "_live" + i;
                say("starting " + way.name() + " and migrating to live");
                Path own = Files.createDirectory(folder.resolve("live" + i));
                running.add(CrossfadeUnderTest.start(way, server, database, own, pooling, true));
                server.settle(database);
            }
        }
        return List.copyOf(running);
    }

    private void warmUp(Pgbench pgbench, List<Target> all) throws IOException, InterruptedException {
        Set<Cell> kinds = new LinkedHashSet<>();
        cells().forEach(cell -> kinds.add(new Cell(cell.script(), cell.mode(), 16)));
        for (Target target : all) {
            Process process = target.process();
            if (target.isJvm() && process != null) {
                warmUp(pgbench, target, process, kinds);
            } else {
                for (Cell kind : kinds) {
                    pgbench.warmUp(target, kind, 1);
                }
            }
        }
    }

    /** Until the JVM has little left to compile. */
    private void warmUp(Pgbench pgbench, Target target, Process jvm, Set<Cell> kinds)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long seconds;
        double share;
        do {
            long cpu = CpuClock.micros(jvm);
            long compilers = CpuClock.compilerMicros(jvm);
            for (Cell kind : kinds) {
                pgbench.warmUp(target, kind, WARM_UP_STEP_SECONDS);
            }
            share = (double) (CpuClock.compilerMicros(jvm) - compilers) / (CpuClock.micros(jvm) - cpu);
            seconds = (System.nanoTime() - begin) / 1_000_000_000;
        } while (share > WARM_COMPILER_SHARE && seconds < warmUpSeconds);
        say(String.format(
                Locale.ROOT,
                "warmed up %s for %d s; its compilers took %.1f %% of its CPU time at the end",
                target.name(),
                seconds,
                100 * share));
    }

    private List<Sample> measure(Pgbench pgbench, List<Target> all) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Cell cell : cells()) {
                // who comes first changes from round to round
                List<Target> order = new ArrayList<>(all);
                Collections.rotate(order, round);
                for (Target target : order) {
                    Sample sample = measure(pgbench, target, cell, round);
                    if (sample == null) {
                        continue;
                    }
                    samples.add(sample);
                    say(String.format(
                            Locale.ROOT,
                            "round %d/%d  %-34s %-26s %8.0f tx/s  p50 %6.0f µs  proxy %6.1f µs/tx  machine %6.1f µs/tx",
                            round,
                            rounds,
                            cell,
                            target.name(),
                            sample.perSecond(),
                            sample.p50Micros(),
                            sample.proxyMicros(),
                            sample.machineMicros()));
                }
            }
        }
        return inOrder(samples, all);
    }

    /**
     * One run; again, once, when something else kept the machine so busy that there was nothing to measure, and null when
     * that was no better.
     */
    private @Nullable Sample measure(Pgbench pgbench, Target target, Cell cell, int round)
            throws IOException, InterruptedException {
        try {
            return pgbench.measure(target, cell, round, seconds);
        } catch (PgbenchLog.TooShortException e) {
            say(target.name() + ", " + cell + ": " + e.getMessage() + "; once more");
        }
        try {
            return pgbench.measure(target, cell, round, seconds);
        } catch (PgbenchLog.TooShortException e) {
            say(target.name() + ", " + cell + ": " + e.getMessage() + "; left out of round " + round
                    + ", try more --seconds");
            return null;
        }
    }

    /** As the targets are listed, whoever came first. */
    private static List<Sample> inOrder(List<Sample> samples, List<Target> all) {
        List<Sample> sorted = new ArrayList<>();
        for (Target target : all) {
            samples.stream()
                    .filter(sample -> sample.target().equals(target.name()))
                    .forEach(sorted::add);
        }
        return sorted;
    }

    private void report(List<Sample> samples) throws IOException {
        Summary summary = new Summary(samples);
        Report report = new Report(summary);
        String text = "Medians of " + rounds + " rounds of " + seconds + " s, pooling by " + pooling + ", scale "
                + scale + ", " + Runtime.getRuntime().availableProcessors() + " cores.\n\n" + report.markdown()
                + report.figures();
        Files.createDirectories(out);
        Files.writeString(out.resolve("report.md"), text);
        Files.writeString(out.resolve("samples.csv"), Report.csv(samples));
        Files.writeString(out.resolve("chart.svg"), Chart.svg(summary));
        System.out.println(text);
        say("written to " + out + ": report.md, samples.csv, chart.svg");
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

    private static void say(@Nullable String what) {
        System.err.println(what);
    }
}
