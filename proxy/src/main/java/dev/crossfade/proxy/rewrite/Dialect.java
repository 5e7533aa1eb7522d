package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.MigratingTable.Role;
import dev.crossfade.proxy.rewrite.Scope.Output;
import dev.crossfade.proxy.rewrite.Walk.Ctes;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Expression;
import dev.crossfade.proxy.rewrite.model.Statement;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import dev.crossfade.proxy.rewrite.parse.SyntaxProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the servers' SQL: how text is read, how names are written, what a conversion looks like, what a
 * result column is called. The walk itself is the same for all. Immutable; made for one request.
 */
public interface Dialect {
    /** All tokens of a text. */
    List<Token> tokens(String text) throws LexicalError;

    /** Reads the tokens of one statement that reads or writes rows. */
    Statement parse(String text, List<Token> tokens) throws SyntaxProblem;

    /** The statements of a text, without semicolons; empty ones left out. */
    List<List<Token>> split(List<Token> tokens);

    /** The query or write that a statement is or holds, or null when there is none that is parsed. */
    @Nullable
    Inner inner(List<Token> statement);

    /** The COPY that a statement is, or null. */
    @Nullable
    Copy copy(List<Token> statement);

    /** Lets a statement that names a watched relation and reads or writes no rows by itself pass, or refuses it. */
    void utility(List<Token> statement, Tables tables);

    /** Whether a statement runs text that stands in it as a string, or in a variable. */
    boolean runsText(List<Token> statement);

    /** The string of a statement that is the text of another one, or null. */
    default @Nullable Token heldText(List<Token> statement) {
        return null;
    }

    /** What a string that is {@link #heldText} says. */
    default String unquoted(String string) {
        throw new UnsupportedOperationException();
    }

    /** {@code text} as a string. */
    default String quotedText(String text) {
        throw new UnsupportedOperationException();
    }

    /** {@code name} as a quoted identifier. */
    String quote(String name);

    /** A qualified column; {@code qualifier} is ready for SQL. */
    default String column(String qualifier, String name) {
        return qualifier + "." + quote(name);
    }

    /** What stands for a column in a read, or null when the column itself does. {@code qualifier} is ready for SQL. */
    @Nullable
    String read(MigratingTable table, Role role, String qualifier);

    /** As {@link #read}, where it is a result column by itself. */
    default @Nullable String shown(MigratingTable table, Role role, String qualifier) {
        return read(table, role, qualifier);
    }

    /** As {@link #read}, but never null. */
    default String value(MigratingTable table, Role role, String qualifier) {
        String read = read(table, role, qualifier);
        return read == null ? column(qualifier, role.column()) : read;
    }

    /**
     * What a result column without alias is called.
     *
     * @param name as names are compared
     * @param written as the client is told
     * @param column the reference it takes its name from, or null
     */
    record Label(String name, String written, Expression.@Nullable ColumnRef column) {}

    /** What the server calls the result of {@code expression} in {@code text} when it has no alias. */
    Label label(Expression expression, String text);

    /** Whether the label of a result column is its text, which a rewrite changes. */
    boolean labelsAreText();

    /** Whether queries can stand in place of the tables of a statement. */
    boolean derives(List<Token> statement);

    /** Whether the condition of a join can name relations that stand before the join in the list. */
    boolean seesTablesBefore();

    /** Refuses what cannot stand for a reference in its place. */
    void checkReplacement(Walk walk, Expression.ColumnRef ref, Role role);

    /** Rewrites HAVING, in which servers see different columns. */
    void having(Walk walk, Body.Select select, Scope scope, @Nullable Ctes ctes, @Nullable List<Output> outputs);

    /** Rewrites a column in GROUP BY that stands for others; false when it is rewritten as anywhere else. */
    boolean groupBy(Walk walk, Expression.ColumnRef ref, Body.Select select, List<Expression> orderBy, Scope scope);

    /** Lets queries stand for tables where {@code select} needs it, and adds what it needs beside them. */
    default void derivedTables(Walk walk, Body.Select select, List<Expression> orderBy, Scope scope) {}

    /** Comes after all else of {@code select} was rewritten: what is to be done beside an ORDER BY of what is computed. */
    default void sorted(
            Walk walk, Body.Select select, List<Expression> orderBy, Scope scope, @Nullable List<Output> outputs) {}

    /** Rewrites an aggregate that the stored column can stand in; false when it is rewritten as any other call. */
    default boolean aggregate(Walk walk, Expression.Call call, Scope scope) {
        return false;
    }

    /** Refuses an unqualified name that could be a migrating column, where the server might find one that the walk does not. */
    void checkUnfound(Expression.ColumnRef ref, Scope scope);

    /** Whether comparing with the stored column of a cast is the same whatever the other side is. */
    boolean comparesWithAnything();
}
