package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.proxy.rewrite.Inner;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Tables;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells MySQL's statements apart by their words, without parsing them. */
final class MySqlStatements {
    private static final Set<String> DATA =
            Set.of("select", "with", "values", "table", "insert", "replace", "update", "delete");

    /** Statements that do not look at columns, or run nothing. */
    private static final Set<String> HARMLESS = Set.of(
            "begin",
            "start",
            "commit",
            "rollback",
            "savepoint",
            "release",
            "set",
            "show",
            "use",
            "desc",
            "describe",
            "explain",
            "truncate",
            "lock",
            "unlock",
            "analyze",
            "check",
            "checksum",
            "optimize",
            "repair",
            "flush",
            "kill",
            "reset",
            "deallocate",
            "execute",
            "help",
            "xa",
            "call");

    private MySqlStatements() {}

    static List<List<Token>> split(List<Token> tokens) {
        List<List<Token>> statements = new ArrayList<>();
        int start = 0;
        boolean body = false;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i < tokens.size() && i == start && holdsStatements(tokens, i)) {
                body = true; // the body of a routine holds semicolons: everything that follows is one
            }
            if (i == tokens.size() || (!body && tokens.get(i).isSymbol(";"))) {
                if (i > start) {
                    statements.add(tokens.subList(start, i));
                }
                start = i + 1;
            }
        }
        return statements;
    }

    private static boolean holdsStatements(List<Token> tokens, int at) {
        if (!tokens.get(at).is("create") && !tokens.get(at).is("alter")) {
            return false;
        }
        for (int i = at + 1; i < Math.min(at + 12, tokens.size()); i++) {
            Token token = tokens.get(i);
            if (token.is("procedure") || token.is("function") || token.is("trigger") || token.is("event")) {
                return true;
            }
            if (token.is("table") || token.is("view")) {
                return false;
            }
        }
        return false;
    }

    static boolean isData(Token first) {
        return first.isSymbol("(") || isOneOf(first, DATA);
    }

    private static boolean isOneOf(Token token, Set<String> words) {
        return token.kind() == Token.Kind.WORD && words.contains(token.value().toLowerCase(Locale.ROOT));
    }

    /** The query or write that a statement is or explains. */
    static @Nullable Inner inner(List<Token> statement) {
        Token first = statement.get(0);
        if (isData(first)) {
            return new Inner(statement, true);
        }
        if (!first.is("explain") && !first.is("desc") && !first.is("describe")) {
            return null;
        }
        int at = 1;
        while (at < statement.size()
                && (statement.get(at).is("analyze")
                        || statement.get(at).is("extended")
                        || statement.get(at).is("partitions"))) {
            at++;
        }
        if (at + 2 < statement.size()
                && statement.get(at).is("format")
                && statement.get(at + 1).isSymbol("=")) {
            at += 3;
        }
        return at < statement.size() && isData(statement.get(at))
                ? new Inner(statement.subList(at, statement.size()), false)
                : null;
    }

    /** Lets a statement that names a watched relation and reads or writes no rows by itself pass, or refuses it. */
    static void utility(List<Token> tokens, Tables tables) {
        Token first = tokens.get(0);
        if (first.is("prepare")) {
            throw refusal("PREPARE", "Use the prepared statements of the protocol, as drivers do.", tokens, tables);
        }
        if (first.is("load") && tables.isMeant(tokens)) {
            throw refusal(
                    "LOAD " + (tokens.size() > 1 ? word(tokens.get(1)) : "DATA")
                            + ", whose lines the server reads by itself,",
                    "Load into another table, and INSERT INTO ... SELECT from there.",
                    tokens,
                    tables);
        }
        if (!tables.isMeant(tokens)) {
            return; // a temporary table or one of another database has that name
        }
        if (first.is("create")) {
            create(tokens, tables);
            return;
        }
        if (first.is("grant") || first.is("revoke")) {
            for (Token token : tokens) {
                if (token.is("on")) {
                    return;
                }
                if (token.isSymbol("(")) {
                    throw refusal(word(first) + " on single columns", "Grant on the whole table.", tokens, tables);
                }
            }
            return;
        }
        boolean queries = tokens.stream().anyMatch(t -> t.is("select") || t.is("table"));
        boolean names = first.is("set") || first.is("call");
        boolean shows = first.is("show") && tokens.stream().anyMatch(t -> t.is("select"));
        if (isOneOf(first, HARMLESS) && !(names && queries) && !shows) {
            return;
        }
        throw refusal(word(first), "Run it before the migration starts or after it has ended.", tokens, tables);
    }

    private static void create(List<Token> tokens, Tables tables) {
        if (tokens.stream().limit(8).anyMatch(t -> t.is("function") || t.is("procedure"))
                && tokens.stream().limit(8).noneMatch(t -> t.is("trigger"))) {
            return; // what functions do is not seen
        }
        if (tokens.size() > 3 && tokens.get(1).is("temporary") && tokens.get(2).is("table")) {
            int name = 3;
            while (name < tokens.size()
                    && (tokens.get(name).is("if")
                            || tokens.get(name).is("not")
                            || tokens.get(name).is("exists"))) {
                name++;
            }
            if (name < tokens.size() && !tables.isMeant(tokens.subList(name + 1, tokens.size()))) {
                return; // it hides the migrating table from now on
            }
        }
        throw refusal("CREATE", "Run it before the migration starts or after it has ended.", tokens, tables);
    }

    private static String word(Token token) {
        return token.value().toUpperCase(Locale.ROOT);
    }

    private static Refusal refusal(String construct, String hint, List<Token> tokens, Tables tables) {
        String table = tokens.stream()
                .filter(t -> t.isName() && tables.isWatched(t.value()))
                .map(Token::value)
                .findFirst()
                .orElse("a migrating table");
        return Refusal.unparsed(
                "Crossfade: " + construct + " on " + table + ", which is migrating",
                hint,
                tokens.get(0).start());
    }
}
