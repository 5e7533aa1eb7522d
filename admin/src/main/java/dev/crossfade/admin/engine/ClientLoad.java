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
 * Makes backfill and verification give way to clients.
 *
 * <p>Clients are being served while Crossfade has answered one of their statements within the window, or a session of the server,
 * Crossfade's own not counted, is active or was a moment ago. Then a batch is to take {@link #ACTIVE_TARGET}: whoever wants one of
 * its rows, or its core, waits no longer. After it comes a rest that keeps the work to the file's share of the time. The
 * rest grows by {@link Pace} while 99 of 100 statements or transactions take longer than they did without backfill, which is measured by
 * a rest of its own: soon after the beginning, when it lasts until clients are as fast as they will be (a new stage makes servers plan and
 * Crossfade compile), and now and then. Before the first it works {@link #UNMEASURED a tenth of the time}, but not for long: where clients
 * send too few statements to measure, or none by way of Crossfade, the file's share is all that holds. A limit in the file takes the
 * place of that. Beyond the file's limits nothing begins at all.
 *
 * <p>Not for use by several threads.
 */
public final class ClientLoad implements AutoCloseable {
    /** How far back clients' times count: a rest is about as long. */
    static final Duration WINDOW = Duration.ofSeconds(2);

    /** How long a batch is to take while clients are served. */
    static final Duration ACTIVE_TARGET = Duration.ofMillis(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** Between looks at the server's sessions. */
    private static final long SESSIONS_EVERY_NANOS = Duration.ofMillis(250).toNanos();

    /** Work that ends sooner needs no measure of how clients fare without it. */
    private static final long FIRST_MEASURE_NANOS = WINDOW.toNanos();

    /** Load changes with the time of day. */
    private static final long MEASURE_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    /** Windows without backfill, at most, before clients are taken to be as fast as they will be. */
    private static final int SETTLING_WINDOWS = 5;

    /** The rest after a batch, in times of what it took, while nobody knows yet how clients fare without it. */
    private static final double UNMEASURED = 9;

    /** When it is not waited for any more: statements enough to measure would have come. */
    private static final long UNMEASURED_NANOS =
            FIRST_MEASURE_NANOS + WINDOW.multipliedBy(2).toNanos();

    /** A role that may not look sees rows of others without a kind. */
    private static final String SESSIONS = """
            SELECT count(*) FILTER (WHERE a.state = 'active'),
                   count(*) FILTER (WHERE a.state = 'active'
                                    OR a.state_change > pg_catalog.clock_timestamp() - INTERVAL '300 milliseconds'),
                   count(*) FILTER (WHERE a.backend_type IS NULL)
            FROM pg_catalog.pg_stat_activity a
            WHERE (a.backend_type IS NULL OR a.backend_type = 'client backend') AND a.application_name <> ALL (?)""";

    record Sessions(int active, int atWork, int hidden) {}

    private final Db db;
    private final Supplier<ClientTimes> measuring;
    private final Supplier<MigrationSpec.Backfill> settings;
    private @Nullable ClientTimes times;
    private Pace pace = Pace.FULL;
    private boolean active;
    private Sessions sessions = new Sessions(0, 0, 0);
    private @Nullable Long sessionsAtNanos;
    private ClientTimes.@Nullable Reading without;

    private final long beganAtNanos = System.nanoTime();
    private long measureAtNanos = beganAtNanos + FIRST_MEASURE_NANOS;
    private long pacedAtNanos;

    /** @param measuring begins to measure how long clients' statements and transactions take */
    ClientLoad(Db db, Supplier<ClientTimes> measuring, Supplier<MigrationSpec.Backfill> settings) {
        this.db = db;
        this.measuring = measuring;
        this.settings = settings;
    }

    /** Whether a session other than Crossfade's own is active in the server, or was a moment ago, or cannot be looked at. */
    public static boolean anyAtWork(Db db) throws SQLException {
        Sessions now = db.call(db.platform()::sessions);
        return now.atWork() > 0 || now.hidden() > 0;
    }

    /** How long the next batch is to take: {@code alone}, or less while clients are served and heeded. */
    Duration target(Duration alone) {
        return active && heeds(settings.get()) && alone.compareTo(ACTIVE_TARGET) > 0 ? ACTIVE_TARGET : alone;
    }

    /** Whoever lets it work all of the time does not want it to give way. */
    static boolean heeds(MigrationSpec.Backfill settings) {
        return settings.maxShare() < 1;
    }

    /** Whether clients were being served when {@link #await} returned last. */
    boolean active() {
        return active;
    }

    /** How clients fared while nothing was filled; null until that was measured. */
    ClientTimes.@Nullable Reading without() {
        return without;
    }

    /**
     * Returns when a batch may begin; says meanwhile why not.
     *
     * @throws StepFailedException when the engine's user may not read how many sessions are active, and a limit is set
     */
    void await(Control control) throws SQLException, InterruptedException {
        boolean rested = false;
        while (true) {
            control.proceed();
            MigrationSpec.Backfill now = settings.get();
            ClientTimes.Reading clients = read();
            String tooMuch = slow(clients.statements(), now.maxClientP99());
            boolean slow = tooMuch != null;
            if (tooMuch == null) {
                tooMuch = busy(now.maxActiveSessions());
            }
            if (tooMuch == null) {
                if (rested) {
                    control.blockedBy(List.of());
                }
                active = clients.statements().statements() > 0 || sessions.atWork() > 0;
                measureWithout(clients, now, control);
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
        MigrationSpec.Backfill now = settings.get();
        double least = active ? 1 / now.maxShare() - 1 : 0;
        Duration most = now.maxClientP99();
        if (most != null) {
            pace = pace.atLeast(least).after(read().statements().p99(), most);
        } else if (!active || !heeds(now)) {
            pace = Pace.FULL;
        } else {
            heed(Math.max(least, isYetToBeMeasured() ? UNMEASURED : 0));
        }
        return pace.atLeast(least).rest(elapsed);
    }

    private boolean isYetToBeMeasured() {
        return without == null && System.nanoTime() - beganAtNanos < UNMEASURED_NANOS;
    }

    /** Once a window: what was done about one is not seen sooner. */
    private void heed(double least) {
        ClientTimes.Reading usual = without;
        if (usual == null) {
            pace = Pace.FULL.atLeast(least);
            return;
        }
        if (System.nanoTime() - pacedAtNanos < WINDOW.toNanos()) {
            return;
        }
        ClientTimes.Reading clients = read();
        if (clients.isEnough()) {
            pacedAtNanos = System.nanoTime();
            pace = pace.atLeast(least).after(clients.ofLimit(usual));
        }
    }

    /** Rests for a window, or until clients have settled, where it is time to, and looks how they fare meanwhile. */
    private void measureWithout(ClientTimes.Reading clients, MigrationSpec.Backfill now, Control control)
            throws InterruptedException {
        if (now.maxClientP99() != null
                || !heeds(now)
                || !clients.isEnough()
                || System.nanoTime() - measureAtNanos < 0) {
            return;
        }
        ClientTimes.Reading last = rested(control);
        for (int i = 1; without == null && i < SETTLING_WINDOWS; i++) {
            ClientTimes.Reading before = last;
            last = rested(control);
            if (last.isSettled(before)) {
                break;
            }
        }
        if (last.isEnough()) {
            without = last;
        }
        pacedAtNanos = System.nanoTime();
        measureAtNanos = pacedAtNanos + MEASURE_AGAIN_NANOS;
    }

    private ClientTimes.Reading rested(Control control) throws InterruptedException {
        long end = System.nanoTime() + WINDOW.toNanos();
        ClientTimes.Reading last = read();
        while (System.nanoTime() - end < 0) {
            control.rest(LOOK_AGAIN.toMillis());
            control.proceed();
            last = read();
        }
        return last;
    }

    private ClientTimes.Reading read() {
        ClientTimes measured = times;
        if (measured == null) {
            measured = measuring.get();
            times = measured;
        }
        return measured.read();
    }

    private static @Nullable String slow(ClientLatency.Reading clients, @Nullable Duration most) {
        return most != null && clients.p99().compareTo(most) > 0
                ? "99 of 100 statements of clients take up to "
                        + Math.round(clients.p99().toNanos() / 1e5) / 10.0
                        + " ms, more than maxClientP99; backfill rests until they do not"
                : null;
    }

    private @Nullable String busy(@Nullable Integer most) throws SQLException {
        Long last = sessionsAtNanos;
        long now = System.nanoTime();
        if (most != null || last == null || now - last >= SESSIONS_EVERY_NANOS) {
            sessions = db.call(db.platform()::sessions);
            sessionsAtNanos = now;
        }
        if (most == null) {
            return null;
        }
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

    /** PostgreSQL's. */
    static Sessions sessions(Connection connection) throws SQLException {
        Sessions found = Db.first(
                connection,
                SESSIONS,
                row -> new Sessions(row.getInt(1), row.getInt(2), row.getInt(3)),
                Db.array(connection, Db.OWN_NAMES));
        return found == null ? new Sessions(0, 0, 0) : found;
    }

    /** Measures no more. */
    @Override
    public void close() {
        ClientTimes measured = times;
        if (measured != null) {
            measured.close();
            times = null;
        }
    }
}
