package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whether a migration's guard trigger can do its work. */
final class Guard {
    /** pg_trigger.tgtype: 1 row, 2 before, 4 insert, 16 update. Names compare by their bytes, which is how they fire. */
    private static final String PROBLEM = """
            SELECT CASE
                WHEN g.tgname IS NULL THEN 'the guard trigger ' || w.name || ' is gone'
                WHEN g.tgenabled NOT IN ('O', 'A') THEN 'the guard trigger ' || w.name || ' is disabled'
                ELSE 'trigger ' || later.tgname || ' fires after the guard trigger, which does not see what it changes' END
            FROM (SELECT ?::text AS name) AS w
            LEFT JOIN pg_catalog.pg_trigger g ON g.tgrelid = ?::bigint::oid AND g.tgname = w.name::name
            LEFT JOIN pg_catalog.pg_trigger later ON later.tgrelid = g.tgrelid AND later.tgname > g.tgname
              AND NOT later.tgisinternal AND later.tgenabled <> 'D' AND later.tgtype & 3 = 3 AND later.tgtype & 20 <> 0
            WHERE g.tgname IS NULL OR g.tgenabled NOT IN ('O', 'A') OR later.tgname IS NOT NULL
            LIMIT 1""";

    /** After the release there are two, which carry what is written to old alone; none where there was no guard. */
    private static final String TURNED_PROBLEM = """
            SELECT CASE WHEN t.tgname IS NULL THEN 'a trigger of the guard is gone'
                        ELSE 'trigger ' || t.tgname || ' of the guard is disabled' END
            FROM pg_catalog.pg_proc p
            LEFT JOIN LATERAL (
              SELECT g.tgname FROM pg_catalog.pg_trigger g
              WHERE g.tgrelid = ?::bigint::oid AND g.tgfoid = p.oid AND g.tgenabled NOT IN ('O', 'A')) AS t ON true
            WHERE p.pronamespace = pg_catalog.to_regnamespace(?) AND p.proname = ?
              AND (t.tgname IS NOT NULL
                   OR (SELECT count(*) FROM pg_catalog.pg_trigger g
                       WHERE g.tgrelid = ?::bigint::oid AND g.tgfoid = p.oid) < 2)
            LIMIT 1""";

    private Guard() {}

    /** What keeps writes of old alone from new after the release, in words, or null. */
    static @Nullable String turnedProblem(Connection connection, Shape shape) throws SQLException {
        String problem = Db.first(
                connection,
                TURNED_PROBLEM,
                row -> row.getString(1),
                shape.tableOid(),
                ColumnMigration.SCHEMA,
                GuardFunction.functionName(shape.migration()),
                shape.tableOid());
        return problem == null
                ? null
                : problem + ": what is written to old alone around the proxy is lost when old is dropped. Compare the"
                        + " rows written since, and enable it";
    }

    /** What to say when old is to be let go and {@code problem} was found. */
    static String lost(String problem) {
        return problem + ", and what was written to old alone since would be lost; go back to shadow and resume";
    }

    /** What keeps the trigger from carrying every write, in words, or null. */
    static @Nullable String problem(Connection connection, Shape shape) throws SQLException {
        return Db.first(
                connection, PROBLEM, row -> row.getString(1), shape.migration().guardTrigger(), shape.tableOid());
    }
}
