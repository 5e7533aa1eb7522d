package dev.crossfade.flags;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a client's rules follow from under one snapshot: finished rule sets for the databases where no flag tells clients
 * apart, the definitions to evaluate for the others, and the clients already evaluated. The definitions are those of the
 * snapshot, also when there are newer ones by now. For {@link FlagControl} only.
 */
public final class SnapshotRules {
    /** So many clients are remembered per snapshot; the others are evaluated each time they ask. */
    static final int MAX_REMEMBERED_CLIENTS = 10_000;

    private static final CompletableFuture<RuleSet> NO_RULES = CompletableFuture.completedFuture(RuleSet.NONE);

    private final @Nullable FlagDocument document;
    private final Map<String, CompletableFuture<RuleSet>> fixed = new HashMap<>();
    private final Map<String, List<ClientRule>> targeted = new HashMap<>();
    private final Map<ClientContext, CompletableFuture<RuleSet>> remembered = new ConcurrentHashMap<>();

    /** How the rule for one migration follows from its state and, where a flag is targeted, from the client. */
    record ClientRule(MigrationState state, Side speaks, boolean stageTargeted, boolean speaksTargeted) {
        /** The rules of a client whose stage flag says {@code stage}, capped by what is in force: its own, then its companions'. */
        List<MigrationRule> rules(Stage stage, Side clientSpeaks) {
            Stage inForce = state.inForce();
            Stage clients = clientStage(stage, inForce);
            return state.migration().members().stream()
                    .map(member -> new MigrationRule(
                            member,
                            inForce.writes(),
                            state.truth(),
                            clients.reads(),
                            clientSpeaks,
                            // Truth is new only once backfill was proved, and no dead letter can come any more.
                            state.truth() == Side.NEW,
                            clients == Stage.SHADOW))
                    .toList();
        }

        List<MigrationRule> rulesForAll() {
            return rules(state.inForce(), speaks);
        }

        /** What is right for any client, when its own share is not known: one stage below reads the surer side. */
        List<MigrationRule> cautiousRules() {
            return rules(stageTargeted ? Stage.OFF : state.inForce(), speaks);
        }

        boolean targeted() {
            return stageTargeted || speaksTargeted;
        }
    }

    SnapshotRules(@Nullable FlagDocument document, Collection<ClientRule> rules, UnaryOperator<RuleSet> intern) {
        this.document = document;
        Map<String, List<ClientRule>> byDatabase = new HashMap<>();
        rules.stream()
                .filter(rule -> rule.state().announced())
                .sorted(Comparator.comparing(
                        (ClientRule rule) -> rule.state().migration().name()))
                .forEach(rule -> byDatabase
                        .computeIfAbsent(rule.state().migration().database(), name -> new ArrayList<>())
                        .add(rule));
        byDatabase.forEach((database, all) -> {
            if (document != null && all.stream().anyMatch(ClientRule::targeted)) {
                targeted.put(database, List.copyOf(all));
            } else {
                RuleSet rulesForAll = new RuleSet(all.stream()
                        .flatMap(rule -> rule.rulesForAll().stream())
                        .toList());
                fixed.put(database, CompletableFuture.completedFuture(intern.apply(rulesForAll)));
            }
        });
    }

    /** Everybody is at the stage in force and speaks old. */
    static SnapshotRules untargeted(Collection<MigrationState> states) {
        return new SnapshotRules(
                null,
                states.stream()
                        .map(state -> new ClientRule(state, Side.OLD, false, false))
                        .toList(),
                UnaryOperator.identity());
    }

    /** A client's stage: never above what is in force, and never more than one below it. */
    static Stage clientStage(Stage evaluated, Stage inForce) {
        Stage capped = Stage.lower(evaluated, inForce);
        return capped.isBefore(inForce.previous()) ? inForce.previous() : capped;
    }

    /** The rules all clients of {@code database} share, or null when they must be evaluated for each. */
    @Nullable
    CompletableFuture<RuleSet> forAll(String database) {
        CompletableFuture<RuleSet> rules = fixed.get(database);
        if (rules != null) {
            return rules;
        }
        return targeted.containsKey(database) ? null : NO_RULES;
    }

    /** The rules to evaluate for clients of {@code database}, in the order of the migrations' names. */
    List<ClientRule> forEach(String database) {
        return targeted.getOrDefault(database, List.of());
    }

    /** The definitions of this snapshot. */
    FlagDocument document() {
        if (document == null) {
            throw new IllegalStateException("this snapshot has no targeted flag");
        }
        return document;
    }

    /** What this client was given under this snapshot, or null. */
    @Nullable
    CompletableFuture<RuleSet> remembered(ClientContext client) {
        return remembered.get(client);
    }

    /** Remembers what a client was given; the earlier one of two that raced. */
    CompletableFuture<RuleSet> remember(ClientContext client, CompletableFuture<RuleSet> rules) {
        if (remembered.size() >= MAX_REMEMBERED_CLIENTS) {
            return rules;
        }
        CompletableFuture<RuleSet> earlier = remembered.putIfAbsent(client, rules);
        return earlier == null ? rules : earlier;
    }

    @Override
    public String toString() {
        return "rules for " + fixed.keySet() + ", by client for " + targeted.keySet();
    }
}
