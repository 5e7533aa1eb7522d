package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.RewriteResult.ResultColumn;
import dev.crossfade.proxy.rewrite.lex.Lexer;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which columns the rows of a session's cursors and of its statements prepared by SQL must be seen as. FETCH and EXECUTE name
 * no table: what their rows are was told by DECLARE and PREPARE. A text is {@link #read} when it is sent; what its statements
 * do is {@link #done} when each has succeeded, in the order of the answers, so nothing has to be undone. Not thread-safe.
 *
 * <p>Names are compared as the text has them, in whatever encoding it was decoded.
 */
public final class HeldRows {
    /** Cursors and statements remembered; with more, all are forgotten, and their computed columns show no identity. */
    static final int MAX_HELD = 1000;

    /** Longer texts, in bytes, are not read where they hold no rows themselves. */
    public static final int MAX_READ_BYTES = 64 << 10;

    private final Map<String, Held> cursors = new HashMap<>();
    private final Map<String, Held> prepared = new HashMap<>();
    private boolean used;

    /** @param survives whether it is there after its transaction */
    private record Held(List<ResultColumn> columns, boolean survives) {}

    private enum Verb {
        DECLARE,
        FETCH,
        CLOSE,
        PREPARE,
        EXECUTE,
        DEALLOCATE,
        DISCARD_ALL
    }

    /**
     * What one statement does with a name.
     *
     * @param name null for all
     */
    public record Act(Verb verb, @Nullable String name, boolean survives) {}

    /**
     * What each statement of a text that is sent will do with names; null where that does not matter, as in nearly all
     * sessions.
     *
     * @param holds {@link RewriteResult.Rewritten#holdsRows}
     */
    public @Nullable List<@Nullable Act> read(String text, boolean holds, boolean standardConformingStrings) {
        used |= holds;
        if (!used) {
            return null;
        }
        List<@Nullable Act> acts = new ArrayList<>();
        boolean any = false;
        try {
            for (List<Token> statement : Statements.split(Lexer.tokens(text, standardConformingStrings))) {
                Act act = act(statement);
                acts.add(act);
                any |= act != null;
            }
        } catch (LexicalError e) {
            return null; // an error to the server, too
        }
        return any ? acts : null;
    }

    /** For a text that was not read and may use names anew: when a statement of it succeeds, all that is remembered is forgotten. */
    public List<@Nullable Act> unread() {
        List<@Nullable Act> acts = new ArrayList<>();
        acts.add(new Act(Verb.DISCARD_ALL, null, false));
        return acts;
    }

    /** All has been answered: while nothing is remembered, texts need not be read. */
    public void idle() {
        used = !cursors.isEmpty() || !prepared.isEmpty();
    }

    /** Whether anything is, or may come to be, remembered. */
    public boolean isUsed() {
        return used;
    }

    private static @Nullable Act act(List<Token> statement) {
        Token first = statement.get(0);
        if (statement.size() < 2 || first.kind() != Token.Kind.WORD) {
            return null;
        }
        Token second = statement.get(1);
        Token last = statement.get(statement.size() - 1);
        return switch (first.value()) {
            case "declare" -> new Act(Verb.DECLARE, second.value(), isWithHold(statement));
            case "fetch" -> new Act(Verb.FETCH, last.value(), false);
            case "close" -> new Act(Verb.CLOSE, last.is("all") ? null : last.value(), false);
            case "prepare" -> second.is("transaction") ? null : new Act(Verb.PREPARE, second.value(), true);
            case "execute" -> new Act(Verb.EXECUTE, second.value(), false);
            case "deallocate" -> new Act(Verb.DEALLOCATE, last.is("all") ? null : last.value(), false);
            case "discard" -> second.is("all") ? new Act(Verb.DISCARD_ALL, null, false) : null;
            default -> null;
        };
    }

    /** {@code WITH HOLD} stands between CURSOR and FOR. */
    private static boolean isWithHold(List<Token> declare) {
        for (int i = 2; i + 1 < declare.size() && !declare.get(i).is("for"); i++) {
            if (declare.get(i).is("with") && declare.get(i + 1).is("hold")) {
                return true;
            }
        }
        return false;
    }

    /** What the rows that come of {@code act} must be seen as; empty for as they are. */
    public List<ResultColumn> columns(Act act) {
        Held held = switch (act.verb()) {
            case FETCH -> cursors.get(act.name());
            case EXECUTE -> prepared.get(act.name());
            case DECLARE, CLOSE, PREPARE, DEALLOCATE, DISCARD_ALL -> null;
        };
        return held == null ? List.of() : held.columns();
    }

    /**
     * A statement has succeeded.
     *
     * @param columns of the rows that it holds
     */
    public void done(Act act, List<ResultColumn> columns) {
        switch (act.verb()) {
            case DECLARE -> put(cursors, act, columns);
            case PREPARE -> put(prepared, act, columns);
            case CLOSE -> remove(cursors, act.name());
            case DEALLOCATE -> remove(prepared, act.name());
            case DISCARD_ALL -> {
                cursors.clear();
                prepared.clear();
            }
            case FETCH, EXECUTE -> {}
        }
    }

    private void put(Map<String, Held> names, Act act, List<ResultColumn> columns) {
        names.remove(act.name());
        if (columns.isEmpty() || act.name() == null) {
            return;
        }
        if (cursors.size() + prepared.size() >= MAX_HELD) {
            cursors.clear();
            prepared.clear();
        }
        names.put(act.name(), new Held(List.copyOf(columns), act.survives()));
    }

    private static void remove(Map<String, Held> names, @Nullable String name) {
        if (name == null) {
            names.clear();
        } else {
            names.remove(name);
        }
    }

    /** The server is outside a transaction: cursors without hold are gone. */
    public void transactionEnded() {
        if (!cursors.isEmpty()) {
            cursors.values().removeIf(held -> !held.survives());
        }
    }
}
