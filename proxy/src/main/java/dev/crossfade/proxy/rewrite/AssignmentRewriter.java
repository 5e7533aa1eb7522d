package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.TableName;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Assignment;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rewrites SET, of UPDATE and of ON CONFLICT DO UPDATE: the other side is assigned too. */
final class AssignmentRewriter {
    private static final String REASON = InsertColumns.REASON;

    private final Walk walk;
    private final Binding target;
    private final Scope scope;
    private final @Nullable Ctes ctes;

    AssignmentRewriter(Walk walk, Binding target, Scope scope, @Nullable Ctes ctes) {
        this.walk = walk;
        this.target = target;
        this.scope = scope;
        this.ctes = ctes;
    }

    void rewrite(List<Assignment> assignments) {
        for (Assignment assignment : assignments) {
            assignment.targets().forEach(t -> walk.expressions.rewrite(t.subscripts(), scope, ctes));
            assignment.cells().forEach(c -> walk.expressions.rewriteOrNull(c.expression(), scope, ctes));
            if (assignment.source() != null) {
                walk.queries.query(assignment.source(), scope, ctes);
            }
        }
        MigratingTable table = target.migrating();
        if (table == null || assignments.isEmpty()) {
            return;
        }
        List<Name> names = new ArrayList<>();
        for (Assignment assignment : assignments) {
            for (Target column : assignment.targets()) {
                names.add(column.name());
            }
        }
        PartAssignments parts = new PartAssignments(walk, table, assignments);
        for (MigrationRule rule : table.rules()) {
            BothSides both = BothSides.of(walk, table, rule, names);
            if (both != null) {
                both.assign(assignments);
                continue;
            }
            Given given = Given.of(rule, table, names, walk.speech);
            if (given.side() != null) {
                LostLength.refuse(table, rule, given.side(), names.get(0).start());
                if (parts.rewrite(given)) {
                    continue;
                }
                if (given.side() == Side.NEW && newDefaults(table, given, assignments)) {
                    continue;
                }
                boolean asIs = given.side() == Side.OLD ? given.writes() == Writes.OLD : given.writes() == Writes.NEW;
                if (!asIs) {
                    rule(table, given, assignments);
                }
            }
        }
    }

    /**
     * {@code new = DEFAULT} means the default of the old columns, since the new ones have none while they migrate. False
     * when it is not that, or there is none.
     */
    private boolean newDefaults(MigratingTable table, Given given, List<Assignment> assignments) {
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
            throw refusal(
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
        ListEdit.apply(walk.edits, places(assignments), new TreeSet<>(touched), added, REASON);
        return true;
    }

    private static List<ListEdit.Place> places(List<Assignment> assignments) {
        return assignments.stream()
                .map(a -> new ListEdit.Place(a.start(), a.end()))
                .toList();
    }

    private static Refusal refusal(MigratingTable table, String construct, Name where) {
        return new Refusal(
                "Crossfade: " + construct + " in an UPDATE of table "
                        + table.relation().name(),
                "Assign whole columns one by one.",
                where.start());
    }

    private void rule(MigratingTable table, Given given, List<Assignment> assignments) {
        // place among all targets → assignment
        Map<Integer, Assignment> owners = new LinkedHashMap<>();
        Map<Integer, Integer> inside = new LinkedHashMap<>();
        int place = 0;
        for (Assignment assignment : assignments) {
            for (int i = 0; i < assignment.targets().size(); i++) {
                owners.put(place, assignment);
                inside.put(place++, i);
            }
        }
        Set<Integer> touched = new TreeSet<>(); // indexes of assignments
        boolean row = false;
        boolean once = false;
        for (int p : given.index()) {
            if (p >= 0) {
                Assignment assignment = owners.get(p);
                if (assignment == null) {
                    continue;
                }
                touched.add(assignments.indexOf(assignment));
                row |= assignment.row();
                once |= assignment.cells().stream()
                        .anyMatch(c -> c.expression() != null && Once.needed(c.expression(), walk.volatileFunctions));
                once |= defaultNeedsOnce(table, given, assignment, inside.getOrDefault(p, 0));
            }
        }
        Values values = new Values(table, given, owners, inside);
        if (row) {
            rowForm(table, given, assignments, touched, values, once);
        } else if (once && values.usedRepeatedly()) {
            onceForm(given, assignments, owners, touched, values);
        } else {
            plainForm(assignments, touched, values);
        }
    }

    private boolean defaultNeedsOnce(MigratingTable table, Given given, Assignment assignment, int cell) {
        if (assignment.source() != null
                || assignment.cells().get(cell).expression() != null
                || given.side() == Side.NEW) {
            return false;
        }
        Catalog.Column column =
                table.relation().column(assignment.targets().get(cell).name().value());
        return column != null && column.defaultIsVolatile();
    }

    /** {@code old = x} becomes {@code old = x, new = up(x)}; or {@code new = up(x)} alone. */
    private void plainForm(List<Assignment> assignments, Set<Integer> touched, Values values) {
        Map<String, String> generated = values.generated(values::rendered);
        List<String> added = new ArrayList<>();
        generated.forEach((column, value) -> added.add(TableName.quote(column) + " = " + value));
        List<ListEdit.Place> places = places(assignments);
        if (values.dropsNamed()) {
            ListEdit.apply(walk.edits, places, touched, added, REASON);
        } else {
            int last = touched.stream().max(Integer::compare).orElseThrow();
            walk.edits.insertAfter(assignments.get(last).end(), ", " + String.join(", ", added), REASON);
        }
    }

    /** All columns are assigned from one row of a subquery, which computes each expression once per row. */
    private void onceForm(
            Given given,
            List<Assignment> assignments,
            Map<Integer, Assignment> owners,
            Set<Integer> touched,
            Values values) {
        List<String> inner = new ArrayList<>();
        Map<Integer, String> names = new LinkedHashMap<>();
        Set<Integer> replaced = new TreeSet<>(touched);
        Map<String, String> all = new LinkedHashMap<>();
        for (int p : given.index()) {
            if (p < 0) {
                continue;
            }
            if (values.isUntyped(p)) { // stays an assignment of its own: the subquery would make text of it
                names.put(p, values.renderedOrNull(p));
                if (!values.dropsNamed()) {
                    replaced.remove(assignments.indexOf(owners.get(p)));
                }
                continue;
            }
            inner.add(values.renderedOrNull(p) + " AS v" + (inner.size() + 1));
            String name = "crossfade_value.v" + inner.size();
            names.put(p, name);
            if (!values.dropsNamed()) {
                all.put(values.columnAt(p), name);
            }
        }
        all.putAll(values.generated(names::get));
        // Without a reference to the row the server would compute the subquery once for the whole statement.
        String from = " FROM (SELECT " + String.join(", ", inner) + " WHERE " + target.qualifier(walk.dialect)
                + ".tableoid IS NOT NULL OFFSET 0) AS crossfade_value)";
        List<String> columns = all.keySet().stream().map(TableName::quote).toList();
        String text = "(" + String.join(", ", columns) + ") = (SELECT " + String.join(", ", all.values()) + from;
        List<ListEdit.Place> places = places(assignments);
        ListEdit.apply(walk.edits, places, replaced, List.of(text), "computed once, used on both sides");
    }

    private void rowForm(
            MigratingTable table,
            Given given,
            List<Assignment> assignments,
            Set<Integer> touched,
            Values values,
            boolean once) {
        int only = touched.iterator().next();
        Assignment assignment = assignments.get(only);
        if (touched.size() > 1 || (once && assignment.source() == null)) {
            throw refusal(
                    table,
                    once ? "a row assignment of values that must be computed once" : "several row assignments",
                    assignment.targets().get(0).name());
        }
        if (otherRuleIn(table, given, assignment)) {
            throw refusal(
                    table,
                    "a row assignment to columns of two migrations",
                    assignment.targets().get(0).name());
        }
        if (assignment.source() == null && !values.dropsNamed()) {
            List<String> added = new ArrayList<>();
            values.generated(values::rendered)
                    .forEach((column, value) -> added.add(walk.dialect.quote(column) + " = " + value));
            walk.edits.insertAfter(assignment.end(), ", " + String.join(", ", added), REASON);
            return;
        }
        Map<String, String> all = new LinkedHashMap<>();
        var source = assignment.source();
        boolean query = source != null;
        int first = values.firstPlace(assignment);
        for (int i = 0; i < assignment.targets().size(); i++) {
            String column = assignment.targets().get(i).name().value();
            boolean migrating = isOf(given, first + i);
            if (!(migrating && values.dropsNamed())) {
                all.put(column, query ? "crossfade_value.c" + (i + 1) : values.cellText(first + i));
            }
        }
        all.putAll(values.generated(query ? p -> "crossfade_value.c" + (p - first + 1) : values::rendered));
        String text;
        if (source != null) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= assignment.targets().size(); i++) {
                names.add("c" + i);
            }
            text = "("
                    + String.join(
                            ", ", all.keySet().stream().map(TableName::quote).toList()) + ") = (SELECT "
                    + String.join(", ", all.values()) + " FROM ("
                    + walk.edits.render(source.start(), source.end())
                    + ") AS crossfade_value (" + String.join(", ", names) + "))";
        } else {
            List<String> singles = new ArrayList<>();
            all.forEach((column, value) -> singles.add(TableName.quote(column) + " = " + value));
            text = String.join(", ", singles);
        }
        walk.edits.replace(assignment.start(), assignment.end(), text, REASON);
    }

    private static boolean isOf(Given given, int place) {
        for (int p : given.index()) {
            if (p == place) {
                return true;
            }
        }
        return false;
    }

    private static boolean otherRuleIn(MigratingTable table, Given given, Assignment assignment) {
        return assignment.targets().stream()
                .map(t -> table.role(t.name().value()))
                .anyMatch(role ->
                        role != null && !role.migration().equals(given.rule().migration()));
    }

    /** What a rule's columns get. */
    private final class Values {
        private final MigratingTable table;
        private final Given given;
        private final MigrationRule rule;
        private final Map<Integer, Assignment> owners;
        private final Map<Integer, Integer> inside;

        Values(MigratingTable table, Given given, Map<Integer, Assignment> owners, Map<Integer, Integer> inside) {
            this.table = table;
            this.given = given;
            this.rule = given.rule();
            this.owners = owners;
            this.inside = inside;
        }

        boolean dropsNamed() {
            return given.writes() == (given.side() == Side.OLD ? Writes.NEW : Writes.OLD);
        }

        boolean usedRepeatedly() {
            return !dropsNamed() || generatedCount() > 1;
        }

        private int generatedCount() {
            return given.side() == Side.OLD
                    ? rule.migration().newColumns().size()
                    : rule.migration().oldColumns().size();
        }

        int firstPlace(Assignment assignment) {
            return owners.entrySet().stream()
                    .filter(e -> e.getValue().start() == assignment.start())
                    .mapToInt(Map.Entry::getKey)
                    .min()
                    .orElseThrow();
        }

        private Cell cell(int place) {
            Assignment assignment = owners.get(place);
            Integer index = inside.get(place);
            if (assignment == null
                    || index == null
                    || index >= assignment.cells().size()) {
                throw new Refusal(
                        "Crossfade: an assignment whose columns and values do not match, in an UPDATE of table "
                                + table.relation().name(),
                        "Give as many values as columns.",
                        assignment == null ? -1 : assignment.start());
            }
            return assignment.cells().get(index);
        }

        boolean isUntyped(int place) {
            Expression expression = cell(place).expression();
            return expression == null ? rendered(place) == null : InsertSelectRewriter.isUntyped(expression);
        }

        String columnAt(int place) {
            Assignment assignment = owners.get(place);
            Integer index = inside.get(place);
            if (assignment == null || index == null) {
                throw new IllegalStateException("no target at " + place);
            }
            return assignment.targets().get(index).name().value();
        }

        /** The cell as it stands, DEFAULT included. */
        String cellText(int place) {
            Cell cell = cell(place);
            return walk.edits.render(cell.start(), cell.end());
        }

        /** The cell's value, DEFAULT replaced by the default; null when there is none. */
        @Nullable
        String rendered(int place) {
            Cell cell = cell(place);
            if (cell.expression() != null) {
                return walk.edits.render(cell.start(), cell.end());
            }
            Catalog.Column column = table.relation().column(columnAt(place));
            String expression = column == null ? null : column.defaultExpression();
            return expression == null ? null : "(" + expression + ")";
        }

        String renderedOrNull(int place) {
            String rendered = rendered(place);
            return rendered == null ? "NULL" : rendered;
        }

        /** The other side's columns with their values. {@code at} gives the value of a place. */
        Map<String, String> generated(java.util.function.IntFunction<@Nullable String> at) {
            return given.side() == Side.OLD ? fromOld(at) : fromNew(at);
        }

        private Map<String, String> fromOld(java.util.function.IntFunction<@Nullable String> at) {
            ColumnMigration migration = rule.migration();
            List<String> typed = new ArrayList<>();
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                typed.add(named(at, i, Side.OLD, table.oldColumn(rule, i).type()));
            }
            Map<String, String> generated = new LinkedHashMap<>();
            // once the old column is not written any more, the default is the new one's
            boolean isDefault =
                    rule.writes() == Writes.NEW && given.index().stream().allMatch(p -> p < 0 || at.apply(p) == null);
            for (int i = 0; i < migration.newColumns().size(); i++) {
                generated.put(
                        migration.newColumns().get(i).name(), isDefault ? "DEFAULT" : Conversions.up(rule, i, typed));
            }
            return generated;
        }

        private Map<String, String> fromNew(java.util.function.IntFunction<@Nullable String> at) {
            ColumnMigration migration = rule.migration();
            List<String> typed = new ArrayList<>();
            Map<String, String> generated = new LinkedHashMap<>();
            for (int i = 0; i < migration.newColumns().size(); i++) {
                ColumnMigration.NewColumn column = migration.newColumns().get(i);
                String value = named(at, i, Side.NEW, column.type());
                typed.add(value);
                if (given.index().get(i) < 0 && rule.writes() == Writes.BOTH && !rule.filled()) {
                    generated.put(column.name(), value); // it may not be filled yet
                }
            }
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                generated.put(migration.oldColumns().get(i), Conversions.down(table, rule, i, typed));
            }
            return generated;
        }

        private String named(java.util.function.IntFunction<@Nullable String> at, int index, Side side, String type) {
            int place = given.index().get(index);
            if (place < 0) {
                return Conversions.value(table, new Role(rule, side, index), target.qualifier(walk.dialect));
            }
            String value = at.apply(place);
            return Conversions.cast(value == null ? "NULL" : value, type);
        }
    }
}
