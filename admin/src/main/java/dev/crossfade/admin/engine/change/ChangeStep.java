package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.MigrationEngine.PlannedStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a change of the schema. A step may be run again after it was interrupted anywhere: what it does must be
 * idempotent, or commit together with the record that it is done, as {@link Work#ddl} does.
 *
 * <p>One thread runs and undoes. Errors: {@link dev.crossfade.admin.engine.StepFailedException} for what a person must look
 * at; SQLExceptions of lost connections lead to another try, others to a failed step.
 */
public interface ChangeStep {
    /** What the API and the database call it: lower case letters and dashes, its own within the change. */
    String word();

    /** The step as the runbook shows it. Changes nothing; in a transaction that is rolled back. */
    PlannedStep plan(Connection connection, Target target) throws SQLException;

    /** Does it. When it returns, the change goes on to the next step. */
    void run(Work work) throws SQLException, InterruptedException;

    /**
     * Takes it back. When it returns, the step before is taken back.
     *
     * @param finished whether the step had been done; otherwise it was in the middle of it, or had not begun
     */
    void undo(Work work, boolean finished) throws SQLException, InterruptedException;

    /** Why it cannot be taken back once it is done, or null where it can. */
    default @Nullable String lost() {
        return null;
    }

    /** Why it cannot rest in the middle, or null where it can: {@link #run} asks {@link dev.crossfade.admin.engine.Control#proceed}. */
    default @Nullable String cannotRest() {
        return null;
    }

    /** A place where the change waits for {@code advance}. Its word is {@code ready}; {@link #run} is never called. */
    interface Gate extends ChangeStep {
        String READY = "ready";

        @Override
        default String word() {
            return READY;
        }

        @Override
        default void run(Work work) {
            throw new IllegalStateException("a gate is passed by advance");
        }

        @Override
        default void undo(Work work, boolean finished) {}

        /** What is still missing before it may go on, in words; empty when it may. */
        List<String> missing(Work work) throws SQLException, InterruptedException;
    }
}
