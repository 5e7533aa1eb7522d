package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.config.SchemaChange;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE INDEX CONCURRENTLY. */
final class CreateIndexKind implements Kind {
    private final SchemaChange.CreateIndex index;

    CreateIndexKind(SchemaChange.CreateIndex index) {
        this.index = index;
    }

    @Override
    public List<ChangeStep> steps() {
        return List.of(new Steps.BuildIndex(index.name(), index.unique(), index.definition()));
    }

    @Override
    public List<Finding> findings(Connection connection, Target target) throws SQLException {
        List<Finding> findings = new ArrayList<>(Relations.relationIsThere(connection, target, index.name()));
        String refused = Relations.tries(
                connection,
                target,
                t -> "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX ON " + t + " " + index.definition());
        if (refused != null) {
            findings.add(new Finding(
                    "index " + index.name() + ": " + refused, "Write what CREATE INDEX says after the table's name."));
        }
        return findings;
    }

    @Override
    public List<String> notes(Connection connection, Target target) {
        List<String> notes = new ArrayList<>();
        notes.add("the index needs disk space, and so does its log; the server does not tell how much is free");
        if (index.unique()) {
            notes.add("rows that are there more than once are found while it is built; the index is removed then");
        }
        return notes;
    }

    @Override
    public String wayBack(@Nullable String memo) {
        return "rollback: DROP INDEX CONCURRENTLY " + TableName.quote(index.name());
    }
}
