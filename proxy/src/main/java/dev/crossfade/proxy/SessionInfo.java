package dev.crossfade.proxy;

import java.time.Instant;

/**
 * A connected client.
 *
 * @param id stable for the life of the connection, also its targeting key
 * @param state {@code login}, {@code idle}, {@code active}, {@code idle in transaction}
 * @param snapshot the snapshot its transaction uses, 0 outside transactions
 * @param since when it connected
 * @param stateSince when it came into this state
 */
public record SessionInfo(
        String id,
        String database,
        String user,
        String application,
        String clientAddress,
        String state,
        long snapshot,
        Instant since,
        Instant stateSince) {}
