package dev.crossfade.flags;

import java.util.Map;

/**
 * The immutable, numbered result of evaluating all flags. A transaction uses one from its first to its last statement.
 *
 * @param number counts up by one with each publication, from 1, within one run of the process
 * @param migrations by name
 */
public record Snapshot(long number, Map<String, MigrationState> migrations) {
    public Snapshot {
        migrations = Map.copyOf(migrations);
    }
}
