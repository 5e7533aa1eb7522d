package dev.crossfade.admin.engine;

import java.util.List;

/**
 * What an engine may do. Beside another process that serves the same databases neither of the two moves a migration: a
 * stage must not change while somebody serves by the one before, and neither sees the other's transactions.
 *
 * @param why what migrations are said to be blocked by; empty when they are not
 */
public record EngineMode(Work work, List<String> why) {
    /** The usual. */
    public static final EngineMode WORKING = new EngineMode(Work.ALL, List.of());

    /** How much. */
    public enum Work {
        /** Everything. */
        ALL,
        /** Holds the lock, loads what the database says, and does not go on with migrations. */
        NO_STEPS,
        /** Leaves the lock to another engine and keeps the catalog fresh. */
        CATALOG
    }

    public EngineMode {
        why = List.copyOf(why);
    }

    /** {@link Work#NO_STEPS}. */
    public static EngineMode held(String why) {
        return new EngineMode(Work.NO_STEPS, List.of(why));
    }

    /** {@link Work#CATALOG}. */
    public static EngineMode watching(String why) {
        return new EngineMode(Work.CATALOG, List.of(why));
    }
}
