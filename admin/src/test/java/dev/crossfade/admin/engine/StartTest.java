package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** start to ready on a real server, and what is left in the database. */
class StartTest {

    @Test
    void splitsAColumn() {
        try (Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text)",
                "INSERT INTO customers SELECT i, 'First' || i || ' Last ' || i FROM generate_series(1, 20000) i",
                "INSERT INTO customers VALUES (20001, NULL), (20002, 'Single')")) {
            JdbcMigrationEngine engine = lab.opened(Lab.split());
            engine.start("customer-name");
            MigrationStatus status = lab.awaitReady(engine, "customer-name");
            assertThat(status.stage()).isEqualTo("dual-write");
            assertThat(status.permittedStage()).isEqualTo("ramp-down");
            assertThat(status.evidence().rowsVerified()).isEqualTo(20002);
            assertThat(status.evidence().rowsDiffering()).isZero();
            assertThat(status.evidence().deadLetters()).isZero();
            assertThat(lab.one("SELECT first_name || '|' || last_name FROM customers WHERE id = 77"))
                    .isEqualTo("First77|Last 77");
            assertThat(lab.one("SELECT count(*) FROM customers WHERE first_name IS NULL AND last_name IS NULL"))
                    .isEqualTo("1");
        }
    }

    @Test
    void renamesAColumnWithTypeModifierAndCollation() {
        try (Lab lab = new Lab(
                "CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), a varchar(20) COLLATE \"C\")",
                "CREATE INDEX t_a ON t (a DESC) WHERE id IS NOT NULL",
                "INSERT INTO t (a) SELECT 'v' || i FROM generate_series(1, 5000) i")) {
            JdbcMigrationEngine engine = lab.opened(Lab.rename("rename-a", "t", "a", "b"));
            engine.start("rename-a");
            lab.awaitReady(engine, "rename-a");
            assertThat(lab.one("SELECT format_type(atttypid, atttypmod) || attcollation::regcollation FROM pg_attribute"
                            + " WHERE attrelid = 't'::regclass AND attname = 'b'"))
                    .isEqualTo("character varying(20)\"C\"");
            assertThat(lab.one("SELECT count(*) FROM t WHERE a IS DISTINCT FROM b"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT pg_get_indexdef('\"t_a_rename-a\"'::regclass)"))
                    .isEqualTo("CREATE INDEX \"t_a_rename-a\" ON public.t USING btree (b DESC) WHERE (id IS NOT NULL)");
        }
    }

    @Test
    void retypesAKey() {
        try (Lab lab = new Lab(
                "CREATE TABLE orders (id serial PRIMARY KEY, note text)",
                "INSERT INTO orders (note) SELECT 'n' FROM generate_series(1, 12345)")) {
            JdbcMigrationEngine engine = lab.opened(Lab.retype("orders-id", "orders", "id", "id_big", "bigint"));
            engine.start("orders-id");
            MigrationStatus status = lab.awaitReady(engine, "orders-id");
            assertThat(lab.flags
                            .current()
                            .migrations()
                            .get("orders-id")
                            .migration()
                            .conversion())
                    .isEqualTo(Conversion.CAST);
            assertThat(status.evidence().rowsVerified()).isEqualTo(12345);
            assertThat(lab.one("SELECT count(*) FROM orders WHERE id_big IS DISTINCT FROM id"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT indisunique AND indisvalid FROM pg_index"
                            + " WHERE indexrelid = '\"orders_pkey_orders-id\"'::regclass"))
                    .isEqualTo("t");
        }
    }

    @Test
    void keepsAnIndexUnderAConversionByFunction() {
        try (Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text)",
                "CREATE INDEX customers_name ON customers (full_name)",
                "INSERT INTO customers SELECT i, 'First' || i || ' Last ' || i FROM generate_series(1, 20000) i")) {
            JdbcMigrationEngine engine = lab.opened(Lab.split());
            engine.start("customer-name");
            lab.awaitReady(engine, "customer-name");
            lab.sql("ANALYZE customers");
            // what a statement that speaks old becomes from live on
            assertThat(
                            lab.one(
                                    "EXPLAIN (FORMAT JSON) SELECT id FROM customers AS c WHERE"
                                            + " crossfade.\"customer-name_down_1\"(c.\"first_name\", c.\"last_name\") = 'First77 Last 77'"))
                    .contains("customers_name_customer-name");
            assertThat(
                            lab.one(
                                    "SELECT id FROM customers AS c WHERE"
                                            + " crossfade.\"customer-name_down_1\"(c.\"first_name\", c.\"last_name\") = 'First77 Last 77'"))
                    .isEqualTo("77");
        }
    }

    /** From live on the column is read with its collation, which no index over another one serves. */
    @Test
    void anIndexOverAColumnWithItsOwnCollationServesWhatStandsForIt() {
        try (Lab lab = new Lab(
                "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text COLLATE nocase UNIQUE)",
                "INSERT INTO customers SELECT i, 'First' || i || ' Last ' || i FROM generate_series(1, 20000) i")) {
            JdbcMigrationEngine engine = lab.opened(Lab.split());
            engine.start("customer-name");
            lab.awaitReady(engine, "customer-name");
            lab.sql("ANALYZE customers");
            String where = " FROM customers AS c WHERE (crossfade.\"customer-name_down_1\"(c.\"first_name\","
                    + " c.\"last_name\") COLLATE public.nocase) = 'FIRST77 Last 77'";
            assertThat(lab.one("EXPLAIN (FORMAT JSON) SELECT id" + where))
                    .contains("customers_full_name_key_customer-name");
            assertThat(lab.one("SELECT id" + where)).isEqualTo("77");
            assertThat(lab.one("SELECT indcollation[0]::regcollation FROM pg_index"
                            + " WHERE indexrelid = '\"customers_full_name_key_customer-name\"'::regclass"))
                    .isEqualTo("nocase");
        }
    }

    /** A new column of a domain has the domain's collation. */
    @Test
    void anIndexIsOverTheCollationThatTheColumnHasAndNewOnesMayHaveAnother() {
        for (boolean same : new boolean[] {true, false}) {
            try (Lab lab = new Lab(
                    "CREATE DOMAIN name_part AS text COLLATE \"C\"",
                    "CREATE TABLE customers (id int PRIMARY KEY, full_name text" + (same ? " COLLATE \"C\")" : ")"),
                    "CREATE INDEX customers_name ON customers (full_name)",
                    "INSERT INTO customers SELECT i, 'First' || i || ' Last ' || i FROM generate_series(1, 20000) i")) {
                MigrationSpec split = Lab.split();
                JdbcMigrationEngine engine = lab.opened(Lab.spec(
                        "customer-name",
                        "customers",
                        Conversion.FUNCTION,
                        List.of("full_name"),
                        split.migration().newColumns().stream()
                                .map(c -> new NewColumn(c.name(), "public.name_part", c.up()))
                                .toList(),
                        split.migration().down()));
                engine.start("customer-name");
                lab.awaitReady(engine, "customer-name");
                lab.sql("ANALYZE customers");
                String call = "crossfade.\"customer-name_down_1\"(c.\"first_name\", c.\"last_name\")";
                String where = " FROM customers AS c WHERE "
                        + (same ? call : "(" + call + " COLLATE pg_catalog.\"default\")") + " = 'First77 Last 77'";
                assertThat(lab.one("EXPLAIN (FORMAT JSON) SELECT id" + where)).contains("customers_name_customer-name");
                assertThat(lab.one("SELECT id" + where)).isEqualTo("77");
                assertThat(lab.one("SELECT indcollation[0]::regcollation FROM pg_index"
                                + " WHERE indexrelid = '\"customers_name_customer-name\"'::regclass"))
                        .isEqualTo(same ? "\"C\"" : "\"default\"");
            }
        }
    }
}
