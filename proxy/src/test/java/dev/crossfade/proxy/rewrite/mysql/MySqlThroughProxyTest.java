package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of a MySQL database that migrates, through the proxy. */
@Timeout(60)
class MySqlThroughProxyTest {
    private static MySqlStand stand;

    @BeforeAll
    static void start() throws SQLException {
        stand = new MySqlStand();
    }

    @AfterAll
    static void stop() throws SQLException {
        stand.close();
    }

    private static Connection connect(String... settings) throws SQLException {
        Properties properties = new Properties();
        for (int i = 0; i < settings.length; i += 2) {
            properties.setProperty(settings[i], settings[i + 1]);
        }
        return stand.connect(properties);
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "no row";
        }
    }

    private static String stored(String sql) throws SQLException {
        try (Statement statement = stand.direct().createStatement()) {
            return one(statement, sql);
        }
    }

    @Test
    void textsAreRewritten() throws SQLException {
        stand.at(Stage.DUAL_WRITE, Side.OLD);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE customers SET full_name = 'Zoë Ångström' WHERE id = 2"))
                    .isEqualTo(1);
            assertThat(stored("SELECT concat(first_name, '|', last_name) FROM customers WHERE id = 2"))
                    .isEqualTo("Zoë|Ångström");
            assertThat(one(statement, "SELECT * FROM customers WHERE full_name = 'Zoë Ångström' AND id = 2"))
                    .isEqualTo("2");
            stand.at(Stage.LIVE, Side.OLD);
            assertThat(one(statement, "SELECT full_name FROM customers WHERE id = 1"))
                    .isEqualTo("Ann Lee");
            assertThat(one(statement, "SELECT 1")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void aPreparedStatementFollowsTheStages(String server) throws SQLException {
        stand.nobody();
        stand.shop.tables(stand.direct(), null, Stage.OFF);
        try (Connection connection = connect("useServerPrepStmts", server);
                PreparedStatement update =
                        connection.prepareStatement("UPDATE customers SET full_name = ? WHERE id = ?");
                PreparedStatement all = connection.prepareStatement("SELECT * FROM customers WHERE id = ?")) {
            for (Stage stage : new Stage[] {Stage.OFF, Stage.DUAL_WRITE, Stage.LIVE, Stage.COMPLETE, Stage.LIVE}) {
                stand.at(stage, Side.OLD);
                for (int round = 0; round < 2; round++) {
                    update.setString(1, stage + " " + round);
                    update.setInt(2, 3);
                    assertThat(update.executeUpdate()).as("%s", stage).isEqualTo(1);
                    all.setInt(1, 3);
                    try (ResultSet row = all.executeQuery()) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getMetaData().getColumnCount()).isEqualTo(5);
                        assertThat(row.getString("full_name")).isEqualTo(stage + " " + round);
                    }
                }
                if (stage != Stage.OFF) {
                    assertThat(stored("SELECT first_name FROM customers WHERE id = 3"))
                            .isEqualTo(stage.toString());
                }
            }
        }
    }

    @Test
    void longDataIsSentAheadUnderTheRulesItIsExecutedUnder() throws SQLException {
        stand.at(Stage.OFF, Side.OLD);
        try (Connection connection = connect("useServerPrepStmts", "true");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE items SET label = ? WHERE order_id = 1")) {
            update.setAsciiStream(1, new ByteArrayInputStream("ahead".getBytes(StandardCharsets.US_ASCII)));
            update.executeUpdate();
            stand.at(Stage.DUAL_WRITE, Side.OLD);
            update.setAsciiStream(1, new ByteArrayInputStream("again".getBytes(StandardCharsets.US_ASCII)));
            assertThat(update.executeUpdate()).isPositive();
            assertThat(stored("SELECT title FROM items WHERE order_id = 1")).isEqualTo("again");
        }
    }

    @Test
    void aCursorIsFetchedFromByAStatementThatWasPreparedAgain() throws SQLException {
        stand.at(Stage.OFF, Side.OLD);
        try (Connection connection = connect("useServerPrepStmts", "true", "useCursorFetch", "true");
                PreparedStatement all = connection.prepareStatement("SELECT full_name FROM customers ORDER BY id")) {
            all.setFetchSize(7);
            for (Stage stage : new Stage[] {Stage.OFF, Stage.LIVE}) {
                stand.at(stage, Side.OLD);
                int rows = 0;
                try (ResultSet row = all.executeQuery()) {
                    while (row.next()) {
                        rows++;
                    }
                }
                assertThat(rows).isEqualTo(30);
            }
        }
    }

    @Test
    void aTransactionHasOneSnapshot() throws SQLException {
        stand.at(Stage.DUAL_WRITE, Side.OLD);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE items SET label = 'first' WHERE order_id = 2");
            long under = stand.proxy.sessions().get(0).snapshot();
            stand.flags.publish(stand.shop.rules(Stage.SHADOW, Side.OLD));
            statement.executeUpdate("UPDATE items SET label = 'second' WHERE order_id = 2");
            assertThat(stand.proxy.sessions().get(0).snapshot()).isEqualTo(under);
            connection.commit();
            statement.executeUpdate("UPDATE items SET label = 'third' WHERE order_id = 2");
            assertThat(stand.proxy.sessions().get(0).snapshot()).isGreaterThan(under);
            connection.commit();
        }
    }

    @Test
    void whatCannotBeRewrittenIsRefusedAndTheTransactionStaysAsItWas() throws SQLException {
        stand.at(Stage.DUAL_WRITE, Side.OLD);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE items SET qty = 77 WHERE order_id = 3");
            assertThatThrownBy(() -> statement.execute("ALTER TABLE items DROP COLUMN label"))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getErrorCode()).isEqualTo(1235);
                        assertThat(e.getSQLState()).isEqualTo("42000");
                        assertThat(e.getMessage()).contains("ALTER on items");
                    });
            assertThatThrownBy(() -> statement.execute("SELECT FROM WHERE items"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode())
                                    .as("the server's own word: %s", e.getMessage())
                                    .isEqualTo(1064));
            assertThat(stored("SELECT count(*) FROM items WHERE qty = 77")).isEqualTo("0");
            connection.commit();
            assertThat(stored("SELECT count(*) > 0 FROM items WHERE qty = 77")).isEqualTo("1");
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("HANDLER items OPEN"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1235));
        }
    }

    @Test
    void theSessionsSettingsDecideHowATextIsRead() throws SQLException {
        stand.at(Stage.DUAL_WRITE, Side.OLD);
        try (Connection connection = connect("allowMultiQueries", "true", "characterEncoding", "UTF-8");
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES'");
            statement.executeUpdate("UPDATE \"items\" SET \"label\" = 'ansi' WHERE order_id = 4");
            assertThat(stored("SELECT title FROM items WHERE order_id = 4")).isEqualTo("ansi");
            statement.execute("SET sql_mode = 'STRICT_TRANS_TABLES'");
            statement.executeUpdate("UPDATE items SET label = \"plain\" WHERE order_id = 4");
            assertThat(stored("SELECT title FROM items WHERE order_id = 4")).isEqualTo("plain");
            statement.execute("SET sql_mode = 'NO_BACKSLASH_ESCAPES'");
            statement.executeUpdate("UPDATE items SET label = '\\' WHERE order_id = 4");
            assertThat(stored("SELECT title FROM items WHERE order_id = 4")).isEqualTo("\\");
            statement.execute("SET sql_mode = DEFAULT");
            statement.execute("SET NAMES gbk");
            assertThatThrownBy(() -> statement.executeUpdate("UPDATE items SET label = 'ä' WHERE order_id = 4"))
                    .hasMessageContaining("character_set_client gbk");
            statement.executeUpdate("UPDATE items SET label = 'ascii' WHERE order_id = 4");
            statement.execute("SET NAMES utf8mb4");
            assertThatThrownBy(() -> statement.execute("USE mysql; UPDATE items SET label = 'x'"))
                    .hasMessageContaining("on their own");
            statement.executeUpdate("UPDATE items SET label = 'one' WHERE order_id = 4; UPDATE items SET label = 'two'"
                    + " WHERE order_id = 5");
            assertThat(stored("SELECT title FROM items WHERE order_id = 5")).isEqualTo("two");
            statement.execute("USE mysql");
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM items"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1146));
            statement.executeUpdate("UPDATE " + stand.database + ".items SET label = 'named' WHERE order_id = 5");
            assertThat(stored("SELECT title FROM items WHERE order_id = 5")).isEqualTo("named");
        }
    }

    @Test
    void aTemporaryTableHidesTheMigratingOne() throws SQLException {
        stand.at(Stage.DUAL_WRITE, Side.OLD);
        try (Connection connection = connect("useServerPrepStmts", "true");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO items (label) VALUES (?)");
                Statement statement = connection.createStatement()) {
            insert.setString(1, "kept");
            insert.executeUpdate();
            assertThat(stored("SELECT count(*) FROM items WHERE title = 'kept'"))
                    .isEqualTo("1");
            statement.execute("CREATE TEMPORARY TABLE items (label varchar(20), other int)");
            statement.executeUpdate("INSERT INTO items (label) VALUES ('hidden')");
            insert.setString(1, "hidden too");
            insert.executeUpdate();
            assertThat(one(statement, "SELECT count(*) FROM items")).isEqualTo("2");
            statement.execute("DROP TABLE items");
            insert.setString(1, "again");
            insert.executeUpdate();
            assertThat(stored("SELECT count(*) FROM items WHERE title = 'again'"))
                    .isEqualTo("1");
            assertThat(stored("SELECT count(*) FROM items WHERE label LIKE 'hidden%'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void bytesThatAreNoCharactersPassAsTheyAre() throws SQLException {
        stand.at(Stage.DUAL_WRITE, Side.OLD);
        MySqlShop.run(stand.direct(), "ALTER TABLE items ADD raw varbinary(10)");
        stand.proxy.publish(stand.database, MySqlShop.catalog(stand.direct(), stand.database));
        byte[] raw = {(byte) 0xff, (byte) 0xc3, 0x28, (byte) 0xf0, (byte) 0x9f};
        try (Connection connection = connect("characterEncoding", "UTF-8");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO items (label, raw) VALUES ('bytes ö', ?)")) {
            insert.setBytes(1, raw);
            insert.executeUpdate();
            assertThat(stored("SELECT concat(title, hex(raw)) FROM items WHERE label LIKE 'bytes%'"))
                    .isEqualTo("bytes öFFC328F09F");
        }
    }

    @Test
    void errorsNameTheColumnsTheClientKnows() throws SQLException {
        stand.at(Stage.DUAL_WRITE, Side.NEW);
        MySqlShop.run(
                stand.direct(),
                "UPDATE items SET label = 'x', title = 'x'",
                "ALTER TABLE items MODIFY label varchar(5)");
        stand.proxy.publish(stand.database, MySqlShop.catalog(stand.direct(), stand.database));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() ->
                            statement.executeUpdate("UPDATE items SET title = 'much too long' WHERE order_id = 1"))
                    .hasMessageContaining("Data too long for column 'title'");
        }
    }

    @Test
    void whatTellsOfColumnsHidesTheOtherSides() throws SQLException {
        stand.at(Stage.DUAL_WRITE, Side.OLD);
        try (Connection connection = connect("nullDatabaseMeansCurrent", "true");
                Statement statement = connection.createStatement()) {
            StringBuilder columns = new StringBuilder();
            try (ResultSet row = connection.getMetaData().getColumns(null, null, "items", "%")) {
                while (row.next()) {
                    columns.append(row.getString("COLUMN_NAME")).append(' ');
                }
            }
            assertThat(columns.toString()).isEqualTo("order_id label qty ");
            try (ResultSet row = statement.executeQuery("SHOW COLUMNS FROM items LIKE 't%'")) {
                assertThat(row.next()).isFalse();
            }
        }
    }
}
