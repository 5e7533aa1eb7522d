package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Statement.Assignment;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What SET gives the columns of one rule, and the SQL that gives the other side's columns theirs. A place is a column's
 * number among all columns that SET names.
 */
final class AssignedValues {
    private final Walk walk;
    private final Binding target;
    private final MigratingTable table;
    private final Given given;
    private final MigrationRule rule;
    private final Map<Integer, Assignment> owners = new LinkedHashMap<>();
    private final Map<Integer, Integer> inside = new LinkedHashMap<>();

    AssignedValues(Walk walk, Binding target, MigratingTable table, Given given, List<Assignment> assignments) {
        this.walk = walk;
        this.target = target;
        this.table = table;
        this.given = given;
        this.rule = given.rule();
        int place = 0;
        for (Assignment assignment : assignments) {
            for (int i = 0; i < assignment.targets().size(); i++) {
                owners.put(place, assignment);
                inside.put(place++, i);
            }
        }
    }

    /** The assignment that a place stands in. */
    Assignment owner(int place) {
        Assignment assignment = owners.get(place);
        if (assignment == null) {
            throw new IllegalStateException("no target at " + place);
        }
        return assignment;
    }

    /** Whether a place gets a default that differs each time. */
    boolean isVolatileDefault(int place) {
        Assignment assignment = owner(place);
        if (assignment.source() != null || cell(place).expression() != null || given.side() == Side.NEW) {
            return false;
        }
        Catalog.Column column = table.relation().column(columnAt(place));
        return column != null && column.defaultIsVolatile();
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
        if (assignment == null || index == null || index >= assignment.cells().size()) {
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
    Map<String, String> generated(IntFunction<@Nullable String> at) {
        return given.side() == Side.OLD ? fromOld(at) : fromNew(at);
    }

    private Map<String, String> fromOld(IntFunction<@Nullable String> at) {
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
            generated.put(migration.newColumns().get(i).name(), isDefault ? "DEFAULT" : Conversions.up(rule, i, typed));
        }
        return generated;
    }

    private Map<String, String> fromNew(IntFunction<@Nullable String> at) {
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

    private String named(IntFunction<@Nullable String> at, int index, Side side, String type) {
        int place = given.index().get(index);
        if (place < 0) {
            return Conversions.value(table, new Role(rule, side, index), target.qualifier(walk.dialect));
        }
        String value = at.apply(place);
        return Conversions.cast(value == null ? "NULL" : value, type);
    }
}
