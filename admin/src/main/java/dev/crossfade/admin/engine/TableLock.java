package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.Shape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** DDL that needs a table for itself: short tries, so that nobody queues behind it for long, and pauses between. */
public final class TableLock {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final String DEADLOCK_TIMEOUT = "20ms";

    private final Db db;
    private final EngineLimits limits;
    private final Control control;

    public TableLock(Db db, EngineLimits limits, Control control) {
        this.db = db;
        this.limits = limits;
        this.control = control;
    }

    /** A table to lock. */
    record Target(long oid, String quoted) {
        static Target of(Shape shape) {
            return new Target(shape.tableOid(), shape.table());
        }
    }

    /** Runs {@code action}, which takes the lock itself, as one transaction. */
    void take(Shape shape, Db.Action action) throws SQLException, InterruptedException {
        take("ALTER TABLE", List.of(Target.of(shape)), null, action);
    }

    /**
     * Runs {@code action} as one transaction. When it fails for another reason than a lock, nothing is tried again.
     *
     * @param what waits, in words
     * @param tables whose locks it needs, by oid
     */
    public void take(String what, List<Long> tables, Db.Action action) throws SQLException, InterruptedException {
        take(what, tables.stream().map(oid -> new Target(oid, "")).toList(), null, action);
    }

    /**
     * The same of several tables that are locked one by one first. Clients take them in an order of their own, and who waits
     * for one table while it holds another that they want next waits for nothing: after each failure, the table that was not
     * to be had is the first to be tried. That ends in an order that clients' transactions drain away in, if there is one.
     *
     * @param mode of LOCK TABLE
     */
    void take(List<Target> tables, @Nullable String mode, Db.Action action) throws SQLException, InterruptedException {
        take("ALTER TABLE", tables, mode, action);
    }

    /** One try: runs {@code action}, which takes the lock itself, as one transaction that fails when it is not had at once. */
    public void once(Db.Action action) throws SQLException {
        db.run(c -> {
            Db.execute(
                    c,
                    List.of("SET LOCAL lock_timeout = "
                            + limits.ddlLockTimeout().toMillis()));
            // Autovacuum gives way to who waits for it only after deadlock_timeout, which is longer than our
            // lock_timeout by default; only superusers may shorten it.
            ShapeReader.tries(c, "SET LOCAL deadlock_timeout = '" + DEADLOCK_TIMEOUT + "'");
            action.on(c);
        });
    }

    /** @param mode of LOCK TABLE, null where the action alone takes what it needs */
    private void take(String what, List<Target> tables, @Nullable String mode, Db.Action action)
            throws SQLException, InterruptedException {
        Deque<Target> order = new ArrayDeque<>(tables);
        AtomicReference<@Nullable Target> wanted = new AtomicReference<>();
        long end = System.nanoTime() + limits.ddlDeadline().toNanos();
        for (int tries = 1; ; tries++) {
            control.proceed();
            try {
                once(c -> {
                    for (Target table : mode == null ? List.<Target>of() : order) {
                        wanted.set(table);
                        Db.execute(c, List.of("LOCK TABLE " + table.quoted() + " IN " + mode + " MODE"));
                    }
                    action.on(c);
                });
                control.blockedBy(List.of());
                return;
            } catch (SQLException e) {
                if (!Errors.isPassing(e)) {
                    throw e;
                }
                List<String> blockers = new ArrayList<>();
                blockers.add(what + " waits for the table's lock (try " + tries + "), held by:");
                Target first = wanted.getAndSet(null);
                for (Target table : first == null ? tables : List.of(first)) {
                    blockers.addAll(LockHolders.of(db, table.oid()));
                }
                if (first != null) {
                    order.remove(first);
                    order.addFirst(first);
                }
                control.blockedBy(blockers);
                if (System.nanoTime() - end >= 0) {
                    throw new StepFailedException(
                            "the table's lock was not to be had in "
                                    + limits.ddlDeadline().toSeconds() + " s: ",
                            blockers);
                }
                control.rest(BACKOFF.pause(tries, ThreadLocalRandom.current()).toMillis());
            }
        }
    }
}
