package dev.crossfade.proxy.session;

import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.lex.Lexer;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.lex.Token.Kind;
import dev.crossfade.proxy.wire.FatalException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of pg_dump or pg_dumpall, known by the {@code application_name} it begins with: nothing it sends is rewritten, so
 * that it sees the physical tables, with the columns of both sides, and a dump of a migrating database is the one that the
 * server itself gives. What went round the rewriting could write one side only. Therefore such a session reads, in three
 * ways of which any would do for a program that means no harm:
 *
 * <ul>
 *   <li>the server is told at startup that transactions are read-only, which stops functions too;
 *   <li>a text that writes, or makes a transaction read-write, is refused here, whatever it names ({@link #refusal});
 *   <li>where the server reports that transactions are read-only no more, the session is ended ({@link #reported}); it has
 *       reported that since PostgreSQL 14.
 * </ul>
 *
 * Its transactions keep to no snapshot: a dump of hours holds up no flip. What a function does on purpose (end the transaction, begin one that writes) is not seen, no more than in other sessions.
 */
final class PhysicalView {
    private static final Set<String> APPLICATIONS = Set.of("pg_dump", "pg_dumpall");
    private static final String READ_ONLY = "default_transaction_read_only";
    private static final Set<String> READ_ONLY_SETTINGS = Set.of(READ_ONLY, "transaction_read_only");
    private static final String SQLSTATE = "25006"; // read_only_sql_transaction
    private static final String HINT =
            "Give application_name another value to write: with this one, the physical tables are seen as they are.";

    /** What a statement may begin with. Of these some may hold a writing statement, which is looked for. */
    private static final Set<String> READING = Set.of(
            "select",
            "with",
            "values",
            "table",
            "copy",
            "explain",
            "prepare",
            "execute",
            "deallocate",
            "declare",
            "fetch",
            "move",
            "close",
            "lock",
            "show",
            "set",
            "reset",
            "discard",
            "begin",
            "start",
            "commit",
            "end",
            "rollback",
            "abort",
            "savepoint",
            "release");

    private PhysicalView() {}

    /** Whether a client that begins with these startup parameters sees the physical tables. */
    static boolean isFor(Map<String, String> startupParameters) {
        return APPLICATIONS.contains(startupParameters.getOrDefault("application_name", ""));
    }

    /** The startup parameters for its server connection. Those win over what {@code options} and the role say. */
    static Map<String, String> readOnly(Map<String, String> startupParameters) {
        Map<String, String> all = new LinkedHashMap<>(startupParameters);
        all.keySet().removeIf(name -> name.equalsIgnoreCase(READ_ONLY));
        all.put(READ_ONLY, "on");
        return all;
    }

    /** What a reported setting ends such a session with, or null. */
    static @Nullable FatalException reported(String name, String value) {
        return name.equals(READ_ONLY) && !value.equals("on")
                ? new FatalException(SQLSTATE, "a session of pg_dump may only read, and has made itself writing", HINT)
                : null;
    }

    /**
     * Why a text is refused, or null when it reads only, as far as its words tell; in doubt it is refused.
     *
     * @param mayChange whether what is in flight may change how strings are read
     * @param asciiSafe whether in the client's encoding a byte of ASCII is always that character
     */
    static RewriteResult.@Nullable Refused refusal(
            byte[] text, boolean standardConformingStrings, boolean mayChange, boolean asciiSafe) {
        // beyond ASCII it does not matter which character of a word or a string it is
        String sql = new String(text, StandardCharsets.ISO_8859_1);
        boolean escapes = sql.indexOf('\\') >= 0;
        if (escapes && !asciiSafe && !Encoding.isAscii(text)) {
            return refused("a text with backslashes cannot be read with certainty in this client_encoding");
        }
        RewriteResult.Refused found = refusal(sql, standardConformingStrings);
        return found == null && escapes && mayChange ? refusal(sql, !standardConformingStrings) : found;
    }

    private static RewriteResult.@Nullable Refused refusal(String sql, boolean standardConformingStrings) {
        List<Token> tokens;
        try {
            tokens = Lexer.tokens(sql, standardConformingStrings);
        } catch (LexicalError e) {
            return refused("a text cannot be read with certainty (" + e.getMessage() + ")");
        }
        String verb = "";
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol(";")) {
                verb = "";
            } else if (verb.isEmpty()) {
                verb = token.isSymbol("(") ? "select" : token.value().toLowerCase(Locale.ROOT);
                if (token.kind() == Kind.WORD && !READING.contains(verb)) {
                    return refused(verb.toUpperCase(Locale.ROOT) + " is refused");
                }
                if (verb.equals("copy") && !copiesOut(tokens, i)) {
                    return refused("COPY FROM is refused");
                }
            } else if (writes(tokens, i)) {
                return refused(token.value().toUpperCase(Locale.ROOT) + " is refused");
            } else if (undoesReadOnly(tokens, i, verb)) {
                return refused("READ WRITE is refused");
            }
        }
        return null;
    }

    private static RewriteResult.Refused refused(String what) {
        return new RewriteResult.Refused(SQLSTATE, "a session of pg_dump may only read: " + what, HINT, 0, List.of());
    }

    private static boolean copiesOut(List<Token> tokens, int copy) {
        int depth = 0;
        for (int i = copy + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol("(")) {
                depth++;
            } else if (token.isSymbol(")")) {
                depth--;
            } else if (depth == 0 && (token.is("to") || token.is("from"))) {
                return token.is("to");
            }
        }
        return false;
    }

    /** The words of a writing statement inside of another; INSERT and MERGE have an INTO. */
    private static boolean writes(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        if (token.kind() != Kind.WORD) {
            return false;
        }
        Token before = tokens.get(i - 1);
        Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
        return token.is("into")
                || (token.is("delete") && next != null && next.is("from"))
                || (token.is("update")
                        && !before.is("for")
                        && !before.is("key")
                        && !before.isSymbol(".")
                        && next != null
                        && !next.is("from")
                        && (next.isName() || next.kind() == Kind.UNICODE_WORD));
    }

    private static boolean undoesReadOnly(List<Token> tokens, int i, String verb) {
        Token token = tokens.get(i);
        return switch (token.kind()) {
            case WORD ->
                (token.is("write") && tokens.get(i - 1).is("read"))
                        || (!verb.equals("show") && isReadOnly(token.value()));
            case QUOTED_WORD -> !verb.equals("show") && isReadOnly(token.value());
            case UNICODE_WORD -> verb.equals("set") || verb.equals("reset");
            case STRING, UNICODE_STRING -> names(token.value());
            default -> false;
        };
    }

    private static boolean isReadOnly(String name) {
        return READ_ONLY_SETTINGS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean names(String literal) {
        return literal.toLowerCase(Locale.ROOT).contains("transaction_read_only");
    }
}
