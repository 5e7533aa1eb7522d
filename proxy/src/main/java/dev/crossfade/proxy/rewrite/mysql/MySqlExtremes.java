package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import java.util.Set;

/**
 * MIN and MAX of a widened integer: {@code f(MAX(new))} in place of {@code MAX(f(new))}. The column's index serves it, and its
 * type is the old column's, which a temporary table of GROUP BY would make a bigint of.
 */
final class MySqlExtremes {
    private static final Set<String> EXTREMES = Set.of("min", "max");

    private MySqlExtremes() {}

    /** False when the call is none of these. */
    static boolean rewrite(Walk walk, Expression.Call call, Scope scope) {
        if (!EXTREMES.contains(call.function())
                || call.children().size() != 1
                || !(call.children().get(0) instanceof ColumnRef ref)
                || ref.star()
                || new MySqlText(walk, call.start(), call.end()).names(Set.of("over"))) {
            return false;
        }
        Found found = walk.expressions.find(ref, scope);
        if (found == null
                || found.role() == null
                || found.uncertain()
                || found.binding().migrating() == null
                || walk.isUnreadable(found.binding())) {
            return false;
        }
        MySqlConversions sql = new MySqlConversions(
                walk.dialect, found.binding().migrating(), found.role().rule(), found.qualifier());
        if (sql.read(found.role()) != null) {
            MySqlListed.checkExtreme(walk, ref, found.role());
        }
        String function = sql.widening(found.role());
        if (function == null) {
            return false;
        }
        walk.speech.name(found.role().rule(), found.role().side());
        walk.expressions.replace(ref, sql.stored(found.role()), found.role());
        walk.edits.insertBefore(call.start(), function + "(", "the least or greatest is the same on both sides");
        walk.edits.insertAfter(call.end(), ")", "the least or greatest is the same on both sides");
        return true;
    }
}
