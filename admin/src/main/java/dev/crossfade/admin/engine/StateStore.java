package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.KeyRange;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.Side;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The engine's state in schema {@code crossfade} of the migrated database, so that it commits together with the work it
 * describes.
 *
 * <p>Two fences keep an engine that has been overtaken from recording anything: its {@code instance} must still be the one
 * that took the engine lock last, and, for evidence, the {@code epoch} must still be the one its work began under.
 */
class StateStore {
    private static final String COLUMNS =
            "digest, definition, epoch, step, failed_step, message, paused, announced, expanded, guarded, released,"
                    + " completed_at, contracted_at, old_seen_at, old_columns,"
                    + " backfilled_at, verified_at, rows_verified, rows_differing, dead_letters";
    private static final String DEAD_LETTER_LOCK_TIMEOUT = "2s";
    private static final String FENCE = " AND EXISTS (SELECT 1 FROM crossfade.engine WHERE instance = ?)";

    /** As a column of the server takes it. */
    private final Object instance;

    /** @param instance of this engine, as a column of the server takes it */
    StateStore(Object instance) {
        this.instance = instance;
    }

    final Object instance() {
        return instance;
    }

    /** What follows INSERT … VALUES so that a row that has the {@code key} already gets the new values of {@code columns}. */
    String orUpdate(String key, List<String> columns) {
        return " ON CONFLICT (" + key + ") DO UPDATE SET "
                + columns.stream()
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "));
    }

    /** Another engine has taken over, or evidence was deleted meanwhile: this piece of work is void. */
    static final class OvertakenException extends RuntimeException {
        OvertakenException(String migration) {
            super("the evidence of " + migration + " was deleted, or another engine has taken over");
        }
    }

    /** Whether a migration was ever started in this database. */
    boolean exists(Connection connection) throws SQLException {
        return Boolean.TRUE.equals(Db.first(
                connection, "SELECT to_regclass('crossfade.dead_letter') IS NOT NULL", row -> row.getBoolean(1)));
    }

    /**
     * Creates what is missing and says that this engine is the active one. One transaction. CREATE SCHEMA IF NOT EXISTS asks
     * for the privilege before it looks whether the schema is there, so we look first.
     */
    void create(Connection connection) throws SQLException {
        if (!exists(connection)) {
            Boolean schema =
                    Db.first(connection, "SELECT to_regnamespace('crossfade') IS NOT NULL", row -> row.getBoolean(1));
            if (!Boolean.TRUE.equals(schema)) {
                Db.execute(connection, Ddl.SCHEMA);
            }
            Db.execute(connection, Ddl.STATE_TABLES);
        }
        takeOver(connection);
    }

    /** Says that this engine is the active one; call with the engine lock held. State of an older version gets what it lacks. */
    void takeOver(Connection connection) throws SQLException {
        Boolean current = Db.first(connection, Ddl.STATE_IS_CURRENT, row -> row.getBoolean(1));
        if (!Boolean.TRUE.equals(current)) {
            Db.execute(connection, Ddl.STATE_UPGRADE);
        }
        Db.update(
                connection,
                "INSERT INTO crossfade.engine (instance) VALUES (?)"
                        + " ON CONFLICT (one) DO UPDATE SET instance = excluded.instance, since = CURRENT_TIMESTAMP(6)",
                instance);
    }

    /** What the database says, or null when the migration was never started there. */
    @Nullable
    Evidence load(Connection connection, String migration) throws SQLException {
        if (!exists(connection)) {
            return null;
        }
        Map<String, Evidence.Part> parts = new HashMap<>();
        for (Map.Entry<String, Evidence.Part> part : Db.rows(
                connection,
                "SELECT name, expanded, old_columns FROM crossfade.migration WHERE part_of = ?",
                row -> Map.entry(row.getString(1), new Evidence.Part(row.getBoolean(2), row.getString(3))),
                migration)) {
            parts.put(part.getKey(), part.getValue());
        }
        return Db.first(
                connection,
                "SELECT " + COLUMNS + " FROM crossfade.migration WHERE name = ?",
                row -> evidence(row, Map.copyOf(parts)),
                migration);
    }

    /** The evidence, and how many dead letters writes have recorded since the last verification, counted up to a limit. */
    record Proof(Evidence evidence, long recorded) {}

    /** Both in one round trip. */
    @Nullable
    Proof proof(Connection connection, String migration) throws SQLException {
        return Db.first(
                connection,
                "SELECT " + COLUMNS + ", (SELECT count(*) FROM (SELECT 1 FROM crossfade.dead_letter d"
                        + " WHERE d.migration = m.name LIMIT 1000) AS l) AS recorded"
                        + " FROM crossfade.migration m WHERE name = ?",
                row -> new Proof(evidence(row, Map.of()), row.getLong("recorded")),
                migration);
    }

    /**
     * Makes new the truth for the guard, then gives the same as {@link #proof}, every dead letter that was recorded under the
     * old truth included: it waits for the transactions that hold one. In a transaction of its own.
     */
    @Nullable
    Proof proofOfLive(Connection connection, ColumnMigration migration) throws SQLException {
        Db.execute(
                connection,
                List.of("SET LOCAL lock_timeout = '" + DEAD_LETTER_LOCK_TIMEOUT + "'; " + truth(migration, Side.NEW)
                        + "; LOCK TABLE crossfade.dead_letter IN SHARE MODE"));
        return proof(connection, migration.name());
    }

    /** Which side the guard takes for the truth from now on, in every transaction. No commit has to wait for the disk. */
    void truth(Connection connection, ColumnMigration migration, Side side) throws SQLException {
        Db.execute(connection, List.of(truth(migration, side)));
    }

    private static String truth(ColumnMigration migration, Side side) {
        return "SELECT pg_catalog.set_config('synchronous_commit', 'off', true)"
                + migration.members().stream()
                        .map(member -> ", pg_catalog.setval("
                                + ShapeReader.literal(GuardFunction.truthName(member)) + ", "
                                + GuardFunction.truth(side) + ")")
                        .collect(Collectors.joining());
    }

    private static Evidence evidence(ResultSet row, Map<String, Evidence.Part> parts) throws SQLException {
        String failed = row.getString("failed_step");
        return new Evidence(
                row.getString("digest"),
                Definitions.ofJson(row.getString("definition")),
                row.getLong("epoch"),
                Step.ofWord(row.getString("step")),
                failed == null ? null : Step.ofWord(failed),
                row.getString("message"),
                row.getBoolean("paused"),
                row.getBoolean("announced"),
                row.getBoolean("expanded"),
                row.getBoolean("guarded"),
                row.getBoolean("released"),
                instant(row, "completed_at"),
                instant(row, "contracted_at"),
                instant(row, "old_seen_at"),
                row.getString("old_columns"),
                instant(row, "backfilled_at"),
                instant(row, "verified_at"),
                row.getLong("rows_verified"),
                row.getLong("rows_differing"),
                row.getLong("dead_letters"),
                parts);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * A migration begins: its row is made, or made ready to go again at {@code step}. Evidence that is there stays. What
     * moves with it gets rows of its own, for what differs between them.
     */
    void begin(Connection connection, Shape shape, String digest, Step step) throws SQLException {
        ColumnMigration definition = shape.migration();
        int rows = Db.update(
                connection,
                "INSERT INTO crossfade.migration (name, digest, definition, step, table_oid)"
                        + " SELECT ?, ?, ?, ?, ?::bigint::oid"
                        + " WHERE EXISTS (SELECT 1 FROM crossfade.engine WHERE instance = ?)"
                        + " ON CONFLICT (name) DO UPDATE SET digest = excluded.digest,"
                        + " definition = excluded.definition, step = excluded.step,"
                        + " failed_step = NULL, message = NULL, paused = false, table_oid = excluded.table_oid,"
                        + " updated_at = CURRENT_TIMESTAMP(6)",
                definition.name(),
                digest,
                Definitions.toJson(definition),
                step.word(),
                shape.tableOid(),
                instance);
        mustHaveChanged(rows, definition.name());
        Db.update(
                connection,
                "DELETE FROM crossfade.migration WHERE part_of = ? AND NOT name = ANY (?)",
                definition.name(),
                Db.array(
                        connection,
                        definition.companions().stream()
                                .map(ColumnMigration::name)
                                .toList()));
        for (Shape companion : shape.companions()) {
            Db.update(
                    connection,
                    "INSERT INTO crossfade.migration (name, digest, definition, step, table_oid, part_of)"
                            + " VALUES (?, ?, ?, 'none', ?::bigint::oid, ?) ON CONFLICT (name) DO UPDATE SET"
                            + " digest = excluded.digest, definition = excluded.definition,"
                            + " table_oid = excluded.table_oid, updated_at = CURRENT_TIMESTAMP(6)",
                    companion.migration().name(),
                    digest,
                    Definitions.toJson(companion.migration()),
                    companion.tableOid(),
                    definition.name());
        }
    }

    /** The new column of one that moves with {@code lead} is there, in the transaction that adds it; or is gone again. */
    void expanded(Connection connection, String lead, long epoch, String companion, boolean expanded)
            throws SQLException {
        requireCurrent(connection, lead, epoch);
        Db.update(connection, "UPDATE crossfade.migration SET expanded = ? WHERE name = ?", expanded, companion);
    }

    /** The old column of one that moves with {@code lead} is gone, in the transaction that drops it. */
    void contractedPart(Connection connection, String lead, long epoch, String companion, String oldColumns)
            throws SQLException {
        requireCurrent(connection, lead, epoch);
        Db.update(connection, "UPDATE crossfade.migration SET old_columns = ? WHERE name = ?", oldColumns, companion);
    }

    /** Moves on. {@code change} is more of the SET list, in SQL. */
    void step(Connection connection, String migration, long epoch, Step step, String change) throws SQLException {
        int rows = Db.update(
                connection,
                "UPDATE crossfade.migration SET step = ?, failed_step = NULL, updated_at = CURRENT_TIMESTAMP(6)"
                        + (change.isEmpty() ? ", message = NULL" : ", " + change) + " WHERE name = ? AND epoch = ?"
                        + FENCE,
                step.word(),
                migration,
                epoch,
                instance);
        mustHaveChanged(rows, migration);
    }

    void fail(Connection connection, String migration, long epoch, Step step, String message) throws SQLException {
        Db.update(
                connection,
                "UPDATE crossfade.migration SET step = 'failed', failed_step = ?, message = ?, updated_at = CURRENT_TIMESTAMP(6)"
                        + " WHERE name = ? AND epoch = ?" + FENCE,
                step.word(),
                message,
                migration,
                epoch,
                instance);
    }

    /** Stage complete comes into force: from the first time on, soak is counted. */
    void complete(Connection connection, String migration) throws SQLException {
        int rows = Db.update(
                connection,
                "UPDATE crossfade.migration SET completed_at = coalesce(completed_at, CURRENT_TIMESTAMP(6)), updated_at = CURRENT_TIMESTAMP(6)"
                        + " WHERE name = ? AND released" + FENCE,
                migration,
                instance);
        mustHaveChanged(rows, migration);
    }

    /** A client that speaks old was seen. */
    void oldSeen(Connection connection, String migration, Instant at) throws SQLException {
        Db.update(
                connection,
                "UPDATE crossfade.migration SET old_seen_at = ? WHERE name = ?"
                        + " AND (old_seen_at IS NULL OR old_seen_at < ?)" + FENCE,
                at.atOffset(ZoneOffset.UTC),
                migration,
                at.atOffset(ZoneOffset.UTC),
                instance);
    }

    /**
     * The old columns are gone, in the transaction that drops them.
     *
     * @param oldColumns what statements that name them still need to know
     */
    void contracted(Connection connection, String migration, long epoch, String oldColumns) throws SQLException {
        step(connection, migration, epoch, Step.CONTRACT, "contracted_at = CURRENT_TIMESTAMP(6)");
        Db.update(connection, "UPDATE crossfade.migration SET old_columns = ? WHERE name = ?", oldColumns, migration);
    }

    /**
     * Ramp-down is left for an earlier stage: a release that has not handed over yet is taken back, and neither what runs for
     * it nor who is about to begin one can record anything any more.
     */
    void leaveRampDown(Connection connection, String migration) throws SQLException {
        String releasing = "coalesce(failed_step, step) = 'release'";
        int rows = Db.update(
                connection,
                "UPDATE crossfade.migration SET epoch = epoch + 1,"
                        + " step = CASE WHEN " + releasing + " THEN 'retract' ELSE step END,"
                        + " failed_step = CASE WHEN " + releasing + " THEN NULL ELSE failed_step END,"
                        + " message = CASE WHEN " + releasing + " THEN NULL ELSE message END,"
                        + " paused = paused AND NOT " + releasing + ", updated_at = CURRENT_TIMESTAMP(6)"
                        + " WHERE name = ? AND NOT released" + FENCE,
                migration,
                instance);
        mustHaveChanged(rows, migration);
    }

    /** Everything is to be removed: what runs now cannot record anything any more. */
    void beginAbort(Connection connection, String migration) throws SQLException {
        int rows = Db.update(
                connection,
                "UPDATE crossfade.migration SET epoch = epoch + 1, step = 'abort', failed_step = NULL, message = NULL,"
                        + " paused = false, updated_at = CURRENT_TIMESTAMP(6) WHERE name = ? AND NOT released" + FENCE,
                migration,
                instance);
        mustHaveChanged(rows, migration);
    }

    /**
     * What a verification found. Entries of dead letters that were there before it began are removed: each row behind them
     * was looked at, and is counted if it is still one. Those written meanwhile stay; ids would not tell them apart, since a
     * lower id can commit later, but the snapshot does. So does one that a transaction which is open records again: nobody
     * waits for it.
     */
    void saveVerification(Connection connection, String migration, long epoch, Verification.Result found)
            throws SQLException {
        requireCurrent(connection, migration, epoch);
        Db.update(
                connection,
                "UPDATE crossfade.migration SET verified_at = CURRENT_TIMESTAMP(6), rows_verified = ?, rows_differing = ?,"
                        + " dead_letters = ?, message = ?, updated_at = CURRENT_TIMESTAMP(6) WHERE name = ?",
                found.rows(),
                found.differing(),
                found.deadLetters(),
                found.deadLetters() == 0
                        ? null
                        : found.deadLetters() + " row(s) whose old value does not convert, such as key "
                                + String.join(" and key ", found.deadKeys()),
                migration);
        forgetLetters(connection, migration, found);
    }

    /** Entries that the verification has looked behind. */
    void forgetLetters(Connection connection, String migration, Verification.Result found) throws SQLException {
        Db.update(
                connection,
                "DELETE FROM crossfade.dead_letter WHERE id IN (SELECT id FROM crossfade.dead_letter WHERE migration = ?"
                        + " AND pg_visible_in_snapshot(txid, ?::pg_snapshot) FOR UPDATE SKIP LOCKED)",
                migration,
                found.snapshot());
    }

    void pause(Connection connection, String migration, boolean paused) throws SQLException {
        int rows = Db.update(
                connection,
                "UPDATE crossfade.migration SET paused = ?, updated_at = CURRENT_TIMESTAMP(6) WHERE name = ?" + FENCE,
                paused,
                migration,
                instance);
        mustHaveChanged(rows, migration);
    }

    /**
     * Deletes what old-only writes will make stale. The epoch goes up, so a batch that runs now cannot commit its
     * checkpoint any more. Needs no fence: deleting evidence is always safe.
     */
    void deleteEvidence(Connection connection, String migration) throws SQLException {
        Db.update(
                connection,
                "UPDATE crossfade.migration SET epoch = epoch + 1,"
                        + " step = CASE WHEN step = 'abort' THEN step ELSE 'none' END, failed_step = NULL, message = NULL,"
                        + " paused = false, backfilled_at = NULL, verified_at = NULL, rows_verified = 0,"
                        + " rows_differing = 0, dead_letters = 0, updated_at = CURRENT_TIMESTAMP(6) WHERE name = ?",
                migration);
        clearCheckpoint(connection, migration);
        Db.update(connection, "DELETE FROM crossfade.dead_letter WHERE migration = ?", migration);
    }

    void clearCheckpoint(Connection connection, String migration) throws SQLException {
        String members =
                " WHERE migration = ? OR migration IN (SELECT name FROM crossfade.migration WHERE part_of = ?)";
        Db.update(connection, "DELETE FROM crossfade.checkpoint" + members, migration, migration);
        Db.update(connection, "DELETE FROM crossfade.backfill_range" + members, migration, migration);
        Db.update(connection, "DELETE FROM crossfade.skipped" + members, migration, migration);
    }

    /** Forgets the migration. */
    void forget(Connection connection, String migration) throws SQLException {
        Db.update(connection, "DELETE FROM crossfade.dead_letter WHERE migration = ?", migration);
        Db.update(connection, "DELETE FROM crossfade.migration WHERE name = ?", migration);
    }

    /**
     * How far backfill is.
     *
     * @param lastKey the last key looked at, null at the beginning
     * @param rowsDone rows looked at
     * @param complete whether the end was reached; skipped ranges may be left
     */
    record Checkpoint(@Nullable List<String> lastKey, long rowsDone, boolean complete) {
        static final Checkpoint BEGINNING = new Checkpoint(null, 0, false);
    }

    Checkpoint checkpoint(Connection connection, String migration) throws SQLException {
        Checkpoint found = Db.first(
                connection,
                "SELECT last_key, rows_done, complete FROM crossfade.checkpoint WHERE migration = ?",
                row -> new Checkpoint(Db.texts(row, 1), row.getLong(2), row.getBoolean(3)),
                migration);
        return found == null ? Checkpoint.BEGINNING : found;
    }

    /**
     * In the batch's own transaction, as its last statement: only for the engine and the epoch that are current.
     *
     * @param migration may move with another, whose the epoch is
     */
    void saveCheckpoint(Connection connection, String migration, long epoch, Checkpoint checkpoint)
            throws SQLException {
        requireCurrent(connection, ColumnMigration.lead(migration), epoch);
        Db.update(
                connection,
                "INSERT INTO crossfade.checkpoint (migration, last_key, rows_done, complete) VALUES (?, ?, ?, ?)"
                        + orUpdate("migration", List.of("last_key", "rows_done", "complete")),
                migration,
                Db.array(connection, checkpoint.lastKey()),
                checkpoint.rowsDone(),
                checkpoint.complete());
    }

    /** Holds the migration's row until the transaction ends, so that evidence cannot be deleted between check and commit. */
    void requireCurrent(Connection connection, String migration, long epoch) throws SQLException {
        Integer there = Db.first(
                connection,
                "SELECT 1 FROM crossfade.migration WHERE name = ? AND epoch = ?" + FENCE + " FOR SHARE",
                row -> row.getInt(1),
                migration,
                epoch,
                instance);
        mustHaveChanged(there == null ? 0 : 1, migration);
    }

    /** A range with rows that were locked, to come again. */
    record Skipped(long id, KeyRange range) {}

    void addSkipped(Connection connection, String migration, KeyRange range) throws SQLException {
        Db.update(
                connection,
                "INSERT INTO crossfade.skipped (migration, after_key, up_to_key) VALUES (?, ?, ?)",
                migration,
                Db.array(connection, range.after()),
                Db.array(connection, range.upTo()));
    }

    void removeSkipped(Connection connection, long id) throws SQLException {
        Db.update(connection, "DELETE FROM crossfade.skipped WHERE id = ?", id);
    }

    List<Skipped> skipped(Connection connection, String migration) throws SQLException {
        return new ArrayList<>(Db.rows(
                connection,
                "SELECT id, after_key, up_to_key FROM crossfade.skipped WHERE migration = ? ORDER BY id",
                row -> new Skipped(row.getLong(1), new KeyRange(Db.texts(row, 2), Db.texts(row, 3))),
                migration));
    }

    /** Whether a write that did not convert was recorded since the last verification; and how many, counted up to a limit. */
    long deadLettersRecorded(Connection connection, String migration) throws SQLException {
        Long count = Db.first(
                connection,
                "SELECT count(*) FROM (SELECT 1 FROM crossfade.dead_letter WHERE migration = ? LIMIT 1000) AS d",
                row -> row.getLong(1),
                migration);
        return count == null ? 0 : count;
    }

    static void mustHaveChanged(int rows, String migration) {
        if (rows == 0) {
            throw new OvertakenException(migration);
        }
    }
}
