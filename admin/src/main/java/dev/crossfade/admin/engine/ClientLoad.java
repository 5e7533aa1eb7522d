package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.proxy.ClientLatency;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets backfill rest while clients are served too slowly or the server is too busy, as its file says, and makes it slower
 * when that happens: what rests goes on and off; what is slower stays under the limit.
 *
 * <p>The time between two batches grows by {@link Pace} with each look that found clients near the limit and shrinks with each
 * that did not. Not for use by several threads.
 */
final class ClientLoad implements AutoCloseable {
    /** How far back clients' times count: a rest is about as long. */
    static final Duration WINDOW = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** Crossfade's own sessions for the engine are not counted. A role that may not look sees rows of others without a kind. */
    private static final String ACTIVE = """
            SELECT count(*) FILTER (WHERE a.state = 'active'),
                   count(*) FILTER (WHERE a.backend_type IS NULL)
            FROM pg_catalog.pg_stat_activity a
            WHERE (a.backend_type IS NULL OR a.backend_type = 'client backend') AND a.application_name <> ?""";

    private record Sessions(int active, int hidden) {}

    private final Db db;
    private final Supplier<ClientLatency> measuring;
    private final Supplier<MigrationSpec.Backfill> settings;
    private @Nullable ClientLatency latency;
    private Pace pace = Pace.FULL;

    /** @param measuring begins to measure; only when the settings have a limit for it */
    ClientLoad(Db db, Supplier<ClientLatency> measuring, Supplier<MigrationSpec.Backfill> settings) {
        this.db = db;
        this.measuring = measuring;
        this.settings = settings;
    }

    /**
     * Returns when a batch may begin; says meanwhile why not.
     *
     * @throws StepFailedException when the engine's user may not read how many sessions are active
     */
    void await(Control control) throws SQLException, InterruptedException {
        boolean rested = false;
        while (true) {
            control.proceed();
            MigrationSpec.Backfill now = settings.get();
            String tooMuch = slow(now.maxClientP99());
            boolean slow = tooMuch != null;
            if (tooMuch == null) {
                tooMuch = busy(now.maxActiveSessions());
            }
            if (tooMuch == null) {
                if (rested) {
                    control.blockedBy(List.of());
                }
                return;
            }
            if (slow && !rested) {
                pace = pace.slower();
            }
            rested = true;
            control.blockedBy(List.of(tooMuch));
            control.rest(LOOK_AGAIN.toMillis());
        }
    }

    /** How long to rest after a batch that took {@code elapsed}, besides the pause that the file asks for. */
    Duration restAfter(Duration elapsed) {
        Duration most = settings.get().maxClientP99();
        ClientLatency measured = latency;
        if (most == null || measured == null) {
            return Duration.ZERO;
        }
        pace = pace.after(measured.read().p99(), most);
        return pace.rest(elapsed);
    }

    private @Nullable String slow(@Nullable Duration most) {
        if (most == null) {
            close();
            return null;
        }
        ClientLatency measured = latency;
        if (measured == null) {
            measured = measuring.get();
            latency = measured;
        }
        Duration p99 = measured.read().p99();
        return p99.compareTo(most) > 0
                ? "99 of 100 statements of clients take up to " + Math.round(p99.toNanos() / 1e5) / 10.0
                        + " ms, more than maxClientP99; backfill rests until they do not"
                : null;
    }

    private @Nullable String busy(@Nullable Integer most) throws SQLException {
        if (most == null) {
            return null;
        }
        Sessions sessions = db.call(ClientLoad::sessions);
        if (sessions.hidden() > 0) {
            throw new StepFailedException(
                    "how many sessions are active cannot be read, and the file says maxActiveSessions."
                            + " GRANT pg_monitor to the engine's user, or remove the key; then start goes on");
        }
        return sessions.active() > most
                ? sessions.active()
                        + " sessions are active in the server, more than maxActiveSessions; backfill rests until"
                        + " they are fewer"
                : null;
    }

    private static Sessions sessions(Connection connection) throws SQLException {
        Sessions found =
                Db.first(connection, ACTIVE, row -> new Sessions(row.getInt(1), row.getInt(2)), Db.APPLICATION_NAME);
        return found == null ? new Sessions(0, 0) : found;
    }

    /** Measures no more. */
    @Override
    public void close() {
        ClientLatency measured = latency;
        if (measured != null) {
            measured.close();
            latency = null;
            pace = Pace.FULL;
        }
    }
}
