package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * DDL that needs a table for itself, without a queue of clients behind it.
 *
 * <p>First it looks who has the table. While somebody has who will not let go of it soon ({@link Staying}), nothing is asked for, so
 * that nobody waits, and it looks again. Else it tries: a short wait for the lock, during which the data plane keeps statements on
 * the table whose transactions have just begun ({@link EngineHost#holdStatements}) instead of letting them queue in the server; after a
 * try that failed comes a pause.
 */
public final class TableLock {
    static final String ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE";
    static final String SHARE_ROW_EXCLUSIVE = "SHARE ROW EXCLUSIVE";

    /** Modes that do not conflict with SHARE ROW EXCLUSIVE: readers, and who locks rows. */
    private static final List<String> READERS = List.of("AccessShareLock", "RowShareLock");

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final String DEADLOCK_TIMEOUT = "20ms";
    private static final long LOOK_AGAIN_MILLIS = 100;

    /** What is done under the locks may take so long before statements are kept no more. */
    private static final Duration HELD_BEYOND = Duration.ofMillis(200);

    private static final Duration HELD_AT_MOST = Duration.ofSeconds(1);

    private final Db db;
    private final EngineLimits limits;
    private final Control control;
    private final EngineHost host;

    public TableLock(Db db, EngineLimits limits, Control control, EngineHost host) {
        this.db = db;
        this.limits = limits;
        this.control = control;
        this.host = host;
    }

    /** A table to lock. */
    record Target(long oid, String quoted) {
        static Target of(Shape shape) {
            return new Target(shape.tableOid(), shape.table());
        }
    }

    /** Runs {@code action}, which takes the lock itself, as one transaction. */
    void take(Shape shape, Db.Action action) throws SQLException, InterruptedException {
        take("ALTER TABLE", List.of(Target.of(shape)), false, ACCESS_EXCLUSIVE, action);
    }

    /** The same of what stops writers only, as CREATE TRIGGER does. */
    void takeFromWriters(Shape shape, Db.Action action) throws SQLException, InterruptedException {
        take("CREATE TRIGGER", List.of(Target.of(shape)), false, SHARE_ROW_EXCLUSIVE, action);
    }

    /**
     * Runs {@code action}, which takes the locks itself, as one transaction. When it fails for another reason than a lock, nothing is
     * tried again.
     *
     * @param what waits, in words
     * @param tables whose locks it needs, by oid
     * @param stopsReaders whether it needs ACCESS EXCLUSIVE; else SHARE ROW EXCLUSIVE
     */
    public void take(String what, List<Long> tables, boolean stopsReaders, Db.Action action)
            throws SQLException, InterruptedException {
        List<Target> targets = tables.stream().map(oid -> new Target(oid, "")).toList();
        take(what, targets, false, stopsReaders ? ACCESS_EXCLUSIVE : SHARE_ROW_EXCLUSIVE, action);
    }

    /**
     * The same of several tables that are locked one by one first. Clients take them in an order of their own, and who waits
     * for one table while it holds another that they want next waits for nothing: after each failure, the table that was not
     * to be had is the first to be tried. That ends in an order that clients' transactions drain away in, if there is one.
     *
     * @param mode of LOCK TABLE; null for one table whose lock {@code action} takes itself, ACCESS EXCLUSIVE
     */
    void take(List<Target> tables, @Nullable String mode, Db.Action action) throws SQLException, InterruptedException {
        take("ALTER TABLE", tables, mode != null, mode == null ? ACCESS_EXCLUSIVE : mode, action);
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

    /** @param first whether the tables are locked before {@code action} */
    private void take(String what, List<Target> tables, boolean first, String mode, Db.Action action)
            throws SQLException, InterruptedException {
        Deque<Target> order = new ArrayDeque<>(tables);
        List<Long> oids = tables.stream().map(Target::oid).toList();
        List<String> harmless = mode.equals(SHARE_ROW_EXCLUSIVE) ? READERS : List.of();
        List<TableName> names = names(oids);
        long began = System.nanoTime();
        Staying staying = new Staying(limits.ddlLockTimeout(), began);
        int tries = 0;
        while (true) {
            control.proceed();
            List<String> blockers = staying.look(db, oids, harmless);
            long rest = LOOK_AGAIN_MILLIS;
            if (blockers.isEmpty()) {
                tries++;
                Failed failed = attempt(names, order, first ? mode : null, action);
                if (failed == null) {
                    control.blockedBy(List.of());
                    return;
                }
                rest = BACKOFF.pause(tries, ThreadLocalRandom.current()).toMillis();
                Target wanted = failed.wanted();
                blockers.add(what + " waits for the table's lock (try " + tries + "), held by:");
                LockHolders.of(db, wanted == null ? oids : List.of(wanted.oid()), harmless)
                        .forEach(holder -> blockers.add(holder.words()));
                if (wanted != null) {
                    order.remove(wanted);
                    order.addFirst(wanted);
                }
            } else {
                blockers.add(
                        0,
                        what
                                + " waits for the table's lock, which is not asked for while somebody has it for long, so that"
                                + " nobody stands behind; held by:");
            }
            control.blockedBy(blockers);
            if (System.nanoTime() - began >= limits.ddlDeadline().toNanos()) {
                throw new StepFailedException(
                        "the table's lock was not to be had in "
                                + limits.ddlDeadline().toSeconds() + " s: ",
                        blockers);
            }
            control.rest(rest);
        }
    }

    /** @param wanted the table that was not to be had, null where that is not known */
    private record Failed(@Nullable Target wanted) {}

    /** Null when it is done. */
    private @Nullable Failed attempt(
            List<TableName> names, Deque<Target> order, @Nullable String mode, Db.Action action) throws SQLException {
        AtomicReference<@Nullable Target> wanted = new AtomicReference<>();
        Duration atMost =
                limits.ddlLockTimeout().multipliedBy(Math.max(1, order.size())).plus(HELD_BEYOND);
        EngineHost.Hold hold = host.holdStatements(
                db.where().name(), names, atMost.compareTo(HELD_AT_MOST) < 0 ? atMost : HELD_AT_MOST);
        try {
            once(c -> {
                for (Target table : mode == null ? List.<Target>of() : order) {
                    wanted.set(table);
                    Db.execute(c, List.of("LOCK TABLE " + table.quoted() + " IN " + mode + " MODE"));
                }
                wanted.set(null);
                action.on(c);
            });
            return null;
        } catch (SQLException e) {
            if (!Errors.isPassing(e)) {
                throw e;
            }
            return new Failed(wanted.get());
        } finally {
            hold.close();
        }
    }

    private List<TableName> names(List<Long> oids) throws SQLException {
        return db.call(c -> Db.rows(
                c,
                "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid ="
                        + " c.relnamespace WHERE c.oid = ANY (?::bigint[]::oid[])",
                row -> new TableName(row.getString(1), row.getString(2)),
                c.createArrayOf("bigint", oids.toArray())));
    }
}
