package dev.crossfade.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run of sysbench says with {@code --report-interval=1 --histogram}: a line each second, {@code [ 2s ] thds: 16 tps: 53702.64 …},
 * and at the end how often each latency was seen, {@code 0.271 |**** 1234}, in milliseconds, in steps of 1.8 %
 * (https://github.com/akopytov/sysbench, sb_histogram.c).
 */
final class SysbenchOutput {
    private static final Pattern SECOND = Pattern.compile("\\[ *(\\d+)s ] thds: \\d+ tps: ([0-9.]+) .*");
    private static final Pattern LATENCY = Pattern.compile(" *([0-9.]+) \\|\\**\\s+(\\d+)");

    /** Left out at both ends: clients connect in the first, and end in the last. */
    private static final int MARGIN_SECONDS = 1;

    private record Second(long epochMicros, double perSecond) {}

    private final List<Second> seconds = new ArrayList<>();
    private final TreeMap<Double, Long> latencies = new TreeMap<>();

    /** @param epochMicros when it came */
    void line(String line, long epochMicros) {
        Matcher second = SECOND.matcher(line);
        if (second.matches()) {
            seconds.add(new Second(epochMicros, Double.parseDouble(second.group(2))));
            return;
        }
        Matcher latency = LATENCY.matcher(line);
        if (latency.matches()) {
            latencies.merge(Double.parseDouble(latency.group(1)), Long.parseLong(latency.group(2)), Long::sum);
        }
    }

    /** Without the margins. */
    record Steady(double perSecond, double processMicros, double machineMicros) {}

    /**
     * Rates between the first and the last second but one; CPU time for a transaction.
     *
     * @throws TooShortException when nothing is left between the margins
     */
    Steady steady(List<CpuClock.Reading> readings) throws TooShortException {
        int first = MARGIN_SECONDS - 1;
        int last = seconds.size() - 1 - MARGIN_SECONDS;
        if (last <= first) {
            throw new TooShortException(count());
        }
        long begin = seconds.get(first).epochMicros();
        long end = seconds.get(last).epochMicros();
        double transactions = 0;
        for (int i = first + 1; i <= last; i++) {
            transactions += seconds.get(i).perSecond()
                    * (seconds.get(i).epochMicros() - seconds.get(i - 1).epochMicros())
                    / 1e6;
        }
        List<CpuClock.Reading> within = readings.stream()
                .filter(reading -> reading.epochMicros() >= begin && reading.epochMicros() <= end)
                .toList();
        if (within.size() < 2 || transactions == 0) {
            throw new TooShortException(count());
        }
        CpuClock.Reading from = within.get(0);
        CpuClock.Reading to = within.get(within.size() - 1);
        double perSecond = transactions / ((end - begin) / 1e6);
        double forEach = (to.epochMicros() - from.epochMicros()) / 1e6 * perSecond;
        return new Steady(
                perSecond,
                (to.processMicros() - from.processMicros()) / forEach,
                (to.machineMicros() - from.machineMicros()) / forEach);
    }

    private long count() {
        return latencies.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of the whole run; NaN where there were none. */
    double quantileMicros(double quantile) {
        long rank = (long) Math.ceil(quantile * count());
        long passed = 0;
        for (var latency : latencies.entrySet()) {
            passed += latency.getValue();
            if (passed >= rank) {
                return latency.getKey() * 1_000;
            }
        }
        return Double.NaN;
    }
}
