package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Assignment;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A write that names the old and the new columns of a migration, as an application does that keeps both by itself: it goes
 * on as it is written, except that a row whose sides would not agree is refused with 23514. The value of the first new
 * column stands in a CASE whose condition is the generated function {@link ColumnMigration#mustAgree}: it is computed for
 * each row that is written and for no other, and no constant is folded before, since that function is VOLATILE.
 *
 * <pre>
 *   INSERT INTO t (old, new) VALUES (1, 2)
 *   INSERT INTO t (old, new) VALUES (1, CASE WHEN must_agree(CASE … END) THEN CAST(2 AS bigint) END)
 * </pre>
 */
final class BothSides {
    private static final String REASON = "a row whose sides do not agree is refused";

    private final Walk walk;
    private final MigratingTable table;
    private final MigrationRule rule;
    /** For each old column, then for each new one, its place among the targets. */
    private final List<Integer> places;

    private final Name where;

    private BothSides(Walk walk, MigratingTable table, MigrationRule rule, List<Integer> places, Name where) {
        this.walk = walk;
        this.table = table;
        this.rule = rule;
        this.places = places;
        this.where = where;
    }

    /** Null unless {@code targets} are all columns of both sides, and perhaps others. */
    static @Nullable BothSides of(Walk walk, MigratingTable table, MigrationRule rule, List<Name> targets) {
        List<String> names = targets.stream().map(Name::value).toList();
        List<Integer> places = new ArrayList<>();
        rule.migration().oldColumns().forEach(old -> places.add(names.indexOf(old)));
        rule.migration().newColumns().forEach(added -> places.add(names.indexOf(added.name())));
        if (places.contains(-1)) {
            return null;
        }
        walk.speech.name(rule, Side.OLD);
        walk.speech.name(rule, Side.NEW);
        return new BothSides(walk, table, rule, places, targets.get(places.get(0)));
    }

    /** Before the new columns are there, the server says so; there is nothing to check with yet. */
    private boolean isTooEarly() {
        return rule.writes() == Writes.OLD
                && rule.migration().newColumns().stream()
                        .anyMatch(added -> table.relation().column(added.name()) == null);
    }

    /** The rows of an INSERT; those that have another number of cells than there are columns are for the server to refuse. */
    void insert(List<Tuple> rows, int width) {
        if (isTooEarly() || rows.stream().anyMatch(row -> row.cells().size() != width)) {
            return;
        }
        for (Tuple row : rows) {
            check(places.stream().map(place -> row.cells().get(place)).toList());
        }
    }

    void assign(List<Assignment> assignments) {
        if (isTooEarly()) {
            return;
        }
        List<Cell> targets = new ArrayList<>();
        for (Assignment assignment : assignments) {
            boolean single = !assignment.row() && assignment.source() == null;
            boolean ours = assignment.targets().stream().anyMatch(t -> {
                MigratingTable.Role role = table.role(t.name().value());
                return role != null && role.rule().equals(rule);
            });
            if (ours && (!single || assignment.targets().get(0).indirection())) {
                throw refusal("as a row or in part", "Assign whole columns one by one.");
            }
            if (single) {
                targets.addAll(assignment.cells());
            } else {
                assignment
                        .targets()
                        .forEach(t ->
                                targets.add(new Cell(t.name().start(), t.name().end(), null)));
            }
        }
        check(places.stream().map(targets::get).toList());
    }

    /** {@code cells}: what the old columns get, then the new ones. */
    private void check(List<Cell> cells) {
        ColumnMigration migration = rule.migration();
        int width = migration.oldColumns().size();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            if (cell.expression() == null) {
                throw refusal("with DEFAULT for one of them", "Give the value itself.");
            }
            if (Once.needed(cell.expression(), walk.volatileFunctions)) {
                throw refusal("with a value that must be computed once", "Compute it before, or write one side only.");
            }
            values.add(Conversions.cast(walk.edits.render(cell.start(), cell.end()), stored(i)));
        }
        Cell first = cells.get(width);
        walk.edits.replace(
                first.start(),
                first.end(),
                "CASE WHEN " + migration.mustAgree() + "("
                        + condition(values.subList(0, width), values.subList(width, values.size())) + ") THEN "
                        + values.get(width) + " END",
                REASON);
    }

    /** The type a value has once it is stored; without a length that a cast would cut it to and an assignment refuses. */
    private String stored(int column) {
        String type = type(column);
        if (!Conversions.cutsSilently(type)) {
            return type;
        }
        String without = Conversions.withoutLength(type);
        if (without == null) {
            throw refusal("of type " + type, "Write one side; Crossfade writes the other.");
        }
        return without;
    }

    private String type(int column) {
        int width = rule.migration().oldColumns().size();
        return column < width
                ? table.oldColumn(rule, column).type()
                : rule.migration().newColumns().get(column - width).type();
    }

    /** A row agrees when {@code new = up(old)} or {@code old = down(new)}; all NULL maps to all NULL and nothing else does. */
    private String condition(List<String> olds, List<String> news) {
        ColumnMigration migration = rule.migration();
        List<String> up = new ArrayList<>();
        for (int i = 0; i < news.size(); i++) {
            up.add(same(news.get(i), up(migration, i, olds), type(olds.size() + i)));
        }
        List<String> down = new ArrayList<>();
        for (int i = 0; i < olds.size(); i++) {
            down.add(same(olds.get(i), down(migration, i, news), type(i)));
        }
        return "CASE WHEN " + allNull(olds) + " OR " + allNull(news) + " THEN " + allNull(olds) + " AND "
                + allNull(news) + " ELSE " + String.join(" AND ", up) + " OR " + String.join(" AND ", down) + " END";
    }

    private static String up(ColumnMigration migration, int index, List<String> olds) {
        NewColumn added = migration.newColumns().get(index);
        return switch (migration.conversion()) {
            case IDENTITY -> olds.get(index);
            case CAST -> Conversions.cast(olds.get(index), added.type());
            case FUNCTION -> migration.up(index, OnFailure.NULL) + "(" + String.join(", ", olds) + ")";
        };
    }

    private String down(ColumnMigration migration, int index, List<String> news) {
        return switch (migration.conversion()) {
            case IDENTITY -> news.get(index);
            case CAST -> Conversions.cast(news.get(index), stored(index));
            case FUNCTION -> migration.down(index, true) + "(" + String.join(", ", news) + ")";
        };
    }

    /** NULL-safe; the types without equality are compared as text. */
    private static String same(String left, String right, String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.equals("json") || lower.equals("xml")) {
            return "CAST(" + left + " AS text) IS NOT DISTINCT FROM CAST(" + right + " AS text)";
        }
        return left + " IS NOT DISTINCT FROM " + right;
    }

    private static String allNull(List<String> values) {
        return values.stream()
                .map(v -> v + " IS NOT DISTINCT FROM NULL")
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    private Refusal refusal(String what, String hint) {
        return new Refusal(
                "Crossfade: a write that names both the old and the new columns of migration "
                        + rule.migration().name() + " on table "
                        + table.relation().name() + " " + what,
                hint,
                where.start());
    }

    /** What is not VALUES: what both sides get is not known before. */
    Refusal notValues() {
        return refusal("in an INSERT of a query", "Use INSERT ... VALUES, or write one side only.");
    }
}
