package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.admin.Clients;
import dev.crossfade.admin.config.MigrationSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From start to live and back while applications write, through functions that a role with table privileges only may call. */
class UnderLoadTest {
    private static final int ROWS = 10_000;

    private static String splitWrite(boolean both, Random random) {
        int id = random.nextInt(ROWS) + 1;
        String name = "'W" + random.nextInt(1000) + " X" + random.nextInt(1000) + "'";
        String insert = "INSERT INTO customers (full_name%s) VALUES (%s%s)";
        if (random.nextInt(4) == 0) {
            return both
                    ? insert.formatted(", first_name, last_name", name, record(name))
                    : insert.formatted("", name, "");
        }
        return both
                ? "UPDATE customers SET full_name = " + name + ", (first_name, last_name) = (SELECT "
                        + record(name).substring(2) + ") WHERE id = " + id
                : "UPDATE customers SET full_name = " + name + " WHERE id = " + id;
    }

    private static String record(String name) {
        return ", crossfade.\"customer-name_up_1_record\"(" + name + "), crossfade.\"customer-name_up_2_record\"("
                + name + ")";
    }

    @Test
    void splitWithWriters() throws Exception {
        try (Lab lab = new Lab(
                "CREATE TABLE customers (id bigserial PRIMARY KEY, full_name text NOT NULL, other int DEFAULT 0)",
                "INSERT INTO customers (full_name) SELECT 'A' || i || ' B' || i FROM generate_series(1, " + ROWS
                        + ") i")) {
            JdbcMigrationEngine engine = lab.opened(Lab.split());
            try (Clients writers = Writers.start(lab, "customer-name", 4, UnderLoadTest::splitWrite)) {
                engine.start("customer-name");
                lab.awaitReady(engine, "customer-name");
                engine.advance("customer-name");
                engine.advance("customer-name");
                assertThat(engine.migration("customer-name").stage()).isEqualTo("live");
                engine.rollback("customer-name");
                engine.rollback("customer-name");
                assertThat(engine.migration("customer-name").stage()).isEqualTo("dual-write");
                assertThat(writers.rounds()).isPositive();
            }
            assertThat(lab.one("SELECT count(*) FROM customers WHERE (first_name || ' ' || last_name)"
                            + " IS DISTINCT FROM full_name"))
                    .isEqualTo("0");
        }
    }

    @Test
    void retypeAndRenameOfTwoTablesAtOnce() {
        try (Lab lab = new Lab(
                "CREATE TABLE orders (id serial PRIMARY KEY, n int)",
                "INSERT INTO orders (n) SELECT i FROM generate_series(1, " + ROWS + ") i",
                "CREATE TABLE items (a int, b text, label text, PRIMARY KEY (a, b))",
                "INSERT INTO items SELECT i / 7, 'k' || i, 'l' || i FROM generate_series(1, " + ROWS + ") i")) {
            MigrationSpec retype = Lab.retype("orders-id", "orders", "id", "id_big", "bigint");
            MigrationSpec rename = Lab.rename("items-label", "items", "label", "title");
            JdbcMigrationEngine engine = lab.opened(retype, rename);
            try (Clients orders = Writers.start(
                            lab,
                            "orders-id",
                            2,
                            (both, random) -> both
                                    ? "WITH v AS (SELECT nextval('orders_id_seq') AS id) INSERT INTO orders (id, id_big, n)"
                                            + " SELECT v.id, v.id, 1 FROM v"
                                    : "INSERT INTO orders (n) VALUES (1)");
                    Clients items = Writers.start(lab, "items-label", 2, (both, random) -> {
                        String value = "'x" + random.nextInt() + "'";
                        int a = random.nextInt(ROWS / 7);
                        return "UPDATE items SET label = " + value + (both ? ", title = " + value : "") + " WHERE a = "
                                + a;
                    })) {
                engine.start("orders-id");
                engine.start("items-label");
                lab.awaitReady(engine, "orders-id");
                lab.awaitReady(engine, "items-label");
                assertThat(orders.rounds()).isPositive();
                assertThat(items.rounds()).isPositive();
            }
            assertThat(lab.one("SELECT count(*) FROM orders WHERE id_big IS DISTINCT FROM id"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT count(*) FROM items WHERE label IS DISTINCT FROM title"))
                    .isEqualTo("0");
            assertThat(engine.migrations())
                    .extracting(MigrationStatus::permittedStage)
                    .containsOnly("ramp-down");
        }
    }
}
