package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.LetterTriggers;
import dev.crossfade.admin.engine.sql.ObserveTriggers;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a migration's guard trigger can do its work. */
final class Guard {
    /**
     * pg_trigger.tgtype: 1 row, 2 before, 4 insert, 16 update. Names compare by their bytes, which is how they fire. Users'
     * triggers that can change a row must stand between our first and our last.
     */
    private static final String PROBLEM = """
            SELECT CASE
                WHEN g.tgname IS NULL THEN 'the guard trigger ' || w.name || ' is gone'
                WHEN g.tgenabled NOT IN ('O', 'A') THEN 'the guard trigger ' || w.name || ' is disabled'
                WHEN u.tgname > g.tgname
                THEN 'trigger ' || u.tgname || ' fires after the guard trigger, which does not see what it changes'
                WHEN f.tgname IS NULL
                THEN 'trigger ' || u.tgname || ' is new, and the guard cannot tell what it changes until resume'
                ELSE 'trigger ' || u.tgname || ' fires before the guard''s first trigger, which does not see what comes in' END
            FROM (SELECT ?::text AS name, ?::text AS first, ?::bigint::oid AS tab) AS w
            LEFT JOIN pg_catalog.pg_trigger g ON g.tgrelid = w.tab AND g.tgname = w.name::name
            LEFT JOIN pg_catalog.pg_trigger f ON f.tgrelid = w.tab AND f.tgname = w.first::name
            LEFT JOIN pg_catalog.pg_trigger u ON u.tgrelid = g.tgrelid AND u.tgname NOT IN (g.tgname, w.first::name)
              AND NOT u.tgisinternal AND u.tgenabled <> 'D' AND u.tgtype & 3 = 3 AND u.tgtype & 20 <> 0
              AND (u.tgname > g.tgname OR f.tgname IS NULL OR u.tgname < f.tgname)
            WHERE g.tgname IS NULL OR g.tgenabled NOT IN ('O', 'A') OR u.tgname IS NOT NULL
            LIMIT 1""";

    /**
     * The triggers as they are, in words that change with whatever is done to them: xmin is the transaction that wrote a row of
     * pg_trigger last, and disabling a trigger and enabling it again writes it twice.
     */
    private static final String VERSION = """
            SELECT coalesce(string_agg(concat_ws(' ', t.tgname, t.tgenabled, t.xmin, hashtext(p.prosrc)), ', '
                                       ORDER BY t.tgname), '')
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_trigger t ON t.tgfoid = p.oid AND t.tgrelid = ?::bigint::oid
            WHERE p.pronamespace = pg_catalog.to_regnamespace(?) AND p.proname IN (?, ?, ?)""";

    /** Our triggers that do not fire whatever session_replication_role is, and whether there are other ones than we made. */
    private static final String TOUCHED = """
            SELECT coalesce(
              (SELECT 'trigger ' || t.tgname || CASE t.tgenabled WHEN 'D' THEN ' is disabled'
                                                 ELSE ' was disabled for a while' END
               FROM pg_catalog.pg_proc p
               JOIN pg_catalog.pg_trigger t ON t.tgfoid = p.oid AND t.tgrelid = ?::bigint::oid
               WHERE p.pronamespace = pg_catalog.to_regnamespace(?) AND p.proname IN (?, ?, ?) AND t.tgenabled <> 'A'
               ORDER BY t.tgenabled <> 'D', t.tgname LIMIT 1),
              'a trigger of the migration is gone, was changed or was disabled for a while')
            FROM crossfade.migration m
            WHERE m.name = ? AND m.guard_version <> (:version)""".replace(":version", VERSION);

    private Guard() {}

    private static Object[] ours(Shape shape) {
        return new Object[] {
            shape.tableOid(),
            ColumnMigration.SCHEMA,
            GuardFunction.functionName(shape.migration()),
            LetterTriggers.functionName(shape.migration()),
            ObserveTriggers.functionName(shape.migration())
        };
    }

    /** Writes down how the triggers are, in the transaction that made them so. */
    static void made(Connection connection, Shape shape) throws SQLException {
        String version = Db.first(connection, VERSION, row -> row.getString(1), ours(shape));
        Db.update(
                connection,
                "UPDATE crossfade.migration SET guard_version = ? WHERE name = ?",
                version,
                shape.migration().name());
    }

    /** What was done to the triggers since they were made, in words, or null. */
    private static @Nullable String touched(Connection connection, Shape shape) throws SQLException {
        Object[] ours = ours(shape);
        return Db.first(
                connection,
                TOUCHED,
                row -> row.getString(1),
                Stream.of(ours, new Object[] {shape.migration().name()}, ours)
                        .flatMap(Arrays::stream)
                        .toArray());
    }

    /** What keeps writes of old alone from new after the release, in words, or null. */
    static @Nullable String turnedProblem(Connection connection, Shape shape) throws SQLException {
        String problem = touched(connection, shape);
        return problem == null
                ? null
                : problem + ": what is written to old alone around the proxy is lost when old is dropped. Compare the"
                        + " rows written since; resume puts it back";
    }

    /** What to say when old is to be let go and {@code problem} was found. */
    static String lost(String problem) {
        return problem + ", and what was written to old alone since would be lost; go back to shadow and resume";
    }

    /** Whether there is a guard on any of the tables. */
    static boolean isOnAny(Connection connection, Shape shape) throws SQLException {
        for (Shape member : shape.members()) {
            if (Db.first(
                            connection,
                            "SELECT tgname FROM pg_catalog.pg_trigger WHERE tgrelid = ?::bigint::oid AND tgname = ?::name",
                            row -> row.getString(1),
                            member.tableOid(),
                            member.migration().guardTrigger())
                    != null) {
                return true;
            }
        }
        return false;
    }

    /** The first of those that move as one whose triggers have a {@link #problem}. */
    static @Nullable String problemOfAny(Connection connection, Shape shape, boolean guarded) throws SQLException {
        return ofAny(shape, member -> problem(connection, member, guarded));
    }

    /** The same for {@link #turnedProblem}. */
    static @Nullable String turnedProblemOfAny(Connection connection, Shape shape) throws SQLException {
        return ofAny(shape, member -> turnedProblem(connection, member));
    }

    private interface Question {
        @Nullable
        String of(Shape member) throws SQLException;
    }

    private static @Nullable String ofAny(Shape shape, Question question) throws SQLException {
        for (Shape member : shape.members()) {
            String problem = question.of(member);
            if (problem != null) {
                return shape.companions().isEmpty()
                        ? problem
                        : "table " + member.migration().table() + ": " + problem;
            }
        }
        return null;
    }

    /**
     * What keeps the triggers from carrying every write, or did for a while, in words, or null.
     *
     * @param guarded whether there is a guard; if not, there may still be triggers that record dead letters
     */
    static @Nullable String problem(Connection connection, Shape shape, boolean guarded) throws SQLException {
        String problem = guarded
                ? Db.first(
                        connection,
                        PROBLEM,
                        row -> row.getString(1),
                        shape.migration().guardTrigger(),
                        shape.migration().firstTrigger(),
                        shape.tableOid())
                : null;
        return problem == null ? touched(connection, shape) : problem;
    }
}
