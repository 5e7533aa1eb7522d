package dev.crossfade.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs sysbench's {@code oltp_point_select} and {@code oltp_read_write}, as the application's user. A cell's mode is {@code text} or
 * {@code prepared} (sysbench's {@code --db-ps-mode}).
 *
 * @param program where it is
 * @param scripts the folder of its Lua scripts
 * @param password of {@link Server#APP}
 */
record Sysbench(DebianPackages.Program program, Path scripts, String password, int tableSize) implements Load {
    static final List<String> SCRIPTS = List.of("point-select", "read-write");
    static final List<String> MODES = List.of("text", "prepared");

    private static final long GRACE_SECONDS = 120;
    private static final int LINES_KEPT = 20;

    /** From the PATH, else from Debian's packages. */
    static Sysbench find(Path fetched, String password, int tableSize) throws IOException, InterruptedException {
        DebianPackages.Program program = DebianPackages.program("sysbench", "usr/bin", fetched);
        Path scripts = program.file().resolveSibling("../share/sysbench").normalize();
        if (!Files.isRegularFile(scripts.resolve("oltp_common.lua"))) {
            throw new IOException("there are no oltp_*.lua in " + scripts + ", where sysbench's package has them");
        }
        return new Sysbench(program, scripts, password, tableSize);
    }

    /** Makes and fills the table {@code sbtest1}. */
    void prepare(int port, String database) throws IOException, InterruptedException {
        run(arguments(port, database, "oltp_read_write", List.of(), "prepare"), new SysbenchOutput(), GRACE_SECONDS);
    }

    @Override
    public void warmUp(Target target, Cell cell, int seconds) throws IOException, InterruptedException {
        run(arguments(target, cell, seconds), new SysbenchOutput(), seconds + GRACE_SECONDS);
    }

    @Override
    public Sample measure(Target target, Cell cell, int round, int seconds) throws IOException, InterruptedException {
        SysbenchOutput output = new SysbenchOutput();
        CpuClock clock = CpuClock.start(target.process());
        List<CpuClock.Reading> readings;
        try {
            run(arguments(target, cell, seconds), output, seconds + GRACE_SECONDS);
        } finally {
            readings = clock.stop();
        }
        SysbenchOutput.Steady steady = output.steady(readings);
        return new Sample(
                target.name(),
                cell,
                round,
                steady.perSecond(),
                output.quantileMicros(0.5),
                output.quantileMicros(0.99),
                target.process() == null ? Double.NaN : steady.processMicros(),
                steady.machineMicros());
    }

    private List<String> arguments(Target target, Cell cell, int seconds) {
        return arguments(
                target.port(),
                target.database(),
                "oltp_" + cell.script().replace('-', '_'),
                List.of(
                        "--threads=" + cell.clients(),
                        "--time=" + seconds,
                        "--report-interval=1",
                        "--histogram",
                        "--db-ps-mode=" + (cell.mode().equals("prepared") ? "auto" : "disable")),
                "run");
    }

    private List<String> arguments(int port, String database, String script, List<String> more, String command) {
        List<String> arguments = new ArrayList<>(List.of(
                program.file().toString(),
                "--db-driver=mysql",
                "--mysql-host=127.0.0.1",
                "--mysql-port=" + port,
                "--mysql-user=" + Server.APP,
                "--mysql-password=" + password,
                "--mysql-db=" + database,
                "--tables=1",
                "--table-size=" + tableSize));
        arguments.addAll(more);
        arguments.add("./" + script + ".lua");
        arguments.add(command);
        return arguments;
    }

    private void run(List<String> command, SysbenchOutput output, long timeoutSeconds)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(scripts.toFile()).redirectErrorStream(true);
        builder.environment().putAll(program.environment());
        Process process = builder.start();
        Deque<String> said = new ArrayDeque<>();
        Thread reading = new Thread(() -> read(process, output, said), "sysbench-output");
        reading.setDaemon(true);
        reading.start();
        if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("sysbench did not end within " + timeoutSeconds + " s");
        }
        reading.join();
        if (process.exitValue() != 0) {
            throw new IOException("sysbench failed: " + String.join("\n", said));
        }
    }

    /** What it reads is looked at when this has ended. */
    private static void read(Process process, SysbenchOutput output, Deque<String> said) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                output.line(line, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
                said.addLast(line);
                if (said.size() > LINES_KEPT) {
                    said.removeFirst();
                }
            }
        } catch (IOException e) {
            said.addLast("its output could not be read: " + e.getMessage());
        }
    }
}
