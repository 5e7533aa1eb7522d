package dev.crossfade.proxy.shadow;

import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.lex.Lexer;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a text is to comparing, told by its words; in doubt it is not compared. Pure.
 *
 * @param skip why it cannot be compared, null when it can
 * @param ordered whether it asks for an order of its rows
 * @param planMatters whether two plans may give it different rows, all of them right: a LIMIT among equals, a sum of floating
 *     point numbers, which of equal values stands for a group
 */
record ReadNature(@Nullable String skip, boolean ordered, boolean planMatters) {
    static final String NO_READ = "no read";
    static final String WRITES = "writes";
    static final String LOCKS = "locks rows";
    static final String VOLATILE = "volatile function";
    static final String VIEW = "view";
    static final String SYSTEM = "system catalog";
    static final String UNREAD = "not understood";

    /** Longer texts are not looked at. */
    private static final int MAX_CHARACTERS = 32_768;

    private static final Set<String> WRITING = Set.of("insert", "update", "delete", "merge", "into");
    private static final Set<String> LOCKING = Set.of("update", "share", "no", "key");
    private static final Set<String> PLAN_MATTERS =
            Set.of("limit", "offset", "fetch", "distinct", "group", "union", "intersect", "except", "over", "window");

    /** Words before a bracket that call nothing, and functions whose result no plan changes. */
    private static final Set<String> PLAIN = Set.of(
            "select",
            "from",
            "where",
            "and",
            "or",
            "not",
            "in",
            "on",
            "as",
            "by",
            "any",
            "all",
            "some",
            "exists",
            "case",
            "when",
            "then",
            "else",
            "with",
            "materialized",
            "values",
            "using",
            "join",
            "lateral",
            "between",
            "having",
            "cast",
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "count",
            "lower",
            "upper",
            "length",
            "row",
            "array",
            "is",
            "like",
            "ilike",
            "recursive");

    private static ReadNature skipped(String why) {
        return new ReadNature(why, false, false);
    }

    /** @param views names of views, without their schemas */
    static ReadNature of(String sql, boolean standardConformingStrings, Catalog catalog, Set<String> views) {
        if (sql.length() > MAX_CHARACTERS) {
            return skipped(UNREAD);
        }
        List<Token> tokens;
        try {
            tokens = Lexer.tokens(sql, standardConformingStrings);
        } catch (LexicalError e) {
            return skipped(UNREAD);
        }
        int first = 0;
        while (first < tokens.size() && tokens.get(first).isSymbol("(")) {
            first++;
        }
        if (first == tokens.size() || !begins(tokens.get(first))) {
            return skipped(NO_READ);
        }
        boolean ordered = false;
        boolean planMatters = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean plain = token.kind() == Token.Kind.WORD;
            if (token.kind() == Token.Kind.UNICODE_WORD) {
                return skipped(UNREAD);
            }
            if (!plain && token.kind() != Token.Kind.QUOTED_WORD) {
                continue;
            }
            String word = plain ? Lexer.fold(token.value()) : token.value();
            Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
            String skip = skip(word, plain, next, catalog, views);
            if (skip != null) {
                return skipped(skip);
            }
            ordered |= plain && word.equals("order");
            planMatters |= plain && PLAN_MATTERS.contains(word);
            planMatters |= next != null && next.isSymbol("(") && !(plain && PLAIN.contains(word));
        }
        return new ReadNature(null, ordered, planMatters);
    }

    /** Whether a text may be a read, told by where it begins. */
    static boolean mayRead(String sql) {
        int at = 0;
        while (at < sql.length() && sql.charAt(at) <= ' ') {
            at++;
        }
        char first = at < sql.length() ? (char) (sql.charAt(at) | 0x20) : ' ';
        return first < 'a' || first > 'z' || first == 's' || first == 'w' || first == 't' || first == 'v';
    }

    private static boolean begins(Token token) {
        return token.is("select") || token.is("with") || token.is("table") || token.is("values");
    }

    private static @Nullable String skip(
            String word, boolean plain, @Nullable Token next, Catalog catalog, Set<String> views) {
        if (plain && WRITING.contains(word)) {
            return WRITES;
        }
        if (plain
                && word.equals("for")
                && next != null
                && next.kind() == Token.Kind.WORD
                && LOCKING.contains(Lexer.fold(next.value()))) {
            return LOCKS;
        }
        if ((plain && word.equals("tablesample"))
                || (next != null
                        && next.isSymbol("(")
                        && catalog.volatileFunctions().contains(word))) {
            return VOLATILE;
        }
        if (word.startsWith("pg_") || word.equals("information_schema")) {
            return SYSTEM;
        }
        return views.contains(word) ? VIEW : null;
    }
}
