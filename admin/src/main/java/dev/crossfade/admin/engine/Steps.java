package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.preflight.Preflight;
import dev.crossfade.admin.engine.sql.ConversionFunctions;
import dev.crossfade.admin.engine.sql.Ddl;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.LetterTriggers;
import dev.crossfade.admin.engine.sql.ObserveTriggers;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The steps of a migration on PostgreSQL, whose DDL commits together with the record that it is done.
 */
final class Steps extends Runbook {
    private final TableLock lock;

    Steps(MigrationRunner runner) {
        super(runner);
        this.lock = new TableLock(db, database.limits(), worker, database.host());
    }

    @Override
    void announce() throws SQLException, InterruptedException {
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
        announced();
    }

    @Override
    void expand() throws SQLException, InterruptedException {
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
    @Override
    void ensureObserver(Step step) throws SQLException, InterruptedException {
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

    @Override
    void verified(Connection connection, Verification.Result found) throws SQLException {
        Observed.verified(connection, name(), found.snapshot());
    }

    @Override
    void index() throws SQLException, InterruptedException {
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
    @Override
    void release() throws SQLException, InterruptedException {
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
        complete();
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

    @Override
    void carriesWrites(Shape shape) throws SQLException, InterruptedException {
        ensureGuard(shape, Step.VERIFY);
    }

    @Override
    void retract() throws SQLException, InterruptedException {
        releasing().retract();
        step(Step.READY, "");
    }

    /** At complete: the old columns go. */
    @Override
    void contract() throws SQLException, InterruptedException {
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
    @Override
    void abort() throws SQLException, InterruptedException {
        off();
        Removal removal = new Removal(runner, lock);
        removal.columns();
        database.reloadCatalog();
        unannounced();
        db.run((Connection c) -> {
            removal.functions(c);
            store.forget(c, name());
        });
        runner.refresh();
        worker.blockedBy(List.of());
    }
}
