package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.LockHolders.Holder;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One ALTER TABLE that needs the table for a moment, without a queue of clients behind it and without an error for anybody.
 *
 * <p>Two things stand in its way. Who has read or written the table in a transaction that is open has its metadata lock, and who
 * comes after a waiting ALTER TABLE waits behind it (https://dev.mysql.com/doc/refman/8.0/en/metadata-locking.html): while somebody
 * has it for long ({@link Staying}), clients are not kept and it is not asked for. And a transaction with a read view from before
 * gets error 1412 once it comes to the table, even if all that has changed is the data dictionary (https://dev.mysql.com/doc/refman/8.0/en/innodb-consistent-read.html): so the
 * data plane lets no transaction begin until those that are open have ended, and whoever reads beside it is waited for, too.
 * Both only for a moment; then clients go on, and it is tried again later.
 */
final class MySqlTableChange {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final long HELD_LOOK_MILLIS = 5;

    /** The least that MySQL knows; nobody should have the lock by then, but DDL beside Crossfade may. */
    private static final int LOCK_WAIT_SECONDS = 1;

    private final Db db;
    private final EngineLimits limits;
    private final Control control;
    private final EngineHost host;
    private final Reload reload;

    /** @param reload has the data plane know the table as it is; called before clients that were held go on */
    MySqlTableChange(Db db, EngineLimits limits, Control control, EngineHost host, Reload reload) {
        this.db = db;
        this.limits = limits;
        this.control = control;
        this.host = host;
        this.reload = reload;
    }

    /** Loads the catalog. */
    interface Reload {
        void run() throws SQLException;
    }

    /** Whether it is done, by the data dictionary: also when the answer to it was lost. */
    interface Done {
        boolean isDone(Connection connection) throws SQLException;
    }

    /** Who has the table, in words. */
    static List<String> holders(Db db, TableName table) throws SQLException {
        return MySqlTransactions.words(having(db, table));
    }

    private static List<Holder> having(Db db, TableName table) throws SQLException {
        return db.call(c -> MySqlTransactions.having(c, table));
    }

    /**
     * Runs {@code sql} unless it {@link Done is done}.
     *
     * @throws StepFailedException when there was no such moment within the limit for DDL
     */
    void run(TableName table, String sql, Done done) throws SQLException, InterruptedException {
        long began = System.nanoTime();
        Staying having = new Staying(limits.ddlLockTimeout(), began);
        Staying reading = new Staying(limits.ddlLockTimeout(), began);
        int tries = 0;
        while (!db.call(done::isDone)) {
            control.proceed();
            long rest = LOOK_AGAIN_MILLIS;
            List<String> blockers = stay(having, reading, table);
            if (blockers.isEmpty()) {
                tries++;
                blockers = attempt(table, sql);
                if (blockers.isEmpty()) {
                    continue; // asks whether it is done
                }
                rest = BACKOFF.pause(tries, ThreadLocalRandom.current()).toMillis();
            }
            control.blockedBy(blockers);
            if (System.nanoTime() - began >= limits.ddlDeadline().toNanos()) {
                throw new StepFailedException(
                        "there was no moment for ALTER TABLE in "
                                + limits.ddlDeadline().toSeconds() + " s: ",
                        blockers);
            }
            control.rest(rest);
        }
        control.blockedBy(List.of());
    }

    /** Who will not be gone soon: for them no client is kept. */
    private List<String> stay(Staying having, Staying reading, TableName table) throws SQLException {
        List<String> off = db.call(MySqlTransactions::switchedOff);
        if (!off.isEmpty()) {
            return said(
                    "ALTER TABLE waits until the server tells of all sessions; switched off in performance_schema:",
                    off);
        }
        List<String> has = MySqlTransactions.words(having.of(having(db, table), System.nanoTime()));
        List<Holder> all = new ArrayList<>(db.call(MySqlTransactions::views));
        all.addAll(db.call(MySqlTransactions::prepared));
        List<String> reads = MySqlTransactions.words(reading.of(all, System.nanoTime()));
        if (!has.isEmpty()) {
            return said(
                    "ALTER TABLE is not asked for while somebody has the table for long, so that nobody stands behind:",
                    has);
        }
        return reads.isEmpty() ? List.of() : said("ALTER TABLE waits, so that none of these gets error 1412:", reads);
    }

    /** Empty when the statement has succeeded; else who was in its way. */
    private List<String> attempt(TableName table, String sql) throws SQLException, InterruptedException {
        EngineHost.Hold hold = host.hold(db.where().name(), limits.ddlLockTimeout());
        if (hold == null) {
            return List.of("ALTER TABLE waits for a moment without a transaction of a client");
        }
        try {
            List<String> left = settle(table);
            if (!left.isEmpty()) {
                return said("ALTER TABLE waits for a moment without these:", left);
            }
            alter(sql);
            return List.of();
        } catch (SQLException e) {
            if (!Errors.isPassing(e)) {
                throw e;
            }
            return said("ALTER TABLE did not get the table's lock:", holders(db, table));
        } finally {
            hold.close();
        }
    }

    /** Whoever is let go on is rewritten by the columns that are there then, also where nobody was told how it ended. */
    private void alter(String sql) throws SQLException {
        try {
            db.call(c -> {
                Db.execute(c, List.of("SET SESSION lock_wait_timeout = " + LOCK_WAIT_SECONDS, sql));
                return true;
            });
        } finally {
            reload.run();
        }
    }

    /** With clients held: those that are just ending have a moment to. */
    private List<String> settle(TableName table) throws SQLException, InterruptedException {
        long end = System.nanoTime() + limits.ddlLockTimeout().toNanos();
        while (true) {
            List<String> left = new ArrayList<>(MySqlTransactions.words(db.call(MySqlTransactions::views)));
            left.addAll(holders(db, table));
            if (left.isEmpty() || System.nanoTime() - end >= 0) {
                return left;
            }
            control.rest(HELD_LOOK_MILLIS);
        }
    }

    private static List<String> said(String what, List<String> who) {
        List<String> all = new ArrayList<>(List.of(what));
        all.addAll(who);
        return all;
    }
}
