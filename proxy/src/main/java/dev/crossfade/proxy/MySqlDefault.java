package dev.crossfade.proxy;

import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.MySqlLexer;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.mysql.MySqlDefaults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The default of a MySQL column in SQL, for {@link Catalog.Column#defaultExpression()}: from {@code information_schema.columns}, and where
 * that does not show all of it from SHOW CREATE TABLE. Pure.
 */
public final class MySqlDefault {
    private MySqlDefault() {}

    /** Whether the default is an expression, to be computed once for each row. {@code extra}: EXTRA. */
    public static boolean isExpression(String extra) {
        return MySqlDefaults.isExpression(extra);
    }

    /** The default in SQL, or null where there is none, from {@code DATA_TYPE}, {@code COLUMN_DEFAULT} and {@code EXTRA}. */
    public static @Nullable String sql(String dataType, @Nullable String columnDefault, String extra) {
        return MySqlDefaults.sql(dataType, columnDefault, extra);
    }

    /** Whether {@link #sql} is all of it: bytes are shown up to their first zero byte, and what is not ASCII in an expression is broken. */
    public static boolean isShownWhole(String dataType, @Nullable String columnDefault, String extra) {
        if (columnDefault == null) {
            return true;
        }
        boolean isBinary = dataType.equalsIgnoreCase("binary") || dataType.equalsIgnoreCase("varbinary");
        return isExpression(extra)
                ? columnDefault.chars().noneMatch(c -> c >= 0x80 || c == '?')
                : !isBinary || columnDefault.isEmpty();
    }

    /** The default of a column as SHOW CREATE TABLE writes it; null when it has none there that can be read. */
    public static @Nullable String inCreateTable(String created, String column) {
        List<Token> tokens;
        try {
            tokens = MySqlLexer.tokens(created, false, false);
        } catch (LexicalError e) {
            return null;
        }
        int depth = 0;
        for (int i = 1; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean begins = depth == 1
                    && (tokens.get(i - 1).isSymbol("(") || tokens.get(i - 1).isSymbol(","))
                    && token.kind() == Token.Kind.QUOTED_WORD
                    && token.value().equals(column);
            if (begins) {
                return defaultIn(created, tokens, i + 1);
            }
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        }
        return null;
    }

    private static @Nullable String defaultIn(String created, List<Token> tokens, int from) {
        int depth = 0;
        for (int i = from; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (depth == 0 && (token.isSymbol(",") || token.isSymbol(")"))) {
                return null;
            }
            if (depth == 0 && token.is("default")) {
                Token first = tokens.get(i + 1);
                return first.isSymbol("(")
                        ? created.substring(first.start(), closing(tokens, i + 1))
                        : created.substring(first.start(), first.end());
            }
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        }
        return null;
    }

    private static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).isSymbol("(") ? 1 : tokens.get(i).isSymbol(")") ? -1 : 0;
            if (depth == 0) {
                return tokens.get(i).end();
            }
        }
        return tokens.get(tokens.size() - 1).end();
    }
}
