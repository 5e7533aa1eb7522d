package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.Catalog;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the defaults that {@code information_schema.columns} shows, for {@link Catalog.Column#defaultExpression()}: there a literal stands as
 * its text without quotes, one of bytes in hexadecimal up to its first zero byte (SHOW CREATE TABLE has all of it), and an
 * expression with its quotes and backslashes escaped once more, what is not ASCII in it broken (8.0.31). A literal comes to mean the same
 * in each {@code sql_mode}; with a backslash in an expression the server itself does not open the table under NO_BACKSLASH_ESCAPES.
 * <a href="https://dev.mysql.com/doc/refman/8.0/en/information-schema-columns-table.html">The table</a>,
 * <a href="https://dev.mysql.com/doc/refman/8.0/en/data-type-defaults.html">the defaults</a>.
 */
public final class MySqlDefaults {
    private static final String EXPRESSION = "DEFAULT_GENERATED";

    private MySqlDefaults() {}

    /** Whether the default is an expression, to be computed once for each row. */
    public static boolean isExpression(String extra) {
        return extra.toUpperCase(Locale.ROOT).contains(EXPRESSION);
    }

    /**
     * The default in SQL, or null where there is none.
     *
     * @param dataType {@code DATA_TYPE}, such as {@code varbinary}
     * @param columnDefault {@code COLUMN_DEFAULT}
     * @param extra {@code EXTRA}
     */
    public static @Nullable String sql(String dataType, @Nullable String columnDefault, String extra) {
        if (columnDefault == null) {
            return null;
        }
        if (isExpression(extra)) {
            return unescaped(columnDefault);
        }
        return switch (dataType.toLowerCase(Locale.ROOT)) {
            case "binary", "varbinary" -> columnDefault.isEmpty() || columnDefault.equals("0x") ? "''" : columnDefault;
            case "bit" -> columnDefault;
            default -> text(columnDefault);
        };
    }

    /** What a backslash in quotes means depends on the session's mode, so that such a text stands as its bytes. */
    private static String text(String value) {
        return value.contains("\\")
                ? "_utf8mb4 0x" + HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8))
                : "'" + value.replace("'", "''") + "'";
    }

    /** <a href="https://dev.mysql.com/doc/refman/8.0/en/string-literals.html">Escape sequences</a> */
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                int special = "0bnrtZ".indexOf(escaped);
                plain.append(special < 0 ? escaped : "\0\b\n\r\t\032".charAt(special));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
