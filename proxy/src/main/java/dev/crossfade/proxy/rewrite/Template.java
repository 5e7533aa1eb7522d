package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.RewriteResult.Edit;
import dev.crossfade.proxy.rewrite.lex.Placeholder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of every text that is the same {@link FoldedText}: its rewrite, to be filled with the literals of one of
 * them. Immutable.
 */
public final class Template {
    /** There is none: each text is rewritten by itself. */
    public static final Template NONE = new Template(RewriteResult.Untouched.NOTHING_WATCHED, null, List.of(), 0);

    private final RewriteResult result;
    private final @Nullable Pieces sql;
    private final List<Change> changes;
    private final int literals;

    /** An {@link Edit}, its places in the folded text each with the number of literals before it. */
    private record Change(
            Edit edit,
            int literalsBeforeStart,
            int literalsBeforeEnd,
            @Nullable Pieces replacement) {}

    private Template(RewriteResult result, @Nullable Pieces sql, List<Change> changes, int literals) {
        this.result = result;
        this.sql = sql;
        this.changes = changes;
        this.literals = literals;
    }

    /**
     * The template that {@code result}, the rewrite of the folded text, makes. A refusal makes none: it may have to do with
     * time, and its text is for one client.
     */
    static Template of(FoldedText text, RewriteResult result) {
        if (result instanceof RewriteResult.Untouched) {
            return new Template(result, null, List.of(), text.count());
        }
        if (!(result instanceof RewriteResult.Rewritten rewritten)) {
            return NONE;
        }
        Pieces sql = Pieces.of(rewritten.sql(), text.count());
        Places places = new Places(text.request().sql(), text.count());
        List<Change> changes = new ArrayList<>();
        for (Edit edit : rewritten.edits()) {
            int before = places.literalsBefore(edit.start());
            int inside = places.literalsBefore(edit.end());
            Pieces replacement =
                    Placeholder.isIn(edit.replacement()) ? Pieces.of(edit.replacement(), text.count()) : null;
            if (before < 0
                    || inside < 0
                    || Placeholder.isIn(edit.reason())
                    || (replacement == null && Placeholder.isIn(edit.replacement()))) {
                return NONE;
            }
            changes.add(new Change(edit, before, inside, replacement));
        }
        return sql == null ? NONE : new Template(result, sql, List.copyOf(changes), text.count());
    }

    /** What becomes of {@code text}, whose template this is; null where it must be rewritten by itself. */
    public @Nullable RewriteResult fill(FoldedText text) {
        if (literals != text.count()) {
            return null;
        }
        if (sql == null || !(result instanceof RewriteResult.Rewritten rewritten)) {
            return result;
        }
        int[] shifts = new int[literals + 1]; // the client's text minus the folded one, in code points
        for (int i = 0; i < literals; i++) {
            shifts[i + 1] = shifts[i] + text.literalLength(i) - Places.length(i);
        }
        Edit[] edits = new Edit[changes.size()];
        for (int i = 0; i < edits.length; i++) {
            Change change = changes.get(i);
            Edit edit = change.edit();
            Pieces replacement = change.replacement();
            edits[i] = new Edit(
                    edit.start() + shifts[change.literalsBeforeStart()],
                    edit.end() + shifts[change.literalsBeforeEnd()],
                    replacement == null ? edit.replacement() : replacement.fill(text),
                    edit.reason());
        }
        return new RewriteResult.Rewritten(
                sql.fill(text), List.of(edits), rewritten.resultColumns(), rewritten.holdsRows(), rewritten.touches());
    }

    /** What is kept of it, in characters. */
    public int characters() {
        int characters = sql == null ? 0 : sql.characters();
        for (Change change : changes) {
            characters += change.edit().replacement().length();
        }
        return characters;
    }

    /** Text between literals: {@code between[0] literal[0] between[1] …} */
    private record Pieces(List<String> between, List<Integer> numbers, int characters) {
        /** Null where something is left of a placeholder that is none. */
        static @Nullable Pieces of(String text, int literals) {
            List<String> between = new ArrayList<>();
            List<Integer> numbers = new ArrayList<>();
            int at = 0;
            for (int open = text.indexOf(Placeholder.OPEN); open >= 0; open = text.indexOf(Placeholder.OPEN, at)) {
                int close = text.indexOf(Placeholder.CLOSE, open);
                int number = Placeholder.number(text, open, close);
                if (number < 0 || number >= literals) {
                    return null;
                }
                between.add(text.substring(at, open));
                numbers.add(number);
                at = close + 1;
            }
            between.add(text.substring(at));
            return between.stream().anyMatch(Placeholder::isIn)
                    ? null
                    : new Pieces(List.copyOf(between), List.copyOf(numbers), text.length());
        }

        String fill(FoldedText text) {
            StringBuilder out = new StringBuilder(characters + 16 * numbers.size());
            for (int i = 0; i < numbers.size(); i++) {
                out.append(between.get(i));
                text.appendLiteral(out, numbers.get(i));
            }
            return out.append(between.get(numbers.size())).toString();
        }
    }

    /** Where the placeholders stand in the folded text, in code points. */
    private static final class Places {
        private final int[] starts;

        Places(String folded, int literals) {
            starts = new int[literals];
            int units = 0;
            int points = 0;
            for (int i = 0; i < literals; i++) {
                int open = folded.indexOf(Placeholder.OPEN, units);
                points += folded.codePointCount(units, open);
                starts[i] = points;
                points += length(i);
                units = open + length(i);
            }
        }

        /** A placeholder's length, which is the same in code points. */
        static int length(int number) {
            int digits = 1;
            for (int rest = number; rest >= 10; rest /= 10) {
                digits++;
            }
            return digits + 3;
        }

        /** How many literals end at {@code position} or before it; -1 where it is inside one. */
        int literalsBefore(int position) {
            int count = 0;
            while (count < starts.length && starts[count] + length(count) <= position) {
                count++;
            }
            return count < starts.length && starts[count] < position ? -1 : count;
        }
    }
}
