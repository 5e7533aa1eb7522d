package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Finding;
import dev.crossfade.admin.engine.StepFailedException;
import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SET NOT NULL without reading the table under a lock: the server skips that where a valid CHECK proves that there is no NULL
 * (https://www.postgresql.org/docs/15/sql-altertable.html, SET NOT NULL), and a CHECK can be proved under a weak one.
 */
final class NotNullKind implements Kind {
    private final String column;
    private final String constraint;

    NotNullKind(String change, String column) {
        this.column = column;
        this.constraint = Ddl.indexName(change, "not_null");
    }

    @Override
    public List<ChangeStep> steps() {
        return List.of(
                new Steps.Scan(this::violations),
                new Steps.Alter(
                        "check",
                        "from here on a row without a value is refused (23514, later 23502)",
                        "ACCESS EXCLUSIVE",
                        "the constraint is there, not valid yet",
                        List.of(),
                        t -> List.of(addCheck(t)),
                        t -> List.of(dropCheck(t))),
                new Steps.Validate(constraint, Steps.CONCURRENT, 1),
                new Steps.Alter(
                        "set",
                        "no row is read: the valid CHECK proves it, and goes in the same transaction",
                        "ACCESS EXCLUSIVE",
                        "the column is NOT NULL",
                        List.of(),
                        this::set,
                        t -> List.of(alter(t) + "DROP NOT NULL", addCheck(t))));
    }

    private Violations violations(Target target) {
        return Violations.rows(
                target,
                "t." + TableName.quote(column) + " IS NULL",
                "row(s) have no value in " + column,
                "Fill them, and see to it that no new ones come.");
    }

    private String alter(Target target) {
        return "ALTER TABLE " + target.quoted() + " ALTER COLUMN " + TableName.quote(column) + " ";
    }

    private String addCheck(Target target) {
        return "ALTER TABLE " + target.quoted() + " ADD CONSTRAINT " + TableName.quote(constraint) + " CHECK ("
                + TableName.quote(column) + " IS NOT NULL) NOT VALID";
    }

    private String dropCheck(Target target) {
        return Relations.dropConstraint(target, constraint);
    }

    private List<String> set(Target target) {
        return List.of(alter(target) + "SET NOT NULL", dropCheck(target));
    }

    /** All of it as the end of another step, which is recorded as taken back with it. */
    void restore(Work work) throws SQLException, InterruptedException {
        Target target = work.target();
        Finding nulls = Steps.Scan.look(work, this::violations);
        if (nulls != null) {
            throw new StepFailedException(
                    column + " was NOT NULL before, and cannot be again: " + nulls + " Then abort again");
        }
        work.ddlOnTheWay("NOT NULL of " + column, List.of(dropCheck(target), addCheck(target)));
        new Steps.Validate(constraint, "", 1).run(work);
        work.ddl("NOT NULL of " + column, List.of(), true, set(target));
    }

    @Override
    public List<Finding> findings(Connection connection, Target target) throws SQLException {
        Boolean isNotNull = Relations.isNotNull(connection, target, column);
        if (isNotNull == null) {
            return Relations.missing(connection, target, List.of(column));
        }
        if (isNotNull) {
            return List.of(new Finding(
                    column + " of table " + target.name() + " is NOT NULL already", "There is nothing to do."));
        }
        List<Finding> findings = new ArrayList<>(Relations.constraintIsThere(connection, target, constraint));
        Finding violated = violations(target).findQuickly(connection);
        if (violated != null) {
            findings.add(violated);
        }
        return findings;
    }

    @Override
    public List<String> notes(Connection connection, Target target) {
        return List.of();
    }

    @Override
    public String wayBack(@Nullable String memo) {
        return "rollback: ALTER COLUMN " + TableName.quote(column) + " DROP NOT NULL";
    }
}
