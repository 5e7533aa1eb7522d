package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.proxy.rewrite.Given;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a statement assigns to one side of one migration. */
final class MySqlAssigned {
    final MigratingTable table;
    final MigrationRule rule;
    final ColumnMigration migration;
    final Side side;
    final MySqlConversions sql;
    /** What the statement calls the table, one of the two where it is joined with itself. */
    final String name;
    /** All assignments of the statement. */
    final List<SetColumn> all;
    /** For each column of the side its assignment, or null. */
    final List<@Nullable SetColumn> sets = new ArrayList<>();

    final SetColumn first;
    final SetColumn last;
    /** The names of both sides. */
    final Set<String> columns;

    /** {@code own}: the assignments to the table, as {@code given} counts them. */
    MySqlAssigned(
            Walk walk, Binding binding, MigratingTable table, Given given, List<SetColumn> own, List<SetColumn> all) {
        this.table = table;
        this.all = all;
        this.rule = given.rule();
        this.migration = rule.migration();
        this.side = given.side() == null ? Side.OLD : given.side();
        this.columns = MySqlText.columnsOf(migration);
        this.sql = new MySqlConversions(walk.dialect, table, rule, binding.qualifier(walk.dialect));
        String alias = binding.alias();
        this.name = alias == null ? "" : alias;
        SetColumn from = null;
        SetColumn to = null;
        for (int place : given.index()) {
            SetColumn set = place < 0 ? null : own.get(place);
            sets.add(set);
            if (set != null) {
                from = from == null || set.start() < from.start() ? set : from;
                to = to == null || set.start() > to.start() ? set : to;
            }
        }
        if (from == null || to == null) {
            throw new IllegalStateException("a side that is named without a column");
        }
        first = from;
        last = to;
        long named = own.stream()
                .filter(s -> columns.contains(s.target().last().value()))
                .count();
        if (named != sets.stream().filter(s -> s != null).count()) {
            throw refusal("a column that is assigned twice", "Assign it once.");
        }
    }

    Refusal refusal(String construct, String hint) {
        return new Refusal(
                "Crossfade: " + construct + ", in an update of columns of migration " + migration.name() + " on table "
                        + table.relation().name(),
                hint,
                first.start());
    }

    /** Of a value that reads the side where only some of its columns are assigned, which the other side cannot show. */
    Refusal readsHalf() {
        return refusal(
                "a value that reads these columns between their assignments",
                "Assign them next to each other, from values that do not read those assigned before.");
    }

    /** What the client sees in each column of {@code of}. */
    List<String> seen(Side of) {
        List<String> seen = new ArrayList<>();
        int size = of == Side.NEW
                ? migration.newColumns().size()
                : migration.oldColumns().size();
        for (int i = 0; i < size; i++) {
            seen.add(sql.seen(of, i));
        }
        return seen;
    }

    boolean isAllDefault() {
        return sets.stream().allMatch(s -> s == null || s.cell().expression() == null);
    }
}
