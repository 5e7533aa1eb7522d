package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.Side;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.ExpressionRewriter.Found;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.lex.Placeholder;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of a column that moves by a cast. A cast around the column would keep its index from serving, so where the
 * result cannot differ the column that is stored is compared itself, and where needed the other side is cast instead.
 * Everything else is left to the general rule.
 */
final class Predicates {
    private static final Set<Integer> INTEGER_OIDS = Set.of(20, 21, 23);
    private static final Set<Integer> TEXT_OIDS = Set.of(25, 1043);
    private static final Set<String> INTEGER_TYPES =
            Set.of("smallint", "integer", "bigint", "int", "int2", "int4", "int8");
    private static final Set<String> INTEGER_TYPES_OF_MYSQL = Set.of("tinyint", "mediumint");
    private static final Pattern INTEGER = Pattern.compile("[-+]?\\s*(?:[0-9]{1,18}|" + Placeholder.INTEGER + ")");
    private static final Pattern SMALL_FOLDED = Pattern.compile("[-+]?" + Placeholder.SMALL_INTEGER);

    private final Walk walk;
    private final ExpressionRewriter expressions;

    Predicates(Walk walk, ExpressionRewriter expressions) {
        this.walk = walk;
        this.expressions = expressions;
    }

    private enum Family {
        INTEGERS,
        TEXTS
    }

    /** The stored column that can be compared itself, its family, and the type the client sees. */
    private record Plain(ColumnRef ref, Role role, String stored, Family family, String clientType) {}

    /** Rewrites a comparison as a whole if it can be; false if the general rule is to be used. */
    boolean rewrite(Expression expression, @Nullable Scope scope, @Nullable Ctes ctes) {
        if (expression instanceof Expression.Comparison comparison) {
            return pair(comparison.left(), comparison.right(), scope, ctes)
                    || pair(comparison.right(), comparison.left(), scope, ctes);
        }
        if (expression instanceof Expression.Between between) {
            return compare(between.subject(), List.of(between.low(), between.high()), false, scope, ctes);
        }
        if (expression instanceof Expression.InList in) {
            return compare(in.subject(), in.items(), true, scope, ctes);
        }
        return false;
    }

    private boolean pair(Expression one, Expression other, @Nullable Scope scope, @Nullable Ctes ctes) {
        return compare(one, List.of(other), false, scope, ctes);
    }

    private boolean compare(
            Expression subject, List<Expression> others, boolean oneType, @Nullable Scope scope, @Nullable Ctes ctes) {
        Plain plain = plain(subject, scope);
        if (plain == null) {
            return false;
        }
        if (walk.dialect.comparesWithAnything()) {
            walk.speech.name(plain.role().rule(), plain.role().side());
            expressions.replace(plain.ref(), plain.stored(), plain.role());
            expressions.rewrite(others, scope, ctes);
            return true;
        }
        boolean undeclared = others.stream().anyMatch(o -> isUndeclared(o));
        for (Expression other : others) {
            if (!serves(plain, other, scope) || (oneType && undeclared && !isUndeclared(other) && !isSmall(other))) {
                return false;
            }
        }
        boolean narrow = plain.clientType().equalsIgnoreCase("smallint");
        if (oneType && undeclared && narrow && others.stream().anyMatch(o -> !isUndeclared(o) && !isString(o))) {
            return false; // the constants make integers of all items
        }
        walk.speech.name(plain.role().rule(), plain.role().side());
        expressions.replace(plain.ref(), plain.stored(), plain.role());
        for (Expression other : others) {
            if (plain.family() == Family.INTEGERS && (isUndeclared(other) || isString(other))) {
                Expression bare = other.bare();
                walk.edits.replace(
                        bare.start(),
                        bare.end(),
                        Conversions.cast(walk.text.substring(bare.start(), bare.end()), plain.clientType()),
                        "keeps the type the value has beside " + plain.role().column());
            } else if (other instanceof Expression.Quantified quantified && isUndeclared(quantified.array())) {
                Expression array = quantified.array();
                walk.edits.replace(
                        array.start(),
                        array.end(),
                        Conversions.cast(walk.text.substring(array.start(), array.end()), plain.clientType() + "[]"),
                        "keeps the type the value has beside " + plain.role().column());
            } else {
                expressions.rewrite(other, scope, ctes);
            }
        }
        return true;
    }

    private @Nullable Plain plain(Expression subject, @Nullable Scope scope) {
        if (!(subject.bare() instanceof ColumnRef ref) || ref.star()) {
            return null;
        }
        Found found = expressions.find(ref, scope);
        if (found == null || found.role() == null || found.uncertain()) {
            return null;
        }
        Role role = found.role();
        MigratingTable table = found.binding().migrating();
        if (table == null
                || role.migration().conversion() != Conversion.CAST
                || walk.dialect.read(table, role, found.qualifier()) == null) {
            return null;
        }
        String oldType = table.oldColumn(role.rule(), role.index()).type();
        String newType = role.migration().newColumns().get(role.index()).type();
        Family family = family(oldType);
        if (family == null || family != family(newType)) {
            return null;
        }
        String stored = role.side() == Side.OLD
                ? role.migration().newColumns().get(role.index()).name()
                : role.migration().oldColumns().get(role.index());
        return new Plain(
                ref,
                role,
                walk.dialect.column(found.qualifier(), stored),
                family,
                role.side() == Side.OLD ? oldType : newType);
    }

    private static @Nullable Family family(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        if (INTEGER_TYPES.contains(lower) || INTEGER_TYPES_OF_MYSQL.contains(lower)) {
            return Family.INTEGERS;
        }
        if (lower.equals("text") || lower.startsWith("character varying") || lower.startsWith("varchar")) {
            return Family.TEXTS;
        }
        return null;
    }

    private boolean serves(Plain plain, Expression other, @Nullable Scope scope) {
        Expression value = other.bare();
        if (plain.family() == Family.INTEGERS) {
            return isUndeclared(value)
                    || isString(value)
                    || isInteger(value)
                    || (value instanceof Expression.Parameter p && INTEGER_OIDS.contains(walk.declaredType(p)))
                    || (value instanceof Expression.Cast cast
                            && INTEGER_TYPES.contains(cast.type().toLowerCase(Locale.ROOT)))
                    || (value instanceof Expression.Quantified q && isUndeclared(q.array()))
                    || columnIn(value, INTEGER_OIDS, scope);
        }
        return isUndeclared(value)
                || isString(value)
                || (value instanceof Expression.Parameter p && TEXT_OIDS.contains(walk.declaredType(p)))
                || columnIn(value, TEXT_OIDS, scope);
    }

    private boolean columnIn(Expression value, Set<Integer> types, @Nullable Scope scope) {
        if (!(value instanceof ColumnRef ref) || ref.star()) {
            return false;
        }
        Found found = expressions.find(ref, scope);
        if (found == null) {
            return false;
        }
        Catalog.Column column = expressions.catalogColumn(found);
        return column != null && types.contains(column.typeOid());
    }

    private boolean isUndeclared(Expression expression) {
        return expression.bare() instanceof Expression.Parameter p && walk.declaredType(p) == 0;
    }

    private static boolean isString(Expression expression) {
        return expression.bare() instanceof Expression.Literal literal
                && literal.kind() == Expression.Literal.Kind.STRING;
    }

    private boolean isInteger(Expression expression) {
        return INTEGER.matcher(walk.text.substring(expression.start(), expression.end()))
                .matches();
    }

    /** Whether a constant fits integer, so that it does not widen the common type of an IN list. */
    private boolean isSmall(Expression expression) {
        if (isString(expression)) {
            return true;
        }
        String written =
                walk.text.substring(expression.start(), expression.end()).replaceAll("\\s", "");
        if (Placeholder.isIn(written)) {
            return SMALL_FOLDED.matcher(written).matches();
        }
        return INTEGER.matcher(written).matches() && Math.abs(Long.parseLong(written)) <= Short.MAX_VALUE;
    }
}
