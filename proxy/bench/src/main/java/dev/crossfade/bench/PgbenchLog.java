package dev.crossfade.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The transactions of a run of pgbench, from its log: one line for each, {@code client number micros script epoch micros}
 * (https://www.postgresql.org/docs/15/pgbench.html, "Per-Transaction Logging").
 */
final class PgbenchLog {
    private long[] endEpochMicros = new long[1 << 16];
    private int[] latencyMicros = new int[1 << 16];
    private int size;

    /** @throws IOException when it cannot be read, or a transaction failed */
    void read(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line;
            while ((line = reader.readLine()) != null) {
                add(line);
            }
        }
    }

    void add(String line) throws IOException {
        String[] fields = line.split(" ", -1);
        if (fields.length < 6 || fields[2].isEmpty() || !Character.isDigit(fields[2].charAt(0))) {
            throw new IOException("pgbench logged a transaction that failed: " + line);
        }
        if (size == latencyMicros.length) {
            endEpochMicros = Arrays.copyOf(endEpochMicros, 2 * size);
            latencyMicros = Arrays.copyOf(latencyMicros, 2 * size);
        }
        latencyMicros[size] = (int) Long.parseLong(fields[2]);
        endEpochMicros[size] = Long.parseLong(fields[4]) * 1_000_000 + Long.parseLong(fields[5]);
        size++;
    }

    /** Transactions in a stretch of time. */
    record Steady(
            double seconds,
            int transactions,
            double p50Micros,
            double p99Micros,
            long processMicros,
            long machineMicros) {
        double perSecond() {
            return transactions / seconds;
        }
    }

    /**
     * The stretch between two readings of the CPU's clocks that leaves out {@code marginMicros} after the first and before
     * the last transaction.
     *
     * @throws TooShortException when the run was too short for that
     */
    Steady steady(List<CpuClock.Reading> readings, long marginMicros) throws TooShortException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            first = Math.min(first, endEpochMicros[i]);
            last = Math.max(last, endEpochMicros[i]);
        }
        CpuClock.Reading from = null;
        CpuClock.Reading to = null;
        for (CpuClock.Reading reading : readings) {
            if (reading.epochMicros() >= first + marginMicros && reading.epochMicros() <= last - marginMicros) {
                from = from == null ? reading : from;
                to = reading;
            }
        }
        if (from == null || to == null || to.epochMicros() == from.epochMicros()) {
            throw new TooShortException(size);
        }
        int[] within = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (endEpochMicros[i] > from.epochMicros() && endEpochMicros[i] <= to.epochMicros()) {
                within[count++] = latencyMicros[i];
            }
        }
        if (count == 0) {
            throw new TooShortException(size);
        }
        Arrays.sort(within, 0, count);
        return new Steady(
                (to.epochMicros() - from.epochMicros()) / 1e6,
                count,
                within[rank(count, 0.5)],
                within[rank(count, 0.99)],
                to.processMicros() - from.processMicros(),
                to.machineMicros() - from.machineMicros());
    }

    private static int rank(int count, double quantile) {
        return Math.max(0, (int) Math.ceil(quantile * count) - 1);
    }
}
