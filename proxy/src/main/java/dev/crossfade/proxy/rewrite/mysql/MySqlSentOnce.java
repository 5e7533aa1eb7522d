package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Statement.Cell;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import dev.crossfade.proxy.rewrite.model.Statement.TableUpdate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of an UPDATE's assignments, read from a WITH query where they are needed in several places. */
final class MySqlSentOnce {
    private static final String VALUES = "crossfade_values";

    private final Walk walk;
    private final Scope scope;
    private final @Nullable TableUpdate update;
    private boolean lifted;

    /** {@code update}: null for ON DUPLICATE KEY UPDATE, before which no WITH can stand. */
    MySqlSentOnce(Walk walk, Scope scope, @Nullable TableUpdate update) {
        this.walk = walk;
        this.scope = scope;
        this.update = update;
    }

    /**
     * A parameter is sent once: all of SET go into a WITH query in front, which keeps their order, and are read from
     * there.
     */
    void lift(MySqlAssigned assigned) {
        if (lifted) {
            return;
        }
        if (update == null) {
            throw assigned.refusal(
                    "a parameter that is needed twice, in ON DUPLICATE KEY UPDATE", "Use VALUES() of the column.");
        }
        int from = assigned.all.get(0).start();
        if (!new MySqlText(walk, update.keyword(), from).parameters().isEmpty()) {
            throw assigned.refusal("parameters in the list of tables and in SET", "Use constants in one of the two.");
        }
        List<String> values = new ArrayList<>();
        for (SetColumn set : assigned.all) {
            lift(assigned, set, values);
        }
        String query = VALUES + " AS (SELECT " + String.join(", ", values) + ")";
        if (update.with() != null) {
            walk.edits.insertAfter(update.with().end(), ", " + query, "sent once, used on both sides");
        } else {
            walk.edits.insertBefore(update.keyword(), "WITH " + query + " ", "sent once, used on both sides");
        }
        lifted = true;
    }

    private void lift(MySqlAssigned assigned, SetColumn set, List<String> values) {
        Cell cell = set.cell();
        MySqlText text = new MySqlText(walk, cell.start(), cell.end());
        List<Token> parameters = text.parameters();
        if (!parameters.isEmpty() && text.limits()) {
            throw assigned.refusal("a parameter beside LIMIT in a subquery", "Use a constant.");
        }
        for (Token parameter : parameters) {
            String reference = "(SELECT v" + (values.size() + 1) + " FROM " + VALUES + ")";
            walk.edits.replace(parameter.start(), parameter.end(), reference, "sent once, used on both sides");
            // numbers sent for text are text as they are written, not with all the digits of a temporary column
            String value = cell.expression() instanceof Expression.Parameter && isText(set) ? "CONCAT(?)" : "?";
            values.add(value + " AS v" + (values.size() + 1));
        }
    }

    private boolean isText(SetColumn set) {
        Found found = walk.expressions.findTarget(set.target(), scope);
        Catalog.Column column = found == null ? null : walk.expressions.catalogColumn(found);
        return column != null && MySqlConversions.isText(column.type());
    }
}
