package dev.crossfade.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the demo ended.
 *
 * @param transactions that the application ended, rolled back by intention included
 * @param errors SQLExceptions in the application, none of which it expects
 * @param mismatches answers and rows that were not what the application believes
 * @param maxPauseMillis the longest that any thread waited for the answer to one statement, COMMIT included
 * @param flips stage changes that the audit log has the time to effect of
 * @param flipToEffectMillis median from the API's request read to the first statement under the new stage, -1 for none
 * @param rowsCompared at the end
 */
record Summary(
        long transactions,
        long errors,
        long mismatches,
        double maxPauseMillis,
        String longestStatement,
        double p99Millis,
        int flips,
        double flipToEffectMillis,
        double flipToEffectWorstMillis,
        long rowsCompared,
        double seconds) {

    static Summary of(Meter meter, List<Double> flipToEffectMillis, long rowsCompared, double seconds) {
        Meter.@Nullable Pause pause = meter.longestPause();
        List<Double> sorted = new ArrayList<>(flipToEffectMillis);
        Collections.sort(sorted);
        return new Summary(
                meter.transactions(),
                meter.errors(),
                meter.mismatches(),
                pause == null ? 0 : pause.micros() / 1000.0,
                pause == null ? "" : pause.statement(),
                meter.p99Millis(),
                sorted.size(),
                median(sorted),
                sorted.isEmpty() ? -1 : sorted.get(sorted.size() - 1),
                rowsCompared,
                seconds);
    }

    private static double median(List<Double> sorted) {
        int n = sorted.size();
        if (n == 0) {
            return -1;
        }
        return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
    }

    boolean clean() {
        return errors == 0 && mismatches == 0;
    }

    List<String> lines() {
        return List.of(
                line("transactions", String.format(Locale.ROOT, "%,d", transactions), "none of them retried"),
                line("errors", String.format(Locale.ROOT, "%,d", errors), "seen by the application"),
                line(
                        "mismatches",
                        String.format(Locale.ROOT, "%,d", mismatches),
                        String.format(
                                Locale.ROOT, "in %,d rows compared at the end, and every answer before", rowsCompared)),
                line(
                        "longest pause",
                        millis(maxPauseMillis),
                        "that any thread waited for one statement: " + longestStatement),
                line("client p99", millis(p99Millis), "of all statements"),
                line(
                        "flip to effect",
                        millis(flipToEffectMillis),
                        String.format(
                                Locale.ROOT,
                                "median of %d flips, worst %s: from the request read to the first statement sent under"
                                        + " the new stage",
                                flips,
                                millis(flipToEffectWorstMillis))),
                line("time", String.format(Locale.ROOT, "%.0f s", seconds), "all in all"));
    }

    private static String line(String what, String value, String meaning) {
        return String.format(Locale.ROOT, "  %-15s %10s   %s", what, value, meaning);
    }

    private static String millis(double value) {
        return value < 0 ? "none" : String.format(Locale.ROOT, "%.1f ms", value);
    }

    /** One object on one line. */
    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("transactions", transactions);
        fields.put("errors", errors);
        fields.put("mismatches", mismatches);
        fields.put("maxPauseMillis", rounded(maxPauseMillis));
        fields.put("flipToEffectMillis", rounded(flipToEffectMillis));
        fields.put("flipToEffectWorstMillis", rounded(flipToEffectWorstMillis));
        fields.put("flips", flips);
        fields.put("p99Millis", rounded(p99Millis));
        fields.put("rowsCompared", rowsCompared);
        fields.put("seconds", rounded(seconds));
        try {
            return new ObjectMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
