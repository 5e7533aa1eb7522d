package dev.crossfade.proxy.testing;

import dev.crossfade.flags.ClientContext;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Gate;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Snapshot;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.Transactions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Flags that say what the test says: each publication has one set of rules for everybody. */
public final class FakeFlags implements FlagControl {
    private final Map<Long, CompletableFuture<RuleSet>> rules = new ConcurrentHashMap<>();
    private volatile Snapshot current = new Snapshot(1, Map.of());
    private final Transactions transactions = new Transactions(this::current);
    public final List<ClientContext> asked = new CopyOnWriteArrayList<>();

    public FakeFlags() {
        rules.put(1L, CompletableFuture.completedFuture(RuleSet.NONE));
    }

    public long publish(RuleSet newRules) {
        return publish(CompletableFuture.completedFuture(newRules));
    }

    /** A publication under which nobody keeps to anything, with migrations that have not begun. */
    public void announceNothing(ColumnMigration... migrations) {
        long number = publish(RuleSet.NONE);
        current = new Snapshot(
                number,
                Arrays.stream(migrations)
                        .collect(Collectors.toMap(
                                ColumnMigration::name,
                                migration -> new MigrationState(
                                        migration, false, Stage.OFF, Stage.OFF, Stage.OFF, Side.OLD))));
    }

    public long publish(CompletableFuture<RuleSet> newRules) {
        long number = current.number() + 1;
        rules.put(number, newRules);
        current = new Snapshot(number, Map.of());
        return number;
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
        asked.add(client);
        return rules.get(snapshot.number());
    }

    @Override
    public void register(ColumnMigration migration) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void permit(String migration, boolean announced, Stage permitted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void gate(Gate gate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<FlagState> flags() {
        return List.of();
    }

    @Override
    public Optional<FlagState> flag(String key) {
        return Optional.empty();
    }

    @Override
    public FlagState set(String key, String variant, Integer percent, String ifMatch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onPublish(Consumer<Snapshot> listener) {}

    @Override
    public void close() {}
}
