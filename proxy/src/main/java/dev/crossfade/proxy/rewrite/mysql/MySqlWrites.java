package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.FromItem;
import dev.crossfade.proxy.rewrite.model.FromItem.TableRef;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement;
import dev.crossfade.proxy.rewrite.model.Statement.RowInsert;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import dev.crossfade.proxy.rewrite.model.Statement.TableDelete;
import dev.crossfade.proxy.rewrite.model.Statement.TableUpdate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rewrites MySQL's statements that write. */
public final class MySqlWrites {
    private final Walk walk;

    public MySqlWrites(Walk walk) {
        this.walk = walk;
    }

    public void rewrite(Statement statement, @Nullable Scope outer, @Nullable Ctes ctes) {
        if (statement instanceof RowInsert insert) {
            new MySqlInsertRewriter(walk, insert).rewrite(outer, ctes);
        } else if (statement instanceof TableUpdate update) {
            update(update, outer, ctes);
        } else if (statement instanceof TableDelete delete) {
            delete(delete, outer, ctes);
        } else {
            throw new IllegalStateException(statement.getClass().getSimpleName());
        }
    }

    private void update(TableUpdate update, @Nullable Scope outer, @Nullable Ctes ctes) {
        Ctes inSight = walk.with(update.with(), outer, ctes);
        Scope scope = new Scope(outer);
        update.tables().forEach(item -> walk.queries.from().add(item, scope, inSight));
        refuseAssignedViews(update, scope);
        refuseDerived(update, scope);
        MySqlAssignments.of(walk, scope, inSight, update).rewrite(update.assignments());
        walk.expressions.rewriteOrNull(update.where(), scope, inSight);
        MySqlListed.checkOrder(walk, update.orderBy(), scope);
        walk.expressions.rewrite(update.orderBy(), scope, inSight);
    }

    /** The server takes none, but by which error depends on what the derived table's columns are. */
    private void refuseDerived(TableUpdate update, Scope scope) {
        Set<String> derived = new HashSet<>();
        update.tables().forEach(item -> derived(item, derived));
        for (SetColumn set : update.assignments()) {
            Found found = walk.expressions.findTarget(set.target(), scope);
            if (found != null && derived.contains(found.binding().alias())) {
                throw new Refusal(
                        "Crossfade: an UPDATE of derived table "
                                + found.binding().alias(),
                        "Assign to columns of tables.",
                        set.target().start());
            }
        }
    }

    private static void derived(FromItem item, Set<String> aliases) {
        if (item instanceof FromItem.Derived derived && derived.alias() != null) {
            aliases.add(derived.alias().value());
        } else if (item instanceof FromItem.Join join) {
            derived(join.left(), aliases);
            derived(join.right(), aliases);
        } else if (item instanceof FromItem.Parenthesised inner) {
            derived(inner.inner(), aliases);
        }
    }

    /** Views that the statement only reads show what is stored; which one an unknown column is of cannot be told. */
    private void refuseAssignedViews(TableUpdate update, Scope scope) {
        Map<String, TableRef> views = new HashMap<>();
        update.tables().forEach(item -> views(item, views));
        if (views.isEmpty()) {
            return;
        }
        for (SetColumn set : update.assignments()) {
            Found found = walk.expressions.findTarget(set.target(), scope);
            String alias = found == null ? null : found.binding().alias();
            for (Map.Entry<String, TableRef> view : views.entrySet()) {
                if (alias == null || alias.equals(view.getKey())) {
                    TableRef table = view.getValue();
                    walk.queries.from().refuseWriteToView(table.names(), table.start());
                }
            }
        }
    }

    /** The views of migrating tables in {@code item}, by what the statement calls them. */
    private void views(FromItem item, Map<String, TableRef> views) {
        if (item instanceof TableRef table) {
            if (walk.tables.isView(table.names())) {
                Name alias = table.alias();
                Name name = alias == null ? table.names().get(table.names().size() - 1) : alias;
                views.put(name.value(), table);
            }
        } else if (item instanceof FromItem.Join join) {
            views(join.left(), views);
            views(join.right(), views);
        } else if (item instanceof FromItem.Parenthesised inner) {
            views(inner.inner(), views);
        }
    }

    /** Rows leave with both their sides, by a view too: MySQL has no trigger of a view that could do something else. */
    private void delete(TableDelete delete, @Nullable Scope outer, @Nullable Ctes ctes) {
        Ctes inSight = walk.with(delete.with(), outer, ctes);
        Scope scope = new Scope(outer);
        delete.tables().forEach(item -> walk.queries.from().add(item, scope, inSight));
        for (List<Name> target : delete.targets()) {
            Binding binding = target.size() == 1
                    ? scope.named(target.get(0).value())
                    : scope.named(target.get(0).value(), target.get(1).value());
            if (binding == null
                    && target.size() == 1
                    && walk.tables.isWatched(target.get(0).value())) {
                throw new Refusal(
                        "Crossfade: DELETE of table " + target.get(0).value() + ", which is not in its list of tables",
                        "Name it there, by its alias.",
                        target.get(0).start());
            }
        }
        walk.expressions.rewriteOrNull(delete.where(), scope, inSight);
        MySqlListed.checkOrder(walk, delete.orderBy(), scope);
        walk.expressions.rewrite(delete.orderBy(), scope, inSight);
    }
}
