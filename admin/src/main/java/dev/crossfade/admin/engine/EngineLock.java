package dev.crossfade.admin.engine;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One engine works on a database at a time: a session advisory lock on a connection of its own
 * (https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS). It is gone when the process is, however that
 * ended. Used by one thread.
 */
final class EngineLock implements AutoCloseable {
    /** "crossfad" in ASCII. */
    private static final long KEY = 0x63726f7373666164L;

    private static final int CHECK_TIMEOUT_MILLIS = 5_000;

    private final Connection connection;

    private EngineLock(Connection connection) {
        this.connection = connection;
    }

    /** The lock, or null when another session has it. */
    static @Nullable EngineLock take(Db db) throws SQLException {
        return take(db, c -> Db.first(c, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), KEY));
    }

    /** The same, by {@code asking} for it: true when it is had, for as long as the connection is. */
    static @Nullable EngineLock take(Db db, Db.Lookup<Boolean> asking) throws SQLException {
        Connection connection = db.dedicated();
        boolean held = false;
        try {
            connection.setNetworkTimeout(Runnable::run, CHECK_TIMEOUT_MILLIS);
            held = Boolean.TRUE.equals(asking.on(connection));
            return held ? new EngineLock(connection) : null;
        } finally {
            if (!held) {
                connection.close();
            }
        }
    }

    /** Who has it. */
    static String holder(Db db) throws SQLException {
        String holder = db.find(c -> Db.first(c, """
                SELECT 'session ' || l.pid || coalesce(' from ' || host(a.client_addr), '')
                       || coalesce(', since ' || to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ'), '')
                FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
                  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                  AND (l.classid::bigint << 32) | l.objid::bigint = ?""", row -> row.getString(1), KEY));
        return held(holder);
    }

    /** That {@code holder} has it, null for nobody any more. */
    static String held(@Nullable String holder) {
        return "another engine works on this database (" + (holder == null ? "gone by now" : holder) + ")";
    }

    /** Throws when the connection, and the lock with it, is lost. */
    void check() throws SQLException {
        Db.first(connection, "SELECT 1", row -> row.getInt(1));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
