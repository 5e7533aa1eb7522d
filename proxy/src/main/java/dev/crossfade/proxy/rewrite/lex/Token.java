package dev.crossfade.proxy.rewrite.lex;

/**
 * A token of SQL text; white space and comments make none.
 *
 * @param kind what it is
 * @param start where it begins, in UTF-16 units of the text
 * @param end where it ends, exclusive
 * @param value for words the name, unquoted: PostgreSQL's as the catalog stores it (folded, cut to 63 bytes), MySQL's as
 *     written; for everything else the token's own text
 */
public record Token(Kind kind, int start, int end, String value) {

    /** Kinds of tokens. */
    public enum Kind {
        /** A keyword or an unquoted identifier. */
        WORD,
        /** {@code "…"} */
        QUOTED_WORD,
        /** {@code U&"…"}: what it means depends on UESCAPE, its value is the raw text. */
        UNICODE_WORD,
        /** {@code '…'}, {@code E'…'}, {@code N'…'}, {@code $tag$…$tag$}: a literal of unknown type. */
        STRING,
        /** {@code U&'…'} */
        UNICODE_STRING,
        /** {@code B'…'}, {@code X'…'} */
        BIT_STRING,
        INTEGER,
        NUMBER,
        /** {@code $1}, or MySQL's {@code ?} */
        PARAMETER,
        /** MySQL's {@code @name} and {@code @@name} */
        VARIABLE,
        /** Operators and punctuation. */
        SYMBOL
    }

    /** Whether this is the unquoted word {@code lowerCase}. */
    public boolean is(String lowerCase) {
        return kind == Kind.WORD && sameWord(value, lowerCase);
    }

    private static boolean sameWord(String word, String lowerCase) {
        if (word.length() != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if ((c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether this is the symbol {@code text}. */
    public boolean isSymbol(String text) {
        return kind == Kind.SYMBOL && value.equals(text);
    }

    /** Whether this can name something: an unquoted or quoted word. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_WORD;
    }
}
