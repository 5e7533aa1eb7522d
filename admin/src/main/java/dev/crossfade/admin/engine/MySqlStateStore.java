package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.MySqlState;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * State in database {@code crossfade} of a MySQL server, which all databases of the server share: each has a row of its own in
 * table {@code engine}, and a migration says which it is of. DDL commits by itself there, so a step that changes a table records
 * what it is about to do before, and what it has done after.
 */
final class MySqlStateStore extends StateStore {
    private static final String SAVED = "FROM crossfade.migration WHERE name = ?";

    private final String database;

    /** @param database its name at the server */
    MySqlStateStore(UUID instance, String database) {
        super(instance.toString());
        this.database = database;
    }

    @Override
    boolean exists(Connection connection) throws SQLException {
        return MySqlPlatform.hasTable(connection, "dead_letter");
    }

    @Override
    void create(Connection connection) throws SQLException {
        if (!exists(connection)) {
            Db.execute(connection, MySqlState.TABLES);
        }
        takeOver(connection);
    }

    @Override
    void takeOver(Connection connection) throws SQLException {
        Db.update(
                connection,
                "INSERT INTO crossfade.engine (name, instance) VALUES (?, ?) ON DUPLICATE KEY UPDATE"
                        + " since = IF(instance = VALUES(instance), since, CURRENT_TIMESTAMP(6)),"
                        + " instance = VALUES(instance)",
                database,
                instance());
    }

    @Override
    String orUpdate(String key, List<String> columns) {
        return " ON DUPLICATE KEY UPDATE "
                + columns.stream()
                        .map(column -> column + " = VALUES(" + column + ")")
                        .collect(Collectors.joining(", "));
    }

    /** Another database's migration of the name is not this one. */
    @Override
    @Nullable
    Evidence load(Connection connection, String migration) throws SQLException {
        return exists(connection) && isOurs(connection, migration) ? super.load(connection, migration) : null;
    }

    private boolean isOurs(Connection connection, String migration) throws SQLException {
        return database.equals(
                Db.first(connection, "SELECT database_name " + SAVED, row -> row.getString(1), migration));
    }

    @Override
    void begin(Connection connection, Shape shape, String digest, Step step) throws SQLException {
        ColumnMigration definition = shape.migration();
        String name = definition.name();
        String of =
                Db.first(connection, "SELECT database_name " + SAVED + " FOR UPDATE", row -> row.getString(1), name);
        if (of != null && !of.equals(database)) {
            throw new CrossfadeException(
                    Problem.WRONG_STATE,
                    "database " + of + " of the same server has a migration " + name
                            + ", and both would share functions",
                    "Give this one another name.");
        }
        int rows = Db.update(
                connection,
                "INSERT INTO crossfade.migration (name, database_name, digest, definition, step)"
                        + " SELECT ?, ?, ?, ?, ? FROM crossfade.engine WHERE instance = ?"
                        + orUpdate("name", List.of("digest", "definition", "step"))
                        + ", failed_step = NULL, message = NULL, paused = false, updated_at = CURRENT_TIMESTAMP(6)",
                name,
                database,
                digest,
                Definitions.toJson(definition),
                step.word(),
                instance());
        mustHaveChanged(rows, name);
    }

    /** MySQL assigns from left to right, and each sees what was assigned before it: whether a release is under way is asked first. */
    @Override
    void leaveRampDown(Connection connection, String migration) throws SQLException {
        boolean releasing = Step.RELEASE
                .word()
                .equals(Db.first(
                        connection,
                        "SELECT coalesce(failed_step, step) " + SAVED + " FOR UPDATE",
                        row -> row.getString(1),
                        migration));
        int rows = Db.update(
                connection,
                "UPDATE crossfade.migration SET epoch = epoch + 1"
                        + (releasing ? ", step = 'retract', failed_step = NULL, message = NULL, paused = false" : "")
                        + ", updated_at = CURRENT_TIMESTAMP(6) WHERE name = ? AND NOT released"
                        + " AND EXISTS (SELECT 1 FROM crossfade.engine WHERE instance = ?)",
                migration,
                instance());
        mustHaveChanged(rows, migration);
    }

    /** What moves on MySQL is renamed: every value converts, and there are no dead letters. */
    @Override
    void forgetLetters(Connection connection, String migration, Verification.Result found) {}

    /** There is no guard to be told. */
    @Override
    void truth(Connection connection, ColumnMigration migration, Side side) {}
}
