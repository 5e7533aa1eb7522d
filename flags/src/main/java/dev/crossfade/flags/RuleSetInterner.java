package dev.crossfade.flags;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes equal rule sets the same object, so that comparing the plan of two snapshots is mostly comparing pointers. */
final class RuleSetInterner {
    /** Forgets all when there are more: rule sets that are equal then are not the same object for a while, no more. */
    static final int MAX_RULE_SETS = 1_024;

    private final Map<RuleSet, RuleSet> known = new ConcurrentHashMap<>();

    RuleSet intern(RuleSet rules) {
        if (rules.isEmpty()) {
            return RuleSet.NONE;
        }
        if (known.size() >= MAX_RULE_SETS) {
            known.clear();
        }
        RuleSet earlier = known.putIfAbsent(rules, rules);
        return earlier == null ? rules : earlier;
    }
}
