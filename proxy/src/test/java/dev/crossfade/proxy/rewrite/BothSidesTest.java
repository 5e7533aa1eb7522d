package dev.crossfade.proxy.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.rewrite.Execution.Outcome;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Statements that name both sides, on a migrating database and as they are on one that is the same: what agrees must come to
 * the same there, rows, counts and errors; what does not is refused with 23514 and leaves every row as it was.
 */
class BothSidesTest {
    private static final List<Speaker.Spoken> AGREE = List.of(
            plain(
                    "INSERT INTO customers (full_name, first_name, last_name) VALUES ('Ada Lovelace', 'Ada', 'Lovelace')"),
            plain(
                    "INSERT INTO customers (first_name, email, full_name, last_name) VALUES ('Ann', 'x', 'Ann Lee', 'Lee'),"
                            + " (NULL, 'y', NULL, NULL), ('Cher', NULL, 'Cher', '')"),
            plain(
                    "INSERT INTO customers (full_name, first_name, last_name) VALUES (lower('A') || ' B', substr('xa', 2), 'B')"
                            + " RETURNING full_name, first_name, last_name"),
            plain("UPDATE customers SET full_name = 'X ' || age, first_name = 'X', last_name = age::text WHERE id = 5"),
            plain(
                    "UPDATE customers SET email = 'z', last_name = '', first_name = email, full_name = email WHERE id IN (2, 3)"
                            + " RETURNING id, email, first_name, full_name"),
            plain("UPDATE customers SET full_name = 'no', first_name = 'such', last_name = 'row' WHERE id = -1"),
            plain("UPDATE items SET label = 'same', title = 'same' WHERE qty = 1"),
            plain(
                    "UPDATE items SET label = upper(note), title = upper(note) FROM orders WHERE orders.customer_id = order_id"
                            + " AND qty = 2"),
            plain(
                    "INSERT INTO items (label, qty, title) VALUES ('longer than twenty characters', 1, 'longer than twenty"
                            + " characters')"),
            plain("INSERT INTO items (title, label) VALUES ('t', 't'), (NULL, NULL)"),
            plain("INSERT INTO orders (id, id_new, customer_id) VALUES (1000, 1000, 1), ('1001', '1001', 2)"),
            plain("INSERT INTO orders (id, id_new) VALUES (7, 7)"),
            plain("INSERT INTO orders (id, id_new) VALUES (3000000000, 3000000000)"),
            plain(
                    "INSERT INTO orders (id, id_new, note) VALUES (1, 1, 'again') ON CONFLICT (id) DO UPDATE SET"
                            + " id = excluded.id + 2000, id_new = excluded.id_new + 2000, note = excluded.note RETURNING id, id_new"),
            plain("UPDATE orders SET id = id + 5000, id_new = id_new + 5000 WHERE id = 9 AND id_new = 9"),
            plain("UPDATE orders SET id = 'x', id_new = 4"),
            new Speaker.Spoken(
                    "INSERT INTO orders (id, id_new, note) VALUES ($1, $2, $3)",
                    List.of("", "", ""),
                    List.of("2500", "2500", "'p'"),
                    ""),
            new Speaker.Spoken(
                    "UPDATE customers SET full_name = $1, first_name = $2, last_name = $3 WHERE id = 4",
                    List.of("", "", ""),
                    List.of("'Kim Ka Ho'", "'Kim'", "'Ka Ho'"),
                    ""));

    private static final List<String> DISAGREE = List.of(
            "INSERT INTO customers (full_name, first_name, last_name) VALUES ('Ada Lovelace', 'Ada', 'Byron')",
            "INSERT INTO customers (full_name, first_name, last_name) VALUES ('Ada Lovelace', NULL, NULL)",
            "INSERT INTO customers (full_name, first_name, last_name) VALUES (NULL, 'Ada', NULL)",
            "INSERT INTO items (title, label) VALUES ('t', 't'), ('t', 'T')",
            "UPDATE items SET label = 'a', title = NULL WHERE qty = 1",
            "UPDATE orders SET id = id + 1000, id_new = id + 1001 WHERE id > 3",
            "INSERT INTO orders (id, id_new) VALUES (900, 901)",
            "INSERT INTO orders (id, id_new) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET id = 5000, id_new = 5001");

    private static final String STATE =
            "SELECT (SELECT array_agg(c ORDER BY id) FROM customers c)::text, (SELECT array_agg(o"
                    + " ORDER BY id) FROM orders o)::text, (SELECT array_agg(i ORDER BY i::text) FROM items i)::text";

    private final Rewriter rewriter = new Rewriter();
    private Connection migrating;
    private Connection twin;

    private static Speaker.Spoken plain(String sql) {
        return Speaker.Spoken.plain(sql);
    }

    @BeforeEach
    void connect() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        migrating = server.connect(server.createDatabase());
        twin = server.connect(server.createDatabase());
        TwinSchema.functions(migrating);
        TwinSchema.functions(twin);
    }

    @AfterEach
    void close() throws SQLException {
        migrating.close();
        twin.close();
    }

    private String rewritten(String sql, Stage stage, Catalog catalog) {
        RewriteResult result = rewriter.rewrite(
                new RewriteRequest(sql, List.of(), Shop.rules(stage, Side.OLD), catalog, Set.of(), true));
        assertThat(result).as(sql).isInstanceOf(RewriteResult.Rewritten.class);
        return ((RewriteResult.Rewritten) result).sql();
    }

    /** Every row filled, so that both sides read the same whatever the stage. */
    private static void fill(Connection connection) throws SQLException {
        TwinSchema.tables(connection, null, Stage.LIVE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"DUAL_WRITE", "SHADOW", "LIVE", "RAMP_DOWN"})
    void whatAgreesGoesOnAsItIsWritten(Stage stage) throws SQLException {
        fill(migrating);
        fill(twin);
        Catalog catalog = TwinSchema.catalog(migrating);
        for (Speaker.Spoken spoken : AGREE) {
            Outcome expected = Execution.run(twin, spoken.sql(), spoken);
            Outcome actual = Execution.run(migrating, rewritten(spoken.sql(), stage, catalog), spoken);
            assertThat(actual.sqlState()).as(spoken.sql()).isEqualTo(expected.sqlState());
            if (expected.sqlState().isEmpty()) {
                assertThat(actual).as(spoken.sql()).isEqualTo(expected);
            }
            assertThat(state(migrating)).as(spoken.sql()).isEqualTo(state(twin));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"DUAL_WRITE", "SHADOW", "LIVE", "RAMP_DOWN"})
    void whatDoesNotAgreeIsRefused(Stage stage) throws SQLException {
        fill(migrating);
        Catalog catalog = TwinSchema.catalog(migrating);
        Outcome before = state(migrating);
        for (String sql : DISAGREE) {
            Outcome outcome = Execution.run(migrating, rewritten(sql, stage, catalog), plain(sql));
            assertThat(outcome.sqlState()).as(sql).isEqualTo("23514");
            assertThat(state(migrating)).as(sql).isEqualTo(before);
        }
    }

    private static Outcome state(Connection connection) throws SQLException {
        return Execution.run(connection, STATE, plain(STATE));
    }
}
