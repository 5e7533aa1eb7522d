package dev.crossfade.proxy.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing list short: parts are left out as long as what remains still fails, first halves, then ever smaller parts
 * down to single elements (Zeller and Hildebrandt's ddmin, without its complements of complements).
 */
public final class Shrinking {
    private Shrinking() {}

    /**
     * The shortest list that was found: no single element of it can be left out, unless {@code maxTries} ended the search.
     *
     * @param failing a list for which {@code fails} is true
     */
    public static <T> List<T> shortest(List<T> failing, Predicate<List<T>> fails, int maxTries) {
        List<T> shortest = failing;
        int tries = 0;
        int part = Math.max(1, shortest.size() / 2);
        while (true) {
            boolean shorter = false;
            // from the end: what comes late most often only reads what the early ones did
            for (int end = shortest.size(); end > 0 && tries < maxTries; end = Math.min(end - part, shortest.size())) {
                int start = Math.max(0, end - part);
                List<T> without = new ArrayList<>(shortest.subList(0, start));
                without.addAll(shortest.subList(end, shortest.size()));
                tries++;
                if (!without.isEmpty() && fails.test(without)) {
                    shortest = without;
                    shorter = true;
                }
            }
            if (tries >= maxTries || (part == 1 && !shorter)) {
                return shortest;
            }
            part = part == 1 ? 1 : (part + 1) / 2;
        }
    }
}
