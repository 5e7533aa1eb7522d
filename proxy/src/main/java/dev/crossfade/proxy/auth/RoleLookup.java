package dev.crossfade.proxy.auth;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.OwnSessions;
import dev.crossfade.proxy.ProxySettings.Backend;
import dev.crossfade.proxy.ProxySettings.Lookup;
import dev.crossfade.proxy.auth.Account.Role;
import dev.crossfade.proxy.wire.FatalException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server what it knows of a role. It has a thread and a connection of its own, opened when they are first needed and
 * closed after {@value #IDLE_SECONDS} s without use. No client's parameter ever reaches that connection: its search_path is
 * pg_catalog, its settings are fixed, and a name goes in as the value of a parameter.
 *
 * <p>Thread-safe; {@link #find} does not block. A lookup ends within {@value #CONNECT_SECONDS} s to connect and
 * {@value #ANSWER_SECONDS} s to answer; {@value #MAX_WAITING} may wait, further ones are refused.
 */
final class RoleLookup implements AutoCloseable {
    /** Returns nothing for a name that is nobody's, so that the exchange goes on as for a wrong password. */
    static final String DEFAULT_QUERY = "SELECT a.rolname, a.rolpassword, a.rolvaliduntil, a.rolcanlogin"
            + " FROM pg_catalog.pg_authid AS a WHERE a.rolname OPERATOR(pg_catalog.=) $1";

    private static final Logger LOG = LoggerFactory.getLogger(RoleLookup.class);
    private static final int MAX_WAITING = 1_000;
    private static final int IDLE_SECONDS = 30;
    private static final int CONNECT_SECONDS = 3;
    private static final int ANSWER_SECONDS = 5;

    /** After a failure, who waited behind it is refused with it, instead of each trying for seconds in turn. */
    private static final long FAIL_FAST_MILLIS = 1_000;

    private static final long WARN_EVERY_MILLIS = 60_000;
    private static final String SESSION_OPTIONS = "-c search_path=pg_catalog -c standard_conforming_strings=on"
            + " -c statement_timeout=4s -c lock_timeout=4s";

    private final String database;
    private final Backend backend;
    private final Lookup settings;
    private final ThreadPoolExecutor worker;
    private volatile int iterations = ScramKeys.ITERATIONS;

    // The rest is the worker's alone.
    private @Nullable Connection connection;
    private long lastUseNanos;
    private long failedNanos;
    private long warnedNanos;
    private @Nullable FatalException failure;

    RoleLookup(String database, Backend backend, Lookup settings) {
        this.database = database;
        this.backend = backend;
        this.settings = settings;
        this.worker = new ThreadPoolExecutor(
                1, 1, 2L * IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), work -> {
                    Thread thread = new Thread(work, "crossfade-lookup-" + database);
                    thread.setDaemon(true);
                    return thread;
                });
        worker.allowCoreThreadTimeOut(true);
    }

    /** How many iterations the server's new verifiers have, as far as it says so (version 16 and newer). */
    int iterations() {
        return iterations;
    }

    /** Fails with a {@link FatalException} when the server could not be asked. */
    CompletableFuture<Role> find(String name) {
        try {
            return CompletableFuture.supplyAsync(() -> ask(name), worker);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new FatalException(
                    Problem.TOO_MANY_CONNECTIONS, "too many logins are waiting for their users to be looked up", null));
        }
    }

    private Role ask(String name) {
        FatalException recent = failure;
        if (recent != null && millisSince(failedNanos) < FAIL_FAST_MILLIS) {
            throw recent;
        }
        try {
            Role role = askTwice(name);
            failure = null;
            return role;
        } catch (SQLException e) {
            if (isRefusal(e)) {
                warn("Nobody who is not under `users` can log in to database {}: {} may not look users up ({})", e);
                return Role.NONE;
            }
            closeConnection();
            warn("Users of database {} cannot be looked up as {}: {}", e);
            FatalException told = new FatalException(
                    Problem.BACKEND_UNREACHABLE,
                    "Crossfade could not look the user up in database \"" + database + "\"",
                    "Its log says why.");
            failure = told;
            failedNanos = System.nanoTime();
            throw told;
        } finally {
            lastUseNanos = System.nanoTime();
            Executor later = CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS, worker);
            later.execute(this::closeIfIdle);
        }
    }

    /** A connection that had been open may have died unnoticed, so its failure is no answer yet. */
    private Role askTwice(String name) throws SQLException {
        Connection kept = connection;
        if (kept != null) {
            try {
                return query(kept, name);
            } catch (SQLException e) {
                if (isRefusal(e)) {
                    throw e;
                }
                closeConnection();
            }
        }
        Connection fresh = open();
        connection = fresh;
        return query(fresh, name);
    }

    /** The query itself is wrong or forbidden: the same for every name, and known to whoever wrote the configuration. */
    private static boolean isRefusal(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("42");
    }

    private Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", OwnSessions.LOOKUP);
        properties.setProperty("options", SESSION_OPTIONS);
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
        backend.tls().addTo(properties);
        String host = backend.host().contains(":") ? "[" + backend.host() + "]" : backend.host();
        String path =
                URLEncoder.encode(backend.database(), StandardCharsets.UTF_8).replace("+", "%20");
        Connection opened = DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + backend.port() + "/" + path, properties);
        try (Statement statement = statement(opened)) {
            statement.execute("PREPARE crossfade_lookup (pg_catalog.text) AS " + query());
            try (ResultSet row =
                    statement.executeQuery("SELECT pg_catalog.current_setting('scram_iterations', true)")) {
                String own = row.next() ? row.getString(1) : null;
                iterations = own == null || own.isEmpty() ? ScramKeys.ITERATIONS : Integer.parseInt(own);
            }
        } catch (SQLException | RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private String query() {
        String configured = settings.query();
        return configured == null ? DEFAULT_QUERY : configured;
    }

    private static Statement statement(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }

    private static Role query(Connection connection, String name) throws SQLException {
        OffsetDateTime now;
        try (Statement statement = statement(connection);
                ResultSet row = statement.executeQuery("SELECT pg_catalog.clock_timestamp()")) {
            row.next();
            now = row.getObject(1, OffsetDateTime.class);
        }
        long nowNanos = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement("EXECUTE crossfade_lookup (?)")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !name.equals(row.getString(1))) {
                    return Role.NONE;
                }
                int columns = row.getMetaData().getColumnCount();
                String verifier = row.getString(2);
                OffsetDateTime until = columns < 3 ? null : row.getObject(3, OffsetDateTime.class);
                boolean mayLogIn = columns < 4 || (row.getBoolean(4) && !row.wasNull());
                return new Role(true, verifier, mayLogIn, expiry(nowNanos, now, until));
            }
        }
    }

    /** By the server's clock, since it is the server's date. */
    private static long expiry(long nowNanos, OffsetDateTime now, @Nullable OffsetDateTime until) {
        if (until == null || until.equals(OffsetDateTime.MAX)) {
            return Long.MAX_VALUE; // NULL and infinity
        }
        if (until.equals(OffsetDateTime.MIN) || !until.isAfter(now)) {
            return nowNanos;
        }
        Duration left = Duration.between(now, until);
        return left.toDays() > 365 ? Long.MAX_VALUE : nowNanos + left.toNanos();
    }

    private void warn(String message, SQLException e) {
        if (warnedNanos == 0 || millisSince(warnedNanos) > WARN_EVERY_MILLIS) {
            warnedNanos = System.nanoTime();
            LOG.warn(message, database, settings.user(), e.getMessage());
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private void closeIfIdle() {
        if (millisSince(lastUseNanos) >= TimeUnit.SECONDS.toMillis(IDLE_SECONDS) - 500) {
            closeConnection();
        }
    }

    private void closeConnection() {
        Connection closing = connection;
        connection = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException e) {
                LOG.debug("a connection for lookups broke while it was closed", e);
            }
        }
    }

    /** Nothing is looked up any more. Does not wait. */
    @Override
    public void close() {
        worker.getQueue().clear();
        try {
            worker.execute(this::closeConnection);
        } catch (RejectedExecutionException e) {
            LOG.debug("lookups were closed before", e);
        }
        worker.shutdown();
    }
}
