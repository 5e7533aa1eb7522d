package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.model.Statement.Assignment;
import dev.crossfade.proxy.rewrite.model.Statement.Target;
import java.util.List;

/**
 * Rewrites assignments to parts of migrating columns: {@code a[1] = x}, {@code a['key'] = x}, {@code a.field = x}. What a part
 * changes in the other column is the same only if that column has the same value before, so: renames, whose new column is
 * filled in every row, or of which one side only is written.
 */
final class PartAssignments {
    private final Walk walk;
    private final MigratingTable table;
    private final List<Assignment> assignments;

    PartAssignments(Walk walk, MigratingTable table, List<Assignment> assignments) {
        this.walk = walk;
        this.table = table;
        this.assignments = assignments;
    }

    /** Rewrites all assignments to columns of the rule if one is to a part; false if none is. */
    boolean rewrite(Given given) {
        MigrationRule rule = given.rule();
        Target part = null;
        boolean row = false;
        for (Assignment assignment : assignments) {
            for (Target target : assignment.targets()) {
                Role role = table.role(target.name().value());
                if (role != null && role.rule().equals(rule)) {
                    row |= assignment.row();
                    part = target.indirection() ? target : part;
                }
            }
        }
        if (part == null) {
            return false;
        }
        Side stored = given.writes() == Writes.OLD ? Side.OLD : given.writes() == Writes.NEW ? Side.NEW : null;
        if (stored != null && stored == given.side()) {
            return true; // as it is
        }
        boolean same = rule.migration().conversion() == ColumnMigration.Conversion.IDENTITY && isOneType(rule);
        if (row || !same || (stored == null && !rule.filled())) {
            throw refusal(part);
        }
        for (Assignment assignment : assignments) {
            Target target = assignment.targets().get(0);
            Role role = table.role(target.name().value());
            if (role != null && role.rule().equals(rule)) {
                mirror(assignment, target, role, stored != null);
            }
        }
        return true;
    }

    private boolean isOneType(MigrationRule rule) {
        for (int i = 0; i < rule.migration().oldColumns().size(); i++) {
            if (!table.oldColumn(rule, i)
                    .type()
                    .equals(rule.migration().newColumns().get(i).type())) {
                return false;
            }
        }
        return true;
    }

    private void mirror(Assignment assignment, Target target, Role role, boolean instead) {
        Side other = role.side() == Side.OLD ? Side.NEW : Side.OLD;
        String column = walk.dialect.quote(new Role(role.rule(), other, role.index()).column());
        if (instead) {
            walk.edits.replace(
                    target.name().start(),
                    target.name().end(),
                    column,
                    target.name().value() + " is stored there");
            return;
        }
        boolean once = assignment.cells().stream()
                        .anyMatch(c -> c.expression() == null || Once.needed(c.expression(), walk.volatileFunctions))
                || target.subscripts().stream().anyMatch(s -> Once.needed(s, walk.volatileFunctions));
        if (once) {
            throw refusal(target);
        }
        walk.edits.insertAfter(
                assignment.end(),
                ", " + column + walk.edits.render(target.name().end(), assignment.end()),
                InsertColumns.REASON);
    }

    private Refusal refusal(Target part) {
        return new Refusal(
                "Crossfade: an assignment to a part of column " + part.name().value() + " in an UPDATE of table "
                        + table.relation().name(),
                "Assign the whole column.",
                part.name().start());
    }
}
