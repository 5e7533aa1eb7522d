package dev.crossfade.proxy;

/**
 * Client connections of this process.
 *
 * @param open at present, those that are logging in included
 * @param limit how many there may be
 * @param accepted since the start
 */
public record ClientCounts(int open, int limit, long accepted) {}
