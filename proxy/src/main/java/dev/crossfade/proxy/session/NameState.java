package dev.crossfade.proxy.session;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A second look at texts that the byte scan found to hold a word such as SET: an UPDATE has it too, and must not cost a
 * lookup of names each time. Cuts at every semicolon, those in strings and comments included, so that no statement's
 * beginning is missed; in doubt it says yes.
 */
final class NameState {
    /** Statements that change no name's meaning, unless they call for it by one of {@link #MAY_CHANGE}. */
    private static final Set<String> DATA = Set.of(
            "select",
            "with",
            "values",
            "table",
            "insert",
            "update",
            "delete",
            "merge",
            "begin",
            "start",
            "savepoint",
            "release");

    /** Statements that bring an older meaning back, if something in the transaction had changed it. */
    private static final Set<String> ENDS = Set.of("commit", "end", "rollback", "abort");

    private static final String[] MAY_CHANGE = {"set_config", "temp", "u&"};

    private NameState() {}

    /** @param changedBefore whether something in the open transaction has changed what names mean */
    static boolean mayChange(byte[] text, boolean changedBefore) {
        String sql = new String(text, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        for (String word : MAY_CHANGE) {
            if (sql.contains(word)) {
                return true;
            }
        }
        int start = 0;
        while (start <= sql.length()) {
            int end = sql.indexOf(';', start);
            end = end < 0 ? sql.length() : end;
            String first = firstWord(sql, start, end);
            if (first != null && !DATA.contains(first) && (changedBefore || !ENDS.contains(first))) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    /** The first word between the two, empty when it begins with something else, null when there is nothing. */
    private static @Nullable String firstWord(String sql, int start, int end) {
        int at = start;
        while (at < end && isSpace(sql.charAt(at))) {
            at++;
        }
        if (at == end) {
            return null;
        }
        int word = at;
        while (at < end && sql.charAt(at) >= 'a' && sql.charAt(at) <= 'z') {
            at++;
        }
        return sql.substring(word, at);
    }

    /** A semicolon with anything but spaces behind it. */
    static boolean hasSeveralStatements(byte[] text) {
        boolean semicolon = false;
        for (byte b : text) {
            if (semicolon && b != ';' && !isSpace((char) (b & 0xff))) {
                return true;
            }
            semicolon |= b == ';';
        }
        return false;
    }

    /** Whether the text reads the same whatever the settings: ASCII, and no backslash. */
    static boolean isPlain(byte[] text) {
        for (byte b : text) {
            if (b < 0 || b == '\\') {
                return false;
            }
        }
        return true;
    }

    /** PostgreSQL's space characters (scan.l). */
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000b';
    }
}
