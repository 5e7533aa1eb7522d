package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A write that names the old and the new columns of a migration, as an application does that keeps both by itself: it goes
 * on as it is written, except that a row whose sides would not agree is refused with SQLSTATE 23514. MySQL stores the columns
 * of a row from left to right, and each value can see those before it: so the last value of both sides goes through the
 * generated function {@link ColumnMigration#agreed}, which gets the others as they are stored by then and gives it back.
 * It is computed, and sent, once.
 *
 * <pre>
 *   INSERT INTO t (old, new) VALUES (1, 2)
 *   INSERT INTO t (old, new) VALUES (1, agreed_new_1(t.old, 2))
 * </pre>
 */
final class MySqlBothSides {
    private static final String REASON = "a row whose sides do not agree is refused";

    private final Walk walk;
    private final MigratingTable table;
    private final MigrationRule rule;
    private final MySqlConversions sql;
    /** For each old column, then for each new one, its place among the targets. */
    private final List<Integer> places;

    private final int last;
    private final Name where;

    private MySqlBothSides(
            Walk walk,
            MigratingTable table,
            MigrationRule rule,
            MySqlConversions sql,
            List<Integer> places,
            List<Name> targets) {
        this.walk = walk;
        this.table = table;
        this.rule = rule;
        this.sql = sql;
        this.places = places;
        this.last = Collections.max(places);
        this.where = targets.get(places.get(0));
    }

    /** Null unless {@code targets} are all columns of both sides, and perhaps others. */
    static @Nullable MySqlBothSides of(
            Walk walk, MigratingTable table, MigrationRule rule, String qualifier, List<Name> targets) {
        List<String> names = targets.stream().map(Name::value).toList();
        List<Integer> places = new ArrayList<>();
        rule.migration().oldColumns().forEach(old -> places.add(names.indexOf(old)));
        rule.migration().newColumns().forEach(added -> places.add(names.indexOf(added.name())));
        if (places.contains(-1)) {
            return null;
        }
        walk.speech.name(rule, Side.OLD);
        walk.speech.name(rule, Side.NEW);
        MySqlConversions sql = new MySqlConversions(walk.dialect, table, rule, qualifier);
        MySqlBothSides both = new MySqlBothSides(walk, table, rule, sql, places, targets);
        Set<String> ours = MySqlText.columnsOf(rule.migration());
        if (names.stream().filter(ours::contains).count() != places.size()) {
            throw both.refusal("one of them twice", "Name each once.");
        }
        return both;
    }

    /** Before the new columns are there, and when the old ones are gone, the server says so; there is nothing to check. */
    private boolean isOneSideOnly() {
        return table.isGone(rule)
                || (rule.writes() == Writes.OLD
                        && rule.migration().newColumns().stream()
                                .anyMatch(added -> table.relation().column(added.name()) == null));
    }

    private void refuseIgnore(MySqlLeniency leniency) {
        if (leniency.stores()) {
            throw refusal(
                    "with " + leniency.what(), leniency.hint() + " Or write one side; Crossfade writes the other.");
        }
    }

    /** One row of an INSERT; one that has another number of cells than there are columns is for the server to refuse. */
    void insert(List<Cell> cells, int width, MySqlLeniency leniency) {
        if (isOneSideOnly() || cells.size() != width) {
            return;
        }
        refuseIgnore(leniency);
        check(cells.get(last));
    }

    /** What stands for the last column of both sides in a query whose results are {@code columns}; else null. */
    @Nullable
    String selected(int place, List<String> columns, MySqlLeniency leniency) {
        if (place != last || isOneSideOnly()) {
            return null;
        }
        refuseIgnore(leniency);
        return call(places.stream().map(columns::get).toList());
    }

    /** {@code own}: the assignments to the table, as many as there are targets; {@code all} those of the statement. */
    void assign(List<SetColumn> own, List<SetColumn> all, MySqlAssignments.Form form, MySqlLeniency leniency) {
        if (isOneSideOnly()) {
            return;
        }
        refuseIgnore(leniency);
        if (form == MySqlAssignments.Form.JOIN) {
            throw refusal("in an UPDATE of several tables, which assigns in no order", "Update one table at a time.");
        }
        Set<String> ours = MySqlText.columnsOf(rule.migration());
        Set<String> before = new HashSet<>();
        for (SetColumn set : all) {
            Cell cell = set.cell();
            // as it is written or as it will be: at some stages what stands for a column is one that was assigned
            if (new MySqlText(walk, cell.start(), cell.end()).names(before)
                    || MySqlText.rewritten(walk, cell.start(), cell.end()).names(before)) {
                throw refusal("with a value that reads what was assigned before it", "Give the value itself.");
            }
            if (own.contains(set) && ours.contains(set.target().last().value())) {
                before.add(set.target().last().value());
            }
        }
        check(own.get(last).cell());
    }

    private void check(Cell cell) {
        if (cell.expression() == null) {
            throw refusal("with DEFAULT for the last of them", "Give the value itself.");
        }
        List<String> values = new ArrayList<>(sql.oldColumns());
        values.addAll(sql.newColumns());
        values.set(places.indexOf(last), walk.edits.render(cell.start(), cell.end()));
        walk.edits.replace(cell.start(), cell.end(), call(values), REASON);
    }

    private String call(List<String> values) {
        ColumnMigration migration = rule.migration();
        int index = places.indexOf(last);
        int width = migration.oldColumns().size();
        String function = index < width ? migration.agreed(Side.OLD, index) : migration.agreed(Side.NEW, index - width);
        return MySqlConversions.call(function, values);
    }

    private Refusal refusal(String what, String hint) {
        return new Refusal(
                "Crossfade: a write that names both the old and the new columns of migration "
                        + rule.migration().name() + " on table "
                        + table.relation().name() + " " + what,
                hint,
                where.start());
    }
}
