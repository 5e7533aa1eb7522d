package dev.crossfade.proxy.rewrite.parse.mysql;

import dev.crossfade.proxy.rewrite.lex.Placeholder;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Name;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Expressions of the grammar's tree as expressions of the model. */
final class ExpressionMapper {
    private final String text;
    private final boolean lowerCaseTableNames;
    private final StatementMapper statements;

    ExpressionMapper(String text, boolean lowerCaseTableNames, StatementMapper statements) {
        this.text = text;
        this.lowerCaseTableNames = lowerCaseTableNames;
        this.statements = statements;
    }

    static int start(ParserRuleContext context) {
        return context.getStart().getStartIndex();
    }

    static int end(ParserRuleContext context) {
        return context.getStop().getStopIndex() + 1;
    }

    private static Token token(ParserRuleContext identifier) {
        return ((TokenFeed.FedToken) identifier.getStart()).token();
    }

    /** A column's name: case does not count in it. */
    static Name column(ParserRuleContext identifier) {
        Token token = token(identifier);
        if (token.kind() == Token.Kind.STRING && Placeholder.isIn(token.value())) {
            throw new StatementMapper.Unmapped("a folded literal as a name", identifier);
        }
        String value = token.kind() == Token.Kind.STRING ? unquoted(token.value()) : token.value();
        return new Name(value.toLowerCase(Locale.ROOT), token.start(), token.end());
    }

    /** An alias may be a string; escapes in it make no column that is looked for. */
    private static String unquoted(String string) {
        return string.substring(1, string.length() - 1);
    }

    /** The name of a table, database, alias or WITH query. */
    Name table(ParserRuleContext identifier) {
        Token token = token(identifier);
        String value = lowerCaseTableNames ? token.value().toLowerCase(Locale.ROOT) : token.value();
        return new Name(value, token.start(), token.end());
    }

    private static boolean isExpression(ParseTree tree) {
        return tree instanceof ExprContext
                || tree instanceof BoolPriContext
                || tree instanceof PredicateContext
                || tree instanceof BitExprContext
                || tree instanceof SimpleExprContext;
    }

    List<Expression> expressions(List<? extends ParserRuleContext> contexts) {
        List<Expression> all = new ArrayList<>(contexts.size());
        contexts.forEach(c -> all.add(expression(c)));
        return all;
    }

    @Nullable
    Expression expressionOrNull(@Nullable ParserRuleContext context) {
        return context == null ? null : expression(context);
    }

    Expression expression(ParserRuleContext context) {
        ParserRuleContext c = context;
        while (c.getChildCount() == 1 && isExpression(c.getChild(0))) {
            c = (ParserRuleContext) c.getChild(0);
        }
        int start = start(c);
        int end = end(c);
        if (c instanceof PrimaryExprCompareContext compare) {
            return new Expression.Comparison(
                    start, end, expression(compare.boolPri()), expression(compare.predicate()));
        }
        if (c instanceof PredicateContext predicate) {
            return predicate(start, end, predicate);
        }
        if (c instanceof SimpleExprContext simple) {
            return simple(start, end, simple);
        }
        return other(c);
    }

    private Expression predicate(int start, int end, PredicateContext c) {
        if (c.predicateOperations() instanceof PredicateExprBetweenContext between) {
            return new Expression.Between(
                    start,
                    end,
                    expression(c.bitExpr(0)),
                    expression(between.bitExpr()),
                    expression(between.predicate()));
        }
        if (c.predicateOperations() instanceof PredicateExprInContext in && in.exprList() != null) {
            return new Expression.InList(
                    start,
                    end,
                    expression(c.bitExpr(0)),
                    expressions(in.exprList().expr()));
        }
        return other(c);
    }

    private Expression simple(int start, int end, SimpleExprContext c) {
        if (c instanceof SimpleExprColumnRefContext ref) {
            Expression column = reference(ref.columnRef());
            return ref.jsonOperator() == null ? column : new Expression.Other(start, end, List.of(column));
        }
        if (c instanceof SimpleExprParamMarkerContext) {
            return new Expression.Parameter(start, end, 0);
        }
        if (c instanceof SimpleExprLiteralContext literal) {
            return literal(start, end, literal.literalOrNull());
        }
        if (c instanceof SimpleExprListContext list) {
            List<Expression> all = expressions(list.exprList().expr());
            return all.size() == 1 && list.ROW_SYMBOL() == null
                    ? new Expression.Group(start, end, all.get(0))
                    : new Expression.Row(start, end, all);
        }
        if (c instanceof SimpleExprSubQueryContext subquery) {
            Expression.Subquery query = subquery(subquery.subquery());
            return subquery.EXISTS_SYMBOL() == null ? query : new Expression.Other(start, end, List.of(query));
        }
        if (c instanceof SimpleExprCastContext cast && cast.arrayCast() == null && cast.AT_SYMBOL() == null) {
            return new Expression.Cast(start, end, expression(cast.expr()), written(cast.castType()));
        }
        if (c instanceof SimpleExprValuesContext values) {
            return new Expression.OfColumns(
                    start, end, "VALUES", columns(List.of(values.simpleIdentifier())), List.of());
        }
        if (c instanceof SimpleExprDefaultContext of) {
            return new Expression.OfColumns(start, end, "DEFAULT", columns(List.of(of.simpleIdentifier())), List.of());
        }
        if (c instanceof SimpleExprMatchContext match) {
            return new Expression.OfColumns(
                    start,
                    end,
                    "MATCH",
                    columns(match.identListArg().identList().simpleIdentifier()),
                    List.of(expression(match.bitExpr())));
        }
        if (c instanceof SimpleExprRuntimeFunctionContext function
                && function.runtimeFunctionCall().VALUES_SYMBOL() != null) {
            Expression inner = expression(
                    function.runtimeFunctionCall().exprWithParentheses().expr());
            if (!(inner instanceof Expression.ColumnRef ref)) {
                throw new StatementMapper.Unmapped("VALUES() of anything but a column", c);
            }
            return new Expression.OfColumns(start, end, "VALUES", List.of(ref), List.of());
        }
        if (c instanceof SimpleExprSumContext
                || c instanceof SimpleExprFunctionContext
                || c instanceof SimpleExprRuntimeFunctionContext) {
            Token first = token(c);
            Name name = new Name(first.value().toLowerCase(Locale.ROOT), first.start(), first.end());
            return new Expression.Call(start, end, List.of(name), parts(c));
        }
        return other(c);
    }

    private List<Expression.ColumnRef> columns(List<SimpleIdentifierContext> identifiers) {
        List<Expression.ColumnRef> columns = new ArrayList<>();
        for (SimpleIdentifierContext c : identifiers) {
            List<ParserRuleContext> parts = new ArrayList<>();
            parts.add(c.identifier());
            c.dotIdentifier().forEach(d -> parts.add(d.identifier()));
            columns.add(reference(start(c), end(c), parts));
        }
        return columns;
    }

    Expression.ColumnRef reference(ColumnRefContext c) {
        return reference(start(c), end(c), parts(c.fieldIdentifier()));
    }

    private static List<ParserRuleContext> parts(FieldIdentifierContext field) {
        List<ParserRuleContext> parts = new ArrayList<>(3);
        if (field.qualifiedIdentifier() == null) {
            throw new StatementMapper.Unmapped("a name that begins with a point", field);
        }
        parts.add(field.qualifiedIdentifier().identifier());
        if (field.qualifiedIdentifier().dotIdentifier() != null) {
            parts.add(field.qualifiedIdentifier().dotIdentifier().identifier());
        }
        if (field.dotIdentifier() != null) {
            parts.add(field.dotIdentifier().identifier());
        }
        return parts;
    }

    private Expression.ColumnRef reference(int start, int end, List<ParserRuleContext> parts) {
        List<Name> names = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            names.add(i == parts.size() - 1 ? column(parts.get(i)) : table(parts.get(i)));
        }
        return new Expression.ColumnRef(start, end, names, false);
    }

    Expression.ColumnRef wild(TableWildContext c) {
        List<Name> names = new ArrayList<>();
        c.identifier().forEach(i -> names.add(table(i)));
        return new Expression.ColumnRef(start(c), end(c), names, true);
    }

    Expression.Subquery subquery(SubqueryContext c) {
        return new Expression.Subquery(start(c), end(c), statements.queries().query(c.queryExpressionParens()));
    }

    private static Expression literal(int start, int end, LiteralOrNullContext c) {
        LiteralContext literal = c.literal();
        if (literal == null || literal.nullLiteral() != null) {
            return new Expression.Literal(start, end, Expression.Literal.Kind.NULL);
        }
        if (literal.boolLiteral() != null) {
            return new Expression.Literal(start, end, Expression.Literal.Kind.BOOLEAN);
        }
        if (literal.numLiteral() != null) {
            boolean integer = literal.numLiteral().int64Literal() != null;
            return new Expression.Literal(
                    start, end, integer ? Expression.Literal.Kind.INTEGER : Expression.Literal.Kind.NUMERIC);
        }
        return literal.textLiteral() != null
                ? new Expression.Literal(start, end, Expression.Literal.Kind.STRING)
                : new Expression.Other(start, end, List.of());
    }

    private Expression other(ParserRuleContext c) {
        return new Expression.Other(start(c), end(c), parts(c));
    }

    /** The outermost expressions and queries below {@code c}. */
    List<Expression> parts(ParserRuleContext c) {
        List<Expression> parts = new ArrayList<>();
        collect(c, parts);
        return parts;
    }

    private void collect(ParserRuleContext c, List<Expression> parts) {
        for (int i = 0; i < c.getChildCount(); i++) {
            ParseTree child = c.getChild(i);
            if (isExpression(child)) {
                parts.add(expression((ParserRuleContext) child));
            } else if (child instanceof SubqueryContext query) {
                parts.add(subquery(query));
            } else if (child instanceof ColumnRefContext ref) {
                parts.add(reference(ref));
            } else if (child instanceof ParserRuleContext rule) {
                collect(rule, parts);
            }
        }
    }

    private String written(ParserRuleContext c) {
        return text.substring(start(c), end(c));
    }
}
