package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.rehearsal.Report.Played;
import dev.crossfade.admin.rehearsal.Rows.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The clients of a rehearsal, a thread each: several {@link RowClient}s at once, whose rows are their own, and one {@link
 * StatementClient}, which works alone. Their pace is moderate: it is the database's neighbour they run beside.
 */
final class Load implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long STOP_MILLIS = 35_000;
    private static final int ROUNDS = 2;
    private static final String WAITING =
            "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start) * 1000), 0)::bigint"
                    + " FROM pg_catalog.pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = '"
                    + Connections.APPLICATION_NAME + "' AND datname = ?";

    private final Meter meter;
    private final ReentrantReadWriteLock alone = new ReentrantReadWriteLock(true);
    private final AtomicLong rounds = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final StatementClient statements;
    private final Connection watching;
    private final String physical;
    private final int statementsOfEach;
    private volatile boolean speaksNew;
    private volatile boolean stopped;

    private interface Work {
        void once() throws SQLException;
    }

    /** Connects all clients; {@link #begin} lets them work. */
    Load(
            StatementClient.Opener opener,
            String user,
            StatementClient statements,
            Rows rows,
            int clients,
            int statementsOfEach,
            Connection watching,
            String physical,
            Meter meter)
            throws SQLException {
        this.meter = meter;
        this.statements = statements;
        this.watching = watching;
        this.physical = physical;
        this.statementsOfEach = statementsOfEach;
        for (int i = 0; i < clients; i++) {
            List<Row> mine = new ArrayList<>();
            for (int r = i; r < rows.rows().size(); r += clients) {
                mine.add(rows.rows().get(r));
            }
            Pair pair = opener.as(user);
            pairs.add(pair);
            RowClient client = new RowClient(pair, rows, mine, i);
            if (client.hasRows()) {
                Lock shared = alone.readLock();
                threads.add(thread("client-" + i, () -> {
                    shared.lock();
                    try {
                        client.work(speaksNew);
                    } finally {
                        shared.unlock();
                    }
                }));
            }
        }
        AtomicLong turn = new AtomicLong();
        threads.add(thread("statements", () -> {
            alone.writeLock().lock();
            try {
                statements.work((int) (turn.get() % statements.size()));
            } finally {
                alone.writeLock().unlock();
            }
            if (turn.incrementAndGet() % statements.size() == 0) {
                rounds.incrementAndGet();
            }
        }));
        threads.add(thread("locks", this::look));
    }

    private Thread thread(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    while (!stopped) {
                        try {
                            work.once();
                            LockSupport.parkNanos(PAUSE_NANOS);
                        } catch (SQLException e) {
                            if (!stopped) {
                                meter.failure("a client of the rehearsal: " + SchemaCopy.firstLine(e));
                                LockSupport.parkNanos(AFTER_FAILURE_NANOS);
                            }
                        } catch (RuntimeException e) {
                            meter.failure("a client of the rehearsal ended: " + e);
                            return;
                        }
                    }
                },
                "crossfade-rehearsal-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private void look() throws SQLException {
        Long waiting = Db.first(watching, WAITING, row -> row.getLong(1), physical);
        if (waiting != null && waiting > 0) {
            meter.lockWait(waiting);
        }
        LockSupport.parkNanos(LOOK_NANOS);
    }

    void begin() {
        threads.forEach(Thread::start);
    }

    /**
     * Returns when every statement was played twice and the clients have done some work.
     *
     * @throws RehearsalException when that does not come about in time
     */
    void dwell(Duration atMost) throws RehearsalException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        long wantedRounds = rounds.get() + ROUNDS;
        long wantedStatements = meter.allStatements() + (long) statementsOfEach * pairs.size();
        while (rounds.get() < wantedRounds || meter.allStatements() < wantedStatements) {
            if (System.nanoTime() - end > 0) {
                throw new RehearsalException(
                        "the load stands still: its clients did not get through their statements within "
                                + atMost.toSeconds() + " s",
                        null);
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
        }
    }

    /** Work that may fail. */
    interface Check<T> {
        T run() throws SQLException;
    }

    /** Runs {@code check} while no client does anything. */
    <T> T quietly(Duration atMost, Check<T> check) throws RehearsalException, InterruptedException, SQLException {
        if (!alone.writeLock().tryLock(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new RehearsalException("a client of the rehearsal hangs in a statement", null);
        }
        try {
            return check.run();
        } finally {
            alone.writeLock().unlock();
        }
    }

    /** Whether some of its clients are of tomorrow and speak new from now on: the new columns must be there. */
    void speakNew(boolean some, Duration atMost) throws RehearsalException, InterruptedException, SQLException {
        quietly(atMost, () -> speaksNew = some);
    }

    /** What of the census is played. */
    List<Played> played() {
        return statements.played();
    }

    StatementClient statements() {
        return statements;
    }

    @Override
    public void close() {
        stopped = true;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        for (Thread thread : threads) {
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (thread.isAlive() && left > 0) {
                    thread.join(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        pairs.forEach(Pair::close);
        statements.close();
        try {
            watching.close();
        } catch (SQLException e) {
            // the server goes next
        }
    }
}
