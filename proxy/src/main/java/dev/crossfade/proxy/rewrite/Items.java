package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Origin;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.FromItem;
import dev.crossfade.proxy.rewrite.model.Statement.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rewrites select lists and RETURNING: columns are computed and keep their names, stars show what the client knows. */
final class Items {
    private final Walk walk;

    Items(Walk walk) {
        this.walk = walk;
    }

    /** Rewrites the items; returns the result's columns, null where even their number is not known. */
    @Nullable
    List<Output> rewrite(List<Item> items, Scope scope, @Nullable Ctes ctes, List<FromItem> from) {
        List<Output> outputs = new ArrayList<>();
        boolean counted = true;
        for (Item item : items) {
            if (item.expression() instanceof ColumnRef ref && ref.star()) {
                counted &= star(ref, scope, from, outputs);
            } else if (item.expression() instanceof Expression.CompositeStar) {
                walk.expressions.rewrite(item.expression(), scope, ctes);
                counted = false;
            } else {
                outputs.add(item(item, scope, ctes, from));
            }
        }
        return counted ? outputs : null;
    }

    private Output item(Item item, Scope scope, @Nullable Ctes ctes, List<FromItem> from) {
        Expression expression = item.expression();
        walk.expressions.rewrite(expression, scope, ctes);
        shown(expression, scope);
        if (item.alias() != null) {
            return output(item.alias().value(), expression, scope, from);
        }
        Dialect.Label label = walk.dialect.label(expression, walk.text);
        ColumnRef named = label.column();
        boolean changed = named != null
                ? walk.replaced.contains(named.start())
                : walk.dialect.labelsAreText() && walk.edits.touches(expression.start(), expression.end());
        if (changed) {
            walk.edits.insertAfter(
                    expression.end(),
                    " AS " + walk.dialect.quote(walk.comparable(label.written())),
                    "the result keeps the name");
        }
        return output(label.name(), expression, scope, from);
    }

    private Output output(@Nullable String name, Expression expression, Scope scope, List<FromItem> from) {
        Origin origin = origin(expression, scope);
        if (origin != null || !(expression instanceof ColumnRef ref)) {
            return new Output(name, origin);
        }
        Output column = column(ref, scope, from);
        return column == null ? new Output(name, null) : new Output(name, column.computed(), column.type());
    }

    /** What is known of the column that is meant, if it is not computed: it may be one that a join merges. */
    private @Nullable Output column(ColumnRef ref, Scope scope, List<FromItem> from) {
        Found found = walk.expressions.find(ref, scope);
        if (found != null) {
            return found.binding().output(found.column());
        }
        boolean merges = !scope.merged.isEmpty() || hasNatural(from);
        if (ref.names().size() > 1 || !merges) {
            return null;
        }
        List<Output> all = new MergedStar(walk, scope).outputs(from, ref);
        List<Output> meant = all == null
                ? List.of()
                : all.stream().filter(o -> ref.last().value().equals(o.name())).toList();
        return meant.size() == 1 ? meant.get(0) : null;
    }

    /** A column that is a result by itself may stand in another form than inside expressions. */
    private void shown(Expression expression, Scope scope) {
        if (!(expression instanceof ColumnRef ref) || !walk.replaced.contains(ref.start())) {
            return;
        }
        Found found = walk.expressions.find(ref, scope);
        MigratingTable table = found == null ? null : found.binding().migrating();
        if (found == null || found.role() == null || table == null) {
            return;
        }
        String read = walk.dialect.read(table, found.role(), found.qualifier());
        String shown = walk.dialect.shown(table, found.role(), found.qualifier());
        if (shown != null && !shown.equals(read)) {
            walk.expressions.replace(ref, shown, found.role());
        }
    }

    private @Nullable Origin origin(Expression expression, Scope scope) {
        Expression bare = expression;
        Set<String> casts = new HashSet<>();
        while (bare instanceof Expression.Group || bare instanceof Expression.Cast) {
            if (bare instanceof Expression.Cast cast) {
                casts.add(TypeNames.full(cast.type()));
            }
            bare = bare.children().get(0);
        }
        Origin origin = bare instanceof ColumnRef ref ? origin(ref, scope) : null;
        // to the server a cast to the very type of a column is the column
        return origin == null || casts.isEmpty() || casts.equals(Set.of(TypeNames.full(origin.type()))) ? origin : null;
    }

    private @Nullable Origin origin(ColumnRef ref, Scope scope) {
        Found found = walk.expressions.find(ref, scope);
        if (found == null) {
            return null;
        }
        if (walk.replaced.contains(ref.start()) && found.role() != null) {
            return origin(found.binding(), found.role());
        }
        Output output = found.binding().output(found.column());
        return output == null ? null : output.computed();
    }

    private static Origin origin(Binding binding, Role role) {
        MigratingTable table = binding.migrating();
        Catalog.Column column = table == null ? null : table.relation().column(role.column());
        return table == null || column == null
                ? Origin.NONE
                : new Origin(table.relation().oid(), column.attnum(), column.type());
    }

    /** Rewrites {@code *} or {@code t.*}; false when it is not known how many columns it stands for. */
    private boolean star(ColumnRef ref, Scope scope, List<FromItem> from, List<Output> outputs) {
        if (!ref.names().isEmpty()) {
            Binding binding = ref.names().size() == 1
                    ? scope.named(ref.last().value())
                    : scope.named(
                            ref.names().get(ref.names().size() - 2).value(),
                            ref.last().value());
            if (binding == null) {
                return false;
            }
            if (binding.migrating() != null) {
                String qualifier = walk.text.substring(ref.start(), ref.last().end());
                walk.edits.replace(
                        ref.start(), ref.end(), expansion(binding, qualifier, outputs), "the columns the client knows");
                return true;
            }
            return addAll(binding, outputs);
        }
        if (scope.bindings.stream().noneMatch(b -> b.migrating() != null)) {
            if (!scope.merged.isEmpty() || hasNatural(from)) {
                List<Output> merged = new MergedStar(walk, scope).outputs(from, ref);
                outputs.addAll(merged == null ? List.of() : merged);
                return merged != null;
            }
            boolean known = true;
            for (Binding binding : scope.bindings) {
                known &= addAll(binding, outputs);
            }
            return known;
        }
        if (hasNatural(from)) {
            for (Binding binding : scope.bindings) {
                if (binding.migrating() != null) {
                    walk.derived.ask(binding, walk.speech, MergedStar.refusal(ref));
                }
            }
            return false;
        }
        if (!scope.merged.isEmpty()) {
            String list = new MergedStar(walk, scope).expansion(from, outputs, ref);
            walk.edits.replace(ref.start(), ref.end(), list, "the columns the client knows");
            return true;
        }
        boolean known = true;
        List<String> parts = new ArrayList<>();
        for (Binding binding : scope.bindings) {
            if (binding.migrating() != null) {
                parts.add(expansion(binding, outputs));
            } else {
                parts.add(binding.qualifier(walk.dialect) + ".*");
                known &= addAll(binding, outputs);
            }
        }
        walk.edits.replace(ref.start(), ref.end(), String.join(", ", parts), "the columns the client knows");
        return known;
    }

    private static boolean addAll(Binding binding, List<Output> outputs) {
        if (binding.columns() == null) {
            return false;
        }
        outputs.addAll(binding.columns());
        return binding.exact() && binding.known();
    }

    private static boolean hasNatural(List<FromItem> items) {
        return items.stream().anyMatch(Items::hasNatural);
    }

    private static boolean hasNatural(FromItem item) {
        if (item instanceof FromItem.Join join) {
            return join.natural() || hasNatural(join.left()) || hasNatural(join.right());
        }
        return item instanceof FromItem.Parenthesised inner && hasNatural(inner.inner());
    }

    /** The select list that stands for {@code t.*}. */
    String expansion(Binding binding, List<Output> outputs) {
        return expansion(binding, binding.qualifier(walk.dialect), outputs);
    }

    private String expansion(Binding binding, String qualifier, List<Output> outputs) {
        MigratingTable table = binding.migrating();
        if (table == null) {
            throw new IllegalStateException("only migrating tables are expanded");
        }
        table.rules().forEach(rule -> walk.speech.name(rule, rule.speaks()));
        List<String> columns = new ArrayList<>();
        for (String column : table.visible()) {
            columns.add(expanded(binding, table, qualifier, column, outputs));
        }
        return String.join(", ", columns);
    }

    /** One column of an expanded star. */
    String expanded(Binding binding, MigratingTable table, String qualifier, String column, List<Output> outputs) {
        Role role = table.role(column);
        String read = role == null ? null : walk.dialect.shown(table, role, qualifier);
        if (role == null || read == null) {
            Catalog.Column known = table.relation().column(column);
            outputs.add(new Output(column, null, known == null ? null : known.type()));
            return walk.dialect.column(
                    qualifier, walk.tables.stored(table.relation().name(), column));
        }
        outputs.add(new Output(column, origin(binding, role)));
        return read + " AS "
                + walk.dialect.quote(walk.tables.stored(table.relation().name(), column));
    }
}
