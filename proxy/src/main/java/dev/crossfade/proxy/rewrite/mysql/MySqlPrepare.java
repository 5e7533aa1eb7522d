package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code PREPARE name FROM 'text'} (https://dev.mysql.com/doc/refman/8.0/en/prepare.html): the text is rewritten in its string.
 * What stands in a variable cannot be seen. A statement that was prepared so is right for the rules it was prepared
 * under: whoever holds the session prepares it again when they change.
 */
final class MySqlPrepare {
    private static final int TOKENS = 4;

    private MySqlPrepare() {}

    /** The string of a PREPARE, or null. */
    static @Nullable Token heldText(List<Token> statement) {
        if (statement.size() != TOKENS
                || !statement.get(0).is("prepare")
                || !statement.get(2).is("from")) {
            return null;
        }
        Token text = statement.get(3);
        char first = text.value().charAt(0);
        return text.kind() == Token.Kind.STRING && (first == '\'' || first == '"') ? text : null;
    }

    /** https://dev.mysql.com/doc/refman/8.0/en/string-literals.html */
    static String unquoted(String string, boolean escapes) {
        char quote = string.charAt(0);
        StringBuilder text = new StringBuilder(string.length());
        for (int i = 1; i < string.length() - 1; i++) {
            char c = string.charAt(i);
            if (c == quote) {
                i++; // it is doubled
            } else if (c == '\\' && escapes) {
                i++;
                escaped(string.charAt(i), text);
                continue;
            }
            text.append(c);
        }
        return text.toString();
    }

    private static void escaped(char c, StringBuilder text) {
        switch (c) {
            case '0' -> text.append('\0');
            case 'b' -> text.append('\b');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'Z' -> text.append('\u001a');
            case '%', '_' -> text.append('\\').append(c);
            default -> text.append(c);
        }
    }

    static String quoted(String text, boolean escapes) {
        String plain = escapes ? text.replace("\\", "\\\\") : text;
        return "'" + plain.replace("'", "''") + "'";
    }
}
