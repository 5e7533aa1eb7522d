package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.BackfillRanges.Range;
import dev.crossfade.admin.engine.StateStore.Checkpoint;
import dev.crossfade.admin.engine.StateStore.Skipped;
import dev.crossfade.admin.engine.sql.GuardFunction;
import dev.crossfade.admin.engine.sql.KeyBatches;
import dev.crossfade.admin.engine.sql.KeyRange;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of one batch of {@link Backfill}, in one transaction of the caller's. Not for use by several threads. */
class BackfillBatch {
    private static final String LOCK_TIMEOUT = "500ms";
    /** Long before the server looks for a deadlock (deadlock_timeout, 1 s). */
    private static final String ONE_PASS_LOCK_TIMEOUT = "10ms";

    private static final String STATEMENT_TIMEOUT = "30s";

    /** How the rows of a batch are filled. */
    enum Form {
        /** In one pass, which waits a moment for a locked row. */
        ONE_PASS,
        /** Around locked rows. */
        AROUND,
        /** The same by expressions that no value makes fail. */
        CAREFUL
    }

    private final Db db;
    private final StateStore store;
    private final Shape shape;
    private final BackfillRanges ranges;
    private final KeyBatches sql;
    private final boolean inOnePass;
    private @Nullable Boolean replica;

    BackfillBatch(Db db, StateStore store, Shape shape, BackfillRanges ranges) {
        this.db = db;
        this.store = store;
        this.shape = shape;
        this.ranges = ranges;
        this.sql = db.platform().batches(shape);
        this.inOnePass = sql.fillAll(KeyRange.ALL) != null;
    }

    /** What a batch says, by what the table is now. */
    KeyBatches statements(Connection connection) throws SQLException {
        return sql;
    }

    boolean canFillInOnePass() {
        return inOnePass;
    }

    /** The next batch of a range: fills it, and says how far the range is then, in a transaction of its own. */
    Checkpoint run(Range of, Checkpoint from, int size, Form form) throws SQLException {
        return db.transaction(c -> run(c, of, from, size, form));
    }

    private Checkpoint run(Connection connection, Range of, Checkpoint from, int size, Form form) throws SQLException {
        prepare(connection, form == Form.ONE_PASS ? ONE_PASS_LOCK_TIMEOUT : LOCK_TIMEOUT);
        KeyRange rest = of.from(from);
        List<@Nullable Object> parameters = new ArrayList<>(sql.parameters(rest));
        parameters.add(size - 1);
        List<String> last = Db.first(connection, sql.lastKeyOfBatch(rest), row -> Db.key(row, 1), parameters.toArray());
        KeyRange range = new KeyRange(rest.after(), last == null ? rest.upTo() : last);
        String onePass = form == Form.ONE_PASS ? sql.fillAll(range) : null;
        if (onePass != null) {
            // Nothing is left behind by it: what it would have to skip, it waits for, or fails.
            Db.update(connection, onePass, sql.parameters(range).toArray());
        } else if (fill(connection, range, form == Form.CAREFUL) > 0) {
            store.addSkipped(connection, shape.migration().name(), range);
        }
        long rows = from.rowsDone() + (last == null ? number(connection, sql.count(range), range) : size);
        Checkpoint next = new Checkpoint(last == null ? from.lastKey() : last, rows, last == null);
        ranges.save(connection, of, next);
        return next;
    }

    /** A range that had locked rows once more; whether none has now. */
    boolean again(Connection connection, Skipped skipped, long epoch) throws SQLException {
        prepare(connection, LOCK_TIMEOUT);
        store.requireCurrent(connection, ColumnMigration.lead(shape.migration().name()), epoch);
        if (fill(connection, skipped.range(), true) > 0) {
            return false;
        }
        store.removeSkipped(connection, skipped.id());
        return true;
    }

    /**
     * As replica no trigger but ours fires and nothing but the new columns changes. Only superusers may, and whom they let; where the
     * role may not, preflight has seen to it that there is no row trigger.
     */
    void prepare(Connection connection, String lockTimeout) throws SQLException {
        String replicaRole = mayBeReplica(connection) ? "; SET LOCAL session_replication_role = replica" : "";
        // In one message: a batch beside clients is so short that each way there and back counts.
        Db.execute(
                connection,
                List.of("SET LOCAL lock_timeout = '" + lockTimeout + "'; SET LOCAL statement_timeout = '"
                        + STATEMENT_TIMEOUT + "'; SET LOCAL " + GuardFunction.FILLING + " = 'on'" + replicaRole));
    }

    private boolean mayBeReplica(Connection connection) throws SQLException {
        Boolean known = replica;
        if (known == null) {
            known = ShapeReader.tries(connection, "SET LOCAL session_replication_role = replica") == null;
            replica = known;
        }
        return known;
    }

    /** The number of rows that still differ: those that others have locked. */
    private long fill(Connection connection, KeyRange range, boolean careful) throws SQLException {
        KeyBatches now = statements(connection);
        Db.update(
                connection, now.fill(range, careful), now.fillParameters(range).toArray());
        return number(connection, sql.countDiffering(range, careful), range);
    }

    private long number(Connection connection, String query, KeyRange range) throws SQLException {
        Long number = Db.first(
                connection, query, row -> row.getLong(1), sql.parameters(range).toArray());
        return number == null ? 0 : number;
    }
}
