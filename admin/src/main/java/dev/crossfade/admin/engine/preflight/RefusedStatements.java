package dev.crossfade.admin.engine.preflight;

import java.util.ArrayList;
import java.util.List;

/** Statements that clients have sent since the node began and that rewriting would refuse at a stage: by the census. Pure. */
public final class RefusedStatements {
    private static final int MOST_NAMED = 10;

    private RefusedStatements() {}

    /**
     * In words, with what to do.
     *
     * @param refused each in words
     */
    public static List<String> of(String migration, List<String> refused) {
        List<String> said = new ArrayList<>(refused.stream()
                .limit(MOST_NAMED)
                .map(statement -> "would be refused (0A000) once it begins: " + statement + "; change it first")
                .toList());
        if (refused.size() > MOST_NAMED) {
            said.add("and " + (refused.size() - MOST_NAMED) + " more statements would be: see 'migration census "
                    + migration + "'");
        }
        return said;
    }
}
