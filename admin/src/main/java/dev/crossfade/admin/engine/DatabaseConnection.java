package dev.crossfade.admin.engine;

/**
 * How the engine reaches a migrated database: directly, as its own user, not through the proxy.
 *
 * @param name the database's name in the configuration
 * @param database its name at the server
 */
public record DatabaseConnection(String name, String host, int port, String database, String user, String password) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "DatabaseConnection[" + name + " = " + user + "@" + host + ":" + port + "/" + database + "]";
    }
}
