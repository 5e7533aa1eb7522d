package dev.crossfade.flags;

import java.util.Map;

/**
 * The immutable, numbered result of evaluating all flags. A transaction uses one from its first to its last statement.
 *
 * @param number counts up by one with each publication, from 1, within one run of the process
 * @param migrations by name
 * @param rules what a client's rules follow from under this snapshot; for {@link FlagControl#rules} only
 */
public record Snapshot(long number, Map<String, MigrationState> migrations, SnapshotRules rules) {
    public Snapshot {
        migrations = Map.copyOf(migrations);
    }

    /** A snapshot under which every client is at the stage in force and speaks old. */
    public Snapshot(long number, Map<String, MigrationState> migrations) {
        this(number, migrations, SnapshotRules.untargeted(migrations.values()));
    }
}
