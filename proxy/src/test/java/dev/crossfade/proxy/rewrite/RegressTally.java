package dev.crossfade.proxy.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the statements that name one migrating table, for one of its columns. */
public final class RegressTally {
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int right;
    private int refused;
    private int invalid;
    private int unstable;

    public void right() {
        right++;
    }

    public void refused(String reason, String sql) {
        refused++;
        String kind =
                reason.replaceAll("\\b(column|table|USING|ORDER BY|GROUP BY|ON CONFLICT|relation) \\(?\\S+", "$1 …");
        reasons.merge(kind, 1, Integer::sum);
        examples.putIfAbsent(kind, sql);
    }

    /** Refused, as the server would have done. */
    public void refusedInvalid() {
        invalid++;
    }

    public void wrong(String difference) {
        wrong.add(difference);
    }

    /** The statement does not say the same twice by itself. */
    public void unstable() {
        unstable++;
    }

    public void add(RegressTally other) {
        other.reasons.forEach((reason, count) -> reasons.merge(reason, count, Integer::sum));
        other.examples.forEach(examples::putIfAbsent);
        wrong.addAll(other.wrong);
        right += other.right;
        refused += other.refused;
        invalid += other.invalid;
        unstable += other.unstable;
    }

    public int statements() {
        return right + refused + wrong.size();
    }

    public double share() {
        return statements() == 0 ? 100 : 100.0 * right / statements();
    }

    public List<String> wrongOnes() {
        return wrong;
    }

    public String counts() {
        return "%d right, %d refused, %d wrong, %d invalid, %d unstable"
                .formatted(right, refused, wrong.size(), invalid, unstable);
    }

    public String reasons() {
        StringBuilder text = new StringBuilder();
        reasons.entrySet().stream()
                .sorted((a, b) -> b.getValue() - a.getValue())
                .forEach(e -> text.append("%6d  %s%n        e.g. %s%n"
                        .formatted(
                                e.getValue(),
                                e.getKey(),
                                String.valueOf(examples.get(e.getKey())).replaceAll("\\s+", " "))));
        return text.toString();
    }
}
