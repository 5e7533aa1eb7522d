package dev.crossfade.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's pgbench, as the application's user.
 *
 * @param program where it is
 * @param folder for its logs
 * @param password of {@link Server#APP}
 */
record Pgbench(Path program, Path folder, String password) implements Load {
    private static final long GRACE_SECONDS = 60;

    /** Left out at both ends of a run: clients start and end at slightly different times. */
    private static final long MARGIN_MICROS = 300_000;

    /** Fills a database with pgbench's tables, as the user that {@code environmentUser} names. */
    void initialize(int port, String database, int scale) throws IOException, InterruptedException {
        run(List.of("-i", "-q", "-s", Integer.toString(scale)), port, database, 600);
    }

    @Override
    public void warmUp(Target target, Cell cell, int seconds) throws IOException, InterruptedException {
        run(arguments(cell, seconds), target.port(), target.database(), seconds + GRACE_SECONDS);
    }

    @Override
    public Sample measure(Target target, Cell cell, int round, int seconds) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(arguments(cell, seconds));
        arguments.add("--log");
        arguments.add("--log-prefix=" + folder.resolve("log"));
        CpuClock clock = CpuClock.start(target.process());
        List<CpuClock.Reading> readings;
        try {
            run(arguments, target.port(), target.database(), seconds + GRACE_SECONDS);
        } finally {
            readings = clock.stop();
        }
        PgbenchLog log = new PgbenchLog();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "log.*")) {
            for (Path file : files) {
                log.read(file);
                Files.delete(file);
            }
        }
        PgbenchLog.Steady steady = log.steady(readings, MARGIN_MICROS);
        return new Sample(
                target.name(),
                cell,
                round,
                steady.perSecond(),
                steady.p50Micros(),
                steady.p99Micros(),
                target.process() == null ? Double.NaN : (double) steady.processMicros() / steady.transactions(),
                (double) steady.machineMicros() / steady.transactions());
    }

    private static List<String> arguments(Cell cell, int seconds) {
        return List.of(
                "-n",
                "-b",
                cell.script().equals("tpcb") ? "tpcb-like" : cell.script(),
                "-M",
                cell.mode(),
                "-c",
                Integer.toString(cell.clients()),
                "-T",
                Integer.toString(seconds));
    }

    private void run(List<String> arguments, int port, String database, long timeoutSeconds)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "-U", Server.APP, database));
        Path output = folder.resolve("pgbench.out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(folder.toFile());
        builder.environment().put("PGPASSWORD", password);
        builder.environment().put("PGSSLMODE", "disable");
        builder.environment().put("PGGSSENCMODE", "disable");
        Process process = builder.start();
        if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " did not end within " + timeoutSeconds + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed: "
                    + Files.readString(output).strip());
        }
    }
}
