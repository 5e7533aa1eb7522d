package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewrites column references in expressions, which are reads. */
final class ExpressionRewriter {
    private final Walk walk;
    private final Predicates predicates;

    ExpressionRewriter(Walk walk) {
        this.walk = walk;
        this.predicates = new Predicates(walk, this);
    }

    /**
     * A column reference that was found.
     *
     * @param qualifier what generated references are qualified with, ready for SQL
     */
    record Found(Binding binding, String column, @Nullable Role role, String qualifier, boolean uncertain) {}

    void rewrite(List<Expression> expressions, @Nullable Scope scope, @Nullable Ctes ctes) {
        expressions.forEach(e -> rewrite(e, scope, ctes));
    }

    void rewriteOrNull(@Nullable Expression expression, @Nullable Scope scope, @Nullable Ctes ctes) {
        if (expression != null) {
            rewrite(expression, scope, ctes);
        }
    }

    void rewrite(Expression expression, @Nullable Scope scope, @Nullable Ctes ctes) {
        if (expression instanceof ColumnRef ref) {
            column(ref, scope);
        } else if (expression instanceof Expression.Subquery subquery) {
            walk.queries.query(subquery.query(), scope, ctes);
        } else if (!predicates.rewrite(expression, scope, ctes)) {
            rewrite(expression.children(), scope, ctes);
        }
    }

    private void column(ColumnRef ref, @Nullable Scope scope) {
        if (ref.star()) {
            star(ref, scope);
            return;
        }
        Found found = find(ref, scope);
        if (found == null || found.role() == null) {
            return;
        }
        MigratingTable table = found.binding().migrating();
        if (table == null) {
            return;
        }
        walk.speech.name(found.role().rule(), found.role().side());
        String read = walk.dialect.read(table, found.role(), found.qualifier());
        if (read != null) {
            if (found.uncertain()) {
                throw new Refusal(
                        "Crossfade: column " + found.column() + " may belong to table "
                                + table.relation().name() + " or to a relation whose columns are not known",
                        "Write it with the name of its table.",
                        ref.start());
            }
            replace(ref, read, found.role());
        }
    }

    /** Puts {@code sql} in the place of a reference to a migrating column. */
    void replace(ColumnRef ref, String sql, Role role) {
        walk.replaced.add(ref.start());
        walk.edits.replace(
                ref.start(),
                ref.end(),
                sql,
                role.column() + " is read by migration " + role.migration().name());
    }

    /** Finds the column a reference means; null when it is none of ours, and for the server to complain about. */
    @Nullable
    Found find(ColumnRef ref, @Nullable Scope scope) {
        if (scope == null) {
            return null;
        }
        List<Name> names = ref.names();
        String column = ref.last().value();
        if (names.size() == 1) {
            return findUnqualified(ref, scope, column);
        }
        Binding binding = names.size() == 2
                ? scope.named(names.get(0).value())
                : names.size() == 3
                        ? scope.named(names.get(0).value(), names.get(1).value())
                        : null;
        if (binding == null) {
            if (names.size() == 2) {
                wholeRow(scope.named(names.get(0).value(), column), ref);
            } else if (names.size() > 3 && walk.tables.isWatched(names.get(2).value())) {
                throw new Refusal(
                        "Crossfade: a column name with its database, for table "
                                + names.get(2).value(),
                        "Leave the database out.",
                        ref.start());
            }
            return null;
        }
        String qualifier =
                walk.text.substring(ref.start(), names.get(names.size() - 2).end());
        return new Found(binding, column, binding.role(column), qualifier, false);
    }

    private @Nullable Found findUnqualified(ColumnRef ref, Scope scope, String column) {
        Scope.Owner owner = scope.owner(ref.last(), walk.speech);
        if (owner == null) {
            if (!isColumnSomewhere(scope, column)) {
                wholeRow(scope.named(column), ref);
            }
            return null;
        }
        Binding binding = owner.binding();
        if (binding.alias() == null) {
            return null;
        }
        Role role = binding.role(column);
        boolean reachable = binding.equals(scope.named(binding.alias()));
        if (owner.qualify() && reachable && walk.qualified.add(ref.start())) {
            walk.edits.insertBefore(
                    ref.start(), binding.qualifier(walk.dialect) + ".", "a hidden column has the same name");
        }
        if ((role != null || owner.qualify()) && !reachable) {
            throw new Refusal(
                    "Crossfade: column " + column + " of " + binding.alias()
                            + " where another relation of that name hides it",
                    "Give the two relations different aliases.",
                    ref.start());
        }
        return new Found(binding, column, role, binding.qualifier(walk.dialect), owner.uncertain());
    }

    private static boolean isColumnSomewhere(Scope scope, String column) {
        for (Scope level = scope; level != null; level = level.outer) {
            if (level.bindings.stream().anyMatch(b -> b.has(column))) {
                return true;
            }
        }
        return false;
    }

    private static void wholeRow(@Nullable Binding binding, ColumnRef ref) {
        if (binding != null && binding.migrating() != null) {
            throw new Refusal(
                    "Crossfade: a whole-row reference to table "
                            + binding.migrating().relation().name(),
                    "Name the columns that are needed.",
                    ref.start());
        }
    }

    private void star(ColumnRef ref, @Nullable Scope scope) {
        if (scope == null || ref.names().isEmpty()) {
            return;
        }
        wholeRow(
                ref.names().size() == 1
                        ? scope.named(ref.last().value())
                        : scope.named(ref.names().get(0).value(), ref.last().value()),
                ref);
    }

    /** The type of a column that the catalog knows, as the client sees it. */
    Catalog.@Nullable Column catalogColumn(Found found) {
        MigratingTable table = found.binding().migrating();
        if (table != null) {
            return table.relation().column(found.column());
        }
        TableName name = found.binding().table();
        return name == null ? null : walk.tables.column(name, found.column());
    }
}
