package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.admin.rehearsal.Answer.Compare;
import dev.crossfade.admin.rehearsal.Pair.Ask;
import dev.crossfade.admin.rehearsal.Pair.Step;
import dev.crossfade.admin.rehearsal.Rows.Row;
import dev.crossfade.admin.rehearsal.TableFacts.Column;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads, updates, deletes and inserts rows that no other client touches, by turns as one who speaks old and as one who speaks
 * new. What each row holds it knows: that is how it puts a deleted one back. For use by one thread.
 */
final class RowClient {
    private final Pair pair;
    private final Random random;
    private final List<Row> mine;
    private final List<Row> pool;
    private final Shape shape;
    private final List<String> all;
    private final List<String> olds;
    private final List<String> news;
    private final List<String> key;
    private final boolean identityAlways;
    private final boolean updates;
    private final @Nullable String other;
    private final boolean keyMigrates;
    private final boolean newKeyWorks;

    /** @param mine rows for this client alone; {@code rows} are those whose values it may write */
    RowClient(Pair pair, Rows rows, List<Row> mine, long seed) {
        this.pair = pair;
        this.random = new Random(seed);
        this.mine = new ArrayList<>(mine);
        this.pool = rows.rows();
        this.shape = rows.shape();
        TableFacts table = rows.table();
        List<Column> stored = table.stored();
        this.all = stored.stream().map(Column::name).toList();
        this.olds = shape.migration().oldColumns();
        this.news = shape.migration().newColumns().stream().map(NewColumn::name).toList();
        this.key = table.key();
        this.identityAlways =
                stored.stream().anyMatch(column -> column.identity().equals("a"));
        this.updates = olds.stream()
                .noneMatch(name -> table.unique().contains(name)
                        || table.column(name).generated()
                        || table.column(name).identity().equals("a"));
        this.other = stored.stream()
                .map(Column::name)
                .filter(name -> !table.unique().contains(name) && !olds.contains(name))
                .findFirst()
                .orElse(null);
        this.keyMigrates = !Collections.disjoint(key, olds);
        this.newKeyWorks = !keyMigrates || (olds.size() == 1 && news.size() == 1);
    }

    boolean hasRows() {
        return !mine.isEmpty();
    }

    /**
     * One transaction.
     *
     * @param mayBeNew whether it may be that of one who speaks new
     */
    void work(boolean mayBeNew) throws SQLException {
        int index = random.nextInt(mine.size());
        Row row = mine.get(index);
        boolean speaksNew = mayBeNew && random.nextInt(4) == 0 && newKeyWorks && row.news() != null;
        int what = random.nextInt(10);
        if (speaksNew) {
            newSpeaker(index, row, what);
        } else if (what < 3) {
            pair.transaction(List.of(Step.same(
                    "SELECT " + TableFacts.names(key) + ", " + TableFacts.names(olds) + from() + where(key),
                    row.of(key))));
        } else if (what < 5) {
            pair.transaction(List.of(Step.same("SELECT *" + from() + where(key), row.of(key))));
        } else if (what < 8 && updates) {
            update(index, row);
        } else if (what < 8 && other != null) {
            String name = TableName.quote(other);
            pair.transaction(
                    List.of(Step.same("UPDATE " + table() + " SET " + name + " = " + name + where(key), row.of(key))));
        } else {
            pair.transaction(List.of(delete(row, false), insert(row, false)));
        }
    }

    private void newSpeaker(int index, Row row, int what) throws SQLException {
        if (what < 5) {
            Ask mineAsks = new Ask("SELECT " + TableFacts.names(news) + from() + newWhere(), newKey(row));
            Ask twin = new Ask("SELECT " + Rows.ups(shape) + from() + where(key), row.of(key));
            pair.transaction(List.of(new Step(mineAsks, twin, Compare.VALUES)));
        } else if (what < 8 && updates) {
            Row value = pool.get(random.nextInt(pool.size()));
            List<@Nullable String> to = value.news();
            if (to == null) {
                return;
            }
            List<@Nullable String> parameters = new ArrayList<>(to);
            parameters.addAll(row.of(key));
            Ask mineAsks = new Ask("UPDATE " + table() + " SET " + assignments(news) + where(key), parameters);
            if (pair.transaction(List.of(new Step(mineAsks, updateOld(row, value), Compare.COUNT)))) {
                mine.set(index, with(row, value));
            }
        } else {
            pair.transaction(List.of(delete(row, true), insert(row, true)));
        }
    }

    /** A value that does not convert stays: the load must not mend what the rehearsal is to find. */
    private void update(int index, Row row) throws SQLException {
        Row value = row.news() == null ? row : pool.get(random.nextInt(pool.size()));
        Ask ask = updateOld(row, value);
        if (pair.transaction(List.of(new Step(ask, ask, Compare.COUNT)))) {
            mine.set(index, with(row, value));
        }
    }

    private Ask updateOld(Row row, Row value) {
        List<@Nullable String> parameters = new ArrayList<>(value.of(olds));
        parameters.addAll(row.of(key));
        return new Ask("UPDATE " + table() + " SET " + assignments(olds) + where(key), parameters);
    }

    private Row with(Row row, Row value) {
        java.util.Map<String, @Nullable String> values = new java.util.HashMap<>(row.values());
        olds.forEach(name -> values.put(name, value.values().get(name)));
        return new Row(values, value.news());
    }

    private Step delete(Row row, boolean asNew) {
        Ask twin = new Ask("DELETE FROM " + table() + where(key), row.of(key));
        Ask mineAsks = asNew ? new Ask("DELETE FROM " + table() + newWhere(), newKey(row)) : twin;
        return new Step(mineAsks, twin, Compare.COUNT);
    }

    private Step insert(Row row, boolean asNew) {
        Ask twin = new Ask(insertOf(all), row.of(all));
        List<@Nullable String> values = row.news();
        if (!asNew || values == null) {
            return new Step(twin, twin, Compare.COUNT);
        }
        List<String> columns = new ArrayList<>(all);
        columns.removeAll(olds);
        List<@Nullable String> parameters = new ArrayList<>(row.of(columns));
        columns.addAll(news);
        parameters.addAll(values);
        return new Step(new Ask(insertOf(columns), parameters), twin, Compare.COUNT);
    }

    private String insertOf(List<String> columns) {
        return "INSERT INTO " + table() + " (" + TableFacts.names(columns) + ")"
                + (identityAlways ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }

    private String table() {
        return shape.table();
    }

    private String from() {
        return " FROM " + table();
    }

    private static String where(List<String> columns) {
        return " WHERE "
                + columns.stream().map(name -> TableName.quote(name) + " = ?").collect(Collectors.joining(" AND "));
    }

    private String newWhere() {
        return where(key.stream().map(this::inNew).toList());
    }

    private String inNew(String column) {
        return keyMigrates && olds.contains(column) ? news.get(0) : column;
    }

    private List<@Nullable String> newKey(Row row) {
        List<@Nullable String> values = row.of(key);
        List<@Nullable String> converted = row.news();
        if (keyMigrates && converted != null) {
            for (int i = 0; i < key.size(); i++) {
                if (olds.contains(key.get(i))) {
                    values.set(i, converted.get(0));
                }
            }
        }
        return values;
    }

    private static String assignments(List<String> columns) {
        return columns.stream().map(name -> TableName.quote(name) + " = ?").collect(Collectors.joining(", "));
    }
}
