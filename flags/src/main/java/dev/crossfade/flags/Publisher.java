package dev.crossfade.flags;

import dev.crossfade.flags.SnapshotRules.ClientRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Numbers snapshots and publishes them. {@link #publish} is called under the lock of {@link FileFlagControl}. */
final class Publisher {
    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    private final RuleSetInterner interner;
    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Since> since = new HashMap<>();
    private volatile Snapshot current = new Snapshot(1, Map.of());

    /** Since which snapshot a flag has been as it is. */
    private record Since(String etag, @Nullable Stage inForce, long snapshot) {
        boolean same(String otherEtag, @Nullable Stage otherStage) {
            return etag.equals(otherEtag) && inForce == otherStage;
        }
    }

    Publisher(RuleSetInterner interner) {
        this.interner = interner;
    }

    Snapshot current() {
        return current;
    }

    void onPublish(Consumer<Snapshot> listener) {
        listeners.add(listener);
    }

    /** The snapshot that first had the flag as it is now. */
    long since(String flag) {
        Since known = since.get(flag);
        return known == null ? current.number() : known.snapshot();
    }

    Snapshot publish(FlagDocument document, Collection<ManagedMigration> migrations) {
        Map<String, MigrationState> states = new HashMap<>();
        List<ClientRule> rules = new ArrayList<>();
        Map<String, Stage> stages = new HashMap<>();
        for (ManagedMigration managed : migrations) {
            MigrationState state = managed.state();
            states.put(state.migration().name(), state);
            stages.put(state.migration().stageFlag(), state.inForce());
            rules.add(new ClientRule(
                    state,
                    managed.speaks,
                    // Where both of a client's possible stages read the same side, there is nothing to evaluate.
                    state.inForce().reads() != state.inForce().previous().reads()
                            && targeted(document, state.migration().stageFlag()),
                    targeted(document, state.migration().speaksFlag())));
        }
        Snapshot snapshot =
                new Snapshot(current.number() + 1, states, new SnapshotRules(document, rules, interner::intern));
        for (FlagDefinition flag : document.flags()) {
            Stage stage = stages.get(flag.key());
            since.merge(
                    flag.key(),
                    new Since(flag.etag(), stage, snapshot.number()),
                    (before, now) -> before.same(flag.etag(), stage) ? before : now);
        }
        current = snapshot;
        for (Consumer<Snapshot> listener : listeners) {
            try {
                listener.accept(snapshot);
            } catch (RuntimeException e) {
                log.error("a listener failed on snapshot {}", snapshot.number(), e);
            }
        }
        return snapshot;
    }

    private static boolean targeted(FlagDocument document, String flag) {
        FlagDefinition definition = document.flag(flag);
        return definition != null && definition.targeted();
    }
}
