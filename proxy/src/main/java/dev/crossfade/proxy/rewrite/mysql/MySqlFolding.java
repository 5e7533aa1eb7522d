package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.MySqlLexer;
import dev.crossfade.proxy.rewrite.lex.Placeholder;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * Which literals of a text for MySQL are folded. In MySQL a literal can be part of a name: a string can be an alias, and a
 * result column without alias is called by its own text, so that {@code d.`a + 5`} can mean one. A text in which a name could be
 * meant so is not folded, and where the rewrite itself would write such a name there is no template ({@code Walk.comparable}).
 */
public final class MySqlFolding {
    /** The longest string, quotes included, that is folded in a query that sorts: how long it is can decide what becomes of ORDER BY. */
    static final int QUERY_STRING_CHARS = 64;

    private MySqlFolding() {}

    /** The statements of a text whose literals are folded; none if a name in it could hold a literal. */
    public static List<List<Token>> statements(String text, MySqlSession session) throws LexicalError {
        List<Token> tokens = MySqlLexer.tokens(text, session.ansiQuotes(), session.noBackslashEscapes());
        if (tokens.stream().anyMatch(MySqlFolding::mayHoldLiteral)) {
            return List.of();
        }
        List<List<Token>> data = new ArrayList<>();
        for (List<Token> statement : MySqlStatements.split(tokens)) {
            if (MySqlStatements.isData(statement.get(0))) {
                data.add(statement);
            }
        }
        return data;
    }

    /** A name that begins with a letter and holds letters and digits only is no text that a literal is part of. */
    private static boolean mayHoldLiteral(Token token) {
        if (!token.isName() || token.value().isEmpty()) {
            return false;
        }
        String name = token.value();
        if (token.kind() == Token.Kind.WORD) {
            return isDigit(name.charAt(0));
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
            if (!letter && (i == 0 || !isDigit(c))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether how long a string is decides nothing about what becomes of the statement; costs a look at each token. */
    public static boolean foldsLongStrings(List<Token> statement) {
        return writes(statement.get(0)) || statement.stream().noneMatch(t -> t.is("order"));
    }

    /**
     * The class of a literal of a statement; 0 where there is none, or it is not folded.
     *
     * @param foldsLong what {@link #foldsLongStrings} says of the statement
     */
    public static char kind(List<Token> statement, int at, boolean foldsLong) {
        Token token = statement.get(at);
        boolean alias = token.kind() == Token.Kind.STRING
                && at > 0
                && statement.get(at - 1).is("as");
        boolean isLong =
                !foldsLong && token.kind() == Token.Kind.STRING && token.end() - token.start() > QUERY_STRING_CHARS;
        return alias || isLong ? 0 : Placeholder.kindInMySql(token);
    }

    private static boolean writes(Token first) {
        return first.is("insert") || first.is("replace") || first.is("update") || first.is("delete");
    }

    /** The tokens of a folded text. */
    public static List<Token> tokens(String folded, MySqlSession session) throws LexicalError {
        return MySqlLexer.foldedTokens(folded, session.ansiQuotes(), session.noBackslashEscapes());
    }
}
