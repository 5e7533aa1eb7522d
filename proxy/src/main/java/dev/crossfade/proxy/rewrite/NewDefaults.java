package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.TableName;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Assignment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code SET new = DEFAULT} means the default of the old columns, since the new ones have none while they migrate.
 */
final class NewDefaults {
    private final Walk walk;
    private final MigratingTable table;

    NewDefaults(Walk walk, MigratingTable table) {
        this.walk = walk;
        this.table = table;
    }

    /** False when nothing is assigned a default, or there is none. */
    boolean assign(Given given, List<Assignment> assignments) {
        MigrationRule rule = given.rule();
        List<String> typed = new ArrayList<>();
        Map<String, String> olds = new LinkedHashMap<>();
        boolean any = false;
        boolean anyDefault = false;
        boolean once = false;
        for (int i = 0; i < rule.migration().oldColumns().size(); i++) {
            Catalog.Column column = table.oldColumn(rule, i);
            String expression = column.defaultExpression();
            any |= expression != null;
            once |= column.defaultIsVolatile();
            String value = expression == null ? "NULL" : "(" + expression + ")";
            olds.put(column.name(), value);
            typed.add(Conversions.cast(value, column.type()));
        }
        List<Integer> touched = new ArrayList<>();
        Name mixed = null;
        for (int i = 0; i < assignments.size(); i++) {
            Assignment assignment = assignments.get(i);
            for (int t = 0; t < assignment.targets().size(); t++) {
                Name name = assignment.targets().get(t).name();
                Role role = table.role(name.value());
                if (role == null || !role.rule().equals(rule)) {
                    continue;
                }
                boolean isDefault = assignment.source() == null
                        && t < assignment.cells().size()
                        && assignment.cells().get(t).expression() == null;
                if (isDefault && !assignment.row()) {
                    touched.add(i);
                } else {
                    mixed = isDefault || mixed == null ? name : mixed;
                }
                anyDefault |= isDefault;
            }
        }
        if (!any || !anyDefault) {
            return false;
        }
        if (once
                || mixed != null
                || touched.size() < rule.migration().newColumns().size()) {
            throw AssignmentRewriter.refusal(
                    table,
                    "DEFAULT for some new columns, in a row, or one that must be computed once,",
                    mixed != null
                            ? mixed
                            : assignments.get(touched.get(0)).targets().get(0).name());
        }
        List<String> added = new ArrayList<>();
        if (rule.writes() != Writes.NEW) {
            olds.forEach((column, value) -> added.add(TableName.quote(column) + " = " + value));
        }
        if (rule.writes() != Writes.OLD) {
            for (int i = 0; i < rule.migration().newColumns().size(); i++) {
                added.add(TableName.quote(rule.migration().newColumns().get(i).name()) + " = "
                        + Conversions.up(rule, i, typed));
            }
        }
        ListEdit.apply(
                walk.edits,
                AssignmentRewriter.places(assignments),
                new TreeSet<>(touched),
                added,
                AssignmentRewriter.REASON);
        return true;
    }
}
