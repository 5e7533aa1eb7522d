package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The runbook of one migration, each step idempotent, so that one that was interrupted is simply run again. Where it stands
 * is read from the evidence after each step. Runs on the migration's own thread. What the server's own DDL does is a step of
 * the subclass; what only moves flags, waits, fills and compares is here.
 */
abstract class Runbook {
    private static final Duration SLICE = Duration.ofMillis(200);

    final MigrationRunner runner;
    final Worker worker;
    final DatabaseContext database;
    final Db db;
    final StateStore store;
    final FlagControl flags;
    final Settling settling;

    Runbook(MigrationRunner runner) {
        this.runner = runner;
        this.worker = runner.worker();
        this.database = runner.database();
        this.db = database.db();
        this.store = database.store();
        this.flags = database.flags();
        this.settling = new Settling(
                db, this::times, () -> ClientLoad.heeds(runner.spec().backfill()));
    }

    /** Functions are there and every transaction is rewritten by what was started. */
    abstract void announce() throws SQLException, InterruptedException;

    /** The new columns are there. */
    abstract void expand() throws SQLException, InterruptedException;

    /** Indexes over the new columns are there, as over the old ones. */
    abstract void index() throws SQLException, InterruptedException;

    /** Old is not kept any more, and complete is in force. */
    abstract void release() throws SQLException, InterruptedException;

    /** What a release has begun is taken back. */
    abstract void retract() throws SQLException, InterruptedException;

    /** The old columns are gone. */
    abstract void contract() throws SQLException, InterruptedException;

    /** What the migration has added is gone. */
    abstract void abort() throws SQLException, InterruptedException;

    /** What carries writes around the proxy is there, where the file wants that, before the rows are compared. */
    abstract void carriesWrites(Shape shape) throws SQLException, InterruptedException;

    /** What counts writes around the proxy is there, where the file wants that. */
    abstract void ensureObserver(Step step) throws SQLException, InterruptedException;

    /** The rows have been compared and agree, in the transaction that says so. */
    void verified(Connection connection, Verification.Result found) throws SQLException {}

    void run() throws SQLException, InterruptedException {
        // what was recorded last may have been answered to nobody
        runner.refresh();
        if (runner.evidence().step() == Step.READY) {
            runner.permitThenRefresh();
        }
        while (runner.evidence().step().isWork()) {
            worker.proceed();
            switch (runner.evidence().step()) {
                case ANNOUNCE -> announce();
                case EXPAND -> expand();
                case DUAL_WRITE -> dualWrite();
                case BACKFILL -> backfill();
                case INDEX -> index();
                case VERIFY -> verify();
                case RELEASE -> release();
                case RETRACT -> retract();
                case CONTRACT -> contract();
                default -> abort();
            }
        }
    }

    final Shape shape() {
        Shape shape = runner.shape();
        if (shape == null) {
            throw new StepFailedException("table " + runner.migration().table() + " or its columns are gone");
        }
        return shape;
    }

    final String name() {
        return runner.name();
    }

    final void step(Step next, String change) throws SQLException {
        long epoch = runner.evidence().epoch();
        db.run(c -> store.step(c, name(), epoch, next, change));
        runner.refresh();
        worker.blockedBy(List.of());
    }

    /** Everybody rewrites by what was started, from here on. */
    final void announced() throws SQLException, InterruptedException {
        settling.measure(worker);
        long epoch = runner.evidence().epoch();
        db.run(c -> store.step(c, name(), epoch, Step.ANNOUNCE, "announced = true"));
        runner.refresh();
        runner.syncPermit();
        barrier();
        settling.await(worker);
        step(Step.EXPAND, "");
    }

    /** Old has been let go: nobody reads or writes it any more, from here on. */
    final void complete() throws SQLException, InterruptedException {
        barrier();
        if (runner.requested() != Stage.COMPLETE) {
            setStage(Stage.COMPLETE);
        }
        awaitStage(Stage.COMPLETE);
        barrier();
        step(Step.READY, "");
    }

    /** Nobody writes new any more, from here on. */
    final void off() throws SQLException, InterruptedException {
        if (runner.requested() != Stage.OFF || runner.inForce() != Stage.OFF) {
            setStage(Stage.OFF);
        }
        runner.refresh();
        runner.syncPermit();
        barrier();
    }

    /** Nobody rewrites for it any more, from here on. */
    final void unannounced() throws SQLException, InterruptedException {
        long epoch = runner.evidence().epoch();
        db.run(c -> store.step(c, name(), epoch, Step.ABORT, "announced = false"));
        runner.refresh();
        runner.syncPermit();
        barrier();
    }

    private void dualWrite() throws SQLException, InterruptedException {
        runner.syncPermit();
        if (runner.requested() == Stage.OFF) {
            setStage(Stage.DUAL_WRITE);
        }
        awaitStage(Stage.DUAL_WRITE);
        barrier();
        ensureObserver(Step.DUAL_WRITE);
        settling.await(worker);
        step(Step.BACKFILL, "");
    }

    final void awaitStage(Stage stage) throws InterruptedException {
        long end = System.nanoTime() + database.limits().barrierDeadline().toNanos();
        while (runner.inForce().isBefore(stage)) {
            worker.proceed();
            if (System.nanoTime() - end >= 0) {
                throw new StepFailedException("stage " + stage.variant() + " did not come into force");
            }
            worker.rest(10);
        }
    }

    /** Writes the flag; transactions in its way are waited for as at a barrier, longer than a person would at the API. */
    final void setStage(Stage to) throws InterruptedException {
        long end = System.nanoTime() + database.limits().barrierDeadline().toNanos();
        while (true) {
            worker.proceed();
            try {
                flags.set(runner.migration().stageFlag(), to.variant(), null, null);
                worker.blockedBy(List.of());
                return;
            } catch (CrossfadeException e) {
                // A connection that was lost when the gate asked, too: its answer is asked for again.
                boolean passing = e.problem() == Problem.DEADLINE_PASSED || e.problem() == Problem.BACKEND_UNREACHABLE;
                if (!passing || System.nanoTime() - end >= 0) {
                    throw e;
                }
                worker.blockedBy(List.of(String.valueOf(e.getMessage())));
                worker.rest(SLICE.toMillis());
            }
        }
    }

    /** No transaction of an older snapshot is left, here or in the database. */
    final void barrier() throws SQLException, InterruptedException {
        Duration deadline = database.limits().barrierDeadline();
        long number = flags.current().number();
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            worker.proceed();
            List<String> left = flags.transactions().barrier(number, SLICE);
            if (left.isEmpty()) {
                break;
            }
            worker.blockedBy(left);
            if (System.nanoTime() - end >= 0) {
                throw new StepFailedException(
                        "sessions stayed in a transaction for " + deadline.toSeconds() + " s: ", left);
            }
        }
        List<String> left = db.platform().barrier(db).await(deadline, worker);
        if (!left.isEmpty()) {
            throw new StepFailedException("transactions stayed open for " + deadline.toSeconds() + " s: ", left);
        }
        worker.blockedBy(List.of());
    }

    private void backfill() throws SQLException, InterruptedException {
        long epoch = runner.evidence().epoch();
        try (ClientLoad load = clientLoad()) {
            for (Shape member : shape().members()) {
                worker.member(member.migration().name());
                new Backfill(
                                db,
                                store,
                                member,
                                () -> runner.spec().backfill(),
                                load,
                                epoch,
                                worker,
                                database.executor())
                        .run();
            }
        }
        step(Step.INDEX, "backfilled_at = CURRENT_TIMESTAMP(6)");
    }

    /** One for all tables of a step: what it has learned of clients counts for the next, too. */
    private ClientLoad clientLoad() {
        return new ClientLoad(
                db, () -> times(ClientLoad.WINDOW), () -> runner.spec().backfill());
    }

    private ClientTimes times(Duration window) {
        String name = runner.migration().database();
        return new ClientTimes(
                database.host().latency(name, null, window), database.host().transactionLatency(name, window));
    }

    private void verify() throws SQLException, InterruptedException {
        Shape shape = shape();
        carriesWrites(shape);
        ensureObserver(Step.VERIFY);
        Verification.Result found;
        try (ClientLoad load = clientLoad()) {
            worker.member(name());
            found = new Verification(db, shape, load, worker).run();
            for (Shape companion : shape.companions()) {
                worker.member(companion.migration().name());
                found = found.and(companion.migration().table(), new Verification(db, companion, load, worker).run());
            }
        }
        record(found);
    }

    private void record(Verification.Result found) throws SQLException {
        long epoch = runner.evidence().epoch();
        db.run(c -> {
            store.saveVerification(c, name(), epoch, found);
            if (found.differing() > 0) {
                // Backfill has to look at every row again.
                store.clearCheckpoint(c, name());
            } else {
                store.step(c, name(), epoch, Step.READY, "message = message");
                verified(c, found);
            }
        });
        runner.refreshDeadLetters();
        runner.refreshObserved();
        runner.permitThenRefresh();
        if (found.differing() > 0) {
            throw new StepFailedException(found.differing() + " of " + found.rows() + " rows do not agree, such as key "
                    + String.join(" and key ", found.differingKeys())
                    + ". They may have been written without Crossfade; start fills them and verifies again");
        }
    }
}
