package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.GroupElement;
import dev.crossfade.proxy.rewrite.model.Statement.Query;
import dev.crossfade.proxy.rewrite.model.Statement.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewrites queries: what they read, and the names their results keep. */
public final class QueryRewriter {
    private final Walk walk;
    private final FromRewriter from;
    private final Items items;

    QueryRewriter(Walk walk) {
        this.walk = walk;
        this.from = new FromRewriter(walk);
        this.items = new Items(walk);
    }

    public FromRewriter from() {
        return from;
    }

    Items items() {
        return items;
    }

    /** Rewrites a query; returns its result columns, null where even their number is not known. */
    @Nullable
    public List<Output> query(Query query, @Nullable Scope outer, @Nullable Ctes ctes) {
        Ctes inSight = walk.with(query.with(), outer, ctes);
        List<Output> outputs;
        if (query.body() instanceof Body.Select select) {
            outputs = select(select, query.orderBy(), outer, inSight);
        } else {
            outputs = body(query.body(), outer, inSight);
            // ORDER BY of anything but a SELECT can name result columns only, and those keep their names; MySQL takes
            // queries, too
            query.orderBy().forEach(e -> subqueries(e, outer, inSight));
        }
        walk.expressions.rewrite(query.others(), outer, inSight);
        return outputs;
    }

    private void subqueries(Expression expression, @Nullable Scope outer, @Nullable Ctes ctes) {
        if (expression instanceof Expression.Subquery) {
            walk.expressions.rewrite(expression, outer, ctes);
        } else {
            expression.children().forEach(e -> subqueries(e, outer, ctes));
        }
    }

    private @Nullable List<Output> body(Body body, @Nullable Scope outer, @Nullable Ctes ctes) {
        if (body instanceof Body.Select select) {
            return select(select, List.of(), outer, ctes);
        }
        if (body instanceof Body.Nested nested) {
            return query(nested.query(), outer, ctes);
        }
        if (body instanceof Body.SetOperation operation) {
            List<Output> left = body(operation.left(), outer, ctes);
            body(operation.right(), outer, ctes);
            // the server gives a set operation's columns no identity
            return left == null
                    ? null
                    : left.stream().map(o -> new Output(o.name(), null)).toList();
        }
        if (body instanceof Body.Table table) {
            return table(table, ctes);
        }
        return values((Body.Values) body, outer, ctes);
    }

    private List<Output> values(Body.Values values, @Nullable Scope outer, @Nullable Ctes ctes) {
        int width = 0;
        for (Tuple row : values.rows()) {
            width = row.cells().size();
            for (Cell cell : row.cells()) {
                walk.expressions.rewriteOrNull(cell.expression(), outer, ctes);
            }
        }
        List<Output> outputs = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            outputs.add(new Output("column" + i, null));
        }
        return outputs;
    }

    private @Nullable List<Output> table(Body.Table table, @Nullable Ctes ctes) {
        Scope scope = new Scope(null);
        Binding binding = from.bind(table.names(), null, table.start(), ctes);
        scope.bindings.add(binding);
        if (binding.migrating() == null) {
            return binding.columns();
        }
        List<Output> outputs = new ArrayList<>();
        String list = items.expansion(binding, outputs);
        int keywordEnd = table.start() + "TABLE".length();
        walk.edits.replace(
                table.start(), keywordEnd, "SELECT " + list + " FROM", "TABLE shows only the columns the client knows");
        return outputs;
    }

    private @Nullable List<Output> select(
            Body.Select select, List<Expression> orderBy, @Nullable Scope outer, @Nullable Ctes ctes) {
        Scope scope = from.scope(select.from(), outer, ctes);
        List<Output> outputs = items.rewrite(select.items(), scope, ctes, select.from());
        walk.expressions.rewriteOrNull(select.where(), scope, ctes);
        for (GroupElement element : select.groupBy()) {
            groupBy(element, select, orderBy, scope, ctes, outputs);
        }
        walk.dialect.having(walk, select, scope, ctes, outputs);
        walk.dialect.derivedTables(walk, select, orderBy, scope);
        walk.expressions.rewrite(select.windows(), scope, ctes);
        new FunctionalDependency(walk).refuseWithoutKey(select, scope);
        for (Expression expression : select.distinctOn()) {
            sorting(expression, scope, ctes, outputs);
        }
        for (Expression expression : orderBy) {
            sorting(expression, scope, ctes, outputs);
        }
        walk.dialect.sorted(walk, select, orderBy, scope, outputs);
        return outputs;
    }

    /** ORDER BY and DISTINCT ON: a lone name means a result column first. */
    private void sorting(Expression expression, Scope scope, @Nullable Ctes ctes, @Nullable List<Output> outputs) {
        Name lone = loneName(expression);
        if (lone != null) {
            if (names(outputs, lone.value())) {
                return;
            }
            if (outputs == null || outputs.stream().anyMatch(o -> o.name() == null)) {
                refuseIfMigrating(lone, scope, "ORDER BY");
            }
        }
        walk.expressions.rewrite(expression, scope, ctes);
    }

    private void refuseIfMigrating(Name name, Scope scope, String clause) {
        Scope.Owner owner = scope.owner(name, walk.speech, walk.derived);
        if (owner != null && owner.binding().role(name.value()) != null) {
            walk.derived.ask(
                    owner.binding(),
                    walk.speech,
                    new Refusal(
                            "Crossfade: " + clause + " " + name.value() + " beside columns whose names are not known",
                            "Write it with the name of its table.",
                            name.start()));
        }
    }

    private static boolean names(@Nullable List<Output> outputs, String name) {
        return outputs != null && outputs.stream().anyMatch(o -> name.equals(o.name()));
    }

    /** Parentheses around a name make no difference to the server. */
    private static @Nullable Name loneName(Expression expression) {
        Expression bare = expression.bare();
        return bare instanceof ColumnRef ref && !ref.star() && ref.names().size() == 1 ? ref.last() : null;
    }

    /** GROUP BY: a lone name means a column first, then a result column. */
    private void groupBy(
            GroupElement element,
            Body.Select select,
            List<Expression> orderBy,
            Scope scope,
            @Nullable Ctes ctes,
            @Nullable List<Output> outputs) {
        Expression expression = element.expression();
        Name lone = loneName(expression);
        if (lone != null && names(outputs, lone.value()) && isMigrating(lone, scope) && !isItself(lone, select)) {
            if (walk.speech.isLearning()) {
                return; // it says nothing about the side that is spoken
            }
            if (isOnlyHidden(lone, scope)) {
                groupByResult(lone, scope, outputs);
                return;
            }
        }
        if (!(expression instanceof ColumnRef column && walk.dialect.groupBy(walk, column, select, orderBy, scope))) {
            walk.expressions.rewrite(expression, scope, ctes);
        }
        if (element.plain() && expression instanceof ColumnRef ref && !ref.star()) {
            new FunctionalDependency(walk).keep(ref, select, scope);
        }
    }

    private static boolean isMigrating(Name name, Scope scope) {
        return scope.bindings.stream().anyMatch(b -> b.role(name.value()) != null);
    }

    /** Whether the result column of this name is the column of this name. */
    private static boolean isItself(Name name, Body.Select select) {
        return select.items().stream()
                .anyMatch(i -> i.expression() instanceof ColumnRef ref
                        && !ref.star()
                        && ref.last().value().equals(name.value()));
    }

    private boolean isOnlyHidden(Name name, Scope scope) {
        List<Binding> owners =
                scope.bindings.stream().filter(b -> b.has(name.value())).toList();
        return !owners.isEmpty() && owners.stream().allMatch(b -> Scope.isHidden(b, name.value(), walk.speech));
    }

    /** The client means a result column, but a hidden column of that name would be taken for it: use its position. */
    private void groupByResult(Name name, Scope scope, @Nullable List<Output> outputs) {
        int position = 0;
        if (outputs != null && outputs.stream().noneMatch(o -> o.name() == null)) {
            for (int i = 0; i < outputs.size(); i++) {
                if (name.value().equals(outputs.get(i).name())) {
                    position = position == 0 ? i + 1 : -1;
                }
            }
        }
        if (position <= 0) {
            Refusal refusal = new Refusal(
                    "Crossfade: GROUP BY " + name.value() + ", which can mean a result column or a column of the table",
                    "Group by the expression itself.",
                    name.start());
            for (Binding binding : scope.bindings) {
                if (binding.role(name.value()) != null) {
                    walk.derived.ask(binding, walk.speech, refusal);
                }
            }
            throw refusal;
        }
        walk.edits.replace(
                name.start(),
                name.end(),
                Integer.toString(position),
                "a hidden column has the name of the result column");
    }

    /** The scope of a statement's own table, for UPDATE, DELETE and INSERT. */
    public Binding target(List<Name> names, @Nullable Name alias, int position) {
        return from.bind(names, alias, position, null);
    }
}
