package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.MySqlLexer;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.List;

/**
 * What a text for MySQL is counted by: its words without literals, comments and line breaks. Texts that differ in those only
 * are the same, and no value that a client sent is in it. Which double quotes hold a value and where a string ends is
 * {@code sql_mode}'s.
 */
public final class MySqlFingerprint {
    private MySqlFingerprint() {}

    /** Of a text that ends inside a string or a comment, what stands before that. Cut behind {@code maxCharacters}. */
    public static String of(String sql, MySqlSession session, int maxCharacters) {
        List<Token> tokens;
        String rest = "";
        try {
            tokens = MySqlLexer.tokens(sql, session.ansiQuotes(), session.noBackslashEscapes());
        } catch (LexicalError e) {
            try {
                tokens = MySqlLexer.tokens(
                        sql.substring(0, Math.max(0, e.position())),
                        session.ansiQuotes(),
                        session.noBackslashEscapes());
                rest = " …";
            } catch (LexicalError before) {
                return "…";
            }
        }
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (Token token : tokens) {
            if (!text.isEmpty() && token.start() > end) {
                text.append(' ');
            }
            end = token.end();
            if (isValue(token)) {
                text.append('?');
            } else {
                text.append(sql, token.start(), token.end());
            }
            if (text.length() > maxCharacters) {
                return text.substring(0, maxCharacters) + "…";
            }
        }
        return text + rest;
    }

    private static boolean isValue(Token token) {
        return switch (token.kind()) {
            case INTEGER, NUMBER, STRING, BIT_STRING, UNICODE_STRING -> true;
            default -> false;
        };
    }
}
