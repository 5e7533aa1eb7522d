package dev.crossfade.e2e.clients;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** pgjdbc and node's pg on tables that migrate, compared with a twin that has the old columns only. */
@Timeout(120)
class MigratingTest {
    private static final List<String> SETTINGS = List.of(
            "prepareThreshold=5",
            "prepareThreshold=1",
            "prepareThreshold=-1",
            "prepareThreshold=0&reWriteBatchedInserts=true",
            "preferQueryMode=simple",
            "preferQueryMode=extendedCacheEverything&defaultRowFetchSize=3",
            "autosave=always&prepareThreshold=1");

    static Stream<Arguments> everyStage() {
        return MigratingShop.everyStage();
    }

    static Stream<Arguments> everyStageAndSetting() {
        return everyStage()
                .flatMap(at -> SETTINGS.stream().map(settings -> Arguments.of(at.get()[0], at.get()[1], settings)));
    }

    @ParameterizedTest
    @MethodSource("everyStage")
    void nodeIsToldTheSame(PoolingMode mode, String stage) throws Exception {
        MigratingShop.at(mode, stage)
                .same((way, said) ->
                        Programs.node(way, "node-pg.js", "shop").lines().forEach(said::told));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("everyStageAndSetting")
    void pgjdbcIsToldTheSame(PoolingMode mode, String stage, String settings) throws Exception {
        MigratingShop.at(mode, stage).same((way, said) -> {
            try (Connection connection = way.connect(settings)) {
                writes(connection, said);
                reads(connection, said);
                errors(connection, said);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("everyStage")
    void psycopgIsToldTheSame(PoolingMode mode, String stage) throws Exception {
        MigratingShop.at(mode, stage)
                .same((way, said) ->
                        Programs.python(way, "psycopg-shop.py").lines().forEach(said::told));
    }

    @ParameterizedTest
    @MethodSource("everyStage")
    void vertxAndR2dbcAreToldTheSame(PoolingMode mode, String stage) throws Exception {
        MigratingShop.at(mode, stage).same(VertxTest::shop);
        MigratingShop.at(mode, stage).same(R2dbcTest::shop);
    }

    @ParameterizedTest
    @MethodSource("everyStage")
    void metadataTellsOfTheClientsColumnsOnly(PoolingMode mode, String stage) throws Exception {
        MigratingShop.at(mode, stage).same((way, said) -> {
            said.inDatabase(way.database());
            try (Connection connection = way.connect();
                    Statement statement = connection.createStatement()) {
                DatabaseMetaData about = connection.getMetaData();
                for (String table : List.of("customers", "purchases")) {
                    said.rows("columns", about.getColumns(null, "public", table, "%"));
                    indexes(about.getIndexInfo(null, "public", table, false, true), said);
                    said.rows("primary keys", about.getPrimaryKeys(null, "public", table));
                    said.rows("imported", about.getImportedKeys(null, "public", table));
                    said.rows("exported", about.getExportedKeys(null, "public", table));
                    said.rows("privileges", about.getColumnPrivileges(null, "public", table, "%"));
                    said.rows(
                            "best row",
                            about.getBestRowIdentifier(null, "public", table, DatabaseMetaData.bestRowSession, true));
                    said.rows(
                            "information schema",
                            statement.executeQuery(
                                    "SELECT column_name, ordinal_position, data_type FROM information_schema.columns"
                                            + " WHERE table_name = '" + table + "' ORDER BY 2"));
                }
            }
            PsqlCommandsTest.say(
                    said, PsqlCommandsTest.psql(way, List.of("\\d customers", "\\d purchases", "\\d+ customers")));
        });
    }

    /** Without the estimates of pages and rows, which depend on when the table was analyzed. */
    private static void indexes(ResultSet rows, Said said) throws SQLException {
        while (rows.next()) {
            said.add(
                    "index",
                    rows.getString("INDEX_NAME") + " " + rows.getString("COLUMN_NAME") + " "
                            + rows.getBoolean("NON_UNIQUE"));
        }
    }

    private static void writes(Connection connection, Said said) throws SQLException {
        String insert = "INSERT INTO purchases (customer_id, total, token, at) VALUES (?, ?, ?, ?)";
        try (PreparedStatement one = connection.prepareStatement(insert, new String[] {"id", "total"});
                PreparedStatement many = connection.prepareStatement(insert);
                PreparedStatement rename = connection.prepareStatement(
                        "UPDATE customers SET full_name = ?, version = version + 1 WHERE id = ?")) {
            for (int i = 0; i < 7; i++) {
                fill(one, i);
                said.add("inserted", one.executeUpdate());
                try (ResultSet keys = one.getGeneratedKeys()) {
                    said.columns("keys", keys.getMetaData());
                    said.rows("keys", keys);
                }
                rename.setString(1, "Ada — " + i);
                rename.setInt(2, -i);
                said.add("renamed", rename.executeUpdate());
            }
            for (int i = 0; i < 40; i++) {
                fill(many, i);
                many.addBatch();
                rename.setString(1, "Grace " + i);
                rename.setInt(2, -10 - i);
                rename.addBatch();
            }
            said.add("batch", many.executeBatch());
            said.add("renames", rename.executeBatch());
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            said.add(
                    "deleted",
                    statement.executeUpdate("DELETE FROM purchases WHERE id IN (SELECT max(id) FROM purchases)"));
            Savepoint savepoint = connection.setSavepoint();
            said.attempt(
                    "duplicate",
                    () -> statement.executeUpdate(
                            "INSERT INTO purchases (id, customer_id, total, token, at) VALUES (3, 0, 1, gen_random_uuid(), now())"));
            connection.rollback(savepoint);
            said.add(
                    "updated",
                    statement.executeUpdate("UPDATE purchases SET total = total + 1 WHERE id BETWEEN 5 AND 9"));
            connection.commit();
            statement.executeUpdate("UPDATE customers SET full_name = upper(full_name)");
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }

    private static void fill(PreparedStatement insert, int i) throws SQLException {
        insert.setInt(1, -i);
        insert.setBigDecimal(2, new BigDecimal("12.50").add(BigDecimal.valueOf(i)));
        insert.setObject(3, new UUID(7, i));
        insert.setObject(4, OffsetDateTime.parse("2024-03-31T01:30:00Z"));
    }

    private static void reads(Connection connection, Said said) throws SQLException {
        try (PreparedStatement star = connection.prepareStatement("SELECT * FROM purchases WHERE id = ?");
                PreparedStatement joined = connection.prepareStatement(
                        "SELECT c.full_name, p.id, p.* FROM purchases p JOIN customers c ON c.id = p.customer_id"
                                + " WHERE p.id = ANY (?) OR c.full_name LIKE ? ESCAPE '!' ORDER BY p.id LIMIT 9");
                PreparedStatement customers = connection.prepareStatement(
                        "SELECT * FROM customers WHERE full_name >= ? ORDER BY full_name, id LIMIT 5")) {
            for (int i = 1; i < 9; i++) {
                if (i % 4 == 3) {
                    star.setLong(1, 3_000_000_000L + i); // beyond the old type
                } else if (i % 4 == 2) {
                    star.setObject(1, i, Types.BIGINT);
                } else {
                    star.setInt(1, i);
                }
                try (ResultSet rows = star.executeQuery()) {
                    said.columns("star", rows.getMetaData());
                    said.rows("star", rows);
                }
                joined.setArray(1, connection.createArrayOf("int4", new Integer[] {i, i + 1, null}));
                joined.setString(2, "CUSTOMER!_%" + i);
                said.rows("joined", joined.executeQuery());
                customers.setString(1, "Customer No -" + i);
                try (ResultSet rows = customers.executeQuery()) {
                    said.columns("customers", rows.getMetaData());
                    said.rows("customers", rows);
                }
            }
        }
        connection.setAutoCommit(false);
        try (PreparedStatement cursor =
                connection.prepareStatement("SELECT id, customer_id FROM purchases ORDER BY id")) {
            cursor.setFetchSize(17);
            said.rows("by cursor", cursor.executeQuery());
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            boolean result =
                    statement.execute("SELECT min(id), max(id) FROM purchases; UPDATE customers SET version = version;"
                            + " SELECT full_name FROM customers ORDER BY id LIMIT 2");
            for (int i = 0; i < 4; i++) {
                if (result) {
                    said.rows("several", statement.getResultSet());
                } else {
                    said.add("several", statement.getUpdateCount());
                }
                result = statement.getMoreResults();
            }
        }
        try (Statement scrolling =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = scrolling.executeQuery("SELECT id, full_name FROM customers WHERE id = -3")) {
            said.attempt("an updatable result", () -> {
                rows.next();
                rows.updateString(2, "by the driver");
                rows.updateRow();
                return rows.getString(2);
            });
        }
    }

    private static void errors(Connection connection, Said said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "SELECT full_nam FROM customers",
                    "SELECT 'ü😀', full_name,, id FROM customers",
                    "SELECT * FROM customers WHERE full_name = 1",
                    "SELECT id + 'x' FROM purchases",
                    "INSERT INTO purchases (id, customer_id, total, token, at) VALUES (1, 0, 1, gen_random_uuid(), now())",
                    "INSERT INTO purchases (id, customer_id, total, token, at) VALUES (3000000000, 0, 1, gen_random_uuid(), now())",
                    "UPDATE purchases SET id = 9999999999 WHERE id = 1")) {
                said.attempt(sql, () -> statement.execute(sql));
            }
        }
    }
}
