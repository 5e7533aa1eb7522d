package dev.crossfade.proxy.rewrite;

import java.util.List;
import java.util.Set;

/** Changes a list written with commas: elements leave it, others join it. */
public final class ListEdit {
    /** The places of a list's elements. */
    public record Place(int start, int end) {}

    private ListEdit() {}

    /**
     * The elements in {@code removed} leave, {@code added} join: in the place of the first that leaves, else at the end.
     */
    public static void apply(
            Edits edits, List<Place> elements, Set<Integer> removed, List<String> added, String reason) {
        String list = String.join(", ", added);
        if (removed.isEmpty()) {
            if (!added.isEmpty()) {
                edits.insertAfter(elements.get(elements.size() - 1).end(), ", " + list, reason);
            }
            return;
        }
        int first = removed.stream().min(Integer::compare).orElseThrow();
        for (int i : removed) {
            if (i == first) {
                edits.replace(elements.get(i).start(), elements.get(i).end(), list, reason);
            } else {
                edits.replace(elements.get(i - 1).end(), elements.get(i).end(), "", reason);
            }
        }
    }
}
