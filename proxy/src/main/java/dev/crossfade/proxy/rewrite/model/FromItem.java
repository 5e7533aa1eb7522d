package dev.crossfade.proxy.rewrite.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item of FROM or USING (https://www.postgresql.org/docs/15/sql-select.html#SQL-FROM). */
public sealed interface FromItem {
    int start();

    int end();

    /** A table, view or CTE by name. {@code sample} are expressions of TABLESAMPLE. */
    record TableRef(
            int start,
            int end,
            List<Name> names,
            boolean only,
            @Nullable Name alias,
            List<Name> columnAliases,
            List<Expression> sample)
            implements FromItem {}

    /** A parenthesised query. */
    record Derived(
            int start,
            int end,
            Statement.Query query,
            boolean lateral,
            @Nullable Name alias,
            List<Name> columnAliases) implements FromItem {}

    /** Function calls; {@code plain} when it is one call without ORDINALITY and column definitions. */
    record Functions(
            int start,
            int end,
            List<Expression> calls,
            boolean plain,
            @Nullable Name alias,
            List<Name> columnAliases) implements FromItem {}

    /** Which side's value a column shows that a join merges. */
    enum Shown {
        LEFT,
        RIGHT,
        /** Either side's, which are the same in an inner join. */
        EITHER,
        /** One or the other, in a full join. */
        BOTH
    }

    /** A join. {@code using} is empty but for USING; {@code usingAlias} is a name for the columns in it. */
    record Join(
            int start,
            int end,
            FromItem left,
            FromItem right,
            @Nullable Expression on,
            List<Name> using,
            @Nullable Name usingAlias,
            boolean natural,
            Shown shown)
            implements FromItem {
        /** Without a name for the columns of USING, which show the left side. */
        public Join(
                int start,
                int end,
                FromItem left,
                FromItem right,
                @Nullable Expression on,
                List<Name> using,
                boolean natural) {
            this(start, end, left, right, on, using, null, natural, Shown.LEFT);
        }
    }

    /** A join in parentheses, with an alias that hides the names inside, or without. */
    record Parenthesised(
            int start, int end, FromItem inner, @Nullable Name alias) implements FromItem {}
}
