package dev.crossfade.proxy.rewrite.parse;

import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.*;

/** Expressions of the grammar's tree as expressions of the model. */
final class ExpressionMapper {
    private final String text;
    private final StatementMapper statements;

    ExpressionMapper(String text, StatementMapper statements) {
        this.text = text;
        this.statements = statements;
    }

    static int start(ParserRuleContext context) {
        return context.getStart().getStartIndex();
    }

    static int end(ParserRuleContext context) {
        return context.getStop().getStopIndex() + 1;
    }

    static Name name(ParserRuleContext identifier) {
        Token token = ((TokenFeed.FedToken) identifier.getStart()).token();
        return new Name(token.value(), token.start(), token.end());
    }

    static @Nullable Name nameOrNull(@Nullable ParserRuleContext identifier) {
        return identifier == null ? null : name(identifier);
    }

    Expression expression(ParserRuleContext context) {
        if (context instanceof VexContext vex) {
            return vex(vex);
        }
        if (context instanceof Vex_bContext vex) {
            return vexB(vex);
        }
        throw new IllegalArgumentException(context.getClass().getSimpleName());
    }

    @Nullable
    Expression expressionOrNull(@Nullable VexContext context) {
        return context == null ? null : vex(context);
    }

    List<Expression> expressions(List<VexContext> contexts) {
        List<Expression> all = new ArrayList<>(contexts.size());
        contexts.forEach(c -> all.add(vex(c)));
        return all;
    }

    private Expression vex(VexContext c) {
        int start = start(c);
        int end = end(c);
        if (c.value_expression_primary() != null) {
            return primary(c.value_expression_primary());
        }
        if (c.CAST_EXPRESSION() != null) {
            return new Expression.Cast(start, end, vex(c.vex(0)), written(c.data_type()));
        }
        if (c.getChild(0) instanceof TerminalNode && c.getChild(0) == c.LEFT_PAREN()) {
            return parenthesised(start, end, c.vex(), c.indirection_list());
        }
        if (c.collate_identifier() != null) {
            return new Expression.NameKeeping(start, end, vex(c.vex(0)), List.of());
        }
        if (c.vex().size() == 2 && isComparison(c)) {
            return new Expression.Comparison(start, end, vex(c.vex(0)), vex(c.vex(1)));
        }
        if (c.BETWEEN() != null) {
            return new Expression.Between(start, end, vex(c.vex(0)), vexB(c.vex_b()), vex(c.vex(1)));
        }
        if (c.IN() != null && c.select_stmt_no_parens() == null) {
            List<Expression> all = expressions(c.vex());
            return new Expression.InList(start, end, all.get(0), all.subList(1, all.size()));
        }
        return other(c);
    }

    private Expression vexB(Vex_bContext c) {
        if (c.value_expression_primary() != null) {
            return primary(c.value_expression_primary());
        }
        if (c.CAST_EXPRESSION() != null) {
            return new Expression.Cast(start(c), end(c), vexB(c.vex_b(0)), written(c.data_type()));
        }
        if (c.getChild(0) instanceof TerminalNode && c.getChild(0) == c.LEFT_PAREN()) {
            return parenthesised(start(c), end(c), c.vex(), c.indirection_list());
        }
        return other(c);
    }

    private static boolean isComparison(VexContext c) {
        return c.EQUAL() != null
                || c.NOT_EQUAL() != null
                || c.LTH() != null
                || c.GTH() != null
                || c.LEQ() != null
                || c.GEQ() != null;
    }

    private Expression parenthesised(
            int start, int end, List<VexContext> inner, @Nullable Indirection_listContext indirection) {
        if (inner.size() > 1) {
            return new Expression.Row(start, end, expressions(inner));
        }
        Expression only = vex(inner.get(0));
        return indirection == null ? new Expression.Group(start, end, only) : selected(start, end, only, indirection);
    }

    /** {@code base} followed by fields and subscripts. */
    private Expression selected(int start, int end, Expression base, Indirection_listContext indirection) {
        if (indirection.MULTIPLY() != null) {
            return new Expression.CompositeStar(start, end, base);
        }
        List<Expression> subscripts = new ArrayList<>();
        boolean field = false;
        for (IndirectionContext step : indirection.indirection()) {
            field |= step.DOT() != null;
            subscripts.addAll(expressions(step.vex()));
        }
        if (!field) {
            return new Expression.NameKeeping(start, end, base, subscripts);
        }
        subscripts.add(0, base);
        return new Expression.Other(start, end, subscripts);
    }

    private Expression primary(Value_expression_primaryContext c) {
        int start = start(c);
        int end = end(c);
        if (c.expr_const() != null) {
            return constant(start, end, c.expr_const());
        }
        if (c.indirection_var() != null) {
            return variable(start, end, c.indirection_var());
        }
        if (c.function_call() != null) {
            return call(c.function_call());
        }
        if (c.NULL() != null) {
            return new Expression.Literal(start, end, Expression.Literal.Kind.NULL);
        }
        if (c.MULTIPLY() != null) {
            return new Expression.ColumnRef(start, end, List.of(), true);
        }
        if (c.select_stmt_no_parens() != null) {
            Expression query = new Expression.Subquery(start, end, statements.query(c.select_stmt_no_parens()));
            return c.indirection_list() == null ? query : selected(start, end, query, c.indirection_list());
        }
        if (c.table_subquery() != null) { // EXISTS
            return new Expression.Other(start, end, List.of(subquery(c.table_subquery())));
        }
        if (c.case_expression() != null) {
            List<VexContext> parts = c.case_expression().vex();
            List<Expression> all = expressions(parts);
            return new Expression.Case(
                    start, end, all, c.case_expression().ELSE() == null ? null : all.get(all.size() - 1));
        }
        if (c.comparison_mod() != null && c.comparison_mod().vex() != null) {
            return new Expression.Quantified(start, end, vex(c.comparison_mod().vex()));
        }
        return other(c);
    }

    private Expression.Subquery subquery(Table_subqueryContext c) {
        return new Expression.Subquery(start(c), end(c), statements.query(c.select_stmt()));
    }

    private Expression constant(int start, int end, Expr_constContext c) {
        if (c.iconst() != null) {
            return new Expression.Literal(start, end, Expression.Literal.Kind.INTEGER);
        }
        if (c.fconst() != null) {
            return new Expression.Literal(start, end, Expression.Literal.Kind.NUMERIC);
        }
        if (c.truth_value() != null) {
            return new Expression.Literal(start, end, Expression.Literal.Kind.BOOLEAN);
        }
        Token token = ((TokenFeed.FedToken) c.getStart()).token();
        if (token.kind() == Token.Kind.BIT_STRING) {
            return new Expression.Other(start, end, List.of());
        }
        return new Expression.Literal(start, end, Expression.Literal.Kind.STRING);
    }

    private Expression variable(int start, int end, Indirection_varContext c) {
        Indirection_listContext indirection = c.indirection_list();
        if (c.dollar_number() != null) {
            int number;
            try {
                number = Integer.parseInt(c.dollar_number().getStart().getText().substring(1));
            } catch (NumberFormatException e) {
                number = 0;
            }
            int parameterEnd = end(c.dollar_number());
            Expression parameter = new Expression.Parameter(start, parameterEnd, number);
            return indirection == null ? parameter : selected(start, end, parameter, indirection);
        }
        List<Name> names = new ArrayList<>();
        names.add(name(c.identifier()));
        if (indirection == null) {
            return new Expression.ColumnRef(start, end, names, false);
        }
        List<IndirectionContext> steps = indirection.indirection();
        int step = 0;
        while (step < steps.size() && steps.get(step).DOT() != null) {
            names.add(name(steps.get(step).col_label()));
            step++;
        }
        if (step == steps.size()) {
            return new Expression.ColumnRef(start, end, names, indirection.MULTIPLY() != null);
        }
        Expression base =
                new Expression.ColumnRef(start, names.get(names.size() - 1).end(), names, false);
        boolean field = indirection.MULTIPLY() != null;
        List<Expression> subscripts = new ArrayList<>();
        for (IndirectionContext rest : steps.subList(step, steps.size())) {
            field |= rest.DOT() != null;
            subscripts.addAll(expressions(rest.vex()));
        }
        if (!field) {
            return new Expression.NameKeeping(start, end, base, subscripts);
        }
        subscripts.add(0, base);
        return new Expression.Other(start, end, subscripts);
    }

    Expression call(Function_callContext c) {
        int start = start(c);
        int end = end(c);
        if (c.system_function() != null && c.system_function().cast_specification() != null) {
            Cast_specificationContext cast = c.system_function().cast_specification();
            return new Expression.Cast(start, end, vex(cast.vex()), written(cast.data_type()));
        }
        if (c.function_construct() != null && c.function_construct().ROW() != null) {
            return new Expression.Row(
                    start, end, expressions(c.function_construct().vex()));
        }
        List<Name> name = new ArrayList<>();
        if (c.schema_qualified_name_nontype() != null) {
            for (ParseTree child : c.schema_qualified_name_nontype().children) {
                if (child instanceof ParserRuleContext part) {
                    name.add(name(part));
                }
            }
        } else {
            Token token = ((TokenFeed.FedToken) c.getStart()).token();
            name.add(new Name(token.value(), token.start(), token.end()));
        }
        List<Expression> parts = parts(c);
        parts.removeIf(p -> p instanceof Expression.ColumnRef ref
                && ref.star()
                && ref.names().isEmpty()); // count(*)
        return new Expression.Call(start, end, name, parts);
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
            if (child instanceof VexContext || child instanceof Vex_bContext) {
                parts.add(expression((ParserRuleContext) child));
            } else if (child instanceof Value_expression_primaryContext primary) {
                parts.add(primary(primary));
            } else if (child instanceof Function_callContext call) {
                parts.add(call(call));
            } else if (child instanceof Select_stmt_no_parensContext query) {
                parts.add(new Expression.Subquery(start(query), end(query), statements.query(query)));
            } else if (child instanceof Table_subqueryContext query) {
                parts.add(subquery(query));
            } else if (child instanceof ParserRuleContext rule) {
                collect(rule, parts);
            }
        }
    }

    private String written(ParserRuleContext c) {
        return text.substring(start(c), end(c));
    }
}
