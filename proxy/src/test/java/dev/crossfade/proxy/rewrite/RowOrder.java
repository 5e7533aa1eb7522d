package dev.crossfade.proxy.rewrite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order a table's rows lie. A statement that two rows make fail in two ways fails by the one that the server meets first, and
 * the order in which they lie is each database's own: a wider row ends its page earlier, and what an update leaves behind is
 * cleaned up then.
 */
final class RowOrder {
    private RowOrder() {}

    /** The rows that {@code query}, which neither sorts nor filters, answers, in the order in which they lie. */
    static List<List<String>> of(Connection connection, String query) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(row(result, 1));
            }
        }
        return rows;
    }

    /**
     * Lays a table's rows in the order of {@code rows}, the same ones, by an administrator in a transaction that is rolled
     * back: the table is emptied and filled again.
     *
     * @return false where they already lie so, are others, or do not come to lie so
     */
    static boolean lay(Connection connection, String table, List<List<String>> rows) throws SQLException {
        String read = "SELECT * FROM " + table;
        List<List<String>> now = of(connection, read);
        if (now.equals(rows) || !sorted(now).equals(sorted(rows))) {
            return false;
        }
        Map<List<String>, Deque<Place>> where = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery("SELECT tableoid::regclass, ctid, * FROM " + table)) {
                while (result.next()) {
                    where.computeIfAbsent(row(result, 3), r -> new ArrayDeque<>())
                            .add(new Place(result.getString(1), result.getString(2)));
                }
            }
            String columns = columns(connection, table);
            statement.execute("SET LOCAL session_replication_role = replica"); // no foreign key looks at it
            statement.execute(
                    "CREATE TEMP TABLE \"kept as it lay\" AS SELECT tableoid::regclass::text AS \"its table\","
                            + " ctid AS \"its place\", " + columns + " FROM " + table);
            statement.execute("TRUNCATE " + table);
            for (List<String> row : rows) {
                Place place = where.get(row).remove();
                statement.executeUpdate(
                        "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM \"kept as it lay\" WHERE"
                                        .formatted(place.table(), columns, columns)
                                + " \"its table\" = '%s' AND \"its place\" = '%s'"
                                        .formatted(place.table().replace("'", "''"), place.ctid()));
            }
            statement.execute("DROP TABLE \"kept as it lay\"");
            statement.execute("SET LOCAL session_replication_role = DEFAULT");
        }
        return of(connection, read).equals(rows);
    }

    private record Place(String table, String ctid) {}

    private static List<List<String>> sorted(List<List<String>> rows) {
        return rows.stream().sorted(Comparator.comparing(List::toString)).toList();
    }

    /** All that are not computed. */
    private static String columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT string_agg(quote_ident(attname), ', ')"
                + " FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped"
                + " AND attgenerated = ''")) {
            statement.setString(1, table);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    private static List<String> row(ResultSet result, int first) throws SQLException {
        List<String> row = new ArrayList<>();
        for (int i = first; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(String.valueOf(result.getString(i)));
        }
        return row;
    }
}
