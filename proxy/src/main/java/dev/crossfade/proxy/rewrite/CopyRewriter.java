package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.TableName;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites COPY of a table. Out: the columns the client knows are listed; where one is computed, COPY of a query stands for
 * COPY of the table. In: rows go by unseen, so they can only be written where the server stores them as they come, or a guard stands.
 */
final class CopyRewriter {
    private final Walk walk;
    private final Copy copy;

    CopyRewriter(Walk walk, Copy copy) {
        this.walk = walk;
        this.copy = copy;
    }

    /** {@code condition} is {@code SELECT WHERE …} with the condition of COPY FROM, or null. */
    void rewrite(@Nullable Statement condition) {
        int position = copy.table().get(0).start();
        if (copy.from()) {
            walk.queries.from().refuseWriteToView(copy.table(), position);
        }
        Binding target = walk.queries.target(copy.table(), null, position);
        MigratingTable table = target.migrating();
        if (table == null) {
            return; // another table of that name, or a view, which the server does not copy
        }
        List<Name> columns = copy.columns().isEmpty() ? all(table) : copy.columns();
        if (copy.from()) {
            in(table, columns);
            if (condition instanceof Statement.Query query && query.body() instanceof Body.Select select) {
                refuseUnfilled(table, columns, select.where());
                MigratingTable raw = ConflictRewriter.excluded(table);
                Scope scope = new Scope(null);
                scope.bindings.add(new Binding(target.alias(), target.table(), raw, target.columns()));
                walk.expressions.rewriteOrNull(select.where(), scope, null);
            }
        } else {
            out(target, table, columns);
        }
    }

    /**
     * The condition is tested before the guard fills the other side: what it may read is the side that the rows give, as they
     * give it, and old's defaults where they give neither.
     */
    private void refuseUnfilled(MigratingTable table, List<Name> columns, @Nullable Expression condition) {
        if (condition instanceof Expression.ColumnRef ref && !ref.star()) {
            Role role = table.role(ref.last().value());
            if (role == null || role.rule().writes() != Writes.BOTH) {
                return;
            }
            Given given = Given.of(role.rule(), table, columns, walk.speech);
            Side side = given.side() == null ? Side.OLD : given.side();
            if (role.side() != side || (side == Side.NEW && given.index().contains(-1))) {
                throw refusal(
                        table,
                        "COPY FROM with a condition over columns of migration "
                                + role.migration().name() + " that its rows do not give, on",
                        "Leave WHERE out, or COPY into another table and INSERT ... SELECT from it.");
            }
        } else if (condition != null) {
            condition.children().forEach(c -> refuseUnfilled(table, columns, c));
        }
    }

    /** The columns that COPY without a list means: generated ones are left out. */
    private List<Name> all(MigratingTable table) {
        table.rules().forEach(rule -> walk.speech.name(rule, rule.speaks()));
        List<Name> names = new ArrayList<>();
        for (String column : table.visible()) {
            Catalog.Column known = table.relation().column(column);
            if (known == null || !known.generated()) {
                names.add(new Name(column, copy.listEnd(), copy.listEnd()));
            }
        }
        return names;
    }

    private void out(Binding target, MigratingTable table, List<Name> columns) {
        List<String> selected = new ArrayList<>();
        boolean computed = false;
        boolean generated = false;
        for (Name column : columns) {
            Role role = table.role(column.value());
            String read = role == null ? null : Conversions.read(table, role, target.qualifier(walk.dialect));
            if (role != null) {
                walk.speech.name(role.rule(), role.side());
            }
            computed |= read != null;
            selected.add(
                    read == null
                            ? Conversions.column(target.qualifier(walk.dialect), column.value())
                            : read + " AS " + TableName.quote(column.value()));
            Catalog.Column known = table.relation().column(column.value());
            generated |= known != null && known.generated();
        }
        if (!computed) {
            list(columns);
            return;
        }
        if (generated) {
            throw refusal(table, "COPY of a generated column of", "Leave the generated column out.");
        }
        if (copy.isOldForm()) {
            throw refusal(table, "COPY in the form of PostgreSQL 7 on", "Write COPY table TO … WITH (FORMAT …).");
        }
        int start = copy.table().get(0).start();
        String name = walk.text.substring(
                start, copy.table().get(copy.table().size() - 1).end());
        walk.edits.replace(
                start,
                copy.listEnd(),
                "(SELECT " + String.join(", ", selected) + " FROM ONLY " + name + ")",
                "the columns the client knows, computed");
    }

    private void in(MigratingTable table, List<Name> columns) {
        Map<String, String> renamed = new HashMap<>();
        for (MigrationRule rule : table.rules()) {
            Given given = Given.of(rule, table, columns, walk.speech);
            Side side = given.side();
            if (rule.writes() == Writes.BOTH) {
                refuseBoth(table, rule, side);
            } else if (side != null && side != (rule.writes() == Writes.OLD ? Side.OLD : Side.NEW)) {
                rename(table, rule, side, renamed);
            }
        }
        if (!renamed.isEmpty() && copy.matchesHeader()) {
            throw refusal(table, "COPY FROM with HEADER MATCH on", "Use HEADER without MATCH.");
        }
        List<Name> stored = columns.stream()
                .map(c -> new Name(renamed.getOrDefault(c.value(), c.value()), c.start(), c.end()))
                .toList();
        if (copy.columns().isEmpty()) {
            list(stored);
        }
        List<Name> named = new ArrayList<>(copy.columns());
        named.addAll(copy.forced());
        for (Name name : named) {
            String column = renamed.get(name.value());
            if (column != null) {
                walk.edits.replace(
                        name.start(), name.end(), TableName.quote(column), name.value() + " is stored there");
            }
        }
    }

    /**
     * Both sides must be written and rows are not seen here: all is well where neither side gets a value, or where a guard
     * fills the other side. Given new values the server would still put old's default beside them: while old is the truth,
     * the guard takes that, and later, too, where the new values are NULL; and a sequence would count on with each row.
     */
    private void refuseBoth(MigratingTable table, MigrationRule rule, @Nullable Side side) {
        boolean defaults = false;
        for (int i = 0; i < rule.migration().oldColumns().size(); i++) {
            defaults |= table.oldColumn(rule, i).defaultExpression() != null;
        }
        if (table.relation().guarded()) {
            if (side == Side.NEW && defaults) {
                throw refusal(
                        table,
                        "COPY FROM into the new columns of migration "
                                + rule.migration().name() + " while the old ones have a default, on",
                        "Name the old columns, or use INSERT.");
            }
            return;
        }
        if (side != null || defaults) {
            throw refusal(
                    table,
                    "COPY FROM, whose rows would reach only one side of migration "
                            + rule.migration().name() + ", on",
                    "Use INSERT, or COPY into another table and INSERT ... SELECT from it.");
        }
    }

    /** A rename's values are stored under the other name as they are; every other conversion would have to see them. */
    private void rename(MigratingTable table, MigrationRule rule, Side side, Map<String, String> renamed) {
        ColumnMigration migration = rule.migration();
        for (int i = 0; i < migration.oldColumns().size(); i++) {
            String old = migration.oldColumns().get(i);
            if (migration.conversion() != ColumnMigration.Conversion.IDENTITY
                    || !table.oldColumn(rule, i)
                            .type()
                            .equals(migration.newColumns().get(i).type())) {
                throw refusal(
                        table,
                        "COPY FROM, whose rows would have to be converted by migration " + migration.name() + ", on",
                        side == Side.OLD
                                ? "Name the new columns, or use INSERT."
                                : "Name the old columns, or use INSERT.");
            }
            String added = migration.newColumns().get(i).name();
            renamed.put(side == Side.OLD ? old : added, side == Side.OLD ? added : old);
        }
    }

    private void list(List<Name> columns) {
        if (copy.columns().isEmpty()) {
            List<String> names =
                    columns.stream().map(c -> TableName.quote(c.value())).toList();
            walk.edits.insertAfter(
                    copy.listEnd(), " (" + String.join(", ", names) + ")", "the columns the client knows");
        }
    }

    private Refusal refusal(MigratingTable table, String construct, String hint) {
        return new Refusal(
                "Crossfade: " + construct + " table " + table.relation().name(),
                hint,
                copy.table().get(0).start());
    }
}
