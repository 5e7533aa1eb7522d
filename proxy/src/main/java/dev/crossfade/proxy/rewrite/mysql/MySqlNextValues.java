package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The values that one side's columns will have, as SQL that may stand in another place, or in several. */
final class MySqlNextValues {
    private final Walk walk;
    private final MySqlAssigned assigned;
    private final MySqlSentOnce sentOnce;

    MySqlNextValues(Walk walk, MySqlAssigned assigned, MySqlSentOnce sentOnce) {
        this.walk = walk;
        this.assigned = assigned;
        this.sentOnce = sentOnce;
    }

    /** Whether a value is made of the columns of the migration. */
    boolean readsOwn() {
        return assigned.sets.stream()
                .anyMatch(s -> s != null
                        && new MySqlText(walk, s.cell().start(), s.cell().end()).names(assigned.columns));
    }

    /** Whether a value is moved before an assignment that it must see. */
    boolean readsAssigned() {
        for (SetColumn set : assigned.sets) {
            if (set == null) {
                continue;
            }
            Set<String> before = new HashSet<>();
            for (SetColumn other : assigned.all) {
                if (other.start() >= assigned.first.start() && other.start() < set.start()) {
                    before.add(other.target().last().value());
                }
            }
            if (!before.isEmpty()
                    && new MySqlText(walk, set.cell().start(), set.cell().end()).names(before)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a value reads old, of which a column was assigned before it, from new, which is not assigned by then: MySQL
     * gives it the assigned value.
     */
    boolean readsHalfAssigned() {
        Set<String> before = new HashSet<>();
        for (SetColumn set : assigned.all) {
            boolean own = assigned.sets.contains(set);
            if (!before.isEmpty()
                    && set.start() <= assigned.last.start()
                    && new MySqlText(walk, set.cell().start(), set.cell().end()).names(before)
                    && readsNew(set)) {
                return true;
            }
            if (own) {
                before.add(set.target().last().value());
            }
        }
        return false;
    }

    /** Whether a value of the side reads the new columns of the row, by now. */
    boolean readsNew() {
        return assigned.sets.stream().anyMatch(s -> s != null && readsNew(s));
    }

    private boolean readsNew(SetColumn set) {
        Set<String> news = new HashSet<>();
        assigned.migration.newColumns().forEach(c -> news.add(c.name()));
        return MySqlText.rewritten(walk, set.cell().start(), set.cell().end()).names(news, assigned.name);
    }

    /** Whether a value that stands between the assignments of the side, which are going to stand together, may read it. */
    boolean isReadBetween() {
        return assigned.all.stream()
                .anyMatch(s -> s.start() > assigned.first.start()
                        && s.start() < assigned.last.start()
                        && !assigned.sets.contains(s)
                        && new MySqlText(walk, s.cell().start(), s.cell().end()).names(assigned.columns));
    }

    /** What each column of the side will hold, for use in several places; {@code current} where it is not assigned. */
    List<String> next(List<String> current) {
        if (readsAssigned()) {
            throw assigned.refusal("values that read columns assigned before them", "Assign them one by one.");
        }
        boolean parameters = false;
        for (SetColumn set : assigned.sets) {
            if (set != null) {
                MySqlText text =
                        new MySqlText(walk, set.cell().start(), set.cell().end());
                if (text.isVolatile()) {
                    throw assigned.refusal(
                            "a value that must be computed once", "Compute it first, and send it as a value.");
                }
                parameters |= !text.parameters().isEmpty();
            }
        }
        if (parameters) {
            refuseCharacterSet();
            sentOnce.lift(assigned);
        }
        return rendered(current);
    }

    /** A parameter that is read from a WITH query no longer gives way to the column's character set. */
    private void refuseCharacterSet() {
        boolean other = assigned.migration.conversion() == Conversion.IDENTITY
                && assigned.migration.newColumns().stream()
                        .map(c -> c.type().toLowerCase(Locale.ROOT))
                        .anyMatch(t -> t.contains("character set") && !t.contains("character set utf8mb4"));
        if (other) {
            throw assigned.refusal("a parameter for a column of another character set", "Use a constant.");
        }
    }

    /** As {@link #next}, for use in one place; parameters must stay in their order. */
    List<String> once(List<String> current) {
        int before = -1;
        boolean parameters = false;
        for (SetColumn set : assigned.sets) {
            if (set != null) {
                boolean has = !new MySqlText(
                                walk, set.cell().start(), set.cell().end())
                        .parameters()
                        .isEmpty();
                if (has && set.start() < before) {
                    throw assigned.refusal("parameters in another order", "Assign the columns in the table's order.");
                }
                before = Math.max(before, set.start());
                parameters |= has;
            }
        }
        if (parameters && parametersBetween()) {
            throw assigned.refusal("parameters in another order", "Assign these columns next to each other.");
        }
        return rendered(current);
    }

    private boolean parametersBetween() {
        for (SetColumn set : assigned.all) {
            if (set.start() > assigned.first.start()
                    && set.start() < assigned.last.start()
                    && !assigned.sets.contains(set)
                    && !new MySqlText(walk, set.start(), set.end()).parameters().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private List<String> rendered(List<String> current) {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < assigned.sets.size(); i++) {
            SetColumn set = assigned.sets.get(i);
            next.add(
                    set == null
                            ? current.get(i)
                            : walk.edits.render(set.cell().start(), set.cell().end()));
        }
        return next;
    }
}
