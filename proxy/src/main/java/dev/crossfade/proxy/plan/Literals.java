package dev.crossfade.proxy.plan;

import java.util.regex.Pattern;

/**
 * A statement's text without its literals, for people: values do not belong into reports. In doubt it takes away too much.
 * Linear in the text's length.
 */
public final class Literals {
    /** Longer texts are cut. */
    private static final int MAX_CHARACTERS = 1000;

    private static final Pattern DOLLAR_TAG = Pattern.compile("\\$(?:[A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*)?\\$");

    private Literals() {}

    /** {@code sql} with every string and number replaced by {@code ?}; a long one cut. */
    public static String without(String sql) {
        return without(sql, MAX_CHARACTERS);
    }

    /** The same, cut behind so many characters. */
    public static String without(String sql, int maxCharacters) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        int length = sql.length();
        while (at < length && out.length() < maxCharacters) {
            char c = sql.charAt(at);
            if (c == '\'') {
                at = endOfString(sql, at);
                out.append('?');
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? length : end;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                int nested = sql.indexOf("/*", at + 2);
                at = end < 0 || (nested >= 0 && nested < end) ? length : end + 2;
            } else if (c == '"') {
                int end = sql.indexOf('"', at + 1);
                end = end < 0 ? length : end + 1;
                out.append(sql, at, end);
                at = end;
            } else if (c == '$' && DOLLAR_TAG.matcher(sql).region(at, length).lookingAt()) {
                int tagEnd = sql.indexOf('$', at + 1) + 1;
                int end = sql.indexOf(sql.substring(at, tagEnd), tagEnd);
                at = end < 0 ? length : end + (tagEnd - at);
                out.append('?');
            } else if (isWord(c)) {
                int end = at;
                while (end < length && (isWord(sql.charAt(end)) || sql.charAt(end) == '.')) {
                    end++;
                }
                out.append(Character.isDigit(c) ? "?" : sql.substring(at, end));
                at = end;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.length() <= maxCharacters ? out.toString() : out.substring(0, maxCharacters) + "…";
    }

    /** Whether a backslash escapes is the session's secret: with one in a string, the rest of the text goes. */
    private static int endOfString(String sql, int start) {
        int at = start + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\') {
                return sql.length();
            } else if (c == '\'') {
                if (at + 1 >= sql.length() || sql.charAt(at + 1) != '\'') {
                    return at + 1;
                }
                at++;
            }
            at++;
        }
        return sql.length();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
