package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one kind of change is carried out. Immutable: what it says depends on its arguments only. */
public interface Kind {
    /** In order, never empty, always the same for a file: the database remembers where it stands by their words. */
    List<ChangeStep> steps();

    /**
     * What keeps it from starting. In a transaction that is rolled back, so it may try things out, as long as it takes no lock
     * on the table that somebody would notice.
     */
    List<Finding> findings(Connection connection, Target target) throws SQLException;

    /** What is worth knowing before it starts but does not keep it from that. */
    List<String> notes(Connection connection, Target target) throws SQLException;

    /** How it is undone once it is done, or that it cannot be, in words. */
    String wayBack(@Nullable String memo);

    /** The column that nobody may name any more, or null. Statements that do are noticed from the file's reading on. */
    default @Nullable String watchedColumn() {
        return null;
    }
}
