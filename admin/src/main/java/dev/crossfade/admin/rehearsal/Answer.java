package dev.crossfade.admin.rehearsal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement came to: rows as text, a count, or an error.
 *
 * @param columns names, empty where there are no rows
 * @param count of rows changed; -1 where there are rows
 * @param sqlState of the error; null where there is none
 * @param message of the error, or nothing
 */
record Answer(
        List<String> columns,
        List<List<@Nullable String>> rows,
        int count,
        @Nullable String sqlState,
        String message) {
    private static final int MOST_ROWS = 200_000;
    private static final int SHOWN_CHARACTERS = 160;
    private static final Comparator<List<@Nullable String>> ANY_ORDER = Comparator.comparing(String::valueOf);

    /** What of two answers must be the same. */
    enum Compare {
        /** Names of columns and all values, in any order. */
        ALL,
        /** Values, in any order. */
        VALUES,
        /** How many rows. */
        COUNT
    }

    /** Executes; errors of the server become the answer. */
    static Answer of(PreparedStatement statement) {
        try {
            if (!statement.execute()) {
                return new Answer(List.of(), List.of(), statement.getUpdateCount(), null, "");
            }
            try (ResultSet result = statement.getResultSet()) {
                ResultSetMetaData about = result.getMetaData();
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= about.getColumnCount(); i++) {
                    columns.add(about.getColumnLabel(i));
                }
                List<List<@Nullable String>> rows = new ArrayList<>();
                while (result.next() && rows.size() < MOST_ROWS) {
                    List<@Nullable String> row = new ArrayList<>();
                    for (int i = 1; i <= columns.size(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(row);
                }
                return new Answer(columns, rows, -1, null, "");
            }
        } catch (SQLException e) {
            return failed(e);
        }
    }

    static Answer failed(SQLException e) {
        String state = e.getSQLState();
        return new Answer(
                List.of(),
                List.of(),
                -1,
                state == null ? "?" : state,
                String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    boolean isError() {
        return sqlState != null;
    }

    /** Null when {@code twin} is the same, else how they differ, in words. */
    @Nullable
    String differsFrom(Answer twin, Compare compare) {
        if (isError() || twin.isError()) {
            return String.valueOf(sqlState).equals(String.valueOf(twin.sqlState))
                    ? null
                    : "through Crossfade: " + this + "; without: " + twin;
        }
        if (count != twin.count || rows.size() != twin.rows.size()) {
            return "through Crossfade: " + this + "; without: " + twin;
        }
        if (compare == Compare.ALL && !columns.equals(twin.columns)) {
            return "columns through Crossfade: " + columns + "; without: " + twin.columns;
        }
        if (compare != Compare.COUNT && !rows.equals(twin.rows)) {
            List<List<@Nullable String>> mine = rows.stream().sorted(ANY_ORDER).toList();
            List<List<@Nullable String>> theirs =
                    twin.rows.stream().sorted(ANY_ORDER).toList();
            for (int i = 0; i < mine.size(); i++) {
                if (!mine.get(i).equals(theirs.get(i))) {
                    return "a row through Crossfade: " + shown(mine.get(i)) + "; without: " + shown(theirs.get(i));
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return isError()
                ? "error " + sqlState + ", " + message
                : count >= 0 ? count + " row(s) changed" : rows.size() + " row(s)";
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
