package dev.crossfade.admin.engine;

import dev.crossfade.flags.ClientContext;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Gate;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Snapshot;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flags in memory that keep to FlagControl's contract as far as the engine can see it. Requested stages outlive an engine. */
final class FakeFlags implements FlagControl {
    private static final Logger LOG = LoggerFactory.getLogger(FakeFlags.class);
    private final Map<String, MigrationState> states = new TreeMap<>();
    private final Transactions transactions = new Transactions(this::current);
    private final List<String> history = new ArrayList<>();
    private volatile Snapshot current = new Snapshot(1, Map.of());
    private volatile Gate gate;

    /** Every change of a stage in force, {@code name:stage}. */
    synchronized List<String> history() {
        return List.copyOf(history);
    }

    /** As after a restart of the process: what the flag asks for is kept, what is permitted is not known yet. */
    synchronized void restart() {
        states.replaceAll((name, s) ->
                new MigrationState(s.migration(), false, s.requested(), Stage.OFF, Stage.OFF, Stage.OFF.reads()));
        publish();
    }

    @Override
    public Snapshot current() {
        return current;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public CompletionStage<RuleSet> rules(Snapshot snapshot, ClientContext client) {
        return CompletableFuture.completedFuture(RuleSet.NONE);
    }

    @Override
    public synchronized void register(ColumnMigration migration) {
        MigrationState s = states.get(migration.name());
        states.put(
                migration.name(),
                s == null
                        ? new MigrationState(migration, false, Stage.OFF, Stage.OFF, Stage.OFF, Stage.OFF.reads())
                        : new MigrationState(
                                migration, s.announced(), s.requested(), s.permitted(), s.inForce(), s.truth()));
        publish();
    }

    @Override
    public synchronized void permit(String name, boolean announced, Stage permitted) {
        MigrationState s = states.get(name);
        Stage target = Stage.lower(s.requested(), permitted);
        states.put(
                name, new MigrationState(s.migration(), announced, s.requested(), permitted, s.inForce(), s.truth()));
        publish();
        try {
            walk(name, target);
        } catch (CrossfadeException e) {
            LOG.info("{} stays where it is: {}", name, e.getMessage());
        }
    }

    private void walk(String name, Stage target) {
        while (true) {
            MigrationState s = states.get(name);
            Stage from = s.inForce();
            if (from == target) {
                return;
            }
            Stage to = from.isBefore(target) ? from.next() : from.previous();
            gate.beforeChange(s.migration(), from, to);
            if (to == Stage.LIVE && from == Stage.SHADOW) {
                gate.confirmLive(s.migration());
            }
            states.put(
                    name,
                    new MigrationState(s.migration(), s.announced(), s.requested(), s.permitted(), to, to.reads()));
            history.add(name + ":" + to.variant());
            publish();
        }
    }

    @Override
    public void gate(Gate newGate) {
        gate = newGate;
    }

    @Override
    public List<FlagState> flags() {
        return List.of();
    }

    @Override
    public synchronized Optional<FlagState> flag(String key) {
        return Optional.ofNullable(states.get(migration(key)))
                .map(s -> new FlagState(
                        key, Stage.variants(), s.requested().variant(), null, false, "etag", current.number()));
    }

    private static String migration(String key) {
        return key.replaceFirst("^migration\\.", "").replaceFirst("\\.stage$", "");
    }

    @Override
    public synchronized FlagState set(String key, String variant, Integer percent, String ifMatch) {
        String name = migration(key);
        MigrationState s = states.get(name);
        Stage to = Stage.ofVariant(variant).orElseThrow();
        if (s.requested().next().isBefore(to)) {
            throw new CrossfadeException(Problem.STAGE_JUMP, "one step at a time", null);
        }
        if (s.requested() != to) {
            gate.beforeChange(s.migration(), s.requested(), to);
        }
        Stage before = s.requested();
        states.put(name, new MigrationState(s.migration(), s.announced(), to, s.permitted(), s.inForce(), s.truth()));
        publish();
        try {
            walk(name, Stage.lower(to, s.permitted()));
        } catch (CrossfadeException e) {
            MigrationState now = states.get(name);
            states.put(
                    name,
                    new MigrationState(
                            now.migration(), now.announced(), before, now.permitted(), now.inForce(), now.truth()));
            publish();
            throw e;
        }
        return new FlagState(key, Stage.variants(), variant, percent, false, "etag", current.number());
    }

    private void publish() {
        current = new Snapshot(current.number() + 1, states);
    }

    @Override
    public void onPublish(Consumer<Snapshot> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
