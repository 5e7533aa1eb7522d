package dev.crossfade.proxy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the data plane needs to start.
 *
 * @param databases by listener; databases that name the same address share it, the startup message's name chooses
 * @param eventLoops threads; 0 for one per two cores
 * @param loginTimeout from accept to the end of authentication
 * @param connectTimeout to reach a backend and log in there
 * @param maxClients open client connections, all databases together, those not yet authenticated included
 * @param drainTimeout how long transactions may go on after {@link CrossfadeProxy#close} has begun
 * @param logging which events of sessions are written to the log
 * @param access who may log in from where, and how
 * @param listening how clients come in
 * @param serverKeepAlive of TCP connections to backends
 */
public record ProxySettings(
        List<Database> databases,
        int eventLoops,
        Duration loginTimeout,
        Duration connectTimeout,
        int maxClients,
        Duration drainTimeout,
        Logging logging,
        ClientAccess access,
        Listening listening,
        KeepAlive serverKeepAlive) {
    public static final Duration DEFAULT_LOGIN_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    public static final int DEFAULT_MAX_CLIENTS = 10_000;
    public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(5);

    public ProxySettings {
        databases = List.copyOf(databases);
    }

    /** With {@link Listening#DEFAULT} and {@link KeepAlive#SYSTEMS}. */
    public ProxySettings(
            List<Database> databases,
            int eventLoops,
            Duration loginTimeout,
            Duration connectTimeout,
            int maxClients,
            Duration drainTimeout,
            Logging logging,
            ClientAccess access) {
        this(
                databases,
                eventLoops,
                loginTimeout,
                connectTimeout,
                maxClients,
                drainTimeout,
                logging,
                access,
                Listening.DEFAULT,
                KeepAlive.SYSTEMS);
    }

    /** The same with other ways in. */
    public ProxySettings withListening(Listening other) {
        return new ProxySettings(
                databases,
                eventLoops,
                loginTimeout,
                connectTimeout,
                maxClients,
                drainTimeout,
                logging,
                access,
                other,
                serverKeepAlive);
    }

    /** The same with another keep-alive of server connections. */
    public ProxySettings withServerKeepAlive(KeepAlive other) {
        return new ProxySettings(
                databases,
                eventLoops,
                loginTimeout,
                connectTimeout,
                maxClients,
                drainTimeout,
                logging,
                access,
                listening,
                other);
    }

    /** With 5 s to drain, nothing about single sessions in the log, and {@link ClientAccess#DEFAULT}. */
    public ProxySettings(
            List<Database> databases, int eventLoops, Duration loginTimeout, Duration connectTimeout, int maxClients) {
        this(
                databases,
                eventLoops,
                loginTimeout,
                connectTimeout,
                maxClients,
                DEFAULT_DRAIN_TIMEOUT,
                Logging.NOTHING,
                ClientAccess.DEFAULT);
    }

    /** Settings with the defaults: a loop per two cores, 10 s to log in, 5 s to connect, 10,000 clients. */
    public static ProxySettings of(List<Database> databases) {
        return new ProxySettings(databases, 0, DEFAULT_LOGIN_TIMEOUT, DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_CLIENTS);
    }

    /**
     * Which events of sessions are written to the log, as PgBouncer's settings of these names do.
     *
     * @param connections each login, and each that failed
     * @param disconnections each end of a session, why, how long it lasted and how many bytes it moved
     * @param serverConnections each connection to a backend that is opened, and why each was closed
     */
    public record Logging(boolean connections, boolean disconnections, boolean serverConnections) {
        public static final Logging NOTHING = new Logging(false, false, false);
    }

    /**
     * How clients come in, all databases together. A change concerns those who come after it, and of {@code unixSockets} and
     * {@code handOver} the addresses bound after it.
     *
     * @param unixSockets a unix socket beside each TCP port, null for none
     * @param proxies who sends a header of the PROXY protocol, version 1 or 2, before anything else: load balancers. From
     *     them it is required, since nothing else tells whether there is one; from others it is not taken
     * @param keepAlive of clients' TCP connections
     * @param maxPerListener open client connections at one address of the configuration; 0 for no limit but that of all
     * @param maxPerUser clients logged in as one user of one database; 0 for no limit
     * @param maxPerAddress open client connections from one address; 0 for no limit. Unix sockets have none
     * @param handOver whether another process may listen at the same addresses, to take over from this one: see {@link
     *     dev.crossfade.proxy.listen.Listeners}
     * @param clientsMayStay how long clients may go on when listening has ended, before sessions are ended as soon as they
     *     are idle. They run under this process's flags for as long
     */
    public record Listening(
            @Nullable UnixSockets unixSockets,
            List<AccessRule.Network> proxies,
            KeepAlive keepAlive,
            int maxPerListener,
            int maxPerUser,
            int maxPerAddress,
            boolean handOver,
            Duration clientsMayStay) {
        /** TCP alone, directly, without further limits. */
        public static final Listening DEFAULT =
                new Listening(null, List.of(), KeepAlive.SYSTEMS, 0, 0, 0, false, Duration.ZERO);

        public Listening {
            proxies = List.copyOf(proxies);
        }
    }

    /**
     * Unix sockets, named as PostgreSQL names its own: {@code .s.PGSQL.} and the port.
     *
     * @param directory must exist
     * @param mode permissions of the sockets, such as 0777; whoever may write may connect
     */
    public record UnixSockets(Path directory, int mode) {}

    /**
     * When TCP asks a silent peer whether it is still there. Zero leaves a value to the system.
     *
     * @param idleSeconds of silence before the first question
     * @param intervalSeconds between questions
     * @param probes unanswered questions after which the connection is closed
     */
    public record KeepAlive(int idleSeconds, int intervalSeconds, int probes) {
        /** The system's values; Linux waits for two hours. */
        public static final KeepAlive SYSTEMS = new KeepAlive(0, 0, 0);
    }

    /** A kind of database server, which says what protocol its clients speak. */
    public enum Engine {
        POSTGRESQL,
        /** MySQL 8.0 and later, and MariaDB. */
        MYSQL
    }

    /**
     * A database as clients see it.
     *
     * @param name what clients ask for
     * @param listen port 0 for any free one
     * @param users who may log in by a password of the configuration
     * @param backend the active backend
     * @param pooling how clients share server connections
     * @param lookup how users are found that are not among {@code users}; null when only those may log in
     * @param engine what the backend is
     */
    public record Database(
            String name,
            InetSocketAddress listen,
            List<User> users,
            Backend backend,
            Pooling pooling,
            @Nullable Lookup lookup,
            Engine engine) {
        public Database {
            users = List.copyOf(users);
        }

        /** On PostgreSQL. */
        public Database(
                String name,
                InetSocketAddress listen,
                List<User> users,
                Backend backend,
                Pooling pooling,
                @Nullable Lookup lookup) {
            this(name, listen, users, backend, pooling, lookup, Engine.POSTGRESQL);
        }

        /** With {@link Pooling#DEFAULT}, and only for the users listed. */
        public Database(String name, InetSocketAddress listen, List<User> users, Backend backend) {
            this(name, listen, users, backend, Pooling.DEFAULT);
        }

        /** Only for the users listed. */
        public Database(String name, InetSocketAddress listen, List<User> users, Backend backend, Pooling pooling) {
            this(name, listen, users, backend, pooling, null);
        }
    }

    /**
     * How a database's own users are found.
     *
     * @param user who asks; it must be allowed what the query reads
     * @param password its password
     * @param query given the name as {@code $1}; returns the name and its verifier as pg_authid has it, then, if it has more
     *     columns, until when the password is valid (timestamptz) and whether the role may log in (boolean). Null for reading
     *     pg_authid itself, which only superusers may.
     * @param cacheFor for how long an answer is good; a changed password may be taken for that long
     */
    public record Lookup(
            String user, String password, @Nullable String query, Duration cacheFor) {
        public static final Duration DEFAULT_CACHE_FOR = Duration.ofSeconds(10);

        /** Without the secret. */
        @Override
        public String toString() {
            return "Lookup[" + user + "]";
        }
    }

    /**
     * How the clients of a database share its server connections. A time of zero is no limit.
     *
     * @param mode how long a client keeps a server connection
     * @param size server connections of one user; 0 for 20 by transaction; by session for no limit, and
     *     then no connection is kept for another client
     * @param maxPerDatabase server connections of all users of the database together; 0 for no limit
     * @param warm server connections of each user that are kept open, and opened ahead of their use, once it has logged in
     * @param maxWaiting clients of one user that may wait for a server connection; 0 for no limit but that of clients
     * @param queryWait how long a client waits for a server connection
     * @param idleTransaction how long a client may idle in a transaction
     * @param transaction how long a transaction may last
     * @param clientIdle how long a client may idle outside transactions
     * @param serverIdle how long a server connection without a client stays open
     * @param serverLifetime age from which a server connection is closed when it comes free
     * @param serverCheck a server connection that has idled for longer is asked whether it lives before a client gets it
     */
    public record Pooling(
            Mode mode,
            int size,
            int maxPerDatabase,
            int warm,
            int maxWaiting,
            Duration queryWait,
            Duration idleTransaction,
            Duration transaction,
            Duration clientIdle,
            Duration serverIdle,
            Duration serverLifetime,
            Duration serverCheck) {
        private static final int DEFAULT_SIZE_BY_TRANSACTION = 20;

        /** By session, a server connection for each client, PgBouncer's times. */
        public static final Pooling DEFAULT = new Pooling(
                Mode.SESSION,
                0,
                0,
                0,
                0,
                Duration.ofMinutes(2),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Duration.ofSeconds(30));

        /** Server connections of one user, 0 for no limit. */
        public int limit() {
            return size > 0 || mode == Mode.SESSION ? size : DEFAULT_SIZE_BY_TRANSACTION;
        }

        /** The same in another mode. */
        public Pooling withMode(Mode other) {
            return new Pooling(
                    other,
                    size,
                    maxPerDatabase,
                    warm,
                    maxWaiting,
                    queryWait,
                    idleTransaction,
                    transaction,
                    clientIdle,
                    serverIdle,
                    serverLifetime,
                    serverCheck);
        }

        /** How long a client keeps a server connection. */
        public enum Mode {
            /** From its login to its end. */
            SESSION,
            /** From the first to the last statement of a transaction. */
            TRANSACTION
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

    /**
     * Where a backend listens.
     *
     * @param database the database's name there
     */
    public record Backend(String host, int port, String database, BackendTls tls) {
        /** Without TLS. */
        public Backend(String host, int port, String database) {
            this(host, port, database, BackendTls.DISABLED);
        }
    }
}
