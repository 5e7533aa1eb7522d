package dev.crossfade.admin.engine;

import java.sql.SQLException;
import java.util.List;

/** Who holds locks on a table that ALTER TABLE has to wait for. */
public final class LockHolders {
    /** A session holds several at times: one line for all. */
    private static final String HOLDERS = """
            SELECT l.virtualtransaction, l.pid IS NULL,
                   coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start) * 1000, 0)::bigint,
                   coalesce(a.backend_type = 'autovacuum worker' AND a.query NOT LIKE '%to prevent wraparound%', false),
                   coalesce('session ' || l.pid, 'a prepared transaction') ||
            """ + SessionWords.of("a") + """
                   || CASE WHEN a.backend_type = 'autovacuum worker' THEN ', autovacuum' ELSE '' END
                   || ', holds ' || string_agg(DISTINCT l.mode, ', ')
            FROM pg_catalog.pg_locks l
            LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
              AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
              AND l.relation = ANY (?::bigint[]::oid[]) AND l.mode <> ALL (?)
            GROUP BY l.pid, l.virtualtransaction, a.usename, a.application_name, a.state, a.xact_start, a.query, a.backend_type
            ORDER BY 3 DESC
            """;

    private LockHolders() {}

    /**
     * A transaction that holds one.
     *
     * @param transaction its virtual id, or what stands for that of one that is prepared
     * @param isPrepared nobody works at it: it stays until somebody decides
     * @param ageMillis for how long it has been open; 0 where the engine's user may not know
     * @param givesWay autovacuum, which the server cancels for who waits
     * @param words who it is and what it holds
     */
    record Holder(String transaction, boolean isPrepared, long ageMillis, boolean givesWay, String words) {}

    /**
     * The transactions that hold one on any of {@code tables}.
     *
     * @param harmless modes that do not count, as {@code pg_locks} spells them
     */
    static List<Holder> of(Db db, List<Long> tables, List<String> harmless) throws SQLException {
        return db.call(c -> Db.rows(
                c,
                HOLDERS,
                row -> new Holder(
                        row.getString(1), row.getBoolean(2), row.getLong(3), row.getBoolean(4), row.getString(5)),
                c.createArrayOf("bigint", tables.toArray()),
                Db.array(c, harmless)));
    }

    /** All that hold one, in words. */
    public static List<String> of(Db db, long tableOid) throws SQLException {
        return of(db, List.of(tableOid), List.of()).stream().map(Holder::words).toList();
    }
}
