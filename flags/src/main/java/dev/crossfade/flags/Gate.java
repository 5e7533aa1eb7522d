package dev.crossfade.flags;

/**
 * What flags ask of the evidence before a stage changes. The engine implements it. Calls come one at a time, never on an
 * event loop, and may block (each has its own deadline).
 */
public interface Gate {
    /**
     * Called before a change of stage is made durable or published. Refuses a stage that evidence does not permit, and
     * deletes evidence that later writes under {@code to} would make stale (durably, before it returns).
     *
     * @throws CrossfadeException with {@link Problem#NOT_PERMITTED} and what is missing
     */
    void beforeChange(ColumnMigration migration, Stage from, Stage to);

    /**
     * Called on the way from shadow to live, when new is already the truth for every open transaction, and before any
     * client reads new: no write can add a dead letter any more, so those there are now are all there will be.
     *
     * @throws CrossfadeException with {@link Problem#NOT_PERMITTED} if there are any
     */
    void confirmLive(ColumnMigration migration);
}
