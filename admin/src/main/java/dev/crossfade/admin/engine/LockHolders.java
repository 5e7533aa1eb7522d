package dev.crossfade.admin.engine;

import java.sql.SQLException;
import java.util.List;

/** Who holds locks on a table that ALTER TABLE has to wait for. */
public final class LockHolders {
    private static final String HOLDERS = """
            SELECT DISTINCT coalesce('session ' || l.pid, 'a prepared transaction') || coalesce(' of ' || a.usename, '')
                   || coalesce(' (' || nullif(a.application_name, '') || ')', '')
                   || coalesce(', ' || a.state, '')
                   || coalesce(', in a transaction for ' || extract(epoch FROM now() - a.xact_start)::int || ' s', '')
                   || CASE WHEN a.backend_type = 'autovacuum worker' THEN ', autovacuum' ELSE '' END
                   || ' holds ' || l.mode
            FROM pg_catalog.pg_locks l
            LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
              AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
              AND l.relation = ?::bigint::oid
            """;

    private LockHolders() {}

    public static List<String> of(Db db, long tableOid) throws SQLException {
        return db.call(connection -> Db.rows(connection, HOLDERS, row -> row.getString(1), tableOid));
    }
}
