package dev.crossfade.admin.handover;

import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What clients of a process are served by.
 *
 * @param migrations those that clients see anything of, by name, each with its stage and its truth
 * @param ready the databases that let clients in
 */
public record ServingState(Map<String, String> migrations, List<String> ready) {
    public ServingState {
        migrations = new TreeMap<>(migrations);
        ready = List.copyOf(ready);
    }

    /** Of a snapshot. */
    public static ServingState of(Snapshot snapshot, List<String> ready) {
        Map<String, String> migrations = new TreeMap<>();
        for (MigrationState state : snapshot.migrations().values()) {
            if (state.announced()) {
                migrations.put(
                        state.migration().name(),
                        state.inForce().variant() + ", " + state.truth().variant() + " is the truth");
            }
        }
        return new ServingState(migrations, ready);
    }

    /** Where the migrations of another stand otherwise, in words; empty when they do not. */
    public List<String> differences(ServingState other) {
        Map<String, String> both = new TreeMap<>(migrations);
        other.migrations().forEach(both::putIfAbsent);
        return both.keySet().stream()
                .filter(name -> !shown(name).equals(other.shown(name)))
                .map(name -> "migration " + name + " is at " + shown(name) + ", not at " + other.shown(name))
                .toList();
    }

    private String shown(String migration) {
        return migrations.getOrDefault(migration, "off");
    }
}
