package dev.crossfade.proxy.rewrite.mysql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What became of a statement. {@code errno} 0 for success; rows sorted. */
record MySqlOutcome(int errno, String sqlState, String message, int count, List<String> columns, List<String> rows) {

    static MySqlOutcome of(Connection connection, String sql, MySqlSpeaker.Spoken spoken) throws SQLException {
        if (spoken.values().isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return outcome(statement);
            } catch (SQLException e) {
                return failure(e);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < spoken.values().size(); i++) {
                Object value = spoken.values().get(i);
                if (value instanceof byte[] bytes) {
                    statement.setBytes(i + 1, bytes);
                } else if (value instanceof Long number) {
                    statement.setLong(i + 1, number);
                } else if (value instanceof BigDecimal number) {
                    statement.setBigDecimal(i + 1, number);
                } else {
                    statement.setObject(i + 1, value);
                }
            }
            statement.execute();
            return outcome(statement);
        } catch (SQLException e) {
            return failure(e);
        }
    }

    private static MySqlOutcome failure(SQLException e) {
        return new MySqlOutcome(
                e.getErrorCode(), String.valueOf(e.getSQLState()), e.getMessage(), 0, List.of(), List.of());
    }

    private static MySqlOutcome outcome(Statement statement) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            if (result != null) {
                ResultSetMetaData meta = result.getMetaData();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    columns.add(meta.getColumnLabel(i) + " " + meta.getColumnTypeName(i) + "(" + meta.getPrecision(i)
                            + "," + meta.getScale(i) + ")");
                }
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= meta.getColumnCount(); i++) {
                        String value = result.getString(i);
                        // when it moved differs, whether it did must not
                        row.add(meta.getColumnLabel(i).equals("touched") && value != null ? "moved" : value);
                    }
                    rows.add(row.toString());
                }
            }
        }
        rows.sort(null);
        return new MySqlOutcome(0, "", "", statement.getUpdateCount(), columns, rows);
    }

    boolean isSameError(MySqlOutcome other) {
        return errno == other.errno && sqlState.equals(other.sqlState);
    }
}
