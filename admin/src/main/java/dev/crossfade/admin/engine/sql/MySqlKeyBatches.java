package dev.crossfade.admin.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The same for MySQL, in sessions with {@code ANSI_QUOTES} and READ COMMITTED, of a rename: new is a copy of old.
 *
 * <p>A compound key is compared column by column: of row constructors the optimizer makes no range for {@code >}
 * (https://dev.mysql.com/doc/refman/8.0/en/row-constructor-optimization.html), so a column's value is bound more than once.
 */
public final class MySqlKeyBatches implements KeyBatches {
    private static final List<String> INTEGERS = List.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final List<String> TEXTS = List.of("char", "varchar");
    private static final List<String> BYTES = List.of("binary", "varbinary");
    private static final List<String> TIMES = List.of("date", "datetime", "timestamp");
    private static final List<String> NUMBERS = List.of("decimal", "float", "double", "bit", "year", "time");

    private final Shape shape;
    /** Columns that move when a row is changed, unless they are given their own value. */
    private final List<String> touched;

    /** @param touched columns with ON UPDATE CURRENT_TIMESTAMP */
    public MySqlKeyBatches(Shape shape, List<String> touched) {
        this.shape = shape;
        this.touched = List.copyOf(touched);
    }

    /** Whether a key of this type, {@code DATA_TYPE} of {@code information_schema}, can be gone through. */
    public static boolean isKey(String dataType) {
        String type = dataType.toLowerCase(Locale.ROOT);
        return INTEGERS.contains(type) || TEXTS.contains(type) || BYTES.contains(type) || TIMES.contains(type);
    }

    @Override
    public List<String> parameters(KeyRange range) {
        List<String> parameters = new ArrayList<>();
        add(parameters, range.after());
        add(parameters, range.upTo());
        return parameters;
    }

    private static void add(List<String> parameters, @Nullable List<String> bound) {
        if (bound != null) {
            for (int last = 0; last < bound.size(); last++) {
                parameters.addAll(bound.subList(0, last + 1));
            }
        }
    }

    @Override
    public List<String> fillParameters(KeyRange range) {
        return parameters(range);
    }

    @Override
    public List<String> verifyParameters(KeyRange range) {
        List<String> twice = new ArrayList<>(parameters(range));
        twice.addAll(parameters(range));
        return twice;
    }

    @Override
    public String lastKeyOfBatch(KeyRange range) {
        String key = Shape.list(shape.key(), "t");
        return "SELECT JSON_ARRAY(" + String.join(", ", keyAsText()) + ") FROM (SELECT " + key + " FROM "
                + shape.table() + " AS t WHERE " + within(range) + " ORDER BY " + key + " LIMIT 1 OFFSET ?) AS t";
    }

    @Override
    public String fill(KeyRange range, boolean careful) {
        List<String> keys = new ArrayList<>();
        List<String> join = new ArrayList<>();
        for (int i = 0; i < shape.key().size(); i++) {
            keys.add(shape.key().get(i).of("t") + " AS k" + i);
            join.add(shape.key().get(i).of("r") + " = k.k" + i);
        }
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < shape.olds().size(); i++) {
            sets.add(shape.news().get(i).of("r") + " = " + shape.olds().get(i).of("r"));
        }
        touched.forEach(column -> sets.add("r." + quote(column) + " = r." + quote(column)));
        return "UPDATE (SELECT " + String.join(", ", keys) + " FROM " + shape.table() + " AS t WHERE " + within(range)
                + " AND " + differs() + " FOR UPDATE SKIP LOCKED) AS k STRAIGHT_JOIN " + shape.table() + " AS r ON "
                + String.join(" AND ", join) + " SET " + String.join(", ", sets);
    }

    /** A lock is waited for in whole seconds here: nothing is filled that has to wait. */
    @Override
    public @Nullable String fillAll(KeyRange range) {
        return null;
    }

    @Override
    public String countDiffering(KeyRange range, boolean careful) {
        return "SELECT COUNT(*) FROM " + shape.table() + " AS t WHERE " + within(range) + " AND " + differs();
    }

    @Override
    public String count(KeyRange range) {
        return "SELECT COUNT(*) FROM " + shape.table() + " AS t WHERE " + within(range);
    }

    /** One statement has one view of the data, the subquery's included, which runs only where there is something to show. */
    @Override
    public String verify(KeyRange range, boolean careful) {
        String key = "CONCAT_WS(', ', " + String.join(", ", keyAsText()) + ")";
        return "SELECT COUNT(*), COALESCE(SUM(" + differs() + "), 0), 0, IF(COALESCE(SUM(" + differs()
                + "), 0) = 0, NULL, (SELECT JSON_ARRAYAGG(e.k) FROM (SELECT " + key + " AS k FROM " + shape.table()
                + " AS t WHERE " + within(range) + " AND " + differs() + " LIMIT 3) AS e)), NULL FROM " + shape.table()
                + " AS t WHERE " + within(range);
    }

    /** Whether a row's two sides are not the same value: texts by their bytes, since a collation calls others equal, too. */
    private String differs() {
        List<String> same = new ArrayList<>();
        for (int i = 0; i < shape.olds().size(); i++) {
            String type = shape.olds().get(i).bareType().toLowerCase(Locale.ROOT);
            boolean byValue = INTEGERS.contains(type) || TIMES.contains(type) || NUMBERS.contains(type);
            same.add(bytes(shape.olds().get(i).of("t"), type, byValue) + " <=> "
                    + bytes(shape.news().get(i).of("t"), type, byValue));
        }
        return "NOT (" + Shape.all(same) + ")";
    }

    private static String bytes(String column, String type, boolean byValue) {
        if (byValue) {
            return column;
        }
        return type.equals("json") ? "CAST(CAST(" + column + " AS CHAR) AS BINARY)" : "CAST(" + column + " AS BINARY)";
    }

    private List<String> keyAsText() {
        return shape.key().stream()
                .map(column -> {
                    String type = column.bareType().toLowerCase(Locale.ROOT);
                    String of = column.of("t");
                    return TEXTS.contains(type)
                            ? "CONVERT(" + of + " USING utf8mb4)"
                            : BYTES.contains(type) ? "HEX(" + of + ")" : "CAST(" + of + " AS CHAR)";
                })
                .toList();
    }

    private String within(KeyRange range) {
        List<String> terms = new ArrayList<>();
        if (range.after() != null) {
            terms.add(bound(">", ">"));
        }
        if (range.upTo() != null) {
            terms.add(bound("<", "<="));
        }
        return terms.isEmpty() ? "TRUE" : Shape.all(terms);
    }

    /** {@code (a > ?) OR (a = ? AND b > ?) …}, in the order of {@link #add}. */
    private String bound(String operator, String lastOperator) {
        List<String> either = new ArrayList<>();
        int size = shape.key().size();
        for (int last = 0; last < size; last++) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i <= last; i++) {
                String compared = i < last ? "=" : last == size - 1 ? lastOperator : operator;
                all.add(shape.key().get(i).of("t") + " " + compared + " "
                        + value(shape.key().get(i)));
            }
            either.add("(" + Shape.all(all) + ")");
        }
        return "(" + String.join(" OR ", either) + ")";
    }

    private static String value(ColumnFacts column) {
        String type = column.bareType().toLowerCase(Locale.ROOT);
        if (INTEGERS.contains(type)) {
            return "CAST(? AS "
                    + (column.fullType().toLowerCase(Locale.ROOT).contains("unsigned") ? "UNSIGNED" : "SIGNED") + ")";
        }
        if (TEXTS.contains(type)) {
            String collation = String.valueOf(column.collation());
            return "CONVERT(? USING " + collation.substring(0, collation.indexOf(' ')) + ") COLLATE "
                    + collation.substring(collation.indexOf(' ') + 1);
        }
        if (BYTES.contains(type)) {
            return "UNHEX(?)";
        }
        return type.equals("date") ? "CAST(? AS DATE)" : "CAST(? AS DATETIME(6))";
    }

    private static String quote(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }
}
