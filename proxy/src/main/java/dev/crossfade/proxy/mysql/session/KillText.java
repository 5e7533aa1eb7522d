package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.MySqlLexer;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * KILL in a text (https://dev.mysql.com/doc/refman/8.0/en/kill.html, https://mariadb.com/kb/en/kill/): the connection id
 * that the client has been told is replaced by the backend's, in place. Pure.
 */
final class KillText {
    private KillText() {}

    /** Whether a text may hold one: by a look at its beginning, and whether it may have a second statement. */
    static boolean isCandidate(byte[] text, int start, int end) {
        int at = start;
        while (at < end && text[at] <= ' ' && text[at] >= 0) {
            at++;
        }
        if (at == end) {
            return false;
        }
        return switch (text[at]) {
            case 'k', 'K', '/', '-', '#', ';' -> true;
            default -> hasSecond(text, at, end);
        };
    }

    /** A semicolon that is not the last byte, and the letters of KILL behind it. */
    private static boolean hasSecond(byte[] text, int start, int end) {
        int at = start;
        while (at < end && text[at] != ';') {
            at++;
        }
        for (; at + 4 < end; at++) {
            if ((text[at] | 0x20) == 'k'
                    && (text[at + 1] | 0x20) == 'i'
                    && (text[at + 2] | 0x20) == 'l'
                    && (text[at + 3] | 0x20) == 'l') {
                return true;
            }
        }
        return false;
    }

    /**
     * The text with every id replaced that {@code backendId} knows; null when nothing is to be replaced.
     *
     * @param backendId given the client's id, answers the backend's or null
     */
    static byte @Nullable [] replaced(
            byte[] text, boolean noBackslashEscapes, IntFunction<@Nullable Integer> backendId) {
        String sql = new String(text, StandardCharsets.ISO_8859_1); // a character is a byte
        List<Token> tokens;
        try {
            tokens = MySqlLexer.tokens(sql, false, noBackslashEscapes);
        } catch (LexicalError e) {
            return null; // the server's to refuse, or code for some servers only
        }
        StringBuilder out = new StringBuilder(sql);
        for (int i = tokens.size() - 1; i >= 0; i--) {
            if (tokens.get(i).is("kill") && (i == 0 || tokens.get(i - 1).isSymbol(";"))) {
                replace(out, sql, tokens, i + 1, backendId);
            }
        }
        String changed = out.toString();
        return changed.equals(sql) ? null : changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void replace(
            StringBuilder out, String sql, List<Token> tokens, int first, IntFunction<@Nullable Integer> backendId) {
        int at = first;
        while (at < tokens.size() && isWord(tokens.get(at))) {
            at++;
        }
        if (at == tokens.size()
                || (at + 1 < tokens.size() && !tokens.get(at + 1).isSymbol(";"))) {
            return; // no id, or an expression
        }
        Token number = tokens.get(at);
        String digits = sql.substring(number.start(), number.end());
        try {
            Integer known = backendId.apply(Integer.parseUnsignedInt(digits));
            if (known != null) {
                out.replace(number.start(), number.end(), Integer.toUnsignedString(known));
            }
        } catch (NumberFormatException e) {
            // a user's name, a parameter: nothing of ours
        }
    }

    private static boolean isWord(Token token) {
        return token.is("connection") || token.is("query") || token.is("hard") || token.is("soft");
    }
}
