package dev.crossfade.proxy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the data plane needs to start.
 *
 * @param databases by listener; databases that name the same address share it, the startup message's name chooses
 * @param eventLoops threads; 0 for one per core
 * @param loginTimeout from accept to the end of authentication
 * @param connectTimeout to reach a backend and log in there
 * @param maxClients open client connections, all databases together, those not yet authenticated included
 */
public record ProxySettings(
        List<Database> databases, int eventLoops, Duration loginTimeout, Duration connectTimeout, int maxClients) {

    public ProxySettings {
        databases = List.copyOf(databases);
    }

    /** Settings with the defaults: a loop per core, 10 s to log in, 5 s to connect, 10,000 clients. */
    public static ProxySettings of(List<Database> databases) {
        return new ProxySettings(databases, 0, Duration.ofSeconds(10), Duration.ofSeconds(5), 10_000);
    }

    /**
     * A database as clients see it.
     *
     * @param name what clients ask for
     * @param listen port 0 for any free one
     * @param users who may log in
     * @param backend the active backend
     */
    public record Database(String name, InetSocketAddress listen, List<User> users, Backend backend) {
        public Database {
            users = List.copyOf(users);
        }
    }

    /**
     * A user.
     *
     * @param name as clients give it
     * @param password in clear
     * @param backendUser who it is at the backend, null for the same
     * @param backendPassword its password there, null for the same
     */
    public record User(
            String name,
            String password,
            @Nullable String backendUser,
            @Nullable String backendPassword) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return "User[" + name + "]";
        }
    }

    /** Where a backend listens, and the database's name there. */
    public record Backend(String host, int port, String database) {}
}
