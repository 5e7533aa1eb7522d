package dev.crossfade.proxy.rewrite.lex;

/**
 * What stands for a literal in a folded text ({@code FoldedText}): a control character, a letter for the literal's class, its number,
 * another control character. No SQL outside quotes holds such characters, and a text that has them inside quotes is not
 * folded, so a placeholder is never taken for something else, and is found again wherever the walk copied it.
 *
 * <p>The class is all that a decision may depend on. Integers have several, by the type that the server gives them and by
 * what predicates ask of them; in MySQL numbers have two, by what its grammar calls them.
 */
public final class Placeholder {
    public static final char OPEN = '\u0001';
    public static final char CLOSE = '\u0002';

    /** A regular expression for those of integers with at most {@link #MAX_LONG_DIGITS} digits. */
    public static final String INTEGER = OPEN + "[sil][0-9]+" + CLOSE;

    /** The same for those of at most {@link Short#MAX_VALUE}. */
    public static final String SMALL_INTEGER = OPEN + "s[0-9]+" + CLOSE;

    private static final int MAX_LONG_DIGITS = 18;

    /** In MySQL's grammar an integer of less than ten digits is another token than a longer one. */
    private static final int MAX_SHORT_DIGITS = 9;

    private Placeholder() {}

    /** The class of a literal; 0 for a token that is none, or one whose content may matter. */
    public static char kind(Token token) {
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

    /**
     * The same in MySQL, where {@code N'x'} is left as it is, since it has a character set of its own, and an integer that is
     * too long to be one.
     */
    public static char kindInMySql(Token token) {
        String value = token.value();
        return switch (token.kind()) {
            case INTEGER ->
                value.length() > MAX_LONG_DIGITS + 1
                        ? 0
                        : value.length() > MAX_LONG_DIGITS
                                ? 'h'
                                : value.length() > MAX_SHORT_DIGITS
                                        ? 'l'
                                        : Integer.parseInt(value) <= Short.MAX_VALUE ? 's' : 'i';
            case NUMBER -> value.indexOf('e') >= 0 || value.indexOf('E') >= 0 ? 'e' : 'n';
            case STRING -> value.charAt(0) == '\'' || value.charAt(0) == '"' ? 't' : 0;
            default -> 0;
        };
    }

    /** What a literal of a class is. */
    static Token.Kind token(char kind) {
        return switch (kind) {
            case 't' -> Token.Kind.STRING;
            case 'n', 'e' -> Token.Kind.NUMBER;
            default -> Token.Kind.INTEGER;
        };
    }

    public static void append(StringBuilder to, char kind, int number) {
        to.append(OPEN).append(kind).append(number).append(CLOSE);
    }

    /** Whether {@code text} holds any of the characters that placeholders are made with. */
    public static boolean isIn(String text) {
        return text.indexOf(OPEN) >= 0 || text.indexOf(CLOSE) >= 0;
    }

    /** The number of the placeholder that begins at {@code open} in {@code text} and is closed at {@code close}; -1 for none. */
    public static int number(String text, int open, int close) {
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
