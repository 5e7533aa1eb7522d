package dev.crossfade.flags;

import dev.openfeature.sdk.ImmutableContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a document asks for each migration, targeting aside. What cannot be read keeps its last good value. */
final class FlagReader {
    private static final ImmutableContext NOBODY = new ImmutableContext();

    private final FlagEvaluator evaluator;
    private final OncePerChange reports;

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

    /** @throws CrossfadeException INVALID_REQUEST when flagd does not take the document */
    Reading read(FlagDocument document, Collection<ManagedMigration> migrations) {
        Map<ManagedMigration, Asked> asked = evaluator.with(document, evaluation -> {
            Map<ManagedMigration, Asked> all = new HashMap<>();
            for (ManagedMigration managed : migrations) {
                ColumnMigration migration = managed.migration;
                all.put(
                        managed,
                        new Asked(
                                value(document, evaluation, migration.stageFlag(), managed.requested, Stage::ofVariant),
                                value(document, evaluation, migration.speaksFlag(), managed.speaks, Side::ofVariant)));
            }
            return all;
        });
        return new Reading(document, asked);
    }

    private <T> T value(
            FlagDocument document,
            FlagEvaluator.Evaluation evaluation,
            String key,
            T lastGood,
            Function<String, Optional<T>> meaning) {
        FlagEvaluator.Outcome outcome = outcome(document, evaluation, key);
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
