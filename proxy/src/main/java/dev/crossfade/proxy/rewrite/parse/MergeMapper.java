package dev.crossfade.proxy.rewrite.parse;

import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.end;
import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.nameOrNull;
import static dev.crossfade.proxy.rewrite.parse.ExpressionMapper.start;

import dev.crossfade.proxy.rewrite.model.Name;
import dev.crossfade.proxy.rewrite.model.Statement.*;
import dev.crossfade.proxy.rewrite.parse.StatementMapper.Unmapped;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.*;

/** MERGE of the grammar's tree as that of the model: what PostgreSQL 15 has of it. */
final class MergeMapper {
    private final ExpressionMapper expressions;
    private final QueryMapper queries;
    private final StatementMapper statements;

    MergeMapper(ExpressionMapper expressions, QueryMapper queries, StatementMapper statements) {
        this.expressions = expressions;
        this.queries = queries;
        this.statements = statements;
    }

    Merge merge(Merge_stmt_for_psqlContext c) {
        if (c.returning_select_list_with_alias() != null) {
            throw new Unmapped("MERGE with RETURNING", c.returning_select_list_with_alias());
        }
        List<Name> table = StatementMapper.names(c.merge_table_name);
        List<When> clauses = new ArrayList<>();
        for (When_conditionContext clause : c.when_condition()) {
            clauses.add(when(clause, table));
        }
        return new Merge(
                start(c),
                end(c),
                statements.with(c.with_clause()),
                table,
                nameOrNull(c.alias),
                queries.fromItems(List.of(c.from_item())).get(0),
                expressions.expression(c.vex()),
                clauses);
    }

    private When when(When_conditionContext c, List<Name> table) {
        if (c.BY() != null) {
            throw new Unmapped("MERGE with WHEN NOT MATCHED BY", c);
        }
        List<Assignment> assignments = c.merge_matched() == null ? List.of() : assignments(c.merge_matched());
        return new When(
                c.NOT() == null,
                expressions.expressionOrNull(c.vex()),
                assignments,
                c.merge_not_matched() == null ? null : insert(c.merge_not_matched(), table));
    }

    private List<Assignment> assignments(Merge_matchedContext c) {
        List<Assignment> assignments = new ArrayList<>();
        for (Merge_updateContext update : c.merge_update()) {
            assignments.add(new Assignment(
                    start(update),
                    end(update),
                    statements.targets(update.indirection_identifier()),
                    update.getChild(0) instanceof TerminalNode,
                    statements.cells(update),
                    null));
        }
        return assignments;
    }

    private @Nullable Insert insert(Merge_not_matchedContext c, List<Name> table) {
        if (c.INSERT() == null) {
            return null;
        }
        Insert_columnsContext columns = c.insert_columns();
        Query source = null;
        int sourceStart;
        if (c.values_stmt() != null) {
            Body.Values values = queries.values(c.values_stmt());
            source = new Query(values.start(), values.end(), null, values, List.of(), List.of(), false);
            sourceStart = values.start();
        } else {
            sourceStart = c.DEFAULT().getSymbol().getStartIndex();
        }
        return new Insert(
                start(c),
                end(c),
                null,
                table,
                null,
                columns == null ? List.of() : statements.targets(columns.indirection_identifier()),
                columns == null ? c.INSERT().getSymbol().getStopIndex() + 1 : end(columns),
                c.OVERRIDING() == null ? null : c.SYSTEM() != null ? Overriding.SYSTEM : Overriding.USER,
                source,
                sourceStart,
                end(c),
                null,
                List.of());
    }
}
