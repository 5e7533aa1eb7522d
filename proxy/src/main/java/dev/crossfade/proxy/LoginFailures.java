package dev.crossfade.proxy;

/**
 * Logins that failed since this process started.
 *
 * @param database a configured one; empty when the client named none of them, or nothing at all
 * @param sqlState what the client was told; empty for what was closed without a word
 */
public record LoginFailures(String database, String sqlState, long count) {}
