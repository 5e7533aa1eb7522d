package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.demo.ShopSchema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** psql through the proxy, with a migration at live, says what it says to a twin without any migration, direct. */
class PsqlTest {
    private static String migrating;
    private static String twin;
    private static Installation installation;

    @BeforeAll
    static void bringTheMigrationToLive() throws SQLException {
        migrating = Installation.shop(2_000);
        twin = Installation.shop(2_000);
        installation = Installation.start(migrating, Installation.shopMigrations());
        Api api = installation.api();
        api.startAndWaitUntilReady(ShopSchema.CUSTOMER_NAME, Duration.ofSeconds(60));
        api.stage(ShopSchema.CUSTOMER_NAME, "shadow");
        api.stage(ShopSchema.CUSTOMER_NAME, "live");
    }

    @AfterAll
    static void stop() {
        if (installation != null) {
            installation.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id, full_name FROM customers ORDER BY id LIMIT 7",
                "SELECT count(*), min(full_name), max(full_name) FROM customers",
                "SELECT c.full_name, o.total FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.id LIMIT 5",
                "COPY (SELECT * FROM products ORDER BY id LIMIT 5) TO STDOUT",
                "COPY products TO STDOUT (FORMAT csv, HEADER)",
                "\\copy products TO STDOUT",
                "SELECT full_nam FROM customers",
                "SELECT id, name,, price FROM products",
                "SELECT * FROM customers WHERE full_name = 1",
                "UPDATE customers SET full_name = NULL WHERE id = 1",
                "SELECT * FROM nothing_of_that_name",
                "SELECT 1/0",
                "\\d products",
                "\\dt",
                "\\conninfo_is_no_command",
                "INSERT INTO customers (full_name, email) VALUES ('Mary  Anning', 'm@example.com') RETURNING full_name, email",
                "UPDATE customers SET full_name = full_name || ' x' WHERE id <= 3 RETURNING id, full_name",
                "DELETE FROM order_lines WHERE quantity = 5",
                "SELECT full_name FROM customers WHERE full_name LIKE 'Ada%' ORDER BY 1 DESC LIMIT 3; SELECT 2",
                "EXPLAIN (COSTS OFF) SELECT name FROM products WHERE id = 1",
            })
    void saysTheSame(String command) {
        same("-c", command);
    }

    @Test
    void aTransactionWithAnErrorInIt() {
        same(
                "-c", "BEGIN",
                "-c", "UPDATE customers SET full_name = 'Rosa Luxemburg' WHERE id = 5 RETURNING id, full_name",
                "-c", "SELECT full_name FROM customers WHERE id = 5",
                "-c", "SAVEPOINT s",
                "-c", "SELECT full_nome FROM customers",
                "-c", "ROLLBACK TO s",
                "-c", "SELECT full_name FROM customers WHERE id = 5",
                "-c", "COMMIT",
                "-c", "SELECT full_name FROM customers WHERE id = 5");
    }

    @Test
    void describesTheTableAsItIs() {
        PostgresTools.Result described = psql(installation.port(), "shop", "-c", "\\d customers");
        assertThat(described.exitCode()).as(described.errors()).isZero();
        assertThat(described.output())
                .contains("Table \"public.customers\"", "full_name", "\"customers_pkey\" PRIMARY KEY, btree (id)");
    }

    private static void same(String... commands) {
        PostgresTools.Result direct = psql(Installation.SERVER.port(), twin, commands);
        PostgresTools.Result proxied = psql(installation.port(), "shop", commands);
        assertThat(proxied.output()).isEqualTo(direct.output());
        assertThat(masked(proxied.errors())).isEqualTo(masked(direct.errors()));
        assertThat(proxied.exitCode()).isEqualTo(direct.exitCode());
    }

    /** A detail prints the whole row: its time differs between the twins, and the server adds the new columns. */
    private static String masked(String errors) {
        return errors.replaceAll("Failing row contains \\(.*\\)", "Failing row contains (…)");
    }

    private static PostgresTools.Result psql(int port, String database, String... commands) {
        List<String> arguments = new ArrayList<>(List.of("-X", "-h", "127.0.0.1", "-p", "" + port, "-d", database));
        arguments.addAll(List.of("-v", "VERBOSITY=verbose", "-v", "SHOW_CONTEXT=always"));
        arguments.addAll(List.of(commands));
        return PostgresTools.run("psql", arguments);
    }
}
