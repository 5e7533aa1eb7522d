package dev.crossfade.proxy;

/**
 * The server connections of one user of one database.
 *
 * @param user as the backend knows it
 * @param mode how clients share them
 * @param active lent to clients, being reset or being closed
 * @param idle open and free
 * @param opening being connected and logged in
 * @param waiting clients that wait for one
 * @param longestWaitMillis how long the first of them has waited
 * @param limit how many there may be, 0 for no limit
 * @param opened how many have been opened since the start
 * @param closed how many of these are closed
 * @param failed how many could not be opened
 */
public record PoolInfo(
        String database,
        String user,
        ProxySettings.Pooling.Mode mode,
        int active,
        int idle,
        int opening,
        int waiting,
        long longestWaitMillis,
        int limit,
        long opened,
        long closed,
        long failed) {}
