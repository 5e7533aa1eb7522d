package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.Given;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.FromItem;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.RowInsert;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import dev.crossfade.proxy.rewrite.model.Statement.TableUpdate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the assignments of MySQL's UPDATE and ON DUPLICATE KEY UPDATE. They run from left to right, each seeing what those
 * before it have done (https://dev.mysql.com/doc/refman/8.0/en/update.html), but for joins, where the order is undefined. A
 * row that an assignment leaves as it is must not count as changed, so the other side is assigned only where it must.
 */
public final class MySqlAssignments {
    enum Form {
        UPDATE,
        JOIN,
        CONFLICT
    }

    private final Walk walk;
    private final Scope scope;
    private final @Nullable Ctes ctes;
    private final Form form;
    private final MySqlSentOnce sentOnce;
    private final MySqlLeniency leniency;
    private List<SetColumn> all = List.of();

    private MySqlAssignments(
            Walk walk, Scope scope, @Nullable Ctes ctes, Form form, @Nullable TableUpdate update, boolean ignore) {
        this.walk = walk;
        this.scope = scope;
        this.ctes = ctes;
        this.form = form;
        this.sentOnce = new MySqlSentOnce(walk, scope, update);
        this.leniency = MySqlLeniency.of(walk, ignore);
    }

    /** Those of an UPDATE of one table, or of several. */
    static MySqlAssignments of(Walk walk, Scope scope, @Nullable Ctes ctes, TableUpdate update) {
        boolean single = update.tables().size() == 1 && update.tables().get(0) instanceof FromItem.TableRef;
        return new MySqlAssignments(walk, scope, ctes, single ? Form.UPDATE : Form.JOIN, update, update.ignore());
    }

    /** Those of an INSERT's ON DUPLICATE KEY UPDATE. */
    static MySqlAssignments of(Walk walk, Scope scope, @Nullable Ctes ctes, RowInsert insert) {
        return new MySqlAssignments(walk, scope, ctes, Form.CONFLICT, null, insert.ignore());
    }

    void rewrite(List<SetColumn> assignments) {
        all = assignments;
        Map<Binding, List<SetColumn>> byTable = new LinkedHashMap<>();
        for (SetColumn set : assignments) {
            walk.expressions.rewriteOrNull(set.cell().expression(), scope, ctes);
            Found found = walk.expressions.findTarget(set.target(), scope);
            if (found != null && found.binding().migrating() != null) {
                byTable.computeIfAbsent(found.binding(), b -> new ArrayList<>()).add(set);
            }
        }
        byTable.forEach(this::table);
    }

    private void table(Binding binding, List<SetColumn> own) {
        MigratingTable table = binding.migrating();
        if (table == null) {
            return;
        }
        List<Name> names = own.stream().map(s -> s.target().last()).toList();
        for (MigrationRule rule : table.rules()) {
            MySqlBothSides both = MySqlBothSides.of(walk, table, rule, binding.qualifier(walk.dialect), names);
            if (both != null) {
                both.assign(own, all, form, leniency);
                continue;
            }
            Given given = Given.of(rule, table, names, walk.speech);
            if (given.side() != null) {
                MySqlAssigned assigned = new MySqlAssigned(walk, binding, table, given, own, all);
                new MySqlSideAssignments(walk, form, leniency, assigned, sentOnce).rewrite();
            }
        }
    }
}
