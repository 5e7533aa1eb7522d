package dev.crossfade.flags;

import dev.crossfade.flags.SnapshotRules.ClientRule;
import dev.openfeature.sdk.EvaluationContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates targeted flags for single clients, on workers of its own, by the definitions that belong to the snapshot. It
 * never fails: where a flag cannot be evaluated, the client keeps what it had, else gets the cautious rule, and the log says
 * so once per change of the definitions.
 */
final class ClientRules implements AutoCloseable {
    static final int WORKERS = 2;
    /** Clients that wait for a worker; the rest get the cautious rule at once. */
    static final int MAX_WAITING_CLIENTS = 10_000;
    /** Last good values that are remembered, the least recently used go first. */
    static final int MAX_LAST_GOOD = 20_000;

    private static final Logger log = LoggerFactory.getLogger(ClientRules.class);

    private final FlagEvaluator evaluator;
    private final RuleSetInterner interner;
    private final OncePerChange reports;
    private final ThreadPoolExecutor workers;
    private final Map<Asked, String> lastGood = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, String> eldest) {
            return size() > MAX_LAST_GOOD;
        }
    });

    private record Asked(String flag, String targetingKey) {}

    ClientRules(FlagEvaluator evaluator, RuleSetInterner interner, OncePerChange reports) {
        this.evaluator = evaluator;
        this.interner = interner;
        this.reports = reports;
        AtomicInteger number = new AtomicInteger();
        workers = new ThreadPoolExecutor(
                WORKERS, WORKERS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING_CLIENTS), task -> {
                    Thread thread = new Thread(task, "crossfade-flags-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    CompletableFuture<RuleSet> rules(SnapshotRules snapshot, ClientContext client) {
        CompletableFuture<RuleSet> forAll = snapshot.forAll(client.database());
        if (forAll != null) {
            return forAll;
        }
        CompletableFuture<RuleSet> remembered = snapshot.remembered(client);
        if (remembered != null) {
            return remembered;
        }
        CompletableFuture<RuleSet> mine = new CompletableFuture<>();
        CompletableFuture<RuleSet> decided = snapshot.remember(client, mine);
        if (decided == mine) {
            submit(snapshot, client, mine);
        }
        return decided;
    }

    private void submit(SnapshotRules snapshot, ClientContext client, CompletableFuture<RuleSet> result) {
        try {
            workers.execute(() -> result.complete(interner.intern(evaluate(snapshot, client))));
        } catch (RejectedExecutionException e) {
            reports.warn("evaluation", snapshot, "more than {} clients wait for their flags", MAX_WAITING_CLIENTS);
            result.complete(interner.intern(cautious(snapshot.forEach(client.database()))));
        }
    }

    private RuleSet evaluate(SnapshotRules snapshot, ClientContext client) {
        List<ClientRule> rules = snapshot.forEach(client.database());
        try {
            return evaluator.with(
                    snapshot.document(),
                    evaluation -> new RuleSet(rules.stream()
                            .flatMap(rule -> evaluate(snapshot.document(), evaluation, rule, client).stream())
                            .toList()));
        } catch (RuntimeException e) {
            log.warn("flags could not be evaluated for client {}; it reads the surer side", client.targetingKey(), e);
            return cautious(rules);
        }
    }

    private List<MigrationRule> evaluate(
            FlagDocument document, FlagEvaluator.Evaluation evaluation, ClientRule rule, ClientContext client) {
        ColumnMigration migration = rule.state().migration();
        EvaluationContext context = FlagEvaluator.context(client, migration.table());
        Stage stage = rule.stageTargeted()
                ? value(document, evaluation, migration.stageFlag(), context, Stage::ofVariant)
                        .orElse(Stage.OFF)
                : rule.state().inForce();
        Side speaks = rule.speaksTargeted()
                ? value(document, evaluation, migration.speaksFlag(), context, Side::ofVariant)
                        .orElse(rule.speaks())
                : rule.speaks();
        return rule.rules(stage, speaks);
    }

    /** The flag's value for the client, else its last good one, else empty. */
    private <T> Optional<T> value(
            FlagDocument document,
            FlagEvaluator.Evaluation evaluation,
            String flag,
            EvaluationContext context,
            Function<String, Optional<T>> meaning) {
        FlagEvaluator.Outcome outcome = evaluation.text(flag, context);
        Asked asked = new Asked(flag, context.getTargetingKey());
        String value = outcome.value();
        Optional<T> meant = value == null ? Optional.empty() : meaning.apply(value);
        if (value != null && meant.isPresent()) {
            lastGood.put(asked, value);
            return meant;
        }
        reports.warn(
                flag,
                document,
                "flag {} cannot be evaluated for some clients, which keep its last good value: {}",
                flag,
                value == null ? outcome.error() : "its value \"" + value + "\" means nothing");
        return Optional.ofNullable(lastGood.get(asked)).flatMap(meaning);
    }

    private static RuleSet cautious(List<ClientRule> rules) {
        return new RuleSet(
                rules.stream().flatMap(rule -> rule.cautiousRules().stream()).toList());
    }

    @Override
    public void close() {
        // What already waits is still answered: nobody is left hanging on a future.
        workers.shutdown();
    }
}
