package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import dev.crossfade.proxy.rewrite.model.Statement.Item;
import java.util.List;
import java.util.Set;

/**
 * {@code SELECT id, name … GROUP BY id} is allowed when id is the primary key. While a key moves, the constraint stands on
 * the old column (at complete on the new one), so grouping by what now stands for id would be refused with 42803. Where old and new agree on every row,
 * both together make the same groups.
 */
final class FunctionalDependency {
    private static final Set<String> AGGREGATES = Set.of(
            "count",
            "sum",
            "min",
            "max",
            "avg",
            "array_agg",
            "string_agg",
            "json_agg",
            "jsonb_agg",
            "bool_and",
            "bool_or",
            "every",
            "json_object_agg",
            "jsonb_object_agg",
            "stddev",
            "variance",
            "bit_and",
            "bit_or");

    private final Walk walk;

    FunctionalDependency(Walk walk) {
        this.walk = walk;
    }

    /** Adds the key's column beside {@code ref}, a GROUP BY element, if columns of its table are used ungrouped. */
    void keep(ColumnRef ref, Body.Select select, Scope scope) {
        Found found = walk.expressions.find(ref, scope);
        if (found == null || found.role() == null) {
            return;
        }
        Role role = found.role();
        Side keySide = role.rule().writes() == Writes.NEW ? Side.NEW : Side.OLD;
        boolean isKey = !walk.replaced.contains(ref.start()) && role.side() == keySide;
        if (isKey || role.migration().conversion() == Conversion.FUNCTION) {
            return;
        }
        boolean ungrouped = select.items().stream().anyMatch(i -> usesOther(i.expression(), found, scope))
                || (select.having() != null && usesOther(select.having(), found, scope));
        if (ungrouped) {
            String key = walk.dialect.column(found.qualifier(), new Role(role.rule(), keySide, role.index()).column());
            walk.edits.insertAfter(ref.end(), ", " + key, "the primary key stands on " + key);
        }
    }

    /**
     * A derived table has no key, so that its columns cannot be used ungrouped. Whether they could in the client's table
     * would have to be known.
     */
    void refuseWithoutKey(Body.Select select, Scope scope) {
        if (select.groupBy().isEmpty() || scope.bindings.stream().noneMatch(b -> b.derivedFrom() != null)) {
            return;
        }
        List<String> grouped =
                select.groupBy().stream().map(g -> text(g.expression())).toList();
        for (Item item : select.items()) {
            refuseUngrouped(item.expression(), grouped, scope);
        }
        if (select.having() != null) {
            refuseUngrouped(select.having(), grouped, scope);
        }
    }

    private String text(Expression expression) {
        return walk.comparable(walk.text.substring(expression.start(), expression.end()))
                .replaceAll("\\s", "");
    }

    private void refuseUngrouped(Expression expression, List<String> grouped, Scope scope) {
        if (grouped.contains(text(expression))) {
            return;
        }
        if (expression instanceof ColumnRef ref) {
            Found found = ref.star() ? null : walk.expressions.find(ref, scope);
            boolean same = found != null
                    && grouped.stream()
                            .anyMatch(g -> g.substring(g.lastIndexOf('.') + 1)
                                    .equalsIgnoreCase(ref.last().value()));
            if (ref.star() || (found != null && found.binding().derivedFrom() != null && !same)) {
                throw new Refusal(
                        "Crossfade: a column that is not grouped, of a migrating table that must be written as a query,",
                        "Add the column to GROUP BY.",
                        ref.start());
            }
            return;
        }
        if (expression instanceof Expression.Call call && AGGREGATES.contains(call.function())) {
            return;
        }
        expression.children().forEach(c -> refuseUngrouped(c, grouped, scope));
    }

    private boolean usesOther(Expression expression, Found key, Scope scope) {
        if (expression instanceof ColumnRef ref) {
            if (ref.star()) {
                return true;
            }
            Found found = walk.expressions.find(ref, scope);
            return found != null
                    && found.binding().equals(key.binding())
                    && !found.column().equals(key.column());
        }
        if (expression instanceof Expression.Call call && AGGREGATES.contains(call.function())) {
            return false;
        }
        return expression.children().stream().anyMatch(c -> usesOther(c, key, scope));
    }
}
