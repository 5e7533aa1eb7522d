package dev.crossfade.proxy.rewrite.parse;

import java.util.concurrent.atomic.AtomicInteger;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;

/** One generation of what ANTLR remembers of its predictions. */
public final class Predictions {
    /**
     * ANTLR remembers every prediction it ever made (156 MB after 3,946 different statements); past so many states the
     * memory is dropped as a whole. Some 1 KB each.
     */
    static final int MAX_DFA_STATES = 60_000;

    private static final int PARSES_BETWEEN_CHECKS = 64;

    private final DFA[] decisions;
    private final PredictionContextCache contexts = new PredictionContextCache();
    private final AtomicInteger parses = new AtomicInteger();

    private Predictions(ATN atn) {
        decisions = new DFA[atn.getNumberOfDecisions()];
        for (int i = 0; i < decisions.length; i++) {
            decisions[i] = new DFA(atn.getDecisionState(i), i);
        }
    }

    public DFA[] decisions() {
        return decisions;
    }

    public PredictionContextCache contexts() {
        return contexts;
    }

    private int states() {
        int states = 0;
        for (DFA decision : decisions) {
            states += decision.states.size();
        }
        return states;
    }

    /** The memory of one grammar, bounded. Safe for use by many threads. */
    public static final class Memory {
        private final ATN atn;
        private volatile Predictions current;

        /** An empty memory. */
        public Memory(ATN atn) {
            this.atn = atn;
            current = new Predictions(atn);
        }

        /** What the next parse uses. */
        public Predictions now() {
            Predictions now = current;
            if (now.parses.incrementAndGet() % PARSES_BETWEEN_CHECKS == 0 && now.states() > MAX_DFA_STATES) {
                now = new Predictions(atn);
                current = now; // two threads may both do it: one memory more is thrown away, nothing else
            }
            return now;
        }

        /** How many prediction states are remembered now. */
        public int states() {
            return current.states();
        }
    }
}
