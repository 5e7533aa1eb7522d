package dev.crossfade.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * What all samples of a run say: medians over the rounds, and for comparisons the median over the rounds of what each round's
 * pair says, which a machine that is slower at one time than at another disturbs least.
 */
final class Summary {
    private final Map<Cell, Map<String, Map<Integer, Sample>>> samples = new LinkedHashMap<>();

    Summary(List<Sample> all) {
        for (Sample sample : all) {
            samples.computeIfAbsent(sample.cell(), cell -> new LinkedHashMap<>())
                    .computeIfAbsent(sample.target(), target -> new LinkedHashMap<>())
                    .put(sample.round(), sample);
        }
    }

    Set<Cell> cells() {
        return new LinkedHashSet<>(samples.keySet());
    }

    List<String> targets(Cell cell) {
        return List.copyOf(rounds(cell).keySet());
    }

    private Map<String, Map<Integer, Sample>> rounds(Cell cell) {
        return samples.getOrDefault(cell, Map.of());
    }

    /** NaN where there is nothing. */
    double median(Cell cell, String target, ToDoubleFunction<Sample> value) {
        return median(rounds(cell).getOrDefault(target, Map.of()).values().stream()
                .mapToDouble(value)
                .toArray());
    }

    /** What one target has in comparison to another, each round by itself. NaN where there is no such pair. */
    Spread compare(
            Cell cell, String target, String with, ToDoubleFunction<Sample> value, DoubleBinaryOperator comparison) {
        List<Double> pairs = new ArrayList<>();
        Map<Integer, Sample> others = rounds(cell).getOrDefault(with, Map.of());
        rounds(cell).getOrDefault(target, Map.of()).forEach((round, sample) -> {
            Sample other = others.get(round);
            if (other != null) {
                pairs.add(comparison.applyAsDouble(value.applyAsDouble(sample), value.applyAsDouble(other)));
            }
        });
        double[] sorted =
                pairs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0
                ? new Spread(Double.NaN, Double.NaN, Double.NaN)
                : new Spread(median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    Spread ratio(Cell cell, String target, String to, ToDoubleFunction<Sample> value) {
        return compare(cell, target, to, value, (mine, theirs) -> mine / theirs);
    }

    /** The median of some rounds, and the rounds that lie farthest out. */
    record Spread(double median, double min, double max) {}

    static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
