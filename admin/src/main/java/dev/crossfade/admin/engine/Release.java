package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.CarryOver.Addition;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.LetterTriggers;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Moves to the new columns what the old ones have, then lets go of old. Everything is read from the catalog at each try, so
 * that what was done already is not done again; the last transaction records that it happened, so a COMMIT whose answer was
 * lost is asked of the database.
 */
final class Release {
    private final Db db;
    private final Shape shape;
    private final TableLock lock;
    private final Control control;
    private final Duration deadline;

    /** @param deadline for one validation, which reads the whole table */
    Release(Db db, Shape shape, TableLock lock, Control control, Duration deadline) {
        this.db = db;
        this.shape = shape;
        this.lock = lock;
        this.control = control;
        this.deadline = deadline;
    }

    static CarryOver plan(Db db, Shape shape) throws SQLException {
        return db.trial(c -> CarryOver.read(c, shape));
    }

    /** What keeps it from being carried out, or null. */
    static @Nullable String obstacle(Db db, Shape shape) throws SQLException {
        List<String> obstacles = plan(db, shape).obstacles();
        return obstacles.isEmpty()
                ? null
                : "not everything that the old columns have can be carried over: " + String.join("; ", obstacles);
    }

    private void requireNoObstacle() throws SQLException {
        String obstacle = obstacle(db, shape);
        if (obstacle != null) {
            throw new StepFailedException(obstacle);
        }
    }

    /** Indexes and constraints on new, valid: all that can be done while old still has them too. */
    void prepare() throws SQLException, InterruptedException {
        Indexes building = new Indexes(db, shape, control, deadline);
        building.build();
        requireNoObstacle();
        CarryOver plan = plan(db, shape);
        building.build(plan.indexes());
        for (Addition addition : plan.additions()) {
            control.proceed();
            Boolean valid = db.find(c -> valid(c, addition.name()));
            if (valid == null) {
                lock.take(shape, c -> {
                    Db.execute(c, List.of(addition.sql()));
                    requireOver(c, addition);
                });
            }
            if (!Boolean.TRUE.equals(valid) && addition.validate() != null) {
                control.blockedBy(List.of("validates constraint " + addition.name()));
                db.alone(List.of(addition.validate()), deadline);
                control.blockedBy(List.of());
            }
        }
    }

    /** The rest, to be called with the table's lock held: from its commit on old is not kept. */
    void handOver(Connection connection, boolean guarded) throws SQLException {
        CarryOver carryOver = CarryOver.read(connection, shape);
        if (!carryOver.obstacles().isEmpty()) {
            throw new StepFailedException(String.join("; ", carryOver.obstacles()));
        }
        for (Addition addition : carryOver.additions()) {
            Boolean valid = valid(connection, addition.name());
            if (valid == null || (!valid && addition.validate() != null)) {
                throw new StepFailedException(
                        "constraint " + addition.name() + " is not there, or not valid; advance again");
            }
        }
        for (Indexes.Copy index : carryOver.indexes()) {
            if (!Boolean.TRUE.equals(Indexes.valid(connection, shape, index.name()))) {
                throw new StepFailedException("index " + index.name() + " is not there, or not valid; advance again");
            }
        }
        Db.execute(connection, carryOver.handOver());
        Db.execute(connection, new LetterTriggers(shape).drop());
        if (guarded) {
            Db.execute(connection, new GuardFunction(shape).turn());
        }
    }

    /** Takes away what {@link #prepare} added, but the indexes that were there before. */
    void retract() throws SQLException, InterruptedException {
        List<String> drops = new ArrayList<>();
        CarryOver plan = plan(db, shape);
        List<String> indexes = plan.indexes().stream()
                .map(index -> "DROP INDEX CONCURRENTLY IF EXISTS "
                        + new TableName(shape.migration().table().schema(), index.name()).quoted())
                .toList();
        if (!indexes.isEmpty()) {
            db.alone(indexes, deadline);
        }
        for (Addition addition : plan.additions()) {
            drops.add(
                    "ALTER TABLE " + shape.table() + " DROP CONSTRAINT IF EXISTS " + TableName.quote(addition.name()));
        }
        if (!drops.isEmpty()) {
            lock.take(shape, c -> Db.execute(c, drops));
        }
    }

    private @Nullable Boolean valid(Connection connection, String constraint) throws SQLException {
        return Db.first(
                connection,
                "SELECT convalidated FROM pg_catalog.pg_constraint WHERE conrelid = ?::bigint::oid AND conname = ?",
                row -> row.getBoolean(1),
                shape.tableOid(),
                constraint);
    }

    /** An expression was put together from text: the server tells which columns it took from it. */
    private void requireOver(Connection connection, Addition addition) throws SQLException {
        Set<String> over = new TreeSet<>(Db.rows(
                connection,
                "SELECT a.attname FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid"
                        + " AND a.attnum = ANY (c.conkey) WHERE c.conrelid = ?::bigint::oid AND c.conname = ?",
                row -> row.getString(1),
                shape.tableOid(),
                addition.name()));
        if (!over.equals(new TreeSet<>(addition.over()))) {
            throw new StepFailedException("constraint " + addition.name() + " came out over " + over + " and not over "
                    + addition.over() + "; drop the old one, and make one over the new columns by hand");
        }
    }
}
