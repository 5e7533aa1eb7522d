package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many characters what an expression gives can have at most: never less than the server takes it for, and {@link #UNKNOWN}
 * where that is not known.
 */
final class MySqlLengths {
    static final long UNKNOWN = Long.MAX_VALUE / 64;

    /** Of a number, a time, or a truth. */
    private static final long SHORT_CHARS = 90;

    /** {@code HEX()} of a character of four bytes. */
    private static final int HEX_DIGITS = 8;

    private static final Pattern SIZED =
            Pattern.compile("(?i)(?:var|n|national )*(?:char|binary)[a-z]*\\s*\\((\\d+)\\)");
    private static final Pattern BEGINS_WITH_CALL = Pattern.compile("(?is)([a-z_0-9$]+)\\s*\\(.*");

    private static final Set<String> NUMBERS = Set.of(
            "count",
            "sum",
            "avg",
            "length",
            "octet_length",
            "char_length",
            "character_length",
            "bit_length",
            "abs",
            "sign",
            "mod",
            "floor",
            "ceil",
            "ceiling",
            "round",
            "truncate",
            "power",
            "pow",
            "sqrt",
            "ascii",
            "ord",
            "instr",
            "locate",
            "position",
            "field",
            "find_in_set",
            "strcmp",
            "crc32",
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "second",
            "datediff",
            "to_days",
            "unix_timestamp",
            "date",
            "time",
            "now",
            "curdate",
            "curtime",
            "isnull",
            "row_number",
            "rank",
            "dense_rank",
            "ntile",
            "bit_count",
            "coercibility",
            "charset",
            "collation",
            "st_x",
            "st_y");

    private static final Set<String> SUMS = Set.of(
            "concat",
            "coalesce",
            "ifnull",
            "if",
            "nullif",
            "upper",
            "lower",
            "ucase",
            "lcase",
            "trim",
            "ltrim",
            "rtrim",
            "left",
            "right",
            "substr",
            "substring",
            "mid",
            "reverse",
            "greatest",
            "least",
            "min",
            "max",
            "any_value",
            "elt",
            "substring_index",
            "convert");

    private final Walk walk;
    private final @Nullable Scope scope;

    /** {@code scope}: where columns are looked up; null where the columns of the query are not known. */
    MySqlLengths(Walk walk, @Nullable Scope scope) {
        this.walk = walk;
        this.scope = scope;
    }

    long of(Expression expression) {
        if (expression instanceof ColumnRef ref) {
            Found found = ref.star() ? null : walk.expressions.find(ref, scope);
            Output output = found == null ? null : found.binding().output(found.column());
            return output == null ? UNKNOWN : ofType(output.type());
        }
        if (expression instanceof Expression.Literal literal) {
            return literal.kind() == Expression.Literal.Kind.STRING ? ofString(literal) : SHORT_CHARS;
        }
        if (expression instanceof Expression.Group || expression instanceof Expression.NameKeeping) {
            return of(expression.children().get(0));
        }
        if (expression instanceof Expression.Comparison
                || expression instanceof Expression.Between
                || expression instanceof Expression.InList) {
            return SHORT_CHARS;
        }
        if (expression instanceof Expression.Cast cast) {
            long sized = ofType(cast.type());
            return cast.type().toLowerCase(Locale.ROOT).contains("char") && sized == UNKNOWN ? of(cast.inner()) : sized;
        }
        if (expression instanceof Expression.Call call) {
            return ofCall(call.function().toLowerCase(Locale.ROOT), call.children());
        }
        if (expression instanceof Expression.Case || expression instanceof Expression.Other) {
            Matcher begins = BEGINS_WITH_CALL.matcher(walk.text.substring(expression.start(), expression.end()));
            return begins.matches() && !SUMS.contains(begins.group(1).toLowerCase(Locale.ROOT))
                    ? UNKNOWN
                    : SHORT_CHARS + sum(expression.children());
        }
        return UNKNOWN;
    }

    /** The same for all strings that a folded text can stand for. */
    private long ofString(Expression.Literal literal) {
        return scope == null ? UNKNOWN : Math.max(MySqlFolding.QUERY_STRING_CHARS, literal.end() - literal.start());
    }

    private long ofCall(String function, List<Expression> arguments) {
        if (NUMBERS.contains(function)) {
            return SHORT_CHARS;
        }
        if (function.equals("hex")) {
            return Math.min(UNKNOWN, HEX_DIGITS * sum(arguments));
        }
        if (function.equals("concat_ws")) {
            return Math.min(
                    UNKNOWN, sum(arguments) * Math.max(1, arguments.size())); // what separates stands between all
        }
        return SUMS.contains(function) ? sum(arguments) : UNKNOWN;
    }

    private long sum(List<Expression> expressions) {
        return expressions.stream().mapToLong(this::of).reduce(0, (a, b) -> Math.min(UNKNOWN, a + b));
    }

    /** Of a column of {@code type}; null where it is not known. */
    static long ofType(@Nullable String type) {
        if (type == null) {
            return UNKNOWN;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        Matcher sized = SIZED.matcher(lower);
        if (sized.lookingAt()) {
            return Long.parseLong(sized.group(1));
        }
        boolean unlimited = lower.contains("text")
                || lower.contains("blob")
                || lower.contains("char")
                || lower.contains("binary")
                || lower.startsWith("json")
                || lower.startsWith("enum")
                || lower.startsWith("set")
                || lower.contains("geometry")
                || lower.contains("point")
                || lower.contains("polygon")
                || lower.contains("line");
        return unlimited ? UNKNOWN : SHORT_CHARS;
    }
}
