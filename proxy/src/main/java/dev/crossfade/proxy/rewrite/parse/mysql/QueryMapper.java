package dev.crossfade.proxy.rewrite.parse.mysql;

import static dev.crossfade.proxy.rewrite.parse.mysql.ExpressionMapper.column;
import static dev.crossfade.proxy.rewrite.parse.mysql.ExpressionMapper.end;
import static dev.crossfade.proxy.rewrite.parse.mysql.ExpressionMapper.start;

import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.FromItem;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.*;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Queries of the grammar's tree as queries of the model. */
final class QueryMapper {
    private final ExpressionMapper expressions;
    private final StatementMapper statements;

    QueryMapper(ExpressionMapper expressions, StatementMapper statements) {
        this.expressions = expressions;
        this.statements = statements;
    }

    Query query(SelectStatementContext c) {
        return c.selectStatementWithInto() != null ? query(c.selectStatementWithInto()) : query(c.queryExpression());
    }

    private Query query(SelectStatementWithIntoContext c) {
        if (c.selectStatementWithInto() != null) {
            return nested(c, query(c.selectStatementWithInto()));
        }
        return c.queryExpression() != null ? query(c.queryExpression()) : query(c.queryExpressionParens());
    }

    Query query(QueryExpressionContext c) {
        List<Expression> others = c.limitClause() == null ? List.of() : expressions.parts(c.limitClause());
        return new Query(
                start(c),
                end(c),
                statements.with(c.withClause()),
                body(c.queryExpressionBody()),
                orderBy(c.orderClause()),
                others,
                c.orderClause() != null || c.limitClause() != null);
    }

    Query query(QueryExpressionParensContext c) {
        return nested(
                c,
                c.queryExpressionParens() != null
                        ? query(c.queryExpressionParens())
                        : query(c.queryExpressionWithOptLockingClauses().queryExpression()));
    }

    private static Query nested(ParserRuleContext c, Query inner) {
        return new Query(
                start(c),
                end(c),
                null,
                new Body.Nested(inner.start(), inner.end(), inner),
                List.of(),
                List.of(),
                false);
    }

    List<Expression> orderBy(@Nullable OrderClauseContext c) {
        List<Expression> all = new ArrayList<>();
        if (c != null) {
            c.orderList().orderExpression().forEach(o -> all.add(expressions.expression(o.expr())));
        }
        return all;
    }

    private Body body(QueryExpressionBodyContext c) {
        Body left;
        if (c.queryPrimary() != null) {
            left = primary(c.queryPrimary());
        } else {
            Query query = query(c.queryExpressionParens());
            left = new Body.Nested(query.start(), query.end(), query);
        }
        for (QueryExpressionBodyContext right : c.queryExpressionBody()) {
            left = new Body.SetOperation(start(c), end(c), left, body(right));
        }
        return left;
    }

    private Body primary(QueryPrimaryContext c) {
        if (c.tableValueConstructor() != null) {
            List<Tuple> rows = new ArrayList<>();
            for (RowValueExplicitContext row : c.tableValueConstructor().rowValueExplicit()) {
                rows.add(new Tuple(start(row), end(row), statements.cells(row.values())));
            }
            return new Body.Values(start(c), end(c), rows);
        }
        if (c.explicitTable() != null) {
            return new Body.Table(
                    start(c), end(c), statements.table(c.explicitTable().tableRef()), false);
        }
        return select(c.querySpecification());
    }

    private Body select(QuerySpecificationContext c) {
        if (c.qualifyClause() != null) {
            throw new StatementMapper.Unmapped("QUALIFY", c.qualifyClause());
        }
        List<Expression> windows = c.windowClause() == null ? List.of() : expressions.parts(c.windowClause());
        return new Body.Select(
                start(c),
                end(c),
                List.of(),
                items(c.selectItemList()),
                c.fromClause() == null || c.fromClause().tableReferenceList() == null
                        ? List.of()
                        : fromItems(c.fromClause().tableReferenceList()),
                c.whereClause() == null
                        ? null
                        : expressions.expression(c.whereClause().expr()),
                groupBy(c.groupByClause()),
                c.havingClause() == null
                        ? null
                        : expressions.expression(c.havingClause().expr()),
                windows);
    }

    private List<Item> items(SelectItemListContext c) {
        List<Item> items = new ArrayList<>();
        if (c.MULT_OPERATOR() != null) {
            int at = c.MULT_OPERATOR().getSymbol().getStartIndex();
            items.add(new Item(new Expression.ColumnRef(at, at + 1, List.of(), true), null));
        }
        for (SelectItemContext item : c.selectItem()) {
            if (item.tableWild() != null) {
                items.add(new Item(expressions.wild(item.tableWild()), null));
            } else {
                SelectAliasContext alias = item.selectAlias();
                items.add(new Item(
                        expressions.expression(item.expr()),
                        alias == null
                                ? null
                                : column(alias.identifier() != null ? alias.identifier() : alias.textStringLiteral())));
            }
        }
        return items;
    }

    private List<GroupElement> groupBy(@Nullable GroupByClauseContext c) {
        List<GroupElement> elements = new ArrayList<>();
        if (c != null) {
            boolean plain = c.orderList() != null && c.olapOption() == null;
            for (Expression expression : expressions.parts(c)) {
                elements.add(new GroupElement(expression, plain));
            }
        }
        return elements;
    }

    List<FromItem> fromItems(TableReferenceListContext c) {
        List<FromItem> items = new ArrayList<>();
        c.tableReference().forEach(r -> items.add(fromItem(r)));
        return items;
    }

    private FromItem fromItem(TableReferenceContext c) {
        if (c.escapedTableReference() != null) {
            throw new StatementMapper.Unmapped("an outer join in ODBC's form", c);
        }
        FromItem left = factor(c.tableFactor());
        for (JoinedTableContext join : c.joinedTable()) {
            left = join(start(c), left, join);
        }
        return left;
    }

    private FromItem join(int start, FromItem left, JoinedTableContext c) {
        FromItem right = c.tableReference() != null ? fromItem(c.tableReference()) : factor(c.tableFactor());
        List<Name> using = new ArrayList<>();
        if (c.identifierListWithParentheses() != null) {
            c.identifierListWithParentheses().identifierList().identifier().forEach(i -> using.add(column(i)));
        }
        return new FromItem.Join(
                start, end(c), left, right, expressions.expressionOrNull(c.expr()), using, c.naturalJoinType() != null);
    }

    private FromItem factor(TableFactorContext c) {
        if (c.singleTable() != null) {
            return single(c.singleTable());
        }
        if (c.singleTableParens() != null) {
            SingleTableParensContext parens = c.singleTableParens();
            while (parens.singleTableParens() != null) {
                parens = parens.singleTableParens();
            }
            return single(parens.singleTable());
        }
        if (c.derivedTable() != null) {
            DerivedTableContext derived = c.derivedTable();
            return new FromItem.Derived(
                    start(derived),
                    end(derived),
                    statements.queries().query(derived.subquery().queryExpressionParens()),
                    derived.LATERAL_SYMBOL() != null,
                    alias(derived.tableAlias()),
                    StatementMapper.columns(derived.columnInternalRefList()));
        }
        if (c.tableReferenceListParens() != null) {
            TableReferenceListParensContext parens = c.tableReferenceListParens();
            while (parens.tableReferenceListParens() != null) {
                parens = parens.tableReferenceListParens();
            }
            FromItem all = null;
            for (FromItem item : fromItems(parens.tableReferenceList())) {
                all = all == null ? item : new FromItem.Join(start(c), end(c), all, item, null, List.of(), false);
            }
            if (all == null) {
                throw new StatementMapper.Unmapped("an empty list of tables", c);
            }
            return new FromItem.Parenthesised(start(c), end(c), all, null);
        }
        TableFunctionContext function = c.tableFunction();
        return new FromItem.Functions(
                start(c), end(c), expressions.parts(function), false, alias(function.tableAlias()), List.of());
    }

    private FromItem single(SingleTableContext c) {
        if (c.tablesampleClause() != null) {
            throw new StatementMapper.Unmapped("TABLESAMPLE", c.tablesampleClause());
        }
        return new FromItem.TableRef(
                start(c), end(c), statements.table(c.tableRef()), false, alias(c.tableAlias()), List.of(), List.of());
    }

    @Nullable
    Name alias(@Nullable TableAliasContext c) {
        return c == null ? null : expressions.table(c.identifier());
    }

    /** Used where only the order of children tells. */
    static boolean isTerminal(ParseTree tree, int type) {
        return tree instanceof org.antlr.v4.runtime.tree.TerminalNode terminal
                && terminal.getSymbol().getType() == type;
    }
}
