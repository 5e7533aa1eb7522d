package dev.crossfade.admin.config;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.ProxySettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code crossfade.yaml} and its migration files, read, checked and with its secrets filled in. Immutable; nothing in it
 * prints a secret.
 *
 * @param flags the flag definitions' file; need not exist yet
 * @param databases in the order of the file, at least one
 * @param migrations by name
 * @param running limits and times of the data plane, and its log
 * @param access who may log in from where, and how
 */
public record Configuration(
        Admin admin,
        Path flags,
        List<Database> databases,
        List<MigrationSpec> migrations,
        Running running,
        ClientAccess access) {
    public Configuration {
        databases = List.copyOf(databases);
        migrations = List.copyOf(migrations);
    }

    /**
     * Where the admin API listens.
     *
     * @param listen loopback, unless there is a token; port 0 for any free one
     * @param token what callers must present, null for none
     */
    public record Admin(InetSocketAddress listen, @Nullable Secret token) {}

    /**
     * A database as clients see it.
     *
     * @param name what clients ask for
     * @param listen port 0 for any free one; databases may share an address
     * @param users who may log in by a password of the configuration; may be none
     * @param blue the active backend
     * @param green the backend a later flip would move to, or null; this version never uses it
     * @param pooling how clients share server connections
     * @param lookup how users who are not listed are found in the server, null when they may not log in
     */
    public record Database(
            String name,
            InetSocketAddress listen,
            List<User> users,
            Backend blue,
            @Nullable Backend green,
            ProxySettings.Pooling pooling,
            @Nullable Lookup lookup) {
        public Database {
            users = List.copyOf(users);
        }
    }

    /**
     * A user of a database.
     *
     * @param name as clients give it
     * @param password what clients must prove to know
     * @param backendUser who it is at the backend, null for the same
     * @param backendPassword its password there, null for the same
     */
    public record User(
            String name,
            Secret password,
            @Nullable String backendUser,
            @Nullable Secret backendPassword) {}

    /**
     * A PostgreSQL server.
     *
     * @param database the database's name there
     * @param user who the migration engine is there
     * @param tls how it is reached, by the engine as by the relay
     */
    public record Backend(String host, int port, String database, String user, Secret password, BackendTls tls) {}

    /**
     * How users are found in the server, by the engine's user.
     *
     * @param query null for reading pg_authid
     * @param cacheFor for how long an answer is good
     */
    public record Lookup(@Nullable String query, Duration cacheFor) {}

    /**
     * What concerns all databases alike.
     *
     * @param maxClients open client connections, those not yet authenticated included
     * @param loginTimeout from accept to the end of authentication
     * @param connectTimeout to reach a backend and log in there
     * @param drainTimeout how long transactions may go on when Crossfade is told to stop
     * @param listening how clients come in
     * @param serverKeepAlive of TCP connections to backends
     */
    public record Running(
            int maxClients,
            Duration loginTimeout,
            Duration connectTimeout,
            Duration drainTimeout,
            Log log,
            ProxySettings.Listening listening,
            ProxySettings.KeepAlive serverKeepAlive) {}

    /**
     * What is logged.
     *
     * @param level {@code ERROR}, {@code WARN}, {@code INFO}, {@code DEBUG}; null for what the environment says
     * @param connections whether each login is, and each that failed
     * @param disconnections whether each end of a session is
     * @param serverConnections whether each connection to a backend is
     */
    public record Log(@Nullable String level, boolean connections, boolean disconnections, boolean serverConnections) {}
}
