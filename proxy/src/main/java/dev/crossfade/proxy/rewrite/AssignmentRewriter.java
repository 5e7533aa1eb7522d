package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.TableName;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Assignment;
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
    static final String REASON = InsertColumns.REASON;

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
                if (given.side() == Side.NEW && new NewDefaults(walk, table).assign(given, assignments)) {
                    continue;
                }
                boolean asIs = given.side() == Side.OLD ? given.writes() == Writes.OLD : given.writes() == Writes.NEW;
                if (!asIs) {
                    rule(table, given, assignments);
                }
            }
        }
    }

    static List<ListEdit.Place> places(List<Assignment> assignments) {
        return assignments.stream()
                .map(a -> new ListEdit.Place(a.start(), a.end()))
                .toList();
    }

    static Refusal refusal(MigratingTable table, String construct, Name where) {
        return new Refusal(
                "Crossfade: " + construct + " in an UPDATE of table "
                        + table.relation().name(),
                "Assign whole columns one by one.",
                where.start());
    }

    private void rule(MigratingTable table, Given given, List<Assignment> assignments) {
        AssignedValues values = new AssignedValues(walk, target, table, given, assignments);
        Set<Integer> touched = new TreeSet<>(); // indexes of assignments
        boolean row = false;
        boolean once = false;
        for (int p : given.index()) {
            if (p >= 0) {
                Assignment assignment = values.owner(p);
                touched.add(assignments.indexOf(assignment));
                row |= assignment.row();
                once |= assignment.cells().stream()
                        .anyMatch(c -> c.expression() != null && Once.needed(c.expression(), walk.volatileFunctions));
                once |= values.isVolatileDefault(p);
            }
        }
        if (row) {
            rowForm(table, given, assignments, touched, values, once);
        } else if (once && values.usedRepeatedly()) {
            onceForm(given, assignments, touched, values);
        } else {
            plainForm(assignments, touched, values);
        }
    }

    /** {@code old = x} becomes {@code old = x, new = up(x)}; or {@code new = up(x)} alone. */
    private void plainForm(List<Assignment> assignments, Set<Integer> touched, AssignedValues values) {
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
    private void onceForm(Given given, List<Assignment> assignments, Set<Integer> touched, AssignedValues values) {
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
                    replaced.remove(assignments.indexOf(values.owner(p)));
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
            AssignedValues values,
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
}
