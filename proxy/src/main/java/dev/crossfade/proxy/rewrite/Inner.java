package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a statement that reads or writes rows.
 *
 * @param tokens those of the query or write
 * @param alone whether it is the whole statement, whose result the client gets
 */
record Inner(List<Token> tokens, boolean alone) {

    /** The query or write that {@code tokens} are, explain, declare, copy or store; null when they do none of these. */
    static @Nullable Inner of(List<Token> tokens) {
        int explained = Statements.explainLength(tokens);
        List<Token> body = tokens.subList(explained, tokens.size());
        if (body.isEmpty()) {
            return null;
        }
        if (Statements.isData(body.get(0))) {
            return new Inner(body, explained == 0);
        }
        List<Token> held = held(body);
        return held == null || held.isEmpty() || !Statements.isData(held.get(0)) ? null : new Inner(held, false);
    }

    private static @Nullable List<Token> held(List<Token> tokens) {
        Token first = tokens.get(0);
        if (first.is("declare")) {
            return declared(tokens);
        }
        if (first.is("copy")) {
            return copied(tokens);
        }
        return first.is("create") ? stored(tokens) : null;
    }

    /** {@code DECLARE name [options] CURSOR [options] FOR query}; the name may be the word cursor, FOR is reserved. */
    private static @Nullable List<Token> declared(List<Token> tokens) {
        for (int i = 3; i < tokens.size(); i++) {
            if (tokens.get(i).is("for")) {
                return tokens.subList(i + 1, tokens.size());
            }
        }
        return null;
    }

    /** {@code COPY (query) TO …} */
    private static @Nullable List<Token> copied(List<Token> tokens) {
        if (tokens.size() < 2 || !tokens.get(1).isSymbol("(")) {
            return null;
        }
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            depth += tokens.get(i).isSymbol("(") ? 1 : tokens.get(i).isSymbol(")") ? -1 : 0;
            if (depth == 0) {
                return tokens.subList(2, i);
            }
        }
        return null;
    }

    /** {@code CREATE [TEMPORARY | UNLOGGED] TABLE … AS query [WITH [NO] DATA]} */
    private static @Nullable List<Token> stored(List<Token> tokens) {
        int table = 1;
        while (table < tokens.size()
                && (tokens.get(table).is("local")
                        || tokens.get(table).is("global")
                        || tokens.get(table).is("temp")
                        || tokens.get(table).is("temporary")
                        || tokens.get(table).is("unlogged"))) {
            table++;
        }
        if (table == tokens.size() || !tokens.get(table).is("table")) {
            return null;
        }
        int depth = 0;
        for (int i = table + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.is("as")) {
                return tokens.subList(i + 1, tokens.size() - withData(tokens));
            }
        }
        return null;
    }

    /** How many tokens {@code WITH [NO] DATA} takes at the end. */
    private static int withData(List<Token> tokens) {
        int size = tokens.size();
        if (!tokens.get(size - 1).is("data")) {
            return 0;
        }
        return tokens.get(size - 2).is("with")
                ? 2
                : tokens.get(size - 2).is("no") && tokens.get(size - 3).is("with") ? 3 : 0;
    }
}
