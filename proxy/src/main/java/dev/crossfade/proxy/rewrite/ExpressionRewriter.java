package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.TableName;
import dev.crossfade.flags.Writes;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rewrites column references in expressions, which are reads. */
public final class ExpressionRewriter {
    /** Functions that read a row of any type, so that a derived table's row serves as well as the table's. */
    private static final Set<String> ROW_READERS = Set.of(
            "row_to_json",
            "to_json",
            "to_jsonb",
            "json_agg",
            "jsonb_agg",
            "json_build_object",
            "jsonb_build_object",
            "json_build_array",
            "jsonb_build_array",
            "json_object_agg",
            "jsonb_object_agg",
            "count");

    private static final Set<String> ARRAY_READERS =
            Set.of("array_to_json", "to_json", "to_jsonb", "array_length", "cardinality");

    private static final Pattern NULL_TEST =
            Pattern.compile("\\s*(?:is\\s+(?:not\\s+)?null|isnull|notnull)", Pattern.CASE_INSENSITIVE);

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
    public record Found(
            Binding binding, String column, @Nullable Role role, String qualifier, boolean uncertain) {}

    public void rewrite(List<Expression> expressions, @Nullable Scope scope, @Nullable Ctes ctes) {
        expressions.forEach(e -> rewrite(e, scope, ctes));
    }

    public void rewriteOrNull(@Nullable Expression expression, @Nullable Scope scope, @Nullable Ctes ctes) {
        if (expression != null) {
            rewrite(expression, scope, ctes);
        }
    }

    public void rewrite(Expression expression, @Nullable Scope scope, @Nullable Ctes ctes) {
        if (expression instanceof ColumnRef ref) {
            column(ref, scope, false);
        } else if (expression instanceof Expression.Call call
                && ARRAY_READERS.contains(call.function())
                && call.children().size() == 1
                && call.children().get(0) instanceof Expression.Call inner
                && inner.function().equals("array_agg")) {
            rows(inner, scope, ctes);
        } else if (readsAnyRow(expression)) {
            rows(expression, scope, ctes);
        } else if (expression instanceof Expression.Subquery subquery) {
            walk.queries.query(subquery.query(), scope, ctes);
        } else if (expression instanceof Expression.OfColumns of) {
            ofColumns(of, scope, ctes);
        } else if (expression instanceof Expression.Call call
                && scope != null
                && walk.dialect.aggregate(walk, call, scope)) {
            return;
        } else if (!predicates.rewrite(expression, scope, ctes)) {
            rewrite(expression.children(), scope, ctes);
        }
    }

    /** Only plain columns can stand in these constructs of MySQL. */
    private void ofColumns(Expression.OfColumns of, @Nullable Scope scope, @Nullable Ctes ctes) {
        for (ColumnRef ref : of.columns()) {
            Found found = find(ref, scope);
            MigratingTable table = found == null ? null : found.binding().migrating();
            if (found == null || found.role() == null || table == null) {
                continue;
            }
            Role role = found.role();
            walk.speech.name(role.rule(), role.side());
            boolean stands = switch (of.construct()) {
                case "VALUES" -> true; // the proposed row holds both sides
                case "DEFAULT" ->
                    role.side() == Side.OLD
                            ? role.rule().writes() != Writes.NEW
                            : role.rule().writes() == Writes.NEW;
                // a full text index is over columns; old holds what new says for as long as both are written
                default ->
                    walk.dialect.read(table, role, found.qualifier()) == null
                            || (role.side() == Side.OLD && role.rule().writes() == Writes.BOTH);
            };
            if (!stands) {
                throw new Refusal(
                        "Crossfade: " + of.construct() + " of column " + found.column() + " of table "
                                + table.relation().name(),
                        "Write it in another way.",
                        of.start());
            }
        }
        rewrite(of.others(), scope, ctes);
    }

    /** Finds the column that is assigned; the same name as elsewhere, but never a column of a query further out. */
    @Nullable
    public Found findTarget(ColumnRef ref, Scope scope) {
        Found found = find(ref, scope);
        return found != null && scope.bindings.contains(found.binding()) ? found : null;
    }

    /** Whether the parts of an expression may be whole rows, of any type: {@code t IS NULL}, {@code t::text}, json of it. */
    private boolean readsAnyRow(Expression expression) {
        if (expression instanceof Expression.Call call) {
            return ROW_READERS.contains(call.function());
        }
        if (expression instanceof Expression.Cast cast) {
            return cast.inner() instanceof ColumnRef && cast.type().equalsIgnoreCase("text");
        }
        return expression instanceof Expression.Other other
                && other.children().size() == 1
                && other.children().get(0) instanceof ColumnRef ref
                && ref.start() == other.start()
                && NULL_TEST
                        .matcher(walk.text.substring(ref.end(), other.end()))
                        .matches();
    }

    /** An expression whose parts may be whole rows of any type. */
    private void rows(Expression expression, @Nullable Scope scope, @Nullable Ctes ctes) {
        for (Expression argument : expression.children()) {
            if (argument instanceof ColumnRef ref) {
                column(ref, scope, true);
            } else {
                rewrite(argument, scope, ctes);
            }
        }
    }

    /** {@code anyRow}: where the reference stands for a whole row, the row's type makes no difference. */
    private void column(ColumnRef ref, @Nullable Scope scope, boolean anyRow) {
        if (ref.star()) {
            star(ref, scope, anyRow);
            return;
        }
        refuseSystemColumn(ref, scope);
        Found found = find(ref, scope, anyRow);
        if (found == null || found.role() == null) {
            return;
        }
        MigratingTable table = found.binding().migrating();
        if (table == null) {
            return;
        }
        if (walk.isUnreadable(found.binding())) {
            throw new Refusal(
                    "Crossfade: column " + found.column() + " of table "
                            + table.relation().name() + " in a value of the row that is inserted",
                    "Give the value itself.",
                    ref.start());
        }
        walk.speech.name(found.role().rule(), found.role().side());
        String read = walk.dialect.read(table, found.role(), found.qualifier());
        if (read != null) {
            if (found.uncertain()) {
                walk.derived.ask(
                        found.binding(),
                        walk.speech,
                        new Refusal(
                                "Crossfade: column " + found.column() + " may belong to table "
                                        + table.relation().name() + " or to a relation whose columns are not known",
                                "Write it with the name of its table.",
                                ref.start()));
                return;
            }
            replace(ref, read, found.role());
        }
    }

    /** Puts {@code sql} in the place of a reference to a migrating column. */
    public void replace(ColumnRef ref, String sql, Role role) {
        walk.dialect.checkReplacement(walk, ref, role);
        walk.replaced.add(ref.start());
        walk.edits.replace(
                ref.start(),
                ref.end(),
                sql,
                role.column() + " is read by migration " + role.migration().name());
    }

    /** Finds the column a reference means; null when it is none of ours, and for the server to complain about. */
    @Nullable
    public Found find(ColumnRef ref, @Nullable Scope scope) {
        return find(ref, scope, true);
    }

    private @Nullable Found find(ColumnRef ref, @Nullable Scope scope, boolean anyRow) {
        if (scope == null) {
            return null;
        }
        List<Name> names = ref.names();
        String column = ref.last().value();
        if (names.size() == 1) {
            return findUnqualified(ref, scope, column, anyRow);
        }
        Binding binding = names.size() == 2
                ? scope.named(names.get(0).value())
                : names.size() == 3
                        ? scope.named(names.get(0).value(), names.get(1).value())
                        : null;
        if (binding == null) {
            if (names.size() == 2) {
                wholeRow(scope.named(names.get(0).value(), column), ref, anyRow);
            } else if (names.size() == 3) {
                refuseDerived(
                        scope.derived(b -> b.derivedFrom() != null
                                && b.derivedFrom()
                                        .relation()
                                        .name()
                                        .equals(new TableName(
                                                names.get(0).value(),
                                                names.get(1).value()))
                                && names.get(1).value().equals(b.alias())),
                        "a column with its schema",
                        ref);
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
        refuseOtherSide(binding, column, ref);
        return new Found(binding, column, binding.role(column), qualifier, false);
    }

    /** A derived table shows one side. */
    private void refuseOtherSide(Binding binding, String column, ColumnRef ref) {
        MigratingTable table = binding.derivedFrom();
        Role role = table == null ? null : table.role(column);
        if (role == null) {
            return;
        }
        walk.speech.name(role.rule(), role.side());
        if (!walk.speech.isLearning() && !binding.has(column)) {
            refuseDerived(binding, "columns of both sides", ref);
        }
    }

    private static void refuseDerived(@Nullable Binding binding, String construct, ColumnRef ref) {
        if (binding != null && binding.derivedFrom() != null) {
            throw new Refusal(
                    "Crossfade: " + construct + " beside a reference that makes a query of table "
                            + binding.derivedFrom().relation().name(),
                    "Give the table an alias, and name the columns that are needed.",
                    ref.start());
        }
    }

    private static void refuseSystemColumn(ColumnRef ref, @Nullable Scope scope) {
        if (scope != null && Scope.SYSTEM_COLUMNS.contains(ref.last().value())) {
            refuseDerived(scope.derived(b -> true), "a system column", ref);
        }
    }

    private @Nullable Found findUnqualified(ColumnRef ref, Scope scope, String column, boolean anyRow) {
        Scope.Owner owner = scope.owner(ref.last(), walk.speech, walk.derived);
        if (owner == null) {
            walk.dialect.checkUnfound(ref, scope);
            if (!isColumnSomewhere(scope, column)) {
                wholeRow(scope.named(column), ref, anyRow);
                Binding hides = scope.derived(
                        b -> b.derivedFrom() != null && b.derivedFrom().role(column) != null);
                if (hides != null) {
                    refuseOtherSide(hides, column, ref);
                }
            }
            return null;
        }
        Binding binding = owner.binding();
        refuseOtherSide(binding, column, ref);
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
            walk.derived.ask(
                    binding,
                    walk.speech,
                    new Refusal(
                            "Crossfade: column " + column + " of " + binding.alias()
                                    + " where another relation of that name hides it",
                            "Give the two relations different aliases.",
                            ref.start()));
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

    private void wholeRow(@Nullable Binding binding, ColumnRef ref, boolean anyRow) {
        MigratingTable table =
                binding == null ? null : binding.migrating() != null ? binding.migrating() : binding.derivedFrom();
        if (binding == null || table == null) {
            return;
        }
        Refusal refusal = new Refusal(
                "Crossfade: a whole-row reference to table " + table.relation().name(),
                "Name the columns that are needed.",
                ref.start());
        if (!anyRow || (binding.derivedFrom() != null && isRenamed(binding, table))) {
            throw refusal;
        }
        if (binding.migrating() != null) {
            walk.derived.ask(binding, walk.speech, refusal);
        }
    }

    /** A row of a table has the names of its type, whatever the aliases of its columns; that of a query has the aliases. */
    private boolean isRenamed(Binding binding, MigratingTable table) {
        List<Scope.Output> columns = binding.columns();
        return columns == null
                || !columns.stream().map(Scope.Output::name).toList().equals(table.visible(walk.speech::side));
    }

    private void star(ColumnRef ref, @Nullable Scope scope, boolean anyRow) {
        if (scope == null || ref.names().isEmpty()) {
            return;
        }
        wholeRow(
                ref.names().size() == 1
                        ? scope.named(ref.last().value())
                        : scope.named(ref.names().get(0).value(), ref.last().value()),
                ref,
                anyRow);
    }

    /** The type of a column that the catalog knows, as the client sees it. */
    public Catalog.@Nullable Column catalogColumn(Found found) {
        MigratingTable table = found.binding().migrating();
        if (table != null) {
            return table.relation().column(found.column());
        }
        TableName name = found.binding().table();
        return name == null ? null : walk.tables.column(name, found.column());
    }
}
