package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.lex.Lexer;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.Statement;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import dev.crossfade.proxy.rewrite.model.Statement.Item;
import dev.crossfade.proxy.rewrite.parse.SqlParser;
import dev.crossfade.proxy.rewrite.parse.SyntaxProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's SQL. */
record PostgresDialect(SqlParser parser, boolean standardConformingStrings) implements Dialect {
    @Override
    public List<Token> tokens(String text) throws LexicalError {
        return Lexer.tokens(text, standardConformingStrings);
    }

    @Override
    public Statement parse(String text, List<Token> tokens) throws SyntaxProblem {
        return parser.parse(text, tokens);
    }

    @Override
    public List<List<Token>> split(List<Token> tokens) {
        return Statements.split(tokens);
    }

    @Override
    public @Nullable Inner inner(List<Token> statement) {
        return Inner.of(statement);
    }

    @Override
    public @Nullable Copy copy(List<Token> statement) {
        return Copy.of(statement);
    }

    @Override
    public void utility(List<Token> statement, Tables tables) {
        int skip = Statements.explainLength(statement);
        Statements.utility(skip == statement.size() ? statement : statement.subList(skip, statement.size()), tables);
    }

    @Override
    public boolean runsText(List<Token> statement) {
        return false;
    }

    @Override
    public String quote(String name) {
        return TableName.quote(name);
    }

    @Override
    public @Nullable String read(MigratingTable table, Role role, String qualifier) {
        return Conversions.read(table, role, qualifier);
    }

    @Override
    public Label label(Expression expression, String text) {
        ColumnRef named = nameGiver(expression);
        String name = named == null ? figured(expression) : named.last().value();
        return new Label(name, name, named);
    }

    @Override
    public boolean labelsAreText() {
        return false;
    }

    @Override
    public boolean comparesWithAnything() {
        return false;
    }

    @Override
    public boolean derives(List<Token> statement) {
        return true;
    }

    @Override
    public boolean seesTablesBefore() {
        return false;
    }

    @Override
    public void checkReplacement(Walk walk, ColumnRef ref, Role role) {}

    @Override
    public void having(
            Walk walk, Body.Select select, Scope scope, @Nullable Ctes ctes, @Nullable List<Output> outputs) {
        walk.expressions.rewriteOrNull(select.having(), scope, ctes);
    }

    @Override
    public boolean groupBy(Walk walk, ColumnRef ref, Body.Select select, List<Expression> orderBy, Scope scope) {
        return false;
    }

    @Override
    public void checkUnfound(ColumnRef ref, Scope scope) {}

    /** The column that names an item without alias: FigureColname in src/backend/parser/parse_target.c. */
    private static @Nullable ColumnRef nameGiver(@Nullable Expression expression) {
        if (expression instanceof ColumnRef ref) {
            return ref.star() ? null : ref;
        }
        if (expression instanceof Expression.Group group) {
            return nameGiver(group.inner());
        }
        if (expression instanceof Expression.Cast cast) {
            return nameGiver(cast.inner());
        }
        if (expression instanceof Expression.NameKeeping keeping) {
            return nameGiver(keeping.inner());
        }
        if (expression instanceof Expression.Case choice) {
            return nameGiver(choice.otherwise());
        }
        return null;
    }

    /** The name of an item that no column gives; exact where it could equal a column's name. */
    private static String figured(@Nullable Expression expression) {
        if (expression instanceof Expression.Call call) {
            return call.function();
        }
        if (expression instanceof Expression.Group group) {
            return figured(group.inner());
        }
        if (expression instanceof Expression.Cast cast) {
            return figured(cast.inner());
        }
        if (expression instanceof Expression.NameKeeping keeping) {
            return figured(keeping.inner());
        }
        if (expression instanceof Expression.Subquery subquery
                && subquery.query().body() instanceof Body.Select select
                && !select.items().isEmpty()) {
            Item first = select.items().get(0);
            if (first.alias() != null) {
                return first.alias().value();
            }
            ColumnRef named = nameGiver(first.expression());
            return named == null ? figured(first.expression()) : named.last().value();
        }
        return "?column?";
    }
}
