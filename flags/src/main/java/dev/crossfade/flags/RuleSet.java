package dev.crossfade.flags;

import java.util.List;

/**
 * The rules of one client in one database under one snapshot, in the order of the migrations' names. Value-equal rule
 * sets are the same plan: the data plane keys its plan cache by them, so the hash is computed once.
 */
public final class RuleSet {
    /** No migration touches the database: everything passes. */
    public static final RuleSet NONE = new RuleSet(List.of());

    private final List<MigrationRule> rules;
    private final int hash;
    private final boolean compares;

    public RuleSet(List<MigrationRule> rules) {
        this.rules = List.copyOf(rules);
        this.hash = this.rules.hashCode();
        this.compares = this.rules.stream().anyMatch(MigrationRule::compares);
    }

    public List<MigrationRule> rules() {
        return rules;
    }

    /** Whether reads under one of them are asked of both sides and compared. */
    public boolean compares() {
        return compares;
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof RuleSet that && that.hash == hash && that.rules.equals(rules));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return rules.toString();
    }
}
