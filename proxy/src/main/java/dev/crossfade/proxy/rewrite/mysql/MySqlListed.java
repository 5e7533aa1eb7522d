package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.Side;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import java.util.List;
import java.util.Set;

/**
 * Enums and sets that a function gives: the server puts a column's values in the order of their numbers, those of a function
 * only where it stores them in a temporary table first, as it does for ORDER BY of a query. Elsewhere they are in the order
 * of their texts: there they are refused.
 */
final class MySqlListed {
    private MySqlListed() {}

    /** Whether it is an enum or set that a function gives. */
    static boolean isListed(Walk walk, Role role) {
        if (role.migration().conversion() == Conversion.IDENTITY) {
            return false;
        }
        if (role.side() == Side.NEW) {
            return MySqlConversions.isEnum(
                    role.migration().newColumns().get(role.index()).type());
        }
        Catalog.Column column = walk.tables.column(role.migration().table(), role.column());
        return column != null && MySqlConversions.isEnum(column.type());
    }

    /** A reference that is being replaced, in a text that has windows. */
    static void checkWindows(Walk walk, ColumnRef ref, Role role) {
        if (isListed(walk, role) && new MySqlText(walk, 0, walk.text.length()).names(Set.of("over"))) {
            throw refusal("beside a window", "Number the rows in a query of its own.", role, ref);
        }
    }

    /** The ORDER BY of an UPDATE or DELETE. */
    static void checkOrder(Walk walk, List<Expression> orderBy, Scope scope) {
        for (Expression expression : orderBy) {
            if (expression instanceof ColumnRef ref && !ref.star()) {
                Found found = walk.expressions.find(ref, scope);
                if (found != null
                        && found.role() != null
                        && found.binding().migrating() != null
                        && isListed(walk, found.role())
                        && walk.dialect.read(found.binding().migrating(), found.role(), found.qualifier()) != null) {
                    throw refusal("in the ORDER BY of a write", "Choose the rows by their key.", found.role(), ref);
                }
            }
            checkOrder(walk, expression.children(), scope);
        }
    }

    /** MIN and MAX: as text, or by number where an index serves them. */
    static void checkExtreme(Walk walk, ColumnRef ref, Role role) {
        if (isListed(walk, role)) {
            throw refusal("in MIN or MAX", "Use ORDER BY with LIMIT 1.", role, ref);
        }
    }

    private static Refusal refusal(String where, String hint, Role role, ColumnRef ref) {
        return new Refusal(
                "Crossfade: column " + role.column() + ", an enum or set that is computed while it migrates, " + where,
                hint,
                ref.start());
    }
}
