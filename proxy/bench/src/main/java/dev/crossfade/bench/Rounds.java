package dev.crossfade.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs each kind of load on each target in turn, in several rounds.
 *
 * @param seconds each run
 * @param warmUpSeconds at most, for each target that is a JVM
 */
record Rounds(Load load, List<Cell> cells, int rounds, int seconds, int warmUpSeconds) {
    private static final int WARM_UP_STEP_SECONDS = 5;

    /** Of a JVM's CPU time, what its compilers may take when it counts as warm. */
    private static final double WARM_COMPILER_SHARE = 0.01;

    void warmUp(List<Target> all) throws IOException, InterruptedException {
        Set<Cell> kinds = new LinkedHashSet<>();
        cells.forEach(cell -> kinds.add(new Cell(cell.script(), cell.mode(), 16)));
        for (Target target : all) {
            Process process = target.process();
            if (target.isJvm() && process != null) {
                warmUp(target, process, kinds);
            } else {
                for (Cell kind : kinds) {
                    load.warmUp(target, kind, 1);
                }
            }
        }
    }

    /** Until the JVM has little left to compile. */
    private void warmUp(Target target, Process jvm, Set<Cell> kinds) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long passed;
        double share;
        do {
            long cpu = CpuClock.micros(jvm);
            long compilers = CpuClock.compilerMicros(jvm);
            for (Cell kind : kinds) {
                load.warmUp(target, kind, WARM_UP_STEP_SECONDS);
            }
            share = (double) (CpuClock.compilerMicros(jvm) - compilers) / (CpuClock.micros(jvm) - cpu);
            passed = (System.nanoTime() - begin) / 1_000_000_000;
        } while (share > WARM_COMPILER_SHARE && passed < warmUpSeconds);
        Bench.say(String.format(
                Locale.ROOT,
                "warmed up %s for %d s; its compilers took %.1f %% of its CPU time at the end",
                target.name(),
                passed,
                100 * share));
    }

    /** All samples, by target as they are listed, whoever came first in a round. */
    List<Sample> measure(List<Target> all) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Cell cell : cells) {
                // who comes first changes from round to round
                List<Target> order = new ArrayList<>(all);
                Collections.rotate(order, round);
                for (Target target : order) {
                    Sample sample = measure(target, cell, round);
                    if (sample == null) {
                        continue;
                    }
                    samples.add(sample);
                    Bench.say(String.format(
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
    private @Nullable Sample measure(Target target, Cell cell, int round) throws IOException, InterruptedException {
        try {
            return load.measure(target, cell, round, seconds);
        } catch (TooShortException e) {
            Bench.say(target.name() + ", " + cell + ": " + e.getMessage() + "; once more");
        }
        try {
            return load.measure(target, cell, round, seconds);
        } catch (TooShortException e) {
            Bench.say(target.name() + ", " + cell + ": " + e.getMessage() + "; left out of round " + round
                    + ", try more --seconds");
            return null;
        }
    }

    private static List<Sample> inOrder(List<Sample> samples, List<Target> all) {
        List<Sample> sorted = new ArrayList<>();
        for (Target target : all) {
            samples.stream()
                    .filter(sample -> sample.target().equals(target.name()))
                    .forEach(sorted::add);
        }
        return sorted;
    }
}
