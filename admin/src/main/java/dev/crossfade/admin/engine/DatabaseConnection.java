package dev.crossfade.admin.engine;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ProxySettings;

/**
 * How the engine reaches a migrated database: directly, as its own user, not through the proxy.
 *
 * @param name the database's name in the configuration
 * @param database its name at the server
 * @param tls as for the relay's own connections
 * @param engine which server speaks there
 */
public record DatabaseConnection(
        String name,
        String host,
        int port,
        String database,
        String user,
        String password,
        BackendTls tls,
        ProxySettings.Engine engine) {
    /** PostgreSQL. */
    public DatabaseConnection(
            String name, String host, int port, String database, String user, String password, BackendTls tls) {
        this(name, host, port, database, user, password, tls, ProxySettings.Engine.POSTGRESQL);
    }

    /** PostgreSQL without TLS. */
    public DatabaseConnection(String name, String host, int port, String database, String user, String password) {
        this(name, host, port, database, user, password, BackendTls.DISABLED);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "DatabaseConnection[" + name + " = " + user + "@" + host + ":" + port + "/" + database + "]";
    }
}
