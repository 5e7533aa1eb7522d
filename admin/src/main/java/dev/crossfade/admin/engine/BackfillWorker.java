package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.engine.BackfillBatch.Form;
import dev.crossfade.admin.engine.BackfillRanges.Range;
import dev.crossfade.admin.engine.StateStore.Checkpoint;
import dev.crossfade.admin.engine.sql.Shape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Fills one range after the other, a batch at a time.
 *
 * <p>While clients are served, batches are short and their rests long ({@link ClientLoad}). Where nobody is at work, a rename or a retype
 * fills a batch in one pass that waits a moment for a locked row, and gives up when that is not enough: then it goes around locked
 * rows for a while. Confined to its thread.
 */
final class BackfillWorker {
    /** So many batches go around locked rows after one that met one. */
    private static final int AROUND_BATCHES = 50;

    private static final long PAUSE_SLICE_MILLIS = 200;

    private final Supplier<MigrationSpec.Backfill> settings;
    private final Turns turns;
    private final Control control;
    private final Tally tally;
    private final BooleanSupplier ends;
    private final ReplicaLag replicas;
    private final BackfillBatch batch;
    private final Conflicts conflicts = new Conflicts();
    private BatchSize alone = BatchSize.INITIAL;
    private BatchSize besideClients = BatchSize.SMALL;
    /** Batches to come that go around locked rows though nobody seems to be at work. */
    private int around;
    /** After a data error in the fast form of a batch: the same batch again in the form that no value makes fail. */
    private boolean careful;

    /** @param ends whether another worker has failed */
    BackfillWorker(
            Db db,
            StateStore store,
            Shape shape,
            BackfillRanges ranges,
            Supplier<MigrationSpec.Backfill> settings,
            Turns turns,
            Control control,
            Tally tally,
            BooleanSupplier ends) {
        this.settings = settings;
        this.turns = turns;
        this.control = control;
        this.tally = tally;
        this.ends = ends;
        this.replicas = new ReplicaLag(db);
        this.batch = db.platform().batch(db, store, shape, ranges);
    }

    /** How clients fare, which is for one thread at a time. */
    static final class Turns {
        private final ReentrantLock lock = new ReentrantLock(true);
        private final ClientLoad load;

        Turns(ClientLoad load) {
            this.load = load;
        }
    }

    /** The rows that all of them have looked at. */
    static final class Tally {
        private final Meter meter;
        private long rows;

        Tally(Meter meter, long rows, Control control) {
            this.meter = meter;
            this.rows = rows;
            control.progress(meter);
        }

        synchronized void add(long more) {
            rows += more;
            meter.at(rows, System.nanoTime());
        }

        synchronized long rows() {
            return rows;
        }
    }

    /** Until every row of it was looked at, or another worker has failed. */
    void fill(Range range) throws SQLException, InterruptedException {
        Checkpoint checkpoint = range.checkpoint();
        while (!checkpoint.complete() && !ends.getAsBoolean()) {
            control.proceed();
            MigrationSpec.Backfill now = settings.get();
            if (now.maxReplicaLag() != null) {
                replicas.await(now.maxReplicaLag(), control);
            }
            checkpoint = next(range, checkpoint, now);
        }
    }

    /** One batch and the pause behind it; {@code from} when the batch has to be tried again. */
    private Checkpoint next(Range range, Checkpoint from, MigrationSpec.Backfill now)
            throws SQLException, InterruptedException {
        boolean active;
        Duration target;
        turns.lock.lockInterruptibly();
        try {
            turns.load.await(control);
            active = turns.load.active();
            target = turns.load.target(now.batchTarget());
            if (active && now.maxShare() < 1) {
                return tried(range, from, target, true); // the share of the time is that of all workers together
            }
        } finally {
            turns.lock.unlock();
        }
        return tried(range, from, target, active);
    }

    private Checkpoint tried(Range range, Checkpoint from, Duration target, boolean active)
            throws SQLException, InterruptedException {
        Form form = form(active);
        long began = System.nanoTime();
        Checkpoint next;
        try {
            next = batch.run(range, from, (active ? besideClients : alone).rows(), form);
        } catch (SQLException e) {
            if (Errors.isData(e) && form != Form.CAREFUL) {
                careful = true;
            } else if (Errors.isPassing(e) && form == Form.ONE_PASS) {
                around = AROUND_BATCHES;
            } else {
                alone = alone.afterConflict();
                besideClients = besideClients.afterConflict();
                conflicts.afterFailure(e, control);
            }
            return from;
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        careful = false;
        around = Math.max(0, around - 1);
        if (active) {
            besideClients = besideClients.after(elapsed, target);
        } else {
            alone = alone.after(elapsed, target);
        }
        conflicts.clear();
        tally.add(next.rowsDone() - from.rowsDone());
        pause(restAfter(elapsed));
        return next;
    }

    private Form form(boolean active) {
        if (careful) {
            return Form.CAREFUL;
        }
        return !active && around == 0 && batch.canFillInOnePass() ? Form.ONE_PASS : Form.AROUND;
    }

    private Duration restAfter(Duration elapsed) throws InterruptedException {
        turns.lock.lockInterruptibly();
        try {
            return turns.load.restAfter(elapsed);
        } finally {
            turns.lock.unlock();
        }
    }

    /** In slices, so that a pause that is shortened meanwhile ends. */
    private void pause(Duration rest) throws InterruptedException {
        long began = System.nanoTime();
        while (true) {
            long least = settings.get().minPause().toMillis();
            long left = Math.max(least, rest.toMillis()) - (System.nanoTime() - began) / 1_000_000;
            if (left <= 0) {
                return;
            }
            control.rest(Math.min(left, PAUSE_SLICE_MILLIS));
            control.proceed();
        }
    }
}
