package dev.crossfade.proxy.rewrite;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PSQLException;

/** Runs what a {@link Speaker} says and writes down all that comes of it. */
final class Execution {
    private static final int BINARY_COPY_HEADER_BYTES = 19;

    /** What came of it; of several statements all together. Rows are sorted: without ORDER BY they have no order. */
    record Outcome(
            String sqlState,
            String message,
            int position,
            List<Integer> counts,
            List<String> columns,
            List<List<String>> rows,
            String parameters) {}

    private Execution() {}

    static Outcome run(Connection connection, String sql, Speaker.Spoken spoken) throws SQLException {
        return run(connection, sql, spoken, null);
    }

    /** With the columns' identities, where {@code seen} is given. */
    static Outcome run(Connection connection, String sql, Speaker.Spoken spoken, Identities.@Nullable Seen seen)
            throws SQLException {
        try {
            if (sql.startsWith("COPY ") && spoken.input().startsWith("SELECT ")) {
                return copyIn(connection, sql, rows(connection, sql, spoken.input()));
            }
            if (sql.startsWith("COPY ")) {
                return sql.contains("FROM STDIN")
                        ? copyIn(connection, sql, spoken.input().getBytes(StandardCharsets.UTF_8))
                        : copyOut(connection, sql);
            }
            return execute(connection, sql, spoken, seen);
        } catch (SQLException e) {
            if (sql.contains(";")) {
                TwinSchema.run(connection, "ROLLBACK", "CLOSE ALL");
            }
            return new Outcome(e.getSQLState(), e.getMessage(), position(e), List.of(), List.of(), List.of(), "");
        } finally {
            if (!spoken.values().isEmpty()) {
                TwinSchema.run(connection, "DEALLOCATE ALL");
            }
        }
    }

    private static int position(SQLException e) {
        return e instanceof PSQLException p && p.getServerErrorMessage() != null
                ? p.getServerErrorMessage().getPosition()
                : 0;
    }

    private static Outcome execute(
            Connection connection, String sql, Speaker.Spoken spoken, Identities.@Nullable Seen seen)
            throws SQLException {
        String parameters = "";
        String text = sql;
        try (Statement statement = connection.createStatement()) {
            if (!spoken.values().isEmpty()) {
                List<String> types = spoken.types().stream()
                        .map(t -> t.isEmpty() ? "unknown" : t)
                        .toList();
                statement.execute("PREPARE s (" + String.join(", ", types) + ") AS " + sql);
                try (ResultSet rows = statement.executeQuery(
                        "SELECT parameter_types::text FROM pg_prepared_statements WHERE name = 's'")) {
                    rows.next();
                    parameters = rows.getString(1);
                }
                text = "EXECUTE s (" + String.join(", ", spoken.values()) + ")";
            }
            List<Integer> counts = new ArrayList<>();
            List<String> columns = new ArrayList<>();
            List<List<String>> rows = new ArrayList<>();
            boolean isResult = statement.execute(text);
            while (isResult || statement.getUpdateCount() >= 0) {
                if (isResult) {
                    result(statement, columns, rows, seen);
                } else {
                    counts.add(statement.getUpdateCount());
                }
                if (seen != null) {
                    seen.done();
                }
                isResult = statement.getMoreResults();
            }
            if (sql.startsWith("EXPLAIN ")) {
                rows.clear(); // a plan is each database's own
            }
            return new Outcome("", "", 0, counts, columns, rows, parameters);
        }
    }

    private static void result(
            Statement statement, List<String> columns, List<List<String>> all, Identities.@Nullable Seen seen)
            throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            ResultSetMetaData meta = result.getMetaData();
            if (seen != null) {
                columns.addAll(seen.columns(result));
            }
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnLabel(i) + " " + type(meta.getColumnTypeName(i)) + "(" + meta.getPrecision(i)
                        + "," + meta.getScale(i) + ")");
            }
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
        }
        sort(rows);
        all.addAll(rows);
    }

    private static void sort(List<List<String>> rows) {
        rows.sort((a, b) -> a.toString().compareTo(b.toString()));
    }

    /** The driver calls a column serial when the catalog has a sequence for its default, which is not in the protocol. */
    private static String type(String name) {
        return switch (name) {
            case "smallserial" -> "int2";
            case "serial" -> "int4";
            case "bigserial" -> "int8";
            default -> name;
        };
    }

    /** What {@code query} gives, as {@code copy} wants to have it. */
    private static byte[] rows(Connection connection, String copy, String query) throws SQLException {
        String options = copy.substring(copy.indexOf(" FROM STDIN") + " FROM STDIN".length());
        int where = options.indexOf(" WHERE ");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (" + query + ") TO STDOUT" + (where < 0 ? options : options.substring(0, where)),
                            out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Outcome copyIn(Connection connection, String sql, byte[] input) throws SQLException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try {
            long count = copy.copyIn(sql, new ByteArrayInputStream(input));
            return new Outcome("", "", 0, List.of((int) count), List.of(), List.of(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome copyOut(Connection connection, String sql) throws SQLException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long count;
        try {
            count = copy.copyOut(sql, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        if (sql.contains("binary")) {
            binaryRows(out.toByteArray(), rows);
        } else {
            out.toString(StandardCharsets.UTF_8).lines().forEach(line -> rows.add(List.of(line)));
            if (sql.contains("HEADER")) {
                columns.addAll(rows.remove(0));
            }
        }
        sort(rows);
        return new Outcome("", "", 0, List.of((int) count), columns, rows, "");
    }

    /** https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format" */
    private static void binaryRows(byte[] bytes, List<List<String>> rows) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(BINARY_COPY_HEADER_BYTES);
        for (int width = in.getShort(); width >= 0; width = in.getShort()) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                int length = in.getInt();
                byte[] value = new byte[Math.max(length, 0)];
                in.get(value);
                row.add(length < 0 ? "NULL" : HexFormat.of().formatHex(value));
            }
            rows.add(row);
        }
    }
}
