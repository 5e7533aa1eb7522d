package dev.crossfade.admin.engine.change;

import dev.crossfade.admin.engine.Control;
import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.EngineHost;
import dev.crossfade.admin.engine.EngineLimits;
import dev.crossfade.admin.engine.LongStatement;
import dev.crossfade.admin.engine.TableLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step works with. For the one thread that runs the step. */
public final class Work {
    private final ChangeContext context;
    private final Target target;
    private final Control control;
    private final ChangeState state;
    private final Recording recording;

    /** Writes down how far it is. */
    interface Recording {
        /** The step is done, or taken back: the next one follows. In the transaction of what it did. */
        void arrived(Connection connection) throws SQLException;

        void memo(Connection connection, @Nullable String memo) throws SQLException;
    }

    Work(ChangeContext context, Target target, Control control, ChangeState state, Recording recording) {
        this.context = context;
        this.target = target;
        this.control = control;
        this.state = state;
        this.recording = recording;
    }

    public Target target() {
        return target;
    }

    public Db db() {
        return context.db();
    }

    /** To be asked between pieces of work: whether it may go on, and to be told what it waits for and how far it is. */
    public Control control() {
        return control;
    }

    public EngineLimits limits() {
        return context.limits();
    }

    public EngineHost host() {
        return context.host();
    }

    /** Where the change stood when this step was begun. */
    public ChangeState state() {
        return state;
    }

    /** What an earlier step, or an earlier try, has noted. */
    public @Nullable String memo() {
        return state.memo();
    }

    /** Notes something for later steps and tries, durably before it returns. Visible in the next step's {@link #memo}. */
    public void note(@Nullable String memo) throws SQLException {
        db().run(c -> recording.memo(c, memo));
    }

    private TableLock lock() {
        return new TableLock(db(), limits(), control, host());
    }

    /**
     * Runs DDL and records that the step is done (or taken back) as one transaction, with short waits for locks and pauses
     * between. Whether it has happened can be told by what is recorded alone, so {@code sql} need not be idempotent.
     *
     * @param what waits for the lock, in words
     * @param otherTables whose locks it needs besides the table's own, by oid
     * @param stopsReaders whether it needs ACCESS EXCLUSIVE; else SHARE ROW EXCLUSIVE
     */
    public void ddl(String what, List<Long> otherTables, boolean stopsReaders, List<String> sql)
            throws SQLException, InterruptedException {
        List<Long> tables = new ArrayList<>(target.oids());
        tables.addAll(otherTables);
        lock().take(what, tables, stopsReaders, c -> {
            Db.execute(c, sql);
            recording.arrived(c);
        });
        context.reloadCatalog();
    }

    /** The same without recording anything: {@code sql} must be idempotent. */
    public void ddlOnTheWay(String what, List<String> sql) throws SQLException, InterruptedException {
        lock().take(what, target.oids(), true, c -> Db.execute(c, sql));
        context.reloadCatalog();
    }

    /**
     * One try of {@link #ddl}, which fails when the lock is not to be had at once. The caller sees to tries and pauses.
     *
     * @param first in the same transaction, before {@code sql}; throws to call it off
     */
    public void ddlOnce(Db.Action first, List<String> sql) throws SQLException {
        lock().once(c -> {
            first.on(c);
            Db.execute(c, sql);
            recording.arrived(c);
        });
        context.reloadCatalog();
    }

    /** Asks on {@code connection} what takes long, watched and cancelled as {@link #alone} is. */
    <T> T asks(Connection connection, String what, LongStatement.Question<T> question) throws SQLException {
        Integer pid = Db.first(connection, "SELECT pg_backend_pid()", row -> row.getInt(1));
        return new LongStatement(context.db(), context.executor(), control, target.rows())
                .asks(what, pid == null ? 0 : pid, question);
    }

    /**
     * Runs statements that take long and stand outside transactions, such as VALIDATE or CREATE INDEX CONCURRENTLY. They are
     * watched all the while: how far they are, whom they wait for; they are cancelled when the change is to stop.
     *
     * @param what they do, in words
     */
    public void alone(String what, List<String> statements) throws SQLException {
        new LongStatement(context.db(), context.executor(), control, target.rows())
                .run(what, statements, limits().indexDeadline());
    }
}
