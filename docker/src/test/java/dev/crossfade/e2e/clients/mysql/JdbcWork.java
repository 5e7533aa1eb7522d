package dev.crossfade.e2e.clients.mysql;

import dev.crossfade.e2e.clients.Said;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** What applications do over JDBC, whatever the driver. */
final class JdbcWork {
    private static final int MIB = 1 << 20;

    private JdbcWork() {}

    /** A part of it. */
    @FunctionalInterface
    private interface Part {
        void play(Connection connection, Said said) throws Exception;
    }

    private static Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("types", JdbcWork::types);
        parts.put("statements used again", JdbcWork::usedAgain);
        parts.put("batches", JdbcWork::batches);
        parts.put("errors", JdbcWork::errors);
        parts.put("transactions", JdbcWork::transactions);
        parts.put("procedures", JdbcWork::procedures);
        parts.put("many rows", JdbcWork::manyRows);
        parts.put("the catalog", JdbcWork::catalog);
        parts.put("the session", JdbcWork::session);
        return parts;
    }

    /** All parts, each on a connection of its own. */
    static void all(Address address, String scheme, String settings, Said said) throws Exception {
        Map<String, Part> parts = parts();
        if (settings.contains("useCursorFetch")) {
            parts.remove("errors"); // Connector/J throws an error once more at the statement after next
        }
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            said.add("part", part.getKey());
            try (Connection connection = address.connect(scheme, settings)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DROP TABLE IF EXISTS t");
                }
                part.getValue().play(connection, said);
            }
        }
    }

    private static void types(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, ti tinyint, si smallint unsigned, mi"
                    + " mediumint, bi bigint unsigned, b bit(9), f float, d double, n decimal(20,5), c char(5), v"
                    + " varchar(40) CHARACTER SET utf8mb4, bin varbinary(20), tx text, bl blob, dt date, tm time(3), ts"
                    + " timestamp(6) NULL, dtm datetime, y year, e enum('a','b ü'), s set('x','y','z'), j json)");
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO t (ti, si, mi, bi, b, f, d, n, c, v, bin, tx, bl, dt, tm, ts, dtm, y, e, s, j)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    Statement.RETURN_GENERATED_KEYS)) {
                for (int row = 0; row < 3; row++) {
                    Object[] values = {
                        -128 + row,
                        65_535 - row,
                        -8_388_608,
                        new BigDecimal("18446744073709551615"),
                        300 + row,
                        1.5f,
                        Math.PI,
                        new BigDecimal("123456789012345.67890"),
                        "ab",
                        "grün € 🙂 'q' \\ \"",
                        new byte[] {0, 1, (byte) 0xff, '\''},
                        "text " + row,
                        new byte[300],
                        "2024-02-29",
                        "12:34:56.789",
                        "2024-02-29 12:34:56.123456",
                        "1999-12-31 23:59:59",
                        2024,
                        "b ü",
                        "x,z",
                        "{\"a\": [1, null, \"ü\"]}"
                    };
                    for (int i = 0; i < values.length; i++) {
                        if (row == 2 && i > 3) {
                            insert.setNull(i + 1, Types.VARCHAR);
                        } else {
                            insert.setObject(i + 1, values[i]);
                        }
                    }
                    said.add("inserted", insert.executeUpdate());
                    said.rows("key", insert.getGeneratedKeys());
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT * FROM t ORDER BY id")) {
                said.columns("text", rows.getMetaData());
                said.rows("text", rows);
            }
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT t.*, ? FROM t WHERE id >= ? ORDER BY id")) {
                select.setString(1, "p");
                select.setInt(2, 2);
                try (ResultSet rows = select.executeQuery()) {
                    said.columns("prepared", rows.getMetaData());
                    said.rows("prepared", rows);
                }
            }
            said.rows("nothing", statement.executeQuery("SELECT v, n FROM t WHERE id > 100"));
        }
    }

    private static void usedAgain(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, v varchar(20))");
            for (int round = 0; round < 3; round++) {
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)");
                        PreparedStatement select = connection.prepareStatement("SELECT v FROM t WHERE id = ?")) {
                    for (int i = 0; i < 4; i++) {
                        insert.setInt(1, round * 10 + i);
                        insert.setString(2, i == 3 ? null : "v" + i);
                        said.add("inserted", insert.executeUpdate());
                        select.setInt(1, round * 10 + i);
                        said.rows("selected", select.executeQuery());
                    }
                }
            }
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM t WHERE id < ? ORDER BY id")) {
                select.setInt(1, 2);
                said.rows("before", select.executeQuery());
                statement.execute("ALTER TABLE t ADD COLUMN more int NOT NULL DEFAULT 7, MODIFY v varchar(30)");
                said.attempt("after DDL", () -> {
                    try (ResultSet rows = select.executeQuery()) {
                        said.rows("after", rows);
                    }
                    return "";
                });
            }
            try (PreparedStatement update = connection.prepareStatement("UPDATE t SET v = ? WHERE id >= ?")) {
                update.setString(1, "new");
                update.setInt(2, 10);
                said.add("updated", update.executeUpdate());
                said.add("updated again", update.executeUpdate());
            }
        }
    }

    private static void batches(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, k int UNIQUE, v varchar(20))");
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO t (k, v) VALUES (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
                for (int i = 0; i < 50; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "v" + i);
                    insert.addBatch();
                }
                said.add("counts", Arrays.toString(insert.executeBatch()));
                said.rows("keys", insert.getGeneratedKeys());
                for (int i = 49; i < 53; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "again");
                    insert.addBatch();
                }
                said.attempt("a duplicate", () -> Arrays.toString(insert.executeBatch()));
            }
            try (PreparedStatement update = connection.prepareStatement("UPDATE t SET v = ? WHERE k = ?")) {
                for (int i = 0; i < 20; i++) {
                    update.setString(1, "u" + i);
                    update.setInt(2, i * 4);
                    update.addBatch();
                }
                said.add("updates", Arrays.toString(update.executeBatch()));
            }
            statement.addBatch("DELETE FROM t WHERE k < 5");
            statement.addBatch("INSERT INTO t (k) VALUES (1)");
            statement.addBatch("UPDATE t SET v = 'last' WHERE k = 1");
            said.add("mixed", Arrays.toString(statement.executeBatch()));
            said.rows("left", statement.executeQuery("SELECT k, v FROM t ORDER BY k"));
        }
    }

    private static void errors(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, v varchar(3) NOT NULL)");
            statement.execute("INSERT INTO t VALUES (1, 'a')");
            for (String sql : new String[] {
                "SELEC 1",
                "SELECT * FROM nowhere",
                "SELECT nothing FROM t",
                "INSERT INTO t VALUES (1, 'b')",
                "INSERT INTO t VALUES (2, 'too long')",
                "INSERT INTO t VALUES (2, NULL)",
                "SELECT 1 / 0, CAST('x' AS SIGNED), (SELECT 1 UNION SELECT 2)",
                "CALL nothing()",
                "KILL 4000000000",
                ""
            }) {
                said.attempt(sql, () -> statement.execute(sql));
                said.warnings(sql, statement.getWarnings());
            }
            said.add("ignored", statement.executeUpdate("INSERT IGNORE INTO t VALUES (1, 'b'), (3, 'too long')"));
            said.warnings("ignored", statement.getWarnings());
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
                insert.setInt(1, 1);
                insert.setString(2, "x");
                said.attempt("prepared duplicate", insert::executeUpdate);
                insert.setInt(1, 9);
                said.attempt("prepared again", insert::executeUpdate);
            }
            said.attempt("cannot be prepared", () -> {
                try (PreparedStatement bad = connection.prepareStatement("SELECT ? FROM nowhere")) {
                    bad.setInt(1, 1);
                    return bad.execute();
                }
            });
            said.rows("alive", statement.executeQuery("SELECT COUNT(*) FROM t"));
        }
    }

    private static void transactions(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY)");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            connection.rollback();
            statement.execute("INSERT INTO t VALUES (2)");
            Savepoint savepoint = connection.setSavepoint("here");
            statement.execute("INSERT INTO t VALUES (3)");
            connection.rollback(savepoint);
            connection.commit();
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            said.add("isolation", connection.getTransactionIsolation());
            said.rows("rows", statement.executeQuery("SELECT * FROM t"));
            connection.commit();
            connection.setAutoCommit(true);
            connection.setReadOnly(true);
            said.attempt("read only", () -> statement.executeUpdate("INSERT INTO t VALUES (4)"));
            connection.setReadOnly(false);
            said.attempt("writable", () -> statement.executeUpdate("INSERT INTO t VALUES (4)"));
            statement.execute("START TRANSACTION READ ONLY");
            said.attempt("by SQL", () -> statement.executeUpdate("INSERT INTO t VALUES (5)"));
            statement.execute("COMMIT AND CHAIN");
            statement.execute("ROLLBACK");
            said.rows("rows", statement.executeQuery("SELECT * FROM t ORDER BY id"));
        }
    }

    private static void procedures(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY)");
            statement.execute("CREATE PROCEDURE p (IN a int, INOUT b int, OUT c varchar(20)) BEGIN"
                    + " SELECT a, b; INSERT INTO t VALUES (a), (b); SELECT * FROM t ORDER BY id; SET b = a + b; SET c ="
                    + " CONCAT('sum ', b); END");
            statement.execute("CREATE FUNCTION f (a int) RETURNS int DETERMINISTIC RETURN a * 2");
            try (CallableStatement call = connection.prepareCall("{call p(?, ?, ?)}")) {
                call.setInt(1, 1);
                call.setInt(2, 5);
                call.registerOutParameter(2, Types.INTEGER);
                call.registerOutParameter(3, Types.VARCHAR);
                boolean more = call.execute();
                for (int i = 0; more || call.getUpdateCount() != -1; i++) {
                    if (more) {
                        said.rows("result " + i, call.getResultSet());
                    } else {
                        said.add("count " + i, call.getUpdateCount());
                    }
                    more = call.getMoreResults();
                }
                said.add("b", call.getInt(2)).add("c", call.getString(3));
                call.setInt(1, 1);
                said.attempt("once more", call::execute);
            }
            said.rows("rows", statement.executeQuery("SELECT f(id) FROM t ORDER BY id"));
        }
    }

    static void largeValues(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, b longblob, v longtext)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?)")) {
                for (int size : new int[] {250, 251, 65_535, 65_536, MIB, 16 * MIB - 30, 17 * MIB}) {
                    byte[] bytes = new byte[size];
                    new Random(size).nextBytes(bytes);
                    insert.setInt(1, size);
                    insert.setBytes(2, bytes);
                    insert.setString(3, size > MIB ? "" : "ä".repeat(size / 2));
                    said.add("inserted " + size, insert.executeUpdate());
                }
            }
            said.rows(
                    "sums",
                    statement.executeQuery("SELECT id, LENGTH(b), MD5(b), LENGTH(v), MD5(v) FROM t ORDER BY id"));
            try (PreparedStatement select = connection.prepareStatement("SELECT b FROM t WHERE id >= ? ORDER BY id")) {
                select.setInt(1, 65_536);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        byte[] bytes = rows.getBytes(1);
                        said.add("read", bytes.length + " " + Arrays.hashCode(bytes));
                    }
                }
            }
        }
    }

    private static void manyRows(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, v varchar(100))");
            statement.execute(
                    "INSERT INTO t SELECT a.n + b.n * 10 + c.n * 100, CONCAT('row ', a.n + b.n * 10 + c.n * 100)"
                            + " FROM (" + digits() + ") a, (" + digits() + ") b, (" + digits() + ") c");
            said.add("sum", sum(statement.executeQuery("SELECT * FROM t ORDER BY id")));
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT * FROM t WHERE id >= ? ORDER BY id",
                    ResultSet.TYPE_FORWARD_ONLY,
                    ResultSet.CONCUR_READ_ONLY)) {
                select.setFetchSize(7);
                select.setInt(1, 3);
                said.add("by sevens", sum(select.executeQuery()));
                ResultSet rows = select.executeQuery();
                for (int i = 0; i < 20; i++) {
                    rows.next();
                }
                rows.close();
                select.setMaxRows(10);
                said.add("at most ten", sum(select.executeQuery()));
            }
            said.rows("after", statement.executeQuery("SELECT COUNT(*) FROM t"));
        }
    }

    private static String digits() {
        StringBuilder sql = new StringBuilder("SELECT 0 AS n");
        for (int i = 1; i < 10; i++) {
            sql.append(" UNION ALL SELECT ").append(i);
        }
        return sql.toString();
    }

    private static String sum(ResultSet rows) throws SQLException {
        int count = 0;
        int sum = 0;
        while (rows.next()) {
            count++;
            sum = 31 * sum + rows.getInt(1) + rows.getString(2).hashCode();
        }
        rows.close();
        return count + " rows, " + sum;
    }

    private static void catalog(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE parent (id int PRIMARY KEY)");
            statement.execute("CREATE TABLE child (id int PRIMARY KEY, p int, v varchar(9) DEFAULT 'd' COMMENT 'c',"
                    + " FOREIGN KEY (p) REFERENCES parent (id), KEY k (v, p))");
            statement.execute("CREATE VIEW w AS SELECT id, v FROM child");
        }
        DatabaseMetaData meta = connection.getMetaData();
        said.add("product", meta.getDatabaseProductName() + " " + meta.getDatabaseProductVersion());
        String database = connection.getCatalog();
        said.inDatabase(database);
        said.rows("tables", meta.getTables(database, null, "%", null));
        said.rows("columns", meta.getColumns(database, null, "child", "%"));
        said.rows("keys", meta.getPrimaryKeys(database, null, "child"));
        said.rows("imported", meta.getImportedKeys(database, null, "child"));
        said.rows("indexes", meta.getIndexInfo(database, null, "child", false, true));
    }

    private static void session(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET @a = 1, sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')");
            said.rows(
                    "variables",
                    statement.executeQuery("SELECT @a, @@sql_mode, @@autocommit, \"x\" FROM (SELECT 1 AS x) AS s"));
            statement.execute("CREATE TEMPORARY TABLE mine (id int)");
            statement.execute("INSERT INTO mine VALUES (1), (2)");
            said.rows("temporary", statement.executeQuery("SELECT * FROM mine"));
            said.rows(
                    "lock",
                    statement.executeQuery("SELECT GET_LOCK('crossfade_e2e', 5), RELEASE_LOCK('crossfade_e2e')"));
            String database = connection.getCatalog();
            connection.setCatalog("mysql");
            said.rows("elsewhere", statement.executeQuery("SELECT DATABASE()"));
            connection.setCatalog(database);
            statement.execute("CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY)");
            statement.execute("INSERT INTO t VALUES (NULL), (NULL)");
            said.rows("last", statement.executeQuery("SELECT LAST_INSERT_ID(), FOUND_ROWS(), ROW_COUNT()"));
            said.add("valid", connection.isValid(5));
            said.rows("host", statement.executeQuery("SELECT CURRENT_USER()"));
        }
    }

    static void timeOuts(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            said.attempt("too long", () -> {
                try (ResultSet rows = statement.executeQuery("SELECT SLEEP(20)")) {
                    rows.next();
                    return rows.getString(1);
                }
            });
            statement.setQueryTimeout(0);
            said.rows("alive", statement.executeQuery("SELECT 1"));
        }
    }

    static void localFile(Connection connection, Said said) throws Exception {
        Path file = Files.createTempFile("crossfade-local", ".csv");
        try (Statement statement = connection.createStatement()) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                lines.append(i).append(",value ü ").append(i).append('\n');
            }
            Files.writeString(file, lines, StandardCharsets.UTF_8);
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, v varchar(50))");
            said.add(
                    "loaded",
                    statement.executeUpdate("LOAD DATA LOCAL INFILE '" + file
                            + "' INTO TABLE t CHARACTER SET utf8mb4 FIELDS TERMINATED BY ','"));
            said.rows("sum", statement.executeQuery("SELECT COUNT(*), SUM(id), MD5(GROUP_CONCAT(v)) FROM t"));
            said.attempt("no such file", () -> {
                try {
                    return statement.executeUpdate("LOAD DATA LOCAL INFILE '/nowhere/at/all' INTO TABLE t");
                } catch (SQLException e) {
                    return e.getSQLState() + " " + e.getErrorCode(); // Connector/J's message holds a stack trace
                }
            });
            said.attempt(
                    "duplicates",
                    () -> statement.executeUpdate("LOAD DATA LOCAL INFILE '" + file
                            + "' REPLACE INTO TABLE t CHARACTER SET utf8mb4 FIELDS TERMINATED BY ','"));
            said.rows("alive", statement.executeQuery("SELECT COUNT(*) FROM t"));
        } finally {
            Files.delete(file);
        }
    }

    static void severalStatements(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean more = statement.execute("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1), (2);"
                    + " SELECT * FROM t; UPDATE t SET id = id + 10; SELECT SUM(id) FROM t");
            for (int i = 0; more || statement.getUpdateCount() != -1; i++) {
                if (more) {
                    said.rows("result " + i, statement.getResultSet());
                } else {
                    said.add("count " + i, statement.getUpdateCount());
                }
                more = statement.getMoreResults();
            }
            said.attempt("an error in the middle", () -> statement.execute("SELECT 1; SELECT nothing; SELECT 3"));
            said.attempt("its results", () -> statement.getMoreResults() + " " + statement.getUpdateCount());
            said.rows("alive", statement.executeQuery("SELECT COUNT(*) FROM t"));
        }
    }
}
