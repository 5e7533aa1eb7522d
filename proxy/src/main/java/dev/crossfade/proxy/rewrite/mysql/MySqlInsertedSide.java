package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Given;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.RowInsert;
import java.util.ArrayList;
import java.util.List;

/** What one migration adds to an INSERT: columns, and their values in each row. */
final class MySqlInsertedSide {
    private final Walk walk;
    private final RowInsert insert;
    private final MigratingTable table;
    private final MigrationRule rule;
    private final ColumnMigration migration;
    private final Given given;
    private final MySqlConversions sql;
    private final MySqlLeniency leniency;
    private final List<String> columns;

    MySqlInsertedSide(Walk walk, RowInsert insert, MigratingTable table, Given given, MySqlConversions sql) {
        this.walk = walk;
        this.insert = insert;
        this.table = table;
        this.rule = given.rule();
        this.migration = rule.migration();
        this.given = given;
        this.sql = sql;
        this.leniency = MySqlLeniency.of(walk, insert.ignore());
        this.columns = added();
    }

    /** The columns that join the list. */
    List<String> columns() {
        return columns;
    }

    private Refusal refusal(String construct, String hint) {
        return MySqlInsertRewriter.refusal(insert, table, construct, hint);
    }

    private List<String> added() {
        List<String> news = migration.newColumns().stream()
                .map(ColumnMigration.NewColumn::name)
                .toList();
        List<String> added = new ArrayList<>();
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            if (rule.writes() == Writes.BOTH && table.oldColumn(rule, i).identityAlways()) {
                // the number is not known before the row is stored: nothing could be computed from it
                throw refusal("an INSERT where an AUTO_INCREMENT column migrates", "Rewrite the table instead.");
            }
        }
        refuseIgnore();
        if (given.side() == Side.NEW) {
            if (rule.writes() != Writes.NEW) {
                if (news.stream().anyMatch(n -> table.relation().column(n) == null)) {
                    throw refusal(
                            "an INSERT of the new columns of migration " + migration.name()
                                    + ", which do not exist yet",
                            "Write the old columns until the migration has started.");
                }
                added.addAll(migration.oldColumns());
            }
            return added;
        }
        boolean defaults = given.side() == null;
        if (rule.writes() == Writes.OLD || (defaults && (rule.writes() == Writes.NEW || !anyDefault()))) {
            return added;
        }
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            if (given.index().get(i) < 0 && table.oldColumn(rule, i).defaultIsVolatile()) {
                added.add(migration.oldColumns().get(i));
            }
        }
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            if (leniency.stores()
                    && MySqlConversions.isEnum(table.oldColumn(rule, i).type())) {
                throw refusal(
                        leniency.what() + ", which may store no value at all in the enum "
                                + migration.oldColumns().get(i),
                        leniency.hint());
            }
        }
        added.addAll(news);
        return added;
    }

    /** IGNORE stores what a type has for nothing where NULL cannot be: the types of the two sides need not have the same. */
    private void refuseIgnore() {
        Side side = given.side() == null ? rule.speaks() : given.side();
        boolean asIs = side == Side.NEW ? rule.writes() == Writes.NEW : rule.writes() == Writes.OLD;
        if (leniency.stores() && given.side() != null && !asIs && MySqlConversions.loses(rule)) {
            throw refusal(
                    leniency.what() + " for columns of migration " + migration.name()
                            + ", of which only the other side is stored",
                    leniency.hint() + " Or write the other side.");
        }
        if (leniency.stores() && !asIs && MySqlConversions.losesNull(table, rule)) {
            throw refusal(
                    leniency.what() + ", which may store no value at all in columns of migration "
                            + rule.migration().name() + " that are NOT NULL",
                    leniency.hint());
        }
    }

    /** Without strict mode, and for an enum, NOT NULL has a default too: what the type has for nothing. */
    private boolean anyDefault() {
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            Catalog.Column column = table.oldColumn(rule, i);
            if (column.defaultExpression() != null || column.notNull()) {
                return true;
            }
        }
        return false;
    }

    /** The values of the added columns in one row; cells that cannot stay as they are change. */
    List<String> values(List<Cell> cells) {
        List<String> values = new ArrayList<>();
        if (columns.isEmpty()) {
            return values;
        }
        if (given.side() == Side.NEW) {
            newDefaults(cells);
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                values.add(sql.down(i, sql.newColumns()));
            }
            return values;
        }
        boolean defaults = given.side() != null && allDefault(cells);
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            Catalog.Column old = table.oldColumn(rule, i);
            int place = given.index().get(i);
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
            values.add(defaults && rule.writes() == Writes.NEW ? "DEFAULT" : sql.upFromColumns(i));
        }
        return values;
    }

    private boolean allDefault(List<Cell> cells) {
        for (int place : given.index()) {
            if (place >= 0 && place < cells.size() && cells.get(place).expression() != null) {
                return false;
            }
        }
        return true;
    }

    /** {@code DEFAULT} for the new columns means what the old ones' defaults become. */
    private void newDefaults(List<Cell> cells) {
        if (!anyDefault()) {
            return;
        }
        boolean any = false;
        for (int place : given.index()) {
            any |= place >= 0 && place < cells.size() && cells.get(place).expression() == null;
        }
        if (!any) {
            return;
        }
        if (!allDefault(cells) || given.index().contains(-1)) {
            throw refusal("DEFAULT for some new columns", "Give all values, or none.");
        }
        refuseShort(insert, table, given, cells);
        for (int i = 0; i < given.index().size(); i++) {
            Cell cell = cells.get(given.index().get(i));
            walk.edits.replace(cell.start(), cell.end(), sql.up(i, oldDefaults()), "the default of the other side");
        }
    }

    /** A row must have the values that are looked for. */
    static void refuseShort(RowInsert insert, MigratingTable table, Given given, List<Cell> cells) {
        if (given.index().stream().anyMatch(place -> place >= cells.size())) {
            throw MySqlInsertRewriter.refusal(
                    insert, table, "a row with fewer values than columns", "Give as many values as columns.");
        }
    }

    private List<String> oldDefaults() {
        List<String> defaults = new ArrayList<>();
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            Catalog.Column column = table.oldColumn(rule, i);
            if (column.defaultIsVolatile()) {
                throw refusal("a default that must be computed once", "Give the value.");
            }
            if (column.notNull() && column.defaultExpression() == null) {
                throw refusal("the default of column " + column.name() + ", which has none", "Give the value.");
            }
            defaults.add(column.defaultExpression() == null ? "NULL" : "(" + column.defaultExpression() + ")");
        }
        return defaults;
    }

    /** The values of the added columns, from a query called {@code query} whose columns are {@code c1} and so on. */
    List<String> selected(String query) {
        List<String> values = new ArrayList<>();
        if (columns.isEmpty()) {
            return values;
        }
        List<Integer> index = given.index();
        if (given.side() == Side.NEW) {
            List<String> news = new ArrayList<>();
            index.forEach(p -> news.add(p < 0 ? "NULL" : query + ".c" + (p + 1)));
            for (int i = 0; i < migration.oldColumns().size(); i++) {
                values.add(sql.down(i, news));
            }
            return values;
        }
        if (leniency.stores() && MySqlConversions.castFailsForNull(table, rule)) {
            throw refusal(
                    leniency.what() + " of a query, which may give NULL for columns of migration " + migration.name()
                            + " that are NOT NULL",
                    leniency.hint() + " Or give the values themselves.");
        }
        List<String> defaults = index.contains(-1) ? oldDefaults() : List.of();
        List<String> olds = new ArrayList<>();
        for (int i = 0; i < index.size(); i++) {
            olds.add(index.get(i) < 0 ? defaults.get(i) : query + ".c" + (index.get(i) + 1));
        }
        for (int i = 0; i < migration.newColumns().size(); i++) {
            values.add(sql.up(i, olds));
        }
        return values;
    }
}
