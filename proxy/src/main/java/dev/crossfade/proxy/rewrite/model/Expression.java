package dev.crossfade.proxy.rewrite.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value expression (https://www.postgresql.org/docs/15/sql-expressions.html). */
public sealed interface Expression {
    int start();

    int end();

    /** What stands in its parentheses, if there are any around it. */
    default Expression bare() {
        return this;
    }

    /** Direct parts, in the order of the text. A {@link Subquery}'s query is not among them. */
    default List<Expression> children() {
        return List.of();
    }

    /**
     * A column, or with {@code star} all of them: {@code a}, {@code t.a}, {@code s.t.a}, {@code t.*}, {@code *}. May also
     * turn out to be a whole row.
     */
    record ColumnRef(int start, int end, List<Name> names, boolean star) implements Expression {
        public Name last() {
            return names.get(names.size() - 1);
        }
    }

    /** A constant whose type is not written with it. */
    record Literal(int start, int end, Kind kind) implements Expression {
        public enum Kind {
            INTEGER,
            NUMERIC,
            STRING,
            BOOLEAN,
            NULL
        }
    }

    /** {@code $number} */
    record Parameter(int start, int end, int number) implements Expression {}

    /** {@code (inner)} */
    record Group(int start, int end, Expression inner) implements Expression {
        @Override
        public Expression bare() {
            Expression bare = inner;
            while (bare instanceof Group group) {
                bare = group.inner();
            }
            return bare;
        }

        @Override
        public List<Expression> children() {
            return List.of(inner);
        }
    }

    /** {@code CAST(inner AS type)}, {@code inner::type}; {@code type} as written. */
    record Cast(int start, int end, Expression inner, String type) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of(inner);
        }
    }

    /** COLLATE or a subscript: an output column takes its name from {@code inner}. {@code others} are the subscripts. */
    record NameKeeping(int start, int end, Expression inner, List<Expression> others) implements Expression {
        @Override
        public List<Expression> children() {
            java.util.ArrayList<Expression> all = new java.util.ArrayList<>();
            all.add(inner);
            all.addAll(others);
            return all;
        }
    }

    /** CASE. {@code parts} are all expressions in it, ELSE included. */
    record Case(
            int start,
            int end,
            List<Expression> parts,
            @Nullable Expression otherwise) implements Expression {
        @Override
        public List<Expression> children() {
            return parts;
        }
    }

    /** {@code left operator right} for = &lt;&gt; &lt; &gt; &lt;= &gt;=. */
    record Comparison(int start, int end, Expression left, Expression right) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }
    }

    /** {@code subject [NOT] BETWEEN low AND high} */
    record Between(int start, int end, Expression subject, Expression low, Expression high) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of(subject, low, high);
        }
    }

    /** {@code subject [NOT] IN (items)} */
    record InList(int start, int end, Expression subject, List<Expression> items) implements Expression {
        @Override
        public List<Expression> children() {
            java.util.ArrayList<Expression> all = new java.util.ArrayList<>();
            all.add(subject);
            all.addAll(items);
            return all;
        }
    }

    /** {@code ANY (array)}, {@code ALL (array)} */
    record Quantified(int start, int end, Expression array) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of(array);
        }
    }

    /** Any parenthesised query: scalar, EXISTS, ARRAY, IN, ANY. */
    record Subquery(int start, int end, Statement.Query query) implements Expression {}

    /** A function call; {@code name} as stored, last part first in importance. */
    record Call(int start, int end, List<Name> name, List<Expression> children) implements Expression {
        public String function() {
            return name.get(name.size() - 1).value();
        }
    }

    /** {@code (a, b)} or {@code ROW(a, b)} */
    record Row(int start, int end, List<Expression> children) implements Expression {}

    /** {@code (inner).*} as an item: as many columns as its type has. */
    record CompositeStar(int start, int end, Expression inner) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of(inner);
        }
    }

    /**
     * A construct of MySQL in which only plain columns can stand: {@code VALUES(a)}, {@code DEFAULT(a)},
     * {@code MATCH (a, b) AGAINST (…)}; {@code others} are its other parts.
     */
    record OfColumns(int start, int end, String construct, List<ColumnRef> columns, List<Expression> others)
            implements Expression {
        @Override
        public List<Expression> children() {
            return others;
        }
    }

    /** Everything that is the sum of its parts. */
    record Other(int start, int end, List<Expression> children) implements Expression {}
}
