package dev.crossfade.proxy.rewrite.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that reads or writes rows. */
public sealed interface Statement {
    int start();

    int end();

    /** WITH queries. {@code end} is where the last one ends. */
    record With(int start, int end, boolean recursive, List<Cte> ctes) {}

    /** One WITH query. */
    record Cte(Name name, List<Name> columns, Statement body) {}

    /** A select item, or one of RETURNING. */
    record Item(Expression expression, @Nullable Name alias) {}

    /**
     * SELECT, VALUES, TABLE, set operations, with what may stand around them.
     *
     * @param others LIMIT, OFFSET and FETCH expressions
     */
    record Query(
            int start,
            int end,
            @Nullable With with,
            Body body,
            List<Expression> orderBy,
            List<Expression> others,
            boolean hasAfterClauses)
            implements Statement {}

    /** The part of a query between WITH and ORDER BY. */
    sealed interface Body {
        int start();

        int end();

        /** SELECT. */
        record Select(
                int start,
                int end,
                List<Expression> distinctOn,
                List<Item> items,
                List<FromItem> from,
                @Nullable Expression where,
                List<GroupElement> groupBy,
                @Nullable Expression having,
                List<Expression> windows)
                implements Body {}

        /** VALUES. */
        record Values(int start, int end, List<Tuple> rows) implements Body {}

        /** TABLE name. */
        record Table(int start, int end, List<Name> names, boolean only) implements Body {}

        /** UNION, INTERSECT, EXCEPT. */
        record SetOperation(int start, int end, Body left, Body right) implements Body {}

        /** A query in parentheses. */
        record Nested(int start, int end, Query query) implements Body {}
    }

    /** A GROUP BY expression; {@code plain} when it stands directly in the list and not in a grouping set. */
    record GroupElement(Expression expression, boolean plain) {}

    /** {@code (a, DEFAULT, …)} */
    record Tuple(int start, int end, List<Cell> cells) {}

    /** An expression, or DEFAULT when null. */
    record Cell(int start, int end, @Nullable Expression expression) {}

    /**
     * A column that is written.
     *
     * @param indirection whether only a part of it is: {@code a[1]}, {@code a.b}
     * @param subscripts the expressions in that
     */
    record Target(Name name, int end, boolean indirection, List<Expression> subscripts) {
        /** Without expressions in it. */
        public Target(Name name, int end, boolean indirection) {
            this(name, end, indirection, List.of());
        }
    }

    /** One element of SET. Several targets or {@code row}: the form {@code (a, b) = …}; then either cells or a query. */
    record Assignment(
            int start,
            int end,
            List<Target> targets,
            boolean row,
            List<Cell> cells,
            @Nullable Query source) {}

    /** INSERT. {@code columnsEnd} is where the column list ends, or where one could stand. */
    record Insert(
            int start,
            int end,
            @Nullable With with,
            List<Name> table,
            @Nullable Name alias,
            List<Target> columns,
            int columnsEnd,
            @Nullable Overriding overriding,
            @Nullable Query source,
            int sourceStart,
            int sourceEnd,
            @Nullable Conflict conflict,
            List<Item> returning)
            implements Statement {}

    /** OVERRIDING … VALUE. */
    enum Overriding {
        SYSTEM,
        USER
    }

    /** ON CONFLICT. {@code targets} are the plain columns of the target; {@code others} its expressions and WHERE. */
    record Conflict(
            List<Name> targets,
            List<Expression> others,
            List<Assignment> assignments,
            @Nullable Expression where) {}

    /** UPDATE. */
    record Update(
            int start,
            int end,
            @Nullable With with,
            List<Name> table,
            boolean only,
            @Nullable Name alias,
            List<Assignment> assignments,
            List<FromItem> from,
            @Nullable Expression where,
            List<Item> returning)
            implements Statement {}

    /** MERGE. {@code table} is what it writes; {@code source} what it compares with. */
    record Merge(
            int start,
            int end,
            @Nullable With with,
            List<Name> table,
            @Nullable Name alias,
            FromItem source,
            Expression on,
            List<When> clauses)
            implements Statement {}

    /** WHEN [NOT] MATCHED AND condition THEN …: assignments, an INSERT without table and WITH, or neither. */
    record When(
            boolean matched,
            @Nullable Expression condition,
            List<Assignment> assignments,
            @Nullable Insert insert) {}

    /** DELETE. */
    record Delete(
            int start,
            int end,
            @Nullable With with,
            List<Name> table,
            boolean only,
            @Nullable Name alias,
            List<FromItem> using,
            @Nullable Expression where,
            List<Item> returning)
            implements Statement {}

    /** An assignment in MySQL, whose target may be qualified. */
    record SetColumn(int start, int end, Expression.ColumnRef target, Cell cell) {}

    /**
     * INSERT or REPLACE of MySQL: one of {@code rows}, {@code sets} and {@code source} is there.
     *
     * @param tableEnd where the table and its partitions end: where a column list could stand
     * @param list whether there is a column list
     * @param listStart behind its opening parenthesis
     * @param alias of the proposed row
     * @param conflict ON DUPLICATE KEY UPDATE
     */
    record RowInsert(
            int start,
            int end,
            boolean replace,
            boolean ignore,
            List<Name> table,
            int tableEnd,
            boolean list,
            int listStart,
            List<Target> columns,
            @Nullable List<Tuple> rows,
            @Nullable List<SetColumn> sets,
            @Nullable Query source,
            int sourceStart,
            int sourceEnd,
            @Nullable Name alias,
            List<Name> aliasColumns,
            List<SetColumn> conflict)
            implements Statement {}

    /** UPDATE of MySQL, of one table or of a join. */
    record TableUpdate(
            int start,
            int end,
            @Nullable With with,
            int keyword,
            boolean ignore,
            List<FromItem> tables,
            List<SetColumn> assignments,
            @Nullable Expression where,
            List<Expression> orderBy)
            implements Statement {}

    /** DELETE of MySQL. {@code targets} is empty when it is from one table. */
    record TableDelete(
            int start,
            int end,
            @Nullable With with,
            List<List<Name>> targets,
            List<FromItem> tables,
            @Nullable Expression where,
            List<Expression> orderBy)
            implements Statement {}
}
