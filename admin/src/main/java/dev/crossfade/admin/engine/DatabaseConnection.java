package dev.crossfade.admin.engine;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ProxySettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

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

    /** For JDBC, by a driver's {@code scheme}. */
    String url(String scheme) {
        return "jdbc:" + scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "DatabaseConnection[" + name + " = " + user + "@" + host + ":" + port + "/" + database + "]";
    }
}
