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

    /** An integer expression: the row's state. */
    public static String state(Shape shape, String alias) {
        String function = ConversionFunctions.stateName(shape.migration()) + "(" + Shape.list(shape.olds(), alias)
                + ", " + Shape.list(shape.news(), alias) + ")";
        return switch (shape.migration().conversion()) {
            case IDENTITY -> "CASE WHEN " + identical(shape, alias) + " THEN 0 ELSE 1 END";
            // The first arms are what nearly every row takes, and cost no call.
            case CAST ->
                "CASE WHEN " + identical(shape, alias) + " THEN 0 WHEN "
                        + Shape.isNull(shape.news().get(0).of(alias)) + " THEN 1 ELSE " + function + " END";
            case FUNCTION -> function;
        };
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

    /** The SET list of backfill's UPDATE. */
    static String assignments(Shape shape, String alias) {
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < shape.news().size(); i++) {
            terms.add(TableName.quote(shape.news().get(i).name()) + " = " + up(shape, i, alias));
        }
        return String.join(", ", terms);
    }
}
