package dev.crossfade.proxy.rewrite.parse.mysql;

import dev.crossfade.proxy.rewrite.lex.Placeholder;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.parse.SyntaxProblem;
import io.debezium.ddl.parser.mysql.generated.MySqlLexer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Vocabulary;

/** Our tokens as the grammar's. Its own lexer is asked once, at start, what each keyword is. */
final class TokenFeed {
    /** What the grammar is told the server is: the first version whose syntax has INTERSECT and EXCEPT. */
    static final int SERVER_VERSION = 80031;

    private static final String SUFFIX = "_SYMBOL";
    private static final Map<String, Integer> WORDS = new HashMap<>();
    /** Words that are keywords only right before an opening parenthesis. */
    private static final Map<String, Integer> FUNCTIONS = new HashMap<>();

    private static final Map<String, Integer> SYMBOLS = Map.ofEntries(
            Map.entry("=", MySqlLexer.EQUAL_OPERATOR),
            Map.entry(":=", MySqlLexer.ASSIGN_OPERATOR),
            Map.entry("<=>", MySqlLexer.NULL_SAFE_EQUAL_OPERATOR),
            Map.entry(">=", MySqlLexer.GREATER_OR_EQUAL_OPERATOR),
            Map.entry(">", MySqlLexer.GREATER_THAN_OPERATOR),
            Map.entry("<=", MySqlLexer.LESS_OR_EQUAL_OPERATOR),
            Map.entry("<", MySqlLexer.LESS_THAN_OPERATOR),
            Map.entry("!=", MySqlLexer.NOT_EQUAL_OPERATOR),
            Map.entry("<>", MySqlLexer.NOT_EQUAL_OPERATOR),
            Map.entry("+", MySqlLexer.PLUS_OPERATOR),
            Map.entry("-", MySqlLexer.MINUS_OPERATOR),
            Map.entry("*", MySqlLexer.MULT_OPERATOR),
            Map.entry("/", MySqlLexer.DIV_OPERATOR),
            Map.entry("%", MySqlLexer.MOD_OPERATOR),
            Map.entry("!", MySqlLexer.LOGICAL_NOT_OPERATOR),
            Map.entry("~", MySqlLexer.BITWISE_NOT_OPERATOR),
            Map.entry("<<", MySqlLexer.SHIFT_LEFT_OPERATOR),
            Map.entry(">>", MySqlLexer.SHIFT_RIGHT_OPERATOR),
            Map.entry("&&", MySqlLexer.LOGICAL_AND_OPERATOR),
            Map.entry("&", MySqlLexer.BITWISE_AND_OPERATOR),
            Map.entry("^", MySqlLexer.BITWISE_XOR_OPERATOR),
            Map.entry("||", MySqlLexer.LOGICAL_OR_OPERATOR),
            Map.entry("|", MySqlLexer.BITWISE_OR_OPERATOR),
            Map.entry(".", MySqlLexer.DOT_SYMBOL),
            Map.entry(",", MySqlLexer.COMMA_SYMBOL),
            Map.entry(";", MySqlLexer.SEMICOLON_SYMBOL),
            Map.entry(":", MySqlLexer.COLON_SYMBOL),
            Map.entry("(", MySqlLexer.OPEN_PAR_SYMBOL),
            Map.entry(")", MySqlLexer.CLOSE_PAR_SYMBOL),
            Map.entry("{", MySqlLexer.OPEN_CURLY_SYMBOL),
            Map.entry("}", MySqlLexer.CLOSE_CURLY_SYMBOL),
            Map.entry("->", MySqlLexer.JSON_SEPARATOR_SYMBOL),
            Map.entry("->>", MySqlLexer.JSON_UNQUOTED_SEPARATOR_SYMBOL));

    static {
        Vocabulary vocabulary = MySqlLexer.VOCABULARY;
        for (int type = 1; type <= vocabulary.getMaxTokenType(); type++) {
            String name = vocabulary.getSymbolicName(type);
            if (name == null || !name.endsWith(SUFFIX)) {
                continue;
            }
            String word = name.substring(0, name.length() - SUFFIX.length()).toLowerCase(Locale.ROOT);
            int alone = lex(word, word.length());
            int before = lex(word + "(", word.length());
            if (alone >= 0) {
                WORDS.put(word, alone);
            } else if (before >= 0) {
                FUNCTIONS.put(word, before);
            }
        }
    }

    private TokenFeed() {}

    /** Makes sure that the keywords are known; returns how many there are. */
    static int load() {
        return WORDS.size() + FUNCTIONS.size();
    }

    /** The keyword that the grammar's lexer reads in {@code text}, or -1 when the word is none. */
    private static int lex(String text, int length) {
        MySqlLexer lexer = new MySqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.serverVersion = SERVER_VERSION;
        org.antlr.v4.runtime.Token token = lexer.nextToken();
        boolean whole = token.getStartIndex() == 0 && token.getStopIndex() == length - 1;
        return whole && token.getType() != MySqlLexer.IDENTIFIER ? token.getType() : -1;
    }

    /** A token of the grammar that knows ours. */
    static final class FedToken extends CommonToken {
        private static final long serialVersionUID = 1L;
        private final transient Token token;

        FedToken(int type, Token token) {
            super(type, token.value());
            this.token = token;
            setStartIndex(token.start());
            setStopIndex(token.end() - 1);
        }

        Token token() {
            return token;
        }
    }

    static ListTokenSource source(List<Token> tokens, boolean pipesAsConcat, boolean ignoreSpace) throws SyntaxProblem {
        List<CommonToken> fed = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.VARIABLE && token.value().startsWith("@@")) {
                fed.add(new FedToken(MySqlLexer.AT_AT_SIGN_SYMBOL, token));
                fed.add(new FedToken(MySqlLexer.IDENTIFIER, token));
                continue;
            }
            fed.add(new FedToken(type(tokens, i, pipesAsConcat, ignoreSpace), token));
        }
        return new ListTokenSource(fed);
    }

    private static int type(List<Token> tokens, int at, boolean pipesAsConcat, boolean ignoreSpace)
            throws SyntaxProblem {
        Token token = tokens.get(at);
        return switch (token.kind()) {
            case WORD -> word(tokens, at, ignoreSpace);
            case QUOTED_WORD -> MySqlLexer.BACK_TICK_QUOTED_ID;
            // the lexer has told strings in double quotes from names, the grammar would take them for names
            case STRING -> isNational(token) ? MySqlLexer.NCHAR_TEXT : MySqlLexer.SINGLE_QUOTED_TEXT;
            case BIT_STRING -> isHex(token) ? MySqlLexer.HEX_NUMBER : MySqlLexer.BIN_NUMBER;
            case INTEGER -> integer(token);
            case NUMBER -> kind(token) == 'e' ? MySqlLexer.FLOAT_NUMBER : MySqlLexer.DECIMAL_NUMBER;
            case PARAMETER -> MySqlLexer.PARAM_MARKER;
            case VARIABLE -> MySqlLexer.AT_TEXT_SUFFIX;
            case SYMBOL -> {
                if (pipesAsConcat && token.isSymbol("||")) {
                    yield MySqlLexer.CONCAT_PIPES_SYMBOL;
                }
                Integer type = SYMBOLS.get(token.value());
                if (type == null) {
                    throw SyntaxProblem.unknown(token.start());
                }
                yield type;
            }
            case UNICODE_WORD, UNICODE_STRING -> throw SyntaxProblem.unknown(token.start());
        };
    }

    private static boolean isNational(Token token) {
        return Character.toLowerCase(token.value().charAt(0)) == 'n';
    }

    private static boolean isHex(Token token) {
        char first = token.value().charAt(0);
        return first == 'x' || first == 'X' || token.value().startsWith("0x");
    }

    /** The class of a literal, or of the one that a placeholder stands for. */
    private static char kind(Token token) {
        return token.value().charAt(0) == Placeholder.OPEN ? token.value().charAt(1) : Placeholder.kindInMySql(token);
    }

    private static int integer(Token token) {
        return switch (kind(token)) {
            case 's', 'i' -> MySqlLexer.INT_NUMBER;
            case 'l' -> MySqlLexer.LONG_NUMBER;
            case 'h' -> MySqlLexer.ULONGLONG_NUMBER;
            default -> MySqlLexer.DECIMAL_NUMBER;
        };
    }

    private static int word(List<Token> tokens, int at, boolean ignoreSpace) {
        Token token = tokens.get(at);
        Token previous = at == 0 ? null : tokens.get(at - 1);
        Token next = at + 1 < tokens.size() ? tokens.get(at + 1) : null;
        if (previous != null && previous.isSymbol(".") && previous.end() == token.start()) {
            return MySqlLexer.IDENTIFIER; // after a point every word is a name
        }
        String word = token.value().toLowerCase(Locale.ROOT);
        if (word.startsWith("_")
                && next != null
                && (next.kind() == Token.Kind.STRING || next.kind() == Token.Kind.BIT_STRING)) {
            return MySqlLexer.UNDERSCORE_CHARSET;
        }
        Integer keyword = WORDS.get(word);
        if (keyword != null) {
            return keyword;
        }
        Integer function = FUNCTIONS.get(word);
        boolean called = next != null && next.isSymbol("(") && (ignoreSpace || next.start() == token.end());
        return function != null && called ? function : MySqlLexer.IDENTIFIER;
    }
}
