package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.engine.StateStore.Checkpoint;
import dev.crossfade.admin.engine.StateStore.Skipped;
import dev.crossfade.admin.engine.sql.BatchSql;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.KeyRange;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * <p>While clients are served, batches are short and their rests long ({@link ClientLoad}). Where nobody is at work, a rename or a retype
 * fills a batch in one pass that waits a moment for a locked row, and gives up when that is not enough: then it goes around locked rows for a while.
 */
final class Backfill {
    /** A skipped range comes again after this pause, which grows. */
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(2));

    private static final String BATCH_LOCK_TIMEOUT = "500ms";
    /** Long before the server looks for a deadlock (deadlock_timeout, 1 s). */
    private static final String ONE_PASS_LOCK_TIMEOUT = "10ms";

    /** So many batches go around locked rows after one that met one. */
    private static final int AROUND_BATCHES = 50;

    private static final String BATCH_STATEMENT_TIMEOUT = "30s";

    private static final long PAUSE_SLICE_MILLIS = 200;

    private final Db db;
    private final StateStore store;
    private final Shape shape;
    private final Supplier<MigrationSpec.Backfill> settings;
    private final ReplicaLag replicas;
    private final ClientLoad load;
    private final long epoch;
    private final Control control;
    private final BatchSql sql;
    private BatchSize alone = BatchSize.INITIAL;
    private BatchSize besideClients = BatchSize.SMALL;
    /** Batches to come that go around locked rows though nobody seems to be at work. */
    private int around;
    /** After a data error in the fast form of a batch: the same batch again in the form that no value makes fail. */
    private boolean careful;

    /**
     * @param settings asked before each batch, so that its speed can be changed while it runs
     */
    Backfill(
            Db db,
            StateStore store,
            Shape shape,
            Supplier<MigrationSpec.Backfill> settings,
            ClientLoad load,
            long epoch,
            Control control) {
        this.db = db;
        this.store = store;
        this.shape = shape;
        this.settings = settings;
        this.epoch = epoch;
        this.control = control;
        this.replicas = new ReplicaLag(db);
        this.load = load;
        this.sql = new BatchSql(shape);
    }

    private String name() {
        return shape.migration().name();
    }

    /** Runs until every row was looked at and none was left behind a lock. */
    void run() throws SQLException, InterruptedException {
        Checkpoint checkpoint = db.call(c -> store.checkpoint(c, name()));
        Meter meter = new Meter(TableSize.estimate(db, shape), checkpoint.rowsDone(), System.nanoTime());
        control.progress(meter);
        Conflicts conflicts = new Conflicts();
        while (!checkpoint.complete()) {
            control.proceed();
            Checkpoint from = checkpoint;
            MigrationSpec.Backfill now = settings.get();
            Duration elapsed;
            try {
                if (now.maxReplicaLag() != null) {
                    replicas.await(now.maxReplicaLag(), control);
                }
                load.await(control);
                boolean active = load.active();
                long began = System.nanoTime();
                checkpoint = db.transaction(c -> batch(c, from, active));
                careful = false;
                around = Math.max(0, around - 1);
                elapsed = Duration.ofNanos(System.nanoTime() - began);
                if (active) {
                    besideClients = besideClients.after(elapsed, load.target(now.batchTarget()));
                } else {
                    alone = alone.after(elapsed, now.batchTarget());
                }
            } catch (SQLException e) {
                if (Errors.isData(e) && !careful) {
                    careful = true;
                    continue;
                }
                if (onePass(load.active()) && Errors.isPassing(e)) {
                    around = AROUND_BATCHES;
                    continue;
                }
                alone = alone.afterConflict();
                besideClients = besideClients.afterConflict();
                conflicts.afterFailure(e, control);
                continue;
            }
            conflicts.clear();
            meter.at(checkpoint.rowsDone(), System.nanoTime());
            pause(elapsed);
        }
        comeAgain();
    }

    /** In slices, so that a pause that is shortened meanwhile ends. */
    private void pause(Duration batch) throws InterruptedException {
        long began = System.nanoTime();
        long restMillis = load.restAfter(batch).toMillis();
        while (true) {
            long least = settings.get().minPause().toMillis();
            long left = Math.max(least, restMillis) - (System.nanoTime() - began) / 1_000_000;
            if (left <= 0) {
                return;
            }
            control.rest(Math.min(left, PAUSE_SLICE_MILLIS));
            control.proceed();
        }
    }

    private Checkpoint batch(Connection connection, Checkpoint from, boolean active) throws SQLException {
        boolean onePass = onePass(active);
        int size = (active ? besideClients : alone).rows();
        prepare(connection, onePass ? ONE_PASS_LOCK_TIMEOUT : BATCH_LOCK_TIMEOUT);
        KeyRange rest = new KeyRange(from.lastKey(), null);
        List<@Nullable Object> parameters = new ArrayList<>(BatchSql.parameters(rest));
        parameters.add(size - 1);
        List<String> last = Db.first(connection, sql.lastKeyOfBatch(rest), row -> Db.key(row, 1), parameters.toArray());
        KeyRange range = new KeyRange(from.lastKey(), last);
        if (onePass) {
            Db.update(connection, sql.fillAll(range), BatchSql.parameters(range).toArray());
        } else if (fill(connection, range) > 0) {
            store.addSkipped(connection, name(), range);
        }
        long rows = from.rowsDone() + (last == null ? count(connection, range) : size);
        Checkpoint next = new Checkpoint(last == null ? from.lastKey() : last, rows, last == null);
        store.saveCheckpoint(connection, name(), epoch, next);
        return next;
    }

    /** Nothing is left behind by one pass: what it would have to skip, it waits for, or fails. */
    private boolean onePass(boolean active) {
        return !active && around == 0 && !careful && sql.canFillAll();
    }

    /** Ranges that had locked rows, until none has. */
    private void comeAgain() throws SQLException, InterruptedException {
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
                    careful = true;
                    anyDone |= db.transaction(c -> again(c, one));
                    conflicts.clear();
                } catch (SQLException e) {
                    conflicts.afterFailure(e, control);
                }
            }
            if (!anyDone) {
                rounds++;
                List<String> blockers = new ArrayList<>();
                blockers.add("rows of " + skipped.size() + " key range(s) are locked; they come again:");
                blockers.addAll(LockHolders.of(db, shape.tableOid()));
                control.blockedBy(blockers);
                control.rest(AGAIN.pause(rounds, java.util.concurrent.ThreadLocalRandom.current())
                        .toMillis());
            }
        }
    }

    private boolean again(Connection connection, Skipped skipped) throws SQLException {
        prepare(connection, BATCH_LOCK_TIMEOUT);
        store.requireCurrent(connection, ColumnMigration.lead(name()), epoch);
        if (fill(connection, skipped.range()) > 0) {
            return false;
        }
        store.removeSkipped(connection, skipped.id());
        return true;
    }

    /**
     * As replica no trigger but ours fires and nothing but the new columns changes. Only superusers may, and whom they let; where the
     * role may not, preflight has seen to it that there is no row trigger.
     */
    private void prepare(Connection connection, String lockTimeout) throws SQLException {
        String replicaRole = mayBeReplica(connection) ? "; SET LOCAL session_replication_role = replica" : "";
        // In one message: a batch beside clients is so short that each way there and back counts.
        Db.execute(
                connection,
                List.of("SET LOCAL lock_timeout = '" + lockTimeout + "'; SET LOCAL statement_timeout = '"
                        + BATCH_STATEMENT_TIMEOUT + "'; SET LOCAL " + GuardFunction.FILLING + " = 'on'"
                        + replicaRole));
    }

    private @Nullable Boolean replica;

    private boolean mayBeReplica(Connection connection) throws SQLException {
        Boolean known = replica;
        if (known == null) {
            known = ShapeReader.tries(connection, "SET LOCAL session_replication_role = replica") == null;
            replica = known;
        }
        return known;
    }

    /** The number of rows that still differ: those that others have locked. */
    private long fill(Connection connection, KeyRange range) throws SQLException {
        Db.update(
                connection,
                sql.fill(range, careful),
                BatchSql.fillParameters(range).toArray());
        return number(connection, sql.countDiffering(range, careful), range);
    }

    private long count(Connection connection, KeyRange range) throws SQLException {
        return number(connection, sql.count(range), range);
    }

    private static long number(Connection connection, String query, KeyRange range) throws SQLException {
        Long number = Db.first(
                connection,
                query,
                row -> row.getLong(1),
                BatchSql.parameters(range).toArray());
        return number == null ? 0 : number;
    }
}
