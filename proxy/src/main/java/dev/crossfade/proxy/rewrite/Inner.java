package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a statement that reads or writes rows: all of it, or what it explains, declares, copies, stores or prepares.
 *
 * @param tokens those of the query or write
 * @param alone whether it is the whole statement, whose result the client gets
 * @param holds whether it is declared or prepared, and its rows are what FETCH or EXECUTE gives
 * @param declared OIDs of the types that PREPARE declares for its parameters; null where it is no PREPARE
 */
public record Inner(
        List<Token> tokens,
        boolean alone,
        boolean holds,
        @Nullable List<Integer> declared) {
    /** A type that is declared and of which no more is known. */
    private static final int SOME_TYPE = -1;

    private static final Map<String, Integer> TYPES = Map.ofEntries(
            Map.entry("int2", 21),
            Map.entry("smallint", 21),
            Map.entry("int", 23),
            Map.entry("int4", 23),
            Map.entry("integer", 23),
            Map.entry("int8", 20),
            Map.entry("bigint", 20),
            Map.entry("text", 25),
            Map.entry("varchar", 1043),
            Map.entry("unknown", 705));

    public Inner(List<Token> tokens, boolean alone) {
        this(tokens, alone, false, null);
    }

    /** The query or write that {@code tokens} are, explain, declare, copy, store or prepare; null when they do none of these. */
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
        if (held == null || held.isEmpty() || !Statements.isData(held.get(0))) {
            return null;
        }
        boolean prepares = body.get(0).is("prepare");
        return new Inner(
                held,
                false,
                explained == 0 && (prepares || body.get(0).is("declare")),
                prepares ? types(body.subList(2, body.size() - held.size() - 1)) : null);
    }

    private static @Nullable List<Token> held(List<Token> tokens) {
        Token first = tokens.get(0);
        if (first.is("declare")) {
            return declared(tokens);
        }
        if (first.is("copy")) {
            return copied(tokens);
        }
        if (first.is("prepare")) {
            return afterAs(tokens, 2);
        }
        return first.is("create") ? stored(tokens) : null;
    }

    /** The types in {@code (integer, text, …)}; empty where nothing stands. */
    private static List<Integer> types(List<Token> list) {
        List<Integer> types = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < list.size(); i++) {
            Token token = list.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 1 && (token.isSymbol("(") || token.isSymbol(","))) {
                boolean single = i + 2 < list.size()
                        && (list.get(i + 2).isSymbol(",") || list.get(i + 2).isSymbol(")"));
                Token name = list.get(Math.min(i + 1, list.size() - 1));
                types.add(
                        single && name.kind() == Token.Kind.WORD
                                ? TYPES.getOrDefault(name.value(), SOME_TYPE)
                                : Integer.valueOf(SOME_TYPE));
            }
        }
        return types;
    }

    private static @Nullable List<Token> afterAs(List<Token> tokens, int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.is("as")) {
                return tokens.subList(i + 1, tokens.size());
            }
        }
        return null;
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
        return afterAs(tokens.subList(0, tokens.size() - withData(tokens)), table + 1);
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
