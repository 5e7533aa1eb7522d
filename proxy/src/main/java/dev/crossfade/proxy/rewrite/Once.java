package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.model.Expression;
import java.util.Set;

/** Which expressions must be computed once where their value is used twice. */
final class Once {
    private Once() {}

    /** Whether {@code expression} calls a volatile function or holds a query, which may. */
    static boolean needed(Expression expression, Set<String> volatileFunctions) {
        if (expression instanceof Expression.Subquery) {
            return true;
        }
        if (expression instanceof Expression.Call call && volatileFunctions.contains(call.function())) {
            return true;
        }
        return expression.children().stream().anyMatch(c -> needed(c, volatileFunctions));
    }
}
