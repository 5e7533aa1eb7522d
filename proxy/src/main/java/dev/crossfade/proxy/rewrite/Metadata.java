package dev.crossfade.proxy.rewrite;

import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.Side;
import dev.crossfade.proxy.Catalog.Column;
import dev.crossfade.proxy.Catalog.Relation;
import dev.crossfade.proxy.rewrite.lex.Token;
import dev.crossfade.proxy.rewrite.model.Name;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells of its tables, as a client must see it: without the columns of the side it does not speak, and what
 * hangs on these. Immutable.
 */
public interface Metadata {
    /** Nothing is hidden. */
    Metadata AS_IT_IS = new Metadata() {
        @Override
        public boolean isNamedIn(List<Token> statement) {
            return false;
        }

        @Override
        public Metadata in(List<Token> statement) {
            return this;
        }

        @Override
        public @Nullable String visible(List<Name> names) {
            return null;
        }
    };

    /** Whether a statement may read the server's own catalogs while there is something to hide in them. */
    boolean isNamedIn(List<Token> statement);

    /**
     * This for a statement in which queries can stand in place of the catalogs, else {@link #AS_IT_IS}: the whole truth is
     * better than an error.
     */
    Metadata in(List<Token> statement);

    /** The condition for the rows of a relation that are to be seen, or null when all are. */
    @Nullable
    String visible(List<Name> names);

    /** Hides rows from a statement, no query, that shows a table's columns or indexes; any other is left as it is. */
    default void show(List<Token> statement, String text, Edits edits) {}

    /** The columns of {@code table}, as the catalog names them, that a client under {@code rule} must not see. */
    static List<Column> hidden(MigrationRule rule, Relation table) {
        List<String> olds = rule.migration().oldColumns();
        List<@Nullable Column> added = rule.migration().newColumns().stream()
                .map(column -> table.column(column.name()))
                .toList();
        if (table.gone().containsAll(olds)
                || (rule.speaks() == Side.OLD && olds.stream().allMatch(old -> table.column(old) == null))) {
            return List.of(); // one side is left, and there is nothing else to show
        }
        if (rule.speaks() == Side.OLD) {
            return added.stream().filter(Objects::nonNull).toList();
        }
        return added.contains(null) // the table has no other columns yet
                ? List.of()
                : olds.stream().map(table::column).filter(Objects::nonNull).toList();
    }
}
