package dev.crossfade.proxy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comparing the reads of one migration's table has come to, since it began or {@link CrossfadeProxy#forgetShadow}.
 *
 * @param since when that was
 * @param compared reads that were answered by both sides and judged: those that agree, and mismatches
 * @param mismatches of them, those whose answers differ
 * @param undecided reads of which it cannot be told whether what differs is the migration's doing, by reason
 * @param skipped reads that cannot be compared, by reason
 * @param dropped reads for which there was no room
 * @param oldP50 of the reads compared, how long old took, as measured beside the clients' way
 * @param samples the newest mismatches, newest first
 */
public record ShadowReport(
        String migration,
        Instant since,
        long compared,
        long mismatches,
        Map<String, Long> undecided,
        Map<String, Long> skipped,
        long dropped,
        Duration oldP50,
        Duration oldP99,
        Duration newP50,
        Duration newP99,
        List<Sample> samples) {
    public ShadowReport {
        undecided = Map.copyOf(undecided);
        skipped = Map.copyOf(skipped);
        samples = List.copyOf(samples);
    }

    /**
     * A mismatch.
     *
     * @param user who read, with {@code application}
     * @param statement the client's text without its literals
     * @param what differs: {@code rows}, {@code order}, {@code columns}, {@code error}
     * @param error what new says in place of an answer, with its SQLSTATE; else null
     * @param rowsOld rows in old's answer
     * @param rows the first rows that differ
     */
    public record Sample(
            Instant at,
            String user,
            String application,
            String statement,
            String what,
            @Nullable String error,
            long rowsOld,
            long rowsNew,
            List<Row> rows) {
        public Sample {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A row that differs.
     *
     * @param key values that tell which row it is, by column, as far as the answer has them; empty where it does not
     * @param values what differs in it
     */
    public record Row(Map<String, String> key, List<Value> values) {
        public Row {
            key = Map.copyOf(key);
            values = List.copyOf(values);
        }
    }

    /**
     * A value that differs.
     *
     * @param old null for NULL, or where old has no such row
     * @param now what new says; null for NULL, or where new has no such row
     */
    public record Value(
            String column, @Nullable String old, @Nullable String now) {}
}
