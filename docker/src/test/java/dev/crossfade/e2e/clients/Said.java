package dev.crossfade.e2e.clients;

import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** What a client was told, line by line, in a form that two plays of a scenario can be compared by. */
public final class Said {
    /** Of a longer text only its ends, its length and a sum are kept. */
    private static final int LONGEST_VALUE_CHARS = 2_000;

    /** Object identifiers where a text names them: a large object, and the specific name of a function. */
    private static final Pattern NUMBERED = Pattern.compile("(\\blarge object |\\b(?:f|pr)_)\\d+");

    private final List<String> lines = new ArrayList<>();
    private String database = "\0";

    /** Something that may go wrong as expected. */
    @FunctionalInterface
    public interface Attempt {
        Object run() throws Exception;
    }

    private void line(String text) {
        lines.add(NUMBERED.matcher(text.replace(database, "DATABASE")).replaceAll("$1N"));
    }

    /** From now on a database's name, which the two ways' databases do not share, is not written down. */
    public Said inDatabase(String name) {
        database = name;
        return this;
    }

    public List<String> lines() {
        return lines;
    }

    /** A line that a program printed. */
    public void told(String line) {
        line(line);
    }

    public Said add(String what, Object value) {
        line(what + ": " + text(value));
        return this;
    }

    /** Writes down the result, or the error with all that the server says of it. */
    public void attempt(String what, Attempt attempt) {
        Object result;
        try {
            result = attempt.run();
        } catch (Exception e) {
            line(what + " failed: " + error(e));
            return;
        }
        add(what, result);
    }

    /** Writes down names, types and flags of all columns. */
    public void columns(String what, ResultSetMetaData columns) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            line(what + " column " + i + ": " + columns.getColumnLabel(i) + " " + columns.getColumnName(i) + " "
                    + columns.getTableName(i) + " " + columns.getSchemaName(i) + " " + columns.getColumnTypeName(i)
                    + " " + columns.getColumnType(i) + " " + columns.getColumnClassName(i) + " "
                    + columns.getPrecision(i) + " " + columns.getScale(i) + " " + columns.getColumnDisplaySize(i)
                    + " nullable=" + columns.isNullable(i) + " auto=" + columns.isAutoIncrement(i) + " signed="
                    + columns.isSigned(i));
        }
    }

    /** Writes down all rows from where the cursor stands, each value as an object and as text. */
    public void rows(String what, ResultSet rows) throws SQLException {
        int count = rows.getMetaData().getColumnCount();
        int row = 0;
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= count; i++) {
                Object value = rows.getObject(i);
                line.append(i == 1 ? "" : " | ").append(text(value));
                if (!(value instanceof byte[])) { // which as a string, in binary, is an array's identity
                    line.append(" ").append(text(rows.getString(i)));
                }
            }
            line(what + " row " + row + ": " + line);
            row++;
        }
        line(what + ": " + row + " rows");
    }

    public void warnings(String what, SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            line(what + " warned: "
                    + (warning instanceof PSQLWarning ours
                            ? server(ours.getServerErrorMessage())
                            : warning.getSQLState() + " " + warning.getMessage()));
        }
    }

    public static String error(Throwable e) {
        if (e instanceof BatchUpdateException batch) {
            return "BatchUpdateException " + Arrays.toString(batch.getLargeUpdateCounts()) + " "
                    + (batch.getNextException() == null ? batch.getMessage() : error(batch.getNextException()));
        }
        if (e instanceof PSQLException ours && ours.getServerErrorMessage() != null) {
            return server(ours.getServerErrorMessage());
        }
        if (e instanceof SQLException sql) {
            return sql.getClass().getSimpleName() + " " + sql.getSQLState() + " " + sql.getErrorCode() + " "
                    + sql.getMessage()
                    + (sql.getCause() == null ? "" : " because " + error(sql.getCause()));
        }
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }

    private static String server(ServerErrorMessage said) {
        return said.getSeverity() + " " + said.getSQLState() + " " + said.getMessage() + " detail=" + said.getDetail()
                + " hint=" + said.getHint() + " position=" + said.getPosition() + " internal="
                + said.getInternalQuery() + "@" + said.getInternalPosition() + " where=" + said.getWhere() + " on "
                + said.getSchema() + "." + said.getTable() + "." + said.getColumn() + " " + said.getDatatype() + " "
                + said.getConstraint() + " at " + said.getFile() + ":" + said.getLine() + " " + said.getRoutine();
    }

    /** Of values that say their type (arrays of bytes do not) the class is written down too. */
    public static String text(Object value) {
        String shown;
        try {
            shown = plain(value);
        } catch (SQLException e) {
            return error(e);
        }
        return shown.length() <= LONGEST_VALUE_CHARS
                ? shown
                : shown.substring(0, LONGEST_VALUE_CHARS / 2) + "… " + shown.length() + " characters, hash "
                        + shown.hashCode();
    }

    private static String plain(Object value) throws SQLException {
        if (value == null || value instanceof String) {
            return "" + value;
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Array array) {
            return array.getBaseTypeName() + " " + plain(array.getArray());
        }
        if (value instanceof SQLXML xml) {
            return "SQLXML " + xml.getString();
        }
        if (value instanceof Object[] values) {
            return Arrays.deepToString(values);
        }
        if (value instanceof int[] numbers) {
            return Arrays.toString(numbers);
        }
        if (value instanceof long[] numbers) {
            return Arrays.toString(numbers);
        }
        return value.getClass().getSimpleName() + " " + value;
    }
}
