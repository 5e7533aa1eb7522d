package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.Shape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

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

    /** Runs {@code action} as one transaction. When it fails for another reason than a lock, nothing is tried again. */
    void take(Shape shape, Db.Action action) throws SQLException, InterruptedException {
        take("ALTER TABLE", List.of(shape.tableOid()), action);
    }

    /**
     * Runs {@code action} as one transaction. When it fails for another reason than a lock, nothing is tried again.
     *
     * @param what waits, in words
     * @param tables whose locks it needs, by oid
     */
    public void take(String what, List<Long> tables, Db.Action action) throws SQLException, InterruptedException {
        long end = System.nanoTime() + limits.ddlDeadline().toNanos();
        for (int tries = 1; ; tries++) {
            control.proceed();
            try {
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
                control.blockedBy(List.of());
                return;
            } catch (SQLException e) {
                if (!Errors.isPassing(e)) {
                    throw e;
                }
                List<String> blockers = new ArrayList<>();
                blockers.add(what + " waits for the table's lock (try " + tries + "), held by:");
                for (long table : tables) {
                    blockers.addAll(LockHolders.of(db, table));
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
