package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FileFlagControl;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the old columns have moves to the new ones, and old is let go. */
class ReleaseTest {
    private static final MigrationSpec ORDER_ID =
            Lab.guarded(Lab.retype("order-id", "orders", "id", "id_big", "bigint"));
    private static final MigrationSpec NAME = Lab.guarded(Lab.split());

    @TempDir
    private Path folder;

    static Lab orders() {
        return new Lab(
                "CREATE TABLE orders (id serial PRIMARY KEY CONSTRAINT positive CHECK (id > 0 AND 'id' <> ''), n int UNIQUE)",
                "CREATE UNIQUE INDEX id_and_n ON orders (id, n)",
                "CREATE INDEX by_id_down ON orders (id DESC)",
                "COMMENT ON COLUMN orders.id IS 'the order''s \\number'",
                "ALTER TABLE orders ALTER id SET STATISTICS 321",
                "INSERT INTO orders (n) SELECT i FROM generate_series(1, 500) i",
                "GRANT ALL ON orders TO app");
    }

    private static JdbcMigrationEngine atRampDown(Lab lab, MigrationSpec spec) {
        String name = spec.migration().name();
        JdbcMigrationEngine engine = lab.opened(spec);
        engine.start(name);
        lab.awaitReady(engine, name);
        engine.advance(name);
        engine.advance(name);
        engine.advance(name);
        assertThat(engine.migration(name).stage()).isEqualTo("ramp-down");
        return engine;
    }

    static void awaitComplete(Lab lab, MigrationEngine engine, String name) {
        lab.awaitStep(engine, name, "ready");
        assertThat(engine.migration(name).stage()).isEqualTo("complete");
    }

    /** An advance has begun it in the database, and the gate has not looked since. */
    @Test
    void leavingRampDownTakesBackAReleaseThatBeginsInTheSameMoment() {
        try (Lab lab = orders()) {
            JdbcMigrationEngine engine = atRampDown(lab, ORDER_ID);
            String epoch = lab.one("SELECT epoch FROM crossfade.migration");
            lab.sql("UPDATE crossfade.migration SET step = 'release'");
            engine.rollback("order-id");
            lab.awaitStep(engine, "order-id", "ready");
            assertThat(engine.migration("order-id").stage()).isEqualTo("live");
            assertThat(lab.one("SELECT released::text || ' ' || (epoch > " + epoch + ") FROM crossfade.migration"))
                    .isEqualTo("false true");
            assertThat(
                            lab.one(
                                    "SELECT attnotnull FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'id'"))
                    .as("old is still the key")
                    .isEqualTo("t");
        }
    }

    @Test
    void keysConstraintsSequencesAndWhatElseThereIsMove() throws SQLException {
        try (Lab lab = orders()) {
            JdbcMigrationEngine engine = atRampDown(lab, ORDER_ID);
            engine.advance("order-id");
            awaitComplete(lab, engine, "order-id");
            assertThat(lab.one("SELECT string_agg(conname || ' ' || pg_get_constraintdef(oid), '; ' ORDER BY conname)"
                            + " FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype <> 'n'"))
                    .isEqualTo("orders_n_key UNIQUE (n); orders_pkey PRIMARY KEY (id_big);"
                            + " positive CHECK (((id_big > 0) AND ('id'::text <> ''::text)))");
            assertThat(lab.one("SELECT indexdef FROM pg_indexes WHERE indexname = 'id_and_n'"))
                    .contains("(id_big, n)")
                    .contains("UNIQUE");
            assertThat(lab.one(
                            "SELECT string_agg(attname || ' ' || attnotnull || ' ' || coalesce(pg_get_expr(adbin, adrelid),"
                                    + " '-') || ' ' || attstattarget, '; ' ORDER BY attnum) FROM pg_attribute LEFT JOIN pg_attrdef ON"
                                    + " adrelid = attrelid AND adnum = attnum WHERE attrelid = 'orders'::regclass AND attname LIKE"
                                    + " 'id%'"))
                    .isEqualTo("id false - 321; id_big true nextval('orders_id_seq'::regclass) 321");
            assertThat(lab.one("SELECT col_description('orders'::regclass, attnum) FROM pg_attribute WHERE attrelid ="
                            + " 'orders'::regclass AND attname = 'id_big'"))
                    .isEqualTo("the order's \\number");
            assertThat(lab.one("SELECT pg_get_serial_sequence('orders', 'id_big') || ' ' || format_type(seqtypid, NULL)"
                            + " FROM pg_sequence WHERE seqrelid = 'orders_id_seq'::regclass"))
                    .isEqualTo("public.orders_id_seq bigint");
            lab.sql("SELECT setval('orders_id_seq', 3000000000)", "INSERT INTO orders (n) VALUES (1001)");
            assertThat(lab.one("SELECT id_big || ' ' || coalesce(id::text, '-') FROM orders WHERE n = 1001"))
                    .isEqualTo("3000000001 -");
        }
    }

    @Test
    void identityGoesOnCountingUnderItsName() {
        try (Lab lab = new Lab(
                "CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY (INCREMENT BY 5 START 11) PRIMARY KEY, n int)",
                "INSERT INTO orders (n) SELECT i FROM generate_series(1, 20) i",
                "GRANT USAGE ON SEQUENCE orders_id_seq TO app")) {
            JdbcMigrationEngine engine = atRampDown(lab, ORDER_ID);
            engine.advance("order-id");
            awaitComplete(lab, engine, "order-id");
            lab.sql("INSERT INTO orders (n) VALUES (21)");
            assertThat(lab.one("SELECT id_big FROM orders WHERE n = 21")).isEqualTo("111");
            assertThat(lab.one(
                            "SELECT attidentity::text || pg_get_serial_sequence('orders', 'id_big') FROM pg_attribute"
                                    + " WHERE attrelid = 'orders'::regclass AND attname = 'id_big'"))
                    .isEqualTo("apublic.orders_id_seq");
            assertThat(lab.one("SELECT has_sequence_privilege('app', 'orders_id_seq', 'USAGE')"))
                    .isEqualTo("t");
        }
    }

    @Test
    void aSplitKeepsItsConstraintsOverTheExpressionAndForeignKeysMoveWithARename() throws SQLException {
        try (Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text NOT NULL DEFAULT 'No Body' UNIQUE"
                        + " CHECK (length(full_name) > 2))",
                "INSERT INTO customers SELECT i, 'A' || i || ' B' || i FROM generate_series(1, 50) i",
                "CREATE TABLE visits (id int PRIMARY KEY, who int NOT NULL REFERENCES customers ON DELETE CASCADE)",
                "INSERT INTO visits VALUES (1, 1), (2, 2)")) {
            JdbcMigrationEngine engine = atRampDown(lab, NAME);
            engine.advance("customer-name");
            awaitComplete(lab, engine, "customer-name");
            lab.sql("INSERT INTO customers (id) VALUES (60)");
            assertThat(lab.one("SELECT first_name || '|' || last_name FROM customers WHERE id = 60"))
                    .isEqualTo("No|Body");
            for (String wrong : new String[] {
                "INSERT INTO customers (id, first_name, last_name) VALUES (61, 'A', '')",
                "INSERT INTO customers (id, first_name, last_name) VALUES (61, 'A1', 'B1')",
                "INSERT INTO customers (id, first_name, last_name) VALUES (61, NULL, NULL)"
            }) {
                assertThat((Throwable) catchThrowableOfType(IllegalStateException.class, () -> lab.sql(wrong)))
                        .as(wrong)
                        .isNotNull();
            }
        }
        try (Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "INSERT INTO customers VALUES (1), (2), (3)",
                "CREATE TABLE visits (id int PRIMARY KEY, who int NOT NULL REFERENCES customers ON DELETE CASCADE)",
                "INSERT INTO visits VALUES (1, 1), (2, 2)")) {
            JdbcMigrationEngine engine =
                    atRampDown(lab, Lab.guarded(Lab.rename("visits-who", "visits", "who", "visitor")));
            engine.advance("visits-who");
            awaitComplete(lab, engine, "visits-who");
            assertThat(lab.one(
                            "SELECT conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated FROM pg_constraint"
                                    + " WHERE conrelid = 'visits'::regclass AND contype = 'f'"))
                    .isEqualTo("visits_who_fkey FOREIGN KEY (visitor) REFERENCES customers(id) ON DELETE CASCADE true");
            lab.sql("DELETE FROM customers WHERE id = 2");
            assertThat(lab.one("SELECT count(*) FROM visits")).isEqualTo("1");
        }
    }

    @Test
    void fromCompleteOnNewTakesWhatOldCouldNotHold() {
        try (Lab lab = new Lab(
                "CREATE TABLE parts (id int PRIMARY KEY, code int UNIQUE CHECK (code > 0), place int)",
                "CREATE INDEX by_code ON parts (place, code DESC)",
                "CREATE UNIQUE INDEX one_place ON parts (code, place) WHERE place IS NOT NULL",
                "INSERT INTO parts SELECT i, i, i FROM generate_series(1, 500) i")) {
            MigrationSpec spec = Lab.guarded(Lab.spec(
                    "part-code",
                    "parts",
                    Conversion.FUNCTION,
                    List.of("code"),
                    List.of(new NewColumn("label", "text", "CAST(code AS text)")),
                    Map.of("code", "CAST(label AS int)")));
            JdbcMigrationEngine engine = atRampDown(
                    lab,
                    new MigrationSpec(spec.migration(), spec.backfill(), Duration.ZERO, spec.guard(), spec.digest()));
            refused(lab, "INSERT INTO parts (id, label) VALUES (600, 'abc')");
            engine.advance("part-code");
            awaitComplete(lab, engine, "part-code");
            lab.sql(
                    "INSERT INTO parts (id, label, place) VALUES (600, 'abc', 1), (601, 'abc', 1), (602, '99999999999', 1)");
            refused(lab, "INSERT INTO parts (id, label) VALUES (603, '-5')");
            refused(lab, "INSERT INTO parts (id, label) VALUES (603, '7')");
            lab.sql("ANALYZE parts", "INSERT INTO parts (id, label) VALUES (604, '1000')");
            String indexes = "SELECT string_agg(c.relname || ' ' || i.indisvalid, ', ' ORDER BY c.relname)"
                    + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'parts'::regclass AND"
                    + " pg_get_indexdef(i.indexrelid) LIKE '%down_1_null%'";
            assertThat(lab.one(indexes)).isEqualTo("by_code_part-code true, one_place true, parts_code_key true");
            assertThat(lab.one("SELECT count(*) FROM pg_index WHERE indrelid = 'parts'::regclass AND"
                            + " pg_get_indexdef(indexrelid) LIKE '%down_1\"(%'"))
                    .isEqualTo("0");
            engine.advance("part-code");
            lab.awaitStep(engine, "part-code", "done");
            assertThat(lab.one(indexes)).isEqualTo("by_code true, one_place true, parts_code_key true");
            lab.sql("INSERT INTO parts (id, label) VALUES (605, 'xyz')");
            refused(lab, "INSERT INTO parts (id, label) VALUES (606, '1000')");
        }
    }

    @Test
    void whatOldCanAlwaysHoldKeepsItsIndexes() {
        try (Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text)",
                "CREATE INDEX by_name ON customers (full_name)",
                "INSERT INTO customers SELECT i, 'A' || i || ' B' || i FROM generate_series(1, 50) i")) {
            JdbcMigrationEngine engine = atRampDown(lab, NAME);
            assertThat(lab.one("SELECT l.lanname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
                            + " WHERE p.proname = 'customer-name_down_1_null'"))
                    .isEqualTo("sql");
            String oid = "SELECT '\"by_name_customer-name\"'::regclass::oid";
            String before = lab.one(oid);
            engine.advance("customer-name");
            awaitComplete(lab, engine, "customer-name");
            assertThat(lab.one(oid)).isEqualTo(before);
        }
    }

    private static void refused(Lab lab, String sql) {
        assertThat((Throwable) catchThrowableOfType(IllegalStateException.class, () -> lab.sql(sql)))
                .as(sql)
                .isNotNull();
    }

    @Test
    void writesOfOldAroundTheProxyStillReachNew() {
        try (Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text NOT NULL)",
                "INSERT INTO customers SELECT i, 'A' || i || ' B' || i FROM generate_series(1, 50) i")) {
            JdbcMigrationEngine engine = atRampDown(lab, NAME);
            engine.advance("customer-name");
            awaitComplete(lab, engine, "customer-name");
            lab.sql(
                    "UPDATE customers SET first_name = 'By', last_name = 'Proxy' WHERE id = 1",
                    "UPDATE customers SET full_name = 'Be Side' WHERE id IN (1, 2)",
                    "INSERT INTO customers (id, full_name) VALUES (70, 'In Sert')",
                    "INSERT INTO customers (id, first_name, last_name) VALUES (71, 'New', 'Only')");
            assertThat(lab.one(
                            "SELECT string_agg(first_name || ' ' || last_name, ', ' ORDER BY id) FROM customers WHERE id"
                                    + " IN (1, 2, 70, 71)"))
                    .isEqualTo("Be Side, Be Side, In Sert, New Only");
            assertThat(lab.one("SELECT coalesce(full_name, '-') FROM customers WHERE id = 71"))
                    .isEqualTo("-");
            assertThat((Throwable) catchThrowableOfType(
                            IllegalStateException.class,
                            () -> lab.sql("UPDATE customers SET full_name = 'Ends ' WHERE id = 3")))
                    .hasStackTraceContaining("does not convert");
        }
    }

    @Test
    void aCheckComparesByItsColumnsCollation() {
        String nocase = "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)";
        try (Lab lab = new Lab(
                nocase,
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text COLLATE nocase CHECK (full_name <> 'No Body'))",
                "INSERT INTO customers VALUES (1, 'A B')")) {
            JdbcMigrationEngine engine = atRampDown(lab, NAME);
            engine.advance("customer-name");
            awaitComplete(lab, engine, "customer-name");
            lab.sql("INSERT INTO customers (id, first_name, last_name) VALUES (2, 'Some', 'Body')");
            assertThat((Throwable) catchThrowableOfType(
                            IllegalStateException.class,
                            () -> lab.sql(
                                    "INSERT INTO customers (id, first_name, last_name) VALUES (3, 'NO', 'BODY')")))
                    .hasStackTraceContaining("violates check constraint");
        }
        try (Lab lab = new Lab(
                nocase,
                "CREATE TABLE customers (id int PRIMARY KEY,"
                        + " full_name text COLLATE nocase CONSTRAINT low CHECK (full_name > '!' COLLATE \"C\"))",
                "INSERT INTO customers VALUES (1, 'A B')")) {
            JdbcMigrationEngine engine = atRampDown(lab, NAME);
            assertThat(catchThrowableOfType(CrossfadeException.class, () -> engine.advance("customer-name")))
                    .hasMessageContaining("constraint low is over columns of several collations, or says COLLATE");
        }
    }

    @Test
    void whatCannotBeCarriedOverIsSaidAndNothingChanges() {
        try (Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text, EXCLUDE USING btree (full_name WITH =))",
                "CREATE VIEW names AS SELECT full_name FROM customers",
                "CREATE UNIQUE INDEX low ON customers (lower(full_name))",
                "INSERT INTO customers VALUES (1, 'A B')")) {
            JdbcMigrationEngine engine = atRampDown(lab, NAME);
            CrossfadeException refused =
                    catchThrowableOfType(CrossfadeException.class, () -> engine.advance("customer-name"));
            assertThat(refused.problem()).isEqualTo(Problem.NOT_PERMITTED);
            assertThat(refused)
                    .hasMessageContaining("view public.names reads an old column")
                    .hasMessageContaining("unique index low is not carried over")
                    .hasMessageContaining("exclusion constraint");
            assertThat(engine.migration("customer-name").step()).isEqualTo("ready");
            assertThat(refusedFlag(lab, "complete")).hasMessageContaining("advance does the release");
            engine.rollback("customer-name");
            assertThat(engine.migration("customer-name").stage()).isEqualTo("live");
        }
    }

    private static CrossfadeException refusedFlag(Lab lab, String stage) {
        return catchThrowableOfType(
                CrossfadeException.class, () -> lab.flags.set("migration.customer-name.stage", stage, null, null));
    }

    @Test
    void aReleaseThatHasNotHandedOverIsTakenBack() throws Exception {
        try (Lab lab = new Lab(
                        "CREATE TABLE customers (id int PRIMARY KEY, full_name text NOT NULL CHECK (full_name <> 'x'))",
                        "INSERT INTO customers SELECT i, 'A' || i || ' B' || i FROM generate_series(1, 50) i");
                var open = lab.server.connect(lab.database);
                var statement = open.createStatement()) {
            JdbcMigrationEngine engine = atRampDown(lab, NAME);
            open.setAutoCommit(false);
            statement.execute("LOCK TABLE customers IN ACCESS SHARE MODE"); // lets nobody have the table for itself
            engine.advance("customer-name");
            org.awaitility.Awaitility.await()
                    .atMost(Lab.PATIENCE)
                    .until(() -> String.join(
                                    "", engine.migration("customer-name").blockedBy())
                            .contains("waits for the table's lock"));
            engine.rollback("customer-name");
            assertThat(engine.migration("customer-name").stage()).isEqualTo("live");
            open.commit();
            lab.awaitStep(engine, "customer-name", "ready");
            assertThat(
                            lab.one(
                                    "SELECT count(*) FROM pg_constraint WHERE conrelid = 'customers'::regclass AND contype = 'c'"))
                    .isEqualTo("1");
            engine.rollback("customer-name");
            org.awaitility.Awaitility.await()
                    .atMost(Lab.PATIENCE)
                    .until(() -> lab.one("SELECT last_value FROM crossfade.\"customer-name_truth\"")
                            .equals("1"));
            lab.sql("UPDATE customers SET full_name = 'Ends ' WHERE id = 3"); // a dead letter again, no error
        }
    }

    @Test
    void afterARestartNobodyIsServedBeforeCompleteIsBackWhateverTheFlagSays() throws IOException {
        Path file = folder.resolve("flags.json");
        try (Lab lab = orders()) {
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                JdbcMigrationEngine engine = lab.opened(flags, ORDER_ID);
                engine.start("order-id");
                lab.awaitReady(engine, "order-id");
                for (int i = 0; i < 3; i++) {
                    engine.advance("order-id");
                }
                engine.advance("order-id");
                awaitComplete(lab, engine, "order-id");
                assertThat(catchThrowableOfType(CrossfadeException.class, () -> engine.rollback("order-id"))
                                .problem())
                        .isEqualTo(Problem.NOT_PERMITTED);
                assertThat(catchThrowableOfType(CrossfadeException.class, () -> engine.abort("order-id"))
                                .problem())
                        .isEqualTo(Problem.WRONG_STATE);
                engine.close();
            }
            Files.delete(file);
            Files.deleteIfExists(folder.resolve("flags.json.journal"));
            lab.ready.clear();
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                JdbcMigrationEngine engine = lab.opened(flags, ORDER_ID);
                assertThat(engine.migration("order-id").stage()).isEqualTo(Stage.COMPLETE.variant());
                engine.close();
            }
        }
    }
}
