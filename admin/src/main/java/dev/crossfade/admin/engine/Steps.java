package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.preflight.Preflight;
import dev.crossfade.admin.engine.sql.ConversionFunctions;
import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The runbook of one migration, each step idempotent, so that one that was interrupted is simply run again. Where it stands
 * is read from the evidence after each step. Runs on the migration's own thread.
 */
final class Steps {
    private static final Duration SLICE = Duration.ofMillis(200);
    private static final Backoff DDL_BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final String DEADLOCK_TIMEOUT = "20ms";

    private final MigrationRunner runner;
    private final DatabaseContext database;
    private final Db db;
    private final StateStore store;
    private final FlagControl flags;

    Steps(MigrationRunner runner) {
        this.runner = runner;
        this.database = runner.database();
        this.db = database.db();
        this.store = database.store();
        this.flags = database.flags();
    }

    void run() throws SQLException, InterruptedException {
        while (runner.evidence().step().isWork()) {
            runner.proceed();
            switch (runner.evidence().step()) {
                case ANNOUNCE -> announce();
                case EXPAND -> expand();
                case DUAL_WRITE -> dualWrite();
                case BACKFILL -> backfill();
                case INDEX -> index();
                case VERIFY -> verify();
                default -> abort();
            }
        }
    }

    private Shape shape() {
        Shape shape = runner.shape();
        if (shape == null) {
            throw new StepFailedException("table " + runner.migration().table() + " or its columns are gone");
        }
        return shape;
    }

    private String name() {
        return runner.name();
    }

    private void step(Step next, String change) throws SQLException {
        long epoch = runner.evidence().epoch();
        db.run(c -> store.step(c, name(), epoch, next, change));
        runner.refresh();
        runner.blockedBy(List.of());
    }

    private void announce() throws SQLException, InterruptedException {
        Shape shape = shape();
        boolean safe = db.trial(c -> Preflight.parallelSafe(c, shape));
        db.run(c -> Db.execute(c, new ConversionFunctions(shape, safe).create()));
        long epoch = runner.evidence().epoch();
        db.run(c -> store.step(c, name(), epoch, Step.ANNOUNCE, "announced = true"));
        runner.refresh();
        runner.syncPermit();
        barrier();
        step(Step.EXPAND, "");
    }

    private void expand() throws SQLException, InterruptedException {
        Shape shape = shape();
        if (!runner.evidence().expanded()) {
            long epoch = runner.evidence().epoch();
            underLock(shape, c -> {
                Db.execute(c, List.of(Ddl.addColumns(shape)));
                Db.execute(c, Ddl.grants(shape, ColumnGrants.read(c, shape)));
                store.step(c, name(), epoch, Step.EXPAND, "expanded = true");
            });
            runner.refresh();
        }
        // The data plane must know the columns before any statement writes them.
        database.reloadCatalog();
        step(Step.DUAL_WRITE, "");
    }

    /** DDL that needs ACCESS EXCLUSIVE: short tries, so that nobody queues behind it for long, and pauses between. */
    private void underLock(Shape shape, Db.Action action) throws SQLException, InterruptedException {
        long end = System.nanoTime() + database.limits().ddlDeadline().toNanos();
        for (int tries = 1; ; tries++) {
            runner.proceed();
            try {
                db.run(c -> {
                    Db.execute(
                            c,
                            List.of("SET LOCAL lock_timeout = "
                                    + database.limits().ddlLockTimeout().toMillis()));
                    // Autovacuum gives way to who waits for it only after deadlock_timeout, which is longer than our
                    // lock_timeout by default; only superusers may shorten it.
                    ShapeReader.tries(c, "SET LOCAL deadlock_timeout = '" + DEADLOCK_TIMEOUT + "'");
                    action.on(c);
                });
                runner.blockedBy(List.of());
                return;
            } catch (SQLException e) {
                if (!Errors.isPassing(e)) {
                    throw e;
                }
                List<String> blockers = new ArrayList<>();
                blockers.add("ALTER TABLE waits for the table's lock (try " + tries + "), held by:");
                blockers.addAll(LockHolders.of(db, shape.tableOid()));
                runner.blockedBy(blockers);
                if (System.nanoTime() - end >= 0) {
                    throw new StepFailedException(
                            "the table's lock was not to be had in "
                                    + database.limits().ddlDeadline().toSeconds() + " s: ",
                            blockers);
                }
                runner.rest(
                        DDL_BACKOFF.pause(tries, ThreadLocalRandom.current()).toMillis());
            }
        }
    }

    private void dualWrite() throws SQLException, InterruptedException {
        runner.syncPermit();
        if (runner.requested() == Stage.OFF) {
            setStage(Stage.DUAL_WRITE);
        }
        long end = System.nanoTime() + database.limits().barrierDeadline().toNanos();
        while (runner.inForce().isBefore(Stage.DUAL_WRITE)) {
            runner.proceed();
            if (System.nanoTime() - end >= 0) {
                throw new StepFailedException("stage dual-write did not come into force");
            }
            runner.rest(10);
        }
        barrier();
        step(Step.BACKFILL, "");
    }

    /** Writes the flag; transactions in its way are waited for as at a barrier, longer than a person would at the API. */
    private void setStage(Stage to) throws InterruptedException {
        long end = System.nanoTime() + database.limits().barrierDeadline().toNanos();
        while (true) {
            runner.proceed();
            try {
                flags.set(runner.migration().stageFlag(), to.variant(), null, null);
                runner.blockedBy(List.of());
                return;
            } catch (CrossfadeException e) {
                if (e.problem() != Problem.DEADLINE_PASSED || System.nanoTime() - end >= 0) {
                    throw e;
                }
                runner.blockedBy(List.of(String.valueOf(e.getMessage())));
                runner.rest(SLICE.toMillis());
            }
        }
    }

    /** No transaction of an older snapshot is left, here or in the database. */
    private void barrier() throws SQLException, InterruptedException {
        Duration deadline = database.limits().barrierDeadline();
        long number = flags.current().number();
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            runner.proceed();
            List<String> left = flags.transactions().barrier(number, SLICE);
            if (left.isEmpty()) {
                break;
            }
            runner.blockedBy(left);
            if (System.nanoTime() - end >= 0) {
                throw new StepFailedException(
                        "sessions stayed in a transaction for " + deadline.toSeconds() + " s: ", left);
            }
        }
        List<String> left = new DatabaseBarrier(db).await(deadline, runner);
        if (!left.isEmpty()) {
            throw new StepFailedException("transactions stayed open for " + deadline.toSeconds() + " s: ", left);
        }
        runner.blockedBy(List.of());
    }

    private void backfill() throws SQLException, InterruptedException {
        long epoch = runner.evidence().epoch();
        new Backfill(db, store, shape(), () -> runner.spec().backfill(), epoch, runner).run();
        step(Step.INDEX, "backfilled_at = now()");
    }

    private void index() throws SQLException, InterruptedException {
        new Indexes(db, shape(), runner, database.limits().indexDeadline()).build();
        step(Step.VERIFY, "");
    }

    private void verify() throws SQLException, InterruptedException {
        Verification.Result found = new Verification(db, shape(), runner).run();
        long epoch = runner.evidence().epoch();
        db.run(c -> {
            store.saveVerification(c, name(), epoch, found);
            if (found.differing() > 0) {
                // Backfill has to look at every row again.
                store.clearCheckpoint(c, name());
            } else {
                store.step(c, name(), epoch, Step.READY, "message = message");
            }
        });
        runner.refreshDeadLetters();
        runner.permitThenRefresh();
        if (found.differing() > 0) {
            throw new StepFailedException(found.differing() + " of " + found.rows() + " rows do not agree, such as key "
                    + String.join(" and key ", found.differingKeys())
                    + ". They may have been written without Crossfade; start fills them and verifies again");
        }
    }

    /** Everything start did, undone in reverse order. Announced until the columns are gone, so that no client sees them. */
    private void abort() throws SQLException, InterruptedException {
        if (runner.requested() != Stage.OFF || runner.inForce() != Stage.OFF) {
            setStage(Stage.OFF);
        }
        runner.refresh();
        runner.syncPermit();
        barrier();
        Shape shape = runner.shape();
        if (shape != null && runner.evidence().expanded()) {
            List<String> columns = runner.migration().newColumns().stream()
                    .map(NewColumn::name)
                    .toList();
            long epoch = runner.evidence().epoch();
            underLock(shape, c -> {
                Db.execute(c, List.of(Ddl.dropColumns(shape.migration().table(), columns)));
                store.step(c, name(), epoch, Step.ABORT, "expanded = false");
            });
        }
        database.reloadCatalog();
        long epoch = runner.evidence().epoch();
        db.run(c -> store.step(c, name(), epoch, Step.ABORT, "announced = false"));
        runner.refresh();
        runner.syncPermit();
        barrier();
        db.run((Connection c) -> {
            if (shape != null) {
                Db.execute(c, new ConversionFunctions(shape, true).drop());
            }
            store.forget(c, name());
        });
        runner.refresh();
        runner.blockedBy(List.of());
    }
}
