package dev.crossfade.proxy.rewrite.parse;

import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.end;
import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.name;
import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.nameOrNull;
import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.start;

import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.FromItem;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.*;

/** Queries of the grammar's tree as queries of the model. */
final class QueryMapper {
    private final ExpressionMapper expressions;
    private final StatementMapper statements;
    private final JoinAliases aliases;

    QueryMapper(ExpressionMapper expressions, StatementMapper statements, JoinAliases aliases) {
        this.expressions = expressions;
        this.statements = statements;
        this.aliases = aliases;
    }

    Query query(Select_stmtContext c) {
        return query(c, statements.with(c.with_clause()), body(c.select_ops()), c.after_ops());
    }

    Query query(Select_stmt_no_parensContext c) {
        Select_ops_no_parensContext ops = c.select_ops_no_parens();
        Body body;
        if (ops.select_ops() == null) {
            body = primary(ops.select_primary());
        } else {
            Body right = ops.select_primary() != null ? primary(ops.select_primary()) : nested(ops.select_stmt());
            body = new Body.SetOperation(start(ops), end(ops), body(ops.select_ops()), right);
        }
        return query(c, statements.with(c.with_clause()), body, c.after_ops());
    }

    private Query query(ParserRuleContext c, @Nullable With with, Body body, List<After_opsContext> after) {
        List<Expression> orderBy = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        for (After_opsContext clause : after) {
            if (clause.orderby_clause() != null) {
                clause.orderby_clause().sort_specifier().forEach(s -> orderBy.add(expressions.expression(s.vex())));
            } else if (clause.vex() != null) {
                others.add(expressions.expression(clause.vex()));
            }
        }
        return new Query(start(c), end(c), with, body, orderBy, others, !after.isEmpty());
    }

    private Body nested(Select_stmtContext c) {
        Query query = query(c);
        return new Body.Nested(query.start(), query.end(), query);
    }

    private Body body(Select_opsContext c) {
        if (c.select_primary() != null) {
            return primary(c.select_primary());
        }
        if (c.select_stmt() != null) {
            return nested(c.select_stmt());
        }
        return new Body.SetOperation(start(c), end(c), body(c.select_ops(0)), body(c.select_ops(1)));
    }

    private Body primary(Select_primaryContext c) {
        if (c.values_stmt() != null) {
            return values(c.values_stmt());
        }
        if (c.TABLE() != null) {
            return new Body.Table(start(c), end(c), StatementMapper.names(c.schema_qualified_name()), c.ONLY() != null);
        }
        return select(c);
    }

    Body.Values values(Values_stmtContext c) {
        List<Tuple> rows = new ArrayList<>();
        for (Values_valuesContext row : c.values_values()) {
            rows.add(new Tuple(start(row), end(row), statements.cells(row)));
        }
        return new Body.Values(start(c), end(c), rows);
    }

    private Body select(Select_primaryContext c) {
        List<Expression> distinctOn = new ArrayList<>();
        Expression where = null;
        Expression having = null;
        int clause = SQLParser.SELECT; // the keyword that the next expression belongs to
        for (ParseTree child : c.children) {
            if (child instanceof TerminalNode terminal) {
                int type = terminal.getSymbol().getType();
                if (type == SQLParser.WHERE || type == SQLParser.HAVING) {
                    clause = type;
                }
            } else if (child instanceof VexContext vex) {
                Expression expression = expressions.expression(vex);
                switch (clause) {
                    case SQLParser.WHERE -> where = expression;
                    case SQLParser.HAVING -> having = expression;
                    default -> distinctOn.add(expression);
                }
            }
        }
        List<Expression> windows = new ArrayList<>();
        c.window_definition().forEach(w -> windows.addAll(expressions.parts(w)));
        return new Body.Select(
                start(c),
                end(c),
                distinctOn,
                c.select_list() == null ? List.of() : items(c.select_list()),
                fromItems(c.from_item()),
                where,
                groupBy(c.groupby_clause()),
                having,
                windows);
    }

    List<Item> items(Select_listContext c) {
        List<Item> items = new ArrayList<>();
        for (Select_sublistContext item : c.select_sublist()) {
            ParserRuleContext alias = item.col_label() != null ? item.col_label() : item.bare_col_label();
            items.add(new Item(expressions.expression(item.vex()), nameOrNull(alias)));
        }
        return items;
    }

    private List<GroupElement> groupBy(@Nullable Groupby_clauseContext c) {
        List<GroupElement> elements = new ArrayList<>();
        if (c != null) {
            for (Grouping_elementContext element : c.grouping_element_list().grouping_element()) {
                if (element.vex() != null) {
                    elements.add(new GroupElement(expressions.expression(element.vex()), true));
                } else {
                    expressions.parts(element).forEach(e -> elements.add(new GroupElement(e, false)));
                }
            }
        }
        return elements;
    }

    List<FromItem> fromItems(List<From_itemContext> contexts) {
        List<FromItem> items = new ArrayList<>(contexts.size());
        contexts.forEach(c -> items.add(fromItem(c)));
        return items;
    }

    private FromItem fromItem(From_itemContext c) {
        if (c.from_primary() != null) {
            return fromPrimary(c.from_primary());
        }
        if (c.LEFT_PAREN() != null) {
            Alias_clauseContext alias = c.alias_clause();
            return new FromItem.Parenthesised(
                    start(c), end(c), fromItem(c.from_item(0)), alias == null ? null : name(alias.alias));
        }
        List<Name> using = new ArrayList<>();
        if (c.names_in_parens() != null) {
            c.names_in_parens()
                    .names_references()
                    .schema_qualified_name()
                    .forEach(n -> using.add(StatementMapper.names(n).get(0)));
        }
        return new FromItem.Join(
                start(c),
                end(c),
                fromItem(c.from_item(0)),
                fromItem(c.from_item(1)),
                expressions.expressionOrNull(c.vex()),
                using,
                c.names_in_parens() == null ? null : aliases.after(end(c.names_in_parens())),
                c.NATURAL() != null,
                c.FULL() != null
                        ? FromItem.Shown.BOTH
                        : c.RIGHT() != null
                                ? FromItem.Shown.RIGHT
                                : c.LEFT() != null ? FromItem.Shown.LEFT : FromItem.Shown.EITHER);
    }

    private FromItem fromPrimary(From_primaryContext c) {
        if (c.schema_qualified_name() != null) {
            Alias_clauseContext alias = c.alias_clause();
            return new FromItem.TableRef(
                    start(c),
                    end(c),
                    StatementMapper.names(c.schema_qualified_name()),
                    c.ONLY() != null,
                    alias == null ? null : name(alias.alias),
                    alias == null ? List.of() : StatementMapper.names(alias.column_alias),
                    expressions.expressions(c.vex()));
        }
        if (c.table_subquery() != null) {
            Alias_clauseContext alias = c.alias_clause();
            return new FromItem.Derived(
                    start(c),
                    end(c),
                    statements.query(c.table_subquery().select_stmt()),
                    c.LATERAL() != null,
                    alias == null ? null : name(alias.alias),
                    alias == null ? List.of() : StatementMapper.names(alias.column_alias));
        }
        if (c.function_call() != null) {
            boolean plain = c.ORDINALITY() == null && c.from_function_column_def() == null;
            return new FromItem.Functions(
                    start(c),
                    end(c),
                    List.of(expressions.call(c.function_call())),
                    plain,
                    nameOrNull(c.alias),
                    StatementMapper.names(c.column_alias));
        }
        return new FromItem.Functions(
                start(c), end(c), expressions.parts(c), false, nameOrNull(rowsAlias(c)), List.of());
    }

    private static @Nullable IdentifierContext rowsAlias(From_primaryContext c) {
        From_rows_with_aliasContext rows = c.from_rows_with_alias();
        return rows == null ? null : rows.alias;
    }
}
