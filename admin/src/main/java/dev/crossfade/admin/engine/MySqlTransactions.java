package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.LockHolders.Holder;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Who is in a transaction on a MySQL server, by its {@code performance_schema}
 * (https://dev.mysql.com/doc/refman/8.0/en/performance-schema-transaction-tables.html), which tells of this very moment.
 * {@code information_schema.innodb_trx} does not: it is a copy that is made anew only after nobody has read it for 0.1 s, so that
 * whoever asks often is shown old transactions, and no new ones. It is asked only for those without a session, prepared by XA,
 * which stay until somebody decides. What has to be switched on for this, which it is by default, {@link MySqlPreflight} asks.
 */
final class MySqlTransactions {
    /**
     * Whose sessions are not the engine's, by what it says of itself when it connects: an application may log in as the same user
     * (https://dev.mysql.com/doc/refman/8.0/en/performance-schema-connection-attribute-tables.html). Where the server has kept no
     * attributes, the engine's own sessions count as well, which keeps it waiting and loses nothing.
     */
    static final String OTHERS =
            " NOT EXISTS (SELECT 1 FROM performance_schema.session_connect_attrs a WHERE a.processlist_id = %s"
                    + " AND a.attr_name = 'program_name' AND a.attr_value = '" + Db.APPLICATION_NAME + "')";

    private static final String WHO =
            "CONCAT('session ', COALESCE(t.processlist_id, '?'), COALESCE(CONCAT(' of ', t.processlist_user), '')";

    /** Of a table of the server's events, in picoseconds. */
    private static final String FOR_LONG =
            ", ', in a transaction for ', COALESCE(e.timer_wait DIV 1000000000000, 0), ' s')";

    private static final String ACTIVE =
            " FROM performance_schema.events_transactions_current e JOIN performance_schema.threads t ON t.thread_id = e.thread_id"
                    + " WHERE e.state = 'ACTIVE' AND";

    /** A transaction, told from the next one of its session. */
    private static final String IDENTITY = "CONCAT_WS(' ', t.thread_id, e.event_id)";

    private static final String GONE =
            "CONCAT('a transaction whose session is gone: see XA RECOVER, begun ', x.trx_started)";

    private static final String DETACHED = " FROM information_schema.innodb_trx x WHERE x.trx_mysql_thread_id = 0";

    /** For a barrier: those of sessions, then those without. */
    static final List<String> OPEN = List.of(
            "SELECT " + IDENTITY + ", " + WHO + FOR_LONG + ACTIVE + OTHERS.formatted("t.processlist_id"),
            "SELECT CONCAT('xa ', x.trx_id), " + GONE + DETACHED);

    /** Those that keep what they have seen until they end, wherever they have read: what they come to next they do not say. */
    private static final String VIEWS = "SELECT " + IDENTITY + ", COALESCE(e.timer_wait DIV 1000000000, 0), " + WHO
            + FOR_LONG + ", FALSE" + ACTIVE
            + " e.isolation_level IN ('REPEATABLE READ', 'SERIALIZABLE') AND t.processlist_id <> CONNECTION_ID()";

    /** Whether they have the table nobody says. */
    private static final String PREPARED = "SELECT CONCAT('xa ', x.trx_id), 0, " + GONE + ", TRUE" + DETACHED;

    /** Those who have the table, or wait for it. */
    private static final String HAVING =
            "SELECT " + IDENTITY + ", COALESCE(MAX(e.timer_wait) DIV 1000000000, 0), " + WHO
                    + ", ', holds ', GROUP_CONCAT(DISTINCT m.lock_type), ' on the table', COALESCE(CONCAT(', in a transaction for ',"
                    + " MAX(e.timer_wait) DIV 1000000000000, ' s'), '')), FALSE"
                    + " FROM performance_schema.metadata_locks m JOIN performance_schema.threads t ON t.thread_id = m.owner_thread_id"
                    + " LEFT JOIN performance_schema.events_transactions_current e ON e.thread_id = t.thread_id AND e.state = 'ACTIVE'"
                    + " WHERE m.object_type = 'TABLE' AND m.object_schema = ? AND m.object_name = ?"
                    + " AND t.processlist_id <> CONNECTION_ID()"
                    + " GROUP BY t.thread_id, e.event_id, t.processlist_id, t.processlist_user";

    private static final String SWITCHED_OFF =
            "SELECT CONCAT('setup_instruments ', name) FROM performance_schema.setup_instruments"
                    + " WHERE name IN ('wait/lock/metadata/sql/mdl', 'transaction') AND NOT (enabled = 'YES' AND (timed = 'YES' OR name <> 'transaction'))"
                    + " UNION ALL SELECT CONCAT('setup_consumers ', name) FROM performance_schema.setup_consumers"
                    + " WHERE name IN ('global_instrumentation', 'thread_instrumentation', 'events_transactions_current') AND enabled <> 'YES'"
                    + " UNION ALL SELECT 'setup_actors' FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM performance_schema.setup_actors"
                    + " WHERE host = '%' AND user = '%' AND enabled = 'YES')"
                    + " UNION ALL SELECT 'setup_actors' FROM performance_schema.setup_actors WHERE enabled <> 'YES'"
                    + " UNION ALL SELECT CONCAT('threads, session ', processlist_id) FROM performance_schema.threads"
                    + " WHERE type = 'FOREGROUND' AND processlist_id IS NOT NULL AND instrumented <> 'YES'"
                    + " UNION ALL SELECT 'performance_schema' FROM DUAL WHERE NOT @@GLOBAL.performance_schema";

    private MySqlTransactions() {}

    /** What keeps the server from telling of all sessions, by its tables of settings; empty when it tells. */
    static List<String> switchedOff(Connection connection) throws SQLException {
        return Db.rows(connection, SWITCHED_OFF, row -> row.getString(1));
    }

    /** Who has a table. */
    static List<Holder> having(Connection connection, TableName table) throws SQLException {
        return Db.rows(connection, HAVING, MySqlTransactions::holder, table.schema(), table.name());
    }

    /** Who has a read view, by all that can be known: whoever is in a transaction of an isolation that keeps one. */
    static List<Holder> views(Connection connection) throws SQLException {
        return Db.rows(connection, VIEWS, MySqlTransactions::holder);
    }

    /** What is prepared by XA and has no session any more. */
    static List<Holder> prepared(Connection connection) throws SQLException {
        return Db.rows(connection, PREPARED, MySqlTransactions::holder);
    }

    private static Holder holder(ResultSet row) throws SQLException {
        return new Holder(row.getString(1), row.getBoolean(4), row.getLong(2), false, row.getString(3));
    }

    static List<String> words(List<Holder> holders) {
        return holders.stream().map(Holder::words).toList();
    }
}
