package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import dev.crossfade.proxy.rewrite.model.Statement.Item;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ORDER BY what a stored function gives. The server keeps the whole result in a temporary table before it sorts it so
 * ({@code Item::is_expensive}), where everything that is computed and can have more than 512 characters
 * ({@code CONVERT_IF_BIGGER_TO_BLOB}) is told to be a text, not the varchar that it is where a column sorts. Behind a query over
 * a query the server does not see the function, and sorts as it would by a column.
 */
final class MySqlKeptTypes {
    private static final int KEPT_CHARS = 512;
    private static final String REASON = "the result keeps its types when a function sorts it";
    private static final String BEFORE = "(SELECT crossfade_order.v FROM (SELECT ";
    /** How the generated functions are called. */
    private static final String CALL = "crossfade.`";

    private static final String AFTER = " AS v) AS crossfade_order)";

    private final Walk walk;
    private final Body.Select select;
    private final Scope scope;
    private final List<Output> outputs;

    private MySqlKeptTypes(Walk walk, Body.Select select, Scope scope, List<Output> outputs) {
        this.walk = walk;
        this.select = select;
        this.scope = scope;
        this.outputs = outputs;
    }

    /** Comes after all else of the query was rewritten. */
    static void rewrite(
            Walk walk, Body.Select select, List<Expression> orderBy, Scope scope, @Nullable List<Output> outputs) {
        if (orderBy.isEmpty()
                || outputs == null
                || !select.groupBy().isEmpty()
                || !select.windows().isEmpty()
                || MySqlText.isDistinct(walk, select)
                || select.items().stream().anyMatch(i -> isWindowed(walk, i))) {
            return; // these are kept in a temporary table without a function, too
        }
        MySqlKeptTypes types = new MySqlKeptTypes(walk, select, scope, outputs);
        if (types.losesType()) {
            orderBy.forEach(types::sorting);
        }
    }

    private static boolean isWindowed(Walk walk, Item item) {
        return new MySqlText(walk, item.expression().start(), item.expression().end()).names(Set.of("over"));
    }

    private boolean losesType() {
        MySqlLengths lengths = new MySqlLengths(walk, scope);
        for (Item item : select.items()) {
            if (!(item.expression() instanceof ColumnRef) && lengths.of(item.expression()) > KEPT_CHARS) {
                return true;
            }
        }
        return outputs.stream().anyMatch(o -> o.computed() != null && isLongVarchar(o.type()));
    }

    private static boolean isLongVarchar(@Nullable String type) {
        long length = MySqlLengths.ofType(type);
        return length > KEPT_CHARS && length < MySqlLengths.UNKNOWN;
    }

    private void sorting(Expression expression) {
        Expression bare = expression.bare();
        Item item = meant(bare);
        if (item != null) {
            if (isComputed(item.expression())) {
                walk.edits.replace(expression.start(), expression.end(), BEFORE + again(item) + AFTER, REASON);
            }
        } else if (bare instanceof ColumnRef ref && !isComputed(ref) && isOutput(ref)) {
            Found found = walk.expressions.find(ref, scope); // one that a star shows
            String read = found == null ? null : read(found);
            if (found != null && found.role() != null && read != null && read.contains(CALL)) {
                refuseListed(found, ref);
                walk.expressions.replace(ref, BEFORE + read + AFTER, found.role());
            }
        } else if (isComputed(expression)) {
            refuseListed(expression);
            walk.edits.insertBefore(expression.start(), BEFORE, REASON);
            walk.edits.insertAfter(expression.end(), AFTER, REASON);
        }
    }

    private boolean isComputed(Expression expression) {
        return walk.edits.render(expression.start(), expression.end()).contains(CALL);
    }

    private boolean isOutput(ColumnRef ref) {
        return ref.names().size() == 1
                && outputs.stream().anyMatch(o -> ref.last().value().equals(o.name()));
    }

    private @Nullable String read(Found found) {
        return found.role() == null || found.binding().migrating() == null
                ? null
                : walk.dialect.read(found.binding().migrating(), found.role(), found.qualifier());
    }

    /** What stands for an item once more: not as it is shown, but as it is compared. */
    private String again(Item item) {
        Expression expression = item.expression();
        refuseListed(expression);
        if (expression instanceof ColumnRef ref) {
            Found found = walk.expressions.find(ref, scope);
            String read = found == null ? null : read(found);
            if (read != null) {
                return read;
            }
        }
        MySqlText text = MySqlText.rewritten(walk, expression.start(), expression.end());
        if (item.alias() == null || text.isVolatile() || !text.parameters().isEmpty()) {
            throw refusal(expression);
        }
        return walk.edits.render(expression.start(), expression.end());
    }

    private void refuseListed(Expression expression) {
        if (expression instanceof ColumnRef ref && !ref.star()) {
            Found found = walk.expressions.find(ref, scope);
            if (found != null) {
                refuseListed(found, ref);
            }
        }
        expression.children().forEach(this::refuseListed);
    }

    private void refuseListed(Found found, ColumnRef ref) {
        if (found.role() != null
                && found.role().migration().conversion() != Conversion.IDENTITY
                && MySqlListed.isListed(walk, found.role())) {
            throw refusal(ref);
        }
    }

    private static Refusal refusal(Expression where) {
        return new Refusal(
                "Crossfade: ORDER BY a column that is computed while it migrates, beside a text of more than "
                        + KEPT_CHARS + " characters",
                "Order in a query over this one.",
                where.start());
    }

    /** The item that ORDER BY means by its place or its name, or null; a place behind a star is one among the outputs. */
    private @Nullable Item meant(Expression bare) {
        boolean stars = select.items().stream().anyMatch(i -> i.expression() instanceof ColumnRef ref && ref.star());
        if (bare instanceof Expression.Literal literal && literal.kind() == Expression.Literal.Kind.INTEGER) {
            if (stars && outputs.stream().anyMatch(o -> o.computed() != null)) {
                throw refusal(bare);
            }
            String digits = walk.text.substring(literal.start(), literal.end());
            int place = digits.length() > 4 ? 0 : Integer.parseInt(digits);
            return place < 1 || place > select.items().size()
                    ? null
                    : select.items().get(place - 1);
        }
        if (!(bare instanceof ColumnRef ref) || ref.star() || ref.names().size() != 1) {
            return null;
        }
        String name = ref.last().value();
        for (Item item : select.items()) {
            String label = item.alias() != null
                    ? item.alias().value()
                    : item.expression() instanceof ColumnRef column && !column.star()
                            ? column.last().value()
                            : null;
            if (name.equals(label)) {
                return item;
            }
        }
        return null;
    }
}
