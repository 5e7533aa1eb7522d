package dev.crossfade.admin.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.OwnSessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's connections to one database: a small pool that connects when it is first used, and dedicated ones. Every
 * connection has deadlines for statements and locks from its first moment on. Safe for use by many threads.
 */
public final class Db implements AutoCloseable {
    /** What the engine's sessions are called in {@code pg_stat_activity}. */
    public static final String APPLICATION_NAME = "crossfade-engine";

    /** What a rehearsal's are called. */
    public static final String REHEARSAL_NAME = "crossfade-rehearsal";

    /** What Crossfade's connections of its own are called, here and in the data plane: no clients. */
    public static final List<String> OWN_NAMES =
            List.of(APPLICATION_NAME, REHEARSAL_NAME, OwnSessions.SHADOW, OwnSessions.LOOKUP);

    private static final Logger LOG = LoggerFactory.getLogger(Db.class);
    /** Workers of a backfill, and what looks on beside them. */
    private static final int MAX_CONNECTIONS = MigrationSpec.Backfill.MAX_WORKERS + 6;

    private static final int CONNECTION_TIMEOUT_MILLIS = 3_000;
    static final int SOCKET_TIMEOUT_SECONDS = 120;

    private final DatabaseConnection where;
    private final Platform platform;
    private final HikariDataSource pool;
    private final Set<Statement> alone = ConcurrentHashMap.newKeySet();

    Db(DatabaseConnection where) {
        this.where = where;
        this.platform = Platform.of(where.engine());
        HikariConfig config = new HikariConfig();
        config.setPoolName(APPLICATION_NAME + "-" + where.name());
        config.setJdbcUrl(platform.url(where));
        config.setDataSourceProperties(platform.properties(where));
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setInitializationFailTimeout(-1);
        // By default the pool takes SQLSTATE 0A000 (feature not supported) for a broken connection; preflight provokes
        // it.
        config.setExceptionOverride(new EvictWhenLost());
        this.pool = new HikariDataSource(config);
    }

    /** Only lost connections leave the pool. */
    private static final class EvictWhenLost implements SQLExceptionOverride {
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException e) {
            return Errors.isConnectionLost(e)
                    ? SQLExceptionOverride.Override.CONTINUE_EVICT
                    : SQLExceptionOverride.Override.DO_NOT_EVICT;
        }
    }

    /** Work on a connection. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Work that may find nothing. */
    public interface Lookup<T> {
        @Nullable
        T on(Connection connection) throws SQLException;
    }

    /** Work whose result does not matter. */
    public interface Action {
        void on(Connection connection) throws SQLException;
    }

    /** Each statement is its own transaction. */
    public <T> T call(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return work.on(connection);
        }
    }

    /** Each statement is its own transaction. */
    public <T> @Nullable T find(Lookup<T> lookup) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return lookup.on(connection);
        }
    }

    /** All of {@code work} is one transaction. */
    public <T> T transaction(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (Throwable e) {
                rollback(connection, e);
                throw e;
            }
        }
    }

    /** All of {@code work} is one transaction. */
    public void run(Action work) throws SQLException {
        transaction(connection -> {
            work.on(connection);
            return true;
        });
    }

    /** Runs {@code work} in a transaction that is rolled back whatever happens: a trial. */
    public <T> T trial(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return work.on(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** How its server wants to be spoken to. */
    Platform platform() {
        return platform;
    }

    /** What it is connected to. */
    public DatabaseConnection where() {
        return where;
    }

    /** A connection outside the pool. The caller closes it. */
    public Connection dedicated() throws SQLException {
        return connect(where);
    }

    /** A connection without a pool. The caller closes it. */
    static Connection connect(DatabaseConnection where) throws SQLException {
        Platform platform = Platform.of(where.engine());
        return DriverManager.getConnection(platform.url(where), platform.properties(where));
    }

    /**
     * Runs statements that take long and must stand outside transactions, on a connection of their own. {@link #close} cancels
     * them: a server that only loses its client would go on to the end.
     *
     * @param lockTimeout how long each lock is waited for; {@code 0} for as long as the deadline allows. CREATE INDEX
     *     CONCURRENTLY waits in this way for transactions that are older than itself, and stands in nobody's way meanwhile
     * @param started told the process that works for it, before the first statement; null when nobody wants to know
     */
    public void alone(
            Iterable<String> statements, Duration deadline, String lockTimeout, @Nullable Consumer<Running> started)
            throws SQLException {
        try (Connection connection = dedicated();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(deadline.plusMinutes(1).toMillis()));
            statement.execute("SET statement_timeout = " + deadline.toMillis());
            statement.execute("SET lock_timeout = '" + lockTimeout + "'");
            alone.add(statement);
            try {
                if (started != null) {
                    started.accept(new Running(backendPid(connection), () -> cancel(statement)));
                }
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } finally {
                alone.remove(statement);
            }
        }
    }

    /**
     * A statement that runs alone.
     *
     * @param pid of the server's process
     * @param cancel ends the statement that it runs then; returns at once or throws nothing
     */
    public record Running(int pid, Runnable cancel) {}

    private static int backendPid(Connection connection) throws SQLException {
        Integer pid = first(connection, "SELECT pg_backend_pid()", row -> row.getInt(1));
        return pid == null ? 0 : pid;
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOG.debug("a statement that is being given up", e);
        }
    }

    /** Reads rows. */
    public interface Row<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows of a query; parameters are bound as {@code setObject} does. */
    public static <T extends @Nullable Object> List<T> rows(
            Connection connection, String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet results = statement.executeQuery()) {
                List<T> list = new ArrayList<>();
                while (results.next()) {
                    list.add(row.read(results));
                }
                return list;
            }
        }
    }

    /** The first row of a query, or null. */
    public static <T> @Nullable T first(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        List<T> rows = rows(connection, sql, row, parameters);
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** Runs one statement with parameters; the number of rows. */
    public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** Runs statements without parameters. */
    public static void execute(Connection connection, Iterable<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Runs statements without parameters, sent as one message: for a transaction that others wait for, where each way there and
     * back counts. The first that fails is the last that is run.
     */
    static void executeTogether(Connection connection, List<String> statements) throws SQLException {
        if (!statements.isEmpty()) {
            execute(connection, List.of(String.join(";\n", statements)));
        }
    }

    static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    /** An array of text, or of JSON where the server has no arrays, as Java strings; or null. */
    public static @Nullable List<String> texts(ResultSet row, int column) throws SQLException {
        if (row.getMetaData().getColumnType(column) != Types.ARRAY) {
            return Definitions.textsOfJson(row.getString(column));
        }
        java.sql.Array array = row.getArray(column);
        return array == null ? null : List.of((String[]) array.getArray());
    }

    /** An array of text that is not null. */
    static List<String> key(ResultSet row, int column) throws SQLException {
        List<String> texts = texts(row, column);
        if (texts == null) {
            throw new IllegalStateException("column " + column + " is NULL");
        }
        return texts;
    }

    /** Java strings as an array of text, or as JSON where the server has no arrays; or null. */
    public static @Nullable Object array(Connection connection, @Nullable List<String> texts) throws SQLException {
        if (texts == null) {
            return null;
        }
        return connection.isWrapperFor(PGConnection.class)
                ? connection.createArrayOf("text", texts.toArray())
                : Definitions.textsToJson(texts);
    }

    /** What a failed call of the API answers. */
    public CrossfadeException problem(SQLException e) {
        String state = e.getSQLState();
        boolean lost = state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("28");
        CrossfadeException unfit = lost ? null : unfit(e);
        if (unfit != null) {
            return unfit;
        }
        return lost
                ? new CrossfadeException(
                        Problem.BACKEND_UNREACHABLE,
                        "database " + where.name() + " at " + where.host() + ":" + where.port() + " does not answer: "
                                + e.getMessage(),
                        "Check that the server runs and that user " + where.user()
                                + " may log in. What was asked for may have been"
                                + " recorded before the connection was lost: look at the status, then try again.",
                        e)
                : new CrossfadeException(
                        Problem.INTERNAL, "database " + where.name() + " says: " + e.getMessage(), null, e);
    }

    private @Nullable CrossfadeException unfit(SQLException failed) {
        try {
            return platform.unfit(where);
        } catch (SQLException e) {
            failed.addSuppressed(e);
            return null;
        }
    }

    @Override
    public void close() {
        alone.forEach(Db::cancel);
        pool.close();
    }
}
