package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.InsertColumns;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.FromItem;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import dev.crossfade.proxy.rewrite.model.Statement.RowInsert;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The query of an INSERT ... SELECT whose columns are used on both sides of a migration. */
final class MySqlInsertSelect {
    private static final String REASON = InsertColumns.REASON;
    private static final String VALUE = "crossfade_value";

    private final Walk walk;
    private final RowInsert insert;
    private final MigratingTable table;
    private final Binding target;
    private final MySqlLeniency leniency;

    MySqlInsertSelect(Walk walk, RowInsert insert, MigratingTable table, Binding target) {
        this.walk = walk;
        this.insert = insert;
        this.table = table;
        this.target = target;
        this.leniency = MySqlLeniency.of(walk, insert.ignore());
    }

    private Refusal refusal(String construct, String hint) {
        return MySqlInsertRewriter.refusal(insert, table, construct, hint);
    }

    /** INSERT … SELECT: the query becomes a derived table that is not merged, whose columns are used on both sides. */
    void rewrite(
            List<Name> columns,
            List<MySqlInsertedSide> added,
            List<MySqlBothSides> both,
            List<MySqlInsertInstead> instead,
            @Nullable List<Output> outputs) {
        if (outputs != null && outputs.size() != columns.size()) {
            throw refusal("INSERT ... SELECT of more or less columns than are listed", "Give a column list.");
        }
        refuseForeignNames();
        List<String> given = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
            names.add("c" + i);
            given.add(VALUE + ".c" + i);
        }
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            selected.add(isCutAsComputed(columns, i) ? "COALESCE(" + given.get(i) + ")" : given.get(i));
        }
        for (MySqlBothSides sides : both) {
            for (int i = 0; i < given.size(); i++) {
                String checked = sides.selected(i, given, leniency);
                if (checked != null) {
                    selected.set(i, checked);
                }
            }
        }
        List<String> kept = MySqlInsertInstead.apply(instead, selected, i -> i.selected(given));
        added.forEach(a -> kept.addAll(a.selected(VALUE)));
        var source = insert.source();
        if (source == null || columns.isEmpty()) {
            throw refusal("INSERT ... SELECT without columns", "Give a column list.");
        }
        if (!source.orderBy().isEmpty() && !new MySqlText(walk, source.body().end(), source.end()).limits()) {
            walk.edits.insertAfter(source.end(), " LIMIT 18446744073709551615", "keeps the order of the rows");
        }
        walk.edits.insertBefore(
                insert.sourceStart(),
                "SELECT /*+ NO_MERGE(" + VALUE + ") */ " + String.join(", ", kept) + " FROM (",
                REASON);
        walk.edits.insertAfter(insert.sourceEnd(), ") AS " + VALUE + " (" + String.join(", ", names) + ")", REASON);
    }

    /**
     * A text that is too long is error 1406 where it is computed, and 1265 where it is copied from a column, as those of a derived
     * table are (8.0.31): where the client's query computes a value that may be too long, so must the rewritten one.
     */
    private boolean isCutAsComputed(List<Name> columns, int index) {
        if (insert.source() == null
                || leniency.stores()
                || !(insert.source().body() instanceof Body.Select select)
                || !select.groupBy().isEmpty()
                || columns.size() != select.items().size()
                || (select.from().size() > 1 && !insert.source().orderBy().isEmpty())) {
            return false; // these rows come out of a temporary table, or which item it is is not known
        }
        Expression expression = select.items().get(index).expression();
        Output column = target.output(columns.get(index).value());
        long fits = MySqlLengths.ofType(column == null ? null : column.type());
        return !(expression instanceof Expression.ColumnRef)
                && !MySqlText.isDistinct(walk, select)
                && fits < MySqlLengths.UNKNOWN
                && MySqlConversions.isText(column == null || column.type() == null ? "" : column.type())
                && new MySqlLengths(walk, null).of(expression) > fits;
    }

    /** What stands in ON DUPLICATE KEY UPDATE can no longer name the query's tables, nor a column that both have, which the server does not take. */
    private void refuseForeignNames() {
        List<Binding> queried = queried();
        for (SetColumn set : insert.conflict()) {
            Expression expression = set.cell().expression();
            if (expression != null && namesForeign(expression, queried)) {
                throw refusal(
                        "INSERT ... SELECT ... ON DUPLICATE KEY UPDATE with a column of the query",
                        "Use VALUES() of a column.");
            }
        }
    }

    private boolean namesForeign(Expression expression, @Nullable List<Binding> queried) {
        if (expression instanceof Expression.ColumnRef ref) {
            int size = ref.names().size();
            String name = ref.last().value();
            return size == 1
                    ? !target.has(name) || queried == null || queried.stream().anyMatch(b -> mayHave(b, name))
                    : !ref.names().get(size - 2).value().equals(target.alias());
        }
        return expression instanceof Expression.Subquery
                || (!isOfTheRow(expression) && expression.children().stream().anyMatch(e -> namesForeign(e, queried)));
    }

    /** {@code VALUES(column)}, {@code DEFAULT(column)} */
    private static boolean isOfTheRow(Expression expression) {
        return expression instanceof Expression.OfColumns;
    }

    private static boolean mayHave(Binding binding, String column) {
        return binding.has(column) || binding.columns() == null;
    }

    /** The tables whose columns can be named beside the query; null where they are not known. */
    private @Nullable List<Binding> queried() {
        List<Binding> queried = new ArrayList<>();
        if (insert.source() == null || !(insert.source().body() instanceof Body.Select select)) {
            return queried; // those of a set operation and of VALUES cannot
        }
        return select.from().stream().allMatch(item -> queried(item, queried)) ? queried : null;
    }

    private boolean queried(FromItem item, List<Binding> queried) {
        if (item instanceof FromItem.TableRef table) {
            queried.add(walk.queries.from().bind(table.names(), table.alias(), table.start(), null));
            return true;
        }
        if (item instanceof FromItem.Join join) {
            return queried(join.left(), queried) && queried(join.right(), queried);
        }
        return item instanceof FromItem.Parenthesised inner && queried(inner.inner(), queried);
    }
}
