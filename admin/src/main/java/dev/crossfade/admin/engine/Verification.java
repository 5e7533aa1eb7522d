package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.sql.KeyBatches;
import dev.crossfade.admin.engine.sql.KeyRange;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.flags.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares the two sides of every row, a range of keys at a time, while writers go on: each range is one statement with one
 * view of the data, and both sides stand in the same row. No snapshot is held between ranges. It gives way to clients as backfill does.
 */
final class Verification {
    /** What one statement takes where nobody is served. */
    private static final Duration TARGET = Duration.ofMillis(200);

    private static final int MAX_EXAMPLES = 3;

    /**
     * What was found.
     *
     * @param rows rows compared
     * @param differing rows that do not agree
     * @param deadLetters rows whose old value does not convert
     * @param differingKeys up to three
     * @param deadKeys up to three
     * @param snapshot as {@code pg_current_snapshot()} prints it, taken before the first row was read
     */
    record Result(
            long rows,
            long differing,
            long deadLetters,
            List<String> differingKeys,
            List<String> deadKeys,
            String snapshot) {

        /** With what was found in the table of one that moves with it. */
        Result and(TableName table, Result other) {
            UnaryOperator<String> named = key -> key + " of " + table;
            return and(new Result(
                    other.rows,
                    other.differing,
                    other.deadLetters,
                    other.differingKeys.stream().map(named).toList(),
                    other.deadKeys.stream().map(named).toList(),
                    other.snapshot));
        }

        /** The snapshot stays the first, which saw least. */
        private Result and(Result other) {
            return new Result(
                    rows + other.rows,
                    differing + other.differing,
                    deadLetters + other.deadLetters,
                    examples(differingKeys, other.differingKeys),
                    examples(deadKeys, other.deadKeys),
                    snapshot);
        }
    }

    private final Db db;
    private final Shape shape;
    private final ClientLoad load;
    private final Control control;
    private final KeyBatches sql;
    /** After a data error in the fast form of a range: the same again in the form that no value makes fail. */
    private boolean careful;

    Verification(Db db, Shape shape, ClientLoad load, Control control) {
        this.db = db;
        this.shape = shape;
        this.load = load;
        this.control = control;
        this.sql = db.platform().batches(shape);
    }

    Result run() throws SQLException, InterruptedException {
        while (true) {
            Long file = file();
            Result found = verifyAll();
            if (!shape.isKeyless() || java.util.Objects.equals(file, file())) {
                return found;
            }
            // The table was rewritten meanwhile (VACUUM FULL, CLUSTER), and rows lie where nobody has looked.
        }
    }

    /** The file that a table without a key is gone through in; null where there is a key. */
    private @Nullable Long file() throws SQLException {
        if (!shape.isKeyless()) {
            return null;
        }
        return db.find(c -> Db.first(
                c,
                "SELECT pg_catalog.pg_relation_filenode(?::bigint::oid::regclass)::bigint",
                row -> row.getLong(1),
                shape.tableOid()));
    }

    private Result verifyAll() throws SQLException, InterruptedException {
        String snapshot = db.find(db.platform()::snapshot);
        Meter meter = new Meter(TableSize.estimate(db, shape), 0, System.nanoTime());
        control.progress(meter);
        Conflicts conflicts = new Conflicts();
        Result sum = new Result(0, 0, 0, List.of(), List.of(), snapshot == null ? "" : snapshot);
        @Nullable List<String> after = null;
        BatchSize size = BatchSize.SMALL;
        while (true) {
            load.await(control);
            KeyRange rest = new KeyRange(after, null);
            KeyRange range;
            Result found;
            Duration elapsed;
            try {
                int rows = size.rows();
                long began = System.nanoTime();
                range = new KeyRange(after, db.find(c -> lastKey(c, rest, rows)));
                found = db.call(c -> verify(c, range));
                careful = false;
                elapsed = Duration.ofNanos(System.nanoTime() - began);
            } catch (SQLException e) {
                if (Errors.isData(e) && !careful) {
                    careful = true;
                    continue;
                }
                conflicts.afterFailure(e, control);
                continue;
            }
            conflicts.clear();
            sum = sum.and(found);
            meter.at(sum.rows(), System.nanoTime());
            if (range.upTo() == null) {
                return sum;
            }
            after = range.upTo();
            size = size.after(elapsed, load.target(TARGET));
            control.rest(load.restAfter(elapsed).toMillis());
        }
    }

    private @Nullable List<String> lastKey(Connection connection, KeyRange rest, int rows) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>(sql.parameters(rest));
        parameters.add(rows - 1);
        return Db.first(connection, sql.lastKeyOfBatch(rest), row -> Db.key(row, 1), parameters.toArray());
    }

    private Result verify(Connection connection, KeyRange range) throws SQLException {
        Result found = Db.first(
                connection,
                sql.verify(range, careful),
                row -> new Result(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        keys(Db.texts(row, 4)),
                        keys(Db.texts(row, 5)),
                        ""),
                sql.verifyParameters(range).toArray());
        if (found == null) {
            throw new IllegalStateException("an aggregate without GROUP BY gives one row");
        }
        return found;
    }

    private static List<String> keys(@Nullable List<String> keys) {
        return keys == null ? List.of() : keys;
    }

    private static List<String> examples(List<String> a, List<String> b) {
        List<String> all = new ArrayList<>();
        Consumer<String> add = key -> {
            if (all.size() < MAX_EXAMPLES) {
                all.add(key);
            }
        };
        a.forEach(add);
        b.forEach(add);
        return List.copyOf(all);
    }
}
