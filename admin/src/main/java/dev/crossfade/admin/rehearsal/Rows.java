package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.engine.Db;
import dev.crossfade.admin.engine.sql.ColumnFacts;
import dev.crossfade.admin.engine.sql.Shape;
import dev.crossfade.admin.rehearsal.TableFacts.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The migrating table's rows as the load knows them, values as text.
 *
 * @param rows at most {@value #MOST}
 */
record Rows(TableFacts table, Shape shape, List<Row> rows) {
    private static final int MOST = 10_000;

    /**
     * One of them.
     *
     * @param values of all columns that take values, by name
     * @param news what the old values become in the new columns; null when they do not convert or do not come back
     */
    record Row(
            Map<String, @Nullable String> values, @Nullable List<@Nullable String> news) {
        List<@Nullable String> of(List<String> columns) {
            List<@Nullable String> found = new ArrayList<>();
            columns.forEach(column -> found.add(values.get(column)));
            return found;
        }
    }

    /** Reads them; {@code copy} may make temporary functions. */
    static Rows read(Connection copy, TableFacts table, Shape shape) throws SQLException {
        Db.execute(copy, List.of(function(shape)));
        List<Column> stored = table.stored();
        String values =
                stored.stream().map(column -> column.quoted() + "::text").collect(Collectors.joining(", "));
        String news = "pg_temp.crossfade_news("
                + shape.olds().stream().map(ColumnFacts::quoted).collect(Collectors.joining(", ")) + ")";
        List<Row> rows = Db.rows(
                copy, "SELECT " + values + ", " + news + " FROM " + table.name().quoted() + " LIMIT " + MOST, row -> {
                    Map<String, @Nullable String> found = new HashMap<>();
                    for (int i = 0; i < stored.size(); i++) {
                        found.put(stored.get(i).name(), row.getString(i + 1));
                    }
                    java.sql.Array array = row.getArray(stored.size() + 1);
                    return new Row(found, array == null ? null : java.util.Arrays.asList((String[]) array.getArray()));
                });
        return new Rows(table, shape, rows);
    }

    /** From old values to new ones as text; NULL where one does not convert or does not come back. */
    private static String function(Shape shape) {
        List<String> parameters = new ArrayList<>();
        List<String> olds = new ArrayList<>();
        for (int i = 0; i < shape.olds().size(); i++) {
            ColumnFacts old = shape.olds().get(i);
            parameters.add("o_" + i + " " + old.bareType());
            olds.add("CAST(o_" + i + " AS " + old.fullType() + ") AS " + old.quoted());
        }
        String ups = ups(shape);
        String downs = shape.olds().stream()
                .map(old -> "CAST((" + shape.migration().down().getOrDefault(old.name(), "NULL") + "\n) AS "
                        + old.fullType() + ")::text IS NOT DISTINCT FROM CAST(o_"
                        + shape.olds().indexOf(old)
                        + " AS " + old.fullType() + ")::text")
                .collect(Collectors.joining(" AND "));
        String texts = shape.news().stream().map(c -> c.quoted() + "::text").collect(Collectors.joining(", "));
        return "CREATE OR REPLACE FUNCTION pg_temp.crossfade_news(" + String.join(", ", parameters)
                + ") RETURNS text[] LANGUAGE plpgsql AS "
                + Sample.dollarQuoted("""
                        #variable_conflict use_column
                        DECLARE fits boolean; news text[];
                        BEGIN
                          SELECT %s, ARRAY[%s] INTO fits, news FROM (SELECT %s FROM (SELECT %s) AS o) AS n;
                          RETURN CASE WHEN fits THEN news END;
                        EXCEPTION WHEN OTHERS THEN RETURN NULL;
                        END""".formatted(downs, texts, ups, String.join(", ", olds)));
    }

    /** The new columns, computed from the old ones. */
    static String ups(Shape shape) {
        List<String> ups = new ArrayList<>();
        for (int i = 0; i < shape.news().size(); i++) {
            ColumnFacts column = shape.news().get(i);
            ups.add("CAST((" + shape.migration().newColumns().get(i).up() + "\n) AS " + column.fullType() + ") AS "
                    + column.quoted());
        }
        return String.join(", ", ups);
    }

    /** How many do not convert. */
    long misfits() {
        return rows.stream().filter(row -> row.news() == null).count();
    }
}
