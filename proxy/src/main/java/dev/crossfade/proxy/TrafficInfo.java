package dev.crossfade.proxy;

/**
 * What the clients of one user of one database have done since this process started. Only grows.
 *
 * @param user as clients give it; {@code (others)} for those beyond the first thousand
 * @param logins sessions that began
 * @param ended sessions that are over
 * @param transactions explicit and implicit ones that came to their end
 * @param queries statements that a server answered, those that failed included; a text with several counts each
 * @param errors those of them that failed
 * @param receivedBytes from clients, protocol headers included
 * @param sentBytes to clients, protocol headers included
 * @param transactionNanos sum over the transactions, from their first message to the server's last answer
 * @param queryNanos the part of it in which a server had something to answer
 * @param waitNanos how long clients waited for a server connection
 */
public record TrafficInfo(
        String database,
        String user,
        long logins,
        long ended,
        long transactions,
        long queries,
        long errors,
        long receivedBytes,
        long sentBytes,
        long transactionNanos,
        long queryNanos,
        long waitNanos) {}
