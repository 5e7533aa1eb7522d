package dev.crossfade.admin.engine;

import org.jspecify.annotations.Nullable;

/**
 * A migration has gone on by itself, or tried to: its file says {@code advance: auto}.
 *
 * @param at when, ISO-8601
 * @param from the stage that was in force
 * @param to the next one; {@code complete} for the contract, too
 * @param does {@code stage}, {@code release} (which goes to complete when it is over) or {@code contract}
 * @param why what allowed it, in words; what refused it where it could not
 * @param problem why it could not, by name; null when it did
 * @param snapshot the snapshot with the new stage; 0 when there is none yet
 */
public record AutomaticAdvance(
        String migration,
        String at,
        String from,
        String to,
        String does,
        String why,
        @Nullable String problem,
        long snapshot)
        implements ByItself {}
