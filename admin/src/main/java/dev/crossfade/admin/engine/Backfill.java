package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.engine.BackfillRanges.Range;
import dev.crossfade.admin.engine.StateStore.Checkpoint;
import dev.crossfade.admin.engine.StateStore.Skipped;
import dev.crossfade.admin.engine.sql.Shape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fills the new columns, one transaction per batch over the primary key.
 *
 * <p>A batch is a range of keys: its end is looked up first, then everything in the range that does not agree is filled, then
 * the range is counted once more. What still differs was locked by others; the range is recorded as skipped in the same
 * transaction and comes again after the first pass until nothing is left. The checkpoint commits with the batch, so when a
 * connection dies with a COMMIT in flight the checkpoint tells which of the two happened. Rows inserted behind the cursor
 * need nothing: they are dual-written.
 *
 * <p>With several workers the keys are cut into {@link BackfillRanges} first, and each {@link BackfillWorker} takes one after the other; the
 * thread that calls {@link #run} is one of them. They have one {@link ClientLoad}, and while clients are served, and heeded, one
 * of them works at a time.
 */
final class Backfill {
    /** A skipped range comes again after this pause, which grows. */
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(2));

    private final Db db;
    private final StateStore store;
    private final Shape shape;
    private final Supplier<MigrationSpec.Backfill> settings;
    private final BackfillWorker.Turns turns;
    private final long epoch;
    private final Control control;
    private final Executor executor;
    private final BackfillRanges ranges;

    /**
     * @param settings asked before each batch, so that its speed can be changed while it runs; for how many work at it, when it begins
     *     or goes on
     * @param executor where those run that are not this thread
     */
    Backfill(
            Db db,
            StateStore store,
            Shape shape,
            Supplier<MigrationSpec.Backfill> settings,
            ClientLoad load,
            long epoch,
            Control control,
            Executor executor) {
        this.db = db;
        this.store = store;
        this.shape = shape;
        this.settings = settings;
        this.turns = new BackfillWorker.Turns(load);
        this.epoch = epoch;
        this.control = control;
        this.executor = executor;
        this.ranges = new BackfillRanges(store, shape, epoch);
    }

    private String name() {
        return shape.migration().name();
    }

    /** Runs until every row was looked at and none was left behind a lock. */
    void run() throws SQLException, InterruptedException {
        Checkpoint checkpoint = db.call(c -> store.checkpoint(c, name()));
        long rows = TableSize.estimate(db, shape);
        if (checkpoint.complete()) {
            control.progress(new Meter(rows, checkpoint.rowsDone(), System.nanoTime()));
        } else {
            pass(checkpoint, rows);
        }
        comeAgain();
    }

    /** Until every row was looked at once. */
    private void pass(Checkpoint whole, long rows) throws SQLException, InterruptedException {
        List<Range> all = whole.equals(Checkpoint.BEGINNING)
                ? db.transaction(c -> {
                    List<Range> before = ranges.load(c);
                    return before.isEmpty() ? ranges.cut(c, settings.get().workers(), rows) : before;
                })
                : List.of();
        if (all.isEmpty()) {
            all = List.of(Range.whole(whole));
        }
        long done =
                all.stream().mapToLong(range -> range.checkpoint().rowsDone()).sum();
        BackfillWorker.Tally tally = new BackfillWorker.Tally(new Meter(rows, done, System.nanoTime()), done, control);
        List<Range> left =
                all.stream().filter(range -> !range.checkpoint().complete()).toList();
        work(new ConcurrentLinkedQueue<>(left), Math.min(settings.get().workers(), left.size()), tally);
        if (all.get(0).number() >= 0) {
            db.run(c -> store.saveCheckpoint(c, name(), epoch, new Checkpoint(null, tally.rows(), true)));
        }
    }

    private void work(Queue<Range> left, int workers, BackfillWorker.Tally tally)
            throws SQLException, InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch others = new CountDownLatch(Math.max(0, workers - 1));
        try {
            for (int i = 1; i < workers; i++) {
                executor.execute(() -> {
                    try {
                        work(left, tally, failure);
                    } finally {
                        others.countDown();
                    }
                });
            }
        } catch (RejectedExecutionException e) {
            failure.compareAndSet(null, new Control.StoppedException()); // the engine is being closed
            throw new Control.StoppedException();
        }
        work(left, tally, failure);
        others.await(); // each ends with its batch once something has failed
        Throwable first = failure.get();
        if (first instanceof SQLException e) {
            throw e;
        }
        if (first instanceof InterruptedException) {
            throw new InterruptedException("while rows were filled");
        }
        if (first instanceof RuntimeException e) {
            throw e;
        }
        if (first instanceof Error e) {
            throw e;
        }
    }

    /** The first that fails has all others end with the batch they are at. */
    @SuppressWarnings("InterruptedExceptionSwallowed") // passed on by whoever began the work
    private void work(Queue<Range> left, BackfillWorker.Tally tally, AtomicReference<@Nullable Throwable> failure) {
        try {
            BackfillWorker worker = new BackfillWorker(
                    db, store, shape, ranges, settings, turns, control, tally, () -> failure.get() != null);
            for (Range range = left.poll(); range != null && failure.get() == null; range = left.poll()) {
                worker.fill(range);
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Ranges that had locked rows, until none has. */
    private void comeAgain() throws SQLException, InterruptedException {
        BackfillBatch careful = db.platform().batch(db, store, shape, ranges);
        Conflicts conflicts = new Conflicts();
        int rounds = 0;
        while (true) {
            List<Skipped> skipped = db.call(c -> store.skipped(c, name()));
            if (skipped.isEmpty()) {
                control.blockedBy(List.of());
                return;
            }
            boolean anyDone = false;
            for (Skipped one : skipped) {
                control.proceed();
                try {
                    anyDone |= db.transaction(c -> careful.again(c, one, epoch));
                    conflicts.clear();
                } catch (SQLException e) {
                    conflicts.afterFailure(e, control);
                }
            }
            if (!anyDone) {
                rounds++;
                List<String> blockers = new ArrayList<>();
                blockers.add("rows of " + skipped.size() + " key range(s) are locked; they come again:");
                blockers.addAll(db.platform().holders(db, shape));
                control.blockedBy(blockers);
                control.rest(AGAIN.pause(rounds, ThreadLocalRandom.current()).toMillis());
            }
        }
    }
}
