package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.TableName;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Conflict;
import dev.crossfade.proxy.rewrite.model.Statement.Insert;
import org.jspecify.annotations.Nullable;

/** Rewrites ON CONFLICT. */
final class ConflictRewriter {
    private final Walk walk;
    private final Insert insert;
    private final Binding target;

    ConflictRewriter(Walk walk, Insert insert, Binding target) {
        this.walk = walk;
        this.insert = insert;
        this.target = target;
    }

    void rewrite(@Nullable Scope outer, @Nullable Ctes ctes) {
        Conflict conflict = insert.conflict();
        if (conflict == null) {
            return;
        }
        MigratingTable table = target.migrating();
        if (table != null) {
            conflict.targets().forEach(name -> target(table, name));
            for (Expression expression : conflict.others()) {
                refuseMigrating(expression, table);
            }
        }
        Scope scope = new Scope(outer);
        scope.bindings.add(target);
        // What was proposed for insertion; it has the columns that the rewritten INSERT gives it.
        scope.bindings.add(new Binding("excluded", null, table == null ? null : excluded(table), target.columns()));
        new AssignmentRewriter(walk, target, scope, ctes).rewrite(conflict.assignments());
        walk.expressions.rewriteOrNull(conflict.where(), scope, ctes);
    }

    /** EXCLUDED holds every column that is written, filled: no column that is stored is computed. */
    static MigratingTable excluded(MigratingTable table) {
        return new MigratingTable(
                table.relation(),
                table.rules().stream()
                        .map(r -> new dev.crossfade.flags.MigrationRule(
                                r.migration(),
                                r.writes(),
                                r.truth(),
                                r.writes() == Writes.NEW ? Side.NEW : Side.OLD,
                                r.speaks(),
                                true))
                        .toList(),
                table.besideCollate());
    }

    /** The unique index stands on the old column until the old column is no longer written. */
    private void target(MigratingTable table, Name name) {
        Role role = table.role(name.value());
        if (role == null) {
            return;
        }
        walk.speech.name(role.rule(), role.side());
        Side indexed = role.rule().writes() == Writes.NEW ? Side.NEW : Side.OLD;
        if (role.side() == indexed) {
            return;
        }
        if (role.migration().conversion() == Conversion.FUNCTION) {
            throw new Refusal(
                    "Crossfade: ON CONFLICT (" + name.value() + ") on table "
                            + table.relation().name(),
                    "Name columns that do not migrate.",
                    name.start());
        }
        String column = indexed == Side.OLD
                ? role.migration().oldColumns().get(role.index())
                : role.migration().newColumns().get(role.index()).name();
        walk.edits.replace(name.start(), name.end(), TableName.quote(column), "the unique index stands there");
    }

    private void refuseMigrating(Expression expression, MigratingTable table) {
        if (expression instanceof Expression.ColumnRef ref
                && !ref.names().isEmpty()
                && table.role(ref.last().value()) != null) {
            throw new Refusal(
                    "Crossfade: ON CONFLICT with an expression over column "
                            + ref.last().value() + " of table "
                            + table.relation().name(),
                    "Name the constraint: ON CONFLICT ON CONSTRAINT.",
                    ref.start());
        }
        expression.children().forEach(c -> refuseMigrating(c, table));
    }
}
