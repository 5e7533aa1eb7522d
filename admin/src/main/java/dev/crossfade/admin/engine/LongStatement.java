package dev.crossfade.admin.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A statement that takes long, watched from a second thread: progress by {@code pg_stat_progress_create_index}
 * (https://www.postgresql.org/docs/15/progress-reporting.html), who is waited for by {@code pg_blocking_pids}.
 */
public final class LongStatement {
    private static final Logger LOG = LoggerFactory.getLogger(LongStatement.class);
    private static final long LOOK_MILLIS = 250;

    /** An old transaction that CONCURRENTLY waits for is a lock on its virtual id, so it is among the blocking ones. */
    private static final String LOOK = """
            SELECT p.phase, greatest(p.blocks_done, 0), greatest(p.blocks_total, 0),
                   array(SELECT 'waits for session ' || b.pid ||
            """ + SessionWords.of("b") + """

                         FROM pg_catalog.pg_stat_activity b WHERE b.pid = ANY (pg_catalog.pg_blocking_pids(a.pid)) ORDER BY b.pid)
            FROM pg_catalog.pg_stat_activity a LEFT JOIN pg_catalog.pg_stat_progress_create_index p ON p.pid = a.pid
            WHERE a.pid = ?""";

    private final Db db;
    private final Executor executor;
    private final Control control;
    private final long rows;

    /**
     * @param executor where it is watched
     * @param rows of the table, for the progress; 0 where that is not known
     */
    public LongStatement(Db db, Executor executor, Control control, long rows) {
        this.db = db;
        this.executor = executor;
        this.control = control;
        this.rows = Math.max(0, rows);
    }

    /**
     * Runs statements outside transactions. Locks are waited for as long as it takes: CONCURRENTLY and VALIDATE stand in no reader's or
     * writer's way while they do.
     *
     * @param what they do, in words
     * @param deadline for all of them
     */
    public void run(String what, List<String> statements, Duration deadline) throws SQLException {
        watched(what, begins -> {
            db.alone(statements, deadline, "0", begins);
            return true;
        });
    }

    /** A question that takes long. */
    public interface Question<T> {
        T ask() throws SQLException;
    }

    /** The same for a question that somebody asks on a connection of the server's process {@code pid}. */
    public <T> T asks(String what, int pid, Question<T> question) throws SQLException {
        return watched(what, begins -> {
            begins.accept(new Db.Running(pid, () -> cancel(pid)));
            return question.ask();
        });
    }

    private interface Watched<T> {
        T run(Consumer<Db.Running> begins) throws SQLException;
    }

    private <T> T watched(String what, Watched<T> statement) throws SQLException {
        CountDownLatch over = new CountDownLatch(1);
        control.blockedBy(List.of(what));
        try {
            return statement.run(running -> executor.execute(() -> watch(what, running, over)));
        } catch (RejectedExecutionException e) {
            throw new Control.StoppedException(); // the engine is being closed
        } catch (SQLException e) {
            if (control.isStopped() && !Errors.isConnectionLost(e)) {
                throw new Control.StoppedException(); // it was cancelled
            }
            throw e;
        } finally {
            synchronized (over) { // so that the watcher's last look says nothing after this
                over.countDown();
                control.blockedBy(List.of());
            }
        }
    }

    private void cancel(int pid) {
        try {
            db.call(c -> Db.rows(c, "SELECT pg_cancel_backend(?)", row -> row.getBoolean(1), pid));
        } catch (SQLException e) {
            LOG.debug("a question that is being given up", e);
        }
    }

    private record Look(@Nullable String phase, long done, long total, List<String> blockers) {}

    private void watch(String what, Db.Running running, CountDownLatch over) {
        Meter meter = new Meter(rows, 0, System.nanoTime());
        try {
            while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (control.isStopped()) {
                    running.cancel().run();
                    continue; // it may have hit the moment between two statements
                }
                look(what, running.pid(), meter, over);
            }
        } catch (InterruptedException e) {
            running.cancel().run();
            Thread.currentThread().interrupt();
        }
    }

    private void look(String what, int pid, Meter meter, CountDownLatch over) {
        try {
            Look look = db.find(c -> Db.first(
                    c,
                    LOOK,
                    row -> new Look(row.getString(1), row.getLong(2), row.getLong(3), orEmpty(Db.texts(row, 4))),
                    pid));
            if (look == null) {
                return;
            }
            List<String> said = new ArrayList<>();
            said.add(look.phase() == null ? what : what + ": " + look.phase());
            said.addAll(look.blockers());
            synchronized (over) {
                if (over.getCount() == 0) {
                    return;
                }
                if (look.total() > 0 && rows > 0) {
                    meter.at((long) ((double) look.done() / (double) look.total() * (double) rows), System.nanoTime());
                    control.progress(meter);
                }
                control.blockedBy(said);
            }
        } catch (SQLException e) {
            LOG.debug("{} is not to be watched now: {}", what, Errors.firstLine(e));
        }
    }

    private static List<String> orEmpty(@Nullable List<String> texts) {
        return texts == null ? List.of() : texts;
    }
}
