package dev.crossfade.flags;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registered migration as {@link FileFlagControl} keeps it. Read and changed only under its lock. */
final class ManagedMigration {
    /** Never changes. */
    final ColumnMigration migration;

    /** Last good values of the two flags, targeting aside. */
    Stage requested = Stage.OFF;

    Side speaks = Side.OLD;

    /** What the engine said last. */
    boolean announceWanted;

    Stage permitted = Stage.OFF;

    /** What is published. */
    boolean announced;

    Position position = Position.OFF;

    /** Why the stage does not go where it should, or null. Not tried again before somebody asks for something else. */
    @Nullable
    String refused;

    /** Per position: the first snapshot after the migration last left it. */
    private final Map<Position, Long> leftAt = new EnumMap<>(Position.class);

    ManagedMigration(ColumnMigration migration) {
        this.migration = migration;
    }

    Stage stage() {
        return position.stage();
    }

    /** Where the stage should be. */
    Stage goal() {
        return Stage.lower(requested, permitted);
    }

    /** Whether no client ever saw anything of it, so that it may as well be another. */
    boolean isUntouched() {
        return !announced && !announceWanted && position == Position.OFF && permitted == Stage.OFF;
    }

    boolean atGoal() {
        return position == Position.of(goal());
    }

    /** The snapshot {@code number} was the first without {@code before}. */
    void left(Position before, long number) {
        leftAt.put(before, number);
    }

    /** No transaction of a snapshot older than this may be open when {@code next} is published. */
    long barrierBefore(Position next) {
        return leftAt.entrySet().stream()
                .filter(left -> !left.getKey().neighbours(next))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    MigrationState state() {
        return new MigrationState(migration, announced, requested, permitted, stage(), position.truth());
    }
}
