package dev.crossfade.proxy.rewrite.parse;

import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Vocabulary;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLLexer;

/**
 * Our tokens as the grammar's. Its own lexer is not used: it reads {@code E'it\'s'} wrongly, knows nothing of
 * standard_conforming_strings, and keeps a cache that grows without bound.
 */
final class TokenFeed {
    /** Keywords the grammar takes from later servers; in PostgreSQL 15 they are ordinary names. */
    private static final Set<String> NOT_YET_KEYWORDS = Set.of(
            "system_user",
            "merge_action",
            "json_array",
            "json_arrayagg",
            "json_exists",
            "json_object",
            "json_objectagg",
            "json_query",
            "json_scalar",
            "json_serialize",
            "json_table",
            "json_value");

    private static final Map<String, Integer> WORDS = new HashMap<>();
    private static final Map<String, Integer> SYMBOLS = new HashMap<>();

    static {
        Vocabulary vocabulary = SQLLexer.VOCABULARY;
        for (int type = 1; type <= vocabulary.getMaxTokenType(); type++) {
            String literal = vocabulary.getLiteralName(type);
            if (literal == null || literal.length() < 3) {
                continue;
            }
            String text = literal.substring(1, literal.length() - 1).toLowerCase(Locale.ROOT);
            if (!Character.isLetter(text.charAt(0))) {
                SYMBOLS.put(text, type);
            } else if (!NOT_YET_KEYWORDS.contains(text)) {
                WORDS.put(text, type);
            }
        }
        SYMBOLS.put("::", SQLLexer.CAST_EXPRESSION);
        SYMBOLS.put("<>", SQLLexer.NOT_EQUAL);
        SYMBOLS.put("!=", SQLLexer.NOT_EQUAL);
    }

    private TokenFeed() {}

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

    static ListTokenSource source(List<Token> tokens) throws SyntaxProblem {
        List<CommonToken> fed = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            fed.add(new FedToken(type(token), token));
        }
        return new ListTokenSource(fed);
    }

    private static int type(Token token) throws SyntaxProblem {
        return switch (token.kind()) {
            case WORD -> WORDS.getOrDefault(token.value(), SQLLexer.Identifier);
            case QUOTED_WORD -> SQLLexer.QuotedIdentifier;
            case STRING, BIT_STRING -> SQLLexer.StringConstant;
            case UNICODE_STRING -> SQLLexer.UnicodeEscapeStringConstant;
            case INTEGER -> SQLLexer.Integer;
            case NUMBER -> SQLLexer.Numeric;
            case PARAMETER -> SQLLexer.DOLLAR_NUMBER;
            case SYMBOL -> SYMBOLS.getOrDefault(token.value(), SQLLexer.OP_CHARS);
            case VARIABLE -> throw SyntaxProblem.unknown(token.start());
            case UNICODE_WORD -> throw SyntaxProblem.unsupported("an identifier in the form U&\"…\"", token.start());
        };
    }
}
