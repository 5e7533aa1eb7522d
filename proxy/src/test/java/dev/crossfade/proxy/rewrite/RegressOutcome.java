package dev.crossfade.proxy.rewrite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.TransactionState;

/** What came of a statement: an SQLSTATE or ""; the count of a write; names and types of columns; rows, sorted. */
record RegressOutcome(String state, int count, List<String> columns, List<String> rows, Said said) {
    private static final int CUT_CHARS = 400;

    /** The server's words, which are shown and not compared. */
    record Said(String message) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Said;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** What would come of it: nothing of it stays but the state of sequences. */
    static RegressOutcome probe(Connection connection, String sql) throws SQLException {
        TransactionState state = RegressPair.state(connection);
        if (state == TransactionState.FAILED) {
            return run(connection, sql);
        }
        boolean open = state == TransactionState.OPEN;
        TwinSchema.run(connection, open ? "SAVEPOINT crossfade_probe" : "BEGIN");
        RegressOutcome outcome = run(connection, sql);
        TwinSchema.run(connection, open ? "ROLLBACK TO crossfade_probe" : "ROLLBACK");
        return outcome;
    }

    static RegressOutcome run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean isResult = statement.execute(sql);
            List<String> columns = new ArrayList<>();
            List<String> rows = new ArrayList<>();
            if (isResult) {
                try (ResultSet result = statement.getResultSet()) {
                    read(result, columns, rows);
                }
            }
            rows.sort(null);
            return new RegressOutcome("", isResult ? 0 : statement.getUpdateCount(), columns, rows, new Said(""));
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return new RegressOutcome(
                    String.valueOf(e.getSQLState()), 0, List.of(), List.of(), new Said(String.valueOf(e.getMessage())));
        }
    }

    private static void read(ResultSet result, List<String> columns, List<String> rows) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        int width = meta.getColumnCount();
        for (int i = 1; i <= width; i++) {
            String type = meta.getColumnTypeName(i);
            columns.add(meta.getColumnLabel(i) + " "
                    + (type.equals("serial") ? "int4" : type.equals("bigserial") ? "int8" : type) + "("
                    + meta.getPrecision(i) + "," + meta.getScale(i) + ")");
        }
        while (result.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= width; i++) {
                row.append(result.getString(i)).append('|');
            }
            rows.add(row.toString());
        }
    }

    String cut() {
        String all =
                state.isEmpty() ? count + " " + columns + " " + rows.size() + " " + rows : state + " " + said.message();
        return all.length() > CUT_CHARS ? all.substring(0, CUT_CHARS) + "…" : all;
    }
}
