package dev.crossfade.admin.engine.sql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.OnFailure;
import dev.crossfade.flags.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * How a row's two sides stand to each other, as SQL over the table under an alias.
 *
 * <p>A row agrees when {@code new = up(old)} or {@code old = down(new)}, NULL-safe. Since a value that {@code down} does
 * not lead back from counts as not converting, the first implies the second, so {@code old = down(new)} is the whole test,
 * and it is the cheap one.
 */
public final class Agreement {
    /** The sides agree; both may be NULL. */
    public static final int AGREES = 0;
    /** They do not, or new is not filled. Backfill writes such rows. */
    public static final int DIFFERS = 1;
    /** New is NULL because old does not convert. */
    public static final int DEAD_LETTER = 2;

    private Agreement() {}

    /**
     * An integer expression: the row's state.
     *
     * @param careful no value makes it fail. Else it is several times faster, since {@code down} is inlined, but fails with a
     *     data error where a new column holds something {@code down} cannot take
     */
    public static String state(Shape shape, String alias, boolean careful) {
        String function = ConversionFunctions.stateName(shape.migration()) + "(" + Shape.list(shape.olds(), alias)
                + ", " + Shape.list(shape.news(), alias) + ")";
        return switch (shape.migration().conversion()) {
            case IDENTITY -> "CASE WHEN " + identical(shape, alias) + " THEN 0 ELSE 1 END";
            // The first arms are what nearly every row takes, and cost no call.
            case CAST ->
                "CASE WHEN " + identical(shape, alias) + " THEN 0 WHEN "
                        + Shape.isNull(shape.news().get(0).of(alias)) + " THEN 1 ELSE " + function + " END";
            case FUNCTION ->
                careful
                        ? function
                        : "CASE WHEN " + allNull(shape.news(), alias) + " THEN CASE WHEN "
                                + allNull(shape.olds(), alias)
                                + " THEN 0 ELSE " + function + " END WHEN " + back(shape, alias) + " THEN 0 ELSE "
                                + function
                                + " END";
        };
    }

    /** Whether backfill has to look at the row: all that differ, and no more than the dead letters besides. */
    static String toFill(Shape shape, String alias, boolean careful) {
        if (shape.migration().conversion() != Conversion.FUNCTION) {
            return state(shape, alias, careful) + " = " + DIFFERS;
        }
        String filled = careful
                ? state(shape, alias, true) + " = " + DIFFERS
                : "CASE WHEN " + back(shape, alias) + " THEN false ELSE " + state(shape, alias, true) + " = " + DIFFERS
                        + " END";
        return "CASE WHEN " + allNull(shape.news(), alias) + " THEN NOT (" + allNull(shape.olds(), alias) + ") ELSE "
                + filled + " END";
    }

    private static String allNull(List<ColumnFacts> columns, String alias) {
        return Shape.all(columns.stream().map(c -> Shape.isNull(c.of(alias))).toList());
    }

    private static String back(Shape shape, String alias) {
        return ConversionFunctions.backName(shape.migration()) + "(" + Shape.list(shape.news(), alias) + ", "
                + Shape.list(shape.olds(), alias) + ")";
    }

    private static String identical(Shape shape, String alias) {
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < shape.news().size(); i++) {
            terms.add(Shape.same(
                    shape.news().get(i).of(alias),
                    up(shape, i, alias),
                    shape.news().get(i).comparable()));
        }
        return Shape.all(terms);
    }

    /** The value of new column {@code i}, NULL where old does not convert. */
    public static String up(Shape shape, int i, String alias) {
        Conversion conversion = shape.migration().conversion();
        return switch (conversion) {
            case IDENTITY -> shape.olds().get(i).of(alias);
            case CAST ->
                "CAST(" + shape.olds().get(i).of(alias) + " AS "
                        + shape.news().get(i).fullType() + ")";
            case FUNCTION -> shape.migration().up(i, OnFailure.NULL) + "(" + Shape.list(shape.olds(), alias) + ")";
        };
    }

    /** The new values of the row under {@code alias} as one expression, with a call of one function. */
    private static String values(Shape shape, String alias) {
        String olds = "(" + Shape.list(shape.olds(), alias) + ")";
        return shape.news().size() > 1
                ? ConversionFunctions.upRowName(shape.migration()) + olds
                : shape.migration().up(0, OnFailure.NULL) + olds;
    }

    /**
     * What backfill's CTE computes besides the key, starting with a comma, or nothing. A function is called there once a row,
     * over the row as it is when the CTE has locked it; it cannot change before the UPDATE then.
     */
    static String computed(Shape shape, String alias) {
        return shape.migration().conversion() == Conversion.FUNCTION ? ", " + values(shape, alias) + " AS u" : "";
    }

    /** The SET list of backfill's UPDATE of {@code alias}, the CTE being {@code cte}. */
    static String assignments(Shape shape, String alias, String cte) {
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < shape.news().size(); i++) {
            terms.add(TableName.quote(shape.news().get(i).name()) + " = " + value(shape, i, alias, cte));
        }
        return String.join(", ", terms);
    }

    /** A dead letter that is NULL already needs no write. */
    static String changes(Shape shape, String alias, String cte) {
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < shape.news().size(); i++) {
            terms.add(Shape.isNull(shape.news().get(i).of(alias)));
            terms.add(Shape.isNull(value(shape, i, alias, cte)));
        }
        return "NOT (" + Shape.all(terms) + ")";
    }

    private static String value(Shape shape, int i, String alias, String cte) {
        if (shape.migration().conversion() != Conversion.FUNCTION) {
            return up(shape, i, alias);
        }
        return shape.news().size() > 1 ? "(" + cte + ".u).r" + (i + 1) : cte + ".u";
    }
}
