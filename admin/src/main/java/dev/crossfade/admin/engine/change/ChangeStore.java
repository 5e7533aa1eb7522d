package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.config.ChangeSpec;
import dev.crossfade.admin.engine.Control;
import dev.crossfade.admin.engine.Db;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of changes, table {@code crossfade.change} of the changed database, so that it commits together with the work it
 * describes. Fenced as that of column migrations is: by the engine that took the lock last, and by the epoch.
 */
final class ChangeStore {
    private static final String FENCE = " AND epoch = ? AND EXISTS (SELECT FROM crossfade.engine WHERE instance = ?)";

    private final UUID instance;

    ChangeStore(UUID instance) {
        this.instance = instance;
    }

    /** What the database says, or null when it was never started there. */
    @Nullable
    ChangeState load(Connection connection, String change) throws SQLException {
        if (!Boolean.TRUE.equals(
                Db.first(connection, "SELECT to_regclass('crossfade.change') IS NOT NULL", row -> row.getBoolean(1)))) {
            return null;
        }
        return Db.first(
                connection,
                "SELECT definition, table_oid::bigint, epoch, step, failed, message, paused, undoing, finished, memo,"
                        + " started_at, used_at, done_at FROM crossfade.change WHERE name = ?",
                ChangeStore::state,
                change);
    }

    private static ChangeState state(ResultSet row) throws SQLException {
        Instant started = instant(row, 11);
        return new ChangeState(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getBoolean(5),
                row.getString(6),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getBoolean(9),
                row.getString(10),
                started == null ? Instant.EPOCH : started,
                instant(row, 12),
                instant(row, 13));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    void begin(Connection connection, ChangeSpec spec, long tableOid, String step) throws SQLException {
        Db.update(
                connection,
                "INSERT INTO crossfade.change (name, digest, definition, table_oid, step) VALUES (?, ?, ?, ?::bigint::oid, ?)",
                spec.name(),
                spec.digest(),
                spec.definition(),
                tableOid,
                step);
    }

    /** It stands in another step from now on. */
    void move(Connection connection, String change, long epoch, String step, boolean finished) throws SQLException {
        mustHaveChanged(Db.update(
                connection,
                "UPDATE crossfade.change SET step = ?, finished = ?, failed = false, message = NULL, updated_at = now(),"
                        + " done_at = CASE WHEN ? = '" + ChangeState.DONE + "' THEN now() END WHERE name = ?" + FENCE,
                step,
                finished,
                step,
                change,
                epoch,
                instance));
    }

    void memo(Connection connection, String change, long epoch, @Nullable String memo) throws SQLException {
        mustHaveChanged(Db.update(
                connection,
                "UPDATE crossfade.change SET memo = ?, updated_at = now() WHERE name = ?" + FENCE,
                memo,
                change,
                epoch,
                instance));
    }

    void fail(Connection connection, String change, long epoch, String message) throws SQLException {
        Db.update(
                connection,
                "UPDATE crossfade.change SET failed = true, message = ?, updated_at = now() WHERE name = ?" + FENCE,
                message,
                change,
                epoch,
                instance);
    }

    /** A failed step is tried again, in the direction in which it went. */
    void again(Connection connection, String change, long epoch) throws SQLException {
        mustHaveChanged(Db.update(
                connection,
                "UPDATE crossfade.change SET failed = false, message = NULL, updated_at = now() WHERE name = ?" + FENCE,
                change,
                epoch,
                instance));
    }

    /**
     * From {@code step} on everything is taken back; what works for it now is void.
     *
     * @param at where it stands as far as is known: no step may have been finished since, for it would be taken for one that
     *     had not, and stay
     */
    void undo(Connection connection, String change, ChangeState at, String step, boolean finished) throws SQLException {
        mustHaveChanged(Db.update(
                connection,
                "UPDATE crossfade.change SET undoing = true, step = ?, finished = ?, failed = false, message = NULL,"
                        + " paused = false, done_at = NULL, epoch = epoch + 1, updated_at = now()"
                        + " WHERE name = ? AND step = ? AND undoing = ?" + FENCE,
                step,
                finished,
                change,
                at.step(),
                at.undoing(),
                at.epoch(),
                instance));
    }

    void pause(Connection connection, String change, boolean paused) throws SQLException {
        Db.update(
                connection,
                "UPDATE crossfade.change SET paused = ?, updated_at = now() WHERE name = ?"
                        + " AND EXISTS (SELECT FROM crossfade.engine WHERE instance = ?)",
                paused,
                change,
                instance);
    }

    void used(Connection connection, String change, Instant at) throws SQLException {
        Db.update(
                connection,
                "UPDATE crossfade.change SET used_at = greatest(used_at, ?::timestamptz) WHERE name = ?",
                at.atOffset(ZoneOffset.UTC),
                change);
    }

    /** All is taken back: as if it had never been started. */
    void forget(Connection connection, String change, long epoch) throws SQLException {
        mustHaveChanged(
                Db.update(connection, "DELETE FROM crossfade.change WHERE name = ?" + FENCE, change, epoch, instance));
    }

    private static void mustHaveChanged(int rows) {
        if (rows == 0) {
            throw new Control.StoppedException(); // overtaken: by another engine, or by another wish
        }
    }
}
