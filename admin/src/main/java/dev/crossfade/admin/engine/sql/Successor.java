package dev.crossfade.admin.engine.sql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What stands for an old column once new is the truth: the new column, or the call of its {@code down} function. Puts it
 * into expressions as the server prints them ({@code pg_get_expr}, {@code pg_get_constraintdef}); whoever does so asks the
 * server afterwards which columns the result is over.
 */
public final class Successor {
    private final Map<String, String> byOld = new LinkedHashMap<>();

    /** @param orNull for when new alone is written: {@link dev.crossfade.flags.ColumnMigration#downOrNull} */
    public Successor(Shape shape, boolean orNull) {
        boolean function = shape.migration().conversion() == Conversion.FUNCTION;
        for (int i = 0; i < shape.olds().size(); i++) {
            byOld.put(
                    shape.olds().get(i).name(),
                    function
                            ? (orNull
                                            ? shape.migration().downOrNull(i)
                                            : shape.migration().down(i, false))
                                    + shape.news().stream()
                                            .map(ColumnFacts::quoted)
                                            .collect(Collectors.joining(", ", "(", ")"))
                            : shape.news().get(i).quoted());
        }
    }

    /** By the name of each old column. */
    public Map<String, String> all() {
        return Map.copyOf(byOld);
    }

    /** {@code expression} over the successors. Literals, names of functions, types and fields stay. */
    public String in(String expression) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < expression.length()) {
            char c = expression.charAt(i);
            int end;
            if (c == '\'' || c == '"') {
                end = endOfQuoted(expression, i, c, i > 0 && c == '\'' && expression.charAt(i - 1) == 'E');
            } else if (Character.isLetterOrDigit(c) || c == '_') { // a letter behind a digit begins no name
                end = i + 1;
                while (end < expression.length() && isInName(expression.charAt(end))) {
                    end++;
                }
            } else {
                end = i + 1;
            }
            String token = expression.substring(i, end);
            String name = c == '"' ? token.substring(1, token.length() - 1).replace("\"\"", "\"") : token;
            String successor = c == '\'' || Character.isDigit(c) ? null : byOld.get(name);
            boolean column = successor != null && !isQualified(expression, i) && !isCall(expression, end);
            out.append(column ? successor : token);
            i = end;
        }
        return out.toString();
    }

    private static boolean isInName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static int endOfQuoted(String text, int start, char quote, boolean escapes) {
        int i = start + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return text.length();
    }

    /** A field, or a type behind {@code ::}. */
    private static boolean isQualified(String text, int start) {
        return start > 0 && (text.charAt(start - 1) == '.' || text.charAt(start - 1) == ':');
    }

    private static boolean isCall(String text, int end) {
        return end < text.length() && (text.charAt(end) == '(' || text.charAt(end) == '.');
    }
}
