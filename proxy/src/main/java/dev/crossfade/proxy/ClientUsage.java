package dev.crossfade.proxy;

import dev.crossfade.flags.Side;
import java.time.Instant;

/**
 * Who speaks which side of a migration.
 *
 * @param statements how many statements since the start of this process
 * @param refused how many of them were refused
 * @param lastStatement the newest one's text, its literals left out
 */
public record ClientUsage(
        String migration,
        Side side,
        String database,
        String user,
        String application,
        long statements,
        long refused,
        Instant lastSeen,
        String lastStatement) {}
