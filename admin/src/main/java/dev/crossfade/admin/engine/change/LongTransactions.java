package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Db;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Transactions that have been open for long: DDL waits for those that have locks, CONCURRENTLY for all that are older. */
final class LongTransactions {
    private static final int SECONDS = 30;

    private static final String OPEN = """
            SELECT 'session ' || a.pid || coalesce(' of ' || a.usename, '')
                   || coalesce(' (' || nullif(a.application_name, '') || ')', '') || ' has been in a transaction for '
                   || extract(epoch FROM now() - a.xact_start)::int || ' s (' || a.state || ')'
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.state <> 'idle'
              AND a.xact_start < now() - ? * interval '1 s'
            UNION ALL
            SELECT 'prepared transaction ' || quote_literal(p.gid) || ' of ' || p.owner || ' has been open since ' || p.prepared
            FROM pg_catalog.pg_prepared_xacts p WHERE p.database = current_database()
            LIMIT 10""";

    private LongTransactions() {}

    static List<String> of(Connection connection) throws SQLException {
        return Db.rows(connection, OPEN, row -> row.getString(1) + "; a step that meets it waits", SECONDS);
    }
}
