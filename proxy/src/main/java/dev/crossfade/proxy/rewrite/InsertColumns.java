package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Insert;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The column list of an INSERT before and after. */
public final class InsertColumns {
    public static final String REASON = "what is written is written on both sides of the migration";

    private final List<Name> before;
    private final Set<Integer> removed = new TreeSet<>();
    private final Set<String> added = new LinkedHashSet<>();

    InsertColumns(List<Name> before, List<InsertedRow> rules) {
        this.before = before;
        rules.forEach(r -> removed.addAll(r.removed()));
        rules.forEach(r -> added.addAll(r.added()));
    }

    Set<Integer> removed() {
        return removed;
    }

    Set<String> added() {
        return added;
    }

    boolean changes() {
        return !removed.isEmpty() || !added.isEmpty();
    }

    /** All columns in their new order. A kept one is shown by its place, an added one by its name. */
    List<Object> after() {
        List<Object> after = new ArrayList<>();
        boolean placed = false;
        for (int i = 0; i < before.size(); i++) {
            if (!removed.contains(i)) {
                after.add(i);
            } else if (!placed) {
                after.addAll(added);
                placed = true;
            }
        }
        if (!placed) {
            after.addAll(added);
        }
        return after;
    }

    /** Changes the list in the text; writes it where there was none. */
    void edit(Edits edits, Insert insert) {
        if (insert.columns().isEmpty()) {
            List<String> names = new ArrayList<>();
            for (Object column : after()) {
                names.add(TableName.quote(
                        column instanceof Integer place ? before.get(place).value() : (String) column));
            }
            edits.insertAfter(
                    insert.columnsEnd(), " (" + String.join(", ", names) + ")", "the columns the client knows");
            return;
        }
        List<ListEdit.Place> places = insert.columns().stream()
                .map(c -> new ListEdit.Place(c.name().start(), c.end()))
                .toList();
        ListEdit.apply(
                edits, places, removed, added.stream().map(TableName::quote).toList(), REASON);
    }
}
