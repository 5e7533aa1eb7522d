package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.StateStore.Checkpoint;
import dev.crossfade.admin.engine.sql.BatchSql;
import dev.crossfade.admin.engine.sql.KeyRange;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.ColumnMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of keys that several workers fill, each with a checkpoint of its own, which commits with its batch. They are cut once, when
 * backfill begins, at keys of a sample, and stay what they are until it is done or begins anew: with another number of workers,
 * too. In the order of keys they cover all there can be.
 */
final class BackfillRanges {
    /** So many for each worker, so that none is left alone with the last one for long. */
    private static final int RANGES_A_WORKER = 4;

    /** A table with fewer rows is done before its ranges are cut. */
    private static final long LEAST_ROWS = 50_000;

    /** Keys looked at for each range. */
    private static final int SAMPLED_A_RANGE = 100;

    private final StateStore store;
    private final Shape shape;
    private final long epoch;

    BackfillRanges(StateStore store, Shape shape, long epoch) {
        this.store = store;
        this.shape = shape;
        this.epoch = epoch;
    }

    /**
     * One of them.
     *
     * @param number from 0 on; -1 for the only one, which is the whole table
     */
    record Range(int number, KeyRange keys, Checkpoint checkpoint) {
        static Range whole(Checkpoint checkpoint) {
            return new Range(-1, KeyRange.ALL, checkpoint);
        }

        /** What is left of it. */
        KeyRange from(Checkpoint at) {
            return new KeyRange(at.lastKey() == null ? keys.after() : at.lastKey(), keys.upTo());
        }
    }

    private String name() {
        return shape.migration().name();
    }

    /** Those that were cut before; empty when none were. */
    List<Range> load(Connection connection) throws SQLException {
        return Db.rows(
                connection,
                "SELECT number, after_key, up_to_key, last_key, rows_done, complete FROM crossfade.backfill_range"
                        + " WHERE migration = ? ORDER BY number",
                row -> new Range(
                        row.getInt(1),
                        new KeyRange(Db.texts(row, 2), Db.texts(row, 3)),
                        new Checkpoint(Db.texts(row, 4), row.getLong(5), row.getBoolean(6))),
                name());
    }

    /**
     * Cuts the table's keys, in the transaction of {@code connection}.
     *
     * @param rows estimated
     * @return none where it is not worth it: one worker, few rows, or no primary key to cut by
     */
    List<Range> cut(Connection connection, int workers, long rows) throws SQLException {
        if (workers < 2 || rows < LEAST_ROWS || shape.isKeyless()) {
            return List.of();
        }
        int wanted = workers * RANGES_A_WORKER;
        double percent = Math.min(100, 100.0 * wanted * SAMPLED_A_RANGE / rows);
        List<List<String>> sample =
                Db.rows(connection, new BatchSql(shape).sampledKeys(percent), row -> Db.key(row, 1));
        List<Range> ranges = between(cuts(sample, wanted));
        if (ranges.size() < 2) {
            return List.of();
        }
        store.requireCurrent(connection, ColumnMigration.lead(name()), epoch);
        for (Range range : ranges) {
            Db.update(
                    connection,
                    "INSERT INTO crossfade.backfill_range (migration, number, after_key, up_to_key) VALUES (?, ?, ?, ?)",
                    name(),
                    range.number(),
                    Db.array(connection, range.keys().after()),
                    Db.array(connection, range.keys().upTo()));
        }
        return ranges;
    }

    /** Keys that cut a sorted sample into about {@code wanted} parts of one size; each of them once. */
    static List<List<String>> cuts(List<List<String>> sample, int wanted) {
        List<List<String>> cuts = new ArrayList<>();
        for (int i = 1; i < wanted; i++) {
            int at = (int) ((long) i * sample.size() / wanted);
            if (at > 0 && at < sample.size() && !cuts.contains(sample.get(at))) {
                cuts.add(sample.get(at));
            }
        }
        return cuts;
    }

    private static List<Range> between(List<List<String>> cuts) {
        List<Range> ranges = new ArrayList<>();
        @Nullable List<String> after = null;
        for (List<String> cut : cuts) {
            ranges.add(new Range(ranges.size(), new KeyRange(after, cut), Checkpoint.BEGINNING));
            after = cut;
        }
        ranges.add(new Range(ranges.size(), new KeyRange(after, null), Checkpoint.BEGINNING));
        return ranges;
    }

    /** In the batch's own transaction, as its last statement: only for the engine and the epoch that are current. */
    void save(Connection connection, Range range, Checkpoint checkpoint) throws SQLException {
        if (range.number() < 0) {
            store.saveCheckpoint(connection, name(), epoch, checkpoint);
            return;
        }
        store.requireCurrent(connection, ColumnMigration.lead(name()), epoch);
        Db.update(
                connection,
                "UPDATE crossfade.backfill_range SET last_key = ?, rows_done = ?, complete = ?"
                        + " WHERE migration = ? AND number = ?",
                Db.array(connection, checkpoint.lastKey()),
                checkpoint.rowsDone(),
                checkpoint.complete(),
                name(),
                range.number());
    }
}
