package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.lex.Token;

/**
 * What stands for a literal in a {@link FoldedText}: a control character, a letter for the literal's class, its number,
 * another control character. No SQL outside quotes holds such characters, and a text that has them inside quotes is not
 * folded, so a placeholder is never taken for something else, and is found again wherever the walk copied it.
 *
 * <p>The class is all that a decision may depend on. Integers have several, by the type that the server gives them and by
 * what {@link Predicates} asks of them.
 */
final class Placeholder {
    static final char OPEN = '\u0001';
    static final char CLOSE = '\u0002';

    /** A regular expression for those of integers with at most {@link #MAX_LONG_DIGITS} digits. */
    static final String INTEGER = OPEN + "[sil][0-9]+" + CLOSE;

    /** The same for those of at most {@link Short#MAX_VALUE}. */
    static final String SMALL_INTEGER = OPEN + "s[0-9]+" + CLOSE;

    private static final int MAX_LONG_DIGITS = 18;

    private Placeholder() {}

    /** The class of a literal; 0 for a token that is none, or one whose content may matter. */
    static char kind(Token token) {
        return switch (token.kind()) {
            case INTEGER -> integer(token.value());
            case NUMBER -> 'n';
            case STRING -> token.value().charAt(0) == '$' ? 0 : 't'; // what a dollar-quoted string holds may be code
            default -> 0;
        };
    }

    private static char integer(String digits) {
        if (digits.length() > MAX_LONG_DIGITS) {
            return 'h';
        }
        long value = Long.parseLong(digits);
        return value <= Short.MAX_VALUE ? 's' : value <= Integer.MAX_VALUE ? 'i' : 'l';
    }

    static void append(StringBuilder to, char kind, int number) {
        to.append(OPEN).append(kind).append(number).append(CLOSE);
    }

    /** Whether {@code text} holds any of the characters that placeholders are made with. */
    static boolean isIn(String text) {
        return text.indexOf(OPEN) >= 0 || text.indexOf(CLOSE) >= 0;
    }

    /** The number of the placeholder that begins at {@code open} in {@code text} and is closed at {@code close}; -1 for none. */
    static int number(String text, int open, int close) {
        if (close < open + 3 || close > open + 9) {
            return -1;
        }
        int number = 0;
        for (int i = open + 2; i < close; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }
}
