package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.proxy.rewrite.Copy;
import dev.crossfade.proxy.rewrite.Dialect;
import dev.crossfade.proxy.rewrite.Inner;
import dev.crossfade.proxy.rewrite.MigratingTable;
import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Scope;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Tables;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.MySqlLexer;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Expression.ColumnRef;
import dev.crossfade.proxy.rewrite.model.Statement;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import dev.crossfade.proxy.rewrite.parse.SyntaxProblem;
import dev.crossfade.proxy.rewrite.parse.mysql.MySqlStatementParser;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's SQL.
 *
 * @param folded whether the text is folded
 */
public record MySqlDialect(MySqlStatementParser parser, MySqlSession session, boolean folded) implements Dialect {
    /** {@code MAX_ALIAS_NAME} less one: the server cuts what it calls a result column by itself, and before a character that does not fit. */
    private static final int MAX_LABEL_BYTES = 255;

    static MySqlSession session(Walk walk) {
        return ((MySqlDialect) walk.dialect).session();
    }

    @Override
    public List<Token> tokens(String text) throws LexicalError {
        return folded
                ? MySqlFolding.tokens(text, session)
                : MySqlLexer.tokens(text, session.ansiQuotes(), session.noBackslashEscapes());
    }

    @Override
    public Statement parse(String text, List<Token> tokens) throws SyntaxProblem {
        if (!session.unsupported().isEmpty()) {
            throw new Refusal(
                    "Crossfade: sql_mode " + session.unsupported()
                            + ", in which the two sides of a column that migrates need not be the same",
                    "Take it out of this session's sql_mode.",
                    tokens.get(0).start());
        }
        return parser.parse(
                text,
                tokens,
                new MySqlStatementParser.Mode(
                        session.lowerCaseTableNames(), session.pipesAsConcat(), session.ignoreSpace()));
    }

    @Override
    public List<List<Token>> split(List<Token> tokens) {
        return MySqlStatements.split(tokens);
    }

    @Override
    public @Nullable Inner inner(List<Token> statement) {
        return MySqlStatements.inner(statement);
    }

    @Override
    public @Nullable Copy copy(List<Token> statement) {
        return null;
    }

    @Override
    public void utility(List<Token> statement, Tables tables) {
        MySqlStatements.utility(statement, tables);
    }

    @Override
    public boolean runsText(List<Token> statement) {
        return statement.get(0).is("prepare");
    }

    @Override
    public @Nullable Token heldText(List<Token> statement) {
        return MySqlPrepare.heldText(statement);
    }

    @Override
    public String unquoted(String string) {
        return MySqlPrepare.unquoted(string, !session.noBackslashEscapes());
    }

    @Override
    public String quotedText(String text) {
        return MySqlPrepare.quoted(text, !session.noBackslashEscapes());
    }

    @Override
    public String quote(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    public @Nullable String read(MigratingTable table, Role role, String qualifier) {
        return new MySqlConversions(this, table, role.rule(), qualifier).read(role);
    }

    @Override
    public @Nullable String shown(MigratingTable table, Role role, String qualifier) {
        return new MySqlConversions(this, table, role.rule(), qualifier).shown(role);
    }

    /** A column gives its name as it is written, everything else its own text (Item::item_name). */
    @Override
    public Label label(Expression expression, String text) {
        Expression bare = expression.bare();
        if (bare instanceof ColumnRef ref && !ref.star()) {
            String written = text.substring(ref.last().start(), ref.last().end());
            char quote = written.charAt(0);
            if (quote == '`' || quote == '"') {
                written = written.substring(1, written.length() - 1).replace("" + quote + quote, String.valueOf(quote));
            }
            return new Label(ref.last().value(), written, ref);
        }
        String written = MySqlText.cut(text.substring(expression.start(), expression.end()), MAX_LABEL_BYTES);
        return new Label(written.toLowerCase(Locale.ROOT), written, null);
    }

    @Override
    public boolean labelsAreText() {
        return true;
    }

    @Override
    public boolean comparesWithAnything() {
        return true;
    }

    /** A derived table has no indexes to be hinted at, no partitions, no locks, and cannot be written. */
    @Override
    public boolean derives(List<Token> statement) {
        return statement.stream()
                .noneMatch(t -> t.is("update")
                        || t.is("delete")
                        || t.is("insert")
                        || t.is("replace")
                        || t.is("lock")
                        || t.is("share")
                        || t.is("use")
                        || t.is("force")
                        || t.is("ignore")
                        || t.is("partition"));
    }

    @Override
    public boolean seesTablesBefore() {
        return true;
    }

    /** The operators for JSON take a column and nothing else. */
    @Override
    public void checkReplacement(Walk walk, ColumnRef ref, Role role) {
        MySqlListed.checkWindows(walk, ref, role);
        String text = walk.text;
        int after = ref.end();
        while (after < text.length() && text.charAt(after) <= ' ') {
            after++;
        }
        if (text.startsWith("->", after) && role.migration().conversion() != Conversion.IDENTITY) {
            throw new Refusal(
                    "Crossfade: " + role.column() + "-> of a column of migration "
                            + role.migration().name(),
                    "Use JSON_EXTRACT().",
                    ref.start());
        }
    }

    @Override
    public void having(
            Walk walk, Body.Select select, Scope scope, @Nullable Ctes ctes, @Nullable List<Output> outputs) {
        if (select.having() != null) {
            new MySqlGrouping(walk, select, scope, ctes, outputs).having(select.having());
        }
    }

    @Override
    public boolean groupBy(Walk walk, ColumnRef ref, Body.Select select, List<Expression> orderBy, Scope scope) {
        return new MySqlGrouping(walk, select, scope, null, null).groupBy(ref, orderBy);
    }

    @Override
    public void derivedTables(Walk walk, Body.Select select, List<Expression> orderBy, Scope scope) {
        MySqlGrouping grouping = new MySqlGrouping(walk, select, scope, null, null);
        grouping.deriveForRollup();
        grouping.keepTypes(orderBy);
    }

    @Override
    public void sorted(
            Walk walk, Body.Select select, List<Expression> orderBy, Scope scope, @Nullable List<Output> outputs) {
        MySqlKeptTypes.rewrite(walk, select, orderBy, scope, outputs);
    }

    @Override
    public boolean aggregate(Walk walk, Expression.Call call, Scope scope) {
        return MySqlExtremes.rewrite(walk, call, scope);
    }

    @Override
    public void checkUnfound(ColumnRef ref, Scope scope) {
        String name = ref.last().value();
        for (Scope level = scope; level != null; level = level.outer) {
            if (level.bindings.stream().anyMatch(b -> b.role(name) != null) && !level.merged.contains(name)) {
                throw new Refusal(
                        "Crossfade: column " + name + ", which several tables have",
                        "Write it with the name of its table.",
                        ref.start());
            }
        }
    }
}
