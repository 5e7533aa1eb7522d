package dev.crossfade.proxy.rewrite.mysql;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.proxy.rewrite.Refusal;
import dev.crossfade.proxy.rewrite.Walk;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Statement.Body;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a part of a text holds, by its tokens: whether it may be written twice, and what it may read. */
final class MySqlText {
    /** Functions whose result is another one at every call; NOW() and its kin are the same all through a statement. */
    private static final Set<String> VOLATILE = Set.of(
            "rand",
            "uuid",
            "uuid_short",
            "sysdate",
            "sleep",
            "benchmark",
            "get_lock",
            "release_lock",
            "release_all_locks",
            "is_free_lock",
            "is_used_lock",
            "last_insert_id",
            "random_bytes",
            "row_count",
            "found_rows",
            "load_file",
            "master_pos_wait",
            "source_pos_wait",
            "statement_digest",
            "name_const");

    private final List<Token> tokens;
    private final Set<String> volatileFunctions;

    MySqlText(Walk walk, int start, int end) {
        this(walk, walk.text.substring(start, end), start);
    }

    private MySqlText(Walk walk, String text, int start) {
        volatileFunctions = walk.volatileFunctions;
        List<Token> all = new ArrayList<>();
        try {
            for (Token t : walk.dialect.tokens(text)) {
                all.add(new Token(t.kind(), t.start() + start, t.end() + start, t.value()));
            }
        } catch (LexicalError e) {
            throw new Refusal("Crossfade: " + e.getMessage(), "Write the statement in a simpler form.", start);
        }
        tokens = all;
    }

    /** Whether a query shows each row once. */
    static boolean isDistinct(Walk walk, Body.Select select) {
        return walk.text
                .substring(select.start(), select.items().get(0).expression().start())
                .toLowerCase(Locale.ROOT)
                .contains("distinct");
    }

    /** A part of the text as it will be. */
    static MySqlText rewritten(Walk walk, int start, int end) {
        return new MySqlText(walk, walk.edits.render(start, end), start);
    }

    List<Token> parameters() {
        return tokens.stream().filter(t -> t.kind() == Token.Kind.PARAMETER).toList();
    }

    /** Whether it may be another value when it is computed again. */
    boolean isVolatile() {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol(":=")) {
                return true;
            }
            if (token.isName() && i + 1 < tokens.size() && tokens.get(i + 1).isSymbol("(")) {
                String function = token.value().toLowerCase(Locale.ROOT);
                if (VOLATILE.contains(function) || volatileFunctions.contains(function)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a name in it could be one of {@code columns}. */
    boolean names(Set<String> columns) {
        return tokens.stream()
                .anyMatch(t -> t.isName() && columns.contains(t.value().toLowerCase(Locale.ROOT)));
    }

    /** Whether a name in it could be one of {@code columns} of the table that the statement calls {@code table}. */
    boolean names(Set<String> columns, String table) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isName() && columns.contains(token.value().toLowerCase(Locale.ROOT))) {
                boolean qualified = i > 1 && tokens.get(i - 1).isSymbol(".");
                if (!qualified || tokens.get(i - 2).value().equalsIgnoreCase(table)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean limits() {
        return tokens.stream().anyMatch(t -> t.is("limit"));
    }

    /** The characters of {@code text} that {@code bytes} of UTF-8 hold. */
    static String cut(String text, int bytes) {
        int left = bytes;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            left -= c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (left < 0) {
                return text.substring(0, i);
            }
            i += Character.charCount(c);
        }
        return text;
    }

    static Set<String> columnsOf(ColumnMigration migration) {
        Set<String> columns = new HashSet<>(migration.oldColumns());
        migration.newColumns().forEach(n -> columns.add(n.name()));
        return columns;
    }
}
