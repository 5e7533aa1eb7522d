package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Statement.SetColumn;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times that are assigned to numbers. A column makes a number of the time itself; beside a number {@code IF} makes a text of it
 * first, and of that another number
 * (https://dev.mysql.com/doc/refman/8.0/en/flow-control-functions.html#function_if).
 */
final class MySqlTimes {
    private static final Pattern NUMBER = Pattern.compile(
            "(tinyint|smallint|mediumint|int|bigint|decimal|numeric|float|double|year|bit)\\b.*", Pattern.DOTALL);
    private static final Pattern TIME = Pattern.compile("(date|datetime|time|timestamp)\\b.*", Pattern.DOTALL);
    private static final Set<String> FUNCTIONS = Set.of(
            "now",
            "sysdate",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "utc_timestamp",
            "curdate",
            "current_date",
            "utc_date",
            "curtime",
            "current_time",
            "utc_time",
            "date",
            "time",
            "timestamp",
            "addtime",
            "subtime",
            "timediff",
            "maketime",
            "makedate",
            "sec_to_time",
            "from_unixtime",
            "from_days",
            "date_add",
            "date_sub",
            "adddate",
            "subdate",
            "str_to_date",
            "last_day",
            "convert_tz",
            "timestampadd");

    private static final Set<String> OF_THEIR_ARGUMENTS =
            Set.of("if", "ifnull", "nullif", "coalesce", "greatest", "least", "max", "min", "values", "any_value");

    private final Walk walk;
    private final MySqlAssigned assigned;

    MySqlTimes(Walk walk, MySqlAssigned assigned) {
        this.walk = walk;
        this.assigned = assigned;
    }

    /** Where the value is going to stand in an {@code IF} beside its column. */
    void refuse() {
        if (assigned.migration.conversion() != Conversion.IDENTITY || assigned.rule.filled()) {
            return;
        }
        for (SetColumn set : assigned.sets) {
            Expression value = set == null ? null : set.cell().expression();
            if (set != null
                    && value != null
                    && is(
                            NUMBER,
                            assigned.table.relation().column(set.target().last().value()))
                    && isTime(value)) {
                throw assigned.refusal(
                        "a time that becomes a number", "Cast it to the column's type, or wait for stage live.");
            }
        }
    }

    private boolean isTime(Expression value) {
        if (value instanceof Expression.Cast cast) {
            return TIME.matcher(lower(cast.type())).matches();
        }
        if (value instanceof Expression.ColumnRef ref) {
            return walk.tables.columns(ref.last().value()).stream().anyMatch(c -> is(TIME, c));
        }
        if (value instanceof Expression.Call call) {
            String function = lower(call.function());
            return FUNCTIONS.contains(function)
                    || (OF_THEIR_ARGUMENTS.contains(function)
                            && call.children().stream().anyMatch(this::isTime));
        }
        return (value instanceof Expression.Group || value instanceof Expression.Case)
                && value.children().stream().anyMatch(this::isTime);
    }

    private static boolean is(Pattern type, Catalog.@Nullable Column column) {
        return column != null && type.matcher(lower(column.type())).matches();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
