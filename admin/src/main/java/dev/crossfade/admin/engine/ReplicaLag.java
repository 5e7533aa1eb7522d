package dev.crossfade.admin.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches the replicas of a server, standbys and logical subscribers that are connected, and lets backfill rest while one of
 * them is too far behind. One that has disconnected does not count.
 */
final class ReplicaLag {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** A role that may not read the statistics of others sees their rows without state and positions. */
    private static final String REPLICAS = """
            SELECT r.application_name, r.state, r.replay_lsn - '0/0'::pg_catalog.pg_lsn,
                   pg_catalog.pg_current_wal_lsn() - '0/0'::pg_catalog.pg_lsn
            FROM pg_catalog.pg_stat_replication r
            WHERE r.state IS NULL OR r.state IN ('catchup', 'streaming')
            ORDER BY r.application_name, r.pid""";

    private record Replica(
            String name, @Nullable String state, @Nullable Long replayed, long written) {}

    private final Db db;
    private final LagHistory history = new LagHistory();

    ReplicaLag(Db db) {
        this.db = db;
    }

    /**
     * Returns when no replica is further behind than {@code most}; says meanwhile which one is.
     *
     * @throws StepFailedException when the engine's user may not read how far replicas are
     */
    void await(Duration most, Control control) throws SQLException, InterruptedException {
        boolean rested = false;
        while (true) {
            control.proceed();
            String tooFar = tooFar(most);
            if (tooFar == null) {
                if (rested) {
                    control.blockedBy(List.of());
                }
                return;
            }
            rested = true;
            control.blockedBy(List.of(tooFar));
            control.rest(LOOK_AGAIN.toMillis());
        }
    }

    private @Nullable String tooFar(Duration most) throws SQLException {
        List<Replica> replicas = db.call(ReplicaLag::read);
        long now = System.nanoTime();
        long slowest = Long.MAX_VALUE;
        String worst = null;
        Duration furthest = most;
        for (Replica replica : replicas) {
            history.primaryAt(replica.written(), now);
            if (replica.state() == null) {
                throw new StepFailedException("how far replica " + replica.name()
                        + " is behind cannot be read, and the file says maxReplicaLag. GRANT pg_monitor to the engine's user,"
                        + " or remove the key; then start goes on");
            }
            long replayed = replica.replayed() == null ? 0 : replica.replayed();
            slowest = Math.min(slowest, replayed);
            Duration behind = history.behind(replayed, now);
            if (behind.compareTo(furthest) > 0) {
                furthest = behind;
                worst = "replica " + replica.name() + " is " + Math.round(behind.toMillis() / 100.0) / 10.0
                        + " s behind, more than maxReplicaLag; backfill rests until it is not";
            }
        }
        history.forgetUpTo(replicas.isEmpty() ? Long.MAX_VALUE : slowest);
        return worst;
    }

    private static List<Replica> read(Connection connection) throws SQLException {
        return Db.rows(
                connection,
                REPLICAS,
                row -> new Replica(
                        row.getString(1),
                        row.getString(2),
                        row.getBigDecimal(3) == null
                                ? null
                                : row.getBigDecimal(3).longValueExact(),
                        row.getBigDecimal(4).longValueExact()));
    }
}
