package dev.crossfade.proxy.shadow;

import dev.crossfade.proxy.ShadowReport.Row;
import dev.crossfade.proxy.ShadowReport.Value;
import dev.crossfade.proxy.shadow.Rows.Column;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares two answers, byte by byte as the client would have been given them. Pure. */
final class Judgement {
    /** Rows of one mismatch that are kept. */
    static final int MAX_ROWS = 5;

    /** A column of a table's primary key. */
    record KeyColumn(long tableOid, int attnum) {}

    enum Difference {
        NONE,
        /** The same rows, in another order. */
        ORDER,
        ROWS,
        /** Other columns, or columns of other types. */
        COLUMNS
    }

    private Judgement() {}

    static Difference between(Answer old, Answer now) {
        List<Column> oldColumns = Rows.columns(old.description);
        List<Column> newColumns = Rows.columns(now.description);
        if (oldColumns.size() != newColumns.size()) {
            return Difference.COLUMNS;
        }
        for (int i = 0; i < oldColumns.size(); i++) {
            if (!oldColumns.get(i).looksLike(newColumns.get(i))) {
                return Difference.COLUMNS;
            }
        }
        if (sameInOrder(old.rows, now.rows)) {
            return Difference.NONE;
        }
        if (old.rows.size() != now.rows.size()) {
            return Difference.ROWS;
        }
        Map<ByteBuffer, Integer> counts = counts(old.rows);
        for (byte[] row : now.rows) {
            Integer left = counts.merge(ByteBuffer.wrap(row), -1, Integer::sum);
            if (left < 0) {
                return Difference.ROWS;
            }
        }
        return Difference.ORDER;
    }

    private static boolean sameInOrder(List<byte[]> some, List<byte[]> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Map<ByteBuffer, Integer> counts(List<byte[]> rows) {
        Map<ByteBuffer, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(ByteBuffer.wrap(row), 1, Integer::sum));
        return counts;
    }

    /** The rows of {@code some} that {@code others} has not, as often as it has not. */
    private static List<byte[]> without(List<byte[]> some, List<byte[]> others) {
        Map<ByteBuffer, Integer> counts = counts(others);
        List<byte[]> left = new ArrayList<>();
        for (byte[] row : some) {
            if (counts.merge(ByteBuffer.wrap(row), -1, Integer::sum) < 0) {
                left.add(row);
            }
        }
        return left;
    }

    /**
     * The first rows that differ, old and new in pairs by their key where the answers have it.
     *
     * @param keys the primary keys' columns of the tables that {@code old}'s columns are from
     * @param shows whether values may be shown
     */
    static List<Row> rows(Answer old, Answer now, Set<KeyColumn> keys, boolean shows) {
        List<Column> columns = Rows.columns(old.description);
        List<Integer> key = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (keys.contains(new KeyColumn(column.tableOid(), column.attnum()))) {
                key.add(i);
            }
        }
        Map<List<ByteBuffer>, List<byte[]>> newByKey = new LinkedHashMap<>();
        without(now.rows, old.rows)
                .forEach(row -> newByKey.computeIfAbsent(keyOf(row, key), k -> new ArrayList<>())
                        .add(row));
        List<Row> rows = new ArrayList<>();
        for (byte[] row : without(old.rows, now.rows)) {
            List<byte[]> same = newByKey.get(keyOf(row, key));
            byte[] other = same == null || same.isEmpty() ? null : same.remove(0);
            if (rows.size() < MAX_ROWS) {
                rows.add(row(columns, key, Rows.values(row), other == null ? List.of() : Rows.values(other), shows));
            }
        }
        for (List<byte[]> left : newByKey.values()) {
            for (byte[] row : left) {
                if (rows.size() < MAX_ROWS) {
                    rows.add(row(columns, key, List.of(), Rows.values(row), shows));
                }
            }
        }
        return rows;
    }

    private static List<ByteBuffer> keyOf(byte[] row, List<Integer> key) {
        if (key.isEmpty()) {
            return List.of();
        }
        List<byte[]> values = Rows.values(row);
        return key.stream()
                .map(i -> {
                    byte[] value = values.get(i);
                    return ByteBuffer.wrap(value == null ? new byte[0] : value);
                })
                .toList();
    }

    private static Row row(List<Column> columns, List<Integer> key, List<byte[]> old, List<byte[]> now, boolean shows) {
        Map<String, String> keys = new LinkedHashMap<>();
        List<byte[]> known = old.isEmpty() ? now : old;
        for (int i : key) {
            Column column = columns.get(i);
            String shown = shows || column.isPlainKey() ? Rows.shown(column, known.get(i)) : Rows.hidden(known.get(i));
            keys.put(column.name(), shown == null ? "NULL" : shown);
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            byte[] before = old.isEmpty() ? null : old.get(i);
            byte[] after = now.isEmpty() ? null : now.get(i);
            boolean paired = !old.isEmpty() && !now.isEmpty();
            if (!paired && key.contains(i)) {
                continue;
            }
            if (!paired || !Arrays.equals(before, after)) {
                Column column = columns.get(i);
                values.add(
                        shows
                                ? new Value(column.name(), Rows.shown(column, before), Rows.shown(column, after))
                                : new Value(column.name(), Rows.hidden(before), Rows.hidden(after)));
            }
        }
        return new Row(keys, values);
    }
}
