package dev.crossfade.admin.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The database's half of the barrier: waits, as CREATE INDEX CONCURRENTLY does, until every transaction that was open when
 * the wait began is over, whether it came through the proxy or not, prepared ones included.
 *
 * <p>Transactions are told apart by virtual transaction id: each one, reading or writing, holds a lock on its own
 * (https://www.postgresql.org/docs/15/view-pg-locks.html), which every role may see. A transaction that is prepared gives
 * its virtual id up and stays in {@code pg_prepared_xacts}; so those are listed only after the virtual ids are gone.
 * Sessions without a database (background workers) and autovacuum never write a user's rows and are left out.
 */
final class DatabaseBarrier {
    private static final String OPEN = """
            SELECT l.pid || ' ' || l.virtualtransaction,
                   'session ' || l.pid || ' of ' || coalesce(a.usename, '?')
                     || coalesce(' (' || nullif(a.application_name, '') || ')', '')
                     || coalesce(', ' || a.state, '')
                     || coalesce(', in a transaction for '
                                   || extract(epoch FROM now() - a.xact_start)::int || ' s', '')
            FROM pg_catalog.pg_locks l
            JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock' AND l.granted
              AND a.datname = current_database() AND l.pid <> pg_backend_pid()
              AND coalesce(a.backend_type, 'client backend') NOT IN ('autovacuum worker', 'parallel worker', 'walsender')
            """;
    private static final String PREPARED =
            "SELECT transaction::text, 'prepared transaction ' || quote_literal(gid) || ' of ' || owner"
                    + " FROM pg_catalog.pg_prepared_xacts WHERE database = current_database()";

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration POLL_AT_MOST = Duration.ofMillis(250);

    private final Db db;
    private final List<String> queries;

    DatabaseBarrier(Db db) {
        this(db, List.of(OPEN, PREPARED));
    }

    /** @param queries which give the transactions that are open: what tells them apart, and who each is; waited for in turn */
    DatabaseBarrier(Db db, List<String> queries) {
        this.db = db;
        this.queries = queries;
    }

    private record Open(String id, String description) {}

    /**
     * @param control told who is waited for
     * @return those still open when the deadline passed; empty when the barrier holds
     */
    List<String> await(Duration deadline, Control control) throws SQLException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        for (String query : queries) {
            List<String> left = await(query, end, control);
            if (!left.isEmpty()) {
                return left;
            }
        }
        return List.of();
    }

    private List<String> await(String query, long end, Control control) throws SQLException, InterruptedException {
        Set<String> before = new HashSet<>();
        list(query).forEach(open -> before.add(open.id()));
        long pauseMillis = POLL.toMillis();
        while (true) {
            List<Open> still =
                    list(query).stream().filter(o -> before.contains(o.id())).toList();
            if (still.isEmpty()) {
                return List.of();
            }
            List<String> described = still.stream().map(Open::description).toList();
            if (System.nanoTime() - end >= 0) {
                return described;
            }
            control.proceed();
            control.blockedBy(Stream.concat(Stream.of("waits for transactions that began earlier:"), described.stream())
                    .toList());
            control.rest(pauseMillis);
            pauseMillis = Math.min(pauseMillis * 2, POLL_AT_MOST.toMillis());
        }
    }

    private List<Open> list(String query) throws SQLException {
        return db.call((Connection connection) ->
                Db.rows(connection, query, row -> new Open(row.getString(1), row.getString(2))));
    }
}
