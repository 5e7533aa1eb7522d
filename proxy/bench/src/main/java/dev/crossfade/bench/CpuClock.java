package dev.crossfade.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CPU time of one process and of the whole machine ten times a second, on a thread of its own, until {@link #stop}.
 * See proc(5) for {@code /proc/PID/stat} and {@code /proc/stat}; their unit is a hundredth of a second on every Linux that
 * Java runs on.
 */
final class CpuClock {
    private static final long PERIOD_MILLIS = 100;
    private static final long MICROS_PER_TICK = 10_000;

    /** The clocks at one moment. */
    record Reading(long epochMicros, long processMicros, long machineMicros) {}

    private final @Nullable Process process;
    private final List<Reading> readings = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "cpu-clock");

    private CpuClock(@Nullable Process process) {
        this.process = process;
        thread.setDaemon(true);
    }

    /** @param process null for the machine alone */
    static CpuClock start(@Nullable Process process) {
        CpuClock clock = new CpuClock(process);
        clock.thread.start();
        return clock;
    }

    /** All readings, oldest first. */
    List<Reading> stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
        return List.copyOf(readings);
    }

    private void run() {
        try {
            do {
                readings.add(read());
            } while (!stopped.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reading read() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        long mine = process == null || !process.isAlive() ? 0 : micros(process);
        return new Reading(now, mine, machineTicks(contents(Path.of("/proc/stat"))) * MICROS_PER_TICK);
    }

    /** CPU time that a JVM's compilers have used so far; 0 for a process that is none. */
    static long compilerMicros(Process jvm) throws IOException {
        long ticks = 0;
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(jvm.pid()), "task"))) {
            for (Path thread : threads) {
                String stat = contents(thread.resolve("stat"));
                if (stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler")) {
                    ticks += processTicks(stat);
                }
            }
        }
        return ticks * MICROS_PER_TICK;
    }

    /** CPU time that a process has used so far. */
    static long micros(Process process) {
        return processTicks(contents(Path.of("/proc", Long.toString(process.pid()), "stat"))) * MICROS_PER_TICK;
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** utime and stime of {@code /proc/PID/stat}, of all the process's threads. */
    static long processTicks(String stat) {
        // the second field is the program's name in parentheses, and may have anything in it
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** What was not idle, nor waiting for a disk, nor taken by another guest, in {@code /proc/stat}. */
    static long machineTicks(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").trim().split(" +", -1);
        // cpu user nice system idle iowait irq softirq steal …
        return Long.parseLong(fields[1])
                + Long.parseLong(fields[2])
                + Long.parseLong(fields[3])
                + Long.parseLong(fields[6])
                + Long.parseLong(fields[7]);
    }
}
