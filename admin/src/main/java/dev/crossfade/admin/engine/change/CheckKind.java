package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.config.SchemaChange;
import dev.crossfade.admin.engine.Finding;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CHECK: NOT VALID first, which new rows must hold at once, then VALIDATE. */
final class CheckKind implements Kind {
    private final SchemaChange.Check check;

    CheckKind(SchemaChange.Check check) {
        this.check = check;
    }

    /** On lines of its own, so that a comment at its end does not swallow what comes after. */
    private String condition() {
        return "(" + check.expression() + "\n)";
    }

    @Override
    public List<ChangeStep> steps() {
        return List.of(
                new Steps.Scan(this::violations),
                new Steps.Alter(
                        "add",
                        "from here on a row that breaks it is refused (23514)",
                        "ACCESS EXCLUSIVE",
                        "the constraint is there, not valid yet",
                        List.of(),
                        t -> List.of("ALTER TABLE " + t.quoted() + " ADD CONSTRAINT " + TableName.quote(check.name())
                                + " CHECK " + condition() + " NOT VALID"),
                        t -> List.of(Relations.dropConstraint(t, check.name()))),
                new Steps.Validate(check.name(), Steps.CONCURRENT, 1));
    }

    /** The expression may name the table, so that the table cannot bear another name beside it. */
    private Violations violations(Target target) {
        String broken = " FROM " + target.quoted() + " WHERE " + condition() + " IS FALSE";
        return new Violations(
                "SELECT count(*)" + broken,
                "SELECT " + target.key() + " FROM " + target.quoted() + " t WHERE t.ctid = ANY (ARRAY(SELECT ctid"
                        + broken + " LIMIT " + Violations.EXAMPLES + "))",
                "row(s) break " + check.name(),
                "Correct them, and see to it that no new ones come.");
    }

    @Override
    public List<Finding> findings(Connection connection, Target target) throws SQLException {
        List<Finding> findings = new ArrayList<>(Relations.constraintIsThere(connection, target, check.name()));
        String refused = Relations.tries(connection, target, t -> "ALTER TABLE " + t + " ADD CHECK " + condition());
        if (refused != null) {
            findings.add(new Finding("the expression of " + check.name() + ": " + refused, "Correct it in the file."));
        } else {
            Finding violated = violations(target).findQuickly(connection);
            if (violated != null) {
                findings.add(violated);
            }
        }
        return findings;
    }

    @Override
    public List<String> notes(Connection connection, Target target) {
        return List.of();
    }

    @Override
    public String wayBack(@Nullable String memo) {
        return "rollback: DROP CONSTRAINT " + TableName.quote(check.name());
    }
}
