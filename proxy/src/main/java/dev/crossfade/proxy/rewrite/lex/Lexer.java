package dev.crossfade.proxy.rewrite.lex;

import dev.crossfade.proxy.rewrite.lex.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits SQL text into {@link Token}s as PostgreSQL 15's scanner does. */
public final class Lexer {
    /** {@code NAMEDATALEN - 1}: the server cuts longer names. */
    static final int MAX_NAME_BYTES = 63;

    private static final String SELF = ",()[].;:+-*/%^<>=";
    private static final String OPERATOR = "~!@#^&|`?+-*/%<>=";
    private static final String MAKES_OPERATOR_END_IN_SIGN = "~!@#^&|`?%";

    private final String text;
    private final boolean standardConformingStrings;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text, boolean standardConformingStrings) {
        this.text = text;
        this.standardConformingStrings = standardConformingStrings;
    }

    /** All tokens of {@code text}. */
    public static List<Token> tokens(String text, boolean standardConformingStrings) throws LexicalError {
        Lexer lexer = new Lexer(text, standardConformingStrings);
        while (lexer.skipBlanks()) {
            lexer.token();
        }
        return lexer.tokens;
    }

    /** A name as the catalog stores it when it is written without quotes: ASCII letters folded, cut to 63 bytes. */
    public static String fold(String word) {
        StringBuilder folded = null;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                if (folded == null) {
                    folded = new StringBuilder(word);
                }
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return cut(folded == null ? word : folded.toString());
    }

    private static String cut(String name) {
        if (name.length() * 3 <= MAX_NAME_BYTES) {
            return name;
        }
        int bytes = 0;
        for (int i = 0; i < name.length(); ) {
            int codePoint = name.codePointAt(i);
            bytes += new String(Character.toChars(codePoint)).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_NAME_BYTES) {
                return name.substring(0, i);
            }
            i += Character.charCount(codePoint);
        }
        return name;
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
            } else if (c == '-' && peek(1) == '-') {
                skipLineComment();
            } else if (c == '/' && peek(1) == '*') {
                skipBlockComment();
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipLineComment() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipBlockComment() throws LexicalError {
        int start = at;
        int depth = 0;
        do {
            if (at >= text.length()) {
                throw new LexicalError("unterminated comment", start);
            }
            if (peek(0) == '/' && peek(1) == '*') {
                depth++;
                at += 2;
            } else if (peek(0) == '*' && peek(1) == '/') {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0);
    }

    private void token() throws LexicalError {
        int start = at;
        char c = text.charAt(at);
        char next = peek(1);
        if (c == '\'') {
            string(start, start, !standardConformingStrings, Kind.STRING);
        } else if (c == '"') {
            add(Kind.QUOTED_WORD, start, quoted(start));
        } else if (next == '\'' && (c == 'e' || c == 'E')) {
            string(start, start + 1, true, Kind.STRING);
        } else if (next == '\'' && (c == 'n' || c == 'N')) {
            string(start, start + 1, !standardConformingStrings, Kind.STRING);
        } else if (next == '\'' && (c == 'b' || c == 'B' || c == 'x' || c == 'X')) {
            string(start, start + 1, false, Kind.BIT_STRING);
        } else if ((c == 'u' || c == 'U') && next == '&' && peek(2) == '\'') {
            string(start, start + 2, false, Kind.UNICODE_STRING);
        } else if ((c == 'u' || c == 'U') && next == '&' && peek(2) == '"') {
            at += 2;
            quoted(start);
            add(Kind.UNICODE_WORD, start, text.substring(start, at));
        } else if (isNameStart(c)) {
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
            add(Kind.WORD, start, fold(text.substring(start, at)));
        } else if (isDigit(c) || (c == '.' && isDigit(next))) {
            number(start);
        } else if (c == '$') {
            dollar(start);
        } else {
            symbol(start, c);
        }
    }

    private void add(Kind kind, int start, String value) {
        tokens.add(new Token(kind, start, at, value));
    }

    private String quoted(int start) throws LexicalError {
        StringBuilder name = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new LexicalError("unterminated quoted identifier", start);
            }
            char c = text.charAt(at++);
            if (c == '"') {
                if (peek(0) != '"') {
                    return cut(name.toString());
                }
                at++;
            }
            name.append(c);
        }
    }

    private void string(int start, int quote, boolean backslashes, Kind kind) throws LexicalError {
        at = quote;
        do {
            at++;
            while (true) {
                if (at >= text.length()) {
                    throw new LexicalError("unterminated quoted string", start);
                }
                char c = text.charAt(at++);
                if (c == '\\' && backslashes) {
                    at++;
                } else if (c == '\'') {
                    if (peek(0) != '\'') {
                        break;
                    }
                    at++;
                }
            }
        } while (continues());
        add(kind, start, text.substring(start, at));
    }

    /** Two strings with a line break between them are one; comments may stand there too. Moves to the next quote if so. */
    private boolean continues() {
        int end = at;
        boolean newline = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                newline = true;
                at++;
            } else if (isBlank(c)) {
                at++;
            } else if (c == '-' && peek(1) == '-') {
                // before the first line break too: scan.l's whitespace_with_newline begins with horizontal white space,
                // which includes comments
                skipLineComment();
            } else if (c == '\'' && newline) {
                return true;
            } else {
                break;
            }
        }
        at = end;
        return false;
    }

    private void number(int start) {
        boolean integer = true;
        digits();
        if (peek(0) == '.' && peek(1) != '.') {
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
            }
        }
        add(integer ? Kind.INTEGER : Kind.NUMBER, start, text.substring(start, at));
    }

    private void digits() {
        while (isDigit(peek(0))) {
            at++;
        }
    }

    private void dollar(int start) throws LexicalError {
        at++;
        if (isDigit(peek(0))) {
            digits();
            add(Kind.PARAMETER, start, text.substring(start, at));
            return;
        }
        if (isNameStart(peek(0))) {
            while (isNamePart(peek(0)) && peek(0) != '$') {
                at++;
            }
        }
        if (peek(0) != '$') {
            throw new LexicalError("a dollar sign that begins neither a parameter nor a string", start);
        }
        at++;
        String tag = text.substring(start, at);
        int close = text.indexOf(tag, at);
        if (close < 0) {
            throw new LexicalError("unterminated dollar-quoted string", start);
        }
        at = close + tag.length();
        add(Kind.STRING, start, text.substring(start, at));
    }

    private void symbol(int start, char c) throws LexicalError {
        if (OPERATOR.indexOf(c) < 0) {
            if (SELF.indexOf(c) < 0) {
                throw new LexicalError("a character that cannot stand in SQL", start);
            }
            char next = peek(1);
            at += (c == ':' && (next == ':' || next == '=')) || (c == '.' && next == '.') ? 2 : 1;
            add(Kind.SYMBOL, start, text.substring(start, at));
            return;
        }
        int end = at;
        while (end < text.length() && OPERATOR.indexOf(text.charAt(end)) >= 0) {
            if (end > start) {
                char previous = text.charAt(end - 1);
                char here = text.charAt(end);
                if ((previous == '-' && here == '-') || (previous == '/' && here == '*')) {
                    end--; // a comment begins inside the run
                    break;
                }
            }
            end++;
        }
        // An operator of several characters ends in + or - only if it holds a character no SQL operator has.
        while (end - start > 1
                && (text.charAt(end - 1) == '+' || text.charAt(end - 1) == '-')
                && !holdsAny(start, end - 1, MAKES_OPERATOR_END_IN_SIGN)) {
            end--;
        }
        at = end;
        add(Kind.SYMBOL, start, text.substring(start, end));
    }

    private boolean holdsAny(int start, int end, String characters) {
        for (int i = start; i < end; i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }
}
