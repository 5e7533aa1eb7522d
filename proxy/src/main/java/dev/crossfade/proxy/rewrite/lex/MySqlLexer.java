package dev.crossfade.proxy.rewrite.lex;

import dev.crossfade.proxy.rewrite.lex.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits SQL text into {@link Token}s as MySQL 8.0's scanner does (sql/sql_lex.cc,
 * https://dev.mysql.com/doc/refman/8.0/en/language-structure.html). The text must have been decoded by the session's
 * character set: where a byte of a backslash or a quote is the second half of a character it is neither.
 */
public final class MySqlLexer {
    private static final String[] OPERATORS = {"<=>", "->>", "<<", ">>", "<=", ">=", "<>", "!=", ":=", "||", "&&", "->"
    };
    private static final String SINGLES = ",().;+-*/%^&|~!<>={}:";

    /** In latin1 and its kin the server takes it for a blank, in utf8mb4 for part of a name. */
    private static final char NO_BREAK_SPACE = '\u00a0';

    /** Content of {@code /*!NNNNN} comments up to this version is code on every server that is supported. */
    private static final int ALWAYS_EXECUTED = 80000;

    private final String text;
    private final boolean ansiQuotes;
    private final boolean backslashes;
    private final boolean folded;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean inExecutable;

    private MySqlLexer(String text, boolean ansiQuotes, boolean backslashes, boolean folded) {
        this.text = text;
        this.ansiQuotes = ansiQuotes;
        this.backslashes = backslashes;
        this.folded = folded;
    }

    /**
     * All tokens of {@code text}. Words keep their case, unlike PostgreSQL's.
     *
     * @param ansiQuotes whether double quotes quote names
     * @param noBackslashEscapes whether backslashes in strings are ordinary
     */
    public static List<Token> tokens(String text, boolean ansiQuotes, boolean noBackslashEscapes) throws LexicalError {
        return new MySqlLexer(text, ansiQuotes, !noBackslashEscapes, false).all();
    }

    /** The same for a text in which each {@link Placeholder} is a token of the kind of its literal. */
    public static List<Token> foldedTokens(String text, boolean ansiQuotes, boolean noBackslashEscapes)
            throws LexicalError {
        return new MySqlLexer(text, ansiQuotes, !noBackslashEscapes, true).all();
    }

    private List<Token> all() throws LexicalError {
        while (skipBlanks()) {
            token();
        }
        if (inExecutable) {
            throw new LexicalError("unterminated comment", text.length());
        }
        return tokens;
    }

    private char peek(int offset) {
        int index = at + offset;
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private boolean skipBlanks() throws LexicalError {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isBlank(c)) {
                at++;
            } else if (c == '#' || (c == '-' && peek(1) == '-' && startsDashComment())) {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (c == '/' && peek(1) == '*') {
                comment();
            } else if (c == '*' && peek(1) == '/' && inExecutable) {
                inExecutable = false;
                at += 2;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Two dashes begin a comment only before a blank, a control character or the end: {@code 5--1} is 6. */
    private boolean startsDashComment() {
        return at + 2 >= text.length() || peek(2) <= ' ' || peek(2) == 0x7f;
    }

    private void comment() throws LexicalError {
        int start = at;
        if (peek(2) == '!') {
            at += 3;
            int digits = 0;
            while (digits < 6 && isDigit(peek(digits))) {
                digits++;
            }
            if (digits != 0 && digits < 5) {
                throw new LexicalError("a version comment with a number of less than five digits", start);
            }
            int version = digits == 0 ? 0 : Integer.parseInt(text.substring(at, at + digits));
            if (inExecutable || version >= ALWAYS_EXECUTED) {
                throw new LexicalError("a comment that holds code for some servers only", start);
            }
            at += digits;
            inExecutable = true;
            return;
        }
        if (peek(2) == 'M' && peek(3) == '!') {
            throw new LexicalError("a comment that holds code for some servers only", start);
        }
        int close = text.indexOf("*/", at + 2);
        if (close < 0) {
            throw new LexicalError("unterminated comment", start);
        }
        at = close + 2;
    }

    private void token() throws LexicalError {
        int start = at;
        char c = text.charAt(at);
        char next = peek(1);
        if (c == '\'' || (c == '"' && !ansiQuotes)) {
            string(start, c, backslashes);
            add(Kind.STRING, start);
        } else if (c == '`' || c == '"') {
            add(Kind.QUOTED_WORD, start, quoted(start, c));
        } else if (next == '\'' && (c == 'x' || c == 'X' || c == 'b' || c == 'B')) {
            at++;
            string(start, '\'', false);
            add(Kind.BIT_STRING, start);
        } else if (next == '\'' && (c == 'n' || c == 'N')) {
            at++;
            string(start, '\'', backslashes);
            add(Kind.STRING, start);
        } else if (isDigit(c) || (c == '.' && isDigit(next) && !afterName())) {
            numberOrWord(start);
        } else if (isNamePart(c)) {
            word(start);
        } else if (c == Placeholder.OPEN && folded) {
            at = text.indexOf(Placeholder.CLOSE, start) + 1;
            add(Placeholder.token(next), start);
        } else if (c == '@') {
            variable(start);
        } else if (c == '?') {
            at++;
            add(Kind.PARAMETER, start);
        } else if (c == '\\' && (next == 'N')) {
            throw new LexicalError("\\N, which is NULL no longer", start);
        } else {
            symbol(start, c);
        }
    }

    /** Whether a point that follows here separates names: {@code t.1a}. */
    private boolean afterName() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.get(tokens.size() - 1);
        return last.isName() && last.end() == at;
    }

    private void add(Kind kind, int start) {
        add(kind, start, text.substring(start, at));
    }

    private void add(Kind kind, int start, String value) {
        tokens.add(new Token(kind, start, at, value));
    }

    private void word(int start) throws LexicalError {
        while (at < text.length() && isNamePart(text.charAt(at))) {
            if (text.charAt(at) == NO_BREAK_SPACE) {
                throw new LexicalError("a no-break space, which is a blank in some character sets", at);
            }
            at++;
        }
        add(Kind.WORD, start);
    }

    private String quoted(int start, char quote) throws LexicalError {
        StringBuilder name = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new LexicalError("unterminated quoted identifier", start);
            }
            char c = text.charAt(at++);
            if (c == quote) {
                if (peek(0) != quote) {
                    return name.toString();
                }
                at++;
            }
            name.append(c);
        }
    }

    private void string(int start, char quote, boolean escapes) throws LexicalError {
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new LexicalError("unterminated quoted string", start);
            }
            char c = text.charAt(at++);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == quote) {
                if (peek(0) != quote) {
                    return;
                }
                at++;
            }
        }
    }

    /** A number, or an identifier that begins with digits. After a point that separates names it is an identifier. */
    private void numberOrWord(int start) throws LexicalError {
        boolean name = !tokens.isEmpty()
                && tokens.get(tokens.size() - 1).isSymbol(".")
                && tokens.get(tokens.size() - 1).end() == start;
        if (name) {
            word(start);
            return;
        }
        if (peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'b') && prefixed(start)) {
            return;
        }
        digits();
        boolean integer = true;
        if (peek(0) == '.') {
            integer = false;
            at++;
            digits();
        }
        char e = peek(0);
        if (e == 'e' || e == 'E') {
            int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (isDigit(peek(1 + sign))) {
                integer = false;
                at += 1 + sign;
                digits();
                add(Kind.NUMBER, start);
                return;
            }
        }
        if (integer && isNamePart(peek(0))) {
            word(start);
        } else {
            add(integer ? Kind.INTEGER : Kind.NUMBER, start);
        }
    }

    /** {@code 0x…} and {@code 0b…}; with other characters after them they are identifiers. */
    private boolean prefixed(int start) {
        boolean hex = peek(1) == 'x';
        int end = at + 2;
        while (end < text.length() && (hex ? Character.digit(text.charAt(end), 16) >= 0 : isBit(text.charAt(end)))) {
            end++;
        }
        if (end == at + 2 || (end < text.length() && isNamePart(text.charAt(end)))) {
            return false;
        }
        at = end;
        add(Kind.BIT_STRING, start);
        return true;
    }

    private static boolean isBit(char c) {
        return c == '0' || c == '1';
    }

    private void digits() {
        while (isDigit(peek(0))) {
            at++;
        }
    }

    /** {@code @name}, {@code @'name'}, {@code @@name}, {@code @@scope.name}. */
    private void variable(int start) throws LexicalError {
        at++;
        if (peek(0) == '@') {
            at++;
        }
        char c = peek(0);
        if (c == '\'' || c == '"' || c == '`') {
            string(start, c, c != '`' && backslashes);
        } else {
            while (isNamePart(peek(0)) || peek(0) == '.') {
                at++;
            }
        }
        add(Kind.VARIABLE, start);
    }

    private void symbol(int start, char c) throws LexicalError {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                add(Kind.SYMBOL, start);
                return;
            }
        }
        if (SINGLES.indexOf(c) < 0) {
            throw new LexicalError("a character that cannot stand in SQL", start);
        }
        at++;
        add(Kind.SYMBOL, start);
    }

    /** What my_isspace knows of, in every character set. */
    static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || isDigit(c) || c >= 0x80;
    }
}
