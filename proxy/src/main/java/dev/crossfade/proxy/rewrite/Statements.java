package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells statements apart by their words, without parsing them. */
public final class Statements {
    private static final Set<String> DATA =
            Set.of("select", "with", "values", "table", "insert", "update", "delete", "merge");

    /** Statements that do not look at columns, or run nothing. */
    private static final Set<String> HARMLESS = Set.of(
            "begin",
            "start",
            "commit",
            "end",
            "abort",
            "rollback",
            "savepoint",
            "release",
            "set",
            "reset",
            "show",
            "listen",
            "notify",
            "unlisten",
            "discard",
            "deallocate",
            "close",
            "fetch",
            "move",
            "checkpoint",
            "load",
            "truncate",
            "lock",
            "vacuum",
            "analyze",
            "analyse",
            "cluster",
            "reindex",
            "execute",
            "call",
            "security");

    private Statements() {}

    /** The statements of a text, without semicolons; empty ones left out. */
    static List<List<Token>> split(List<Token> tokens) {
        List<List<Token>> statements = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            boolean end = i == tokens.size();
            if (!end) {
                Token token = tokens.get(i);
                if (token.isSymbol("(")) {
                    depth++;
                } else if (token.isSymbol(")")) {
                    depth--;
                } else if (token.is("atomic") && i > 0 && tokens.get(i - 1).is("begin")) {
                    // the body of a function in standard SQL holds semicolons: everything that follows is one
                    depth = Integer.MAX_VALUE / 2;
                }
            }
            if (end || (depth <= 0 && tokens.get(i).isSymbol(";"))) {
                if (i > start) {
                    statements.add(tokens.subList(start, i));
                }
                start = i + 1;
                depth = 0;
            }
        }
        return statements;
    }

    static boolean isData(Token first) {
        return first.isSymbol("(") || (first.kind() == Token.Kind.WORD && DATA.contains(first.value()));
    }

    /** How many tokens EXPLAIN and its options take; 0 when the statement is none. */
    static int explainLength(List<Token> tokens) {
        if (!tokens.get(0).is("explain")) {
            return 0;
        }
        int at = 1;
        if (at < tokens.size()
                && tokens.get(at).isSymbol("(")
                && at + 1 < tokens.size()
                && !isData(tokens.get(at + 1))) {
            while (at < tokens.size() && !tokens.get(at).isSymbol(")")) {
                at++;
            }
            return Math.min(at + 1, tokens.size());
        }
        while (at < tokens.size()
                && (tokens.get(at).is("analyze")
                        || tokens.get(at).is("analyse")
                        || tokens.get(at).is("verbose"))) {
            at++;
        }
        return at;
    }

    /** Lets a statement that names a watched relation and reads or writes no rows by itself pass, or refuses it. */
    static void utility(List<Token> tokens, Tables tables) {
        if (tokens.stream().noneMatch(t -> t.kind() == Token.Kind.STRING || t.kind() == Token.Kind.UNICODE_STRING)
                && !tables.isMeant(tokens)) {
            return; // a temporary table or one of another schema has that name
        }
        Token first = tokens.get(0);
        String verb = first.kind() == Token.Kind.WORD ? first.value() : "";
        switch (verb) {
            case "grant", "revoke" -> {
                for (Token token : tokens) {
                    if (token.is("on")) {
                        return;
                    }
                    if (token.isSymbol("(")) {
                        throw refusal(verb + " on single columns", "Grant on the whole table.", tokens, tables);
                    }
                }
                return;
            }
            case "comment" -> {
                return;
            }
            case "refresh" -> {
                if (tables.oldIsWritten()) {
                    return;
                }
                throw refusal("REFRESH MATERIALIZED VIEW", "Define the view over the new columns.", tokens, tables);
            }
            case "create" -> {
                if (createsFunction(tokens)) {
                    return; // what functions do is not seen
                }
                if (createsTemporaryTable(tokens, tables)) {
                    return; // it hides the migrating table from now on
                }
                throw refusal(
                        twoWords(tokens), "Run it before the migration starts or after it has ended.", tokens, tables);
            }
            case "alter", "drop" ->
                throw refusal(
                        twoWords(tokens), "Run it before the migration starts or after it has ended.", tokens, tables);
            case "copy" -> throw refusal("COPY", "Write COPY table (columns) or COPY (query).", tokens, tables);
            case "prepare" -> throw refusal("PREPARE", "Write PREPARE name (types) AS statement.", tokens, tables);
            case "declare" -> throw refusal("DECLARE", "Write DECLARE name CURSOR FOR query.", tokens, tables);
            case "do" -> throw refusal("DO", "Send the statements in it one by one.", tokens, tables);
            default -> {
                if (!HARMLESS.contains(verb)) {
                    throw refusal(first.value(), "Send a statement that the rewriter knows.", tokens, tables);
                }
            }
        }
    }

    private static boolean createsFunction(List<Token> tokens) {
        for (int i = 1; i < Math.min(4, tokens.size()); i++) {
            if (tokens.get(i).is("function") || tokens.get(i).is("procedure")) {
                return tokens.stream().noneMatch(t -> t.is("atomic"));
            }
        }
        return false;
    }

    private static String twoWords(List<Token> tokens) {
        return tokens.get(0).value() + (tokens.size() > 1 ? " " + tokens.get(1).value() : "");
    }

    /** CREATE TEMPORARY TABLE of a watched name, with nothing watched in its definition. */
    private static boolean createsTemporaryTable(List<Token> tokens, Tables tables) {
        int at = 1;
        if (at < tokens.size() && (tokens.get(at).is("local") || tokens.get(at).is("global"))) {
            at++;
        }
        if (at + 1 >= tokens.size()
                || !(tokens.get(at).is("temp") || tokens.get(at).is("temporary"))
                || !tokens.get(at + 1).is("table")) {
            return false;
        }
        at += 2;
        while (at < tokens.size()
                && (tokens.get(at).is("if")
                        || tokens.get(at).is("not")
                        || tokens.get(at).is("exists"))) {
            at++;
        }
        return at < tokens.size() && !tables.isMeant(tokens.subList(at + 1, tokens.size()));
    }

    private static Refusal refusal(String construct, String hint, List<Token> tokens, Tables tables) {
        String table = tokens.stream()
                .filter(t -> t.isName() && tables.isWatched(t.value()))
                .map(Token::value)
                .findFirst()
                .orElse("a migrating table");
        return Refusal.unparsed(
                "Crossfade: " + construct.toUpperCase(java.util.Locale.ROOT) + " on " + table + ", which is migrating",
                hint,
                tokens.get(0).start());
    }
}
