package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.CarryOver.Addition;
import dev.crossfade.admin.engine.TableLock.Target;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.LetterTriggers;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
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
    private final Executor executor;
    private final Duration deadline;

    /**
     * @param executor where what takes long is watched
     * @param deadline for one validation, which reads the whole table
     */
    Release(Db db, Shape shape, TableLock lock, Control control, Executor executor, Duration deadline) {
        this.db = db;
        this.shape = shape;
        this.lock = lock;
        this.control = control;
        this.executor = executor;
        this.deadline = deadline;
    }

    static List<CarryOver> plan(Db db, Shape shape) throws SQLException {
        return db.trial(c -> CarryOver.read(c, shape));
    }

    /** What keeps it from being carried out, or null. */
    static @Nullable String obstacle(Db db, Shape shape) throws SQLException {
        return obstacle(plan(db, shape));
    }

    private static @Nullable String obstacle(List<CarryOver> plans) {
        List<String> obstacles =
                plans.stream().flatMap(c -> c.obstacles().stream()).toList();
        return obstacles.isEmpty()
                ? null
                : "not everything that the old columns have can be carried over: " + String.join("; ", obstacles);
    }

    /** Indexes and constraints on new, valid: all that can be done while old still has them too. */
    void prepare() throws SQLException, InterruptedException {
        for (Shape member : shape.members()) {
            new Indexes(db, member, control, executor, deadline).build();
        }
        List<CarryOver> plans = plan(db, shape);
        String obstacle = obstacle(plans);
        if (obstacle != null) {
            throw new StepFailedException(obstacle);
        }
        for (int i = 0; i < plans.size(); i++) {
            new Indexes(db, shape.members().get(i), control, executor, deadline)
                    .build(plans.get(i).indexes());
        }
        for (Addition addition :
                plans.stream().flatMap(plan -> plan.additions().stream()).toList()) {
            control.proceed();
            Boolean valid = db.find(c -> valid(c, addition));
            if (valid == null) {
                // Of two tables, those that clients write: a foreign key stops writers of both while it is added.
                String mode = addition.locked().size() > 1 ? "SHARE ROW EXCLUSIVE" : null;
                lock.take(addition.locked(), mode, c -> {
                    Db.execute(c, List.of(addition.sql()));
                    requireOver(c, addition);
                });
            }
            if (!Boolean.TRUE.equals(valid) && addition.validate() != null) {
                new LongStatement(db, executor, control, 0)
                        .run("validates constraint " + addition.name(), List.of(addition.validate()), deadline);
            }
        }
    }

    /** The rest, to be called with the table's lock held: from its commit on old is not kept. */
    void handOver(Connection connection, boolean guarded) throws SQLException {
        List<CarryOver> all = CarryOver.read(connection, shape);
        for (int i = 0; i < all.size(); i++) {
            requireReady(connection, shape.members().get(i), all.get(i));
        }
        List<String> statements = new ArrayList<>();
        all.forEach(carryOver -> statements.addAll(carryOver.foreignKeys()));
        for (int i = 0; i < all.size(); i++) {
            Shape member = shape.members().get(i);
            statements.addAll(all.get(i).handOver());
            statements.addAll(new LetterTriggers(member).drop());
            if (guarded) {
                statements.addAll(new GuardFunction(member).turn());
            }
        }
        Db.executeTogether(connection, statements);
    }

    private void requireReady(Connection connection, Shape member, CarryOver carryOver) throws SQLException {
        if (!carryOver.obstacles().isEmpty()) {
            throw new StepFailedException(String.join("; ", carryOver.obstacles()));
        }
        for (Addition addition : carryOver.additions()) {
            Boolean valid = valid(connection, addition);
            if (valid == null || (!valid && addition.validate() != null)) {
                throw new StepFailedException(
                        "constraint " + addition.name() + " is not there, or not valid; advance again");
            }
        }
        for (Indexes.Copy index : carryOver.indexes()) {
            if (!Boolean.TRUE.equals(Indexes.valid(connection, member, index.name()))) {
                throw new StepFailedException("index " + index.name() + " is not there, or not valid; advance again");
            }
        }
    }

    /** The tables that the transaction of {@link #handOver} has to itself: those that move, and those of their foreign keys. */
    List<Target> tables() throws SQLException {
        // By oid: the catalog prints a table's name without quotes where it needs none.
        Map<Long, Target> tables = new LinkedHashMap<>();
        shape.members().forEach(member -> tables.put(member.tableOid(), Target.of(member)));
        plan(db, shape).stream()
                .flatMap(plan -> plan.additions().stream())
                .flatMap(addition -> addition.locked().stream())
                .forEach(table -> tables.putIfAbsent(table.oid(), table));
        return List.copyOf(tables.values());
    }

    /** Takes away what {@link #prepare} added, but the indexes that were there before. */
    void retract() throws SQLException, InterruptedException {
        List<CarryOver> plans = plan(db, shape);
        List<String> indexes = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            String schema = shape.members().get(i).migration().table().schema();
            plans.get(i)
                    .indexes()
                    .forEach(index -> indexes.add(
                            "DROP INDEX CONCURRENTLY IF EXISTS " + new TableName(schema, index.name()).quoted()));
        }
        if (!indexes.isEmpty()) {
            new LongStatement(db, executor, control, 0).run("drops indexes", indexes, deadline);
        }
        for (Addition addition :
                plans.stream().flatMap(plan -> plan.additions().stream()).toList()) {
            if (db.find(c -> valid(c, addition)) != null) {
                String drop = "ALTER TABLE " + addition.table().quoted() + " DROP CONSTRAINT IF EXISTS "
                        + TableName.quote(addition.name());
                String mode = addition.locked().size() > 1 ? "ACCESS EXCLUSIVE" : null;
                lock.take(addition.locked(), mode, c -> Db.execute(c, List.of(drop)));
            }
        }
    }

    private static @Nullable Boolean valid(Connection connection, Addition constraint) throws SQLException {
        return Db.first(
                connection,
                "SELECT convalidated FROM pg_catalog.pg_constraint WHERE conrelid = ?::bigint::oid AND conname = ?",
                row -> row.getBoolean(1),
                constraint.table().oid(),
                constraint.name());
    }

    /** An expression was put together from text: the server tells which columns it took from it. */
    private void requireOver(Connection connection, Addition addition) throws SQLException {
        Set<String> over = new TreeSet<>(Db.rows(
                connection,
                "SELECT a.attname FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid"
                        + " AND a.attnum = ANY (c.conkey) WHERE c.conrelid = ?::bigint::oid AND c.conname = ?",
                row -> row.getString(1),
                addition.table().oid(),
                addition.name()));
        if (!over.equals(new TreeSet<>(addition.over()))) {
            throw new StepFailedException("constraint " + addition.name() + " came out over " + over + " and not over "
                    + addition.over() + "; drop the old one, and make one over the new columns by hand");
        }
    }
}
