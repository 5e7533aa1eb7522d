package dev.crossfade.admin.config;

import dev.crossfade.admin.tool.ToolPrograms;
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
 * @param filed what the migration files describe, by name
 * @param running limits and times of the data plane, and its log
 * @param access who may log in from where, and how
 * @param rehearsal how migrations are rehearsed
 * @param tools where programs that rewrite tables are
 */
public record Configuration(
        Admin admin,
        Path flags,
        List<Database> databases,
        List<FiledMigration> filed,
        Running running,
        ClientAccess access,
        Rehearsal rehearsal,
        ToolPrograms tools) {
    public Configuration {
        databases = List.copyOf(databases);
        filed = List.copyOf(filed);
    }

    /** Those that carry columns over, by name. */
    public List<MigrationSpec> migrations() {
        return filed.stream()
                .filter(MigrationSpec.class::isInstance)
                .map(MigrationSpec.class::cast)
                .toList();
    }

    /** Those that change the schema, by name. */
    public List<ChangeSpec> changes() {
        return filed.stream()
                .filter(ChangeSpec.class::isInstance)
                .map(ChangeSpec.class::cast)
                .toList();
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
     * @param engine what its backends are
     * @param listen port 0 for any free one; databases of one engine may share an address
     * @param users who may log in by a password of the configuration; may be none
     * @param blue the active backend
     * @param green the backend a later flip would move to, or null; this version never uses it
     * @param pooling how clients share server connections
     * @param lookup how users who are not listed are found in the server, null when they may not log in
     */
    public record Database(
            String name,
            ProxySettings.Engine engine,
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
     * A database server.
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

    /**
     * How migrations are rehearsed on a throwaway server of this machine.
     *
     * @param required whether {@code start} refuses a file without a passing rehearsal; else it only says that there is none
     * @param sampled whether rows are copied from the database itself; else they are made up
     * @param rows of the migrating table, at most
     * @param clients that write and read all the while
     * @param statements that each of them executes at least at every stage
     * @param refusedFails whether a statement of the census that would be refused fails the rehearsal; else it is reported
     * @param programs the folder of initdb, postgres, pg_dump and pg_restore; null to look for them
     * @param otherVersion whether a server of another major version than the database's will do
     * @param folder where the throwaway server lives, and with it all sampled rows
     * @param deadline of the whole rehearsal
     * @param stepDeadline of each step of it
     * @param sampleTimeout how long one question to the database may take
     */
    public record Rehearsal(
            boolean required,
            boolean sampled,
            int rows,
            int clients,
            int statements,
            boolean refusedFails,
            @Nullable Path programs,
            boolean otherVersion,
            Path folder,
            Duration deadline,
            Duration stepDeadline,
            Duration sampleTimeout) {
        public static final Rehearsal DEFAULT = new Rehearsal(
                false,
                true,
                5_000,
                4,
                100,
                true,
                null,
                false,
                Path.of(System.getProperty("java.io.tmpdir")),
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10));

        /** The same, required or not. */
        public Rehearsal withRequired(boolean isRequired) {
            return new Rehearsal(
                    isRequired,
                    sampled,
                    rows,
                    clients,
                    statements,
                    refusedFails,
                    programs,
                    otherVersion,
                    folder,
                    deadline,
                    stepDeadline,
                    sampleTimeout);
        }
    }
}
