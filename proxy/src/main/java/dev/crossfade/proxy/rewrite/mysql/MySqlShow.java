package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.Edits;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code SHOW COLUMNS}, {@code SHOW INDEX} or {@code DESCRIBE table}, as far as its tokens tell
 * (https://dev.mysql.com/doc/refman/8.0/en/show-columns.html, show-index.html and explain.html beside it).
 *
 * @param schema the table's database where it is written, which of two the last one is
 * @param indexes whether it shows indexes, else columns
 * @param described whether it is a DESCRIBE, whose filter is a pattern without LIKE
 * @param filter where its LIKE, WHERE or pattern stands among the tokens; their number when there is none
 */
record MySqlShow(Token table, @Nullable Token schema, boolean indexes, boolean described, int filter) {
    private static final String REASON = "hides columns that the client does not speak";

    /** Null for every other statement. */
    static @Nullable MySqlShow of(List<Token> statement) {
        Token first = statement.get(0);
        if (first.is("desc") || first.is("describe") || first.is("explain")) {
            return of(statement, 1, false, true);
        }
        if (!first.is("show")) {
            return null;
        }
        int at = 1;
        if (is(statement, at, "extended")) {
            at++;
        }
        if (is(statement, at, "full")) {
            at++;
        }
        boolean columns = is(statement, at, "columns") || is(statement, at, "fields");
        boolean indexes = is(statement, at, "index") || is(statement, at, "indexes") || is(statement, at, "keys");
        return (columns || (indexes && at == 1)) && isFrom(statement, at + 1)
                ? of(statement, at + 2, indexes, false)
                : null;
    }

    private static @Nullable MySqlShow of(List<Token> statement, int from, boolean indexes, boolean described) {
        int at = from;
        if (!isName(statement, at)) {
            return null;
        }
        Token table = statement.get(at++);
        Token schema = null;
        if (at < statement.size() && statement.get(at).isSymbol(".")) {
            if (!isName(statement, at + 1)) {
                return null;
            }
            schema = table;
            table = statement.get(at + 1);
            at += 2;
        }
        if (!described && isFrom(statement, at)) {
            if (!isName(statement, at + 1)) {
                return null;
            }
            schema = statement.get(at + 1);
            at += 2;
        }
        boolean ends = at == statement.size();
        boolean filtered = described
                ? at + 1 == statement.size() && (isName(statement, at) || isString(statement, at))
                : is(statement, at, "where")
                        ? at + 1 < statement.size()
                        : !indexes
                                && is(statement, at, "like")
                                && at + 2 == statement.size()
                                && isString(statement, at + 1);
        return ends || filtered ? new MySqlShow(table, schema, indexes, described, at) : null;
    }

    private static boolean is(List<Token> statement, int at, String word) {
        return at < statement.size() && statement.get(at).is(word);
    }

    private static boolean isFrom(List<Token> statement, int at) {
        return is(statement, at, "from") || is(statement, at, "in");
    }

    private static boolean isName(List<Token> statement, int at) {
        return at < statement.size() && statement.get(at).isName();
    }

    private static boolean isString(List<Token> statement, int at) {
        return at < statement.size() && statement.get(at).kind() == Token.Kind.STRING;
    }

    /** Lets the statement show only rows that are {@code visible}. */
    void hide(List<Token> statement, String visible, String text, Edits edits) {
        if (described) {
            Token verb = statement.get(0);
            edits.replace(verb.start(), verb.end(), "SHOW COLUMNS FROM", REASON);
        }
        int end = statement.get(statement.size() - 1).end();
        if (filter == statement.size()) {
            edits.insertAfter(end, " WHERE " + visible, REASON);
            return;
        }
        Token first = statement.get(filter);
        if (described) {
            String pattern = first.isName() ? MySqlMetadata.literal(first.value()) : text.substring(first.start(), end);
            edits.replace(first.start(), end, "WHERE Field LIKE " + pattern + " AND " + visible, REASON);
        } else if (first.is("like")) {
            edits.insertBefore(first.start(), "WHERE Field ", REASON);
            edits.insertAfter(end, " AND " + visible, REASON);
        } else {
            edits.insertBefore(statement.get(filter + 1).start(), "(", REASON);
            edits.insertAfter(end, ") AND " + visible, REASON);
        }
    }
}
