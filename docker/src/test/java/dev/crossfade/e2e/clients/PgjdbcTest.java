package dev.crossfade.e2e.clients;

import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PGobject;

/** pgjdbc: what applications do with statements, under the connection settings that change what goes over the wire. */
@Timeout(60)
class PgjdbcTest {
    /** Settings of the driver that change which messages it sends. */
    private static final List<String> SETTINGS = List.of(
            "prepareThreshold=5",
            "prepareThreshold=0",
            "prepareThreshold=1",
            "prepareThreshold=-1",
            "prepareThreshold=1&preparedStatementCacheQueries=2",
            "binaryTransfer=false&prepareThreshold=1",
            "reWriteBatchedInserts=true&prepareThreshold=1",
            "defaultRowFetchSize=3&prepareThreshold=1",
            "autosave=always&prepareThreshold=1",
            "autosave=conservative&prepareThreshold=1&cleanupSavepoints=true",
            "preferQueryMode=simple",
            "preferQueryMode=extended",
            "preferQueryMode=extendedForPrepared",
            "preferQueryMode=extendedCacheEverything",
            "stringtype=unspecified&adaptiveFetch=true&defaultRowFetchSize=10");

    /** The driver itself fails here, also direct: it writes out parameters that have no value yet, or parses ahead of DDL. */
    private static final Set<String> DRIVER_CANNOT =
            Set.of("preferQueryMode=simple: functions and procedures", "prepareThreshold=-1: several results");

    private static Map<String, PerConnection> scenarios() {
        Map<String, PerConnection> all = new LinkedHashMap<>();
        all.put("types", PgjdbcTest::types);
        all.put("statements used again", PgjdbcTest::usedAgain);
        all.put("batches", PgjdbcTest::batches);
        all.put("cursors", PgjdbcTest::cursors);
        all.put("savepoints", PgjdbcTest::savepoints);
        all.put("generated keys", PgjdbcTest::generatedKeys);
        all.put("functions and procedures", PgjdbcTest::callables);
        all.put("several results", PgjdbcTest::severalResults);
        all.put("errors", PgjdbcTest::errors);
        all.put("session state", PgjdbcTest::sessionState);
        return all;
    }

    @FunctionalInterface
    private interface PerConnection {
        void play(Connection connection, Said said) throws Exception;
    }

    static Stream<Arguments> everySetting() {
        return PoolingMode.all().stream()
                .flatMap(mode -> SETTINGS.stream()
                        .flatMap(settings -> scenarios().keySet().stream()
                                .filter(name -> !DRIVER_CANNOT.contains(settings + ": " + name))
                                .map(name -> Arguments.of(mode, settings, name))));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("everySetting")
    void isToldTheSame(PoolingMode mode, String settings, String name) throws Exception {
        PerConnection scenario = scenarios().get(name);
        Stand.plain(mode).same((way, said) -> {
            try (Connection connection = way.connect(settings)) {
                scenario.play(connection, said);
            }
        });
    }

    private static void types(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')");
            statement.execute("CREATE TYPE pair AS (a int, b text)");
            statement.execute("CREATE DOMAIN even AS int CHECK (VALUE % 2 = 0)");
            statement.execute("""
                    CREATE TABLE t (id int PRIMARY KEY, b bool, i2 int2, i8 int8, f4 float4, f8 float8, n numeric(20,5), t text,
                      v varchar(20), c char(5), bin bytea, d date, ti time, ttz timetz, ts timestamp, tstz timestamptz, iv interval,
                      u uuid, j json, jb jsonb, ints int[], texts text[][], m mood, p pair, e even, r int4range, ip inet, bits bit(4),
                      o oid, na name, mo money, x xml, pt point, tsv tsvector)""");
        }
        String insert =
                "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement row = connection.prepareStatement(insert)) {
            for (int id = 0; id < 7; id++) {
                int i = 1;
                row.setInt(i++, id);
                row.setBoolean(i++, id % 2 == 0);
                row.setShort(i++, (short) (id - 3));
                row.setLong(i++, Long.MAX_VALUE - id);
                row.setFloat(i++, id / 3f);
                row.setDouble(i++, id == 3 ? Double.NaN : id / 3d);
                row.setBigDecimal(
                        i++, new BigDecimal("12345678901234.5").negate().add(BigDecimal.valueOf(id)));
                row.setString(i++, "naïve — 漢字 😀 '\\ " + id);
                row.setString(i++, "");
                row.setString(i++, "ab");
                row.setBytes(i++, new byte[] {0, 1, (byte) id, -1, '\\', '\''});
                row.setObject(i++, id == 4 ? LocalDate.MAX : LocalDate.of(2024, 2, 29));
                row.setObject(i++, LocalTime.of(23, 59, 59, 123_456_000));
                row.setObject(i++, object("timetz", "12:00:00+02"));
                row.setObject(i++, LocalDateTime.of(1999, 12, 31, 23, 59, 59, 999_999_000));
                row.setObject(i++, OffsetDateTime.parse("2024-03-31T01:30:00+01:00"));
                row.setObject(i++, object("interval", "1 year 2 mons -3 days 04:05:06.789"));
                row.setObject(i++, new UUID(id, 42));
                row.setObject(i++, object("json", "{\"a\": [1, 2, {\"b\": null}]}"));
                row.setObject(i++, object("jsonb", "{\"a\": [1, 2, {\"b\": null}]}"));
                row.setArray(i++, connection.createArrayOf("int4", new Integer[] {1, null, id}));
                row.setArray(i++, connection.createArrayOf("text", new String[][] {{"a", "b,\"c"}, {null, "{}"}}));
                row.setObject(i++, object("mood", "happy"));
                row.setObject(i++, object("pair", "(" + id + ",\"x y\")"));
                row.setObject(i++, object("even", "" + id * 2));
                row.setObject(i++, object("int4range", "[1,10)"));
                row.setObject(i++, object("inet", "192.168.0.1/24"));
                row.setObject(i++, object("bit", "1010"));
                row.setLong(i++, 4_294_967_295L);
                row.setString(i++, "a name");
                row.setObject(i++, object("money", "12.50"));
                row.setObject(i++, object("xml", "<a>b</a>"));
                row.setObject(i++, object("point", "(1.5,-2)"));
                row.setObject(i, object("tsvector", "'cat' 'rat'"));
                said.add("inserted", row.executeUpdate());
            }
            row.setInt(1, 100);
            for (int i = 2; i <= 34; i++) {
                row.setNull(i, Types.NULL);
            }
            said.attempt("a row of nulls", row::executeUpdate);
        }
        boolean describes = connection.unwrap(PGConnection.class).getPreferQueryMode() != PreferQueryMode.SIMPLE;
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM t WHERE id >= ? ORDER BY id")) {
            if (describes) {
                said.columns("described", select.getMetaData()); // in mode simple, the driver's own assertion fails
            }
            for (int i = 0; i < 3; i++) {
                select.setInt(1, i * 3);
                try (ResultSet rows = select.executeQuery()) {
                    said.columns("selected", rows.getMetaData());
                    said.rows("selected", rows);
                }
            }
        }
        if (!describes) {
            return;
        }
        try (PreparedStatement parameters = connection.prepareStatement(
                "UPDATE t SET n = ?, jb = ?, ints = ? WHERE id = ? AND t LIKE ? RETURNING n + 1 AS more")) {
            said.attempt("parameters", () -> {
                var described = parameters.getParameterMetaData();
                List<String> types = new ArrayList<>();
                for (int i = 1; i <= described.getParameterCount(); i++) {
                    types.add(described.getParameterTypeName(i) + " " + described.getParameterClassName(i));
                }
                return types.toString();
            });
        }
    }

    private static PGobject object(String type, String value) throws SQLException {
        PGobject object = new PGobject();
        object.setType(type);
        object.setValue(value);
        return object;
    }

    private static void usedAgain(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, v text)");
            statement.execute("INSERT INTO t SELECT g, 'v' || g FROM generate_series(1, 20) g");
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM t WHERE id = ?");
                    PreparedStatement other = connection.prepareStatement("SELECT v, id FROM t WHERE v = ?");
                    PreparedStatement third = connection.prepareStatement("SELECT count(*) FROM t WHERE id < ?")) {
                for (int i = 0; i < 8; i++) {
                    select.setInt(1, i);
                    said.rows("by id", select.executeQuery());
                    other.setString(1, "v" + i);
                    said.rows("by value", other.executeQuery());
                    third.setObject(
                            1, i % 2 == 0 ? (Object) i : (Object) (long) i, i % 2 == 0 ? Types.INTEGER : Types.BIGINT);
                    said.rows("count", third.executeQuery());
                }
                // "cached plan must not change result type", and how the driver heals it
                statement.execute("ALTER TABLE t ADD COLUMN more int DEFAULT 5");
                for (int i = 1; i < 4; i++) {
                    select.setInt(1, i);
                    said.attempt("after DDL", () -> {
                        try (ResultSet rows = select.executeQuery()) {
                            rows.next();
                            return rows.getMetaData().getColumnCount();
                        }
                    });
                }
                connection.setAutoCommit(false);
                select.setInt(1, 7);
                said.rows("in a transaction", select.executeQuery());
                statement.execute("ALTER TABLE t ALTER COLUMN v TYPE varchar(50)");
                for (int i = 1; i < 3; i++) {
                    said.attempt("after DDL in a transaction", () -> {
                        try (ResultSet rows = select.executeQuery()) {
                            rows.next();
                            return rows.getMetaData().getColumnTypeName(2);
                        }
                    });
                }
                connection.rollback();
                said.attempt("after the rollback", () -> {
                    try (ResultSet rows = select.executeQuery()) {
                        rows.next();
                        return rows.getMetaData().getColumnTypeName(2);
                    }
                });
                connection.rollback();
                statement.execute("DEALLOCATE ALL");
                connection.commit();
                said.attempt("after DEALLOCATE ALL", () -> {
                    try (ResultSet rows = select.executeQuery()) {
                        return rows.next();
                    }
                });
                connection.rollback();
            }
        }
    }

    private static void batches(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id serial PRIMARY KEY, k int UNIQUE, v text)");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO t (k, v) VALUES (?, ?)", new String[] {"id", "v"})) {
                for (int i = 0; i < 300; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "v" + i);
                    insert.addBatch();
                }
                said.add("batch", insert.executeBatch());
                said.rows("keys", insert.getGeneratedKeys());
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t (k, v) VALUES (?, ?)")) {
                for (int i = 0; i < 1500; i++) {
                    insert.setInt(1, 1000 + i);
                    insert.setString(2, i % 3 == 0 ? null : "v" + i);
                    insert.addBatch();
                }
                said.add("large batch", insert.executeLargeBatch());
                for (int k : new int[] {5000, 5001, 7, 5002}) {
                    insert.setInt(1, k);
                    insert.setString(2, "x");
                    insert.addBatch();
                }
                said.attempt("batch with a duplicate", insert::executeBatch);
                connection.setAutoCommit(false);
                for (int k : new int[] {6000, 6001, 7, 6002}) {
                    insert.setInt(1, k);
                    insert.setString(2, "x");
                    insert.addBatch();
                }
                said.attempt("batch with a duplicate in a transaction", insert::executeBatch);
                said.attempt("after it", () -> statement.executeUpdate("UPDATE t SET v = 'after' WHERE k = 6000"));
                connection.rollback();
                connection.setAutoCommit(true);
            }
            try (PreparedStatement update = connection.prepareStatement("UPDATE t SET v = ? WHERE k % ? = 0")) {
                for (int i = 2; i < 9; i++) {
                    update.setString(1, "m" + i);
                    update.setInt(2, i);
                    update.addBatch();
                }
                said.add("updates", update.executeBatch());
            }
            statement.addBatch("INSERT INTO t (k) VALUES (-1)");
            statement.addBatch("UPDATE t SET v = 'minus' WHERE k = -1");
            statement.addBatch("DELETE FROM t WHERE k < 0");
            statement.addBatch("CREATE TABLE u (a int)");
            said.add("mixed", statement.executeBatch());
            statement.addBatch("INSERT INTO u VALUES (1)");
            statement.addBatch("INSERT INTO u VALUES ('x')");
            statement.addBatch("INSERT INTO u VALUES (2)");
            said.attempt("mixed with an error", statement::executeBatch);
            said.rows("u", statement.executeQuery("SELECT * FROM u"));
            said.rows(
                    "sums",
                    statement.executeQuery(
                            "SELECT count(*), sum(k), max(id), md5(string_agg(v, ',' ORDER BY k)) FROM t"));
        }
    }

    private static void cursors(Connection connection, Said said) throws SQLException {
        try (Statement setup = connection.createStatement()) {
            setup.execute("CREATE TABLE t (id int PRIMARY KEY, v text)");
            setup.execute("INSERT INTO t SELECT g, repeat('x', g) FROM generate_series(1, 57) g");
        }
        connection.setAutoCommit(false);
        for (int fetch : new int[] {1, 7, 57, 100}) {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT id, v FROM t WHERE id > ? ORDER BY id")) {
                select.setFetchSize(fetch);
                select.setInt(1, 3);
                said.rows("fetching " + fetch, select.executeQuery());
                select.setMaxRows(10);
                said.rows("at most 10, fetching " + fetch, select.executeQuery());
            }
        }
        try (Statement first = connection.createStatement();
                Statement second = connection.createStatement()) {
            first.setFetchSize(5);
            second.setFetchSize(4);
            try (ResultSet a = first.executeQuery("SELECT id FROM t ORDER BY id");
                    ResultSet b = second.executeQuery("SELECT id FROM t ORDER BY id DESC")) {
                for (int i = 0; i < 30; i++) {
                    said.add("interleaved", a.next() + " " + a.getInt(1) + " " + b.next() + " " + b.getInt(1));
                }
            }
            connection.commit();
            try (ResultSet cut = first.executeQuery("SELECT id FROM t ORDER BY id")) {
                cut.next();
                connection.rollback();
                said.attempt("a portal whose transaction has ended", () -> {
                    int n = 1;
                    while (cut.next()) {
                        n++;
                    }
                    return n;
                });
            }
            connection.rollback();
        }
        try (Statement held = connection.createStatement(
                ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, ResultSet.HOLD_CURSORS_OVER_COMMIT)) {
            held.setFetchSize(10);
            try (ResultSet rows = held.executeQuery("SELECT id FROM t ORDER BY id")) {
                rows.next();
                connection.commit();
                said.rows("held over the commit", rows);
            }
        }
        try (Statement scrolling =
                connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            try (ResultSet rows = scrolling.executeQuery("SELECT id, v FROM t WHERE id <= 3 ORDER BY id")) {
                said.add("last", rows.last() + " " + rows.getInt(1) + " " + rows.absolute(2) + " " + rows.getString(2));
                rows.updateString(2, "updated");
                rows.updateRow();
                rows.moveToInsertRow();
                rows.updateInt(1, 1000);
                rows.updateString(2, "inserted");
                rows.insertRow();
                rows.absolute(1);
                rows.deleteRow();
            }
            said.rows("changed", scrolling.executeQuery("SELECT * FROM t WHERE id < 4 OR id > 900 ORDER BY id"));
        }
        try (Statement sql = connection.createStatement()) {
            sql.execute("DECLARE c SCROLL CURSOR FOR SELECT id FROM t ORDER BY id");
            said.rows("forward", sql.executeQuery("FETCH FORWARD 3 FROM c"));
            said.add("moved", sql.executeUpdate("MOVE 10 IN c"));
            said.rows("backward", sql.executeQuery("FETCH BACKWARD 2 FROM c"));
            said.add("closed", sql.executeUpdate("CLOSE c"));
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void savepoints(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY)");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            Savepoint named = connection.setSavepoint("a \"name\"");
            said.attempt("duplicate", () -> statement.executeUpdate("INSERT INTO t VALUES (1)"));
            said.attempt("after the error", () -> statement.executeUpdate("INSERT INTO t VALUES (2)"));
            connection.rollback(named);
            Savepoint unnamed = connection.setSavepoint();
            said.add("inserted", statement.executeUpdate("INSERT INTO t VALUES (3)"));
            connection.releaseSavepoint(unnamed);
            said.attempt("a released savepoint", () -> {
                connection.rollback(unnamed);
                return "rolled back";
            });
            said.attempt("commit", () -> {
                connection.commit();
                return "committed";
            });
            said.rows("after it", statement.executeQuery("SELECT id FROM t ORDER BY id"));
            connection.commit();
            for (int i = 10; i < 20; i++) { // autosave prepares its savepoints too
                int id = i;
                said.attempt("insert", () -> statement.executeUpdate("INSERT INTO t VALUES (" + id / 2 + ")"));
                said.attempt("select", () -> {
                    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
                        rows.next();
                        return rows.getInt(1);
                    }
                });
            }
            said.attempt("commit", () -> {
                connection.commit();
                return "committed";
            });
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setReadOnly(true);
            said.attempt("read only", () -> statement.executeUpdate("INSERT INTO t VALUES (99)"));
            connection.rollback();
            said.add("isolation", connection.getTransactionIsolation());
            connection.rollback();
            connection.setReadOnly(false);
            said.rows("rows", statement.executeQuery("SELECT id FROM t ORDER BY id"));
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static void generatedKeys(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, v text, at date DEFAULT '2024-01-01')");
            said.add(
                    "count",
                    statement.executeUpdate("INSERT INTO t (v) VALUES ('a'), ('b')", Statement.RETURN_GENERATED_KEYS));
            try (ResultSet keys = statement.getGeneratedKeys()) {
                said.columns("keys", keys.getMetaData());
                said.rows("keys", keys);
            }
            said.add("count", statement.executeUpdate("UPDATE t SET v = 'c'", new String[] {"id", "at"}));
            said.rows("keys of an update", statement.getGeneratedKeys());
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO t (v) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                for (int i = 0; i < 8; i++) {
                    insert.setString(1, "v" + i);
                    insert.executeUpdate();
                    said.rows("key", insert.getGeneratedKeys());
                }
            }
            said.attempt(
                    "no such column",
                    () -> statement.executeUpdate("INSERT INTO t (v) VALUES ('d')", new String[] {"nothing"}));
        }
    }

    private static void callables(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE FUNCTION plus(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b'");
            statement.execute(
                    "CREATE FUNCTION outs(INOUT a int, OUT b text) LANGUAGE sql AS $$SELECT a * 2, 'got ' || a$$");
            statement.execute("CREATE FUNCTION twice(n int) RETURNS SETOF int LANGUAGE sql AS"
                    + " 'SELECT n UNION ALL SELECT n * 2'");
            statement.execute("CREATE FUNCTION refs() RETURNS refcursor LANGUAGE plpgsql AS"
                    + " $$DECLARE c refcursor; BEGIN OPEN c FOR SELECT generate_series(1, 4); RETURN c; END$$");
            statement.execute("CREATE TABLE t (id int)");
            statement.execute("CREATE PROCEDURE committing(n int) LANGUAGE plpgsql AS"
                    + " $$BEGIN FOR i IN 1..n LOOP INSERT INTO t VALUES (i); IF i % 2 = 0 THEN COMMIT; ELSE ROLLBACK; END IF;"
                    + " END LOOP; END$$");
        }
        try (CallableStatement call = connection.prepareCall("{? = call plus(?, ?)}")) {
            call.registerOutParameter(1, Types.INTEGER);
            for (int i = 0; i < 7; i++) {
                call.setInt(2, i);
                call.setInt(3, 40);
                call.execute();
                said.add("plus", call.getInt(1));
            }
        }
        try (CallableStatement call = connection.prepareCall("{call outs(?, ?)}")) {
            call.setInt(1, 21);
            call.registerOutParameter(1, Types.INTEGER);
            call.registerOutParameter(2, Types.VARCHAR);
            call.execute();
            said.add("outs", call.getInt(1) + " " + call.getString(2));
        }
        connection.setAutoCommit(false);
        try (CallableStatement call = connection.prepareCall("{? = call refs()}")) {
            call.registerOutParameter(1, Types.REF_CURSOR);
            call.execute();
            try (ResultSet rows = call.getObject(1, ResultSet.class)) {
                said.rows("of the cursor", rows);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (PreparedStatement call = connection.prepareStatement("CALL committing(?)")) {
            call.setInt(1, 5);
            said.attempt("procedure", call::execute);
        }
        connection.setAutoCommit(false);
        try (PreparedStatement call = connection.prepareStatement("CALL committing(?)")) {
            call.setInt(1, 5);
            said.attempt("procedure in a transaction", call::execute);
        }
        connection.rollback();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            said.rows("set", statement.executeQuery("SELECT * FROM twice(4)"));
            said.rows("t", statement.executeQuery("SELECT * FROM t ORDER BY id"));
            said.rows(
                    "escapes",
                    statement.executeQuery(
                            "SELECT {fn concat('a', 'b')}, {d '2024-01-02'}, {ts '2024-01-02 03:04:05'}"));
        }
    }

    private static void severalResults(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean result = statement.execute(
                    "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2); SELECT * FROM t ORDER BY a;"
                            + " UPDATE t SET a = a + 1; SELECT count(*) FROM t WHERE a > 2; ; DROP TABLE t");
            for (int i = 0; i < 12; i++) {
                if (result) {
                    said.rows("result " + i, statement.getResultSet());
                } else {
                    said.add("count " + i, statement.getUpdateCount());
                }
                result = statement.getMoreResults();
            }
            said.attempt("error among several", () -> statement.execute("SELECT 1; SELECT 1/0; SELECT 2"));
            try (PreparedStatement two = connection.prepareStatement("SELECT ?::int + 1; SELECT ?::text || 'x'")) {
                two.setInt(1, 4);
                two.setString(2, "y");
                two.execute();
                said.rows("first", two.getResultSet());
                said.add("more", two.getMoreResults());
                said.rows("second", two.getResultSet());
            }
            said.attempt("empty", () -> statement.execute(""));
            said.attempt("comment", () -> statement.execute("-- nothing\n/* at all */"));
        }
    }

    private static void errors(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE p (id int PRIMARY KEY, v text NOT NULL, CONSTRAINT short CHECK (length(v) < 5))");
            statement.execute("CREATE TABLE c (p int CONSTRAINT to_p REFERENCES p)");
            for (String sql : List.of(
                    "SELECT nothing FROM p",
                    "SELEC 1",
                    "SELECT 'ü😀', nothing FROM p",
                    "SELECT * FROM nowhere",
                    "INSERT INTO p VALUES (1, 'a'), (1, 'b')",
                    "INSERT INTO p VALUES (1, NULL)",
                    "INSERT INTO p VALUES (1, 'too long')",
                    "INSERT INTO c VALUES (5)",
                    "INSERT INTO p VALUES ('x', 'y')",
                    "SELECT 1/0",
                    "SELECT nofunction(1)",
                    "SELECT p.id FROM p p1",
                    "DO $$BEGIN RAISE EXCEPTION 'mine' USING ERRCODE = 'XX123', DETAIL = 'a detail', HINT = 'a hint',"
                            + " TABLE = 'p', COLUMN = 'v'; END$$",
                    "DO $$BEGIN EXECUTE 'SELECT nothing'; END$$",
                    "CREATE TABLE p ()",
                    "COPY p FROM '/nowhere'",
                    "SET nothing_at_all = 1",
                    "ALTER SYSTEM SET work_mem = '1MB'",
                    "VACUUM nowhere")) {
                said.attempt(sql, () -> statement.execute(sql));
            }
            statement.execute(
                    "DO $$BEGIN RAISE NOTICE 'noted %', 1 USING DETAIL = 'd', HINT = 'h'; RAISE WARNING 'warned'; END$$");
            said.warnings("statement", statement.getWarnings());
            statement.execute("CREATE TABLE IF NOT EXISTS p ()");
            said.warnings("statement", statement.getWarnings());
            connection.setAutoCommit(false);
            statement.execute("SELECT 1");
            said.attempt("error in a transaction", () -> statement.execute("SELECT 1/0"));
            said.attempt("after it", () -> statement.execute("SELECT 2"));
            said.attempt("commit of a failed transaction", () -> {
                connection.commit();
                return "committed";
            });
            connection.rollback();
            connection.setAutoCommit(true);
            try (PreparedStatement bad = connection.prepareStatement("SELECT ?::int")) {
                for (int i = 0; i < 7; i++) {
                    bad.setString(1, i % 2 == 0 ? "x" : "12");
                    said.attempt("prepared", () -> {
                        try (ResultSet rows = bad.executeQuery()) {
                            rows.next();
                            return rows.getInt(1);
                        }
                    });
                }
            }
        }
    }

    private static void sessionState(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setClientInfo("ApplicationName", "a shop's");
            statement.execute("CREATE TABLE t (id int)");
            connection.setSchema("pg_catalog");
            said.add("schema", connection.getSchema());
            statement.execute("SET search_path TO public, pg_catalog");
            statement.execute("SET TIME ZONE 'Asia/Kathmandu'");
            statement.execute("SET DateStyle = 'ISO, DMY'");
            statement.execute("SET extra_float_digits = 0");
            statement.execute("SET my.own = 'value'");
            statement.execute("SELECT set_config('my.other', 'other', false)");
            statement.execute("PREPARE named(int) AS SELECT $1 + 1");
            statement.execute("CREATE TEMP TABLE tmp (a int) ON COMMIT PRESERVE ROWS");
            statement.execute("INSERT INTO tmp VALUES (42)");
            statement.execute("CREATE SEQUENCE s");
            statement.execute("SELECT nextval('s')");
            said.rows("locked", statement.executeQuery("SELECT pg_try_advisory_lock(42)"));
            for (String setting : List.of(
                    "application_name",
                    "search_path",
                    "TimeZone",
                    "DateStyle",
                    "extra_float_digits",
                    "my.own",
                    "my.other")) {
                said.rows(setting, statement.executeQuery("SHOW " + setting));
            }
            said.rows("executed", statement.executeQuery("EXECUTE named(4)"));
            said.rows("temporary", statement.executeQuery("SELECT * FROM tmp"));
            said.rows("currval", statement.executeQuery("SELECT currval('s'), lastval()"));
            said.rows("when", statement.executeQuery("SELECT '2024-06-01 00:00Z'::timestamptz, '01/02/2024'::date"));
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL work_mem = '5MB'");
            said.rows("local", statement.executeQuery("SHOW work_mem"));
            statement.execute("SET my.own = 'rolled back'");
            connection.rollback();
            said.rows(
                    "after the rollback",
                    statement.executeQuery("SELECT current_setting('my.own'), current_setting('work_mem')"));
            connection.commit();
            connection.setAutoCommit(true);
            said.rows("unlocked", statement.executeQuery("SELECT pg_advisory_unlock(42), pg_advisory_unlock(42)"));
            said.warnings("unlocked", statement.getWarnings());
            statement.execute("RESET ALL");
            said.rows(
                    "reset",
                    statement.executeQuery(
                            "SELECT current_setting('TimeZone') <> 'Asia/Kathmandu', current_setting('my.own', true)"));
            statement.execute("DISCARD ALL");
            said.attempt("discarded", () -> statement.executeQuery("SELECT * FROM tmp"));
            said.add("valid", connection.isValid(5));
        }
    }
}
