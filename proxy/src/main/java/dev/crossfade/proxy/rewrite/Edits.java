package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.RewriteResult.Edit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects changes of one text, and shows any part of it as it will be. Positions are UTF-16 units. Not thread-safe. */
public final class Edits {
    private enum Place {
        AFTER,
        BEFORE,
        INSTEAD
    }

    private record Change(int start, int end, String replacement, String reason, Place place, int order) {}

    private static final Comparator<Change> IN_TEXT_ORDER = Comparator.comparingInt(Change::start)
            .thenComparing(Change::place)
            .thenComparingInt(c -> c.place() == Place.BEFORE ? -c.order() : c.order());

    private final String text;
    private final List<Change> changes = new ArrayList<>();
    private int order;

    Edits(String text) {
        this.text = text;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** What has been collected, to come back to by {@link #restore}. */
    List<?> saved() {
        return List.copyOf(changes);
    }

    /** Forgets what has been collected since {@code saved}. */
    void restore(List<?> saved) {
        changes.clear();
        saved.forEach(change -> changes.add((Change) change));
    }

    /** Replaces a part, whatever was changed inside it before. */
    public void replace(int start, int end, String replacement, String reason) {
        changes.removeIf(c -> c.start >= start
                && c.end <= end
                && !(c.place == Place.AFTER && c.start == start)
                && !(c.place != Place.INSTEAD && c.start == end));
        add(start, end, replacement, reason, Place.INSTEAD);
    }

    /** Inserts after what ends at {@code position}; a later call comes later. */
    public void insertAfter(int position, String insertion, String reason) {
        add(position, position, insertion, reason, Place.AFTER);
    }

    /** Inserts before what begins at {@code position}; a later call comes earlier: it wraps more. */
    public void insertBefore(int position, String insertion, String reason) {
        add(position, position, insertion, reason, Place.BEFORE);
    }

    private void add(int start, int end, String replacement, String reason, Place place) {
        changes.add(new Change(start, end, replacement, reason, place, order++));
    }

    /** Whether anything is changed between {@code start} and {@code end}. */
    boolean touches(int start, int end) {
        return changes.stream().anyMatch(c -> isInside(c, start, end));
    }

    /** The part of the text as it will be, without what is inserted around it. */
    public String render(int start, int end) {
        StringBuilder out = new StringBuilder();
        int at = start;
        for (Change change :
                sorted(changes.stream().filter(c -> isInside(c, start, end)).toList())) {
            out.append(text, at, change.start).append(change.replacement);
            at = change.end;
        }
        return out.append(text, at, end).toString();
    }

    private static boolean isInside(Change change, int start, int end) {
        return change.start >= start
                && change.end <= end
                && !(change.place == Place.AFTER && (change.start == start || change.start == end))
                && !(change.place == Place.BEFORE && change.start == end);
    }

    /** The whole text as it will be. */
    String result() {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (Change change : sorted(changes)) {
            out.append(text, at, change.start).append(change.replacement);
            at = change.end;
        }
        return out.append(text, at, text.length()).toString();
    }

    /** All changes, positions in code points. */
    List<Edit> edits() {
        List<Edit> edits = new ArrayList<>(changes.size());
        int units = 0;
        int points = 0;
        for (Change change : sorted(changes)) {
            points += text.codePointCount(units, change.start);
            int length = text.codePointCount(change.start, change.end);
            edits.add(new Edit(points, points + length, change.replacement, change.reason));
            points += length;
            units = change.end;
        }
        return edits;
    }

    private static List<Change> sorted(List<Change> changes) {
        List<Change> sorted = new ArrayList<>(changes);
        sorted.sort(IN_TEXT_ORDER);
        return sorted;
    }
}
