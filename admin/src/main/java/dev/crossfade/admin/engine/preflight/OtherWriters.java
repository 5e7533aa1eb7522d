package dev.crossfade.admin.engine.preflight;

import dev.crossfade.admin.engine.Db;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Sessions that may write the table and do not come through Crossfade: what they write, no rewriting carries to the other side. */
public final class OtherWriters {
    private static final int MOST_NAMED = 10;

    private static final String SESSIONS = """
            SELECT a.pid, 'user ' || a.usename || coalesce(' (' || nullif(a.application_name, '') || ')', '')
                   || coalesce(' from ' || host(a.client_addr), '')
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = current_database() AND a.usesysid IS NOT NULL
              AND (a.backend_type IS NULL OR a.backend_type = 'client backend') AND a.application_name <> ALL (?)
              AND (pg_catalog.has_table_privilege(a.usesysid, ?::bigint::oid, 'INSERT')
                   OR pg_catalog.has_any_column_privilege(a.usesysid, ?::bigint::oid, 'INSERT')
                   OR pg_catalog.has_any_column_privilege(a.usesysid, ?::bigint::oid, 'UPDATE')
                   OR pg_catalog.has_table_privilege(a.usesysid, ?::bigint::oid, 'DELETE'))
            ORDER BY 2""";

    private OtherWriters() {}

    private record Session(int pid, String who) {}

    /**
     * In words, each with how many sessions and what to do; empty when all come through Crossfade.
     *
     * @param ours what the server calls Crossfade's connections for clients; asked before and after the server is, so that one that
     *     opens meanwhile is none of the others
     * @param guarded whether a trigger carries what they write
     */
    public static List<String> of(Connection connection, long tableOid, Supplier<Set<Integer>> ours, boolean guarded)
            throws SQLException {
        Set<Integer> known = new HashSet<>(ours.get());
        List<Session> sessions = Db.rows(
                connection,
                SESSIONS,
                row -> new Session(row.getInt(1), row.getString(2)),
                Db.array(connection, Db.OWN_NAMES),
                tableOid,
                tableOid,
                tableOid,
                tableOid);
        known.addAll(ours.get());
        Map<String, Integer> others = new LinkedHashMap<>();
        sessions.stream()
                .filter(session -> !known.contains(session.pid()))
                .forEach(session -> others.merge(session.who(), 1, Integer::sum));
        List<String> said = new ArrayList<>();
        others.forEach((who, number) -> said.add(number + " session(s) of " + who
                + " may write the table and do not come through Crossfade: "
                + (guarded
                        ? "the guard carries what they write to the other side, at its cost; point them at Crossfade"
                        : "what they write is not carried to the other side, and keeps verification from being clean; point"
                                + " them at Crossfade, or write guard: repair")));
        return said.size() <= MOST_NAMED
                ? said
                : List.of(
                        String.join("\nnote: ", said.subList(0, MOST_NAMED)),
                        "and " + (said.size() - MOST_NAMED)
                                + " more kinds of sessions that do not come through Crossfade");
    }
}
