package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.proxy.rewrite.Given;
import dev.crossfade.proxy.rewrite.InsertColumns;
import dev.crossfade.proxy.rewrite.ListEdit;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.RowInsert;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import dev.crossfade.proxy.rewrite.model.Statement.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites MySQL's INSERT and REPLACE. In a row of VALUES an expression can use the columns to its left as they are stored by
 * then (https://dev.mysql.com/doc/refman/8.0/en/insert.html), so the other side's values are computed from them: converted,
 * cut by IGNORE, or defaults, each value is sent once.
 *
 * <p>One difference shows: REPLACE of a row by the same row counts 1, and 2 where that row was not filled yet, since filling
 * it makes it another row.
 */
public final class MySqlInsertRewriter {
    private static final String REASON = InsertColumns.REASON;

    private final Walk walk;
    private final RowInsert insert;
    private final Binding target;

    MySqlInsertRewriter(Walk walk, RowInsert insert) {
        this.walk = walk;
        this.insert = insert;
        walk.queries.from().refuseWriteToView(insert.table(), insert.start());
        this.target = walk.queries.target(insert.table(), null, insert.start());
    }

    void rewrite(@Nullable Scope outer, @Nullable Ctes ctes) {
        List<Output> outputs = insert.source() == null ? null : walk.queries.query(insert.source(), outer, ctes);
        expressions(outer, ctes);
        MigratingTable table = target.migrating();
        if (table != null) {
            rows(table, outputs);
        }
        if (!insert.conflict().isEmpty()) {
            conflict(outer, ctes);
        }
    }

    /** Values may use the columns of the row they are in; those of a migration are not what the client takes them for. */
    private void expressions(@Nullable Scope outer, @Nullable Ctes ctes) {
        Scope scope = new Scope(outer);
        scope.bindings.add(target);
        walk.unreadable = target;
        for (Tuple row : insert.rows() == null ? List.<Tuple>of() : insert.rows()) {
            row.cells().forEach(c -> walk.expressions.rewriteOrNull(c.expression(), scope, ctes));
        }
        for (SetColumn set : insert.sets() == null ? List.<SetColumn>of() : insert.sets()) {
            walk.expressions.rewriteOrNull(set.cell().expression(), scope, ctes);
        }
        walk.unreadable = null;
    }

    private List<Name> columns(MigratingTable table, @Nullable List<Output> outputs) {
        List<Name> columns = new ArrayList<>();
        if (insert.sets() != null) {
            insert.sets().forEach(s -> columns.add(s.target().last()));
        } else if (!insert.columns().isEmpty()) {
            insert.columns().forEach(c -> columns.add(c.name()));
        } else if (insert.rows() == null || !insert.rows().get(0).cells().isEmpty()) {
            if (insert.rows() == null && outputs == null) {
                throw refusal(
                        insert, table, "INSERT ... SELECT whose columns cannot be counted", "Give a column list.");
            }
            table.visible().forEach(c -> columns.add(new Name(c, insert.tableEnd(), insert.tableEnd())));
            table.rules().forEach(r -> walk.speech.name(r, r.speaks()));
        }
        return columns;
    }

    static Refusal refusal(RowInsert insert, MigratingTable table, String construct, String hint) {
        return new Refusal(
                "Crossfade: " + construct + ", into table " + table.relation().name(), hint, insert.start());
    }

    private void rows(MigratingTable table, @Nullable List<Output> outputs) {
        MySqlLeniency leniency = MySqlLeniency.of(walk, insert.ignore());
        List<Name> columns = columns(table, outputs);
        String qualifier = target.qualifier(walk.dialect);
        List<MySqlInsertedSide> all = new ArrayList<>();
        List<MySqlInsertInstead> instead = new ArrayList<>();
        List<MySqlBothSides> both = new ArrayList<>();
        for (MigrationRule rule : table.rules()) {
            MySqlBothSides sides = MySqlBothSides.of(walk, table, rule, qualifier, columns);
            if (sides != null) {
                both.add(sides);
                continue;
            }
            Given given = Given.of(rule, table, columns, walk.speech);
            MySqlConversions sql = new MySqlConversions(walk.dialect, table, rule, qualifier);
            if (MySqlInsertInstead.applies(table, given)) {
                instead.add(MySqlInsertInstead.of(walk, insert, table, given, sql));
            } else {
                all.add(new MySqlInsertedSide(walk, insert, table, given, sql));
            }
        }
        if (insert.source() != null) {
            if (!both.isEmpty()
                    || !instead.isEmpty()
                    || all.stream().anyMatch(a -> !a.columns().isEmpty())) {
                new MySqlInsertSelect(walk, insert, table, target).rewrite(columns, all, both, instead, outputs);
            }
            list(columns, all, instead);
            return;
        }
        if (insert.sets() != null) {
            List<Cell> cells = insert.sets().stream().map(SetColumn::cell).toList();
            both.forEach(b -> b.insert(cells, columns.size(), leniency));
            sets(all, instead);
            return;
        }
        List<Tuple> rows = insert.rows() == null ? List.of() : insert.rows();
        for (Tuple row : rows) {
            both.forEach(b -> b.insert(row.cells(), columns.size(), leniency));
            row(row, all, instead);
        }
        list(columns, all, instead);
    }

    private void list(List<Name> columns, List<MySqlInsertedSide> all, List<MySqlInsertInstead> instead) {
        List<String> added = new ArrayList<>();
        all.forEach(a -> a.columns().forEach(c -> added.add(walk.dialect.quote(c))));
        if (insert.columns().isEmpty()) { // () is a list of all columns, or of none where there are no values
            if (columns.isEmpty() && added.isEmpty()) {
                return; // VALUES (): defaults all over
            }
            List<String> names = MySqlInsertInstead.apply(
                    instead,
                    columns.stream().map(c -> walk.dialect.quote(c.value())).toList(),
                    this::quoted);
            names.addAll(added);
            String list = String.join(", ", names);
            if (insert.list()) {
                walk.edits.insertAfter(insert.listStart(), list, "the columns the client knows");
            } else {
                walk.edits.insertAfter(insert.tableEnd(), " (" + list + ")", "the columns the client knows");
            }
            aliases(added.size());
            return;
        }
        replace(
                insert.columns().stream()
                        .map(c -> new ListEdit.Place(c.name().start(), c.end()))
                        .toList(),
                instead,
                this::quoted);
        if (!added.isEmpty()) {
            int last = insert.columns().get(insert.columns().size() - 1).end();
            walk.edits.insertAfter(last, ", " + String.join(", ", added), REASON);
        }
        aliases(added.size());
    }

    /** The added columns need names, too, where the columns of the proposed row have their own. */
    private void aliases(int added) {
        if (!insert.aliasColumns().isEmpty() && added > 0) {
            StringBuilder names = new StringBuilder();
            for (int i = 1; i <= added; i++) {
                names.append(", crossfade_").append(i);
            }
            walk.edits.insertAfter(
                    insert.aliasColumns().get(insert.aliasColumns().size() - 1).end(), names.toString(), REASON);
        }
    }

    private List<String> quoted(MySqlInsertInstead instead) {
        return instead.columns().stream().map(walk.dialect::quote).toList();
    }

    /** The old columns' elements of a list leave, those of the new ones come. */
    private void replace(
            List<ListEdit.Place> places,
            List<MySqlInsertInstead> instead,
            Function<MySqlInsertInstead, List<String>> news) {
        instead.forEach(i -> ListEdit.apply(walk.edits, places, Set.copyOf(i.places()), news.apply(i), REASON));
    }

    private void row(Tuple row, List<MySqlInsertedSide> all, List<MySqlInsertInstead> instead) {
        replace(
                row.cells().stream()
                        .map(c -> new ListEdit.Place(c.start(), c.end()))
                        .toList(),
                instead,
                i -> i.values(row.cells()));
        List<String> values = new ArrayList<>();
        all.forEach(added -> values.addAll(added.values(row.cells())));
        if (values.isEmpty()) {
            return;
        }
        String more = String.join(", ", values);
        if (row.cells().isEmpty()) {
            walk.edits.insertAfter(row.start() + 1, more, REASON);
        } else {
            walk.edits.insertAfter(row.cells().get(row.cells().size() - 1).end(), ", " + more, REASON);
        }
    }

    private void sets(List<MySqlInsertedSide> all, List<MySqlInsertInstead> instead) {
        List<SetColumn> sets = insert.sets() == null ? List.of() : insert.sets();
        List<Cell> cells = sets.stream().map(SetColumn::cell).toList();
        replace(
                sets.stream().map(s -> new ListEdit.Place(s.start(), s.end())).toList(),
                instead,
                i -> assignments(i.columns(), i.values(cells)));
        List<String> assignments = new ArrayList<>();
        all.forEach(added -> assignments.addAll(assignments(added.columns(), added.values(cells))));
        if (!assignments.isEmpty()) {
            walk.edits.insertAfter(sets.get(sets.size() - 1).end(), ", " + String.join(", ", assignments), REASON);
        }
    }

    private List<String> assignments(List<String> columns, List<String> values) {
        List<String> assignments = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            assignments.add(walk.dialect.quote(columns.get(i)) + " = " + values.get(i));
        }
        return assignments;
    }

    private void conflict(@Nullable Scope outer, @Nullable Ctes ctes) {
        Scope scope = new Scope(outer);
        scope.bindings.add(target);
        Name alias = insert.alias();
        if (alias != null) {
            List<Output> columns = new ArrayList<>();
            insert.aliasColumns().forEach(c -> columns.add(new Output(c.value(), null)));
            boolean renamed = !columns.isEmpty();
            // the proposed row holds both sides as they are written
            scope.bindings.add(new Binding(alias.value(), null, null, renamed ? columns : null, false));
        } else if (insert.source() != null) {
            scope.bindings.add(new Binding(null, null, null, null, false)); // the query's tables
        }
        MySqlAssignments.of(walk, scope, ctes, insert).rewrite(insert.conflict());
    }
}
