package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import java.util.ArrayList;
import java.util.List;

/** What {@code DEFAULT} means where it is assigned to one side: the default of the old columns, on both. */
final class MySqlDefaultAssignments {
    private final Walk walk;
    private final MySqlAssigned assigned;

    MySqlDefaultAssignments(Walk walk, MySqlAssigned assigned) {
        this.walk = walk;
        this.assigned = assigned;
    }

    void refuse() {
        for (SetColumn set : assigned.sets) {
            if (set != null && set.cell().expression() == null) {
                throw assigned.refusal("DEFAULT", "Give the value.");
            }
        }
    }

    /** {@code DEFAULT(c)} of a column that has none fails even where there is no row. */
    private void check(Catalog.Column column) {
        if (column.defaultIsVolatile()) {
            throw assigned.refusal("DEFAULT, an expression", "Give the value.");
        }
        if (column.notNull() && column.defaultExpression() == null) {
            throw assigned.refusal("DEFAULT of column " + column.name() + ", which has none", "Give the value.");
        }
    }

    /** {@code DEFAULT} of an old column becomes an expression that can be used twice. */
    void makeExplicit() {
        for (int i = 0; i < assigned.sets.size(); i++) {
            SetColumn set = assigned.sets.get(i);
            if (set != null && set.cell().expression() == null) {
                check(assigned.table.oldColumn(assigned.rule, i));
                String value = "DEFAULT(" + assigned.sql.oldColumn(i) + ")";
                walk.edits.replace(set.cell().start(), set.cell().end(), value, "the default itself");
            }
        }
    }

    /** {@code DEFAULT} of the new columns is what the old ones' becomes. */
    void makeOthers() {
        boolean any = assigned.sets.stream().anyMatch(s -> s != null && s.cell().expression() == null);
        if (!any) {
            return;
        }
        if (!assigned.isAllDefault() || assigned.sets.contains(null)) {
            throw assigned.refusal("DEFAULT for some columns", "Give the values.");
        }
        List<String> defaults = new ArrayList<>();
        for (int i = 0; i < assigned.migration.oldColumns().size(); i++) {
            check(assigned.table.oldColumn(assigned.rule, i));
            defaults.add("DEFAULT(" + assigned.sql.oldColumn(i) + ")");
        }
        for (int i = 0; i < assigned.sets.size(); i++) {
            SetColumn set = assigned.sets.get(i);
            if (set != null) {
                walk.edits.replace(
                        set.cell().start(),
                        set.cell().end(),
                        assigned.sql.up(i, defaults),
                        "the default of the other side");
            }
        }
    }
}
