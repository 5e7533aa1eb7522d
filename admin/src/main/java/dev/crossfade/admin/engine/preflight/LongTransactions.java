package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.SessionWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Transactions that have been open for long: a barrier and CONCURRENTLY wait for all that are older than they, DDL for those that have
 * a lock on the table.
 */
public final class LongTransactions {
    private static final int SECONDS = 30;

    private static final String OPEN = """
            SELECT 'session ' || a.pid ||
            """ + SessionWords.of("a") + """
                   || CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_locks l
                                        WHERE l.pid = a.pid AND l.locktype = 'relation' AND l.granted
                                          AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                                                            WHERE d.datname = current_database())
                                          AND l.relation = ?::bigint::oid)
                           THEN ', and has a lock on the table' ELSE '' END
                   || '; a step that meets it waits: let it end, or pg_terminate_backend(' || a.pid || ')'
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.state <> 'idle'
              AND a.xact_start < now() - ? * interval '1 s'
            UNION ALL
            SELECT 'prepared transaction ' || quote_literal(p.gid) || ' of ' || p.owner || ' has been open since ' || p.prepared
                   || '; a step that meets it waits: COMMIT PREPARED or ROLLBACK PREPARED it'
            FROM pg_catalog.pg_prepared_xacts p WHERE p.database = current_database()
            LIMIT 10""";

    private LongTransactions() {}

    /** Each with what to do about it, in words. */
    public static List<String> of(Connection connection, long tableOid) throws SQLException {
        return Db.rows(connection, OPEN, row -> row.getString(1), tableOid, SECONDS);
    }
}
