package dev.crossfade.admin.engine;

import dev.crossfade.flags.Gate;
import java.util.List;
import java.util.function.Consumer;

/**
 * Drives migrations. All calls are quick: they check, change what is asked for, and leave the long work to a thread of the
 * engine. Each throws {@link dev.crossfade.flags.CrossfadeException} (UNKNOWN_MIGRATION, WRONG_STATE, NOT_PERMITTED,
 * STAGE_JUMP, BACKEND_UNREACHABLE) when it refuses, and then nothing has changed.
 */
public interface MigrationEngine extends Gate, AutoCloseable {

    /** All migrations that have a file, by name. */
    List<MigrationStatus> migrations();

    MigrationStatus migration(String name);

    /** The runbook, with the SQL each step would run now. Changes nothing. */
    List<PlannedStep> plan(String name);

    /** Begins, or begins again after {@code abort} or a return to off: announce, expand, dual-write, backfill, verify. */
    MigrationStatus start(String name);

    /**
     * Writes the flag one stage forward. At ramp-down it begins the release, which goes to complete by itself; at complete it
     * drops the old columns, or says what is missing for that.
     */
    MigrationStatus advance(String name);

    /** Writes the flag one stage back; from dual-write to off, evidence is deleted first. */
    MigrationStatus rollback(String name);

    /** Backfill rests after its present batch, also across restarts, until {@link #resume}. */
    MigrationStatus pause(String name);

    MigrationStatus resume(String name);

    /** Back to off, and what the migration added is removed from the database. Refused from live on. */
    MigrationStatus abort(String name);

    /** Tells {@code listener}, and nobody else any more, when a migration moves by itself; on a thread of the engine. */
    default void onMove(Consumer<ByItself> listener) {}

    @Override
    void close();

    /**
     * A step of the runbook.
     *
     * @param sql the exact statements, in order
     * @param lock the strongest lock it takes on the table and for how long at most, in words
     * @param expected how long it is expected to take, in words
     * @param rollback how it is undone
     */
    record PlannedStep(
            String step, String does, List<String> sql, String lock, String expected, String check, String rollback) {}
}
