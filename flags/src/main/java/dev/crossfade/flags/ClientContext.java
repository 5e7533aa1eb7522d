package dev.crossfade.flags;

/**
 * Who asks, as OpenFeature's evaluation context sees a client session.
 *
 * @param targetingKey stable for the life of the client session
 * @param database the database's name in the configuration
 * @param user the user the client logged in as
 * @param application the client's {@code application_name}, empty when it gave none
 * @param clientAddress the client's IP address, without port
 */
public record ClientContext(
        String targetingKey, String database, String user, String application, String clientAddress) {}
