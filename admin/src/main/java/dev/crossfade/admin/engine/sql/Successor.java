package dev.crossfade.admin.engine.sql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands for an old column once new is the truth: the new column, or the call of its {@code down} function, with the old
 * column's collation where another one would be derived, as the proxy reads it: an index over anything else would not serve.
 * Puts it into expressions as the server prints them ({@code pg_get_expr}, {@code pg_get_constraintdef}); whoever does so asks
 * the server afterwards which columns the result is over.
 */
public final class Successor {
    private static final String DEFAULT_COLLATION = "pg_catalog.\"default\"";

    private final Map<String, String> byOld = new HashMap<>();
    private final Map<String, String> collations = new HashMap<>();

    /** @param orNull whether {@code down} gives NULL for values that old cannot hold, rather than an error */
    public Successor(Shape shape, boolean orNull) {
        boolean function = shape.migration().conversion() == Conversion.FUNCTION;
        for (int i = 0; i < shape.olds().size(); i++) {
            ColumnFacts old = shape.olds().get(i);
            byOld.put(
                    old.name(),
                    function ? call(shape, i, orNull) : shape.news().get(i).quoted());
        }
    }

    private String call(Shape shape, int index, boolean orNull) {
        String down =
                orNull ? shape.migration().downOrNull(index) : shape.migration().down(index, false);
        String call = down + shape.news().stream().map(ColumnFacts::quoted).collect(Collectors.joining(", ", "(", ")"));
        ColumnFacts old = shape.olds().get(index);
        String collation = old.attcollation();
        if (collation == null || derived(shape).equals(Set.of(collation))) {
            return call;
        }
        collations.put(old.name(), collation);
        return "(" + call + " COLLATE " + collation + ")";
    }

    /** The database's own one only where no other is (https://www.postgresql.org/docs/15/collation.html#COLLATION-CONCEPTS). */
    private static Set<String> derived(Shape shape) {
        Set<String> derived = shape.news().stream()
                .map(ColumnFacts::attcollation)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
        if (derived.size() > 1) {
            derived.remove(DEFAULT_COLLATION);
        }
        return derived.isEmpty() ? Set.of(DEFAULT_COLLATION) : derived;
    }

    /** Whether in {@code expression} over {@code columns} two explicit collations may meet, which the server refuses. */
    public boolean mayClash(String expression, List<String> columns) {
        Set<String> explicit =
                columns.stream().map(collations::get).filter(Objects::nonNull).collect(Collectors.toSet());
        return explicit.size() > 1 || (!explicit.isEmpty() && expression.contains(" COLLATE "));
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
