package dev.crossfade.admin.engine.sql;

import dev.crossfade.flags.ColumnMigration.Conversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of backfill and verification over one range of keys. Keys travel as text and are cast to their column's
 * type, so that any type can be a key; row comparison lets the primary key's index serve compound keys
 * (https://www.postgresql.org/docs/15/functions-comparisons.html#ROW-WISE-COMPARISON).
 *
 * <p>Parameters of every statement: those of {@link #parameters}, then the ones the method names.
 */
public final class BatchSql implements KeyBatches {
    private final Shape shape;

    public BatchSql(Shape shape) {
        this.shape = shape;
    }

    /** The key, as an array of text, of the last row of the next batch; no row when fewer are left. Then: rows - 1. */
    @Override
    public String lastKeyOfBatch(KeyRange range) {
        if (shape.isKeyless()) {
            return lastPlaceOfBatch(range);
        }
        // Made text outside, once: what stands in the list of the inner query is computed for each row that OFFSET
        // passes over.
        String last = IntStream.range(0, shape.key().size())
                .mapToObj(i -> "CAST(k.k" + i + " AS text)")
                .collect(Collectors.joining(", "));
        return "SELECT ARRAY[" + last + "] FROM (SELECT " + keyAs("t") + " FROM " + shape.table() + " AS t WHERE "
                + within(range, "t") + " ORDER BY " + Shape.list(shape.key(), "t") + " OFFSET ? LIMIT 1) AS k";
    }

    /** Keys, as arrays of text in the order of keys, of the rows in about {@code percent} of the table's blocks. */
    public String sampledKeys(double percent) {
        return "SELECT " + keyAsText("t") + " FROM " + shape.table() + " AS t TABLESAMPLE SYSTEM ("
                + String.format(Locale.ROOT, "%.6f", percent) + ") ORDER BY " + Shape.list(shape.key(), "t");
    }

    /**
     * By blocks, as many as hold about so many rows: to sort by place would read the rest of the table for each batch, while a
     * range of places is read as it lies (TID range scan, from version 14 on).
     */
    private String lastPlaceOfBatch(KeyRange range) {
        String from = range.after() == null
                ? "0"
                : "(CAST(CAST(CAST(? AS pg_catalog.tid) AS pg_catalog.text) AS pg_catalog.point))[0]::pg_catalog.int8";
        return "SELECT ARRAY['(' || n.block || ',0)'] FROM (SELECT " + from
                + " + greatest(1, ceil((? + 1) / c.density))::pg_catalog.int8 AS block, c.blocks FROM (SELECT"
                + " pg_catalog.pg_relation_size(r.oid) / pg_catalog.current_setting('block_size')::pg_catalog.int8 AS blocks,"
                + " CASE WHEN r.reltuples >= r.relpages AND r.relpages > 0 THEN r.reltuples / r.relpages ELSE 1 END AS density"
                + " FROM pg_catalog.pg_class r WHERE r.oid = " + shape.tableOid()
                + "::pg_catalog.oid) AS c) AS n WHERE n.block < n.blocks";
    }

    /**
     * Fills the rows of the range that do not agree. Rows that others have locked are skipped. The lock is taken in a CTE,
     * the assignment computed from the row as it then is: never read-modify-write.
     *
     * @param careful see {@link Agreement#state}
     */
    @Override
    public String fill(KeyRange range, boolean careful) {
        List<String> join = new ArrayList<>();
        for (int i = 0; i < shape.key().size(); i++) {
            join.add(shape.key().get(i).of("t") + " = k.k" + i);
        }
        return "WITH k AS MATERIALIZED (SELECT " + keyAs("l") + Agreement.computed(shape, "l") + " FROM "
                + shape.table() + " AS l WHERE " + within(range, "l") + " AND " + Agreement.toFill(shape, "l", careful)
                + " FOR NO KEY UPDATE SKIP LOCKED) UPDATE " + shape.table() + " AS t SET "
                + Agreement.assignments(shape, "t", "k") + " FROM k WHERE " + String.join(" AND ", join) + " AND "
                + within(range, "t") + " AND " + Agreement.changes(shape, "t", "k");
    }

    /**
     * Fills the rows of the range that do not agree in one pass: half the work of {@link #fill}, which locks a row, and logs that, before it
     * writes it, and finds it twice. Waits for rows that others have locked, as long as {@code lock_timeout} says, so it is for when nobody
     * is at work. Where a new value is made of one old value, by no call of ours.
     */
    @Override
    public @Nullable String fillAll(KeyRange range) {
        if (shape.migration().conversion() == Conversion.FUNCTION) {
            return null;
        }
        return "UPDATE " + shape.table() + " AS t SET " + Agreement.assignments(shape, "t", "t") + " WHERE "
                + within(range, "t") + " AND " + Agreement.toFill(shape, "t", false);
    }

    /** Rows of the range that do not agree: after {@link #fill}, those it had to skip. */
    @Override
    public String countDiffering(KeyRange range, boolean careful) {
        return "SELECT count(*) FROM " + shape.table() + " AS t WHERE " + within(range, "t") + " AND "
                + Agreement.state(shape, "t", careful) + " = " + Agreement.DIFFERS;
    }

    /** Rows of the range. */
    @Override
    public String count(KeyRange range) {
        return "SELECT count(*) FROM " + shape.table() + " AS t WHERE " + within(range, "t");
    }

    /**
     * One row: rows, rows that differ, dead letters, keys of up to three of each (as text). One statement has one view of the
     * data, and a row's two sides stand in one row, so writers cannot cause a false alarm. OFFSET 0 keeps the planner from
     * computing the state once for each use.
     */
    @Override
    public String verify(KeyRange range, boolean careful) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < shape.key().size(); i++) {
            keys.add("v.k" + i);
        }
        String key = "concat_ws(', ', " + String.join(", ", keys) + ")";
        String examples = "(array_agg(" + key + ") FILTER (WHERE s = %d))[1:3]";
        return "SELECT count(*), count(*) FILTER (WHERE s = " + Agreement.DIFFERS + "), count(*) FILTER (WHERE s = "
                + Agreement.DEAD_LETTER + "), " + examples.formatted(Agreement.DIFFERS) + ", "
                + examples.formatted(Agreement.DEAD_LETTER) + " FROM (SELECT " + Agreement.state(shape, "t", careful)
                + " AS s, "
                + keyAs("t") + " FROM " + shape.table() + " AS t WHERE " + within(range, "t") + " OFFSET 0) AS v";
    }

    private String keyAs(String alias) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < shape.key().size(); i++) {
            keys.add(shape.key().get(i).of(alias) + " AS k" + i);
        }
        return String.join(", ", keys);
    }

    private String keyAsText(String alias) {
        return "ARRAY[" + Shape.list(shape.key(), c -> "CAST(" + c.of(alias) + " AS text)") + "]";
    }

    private String within(KeyRange range, String alias) {
        List<String> terms = new ArrayList<>();
        add(terms, range.after(), ">", alias);
        add(terms, range.upTo(), "<=", alias);
        return terms.isEmpty() ? "true" : String.join(" AND ", terms);
    }

    private void add(List<String> terms, @Nullable List<String> bound, String operator, String alias) {
        if (bound != null) {
            String values = shape.key().stream()
                    .map(c -> "CAST(? AS " + c.fullType() + ")")
                    .collect(Collectors.joining(", "));
            terms.add("(" + Shape.list(shape.key(), alias) + ") " + operator + " (" + values + ")");
        }
    }
}
