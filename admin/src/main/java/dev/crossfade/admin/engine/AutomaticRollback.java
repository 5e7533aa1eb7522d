package dev.crossfade.admin.engine;

import org.jspecify.annotations.Nullable;

/**
 * A migration has gone back one stage by itself, or tried to.
 *
 * @param at when, ISO-8601
 * @param from the stage that was in force
 * @param to the one before it
 * @param bound which bound of its file, as there: {@code mismatches: 0}
 * @param measured what was measured instead
 * @param why both, in words
 * @param problem why it could not, by name; null when it did
 * @param snapshot the snapshot with the new stage; 0 when it could not
 */
public record AutomaticRollback(
        String migration,
        String at,
        String from,
        String to,
        String bound,
        String measured,
        String why,
        @Nullable String problem,
        long snapshot)
        implements ByItself {}
