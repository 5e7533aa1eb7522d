package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Given;
import dev.crossfade.proxy.rewrite.InsertColumns;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.RowInsert;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import dev.crossfade.proxy.rewrite.model.Statement.Tuple;
import java.util.ArrayList;
import java.util.List;
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
    private static final String VALUE = "crossfade_value";

    private final Walk walk;
    private final RowInsert insert;
    private final Binding target;

    MySqlInsertRewriter(Walk walk, RowInsert insert) {
        this.walk = walk;
        this.insert = insert;
        walk.queries.from().refuseWriteToView(insert.table(), insert.start());
        this.target = walk.queries.target(insert.table(), null, insert.start());
    }

    /** What one rule adds: columns, and their values for each row. */
    private record Added(MigrationRule rule, Given given, MySqlConversions sql, List<String> columns) {}

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
        } else if (insert.list()) {
            insert.columns().forEach(c -> columns.add(c.name()));
        } else if (insert.rows() == null || !insert.rows().get(0).cells().isEmpty()) {
            if (insert.rows() == null && outputs == null) {
                throw refusal(table, "INSERT ... SELECT whose columns cannot be counted", "Give a column list.");
            }
            table.visible().forEach(c -> columns.add(new Name(c, insert.tableEnd(), insert.tableEnd())));
            table.rules().forEach(r -> walk.speech.name(r, r.speaks()));
        }
        return columns;
    }

    private Refusal refusal(MigratingTable table, String construct, String hint) {
        return new Refusal(
                "Crossfade: " + construct + ", into table " + table.relation().name(), hint, insert.start());
    }

    private void rows(MigratingTable table, @Nullable List<Output> outputs) {
        List<Name> columns = columns(table, outputs);
        String qualifier = target.qualifier(walk.dialect);
        List<Added> all = new ArrayList<>();
        List<MySqlBothSides> both = new ArrayList<>();
        for (MigrationRule rule : table.rules()) {
            MySqlBothSides sides = MySqlBothSides.of(walk, table, rule, qualifier, columns);
            if (sides != null) {
                both.add(sides);
                continue;
            }
            Given given = Given.of(rule, table, columns, walk.speech);
            MySqlConversions sql = new MySqlConversions(walk.dialect, table, rule, qualifier);
            all.add(new Added(rule, given, sql, added(table, given)));
        }
        if (insert.source() != null) {
            select(table, columns, all, both, outputs);
            return;
        }
        if (insert.sets() != null) {
            List<Cell> cells = insert.sets().stream().map(SetColumn::cell).toList();
            both.forEach(b -> b.insert(cells, columns.size(), insert.ignore()));
            sets(table, all);
            return;
        }
        List<Tuple> rows = insert.rows() == null ? List.of() : insert.rows();
        for (Tuple row : rows) {
            both.forEach(b -> b.insert(row.cells(), columns.size(), insert.ignore()));
            row(table, row, all);
        }
        list(columns, all);
    }

    /** The columns that join the list. */
    private List<String> added(MigratingTable table, Given given) {
        MigrationRule rule = given.rule();
        ColumnMigration migration = rule.migration();
        List<String> news = migration.newColumns().stream()
                .map(ColumnMigration.NewColumn::name)
                .toList();
        List<String> added = new ArrayList<>();
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            if (rule.writes() == Writes.BOTH && table.oldColumn(rule, i).identityAlways()) {
                // the number is not known before the row is stored: nothing could be computed from it
                throw refusal(table, "an INSERT where an AUTO_INCREMENT column migrates", "Rewrite the table instead.");
            }
        }
        refuseIgnore(table, given);
        if (given.side() == Side.NEW) {
            if (rule.writes() != Writes.NEW) {
                if (news.stream().anyMatch(n -> table.relation().column(n) == null)) {
                    throw refusal(
                            table,
                            "an INSERT of the new columns of migration " + migration.name()
                                    + ", which do not exist yet",
                            "Write the old columns until the migration has started.");
                }
                added.addAll(migration.oldColumns());
            }
            return added;
        }
        boolean defaults = given.side() == null;
        if (rule.writes() == Writes.OLD || (defaults && (rule.writes() == Writes.NEW || !anyDefault(table, rule)))) {
            return added;
        }
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            if (given.index().get(i) < 0 && table.oldColumn(rule, i).defaultIsVolatile()) {
                added.add(migration.oldColumns().get(i));
            }
        }
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            if (insert.ignore()
                    && MySqlConversions.isEnum(table.oldColumn(rule, i).type())) {
                throw refusal(
                        table,
                        "INSERT IGNORE, which may store no value at all in the enum "
                                + migration.oldColumns().get(i),
                        "Use INSERT ... ON DUPLICATE KEY UPDATE.");
            }
        }
        added.addAll(news);
        return added;
    }

    /** IGNORE stores what a type has for nothing where NULL cannot be: the types of the two sides need not have the same. */
    private void refuseIgnore(MigratingTable table, Given given) {
        MigrationRule rule = given.rule();
        Side side = given.side() == null ? rule.speaks() : given.side();
        boolean asIs = side == Side.NEW ? rule.writes() == Writes.NEW : rule.writes() == Writes.OLD;
        if (insert.ignore() && !asIs && MySqlConversions.losesNull(table, rule)) {
            throw refusal(
                    table,
                    "INSERT IGNORE, which may store no value at all in columns of migration "
                            + rule.migration().name() + " that are NOT NULL",
                    "Leave IGNORE out, or use INSERT ... ON DUPLICATE KEY UPDATE.");
        }
    }

    /** Without strict mode, and for an enum, NOT NULL has a default too: what the type has for nothing. */
    private static boolean anyDefault(MigratingTable table, MigrationRule rule) {
        for (int i = 0; i < rule.migration().oldColumns().size(); i++) {
            Catalog.Column column = table.oldColumn(rule, i);
            if (column.defaultExpression() != null || column.notNull()) {
                return true;
            }
        }
        return false;
    }

    private void list(List<Name> columns, List<Added> all) {
        List<String> added = new ArrayList<>();
        all.forEach(a -> a.columns().forEach(c -> added.add(walk.dialect.quote(c))));
        String more = String.join(", ", added);
        if (!insert.list()) {
            if (columns.isEmpty() && added.isEmpty()) {
                return; // VALUES (): defaults all over
            }
            List<String> names = new ArrayList<>();
            columns.forEach(c -> names.add(walk.dialect.quote(c.value())));
            names.addAll(added);
            walk.edits.insertAfter(
                    insert.tableEnd(), " (" + String.join(", ", names) + ")", "the columns the client knows");
        } else if (!added.isEmpty()) {
            if (insert.columns().isEmpty()) {
                walk.edits.insertAfter(insert.listStart(), more, REASON);
            } else {
                int last = insert.columns().get(insert.columns().size() - 1).end();
                walk.edits.insertAfter(last, ", " + more, REASON);
            }
        }
        if (!insert.aliasColumns().isEmpty() && !added.isEmpty()) {
            StringBuilder names = new StringBuilder();
            for (int i = 1; i <= added.size(); i++) {
                names.append(", crossfade_").append(i);
            }
            walk.edits.insertAfter(
                    insert.aliasColumns().get(insert.aliasColumns().size() - 1).end(), names.toString(), REASON);
        }
    }

    private void row(MigratingTable table, Tuple row, List<Added> all) {
        List<String> values = new ArrayList<>();
        for (Added added : all) {
            values.addAll(values(table, added, row.cells()));
        }
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

    private void sets(MigratingTable table, List<Added> all) {
        List<SetColumn> sets = insert.sets() == null ? List.of() : insert.sets();
        List<Cell> cells = sets.stream().map(SetColumn::cell).toList();
        List<String> assignments = new ArrayList<>();
        for (Added added : all) {
            List<String> values = values(table, added, cells);
            for (int i = 0; i < values.size(); i++) {
                assignments.add(walk.dialect.quote(added.columns().get(i)) + " = " + values.get(i));
            }
        }
        if (!assignments.isEmpty()) {
            walk.edits.insertAfter(sets.get(sets.size() - 1).end(), ", " + String.join(", ", assignments), REASON);
        }
    }

    /** The values of the added columns in one row; cells that cannot stay as they are change. */
    private List<String> values(MigratingTable table, Added added, List<Cell> cells) {
        List<String> values = new ArrayList<>();
        if (added.columns().isEmpty()) {
            return values;
        }
        ColumnMigration migration = added.rule().migration();
        if (added.given().side() == Side.NEW) {
            newDefaults(table, added, cells);
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                values.add(added.sql().down(i, added.sql().newColumns()));
            }
            return values;
        }
        boolean defaults = added.given().side() != null && allDefault(added.given(), cells);
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            Catalog.Column old = table.oldColumn(added.rule(), i);
            int place = added.given().index().get(i);
            if (!old.defaultIsVolatile()) {
                continue;
            }
            String expression = "(" + old.defaultExpression() + ")";
            if (place < 0) {
                values.add(expression);
            } else if (place < cells.size() && cells.get(place).expression() == null) {
                Cell cell = cells.get(place);
                walk.edits.replace(cell.start(), cell.end(), expression, "the default is computed once");
            }
        }
        for (int i = 0; i < migration.newColumns().size(); i++) {
            values.add(
                    defaults && added.rule().writes() == Writes.NEW
                            ? "DEFAULT"
                            : added.sql().upFromColumns(i));
        }
        return values;
    }

    private static boolean allDefault(Given given, List<Cell> cells) {
        for (int place : given.index()) {
            if (place >= 0 && place < cells.size() && cells.get(place).expression() != null) {
                return false;
            }
        }
        return true;
    }

    /** {@code DEFAULT} for the new columns means what the old ones' defaults become. */
    private void newDefaults(MigratingTable table, Added added, List<Cell> cells) {
        Given given = added.given();
        if (!anyDefault(table, given.rule())) {
            return;
        }
        boolean any = false;
        for (int place : given.index()) {
            any |= place >= 0 && place < cells.size() && cells.get(place).expression() == null;
        }
        if (!any) {
            return;
        }
        if (!allDefault(given, cells) || given.index().contains(-1)) {
            throw refusal(table, "DEFAULT for some new columns", "Give all values, or none.");
        }
        for (int i = 0; i < given.index().size(); i++) {
            Cell cell = cells.get(given.index().get(i));
            walk.edits.replace(
                    cell.start(),
                    cell.end(),
                    added.sql().up(i, oldDefaults(table, given.rule())),
                    "the default of the other side");
        }
    }

    private List<String> oldDefaults(MigratingTable table, MigrationRule rule) {
        List<String> defaults = new ArrayList<>();
        for (int i = 0; i < rule.migration().oldColumns().size(); i++) {
            Catalog.Column column = table.oldColumn(rule, i);
            if (column.defaultIsVolatile()) {
                throw refusal(table, "a default that must be computed once", "Give the value.");
            }
            if (column.notNull() && column.defaultExpression() == null) {
                throw refusal(table, "the default of column " + column.name() + ", which has none", "Give the value.");
            }
            defaults.add(column.defaultExpression() == null ? "NULL" : "(" + column.defaultExpression() + ")");
        }
        return defaults;
    }

    /** INSERT … SELECT: the query becomes a derived table that is not merged, whose columns are used on both sides. */
    private void select(
            MigratingTable table,
            List<Name> columns,
            List<Added> all,
            List<MySqlBothSides> both,
            @Nullable List<Output> outputs) {
        if (both.isEmpty() && all.stream().allMatch(a -> a.columns().isEmpty())) {
            list(columns, all);
            return;
        }
        if (outputs != null && outputs.size() != columns.size()) {
            throw refusal(table, "INSERT ... SELECT of more or less columns than are listed", "Give a column list.");
        }
        refuseForeignNames(table);
        List<String> selected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
            names.add("c" + i);
            selected.add(VALUE + ".c" + i);
        }
        List<String> given = List.copyOf(selected);
        for (MySqlBothSides sides : both) {
            for (int i = 0; i < given.size(); i++) {
                String checked = sides.selected(i, given, insert.ignore());
                if (checked != null) {
                    selected.set(i, checked);
                }
            }
        }
        for (Added added : all) {
            selected.addAll(selected(table, added));
        }
        var source = insert.source();
        if (source == null || columns.isEmpty()) {
            throw refusal(table, "INSERT ... SELECT without columns", "Give a column list.");
        }
        if (!source.orderBy().isEmpty() && !new MySqlText(walk, source.body().end(), source.end()).limits()) {
            walk.edits.insertAfter(source.end(), " LIMIT 18446744073709551615", "keeps the order of the rows");
        }
        walk.edits.insertBefore(
                insert.sourceStart(),
                "SELECT /*+ NO_MERGE(" + VALUE + ") */ " + String.join(", ", selected) + " FROM (",
                REASON);
        walk.edits.insertAfter(insert.sourceEnd(), ") AS " + VALUE + " (" + String.join(", ", names) + ")", REASON);
        list(columns, all);
    }

    private List<String> selected(MigratingTable table, Added added) {
        ColumnMigration migration = added.rule().migration();
        List<String> values = new ArrayList<>();
        if (added.columns().isEmpty()) {
            return values;
        }
        List<Integer> index = added.given().index();
        if (added.given().side() == Side.NEW) {
            List<String> news = new ArrayList<>();
            index.forEach(p -> news.add(p < 0 ? "NULL" : VALUE + ".c" + (p + 1)));
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                values.add(added.sql().down(i, news));
            }
            return values;
        }
        List<String> defaults = index.contains(-1) ? oldDefaults(table, added.rule()) : List.of();
        List<String> olds = new ArrayList<>();
        for (int i = 0; i < index.size(); i++) {
            olds.add(index.get(i) < 0 ? defaults.get(i) : VALUE + ".c" + (index.get(i) + 1));
        }
        for (int i = 0; i < migration.newColumns().size(); i++) {
            values.add(added.sql().up(i, olds));
        }
        return values;
    }

    /** What stands in ON DUPLICATE KEY UPDATE can no longer name the query's tables. */
    private void refuseForeignNames(MigratingTable table) {
        for (SetColumn set : insert.conflict()) {
            Expression expression = set.cell().expression();
            if (expression != null && namesForeign(expression)) {
                throw refusal(
                        table,
                        "INSERT ... SELECT ... ON DUPLICATE KEY UPDATE with a column of the query",
                        "Use VALUES() of a column.");
            }
        }
    }

    private boolean namesForeign(Expression expression) {
        if (expression instanceof Expression.ColumnRef ref) {
            int size = ref.names().size();
            return size == 1
                    ? !target.has(ref.last().value())
                    : !ref.names().get(size - 2).value().equals(target.alias());
        }
        return expression instanceof Expression.Subquery
                || expression.children().stream().anyMatch(this::namesForeign);
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
