package dev.crossfade.proxy.rewrite.parse;

import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.end;
import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.name;
import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.nameOrNull;
import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.start;

import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement;
import dev.crossfade.proxy.rewrite.model.Statement.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.*;

/** Statements of the grammar's tree as statements of the model. */
final class StatementMapper {
    private final ExpressionMapper expressions;
    private final QueryMapper queries;

    StatementMapper(String text, JoinAliases aliases) {
        expressions = new ExpressionMapper(text, this);
        queries = new QueryMapper(expressions, this, aliases);
    }

    Statement statement(Data_statementContext c) throws SyntaxProblem {
        try {
            return dataStatement(c);
        } catch (Unmapped e) {
            throw SyntaxProblem.unsupported(e.construct, e.position);
        }
    }

    /** Thrown through the mappers for what parses and has no place in the model. */
    static final class Unmapped extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String construct;
        private final int position;

        Unmapped(String construct, ParserRuleContext where) {
            super(construct, null, false, false);
            this.construct = construct;
            this.position = start(where);
        }
    }

    Statement.Query query(Select_stmtContext c) {
        return queries.query(c);
    }

    Statement.Query query(Select_stmt_no_parensContext c) {
        return queries.query(c);
    }

    private Statement dataStatement(Data_statementContext c) {
        if (c.select_stmt() != null) {
            return query(c.select_stmt());
        }
        if (c.insert_stmt_for_psql() != null) {
            return insert(c.insert_stmt_for_psql());
        }
        if (c.update_stmt_for_psql() != null) {
            return update(c.update_stmt_for_psql());
        }
        if (c.delete_stmt_for_psql() != null) {
            return delete(c.delete_stmt_for_psql());
        }
        return new MergeMapper(expressions, queries, this).merge(c.merge_stmt_for_psql());
    }

    @Nullable
    With with(@Nullable With_clauseContext c) {
        if (c == null) {
            return null;
        }
        List<Cte> ctes = new ArrayList<>();
        for (With_queryContext query : c.with_query()) {
            if (query.SEARCH() != null || query.CYCLE() != null) {
                throw new Unmapped("SEARCH or CYCLE in WITH", query);
            }
            ctes.add(new Cte(name(query.query_name), names(query.column_name), dataStatement(query.data_statement())));
        }
        return new With(start(c), end(c), c.RECURSIVE() != null, ctes);
    }

    static List<Name> names(List<? extends ParserRuleContext> identifiers) {
        List<Name> names = new ArrayList<>(identifiers.size());
        identifiers.forEach(i -> names.add(name(i)));
        return names;
    }

    static List<Name> names(Schema_qualified_nameContext c) {
        List<Name> names = new ArrayList<>(3);
        for (ParseTree child : c.children) {
            if (child instanceof ParserRuleContext part) {
                names.add(name(part));
            }
        }
        return names;
    }

    private Insert insert(Insert_stmt_for_psqlContext c) {
        List<Target> targets = c.insert_columns() == null
                ? List.of()
                : targets(c.insert_columns().indirection_identifier());
        int columnsEnd = c.insert_columns() != null
                ? end(c.insert_columns())
                : c.alias != null ? end(c.alias) : end(c.insert_table_name);
        int sourceStart;
        int sourceEnd;
        if (c.select_stmt() != null) {
            sourceStart = start(c.select_stmt());
            sourceEnd = end(c.select_stmt());
        } else {
            sourceStart = c.DEFAULT().getSymbol().getStartIndex();
            sourceEnd = c.VALUES().getSymbol().getStopIndex() + 1;
        }
        Overriding overriding =
                c.OVERRIDING() == null ? null : c.SYSTEM() != null ? Overriding.SYSTEM : Overriding.USER;
        return new Insert(
                start(c),
                end(c),
                with(c.with_clause()),
                names(c.insert_table_name),
                nameOrNull(c.alias),
                targets,
                columnsEnd,
                overriding,
                c.select_stmt() == null ? null : query(c.select_stmt()),
                sourceStart,
                sourceEnd,
                conflict(c.conflict_object(), c.conflict_action()),
                returning(c.returning_select_list_with_alias()));
    }

    private @Nullable Conflict conflict(
            @Nullable Conflict_objectContext object, @Nullable Conflict_actionContext action) {
        if (action == null) {
            return null;
        }
        List<Name> targets = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        if (object != null && object.index_columns() != null) {
            for (Index_columnContext column : object.index_columns().index_column()) {
                Expression expression = expressions.expression(column.vex());
                if (expression instanceof Expression.ColumnRef ref
                        && ref.names().size() == 1) {
                    targets.add(ref.last());
                } else {
                    others.add(expression);
                }
            }
            if (object.index_where() != null) {
                others.add(expressions.expression(object.index_where().vex()));
            }
        }
        return new Conflict(
                targets, others, assignments(action.update_set()), expressions.expressionOrNull(action.vex()));
    }

    private Update update(Update_stmt_for_psqlContext c) {
        return new Update(
                start(c),
                end(c),
                with(c.with_clause()),
                names(c.update_table_name),
                c.ONLY() != null,
                nameOrNull(c.alias),
                assignments(c.update_set()),
                queries.fromItems(c.from_item()),
                expressions.expressionOrNull(c.vex()),
                returning(c.returning_select_list_with_alias()));
    }

    private Delete delete(Delete_stmt_for_psqlContext c) {
        return new Delete(
                start(c),
                end(c),
                with(c.with_clause()),
                names(c.delete_table_name),
                c.ONLY() != null,
                nameOrNull(c.alias),
                queries.fromItems(c.from_item()),
                expressions.expressionOrNull(c.vex()),
                returning(c.returning_select_list_with_alias()));
    }

    private List<Item> returning(@Nullable Returning_select_list_with_aliasContext c) {
        if (c == null) {
            return List.of();
        }
        if (c.with_output_alias() != null) {
            throw new Unmapped("RETURNING WITH", c);
        }
        return queries.items(c.select_list());
    }

    List<Target> targets(List<Indirection_identifierContext> contexts) {
        List<Target> targets = new ArrayList<>(contexts.size());
        for (Indirection_identifierContext c : contexts) {
            boolean part = c.indirection_list() != null;
            List<Expression> subscripts = part ? expressions.parts(c.indirection_list()) : List.of();
            targets.add(new Target(name(c.identifier()), end(c), part, subscripts));
        }
        return targets;
    }

    private List<Assignment> assignments(List<Update_setContext> contexts) {
        List<Assignment> assignments = new ArrayList<>(contexts.size());
        for (Update_setContext c : contexts) {
            boolean row = c.getChild(0) instanceof TerminalNode;
            assignments.add(new Assignment(
                    start(c),
                    end(c),
                    targets(c.indirection_identifier()),
                    row,
                    cells(c),
                    c.table_subquery() == null ? null : query(c.table_subquery().select_stmt())));
        }
        return assignments;
    }

    /** The expressions and DEFAULTs directly below {@code c}. */
    List<Cell> cells(ParserRuleContext c) {
        List<Cell> cells = new ArrayList<>();
        for (ParseTree child : c.children) {
            if (child instanceof VexContext vex) {
                cells.add(new Cell(start(vex), end(vex), expressions.expression(vex)));
            } else if (child instanceof TerminalNode terminal
                    && terminal.getSymbol().getType()
                            == org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.DEFAULT) {
                cells.add(new Cell(
                        terminal.getSymbol().getStartIndex(),
                        terminal.getSymbol().getStopIndex() + 1,
                        null));
            }
        }
        return cells;
    }
}
