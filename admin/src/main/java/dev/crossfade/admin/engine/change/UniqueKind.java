package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.config.SchemaChange;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.ShapeReader;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** UNIQUE: the index first, concurrently, then the constraint takes it over. */
final class UniqueKind implements Kind {
    private final SchemaChange.Unique unique;

    UniqueKind(SchemaChange.Unique unique) {
        this.unique = unique;
    }

    @Override
    public List<ChangeStep> steps() {
        return List.of(
                new Steps.Scan(t -> duplicates(t, unique.columns())),
                new Steps.BuildIndex(unique.name(), true, "(" + Relations.list(unique.columns()) + ")"),
                new Steps.Alter(
                        "constraint",
                        "the constraint takes the index over; no row is read",
                        "ACCESS EXCLUSIVE",
                        "the constraint is there",
                        List.of(),
                        t -> List.of("ALTER TABLE " + t.quoted() + " ADD CONSTRAINT " + TableName.quote(unique.name())
                                + " UNIQUE USING INDEX " + TableName.quote(unique.name())),
                        t -> List.of(Relations.dropConstraint(t, unique.name()))));
    }

    /** Groups of rows with the same values. */
    static Violations duplicates(Target target, List<String> columns) {
        String list = Relations.list(columns);
        String given =
                columns.stream().map(c -> TableName.quote(c) + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String from = " FROM " + target.quoted() + " WHERE " + given + " GROUP BY " + list + " HAVING count(*) > 1";
        String shown = columns.stream()
                .map(c -> ShapeReader.literal(c + " = ") + " || " + TableName.quote(c) + "::text")
                .collect(Collectors.joining(" || ', ' || "));
        return new Violations(
                "SELECT count(*) FROM (SELECT" + from + ") AS d",
                "SELECT " + shown + " || ' (' || count(*) || ' rows)'" + from,
                "value(s) of " + String.join(", ", columns) + " are there more than once",
                "Keep one row of each, and see to it that no new ones come.");
    }

    @Override
    public List<Finding> findings(Connection connection, Target target) throws SQLException {
        List<Finding> findings = new ArrayList<>(Relations.missing(connection, target, unique.columns()));
        findings.addAll(Relations.constraintIsThere(connection, target, unique.name()));
        if (findings.isEmpty()) {
            findings.addAll(Relations.relationIsThere(connection, target, unique.name()));
            String refused = Relations.tries(
                    connection,
                    target,
                    t -> "ALTER TABLE " + t + " ADD UNIQUE (" + Relations.list(unique.columns()) + ")");
            if (refused != null) {
                findings.add(new Finding(unique.name() + ": " + refused, "Name columns that can be compared."));
                return findings;
            }
            Finding violated = duplicates(target, unique.columns()).findQuickly(connection);
            if (violated != null) {
                findings.add(violated);
            }
        }
        return findings;
    }

    @Override
    public List<String> notes(Connection connection, Target target) {
        return List.of("the index needs disk space, and so does its log; the server does not tell how much is free");
    }

    @Override
    public String wayBack(@Nullable String memo) {
        return "rollback: DROP CONSTRAINT " + TableName.quote(unique.name());
    }
}
