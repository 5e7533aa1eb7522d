package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.MySqlDdl;
import dev.crossfade.admin.engine.sql.MySqlFunctions;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The steps of a rename on MySQL. DDL commits by itself: that it is about to be done is recorded before, so that what is there
 * is known to be ours, and whether it is done is asked of the data dictionary.
 */
final class MySqlSteps extends Runbook {
    private final MySqlTableChange change;

    MySqlSteps(MigrationRunner runner) {
        super(runner);
        this.change = new MySqlTableChange(db, database.limits(), worker, database.host(), database::reloadCatalog);
    }

    @Override
    void announce() throws SQLException, InterruptedException {
        Shape shape = shape();
        db.call(c -> {
            Db.execute(c, new MySqlFunctions(shape).create());
            Db.execute(c, MySqlPreflight.grants(c, shape));
            return true;
        });
        announced();
    }

    @Override
    void expand() throws SQLException, InterruptedException {
        Shape shape = shape();
        ColumnMigration migration = shape.migration();
        if (!runner.evidence().expanded()) {
            if (db.call(c -> hasAny(c, migration.table(), news(migration)))) {
                throw new StepFailedException(
                        "table " + migration.table() + " has a column " + String.join(" or ", news(migration))
                                + " by now, which is not ours; rename it, then start again");
            }
            // Before it is so: whoever goes on after a crash has to know whose column it is.
            step(Step.EXPAND, "expanded = true");
        }
        change.run(migration.table(), MySqlDdl.add(shape), c -> hasAny(c, migration.table(), news(migration)));
        // The data plane must know the columns before any statement writes them.
        database.reloadCatalog();
        step(Step.DUAL_WRITE, "");
    }

    private static List<String> news(ColumnMigration migration) {
        return migration.newColumns().stream().map(NewColumn::name).toList();
    }

    /** One statement adds all of them, or drops all. */
    private static boolean hasAny(Connection connection, TableName table, List<String> columns) throws SQLException {
        for (String column : columns) {
            if (Db.first(
                            connection,
                            "SELECT 1 FROM information_schema.columns WHERE table_schema = ? AND table_name = ?"
                                    + " AND column_name = ?",
                            row -> row.getInt(1),
                            table.schema(),
                            table.name(),
                            column)
                    != null) {
                return true;
            }
        }
        return false;
    }

    /** Everybody goes through the proxy: the file says so. */
    @Override
    void carriesWrites(Shape shape) {}

    @Override
    void ensureObserver(Step step) {}

    /** Preflight has seen that there is none over the old column. */
    @Override
    void index() throws SQLException {
        step(Step.VERIFY, "");
    }

    /** Old has neither NOT NULL nor a default, so it can simply be left alone. */
    @Override
    void release() throws SQLException, InterruptedException {
        runner.refresh(); // asks whether one whose answer was lost has happened
        if (!runner.evidence().released()) {
            if (runner.requested().isBefore(Stage.RAMP_DOWN)) { // left in the moment in which this release began
                db.run(c -> store.leaveRampDown(c, name()));
                runner.refresh();
                return;
            }
            String obstacle = db.platform().releaseObstacle(db, shape());
            if (obstacle != null) {
                throw new StepFailedException(obstacle);
            }
            step(Step.RELEASE, "released = true");
        }
        runner.permitThenRefresh();
        complete();
    }

    @Override
    void retract() throws SQLException {
        step(Step.READY, "");
    }

    /** Never begun: {@link MySqlPlatform#contractObstacles}. */
    @Override
    void contract() {
        throw new StepFailedException(MySqlPlatform.NO_CONTRACT);
    }

    /** Everything start did, undone in reverse order. Announced until the columns are gone, so that no client sees them. */
    @Override
    void abort() throws SQLException, InterruptedException {
        off();
        ColumnMigration migration = runner.migration();
        if (runner.evidence().expanded()) {
            change.run(
                    migration.table(),
                    MySqlDdl.dropNew(migration),
                    c -> !hasAny(c, migration.table(), news(migration)));
        }
        database.reloadCatalog();
        unannounced();
        db.call(c -> {
            Db.execute(c, MySqlFunctions.drop(migration));
            return true;
        });
        db.run(c -> store.forget(c, name()));
        runner.refresh();
        worker.blockedBy(List.of());
    }
}
