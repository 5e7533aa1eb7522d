package dev.crossfade.admin.engine;

import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.ClientLatency;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Since when a migration is at its stage, as the database says: a restart forgets nothing of it. An immutable copy of its row
 * in {@code crossfade.standing}.
 *
 * @param since by the database's clock
 * @param heldBack that it was taken back to this stage and is to stay there until somebody has it go on, in words; else null
 * @param byItself whether it went back by itself
 * @param letters dead letters that have sent it back before and do not count again
 * @param before how statements fared at the stage before this, or null where that was not measured
 */
record Standing(
        Stage stage,
        Instant since,
        @Nullable String heldBack,
        boolean byItself,
        long letters,
        ClientLatency.@Nullable Reading before) {

    /** The database's row, and its clock. */
    record Now(Standing standing, Instant now) {}

    static @Nullable Now read(Connection connection, String migration) throws SQLException {
        return Db.first(
                connection,
                "SELECT stage, since, held_back, by_itself, letters, statements, failures, p50_nanos, p99_nanos,"
                        + " longest_nanos, CURRENT_TIMESTAMP(6) FROM crossfade.standing WHERE migration = ?",
                row -> {
                    long statements = row.getLong(6);
                    ClientLatency.Reading before = row.wasNull()
                            ? null
                            : new ClientLatency.Reading(
                                    statements,
                                    row.getLong(7),
                                    Duration.ofNanos(row.getLong(8)),
                                    Duration.ofNanos(row.getLong(9)),
                                    Duration.ofNanos(row.getLong(10)));
                    return new Now(
                            new Standing(
                                    Stage.ofVariant(row.getString(1)).orElseThrow(),
                                    row.getObject(2, OffsetDateTime.class).toInstant(),
                                    row.getString(3),
                                    row.getBoolean(4),
                                    row.getLong(5),
                                    before),
                            row.getObject(11, OffsetDateTime.class).toInstant());
                },
                migration);
    }

    /** It has come to {@code stage} now. */
    static int arrived(
            Connection connection,
            StateStore store,
            String migration,
            Stage stage,
            @Nullable String heldBack,
            boolean byItself)
            throws SQLException {
        return Db.update(
                connection,
                "INSERT INTO crossfade.standing (migration, stage, since, held_back, by_itself)"
                        + " SELECT name, ?, CURRENT_TIMESTAMP(6), ?, ? FROM crossfade.migration WHERE name = ?"
                        + store.orUpdate("migration", List.of("stage", "since", "held_back", "by_itself")),
                stage.variant(),
                heldBack,
                byItself,
                migration);
    }

    /** What whoever watches it has to know after a restart. */
    static int measured(Connection connection, String migration, long letters, ClientLatency.@Nullable Reading before)
            throws SQLException {
        return Db.update(
                connection,
                "UPDATE crossfade.standing SET letters = ?, statements = ?, failures = ?,"
                        + " p50_nanos = ?, p99_nanos = ?, longest_nanos = ? WHERE migration = ?",
                letters,
                before == null ? null : before.statements(),
                before == null ? null : before.failures(),
                before == null ? null : before.p50().toNanos(),
                before == null ? null : before.p99().toNanos(),
                before == null ? null : before.longest().toNanos(),
                migration);
    }

    /** It begins anew. */
    static void forget(Connection connection, String migration) throws SQLException {
        Db.update(connection, "DELETE FROM crossfade.standing WHERE migration = ?", migration);
    }
}
