package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code COPY table [(columns)] TO | FROM …}, read without the grammar
 * (https://www.postgresql.org/docs/15/sql-copy.html, which also has the forms of 7.3 and 9.0).
 *
 * @param binaryPrefix whether it is written {@code COPY BINARY …}
 * @param listEnd where the column list ends, or where one could stand
 * @param rest what follows TO or FROM
 */
public record Copy(
        boolean binaryPrefix, List<Name> table, List<Name> columns, int listEnd, boolean from, List<Token> rest) {

    /** Null when {@code tokens} are no such statement. */
    static @Nullable Copy of(List<Token> tokens) {
        if (!tokens.get(0).is("copy")) {
            return null;
        }
        Reader reader = new Reader(tokens);
        boolean binary = reader.skip("binary");
        List<Name> table = new ArrayList<>();
        do {
            Name name = reader.name();
            if (name == null) {
                return null;
            }
            table.add(name);
        } while (reader.skipSymbol("."));
        int listEnd = table.get(table.size() - 1).end();
        List<Name> columns = new ArrayList<>();
        if (reader.skipSymbol("(")) {
            do {
                Name name = reader.name();
                if (name == null) {
                    return null;
                }
                columns.add(name);
            } while (reader.skipSymbol(","));
            listEnd = reader.end();
            if (!reader.skipSymbol(")")) {
                return null;
            }
        }
        boolean from = reader.skip("from");
        if (!from && !reader.skip("to")) {
            return null;
        }
        return new Copy(binary, table, columns, listEnd, from, tokens.subList(reader.at, tokens.size()));
    }

    private static final class Reader {
        private final List<Token> tokens;
        private int at = 1;

        Reader(List<Token> tokens) {
            this.tokens = tokens;
        }

        @Nullable
        Name name() {
            if (at == tokens.size() || !tokens.get(at).isName()) {
                return null;
            }
            Token token = tokens.get(at++);
            return new Name(token.value(), token.start(), token.end());
        }

        boolean skip(String word) {
            boolean found = at < tokens.size() && tokens.get(at).is(word);
            at += found ? 1 : 0;
            return found;
        }

        boolean skipSymbol(String symbol) {
            boolean found = at < tokens.size() && tokens.get(at).isSymbol(symbol);
            at += found ? 1 : 0;
            return found;
        }

        int end() {
            return tokens.get(Math.min(at, tokens.size() - 1)).end();
        }
    }

    /** Whether a form from before 9.0 is used that COPY of a query does not have. */
    boolean isOldForm() {
        return binaryPrefix || rest.stream().anyMatch(t -> t.is("delimiters"));
    }

    /** Whether the file's first line must name the columns. */
    boolean matchesHeader() {
        for (int i = 1; i < rest.size(); i++) {
            if (rest.get(i).kind() != Token.Kind.SYMBOL
                    && rest.get(i).value().toLowerCase(java.util.Locale.ROOT).contains("match")
                    && rest.get(i - 1).is("header")) {
                return true;
            }
        }
        return false;
    }

    /** The names in FORCE_NOT_NULL and FORCE_NULL, and in their older forms. */
    List<Name> forced() {
        List<Name> names = new ArrayList<>();
        boolean inside = false;
        for (Token token : rest) {
            if (token.is("where")) {
                break;
            }
            if (token.is("force") || token.is("force_not_null") || token.is("force_null")) {
                inside = true;
            } else if (inside && token.isName() && !token.is("not") && !token.is("null") && !token.is("quote")) {
                names.add(new Name(token.value(), token.start(), token.end()));
            } else if (token.isSymbol(")")) {
                inside = false;
            }
        }
        return names;
    }

    /** WHERE and its condition, or nothing. */
    List<Token> where() {
        int depth = 0;
        for (int i = 0; i < rest.size(); i++) {
            depth += rest.get(i).isSymbol("(") ? 1 : rest.get(i).isSymbol(")") ? -1 : 0;
            if (depth == 0 && rest.get(i).is("where")) {
                return rest.subList(i, rest.size());
            }
        }
        return List.of();
    }
}
