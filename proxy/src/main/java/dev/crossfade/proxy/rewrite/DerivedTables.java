package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.Scope.Binding;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tables of FROM that a query over their visible columns stands for: {@code (SELECT id, … AS name FROM t) AS t}. What such a
 * relation shows is what the client's table shows, so that names, stars, joins and whole rows mean there what the client
 * means. It is the last resort: it has no system columns, and the server knows no key of it.
 */
final class DerivedTables {
    private final Set<Integer> places = new HashSet<>();
    private final boolean locks;

    /** Ends a walk that must begin again, with one derived table more. Has no stack trace. */
    static final class Again extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Again() {
            super(null, null, false, false);
        }
    }

    /** {@code allowed}: whether the server takes queries for the tables of {@code statement}. */
    DerivedTables(List<Token> statement, boolean allowed) {
        boolean found = !allowed;
        for (int i = 1; i < statement.size(); i++) {
            Token token = statement.get(i);
            boolean strength = token.is("update") || token.is("share") || token.is("no") || token.is("key");
            found |= strength && statement.get(i - 1).is("for");
        }
        locks = found;
    }

    /** Whether the table whose reference begins at {@code place} is to be derived. */
    boolean has(int place) {
        return places.contains(place);
    }

    /**
     * The walk cannot go on with this table as it is. Returns when the walk is only learning; else throws: {@link Again}, or
     * {@code otherwise} where the table is written, or rows are locked (a lock on a derived table takes every row of it), or
     * who asks may perhaps not read every column.
     */
    void ask(Binding binding, Speech speech, Refusal otherwise) {
        if (speech.isLearning()) {
            return;
        }
        MigratingTable table = binding.migrating();
        if (locks
                || (table != null && table.relation().columnGrants())
                || binding.place() < 0
                || !places.add(binding.place())) {
            throw otherwise;
        }
        throw new Again();
    }
}
