package dev.crossfade.admin.rest;

import dev.crossfade.flags.ClientContext;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Gate;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.MigrationState;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Snapshot;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.flags.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Flags in memory, with the refusals of the real ones. */
public final class FakeFlags implements FlagControl {
    /** The migration of the tests. */
    public static final ColumnMigration MIGRATION = new ColumnMigration(
            "customer-name",
            "shop",
            new TableName("public", "customers"),
            ColumnMigration.Conversion.IDENTITY,
            List.of("fullname"),
            List.of(new ColumnMigration.NewColumn("full_name", "text", "\"fullname\"")),
            Map.of("fullname", "\"full_name\""));

    private final TreeMap<String, FlagState> flags = new TreeMap<>();
    private final List<Consumer<Snapshot>> listeners = new ArrayList<>();
    private long number = 1;
    private Stage stage = Stage.OFF;

    /** What the next call of set throws, if anything. */
    public RuntimeException failure;

    public FakeFlags() {
        put(MIGRATION.stageFlag(), Stage.variants(), "off", null);
        put(MIGRATION.speaksFlag(), List.of("old", "new"), "old", null);
    }

    private FlagState put(String key, List<String> variants, String variant, Integer percent) {
        FlagState state = new FlagState(key, variants, variant, percent, false, "e" + number, number);
        flags.put(key, state);
        return state;
    }

    @Override
    public synchronized Snapshot current() {
        return new Snapshot(
                number,
                Map.of(
                        MIGRATION.name(),
                        new MigrationState(MIGRATION, true, stage, Stage.RAMP_DOWN, stage, stage.reads())));
    }

    @Override
    public Transactions transactions() {
        return new Transactions(this::current);
    }

    @Override
    public CompletionStage<RuleSet> rules(Snapshot snapshot, ClientContext client) {
        return CompletableFuture.completedFuture(new RuleSet(List.of(MigrationRule.of(MIGRATION, stage, Side.OLD))));
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
    public synchronized List<FlagState> flags() {
        return List.copyOf(flags.values());
    }

    @Override
    public synchronized Optional<FlagState> flag(String key) {
        return Optional.ofNullable(flags.get(key));
    }

    @Override
    public synchronized FlagState set(String key, String variant, Integer percent, String ifMatch) {
        if (failure != null) {
            throw failure;
        }
        FlagState present = flags.get(key);
        if (present == null) {
            throw new CrossfadeException(Problem.UNKNOWN_FLAG, "there is no flag " + key, "list them");
        }
        if (ifMatch != null && !ifMatch.equals(present.etag())) {
            throw new CrossfadeException(Problem.PRECONDITION_FAILED, "the flag has changed", "read it again");
        }
        if (!present.variants().contains(variant)) {
            throw new CrossfadeException(
                    Problem.UNKNOWN_VARIANT,
                    key + " has no variant " + variant,
                    "variants: " + String.join(", ", present.variants()));
        }
        if (percent != null && (percent < 1 || percent > 100)) {
            throw new CrossfadeException(Problem.INVALID_REQUEST, percent + " is no percentage", "1 to 100");
        }
        if (key.equals(MIGRATION.stageFlag())) {
            Stage wanted = Stage.ofVariant(variant).orElseThrow();
            if (stage.next().isBefore(wanted)) {
                throw new CrossfadeException(
                        Problem.STAGE_JUMP,
                        "from " + stage.variant() + " the next stage is "
                                + stage.next().variant(),
                        "go one step at a time");
            }
            stage = wanted;
        }
        number++;
        FlagState state = put(key, present.variants(), variant, percent);
        listeners.forEach(listener -> listener.accept(current()));
        return state;
    }

    @Override
    public void onPublish(Consumer<Snapshot> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {}
}
