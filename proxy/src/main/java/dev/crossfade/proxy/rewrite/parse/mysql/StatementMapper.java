package dev.crossfade.proxy.rewrite.parse.mysql;

import static dev.crossfade.proxy.rewrite.parse.mysql.ExpressionMapper.column;
import static dev.crossfade.proxy.rewrite.parse.mysql.ExpressionMapper.end;
import static dev.crossfade.proxy.rewrite.parse.mysql.ExpressionMapper.start;

import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.FromItem;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement;
import dev.crossfade.proxy.rewrite.model.Statement.*;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Statements of the grammar's tree as statements of the model. */
final class StatementMapper {
    private final ExpressionMapper expressions;
    private final QueryMapper queries;

    StatementMapper(String text, boolean lowerCaseTableNames) {
        expressions = new ExpressionMapper(text, lowerCaseTableNames, this);
        queries = new QueryMapper(expressions, this);
    }

    /** Thrown through the mappers for what parses and has no place in the model. */
    static final class Unmapped extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int position;

        Unmapped(String construct, ParserRuleContext where) {
            super(construct, null, false, false);
            this.position = start(where);
        }

        int position() {
            return position;
        }
    }

    QueryMapper queries() {
        return queries;
    }

    Statement statement(ParserRuleContext c) {
        if (c instanceof SimpleStatementContext simple) {
            return statement((ParserRuleContext) simple.getChild(0));
        }
        if (c instanceof SelectStatementContext select) {
            return queries.query(select);
        }
        if (c instanceof InsertStatementContext insert) {
            return insert(insert);
        }
        if (c instanceof ReplaceStatementContext replace) {
            return replace(replace);
        }
        if (c instanceof UpdateStatementContext update) {
            return update(update);
        }
        if (c instanceof DeleteStatementContext delete) {
            return delete(delete);
        }
        throw new Unmapped("a statement of another kind", c);
    }

    @Nullable
    With with(@Nullable WithClauseContext c) {
        if (c == null) {
            return null;
        }
        List<Cte> ctes = new ArrayList<>();
        for (CommonTableExpressionContext cte : c.commonTableExpression()) {
            ctes.add(new Cte(
                    expressions.table(cte.identifier()),
                    columns(cte.columnInternalRefList()),
                    queries.query(cte.subquery().queryExpressionParens())));
        }
        return new With(start(c), end(c), c.RECURSIVE_SYMBOL() != null, ctes);
    }

    static List<Name> columns(@Nullable ColumnInternalRefListContext c) {
        List<Name> names = new ArrayList<>();
        if (c != null) {
            c.columnInternalRef().forEach(i -> names.add(column(i.identifier())));
        }
        return names;
    }

    List<Name> table(TableRefContext c) {
        if (c.qualifiedIdentifier() == null) {
            throw new Unmapped("a table name that begins with a point", c);
        }
        List<Name> names = new ArrayList<>(2);
        names.add(expressions.table(c.qualifiedIdentifier().identifier()));
        if (c.qualifiedIdentifier().dotIdentifier() != null) {
            names.add(expressions.table(c.qualifiedIdentifier().dotIdentifier().identifier()));
        }
        return names;
    }

    private RowInsert insert(InsertStatementContext c) {
        ParserRuleContext last = c.usePartition() != null ? c.usePartition() : c.tableRef();
        ValuesReferenceContext reference = c.valuesReference();
        List<SetColumn> conflict = c.insertUpdateList() == null
                ? List.of()
                : assignments(c.insertUpdateList().updateList());
        return rows(
                c,
                false,
                c.IGNORE_SYMBOL() != null,
                table(c.tableRef()),
                end(last),
                c.insertFromConstructor(),
                c.updateList(),
                c.insertQueryExpression(),
                reference,
                conflict);
    }

    private RowInsert replace(ReplaceStatementContext c) {
        ParserRuleContext last = c.usePartition() != null ? c.usePartition() : c.tableRef();
        return rows(
                c,
                true,
                false,
                table(c.tableRef()),
                end(last),
                c.insertFromConstructor(),
                c.updateList(),
                c.insertQueryExpression(),
                null,
                List.of());
    }

    private RowInsert rows(
            ParserRuleContext c,
            boolean replace,
            boolean ignore,
            List<Name> table,
            int tableEnd,
            @Nullable InsertFromConstructorContext constructor,
            @Nullable UpdateListContext sets,
            @Nullable InsertQueryExpressionContext source,
            @Nullable ValuesReferenceContext reference,
            List<SetColumn> conflict) {
        boolean list = false;
        int listStart = tableEnd;
        FieldsContext fields = null;
        List<Tuple> rows = null;
        Query query = null;
        int sourceStart = -1;
        int sourceEnd = -1;
        if (constructor != null) {
            fields = constructor.fields();
            list = constructor.OPEN_PAR_SYMBOL() != null;
            if (list) {
                listStart = constructor.OPEN_PAR_SYMBOL().getSymbol().getStopIndex() + 1;
            }
            rows = tuples(constructor.insertValues().valueList());
        } else if (source != null) {
            fields = source.fields();
            list = source.OPEN_PAR_SYMBOL() != null;
            if (list) {
                listStart = source.OPEN_PAR_SYMBOL().getSymbol().getStopIndex() + 1;
            }
            ParserRuleContext of = source.queryExpressionParens() != null
                    ? source.queryExpressionParens()
                    : source.queryExpression() != null
                            ? source.queryExpression()
                            : source.queryExpressionWithOptLockingClauses();
            query = of instanceof QueryExpressionParensContext parens
                    ? queries.query(parens)
                    : of instanceof QueryExpressionContext plain
                            ? queries.query(plain)
                            : queries.query(((QueryExpressionWithOptLockingClausesContext) of).queryExpression());
            sourceStart = start(of);
            sourceEnd = end(of);
        }
        List<Target> targets = new ArrayList<>();
        if (fields != null) {
            for (InsertIdentifierContext field : fields.insertIdentifier()) {
                if (field.columnRef() == null) {
                    throw new Unmapped("a star in a column list", field);
                }
                Expression.ColumnRef ref = expressions.reference(field.columnRef());
                targets.add(new Target(ref.last(), ref.end(), false));
            }
        }
        return new RowInsert(
                start(c),
                end(c),
                replace,
                ignore,
                table,
                tableEnd,
                list,
                listStart,
                targets,
                rows,
                sets == null ? null : assignments(sets),
                query,
                sourceStart,
                sourceEnd,
                reference == null ? null : expressions.table(reference.identifier()),
                reference == null ? List.of() : columns(reference.columnInternalRefList()),
                conflict);
    }

    private List<Tuple> tuples(ValueListContext c) {
        List<Tuple> rows = new ArrayList<>();
        int open = -1;
        List<Cell> cells = List.of();
        for (ParseTree child : c.children) {
            if (child instanceof ValuesContext values) {
                cells = cells(values);
            } else if (child instanceof TerminalNode terminal) {
                if (terminal.getSymbol().getType() == MySqlParser.OPEN_PAR_SYMBOL) {
                    open = terminal.getSymbol().getStartIndex();
                    cells = List.of();
                } else if (terminal.getSymbol().getType() == MySqlParser.CLOSE_PAR_SYMBOL) {
                    rows.add(new Tuple(open, terminal.getSymbol().getStopIndex() + 1, cells));
                }
            }
        }
        return rows;
    }

    /** The expressions and DEFAULTs of a row. */
    List<Cell> cells(@Nullable ValuesContext c) {
        List<Cell> cells = new ArrayList<>();
        if (c == null) {
            return cells;
        }
        for (ParseTree child : c.children) {
            if (child instanceof ExprContext expr) {
                cells.add(new Cell(start(expr), end(expr), expressions.expression(expr)));
            } else if (QueryMapper.isTerminal(child, MySqlParser.DEFAULT_SYMBOL)) {
                cells.add(defaultCell((TerminalNode) child));
            }
        }
        return cells;
    }

    private static Cell defaultCell(TerminalNode terminal) {
        return new Cell(
                terminal.getSymbol().getStartIndex(), terminal.getSymbol().getStopIndex() + 1, null);
    }

    private List<SetColumn> assignments(UpdateListContext c) {
        List<SetColumn> all = new ArrayList<>();
        for (UpdateElementContext element : c.updateElement()) {
            Expression.ColumnRef target = expressions.reference(element.columnRef());
            Cell cell = element.expr() != null
                    ? new Cell(start(element.expr()), end(element.expr()), expressions.expression(element.expr()))
                    : defaultCell(element.DEFAULT_SYMBOL());
            all.add(new SetColumn(start(element), end(element), target, cell));
        }
        return all;
    }

    private TableUpdate update(UpdateStatementContext c) {
        List<FromItem> tables = queries.fromItems(c.tableReferenceList());
        return new TableUpdate(
                start(c),
                end(c),
                with(c.withClause()),
                c.UPDATE_SYMBOL().getSymbol().getStartIndex(),
                c.IGNORE_SYMBOL() != null,
                tables,
                assignments(c.updateList()),
                c.whereClause() == null
                        ? null
                        : expressions.expression(c.whereClause().expr()),
                queries.orderBy(c.orderClause()));
    }

    private TableDelete delete(DeleteStatementContext c) {
        List<FromItem> tables = new ArrayList<>();
        List<List<Name>> targets = new ArrayList<>();
        if (c.tableReferenceList() != null) {
            tables.addAll(queries.fromItems(c.tableReferenceList()));
            for (TableRefWithWildcardContext target : c.tableAliasRefList().tableRefWithWildcard()) {
                List<Name> names = new ArrayList<>();
                names.add(expressions.table(target.identifier()));
                if (target.dotIdentifier() != null) {
                    names.add(expressions.table(target.dotIdentifier().identifier()));
                }
                targets.add(names);
            }
        } else {
            tables.add(new FromItem.TableRef(
                    start(c.tableRef()),
                    end(c.tableRef()),
                    table(c.tableRef()),
                    false,
                    queries.alias(c.tableAlias()),
                    List.of(),
                    List.of()));
        }
        return new TableDelete(
                start(c),
                end(c),
                with(c.withClause()),
                targets,
                tables,
                c.whereClause() == null
                        ? null
                        : expressions.expression(c.whereClause().expr()),
                queries.orderBy(c.orderClause()));
    }
}
