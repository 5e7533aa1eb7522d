package dev.crossfade.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openfeature.sdk.ImmutableContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a document asks for each migration, targeting aside. What cannot be read keeps its last good value.
 *
 * <p>Without targeting, what a flag says depends on its own definition alone. So it is remembered by the definition, and a
 * document of which every part has been read before needs no evaluation. Not thread-safe.
 */
final class FlagReader {
    /** Definitions whose values are remembered, the least recently used go first. */
    static final int MAX_KNOWN_DEFINITIONS = 1_000;

    private static final ImmutableContext NOBODY = new ImmutableContext();

    private final FlagEvaluator evaluator;
    private final OncePerChange reports;
    private final Map<JsonNode, String> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, String> eldest) {
            return size() > MAX_KNOWN_DEFINITIONS;
        }
    };

    FlagReader(FlagEvaluator evaluator, OncePerChange reports) {
        this.evaluator = evaluator;
        this.reports = reports;
    }

    /** A document that can be used, and what it asks for. */
    record Reading(FlagDocument document, Map<ManagedMigration, Asked> asked) {
        void install() {
            asked.forEach((managed, values) -> {
                if (managed.requested != values.stage()) {
                    managed.refused = null;
                }
                managed.requested = values.stage();
                managed.speaks = values.speaks();
            });
        }
    }

    record Asked(Stage stage, Side speaks) {}

    /**
     * Reads a document, wherever it comes from.
     *
     * @throws CrossfadeException INVALID_REQUEST when flagd does not take the document
     */
    Reading read(FlagDocument document, Collection<ManagedMigration> migrations) {
        return evaluator.with(
                document,
                evaluation -> reading(document, migrations, key -> {
                    FlagEvaluator.Outcome outcome = outcome(document, evaluation, key);
                    FlagDefinition flag = document.flag(key);
                    if (flag != null && outcome.value() != null) {
                        known.put(flag.json(), outcome.value());
                    }
                    return outcome;
                }));
    }

    /**
     * The same for a document that flagd took before one flag was changed in a way of ours: nothing is evaluated if that
     * definition has been, in any document.
     */
    Reading readChanged(FlagDocument document, Collection<ManagedMigration> migrations) {
        boolean allKnown = migrations.stream()
                .allMatch(managed -> isKnown(document.flag(managed.migration.stageFlag()))
                        && isKnown(document.flag(managed.migration.speaksFlag())));
        return allKnown
                ? reading(document, migrations, key -> new FlagEvaluator.Outcome(valueOf(document.flag(key)), null))
                : read(document, migrations);
    }

    /**
     * Reads one flag as it may be asked for, unless it has been read like that before.
     *
     * @return whether it had not
     */
    boolean readAhead(FlagDocument document, String key, ObjectNode json) {
        if (known.containsKey(json)) {
            return false;
        }
        FlagDocument changed = document.with(key, json);
        FlagEvaluator.Outcome outcome = evaluator.with(changed, evaluation -> outcome(changed, evaluation, key));
        if (outcome.value() == null) {
            return false; // whoever asks for it is told
        }
        known.put(json, outcome.value());
        return true;
    }

    private boolean isKnown(@Nullable FlagDefinition flag) {
        return valueOf(flag) != null;
    }

    private @Nullable String valueOf(@Nullable FlagDefinition flag) {
        return flag == null ? null : known.get(flag.json());
    }

    private Reading reading(
            FlagDocument document,
            Collection<ManagedMigration> migrations,
            Function<String, FlagEvaluator.Outcome> outcomes) {
        Map<ManagedMigration, Asked> all = new HashMap<>();
        for (ManagedMigration managed : migrations) {
            ColumnMigration migration = managed.migration;
            all.put(
                    managed,
                    new Asked(
                            value(document, outcomes, migration.stageFlag(), managed.requested, Stage::ofVariant),
                            value(document, outcomes, migration.speaksFlag(), managed.speaks, Side::ofVariant)));
        }
        return new Reading(document, all);
    }

    private <T> T value(
            FlagDocument document,
            Function<String, FlagEvaluator.Outcome> outcomes,
            String key,
            T lastGood,
            Function<String, Optional<T>> meaning) {
        FlagEvaluator.Outcome outcome = outcomes.apply(key);
        String value = outcome.value();
        Optional<T> meant = value == null ? Optional.empty() : meaning.apply(value);
        return meant.orElseGet(() -> {
            reports.warn(
                    key,
                    document,
                    "flag {} keeps its last good value {}, because it cannot be evaluated: {}",
                    key,
                    lastGood,
                    value == null ? outcome.error() : "value \"" + value + "\" means nothing");
            return lastGood;
        });
    }

    private static FlagEvaluator.Outcome outcome(
            FlagDocument document, FlagEvaluator.Evaluation evaluation, String key) {
        FlagDefinition flag = document.flag(key);
        if (flag == null || !flag.targeted()) {
            return evaluation.text(key, NOBODY);
        }
        // Targeting needs a client. What the flag asks for all of them together is its default variant.
        String value = flag.value(flag.defaultVariant());
        if (!flag.enabled() || value == null) {
            return new FlagEvaluator.Outcome(
                    null, flag.enabled() ? "no such variant: " + flag.defaultVariant() : "the flag is disabled");
        }
        return new FlagEvaluator.Outcome(value, null);
    }
}
