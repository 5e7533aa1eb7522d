package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import dev.crossfade.proxy.rewrite.model.Statement.GroupElement;
import dev.crossfade.proxy.rewrite.model.Statement.Item;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY and HAVING in MySQL: HAVING sees result columns, columns of GROUP BY and arguments of aggregates only
 * (https://dev.mysql.com/doc/refman/8.0/en/select.html), and ONLY_FULL_GROUP_BY knows an expression of GROUP BY again only where
 * it stands alone (https://dev.mysql.com/doc/refman/8.0/en/group-by-handling.html).
 */
final class MySqlGrouping {
    private static final Pattern OVER = Pattern.compile("(?i)\\bover\\b");

    private static final Set<String> AGGREGATES = Set.of(
            "count",
            "sum",
            "min",
            "max",
            "avg",
            "group_concat",
            "json_arrayagg",
            "json_objectagg",
            "any_value",
            "bit_and",
            "bit_or",
            "bit_xor",
            "std",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "variance",
            "var_pop",
            "var_samp");

    private final Walk walk;
    private final Body.Select select;
    private final Scope scope;
    private final @Nullable Ctes ctes;
    private final @Nullable List<Output> outputs;

    MySqlGrouping(Walk walk, Body.Select select, Scope scope, @Nullable Ctes ctes, @Nullable List<Output> outputs) {
        this.walk = walk;
        this.select = select;
        this.scope = scope;
        this.ctes = ctes;
        this.outputs = outputs;
    }

    /** Groups by the stored column where that makes the same groups; true if it does. */
    boolean groupBy(ColumnRef ref, List<Expression> orderBy) {
        Found found = computed(ref);
        if (found == null || found.role() == null) {
            return false;
        }
        Role role = found.role();
        if (role.migration().conversion() == Conversion.IDENTITY) {
            return false;
        }
        if (role.migration().conversion() == Conversion.CAST) {
            walk.speech.name(role.rule(), role.side());
            String stored = role.side() == Side.OLD
                    ? role.migration().newColumns().get(role.index()).name()
                    : role.migration().oldColumns().get(role.index());
            walk.expressions.replace(ref, walk.dialect.column(found.qualifier(), stored), role);
            return true;
        }
        MigratingTable table = found.binding().migrating();
        if (table != null
                && new MySqlConversions(walk.dialect, table, role.rule(), found.qualifier()).keepsType(role)) {
            throw refusal("column " + found.column() + " in GROUP BY", ref);
        }
        for (Item item : select.items()) {
            refuseInside(item.expression(), found);
        }
        orderBy.forEach(e -> refuseInside(e, found));
        return false;
    }

    /** What stands for a column in other clauses is not what is grouped by, for GROUPING() and in the rows that ROLLUP adds. */
    void deriveForRollup() {
        for (GroupElement element : select.groupBy()) {
            if (!element.plain()) {
                deriveFor(element.expression());
            }
        }
    }

    private void deriveFor(Expression expression) {
        Found found = expression instanceof ColumnRef ref ? computed(ref) : null;
        if (found != null) {
            walk.derive(found.binding(), refusal("column " + found.column() + " in a ROLLUP", expression));
        }
        expression.children().forEach(this::deriveFor);
    }

    /**
     * A derived table that is merged gives a bigger integer than its column is (8.0.31) where rows are kept in a temporary table: by
     * GROUP BY, DISTINCT, windows, and the order of joined rows.
     */
    void keepTypes(List<Expression> orderBy) {
        List<String> derived = scope.bindings.stream()
                .filter(this::isComputed)
                .flatMap(b -> Stream.ofNullable(b.alias()))
                .map(walk.dialect::quote)
                .toList();
        int keyword = select.start() + "SELECT".length();
        String options =
                walk.text.substring(keyword, select.items().get(0).expression().start());
        boolean kept = !select.groupBy().isEmpty()
                || MySqlText.isDistinct(walk, select)
                || (!orderBy.isEmpty() && scope.bindings.size() > 1)
                || select.items().stream().anyMatch(this::isWindowed);
        if (derived.isEmpty() || !kept) {
            return;
        }
        select.groupBy().forEach(this::refuseMergedInRollup);
        String hint = " NO_MERGE(" + String.join(", ", derived) + ")";
        int hints = options.stripLeading().startsWith("/*+") ? keyword + options.indexOf("/*+") + 3 : -1;
        walk.edits.insertAfter(
                hints < 0 ? keyword : hints,
                hints < 0 ? " /*+" + hint + " */" : hint + " ",
                "the column keeps its type where rows are kept for a while");
    }

    /** The type that a ROLLUP gives a column is another where it was joined with that of a table which is no query (8.0.31). */
    private void refuseMergedInRollup(GroupElement element) {
        if (element.plain() || !(element.expression() instanceof ColumnRef ref) || computed(ref) != null) {
            return;
        }
        String name = ref.last().value();
        boolean merged = scope.bindings.stream()
                .map(Binding::derivedFrom)
                .anyMatch(table -> table != null
                        && table.rules().stream()
                                .anyMatch(rule ->
                                        MySqlText.columnsOf(rule.migration()).contains(name)));
        if (merged && ref.names().size() > 1) {
            throw refusal("column " + name + " in a ROLLUP beside a column of that name", ref);
        }
    }

    private boolean isWindowed(Item item) {
        return OVER.matcher(walk.text.substring(
                        item.expression().start(), item.expression().end()))
                .find();
    }

    /** Whether it is a query, a part of which stands for columns: one that stands for a table, or the client's own. */
    private boolean isComputed(Binding binding) {
        MigratingTable table = binding.derivedFrom();
        if (table != null) {
            return table.rules().stream().anyMatch(rule -> isComputed(table, rule));
        }
        return binding.migrating() == null
                && binding.table() == null
                && binding.columns() != null
                && binding.columns().stream().anyMatch(column -> column.computed() != null);
    }

    private boolean isComputed(MigratingTable table, MigrationRule rule) {
        return rule.migration().conversion() != Conversion.IDENTITY
                && walk.dialect.read(table, new Role(rule, walk.speech.side(rule), 0), "") != null;
    }

    private @Nullable Found computed(ColumnRef ref) {
        Found found = ref.star() ? null : walk.expressions.find(ref, scope);
        if (found == null || found.role() == null || found.binding().migrating() == null) {
            return null;
        }
        return walk.dialect.read(found.binding().migrating(), found.role(), found.qualifier()) == null ? null : found;
    }

    private void refuseInside(Expression expression, Found grouped) {
        Expression bare = expression.bare();
        if (!(bare instanceof ColumnRef)) {
            refuseAnywhere(bare, grouped);
        }
    }

    private void refuseAnywhere(Expression expression, Found grouped) {
        if (expression instanceof Expression.Call call && AGGREGATES.contains(call.function())) {
            return;
        }
        if (expression instanceof ColumnRef ref) {
            Found found = computed(ref);
            if (found != null
                    && found.binding().equals(grouped.binding())
                    && found.column().equals(grouped.column())) {
                throw refusal("an expression over column " + found.column() + ", by which the rows are grouped", ref);
            }
        }
        if (expression instanceof Expression.Subquery subquery
                && new MySqlText(walk, subquery.start(), subquery.end()).names(Set.of(grouped.column()))) {
            throw refusal("a subquery beside GROUP BY " + grouped.column(), subquery);
        }
        expression.children().forEach(e -> refuseAnywhere(e, grouped));
    }

    private static Refusal refusal(String construct, Expression where) {
        return new Refusal(
                "Crossfade: " + construct + ", which is computed while it migrates",
                "Group in a subquery, and compute outside.",
                where.start());
    }

    void having(Expression expression) {
        if (expression instanceof ColumnRef ref) {
            column(ref);
        } else if (expression instanceof Expression.Call call && AGGREGATES.contains(call.function())) {
            walk.expressions.rewrite(call, scope, ctes);
        } else if (expression instanceof Expression.Subquery subquery) {
            if (scope.bindings.stream().anyMatch(b -> b.migrating() != null)) {
                throw refusal("a subquery in HAVING", subquery);
            }
            walk.expressions.rewrite(subquery, scope, ctes);
        } else {
            expression.children().forEach(this::having);
        }
    }

    private void column(ColumnRef ref) {
        boolean isResult = outputs != null
                && ref.names().size() == 1
                && outputs.stream().anyMatch(o -> ref.last().value().equals(o.name()));
        Found found = computed(ref);
        if (isResult) {
            if (found != null && found.role() != null) {
                walk.speech.name(found.role().rule(), found.role().side());
            }
            return;
        }
        if (found != null && found.role() != null) {
            Conversion conversion = found.role().migration().conversion();
            boolean stands = conversion == Conversion.IDENTITY || (conversion == Conversion.CAST && isGrouped(found));
            if (!stands) {
                throw refusal("column " + found.column() + " in HAVING", ref);
            }
        }
        walk.expressions.rewrite(ref, scope, ctes);
    }

    private boolean isGrouped(Found found) {
        for (GroupElement element : select.groupBy()) {
            if (element.expression() instanceof ColumnRef ref) {
                Found grouped = computed(ref);
                if (grouped != null
                        && grouped.binding().equals(found.binding())
                        && grouped.column().equals(found.column())) {
                    return true;
                }
            }
        }
        return false;
    }
}
