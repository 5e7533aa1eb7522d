package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.FromItem;
import dev.crossfade.proxy.rewrite.model.Statement;
import dev.crossfade.proxy.rewrite.model.Statement.Item;
import dev.crossfade.proxy.rewrite.mysql.MySqlWrites;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewrites statements, at the top and in WITH. */
final class StatementRewriter {
    private final Walk walk;

    StatementRewriter(Walk walk) {
        this.walk = walk;
    }

    /** Rewrites a statement; returns the columns of its result, null where even their number is not known. */
    @Nullable
    List<Output> statement(Statement statement, @Nullable Scope outer, @Nullable Ctes ctes) {
        if (statement instanceof Statement.Query query) {
            return walk.queries.query(query, outer, ctes);
        }
        if (statement instanceof Statement.Insert insert) {
            return insert(insert, outer, ctes);
        }
        if (statement instanceof Statement.Update update) {
            return update(update, outer, ctes);
        }
        if (statement instanceof Statement.Merge merge) {
            return merge(merge, outer, ctes);
        }
        if (statement instanceof Statement.Delete delete) {
            return delete(delete, outer, ctes);
        }
        new MySqlWrites(walk).rewrite(statement, outer, ctes);
        return List.of();
    }

    /** The table's columns are in sight where a row of it matched, the source's everywhere. */
    private List<Output> merge(Statement.Merge merge, @Nullable Scope outer, @Nullable Ctes ctes) {
        Ctes inSight = walk.with(merge.with(), outer, ctes);
        Binding target = target(merge.table(), merge.alias(), merge.start());
        Scope source = walk.queries.from().scope(List.of(merge.source()), outer, inSight);
        Scope both = new Scope(outer);
        both.bindings.add(target);
        both.bindings.addAll(source.bindings);
        both.merged.addAll(source.merged);
        walk.expressions.rewrite(merge.on(), both, inSight);
        for (Statement.When clause : merge.clauses()) {
            Scope scope = clause.matched() ? both : source;
            walk.expressions.rewriteOrNull(clause.condition(), scope, inSight);
            new AssignmentRewriter(walk, target, scope, inSight).rewrite(clause.assignments());
            if (clause.insert() != null) {
                new InsertRewriter(walk, clause.insert(), target, true).rewrite(source, inSight);
            }
        }
        return List.of();
    }

    private @Nullable List<Output> insert(Statement.Insert insert, @Nullable Scope outer, @Nullable Ctes ctes) {
        Ctes inSight = walk.with(insert.with(), outer, ctes);
        Binding target = target(insert.table(), insert.alias(), insert.start());
        new InsertRewriter(walk, insert, target, false).rewrite(outer, inSight);
        return returning(insert.returning(), target, List.of(), new Scope(outer), inSight);
    }

    private @Nullable List<Output> update(Statement.Update update, @Nullable Scope outer, @Nullable Ctes ctes) {
        Ctes inSight = walk.with(update.with(), outer, ctes);
        Binding target = target(update.table(), update.alias(), update.start());
        Scope scope = new Scope(outer);
        update.from().forEach(item -> walk.queries.from().add(item, scope, inSight));
        scope.bindings.add(0, target);
        new AssignmentRewriter(walk, target, scope, inSight).rewrite(update.assignments());
        walk.expressions.rewriteOrNull(update.where(), scope, inSight);
        return returning(update.returning(), target, update.from(), scope, inSight);
    }

    private @Nullable List<Output> delete(Statement.Delete delete, @Nullable Scope outer, @Nullable Ctes ctes) {
        Ctes inSight = walk.with(delete.with(), outer, ctes);
        Binding target = target(delete.table(), delete.alias(), delete.start());
        Scope scope = new Scope(outer);
        delete.using().forEach(item -> walk.queries.from().add(item, scope, inSight));
        scope.bindings.add(0, target);
        walk.expressions.rewriteOrNull(delete.where(), scope, inSight);
        return returning(delete.returning(), target, delete.using(), scope, inSight);
    }

    private Binding target(
            List<dev.crossfade.proxy.rewrite.model.Name> names,
            dev.crossfade.proxy.rewrite.model.@Nullable Name alias,
            int position) {
        walk.queries.from().refuseWriteToView(names, position);
        return walk.queries.target(names, alias, position);
    }

    private @Nullable List<Output> returning(
            List<Item> items, Binding target, List<FromItem> from, Scope scope, @Nullable Ctes ctes) {
        if (!scope.bindings.contains(target)) {
            scope.bindings.add(0, target);
        }
        if (!scope.merged.isEmpty()
                && items.stream()
                        .anyMatch(
                                i -> i.expression() instanceof dev.crossfade.proxy.rewrite.model.Expression.ColumnRef r
                                        && r.star()
                                        && r.names().isEmpty())
                && scope.bindings.stream().anyMatch(b -> b.migrating() != null)) {
            throw new Refusal(
                    "Crossfade: RETURNING * over a join with USING beside a migrating table",
                    "Name the columns.",
                    items.get(0).expression().start());
        }
        return walk.queries.items().rewrite(items, scope, ctes, from);
    }
}
