package dev.crossfade.flags;

/**
 * Where one migration stands in a snapshot.
 *
 * @param migration its definition
 * @param announced whether statements on its table are rewritten at all: from {@code announce} on {@code *} and column
 *     lists are expanded, so that the new columns can appear unseen
 * @param requested what the flag asks for (its default variant, targeting aside)
 * @param permitted the highest stage evidence permits
 * @param inForce the stage in force: the lower of the two, reached one step at a time
 * @param truth the side that decides; new already just before live, while the last dead letters are counted
 */
public record MigrationState(
        ColumnMigration migration, boolean announced, Stage requested, Stage permitted, Stage inForce, Side truth) {}
