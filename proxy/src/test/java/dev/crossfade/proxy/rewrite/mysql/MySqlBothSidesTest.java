package dev.crossfade.proxy.rewrite.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.rewrite.Rewriter;
import dev.crossfade.testing.MysqlServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Statements that name both sides, on a migrating database and as they are on one that is the same: what agrees must come to
 * the same there, counts, errors and rows; what does not is refused with 23514 and leaves every row as it was. With and
 * without strict mode.
 */
class MySqlBothSidesTest {
    private static final List<MySqlSpeaker.Spoken> AGREE = List.of(
            plain(
                    "INSERT INTO customers (full_name, first_name, last_name) VALUES ('Ada Lovelace', 'Ada', 'Lovelace')"),
            plain(
                    "INSERT INTO customers (first_name, email, full_name, last_name) VALUES ('Ann', 'x', 'Ann Lee', 'Lee'),"
                            + " (NULL, 'y', NULL, NULL), ('Cher', NULL, 'Cher', '')"),
            plain(
                    "INSERT INTO customers (last_name, first_name, full_name, age) VALUES ('B', 'a', CONCAT('a', ' B'), 7)"),
            plain(
                    "INSERT INTO customers SET first_name = 'Set', full_name = 'Set It', last_name = SUBSTR('xIt', 2), age = 3"),
            plain("REPLACE INTO customers (id, full_name, first_name, last_name) VALUES (3, 'Re Place', 'Re', 'Place'),"
                    + " (777, 'Re Place', 'Re', 'Place')"),
            plain("UPDATE customers SET full_name = CONCAT('X ', age), first_name = 'X', last_name = age WHERE id = 5"),
            plain("UPDATE customers SET full_name = 'no', first_name = 'such', last_name = 'row' WHERE id = -1"),
            plain("UPDATE customers SET full_name = 'no', first_name = 'such', last_name = 'row' WHERE 1 = 0"),
            plain("UPDATE items SET label = 'same', title = 'same' WHERE qty = 1"),
            plain("UPDATE items SET label = 'same', qty = 9, title = 'same' WHERE qty IN (1, 2) ORDER BY qty LIMIT 3"),
            plain("UPDATE customers SET age = 99, full_name = 'Kim Ka Ho', first_name = 'Kim', last_name = 'Ka Ho'"
                    + " WHERE id = 8"),
            plain("INSERT INTO items (title, label) VALUES ('t', 't'), (NULL, NULL)"),
            plain("INSERT INTO items (label, title, qty) VALUES ('a', 'a', DEFAULT), ('none', 'none', 5)"),
            plain("INSERT INTO items (label, title) VALUES (DEFAULT, 'none')"),
            plain(
                    "INSERT INTO items (label, qty, title) VALUES ('longer than twenty characters', 1, 'longer than twenty"
                            + " characters')"),
            plain(
                    "INSERT INTO items (label, order_id, title) SELECT note, customer_id, note FROM orders WHERE total > 20"),
            plain(
                    "INSERT INTO customers (full_name, first_name, last_name) SELECT CONCAT('A ', nick), 'A', nick FROM people"),
            plain("INSERT INTO orders (id, id_new, customer_id) VALUES (1000, 1000, 1), ('1001', '1001', 2)"),
            plain("INSERT INTO orders (id, id_new) VALUES (7, 7)"),
            plain("INSERT INTO orders (id_new, id) VALUES (1e3, 1000.2)"),
            plain(
                    "INSERT INTO orders (id, id_new, note) VALUES (1, 1, 'again') ON DUPLICATE KEY UPDATE id = VALUES(id) +"
                            + " 2000, id_new = VALUES(id_new) + 2000, note = VALUES(note)"),
            plain(
                    "INSERT INTO orders (id, id_new, note) VALUES (3, 3, 'again') AS f ON DUPLICATE KEY UPDATE note = f.note,"
                            + " id = f.id + 3000, id_new = f.id_new + 3000"),
            plain("INSERT INTO orders (id, id_new) VALUES (5, 5) ON DUPLICATE KEY UPDATE note = 'dup'"),
            plain("UPDATE orders SET id = 'x', id_new = 4 WHERE id = 9"),
            plain("INSERT INTO orders (id, id_new) VALUES (3000000000, 3000000000)"),
            new MySqlSpeaker.Spoken(
                    "INSERT INTO orders (id, id_new, note) VALUES (?, ?, ?)", List.of(2500L, "2500", "p")),
            new MySqlSpeaker.Spoken(
                    "INSERT INTO items (label, title) VALUES (?, ?)",
                    List.of(new java.math.BigDecimal("12.50"), "12.50")),
            new MySqlSpeaker.Spoken("INSERT INTO items (label, title) VALUES (?, ?)", List.of("17", 17L)),
            new MySqlSpeaker.Spoken(
                    "INSERT INTO items (label, title) VALUES (?, ?)",
                    List.of("12.50", new java.math.BigDecimal("12.50"))),
            new MySqlSpeaker.Spoken(
                    "UPDATE customers SET full_name = ?, first_name = ?, last_name = ? WHERE id = ?",
                    List.of("Kim Ka Ho", "Kim", "Ka Ho", 4L)));

    private static final List<String> DISAGREE = List.of(
            "INSERT INTO customers (full_name, first_name, last_name) VALUES ('Ada Lovelace', 'Ada', 'Byron')",
            "INSERT INTO customers (full_name, first_name, last_name) VALUES ('Ada Lovelace', NULL, NULL)",
            "INSERT INTO customers (last_name, first_name, full_name) VALUES (NULL, 'Ada', NULL)",
            "INSERT INTO customers SET full_name = 'A B', first_name = 'A', last_name = 'b'",
            "REPLACE INTO customers (id, full_name, first_name, last_name) VALUES (3, 'Re Place', 'Re', 'place')",
            "INSERT INTO items (title, label) VALUES ('t', 't'), ('t', 'T')",
            "INSERT INTO items (label, title) VALUES (DEFAULT, 'some')",
            "INSERT INTO items (label, title) SELECT note, UPPER(note) FROM orders",
            "UPDATE items SET label = 'a', title = NULL WHERE qty = 1",
            "UPDATE items SET title = 'a', label = 'A' WHERE qty = 1",
            "UPDATE orders SET id = 5000, id_new = 5001 WHERE note = 'none' LIMIT 1",
            "INSERT INTO orders (id, id_new) VALUES (900, 901)",
            "INSERT INTO orders (id, id_new) VALUES (900, 3000000900)",
            "INSERT INTO orders (id, id_new) VALUES (1, 1) ON DUPLICATE KEY UPDATE id = 5000, id_new = 5001");

    private static final List<String> REFUSED = List.of(
            "INSERT INTO customers (full_name, first_name) VALUES ('Ada Lovelace', 'Ada')",
            "INSERT IGNORE INTO items (label, title) VALUES ('a', 'a')",
            "UPDATE IGNORE items SET label = 'a', title = 'a'",
            "UPDATE items SET label = 'a', title = label",
            "UPDATE items SET label = 'a', title = 'a', label = 'b'",
            "INSERT INTO items (label, title) VALUES ('none', DEFAULT)",
            "UPDATE items i, orders o SET i.label = 'a', i.title = 'a' WHERE o.id = i.order_id");

    private final Rewriter rewriter = new Rewriter();
    private Connection migrating;
    private Connection twin;
    private MySqlShop shop;
    private MySqlShop other;

    private static MySqlSpeaker.Spoken plain(String sql) {
        return new MySqlSpeaker.Spoken(sql, List.of());
    }

    @BeforeEach
    void connect() throws SQLException {
        MysqlServer server = MysqlServer.shared();
        Properties settings = new Properties();
        settings.setProperty("useServerPrepStmts", "true");
        String one = server.createDatabase();
        String two = server.createDatabase();
        migrating = server.connect(one, settings);
        twin = server.connect(two, settings);
        shop = new MySqlShop(one);
        other = new MySqlShop(two);
        shop.functions(migrating);
    }

    @AfterEach
    void close() throws SQLException {
        migrating.close();
        twin.close();
    }

    private RewriteResult result(String sql, Stage stage, Catalog catalog) {
        return rewriter.rewrite(RewriteRequest.forMySql(
                sql, shop.rules(stage, Side.OLD), catalog, Set.of(), MySqlSession.of(shop.database())));
    }

    private String rewritten(String sql, Stage stage, Catalog catalog) {
        RewriteResult result = result(sql, stage, catalog);
        assertThat(result).as(sql).isInstanceOf(RewriteResult.Rewritten.class);
        return ((RewriteResult.Rewritten) result).sql();
    }

    @ParameterizedTest
    @CsvSource({"DUAL_WRITE,", "SHADOW,", "LIVE,", "RAMP_DOWN,", "LIVE,NO_ENGINE_SUBSTITUTION"})
    void whatAgreesGoesOnAsItIsWritten(Stage stage, String mode) throws SQLException {
        // every row filled, so that both sides read the same whatever the stage
        shop.tables(migrating, null, Stage.LIVE);
        other.tables(twin, null, Stage.LIVE);
        if (mode != null) {
            MySqlShop.run(migrating, "SET sql_mode = '" + mode + "'");
            MySqlShop.run(twin, "SET sql_mode = '" + mode + "'");
        }
        Catalog catalog = MySqlShop.catalog(migrating, shop.database());
        for (MySqlSpeaker.Spoken spoken : AGREE) {
            if (mode != null
                    && (spoken.sql().contains("'x', id_new = 4") || spoken.sql().contains("3000000000"))) {
                continue; // without strict mode a side is cut to what it can hold, and they do not agree
            }
            String expected = execute(twin, spoken.sql(), spoken.values());
            String actual = execute(migrating, rewritten(spoken.sql(), stage, catalog), spoken.values());
            assertThat(actual).as(spoken.sql()).isEqualTo(expected);
            assertThat(rows(migrating)).as(spoken.sql()).isEqualTo(rows(twin));
        }
    }

    @ParameterizedTest
    @CsvSource({"DUAL_WRITE,", "SHADOW,", "LIVE,", "RAMP_DOWN,", "LIVE,NO_ENGINE_SUBSTITUTION"})
    void whatDoesNotAgreeIsRefused(Stage stage, String mode) throws SQLException {
        shop.tables(migrating, null, Stage.LIVE);
        if (mode != null) {
            MySqlShop.run(migrating, "SET sql_mode = '" + mode + "'");
        }
        Catalog catalog = MySqlShop.catalog(migrating, shop.database());
        List<String> before = rows(migrating);
        for (String sql : DISAGREE) {
            String outcome = execute(migrating, rewritten(sql, stage, catalog), List.of());
            assertThat(outcome).as(sql).isEqualTo("error 1644 23514");
            assertThat(rows(migrating)).as(sql).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"DUAL_WRITE", "LIVE"})
    void whatCannotBeCheckedIsRefused(Stage stage) throws SQLException {
        shop.tables(migrating, null, Stage.LIVE);
        Catalog catalog = MySqlShop.catalog(migrating, shop.database());
        for (String sql : REFUSED) {
            assertThat(result(sql, stage, catalog))
                    .as(sql)
                    .isInstanceOfSatisfying(
                            RewriteResult.Refused.class,
                            no -> assertThat(no.message()).contains("names both the old and the new columns"));
        }
    }

    /** Reads that an assignment's value makes of the other column, which was assigned before, are not taken for what they were. */
    @ParameterizedTest
    @CsvSource({"DUAL_WRITE,false", "LIVE,true"})
    void aValueReadsNothingThatWasAssignedBeforeIt(Stage stage, boolean allowed) throws SQLException {
        shop.tables(migrating, null, Stage.LIVE);
        Catalog catalog = MySqlShop.catalog(migrating, shop.database());
        String sql = "UPDATE orders SET id = id + 5000, id_new = id_new + 5000 WHERE id = 9";
        RewriteResult result = result(sql, stage, catalog);
        if (allowed) {
            assertThat(execute(migrating, ((RewriteResult.Rewritten) result).sql(), List.of()))
                    .isEqualTo("count 1");
        } else {
            assertThat(result).isInstanceOf(RewriteResult.Refused.class);
        }
    }

    private static String execute(Connection connection, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement prepared = values.isEmpty() ? null : connection.prepareStatement(sql);
                Statement plain = connection.createStatement()) {
            if (prepared == null) {
                plain.execute(sql);
                return "count " + plain.getUpdateCount();
            }
            for (int i = 0; i < values.size(); i++) {
                prepared.setObject(i + 1, values.get(i));
            }
            return "count " + prepared.executeUpdate();
        } catch (SQLException e) {
            return "error " + e.getErrorCode() + " " + e.getSQLState();
        }
    }

    private static List<String> rows(Connection connection) throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : List.of("customers", "orders", "items")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                while (rows.next()) {
                    StringBuilder row = new StringBuilder(table);
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        boolean moment = rows.getMetaData().getColumnLabel(i).equals("touched");
                        String value = rows.getString(i);
                        row.append('|').append(moment && value != null ? "moved" : value);
                    }
                    all.add(row.toString());
                }
            }
        }
        all.sort(null);
        return all;
    }
}
