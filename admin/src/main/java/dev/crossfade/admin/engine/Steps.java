package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.preflight.Preflight;
import dev.crossfade.admin.engine.sql.ConversionFunctions;
import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.LetterTriggers;
import dev.crossfade.admin.engine.sql.ObserveTriggers;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runbook of one migration, each step idempotent, so that one that was interrupted is simply run again. Where it stands
 * is read from the evidence after each step. Runs on the migration's own thread.
 */
final class Steps {
    private static final Duration SLICE = Duration.ofMillis(200);

    private final MigrationRunner runner;
    private final Worker worker;
    private final DatabaseContext database;
    private final Db db;
    private final StateStore store;
    private final FlagControl flags;
    private final TableLock lock;
    private final Settling settling;

    Steps(MigrationRunner runner) {
        this.runner = runner;
        this.worker = runner.worker();
        this.database = runner.database();
        this.db = database.db();
        this.store = database.store();
        this.flags = database.flags();
        this.lock = new TableLock(db, database.limits(), worker, database.host());
        this.settling = new Settling(
                db, this::times, () -> ClientLoad.heeds(runner.spec().backfill()));
    }

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
        worker.blockedBy(List.of());
    }

    private void announce() throws SQLException, InterruptedException {
        Shape shape = shape();
        for (Shape member : shape.members()) {
            boolean safe = db.trial(c -> Preflight.parallelSafe(c, member));
            boolean downMayFail = db.trial(c -> DownMayFail.byTree(c, member));
            ConversionFunctions functions = new ConversionFunctions(member, safe);
            db.run(c -> {
                Db.execute(c, functions.create());
                if (!downMayFail) {
                    Db.execute(c, functions.inlineDownOrNull());
                }
            });
        }
        settling.measure(worker);
        long epoch = runner.evidence().epoch();
        db.run(c -> store.step(c, name(), epoch, Step.ANNOUNCE, "announced = true"));
        runner.refresh();
        runner.syncPermit();
        barrier();
        settling.await(worker);
        step(Step.EXPAND, "");
    }

    private void expand() throws SQLException, InterruptedException {
        Shape shape = shape();
        // The migration's own columns last: that they are there, and guarded, says that all are.
        boolean guarded = runner.guardWanted();
        for (Shape member : lastItself(shape)) {
            if (!runner.evidence()
                    .expandedMembers(name())
                    .contains(member.migration().name())) {
                long epoch = runner.evidence().epoch();
                lock.take(member, c -> {
                    Db.execute(c, List.of(Ddl.addColumns(member)));
                    Db.execute(c, Ddl.grants(member, ColumnGrants.read(c, member)));
                    createTriggers(c, member, guarded);
                    if (member.equals(shape)) {
                        store.step(c, name(), epoch, Step.EXPAND, "expanded = true, guarded = " + guarded);
                    } else {
                        store.expanded(c, name(), epoch, member.migration().name(), true);
                    }
                });
                runner.refresh();
            }
        }
        ensureGuard(shape, Step.EXPAND);
        // The data plane must know the columns before any statement writes them.
        database.reloadCatalog();
        step(Step.DUAL_WRITE, "");
    }

    private static List<Shape> lastItself(Shape shape) {
        return Stream.concat(shape.companions().stream(), Stream.of(shape)).toList();
    }

    private static void createTriggers(Connection c, Shape shape, boolean guarded) throws SQLException {
        GuardFunction guard = new GuardFunction(shape, RowTriggers.change(c, shape));
        Db.execute(c, guarded ? guard.create() : guard.drop());
        Db.execute(c, new LetterTriggers(shape).create(guarded));
        Guard.made(c, shape);
    }

    /** Puts the guard there, or back where somebody has taken it away, or takes it away when the file says so by now. */
    private void ensureGuard(Shape shape, Step step) throws SQLException, InterruptedException {
        boolean wanted = runner.guardWanted();
        if (!wanted && shape.members().stream().anyMatch(Shape::isKeyless)) {
            throw new StepFailedException(
                    "a table of it has no primary key, and is gone through by where its rows lie: rows"
                            + " that move meanwhile only a guard fills. Write guard: repair, then start again");
        }
        boolean guarded = runner.evidence().guarded();
        String problem = db.find(c -> Guard.problemOfAny(c, shape, wanted));
        if (wanted == guarded && problem == null && (wanted || !db.call(c -> Guard.isOnAny(c, shape)))) {
            return;
        }
        long epoch = runner.evidence().epoch();
        // Recorded with the migration's own table: a guard is said to be there only where all are.
        for (Shape member : wanted ? lastItself(shape) : shape.members()) {
            lock.take(member, c -> {
                createTriggers(c, member, wanted);
                if (member.equals(shape)) {
                    store.step(c, name(), epoch, step, "guarded = " + wanted);
                } else {
                    store.requireCurrent(c, name(), epoch);
                }
            });
        }
        runner.refresh();
        String left = db.find(c -> Guard.problemOfAny(c, shape, wanted));
        if (left != null) {
            throw new StepFailedException(left + "; rename or drop that trigger, then start again");
        }
        runner.setTruth();
        runner.refreshGuard();
    }

    /**
     * Has writes around the proxy seen where the file says so by now, and not where it does not. Not before both sides are
     * written by all: what goes through the proxy would be seen, too.
     */
    private void ensureObserver(Step step) throws SQLException, InterruptedException {
        Shape shape = shape();
        boolean wanted = runner.observerWanted();
        if (wanted && !Observed.missing(shape).isEmpty()) {
            Finding missing = Observed.missing(shape).get(0);
            throw new StepFailedException(missing.what() + "; " + missing.todo());
        }
        boolean there = db.call(c -> Observed.armed(c, shape));
        // after a stay at off what it has seen went through the proxy
        if (wanted == there && (!wanted || step != Step.DUAL_WRITE)) {
            return;
        }
        long epoch = runner.evidence().epoch();
        ObserveTriggers observer = new ObserveTriggers(shape);
        Db.Action change = c -> {
            Db.execute(c, wanted ? observer.create() : observer.drop());
            Guard.made(c, shape);
            store.step(c, name(), epoch, step, "message = message");
        };
        if (wanted && !there) {
            lock.takeFromWriters(shape, change);
        } else {
            lock.take(shape, change);
        }
        runner.refreshGuard();
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

    private void awaitStage(Stage stage) throws InterruptedException {
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
    private void setStage(Stage to) throws InterruptedException {
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
    private void barrier() throws SQLException, InterruptedException {
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
        List<String> left = new DatabaseBarrier(db).await(deadline, worker);
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
        step(Step.INDEX, "backfilled_at = now()");
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

    private void index() throws SQLException, InterruptedException {
        for (Shape member : shape().members()) {
            worker.member(member.migration().name());
            new Indexes(
                            db,
                            member,
                            worker,
                            database.executor(),
                            database.limits().indexDeadline())
                    .build();
        }
        step(Step.VERIFY, "");
    }

    private void verify() throws SQLException, InterruptedException {
        Shape shape = shape();
        ensureGuard(shape, Step.VERIFY);
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
                Observed.verified(c, name(), found.snapshot());
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

    private Release releasing() {
        return new Release(
                db,
                shape(),
                lock,
                worker,
                database.executor(),
                database.limits().indexDeadline());
    }

    /** At ramp-down: what old has moves to new, then old is let go, and when nobody relies on it any more, complete. */
    private void release() throws SQLException, InterruptedException {
        runner.refresh(); // asks whether a hand-over whose answer was lost has happened
        if (!runner.evidence().released()) {
            Release release = releasing();
            release.prepare();
            if (runner.requested().isBefore(Stage.RAMP_DOWN)) { // left in the moment in which this release began
                db.run(c -> store.leaveRampDown(c, name()));
                runner.refresh();
                return;
            }
            long epoch = runner.evidence().epoch();
            boolean guarded = runner.evidence().guarded();
            Shape shape = shape();
            // First of all: what is read then must still be so when old is let go.
            lock.take(release.tables(), "ACCESS EXCLUSIVE", c -> {
                String problem = Guard.problemOfAny(c, shape, guarded);
                if (problem != null) {
                    throw new StepFailedException(Guard.lost(problem));
                }
                Observed seen = Observed.read(c, name()); // since advance was asked, what was prepared took its time
                if (seen.rows() > 0) {
                    throw new StepFailedException(seen.lost());
                }
                release.handOver(c, guarded);
                Db.execute(c, new ObserveTriggers(shape).drop());
                for (Shape member : shape.members()) {
                    Guard.made(c, member);
                }
                store.step(c, name(), epoch, Step.RELEASE, "released = true, guarded = false");
            });
        }
        rearm();
        runner.permitThenRefresh();
        runner.refreshGuard();
        database.reloadCatalog();
        barrier();
        if (runner.requested() != Stage.COMPLETE) {
            setStage(Stage.COMPLETE);
        }
        awaitStage(Stage.COMPLETE);
        barrier();
        step(Step.READY, "");
    }

    /** What carries writes of old alone after the release is put back where somebody has touched it. */
    private void rearm() throws SQLException, InterruptedException {
        for (Shape member : shape().members()) {
            if (db.find(c -> Guard.turnedProblem(c, member)) != null) {
                lock.take(member, c -> {
                    Db.execute(c, new GuardFunction(member).turn());
                    Guard.made(c, member);
                });
            }
        }
    }

    private void retract() throws SQLException, InterruptedException {
        releasing().retract();
        step(Step.READY, "");
    }

    /** At complete: the old columns go. */
    private void contract() throws SQLException, InterruptedException {
        runner.refresh(); // asks whether a transaction whose answer was lost has committed
        if (runner.evidence().contractedAt() == null) {
            Shape shape = shape();
            for (Shape companion : shape.companions()) {
                Evidence.Part part =
                        runner.evidence().parts().get(companion.migration().name());
                if (part == null || part.oldColumns() == null) {
                    drop(companion, false);
                    runner.refresh();
                }
            }
            drop(shape, true);
        }
        runner.permitThenRefresh();
        database.reloadCatalog();
        step(Step.DONE, "");
    }

    /** @param last whether all is dropped that is to be */
    private void drop(Shape shape, boolean last) throws SQLException, InterruptedException {
        database.reloadCatalog();
        List<Catalog.Column> columns = Contract.columns(database.catalog(), shape);
        String gone = Definitions.columnsToJson(columns);
        runner.goneSoon(shape.migration().table(), columns);
        long epoch = runner.evidence().epoch();
        lock.take(List.of(TableLock.Target.of(shape)), "ACCESS EXCLUSIVE", c -> {
            String unguarded = Guard.turnedProblem(c, shape);
            if (unguarded != null) {
                throw new StepFailedException(unguarded);
            }
            Db.executeTogether(c, Contract.sql(c, shape));
            Guard.made(c, shape);
            if (last) {
                store.contracted(c, name(), epoch, gone);
            } else {
                store.contractedPart(c, name(), epoch, shape.migration().name(), gone);
            }
        });
    }

    /** Everything start did, undone in reverse order. Announced until the columns are gone, so that no client sees them. */
    private void abort() throws SQLException, InterruptedException {
        if (runner.requested() != Stage.OFF || runner.inForce() != Stage.OFF) {
            setStage(Stage.OFF);
        }
        runner.refresh();
        runner.syncPermit();
        barrier();
        Removal removal = new Removal(runner, lock);
        removal.columns();
        database.reloadCatalog();
        long epoch = runner.evidence().epoch();
        db.run(c -> store.step(c, name(), epoch, Step.ABORT, "announced = false"));
        runner.refresh();
        runner.syncPermit();
        barrier();
        db.run((Connection c) -> {
            removal.functions(c);
            store.forget(c, name());
        });
        runner.refresh();
        worker.blockedBy(List.of());
    }
}
