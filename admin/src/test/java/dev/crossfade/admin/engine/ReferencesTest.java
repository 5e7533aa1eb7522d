package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FileFlagControl;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key moves with the columns of the foreign keys onto it. Everything here is written around the proxy: the guards carry it. */
class ReferencesTest {
    private static final String NAME = "customer-id";
    private static final int CUSTOMERS = 300;

    private static final MigrationSpec SPEC = spec(Lab.retype(NAME, "customers", "id", "id_big", "bigint"));

    private static MigrationSpec spec(MigrationSpec of) {
        return new MigrationSpec(of.migration(), of.backfill(), Duration.ZERO, MigrationSpec.Guard.REPAIR, of.digest());
    }

    /** Every kind of reference; profiles are referred to themselves, and the ledger has the wider type already. */
    private static Lab shop() {
        return new Lab(
                "CREATE TABLE customers (id serial PRIMARY KEY, region text NOT NULL DEFAULT 'eu', UNIQUE (region, id))",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL CONSTRAINT of_customer REFERENCES customers"
                        + " ON UPDATE CASCADE ON DELETE CASCADE)",
                "CREATE INDEX orders_by_customer ON orders (customer_id)",
                "CREATE TABLE notes (id int PRIMARY KEY, customer_id int CONSTRAINT about REFERENCES customers"
                        + " ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE)",
                "CREATE TABLE visits (id int PRIMARY KEY, region text, customer_id int, CONSTRAINT by_region FOREIGN KEY"
                        + " (region, customer_id) REFERENCES customers (region, id) MATCH FULL ON UPDATE CASCADE"
                        + " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)",
                "CREATE TABLE profiles (customer_id int PRIMARY KEY REFERENCES customers ON UPDATE CASCADE ON DELETE CASCADE)",
                "CREATE TABLE badges (id int PRIMARY KEY, profile_id int REFERENCES profiles ON UPDATE CASCADE ON DELETE CASCADE)",
                "CREATE TABLE ledger (id int PRIMARY KEY, customer_id bigint REFERENCES customers ON UPDATE CASCADE"
                        + " ON DELETE CASCADE)",
                "INSERT INTO customers (id) SELECT i FROM generate_series(1, " + CUSTOMERS + ") i",
                "SELECT setval('customers_id_seq', " + CUSTOMERS + ")",
                "INSERT INTO orders SELECT i, i FROM generate_series(1, " + CUSTOMERS + ") i",
                "INSERT INTO notes SELECT i, NULLIF(i % 10, 0) FROM generate_series(1, " + CUSTOMERS + ") i",
                "INSERT INTO visits SELECT i, 'eu', i FROM generate_series(1, " + CUSTOMERS + ") i",
                "INSERT INTO visits VALUES (100000, NULL, NULL)",
                "INSERT INTO profiles SELECT i FROM generate_series(1, " + CUSTOMERS + ") i",
                "INSERT INTO badges SELECT i, i FROM generate_series(1, " + CUSTOMERS + ") i",
                "INSERT INTO ledger SELECT i, i FROM generate_series(1, " + CUSTOMERS + ") i");
    }

    /** Keys change, rows go, rows come: by the actions of foreign keys in all the other tables. */
    private static void write(Lab lab, int round) {
        int key = 10 * round;
        lab.sql(
                "UPDATE customers SET id = " + (1000 + key) + " WHERE id = " + key,
                "DELETE FROM customers WHERE id = " + (key + 1),
                "INSERT INTO customers (id) VALUES (" + (2000 + key) + ")",
                "INSERT INTO orders VALUES (" + (2000 + key) + ", " + (2000 + key) + ")",
                "INSERT INTO profiles VALUES (" + (2000 + key) + ")",
                "INSERT INTO badges VALUES (" + (2000 + key) + ", " + (2000 + key) + ")",
                "INSERT INTO ledger VALUES (" + (2000 + key) + ", " + (2000 + key) + ")",
                // A client that puts off a constraint by its name, or all of them.
                "BEGIN; SET CONSTRAINTS about DEFERRED; INSERT INTO notes VALUES (" + (2000 + key) + ", " + (3000 + key)
                        + "); INSERT INTO visits VALUES (" + (2000 + key) + ", 'eu', " + (3000 + key)
                        + "); INSERT INTO customers (id) VALUES (" + (3000 + key) + "); COMMIT");
    }

    private static final String MEMBERS = "customers.id orders.customer_id notes.customer_id visits.customer_id"
            + " profiles.customer_id badges.profile_id";

    private static void assertAllAgree(Lab lab) {
        for (String member : MEMBERS.split(" ", -1)) {
            String[] of = member.split("\\.", -1);
            assertThat(lab.one("SELECT count(*) FROM " + of[0] + " WHERE " + of[1] + " IS DISTINCT FROM " + of[1]
                            + "_big"))
                    .as(member)
                    .isEqualTo("0");
        }
    }

    /** The rows as the tables would hold them without a migration, by the side {@code suffix}. */
    private static String rows(Lab lab, String suffix) {
        StringBuilder union = new StringBuilder();
        for (String member : (MEMBERS + " ledger.customer_id").split(" ", -1)) {
            String[] of = member.split("\\.", -1);
            String column = of[1] + (of[0].equals("ledger") ? "" : suffix);
            String id = of[0].equals("customers") || of[0].equals("profiles") ? column : "id";
            union.append(union.isEmpty() ? "" : " UNION ALL ")
                    .append("SELECT '" + of[0] + "' AS t, " + id + "::bigint AS id, " + column + "::bigint AS v FROM "
                            + of[0]);
        }
        return lab.one(
                "SELECT count(*) || ' ' || md5(string_agg(concat_ws(',', t, id, coalesce(v::text, '-')), ';' ORDER BY t,"
                        + " id)) FROM (" + union + ") AS r");
    }

    private static String constraints(Lab lab) {
        return lab.one("SELECT string_agg(conrelid::regclass || ' ' || conname || ' ' || convalidated || ' '"
                + " || pg_get_constraintdef(oid), E'\\n' ORDER BY conrelid::regclass::text, conname) FROM pg_constraint"
                + " WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f')");
    }

    /** What {@link #constraints} is when all is done. */
    private static String contracted(String before) {
        return before.replaceAll("(?<!\\w)(id|customer_id|profile_id)(?=[,)])", "$1_big")
                .replaceAll(
                        "(orders_pkey|notes_pkey|visits_pkey|badges_pkey|ledger_pkey) (\\w+) PRIMARY KEY \\(id_big\\)",
                        "$1 $2 PRIMARY KEY (id)")
                .replace(
                        "ledger ledger_customer_id_fkey true FOREIGN KEY (customer_id_big)",
                        "ledger ledger_customer_id_fkey true FOREIGN KEY (customer_id)");
    }

    @Test
    void allMoveAsOneThroughContract() {
        try (Lab lab = shop();
                Lab twin = shop()) {
            String before = constraints(lab);
            JdbcMigrationEngine engine = lab.opened(SPEC);
            String plan = engine.plan(NAME).toString();
            assertThat(plan)
                    .contains("column customer_id of table public.orders to customer_id_big bigint (")
                    .contains("column profile_id of table public.badges to profile_id_big bigint (")
                    .contains("REFERENCES public.customers (\"region\", \"id_big\") MATCH FULL ON UPDATE CASCADE")
                    .doesNotContain("of table public.ledger to");
            assertThat(plan.indexOf("VALIDATE CONSTRAINT \"of_customer_customer-id"))
                    .isBetween(0, plan.indexOf("DROP CONSTRAINT \"of_customer\""));
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            assertThat(engine.migration(NAME).evidence().rowsVerified()).isEqualTo(6L * CUSTOMERS + 1);
            assertThat(engine.migration(NAME).movesWith())
                    .extracting(c -> c.table() + " " + c.newColumn())
                    .containsExactly(
                            "public.badges profile_id_big",
                            "public.notes customer_id_big",
                            "public.orders customer_id_big",
                            "public.profiles customer_id_big",
                            "public.visits customer_id_big");
            assertThat(engine.migration(NAME).movesWith())
                    .allSatisfy(c -> assertThat(c.progress().rowsDone()).isPositive());
            assertAllAgree(lab);
            int round = 0;
            for (String stage : List.of("shadow", "live", "ramp-down")) {
                write(lab, ++round);
                write(twin, round);
                assertAllAgree(lab);
                engine.advance(NAME);
                assertThat(engine.migration(NAME).stage()).isEqualTo(stage);
                assertThat(lab.one(
                                "SELECT count(DISTINCT last_value) FROM pg_sequences WHERE schemaname = 'crossfade' AND"
                                        + " sequencename LIKE '%truth'"))
                        .isEqualTo("1");
            }
            write(lab, ++round);
            write(twin, round);
            assertAllAgree(lab);
            assertThat(rows(lab, "")).isEqualTo(rows(twin, ""));
            engine.advance(NAME);
            ReleaseTest.awaitComplete(lab, engine, NAME);
            assertThat(rows(lab, "_big")).isEqualTo(rows(twin, ""));
            lab.sql("UPDATE customers SET id_big = 5000000001 WHERE id_big = 50");
            twin.sql("UPDATE customers SET id = 51000 WHERE id = 50");
            assertThat(lab.one(
                            "SELECT concat_ws(' ', (SELECT customer_id_big FROM orders WHERE id = 50), (SELECT customer_id_big"
                                    + " FROM visits WHERE id = 50), (SELECT profile_id_big FROM badges WHERE id = 50), (SELECT"
                                    + " customer_id FROM ledger WHERE id = 50))"))
                    .as("new alone is written, and what old could not hold goes down the chain")
                    .isEqualTo("5000000001 5000000001 5000000001 5000000001");
            engine.advance(NAME);
            lab.awaitStep(engine, NAME, "done");
            assertThat(constraints(lab)).isEqualTo(contracted(before));
            assertThat(lab.one("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT pg_get_indexdef('orders_by_customer'::regclass)"))
                    .contains("(customer_id_big)");
        }
    }

    @ParameterizedTest(name = "back from {0}")
    @ValueSource(strings = {"dual-write", "shadow", "live", "ramp-down"})
    void allGoBackAsOneAndForwardAgain(String from) {
        try (Lab lab = shop()) {
            String before = constraints(lab);
            String columns = columns(lab);
            JdbcMigrationEngine engine = lab.opened(SPEC);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            while (!engine.migration(NAME).stage().equals(from)) {
                engine.advance(NAME);
            }
            write(lab, 1);
            while (!engine.migration(NAME).stage().equals("off")) {
                engine.rollback(NAME);
            }
            assertThat(engine.migration(NAME).evidence().verifiedAt()).isNull();
            write(lab, 2);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            assertAllAgree(lab);
            engine.advance(NAME);
            engine.abort(NAME);
            lab.awaitStep(engine, NAME, "none");
            write(lab, 3);
            assertThat(constraints(lab)).isEqualTo(before);
            assertThat(columns(lab)).isEqualTo(columns);
            assertThat(lab.one("SELECT (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal) + (SELECT count(*) FROM"
                            + " crossfade.migration) + (SELECT count(*) FROM pg_proc WHERE pronamespace ="
                            + " 'crossfade'::regnamespace)"))
                    .isEqualTo("0");
        }
    }

    /** Something dies at the commit of every step, as in {@link CrashTest}. */
    @ParameterizedTest
    @CsvSource({"CONNECTION,true", "CONNECTION,false", "SERVER,true", "SERVER,false"})
    void everyStepOutlivesIt(CrashingRelay.Victim victim, boolean before, @TempDir Path folder) throws IOException {
        List<String> steps = List.of(
                "announce",
                "expand",
                "dual-write",
                "backfill",
                "index",
                "verify",
                "ready",
                "release",
                "contract",
                "done");
        try (Lab lab = shop();
                Lab twin = shop();
                CrashingRelay relay = new CrashingRelay(lab.server, victim, before, steps);
                FileFlagControl flags = FileFlagControl.open(folder.resolve("flags.json"))) {
            String whole = constraints(lab);
            lab.port = relay.port();
            JdbcMigrationEngine engine = lab.open(flags, SPEC);
            await().atMost(Lab.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
                MigrationStatus status = engine.migration(NAME);
                assertThat(status.step()).as(status.blockedBy().toString()).isNotEqualTo("failed");
                try {
                    if (status.step().equals("none")) {
                        engine.start(NAME);
                    } else if (status.step().equals("ready") && status.stage().equals(status.requestedStage())) {
                        engine.advance(NAME);
                    }
                } catch (CrossfadeException e) {
                    // asked again: whatever it waits for, or has just lost, comes back
                }
                return status.step().equals("done") && !relay.isDying();
            });
            assertThat(relay.pending()).as("steps in which nothing died").isEmpty();
            await().atMost(Lab.PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(constraints(lab)).isEqualTo(contracted(whole)));
            assertThat(rows(lab, "_big")).isEqualTo(rows(twin, ""));
            assertThat(
                            lab.one(
                                    "SELECT (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal) + (SELECT count(*) FROM pg_index"
                                            + " WHERE NOT indisvalid) + (SELECT count(*) FROM pg_constraint WHERE NOT convalidated)"))
                    .isEqualTo("0");
            engine.close();
        }
    }

    private static String columns(Lab lab) {
        return lab.one(
                "SELECT string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable), ';' ORDER BY table_name,"
                        + " ordinal_position) FROM information_schema.columns WHERE table_schema = 'public'");
    }

    /** What the release had begun when the flag went back is taken away in every table. */
    @Test
    void aReleaseThatIsLeftIsTakenBackInAllTables() {
        try (Lab lab = shop()) {
            String before = constraints(lab);
            JdbcMigrationEngine engine = lab.opened(SPEC);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            engine.advance(NAME);
            engine.advance(NAME);
            engine.advance(NAME);
            // A foreign key that does not hold: it stands, not validated, and the release fails at it.
            lab.sql(
                    "ALTER TABLE badges ADD CONSTRAINT \"badges_profile_id_fkey_customer-id.1\" FOREIGN KEY (profile_id_big)"
                            + " REFERENCES customers (id_big) NOT VALID",
                    "ALTER TABLE badges DROP CONSTRAINT badges_profile_id_fkey",
                    "ALTER TABLE badges ADD CONSTRAINT badges_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES profiles"
                            + " ON UPDATE CASCADE ON DELETE CASCADE NOT VALID",
                    "SET session_replication_role = replica; INSERT INTO badges VALUES (77777, 77777)",
                    "ALTER TABLE badges DROP CONSTRAINT \"badges_profile_id_fkey_customer-id.1\"",
                    "UPDATE pg_constraint SET convalidated = true WHERE conname = 'badges_profile_id_fkey'");
            engine.advance(NAME);
            lab.awaitStep(engine, NAME, "failed");
            assertThat(engine.migration(NAME).blockedBy().toString()).contains("23503");
            engine.rollback(NAME);
            lab.awaitStep(engine, NAME, "ready");
            assertThat(engine.migration(NAME).stage()).isEqualTo("live");
            assertThat(constraints(lab)).isEqualTo(before);
            lab.sql("DELETE FROM badges WHERE id = 77777");
            engine.advance(NAME);
            engine.advance(NAME);
            ReleaseTest.awaitComplete(lab, engine, NAME);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            itself         | CREATE TABLE x (id int PRIMARY KEY)                                                          | two columns of table public.customers
            two columns    | CREATE TABLE x (id int PRIMARY KEY, a int REFERENCES customers, b int REFERENCES customers)  | two columns of table public.x
            partitioned    | CREATE TABLE x (a int REFERENCES customers, PRIMARY KEY (a)) PARTITION BY LIST (a)           | public.x is a partitioned table
            default        | CREATE TABLE x (id int PRIMARY KEY, a int DEFAULT 1 REFERENCES customers ON DELETE SET DEFAULT) | sets a default
            another type   | CREATE DOMAIN number AS int; CREATE TABLE x (id int PRIMARY KEY, a number REFERENCES customers) | does not hold its type public.number
            """)
    void refusesWhatItCannotMove(String what, String table, String says) {
        try (Lab lab = new Lab("CREATE TABLE customers (id int PRIMARY KEY, friend int)", table)) {
            if (what.equals("itself")) {
                lab.sql("ALTER TABLE customers ADD FOREIGN KEY (friend) REFERENCES customers");
            }
            JdbcMigrationEngine engine = lab.opened(SPEC);
            CrossfadeException refusal = catchThrowableOfType(CrossfadeException.class, () -> engine.start(NAME));
            assertThat(refusal).isNotNull();
            assertThat(refusal.getMessage()).contains(says);
            assertThat(lab.one("SELECT to_regnamespace('crossfade') IS NULL")).isEqualTo("t");
        }
    }

    /** A rename's values do not change: the columns that refer to it stay. */
    @Test
    void aKeyThatIsReferredToIsRenamed() {
        try (Lab lab = shop()) {
            MigrationSpec rename = spec(Lab.rename(NAME, "customers", "id", "number"));
            String before = constraints(lab);
            JdbcMigrationEngine engine = lab.opened(rename);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            engine.advance(NAME);
            engine.advance(NAME);
            engine.advance(NAME);
            write(lab, 1);
            engine.advance(NAME);
            ReleaseTest.awaitComplete(lab, engine, NAME);
            engine.advance(NAME);
            lab.awaitStep(engine, NAME, "done");
            lab.sql("UPDATE customers SET number = 9999 WHERE number = 30");
            assertThat(lab.one("SELECT customer_id FROM orders WHERE id = 30")).isEqualTo("9999");
            assertThat(constraints(lab))
                    .isEqualTo(before.replace("customers(id)", "customers(number)")
                            .replace("customers(region, id)", "customers(region, number)")
                            .replace("UNIQUE (region, id)", "UNIQUE (region, number)")
                            .replace(
                                    "customers customers_pkey true PRIMARY KEY (id)",
                                    "customers customers_pkey true PRIMARY KEY (number)"));
        }
    }

    /** Many blocks, holes in them, rows that move while backfill goes on, and a table that is rewritten in the middle. */
    @Test
    void aTableWithoutAKeyIsFilledByWhereItsRowsLie() {
        try (Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "CREATE TABLE log (customer_id int REFERENCES customers ON UPDATE CASCADE, what text)",
                "INSERT INTO customers SELECT i FROM generate_series(1, 100) i",
                "INSERT INTO log SELECT 1 + i % 100, repeat('x', 200) FROM generate_series(1, 60000) i",
                "DELETE FROM log WHERE customer_id % 7 = 0 OR ctid < '(300,0)' AND ctid > '(100,0)'",
                "VACUUM ANALYZE log")) {
            MigrationSpec slow = new MigrationSpec(
                    SPEC.migration(),
                    new MigrationSpec.Backfill(Duration.ofMillis(20), Duration.ofMillis(50)),
                    Duration.ZERO,
                    MigrationSpec.Guard.REPAIR,
                    SPEC.digest());
            JdbcMigrationEngine engine = lab.opened(slow);
            engine.start(NAME);
            await().atMost(Lab.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !"0"
                            .equals(lab.one(
                                    "SELECT count(*) FROM crossfade.checkpoint WHERE migration = 'customer-id.1' AND NOT"
                                            + " complete")));
            lab.sql(
                    "UPDATE log SET what = 'y' WHERE ctid > '(1000,0)' AND customer_id = 50",
                    "UPDATE customers SET id = 500 WHERE id = 51",
                    "INSERT INTO log VALUES (500, 'z'), (NULL, 'n')");
            lab.awaitReady(engine, NAME);
            String rows = lab.one("SELECT count(*) FROM log");
            assertThat(engine.migration(NAME).evidence().rowsVerified()).isEqualTo(100 + Long.parseLong(rows));
            assertThat(lab.one("SELECT count(*) FROM log WHERE customer_id_big IS DISTINCT FROM customer_id"))
                    .isEqualTo("0");
            // Rows that the guard did not see, in a table whose rows lie elsewhere afterwards.
            lab.sql(
                    "ALTER TABLE log DISABLE TRIGGER ALL; UPDATE log SET customer_id_big = NULL WHERE customer_id = 3; ALTER"
                            + " TABLE log ENABLE TRIGGER ALL",
                    "VACUUM FULL log");
            engine.resume(NAME);
            lab.awaitStep(engine, NAME, "failed");
            assertThat(engine.migration(NAME).blockedBy().toString()).contains("rows do not agree, such as key (");
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            assertThat(lab.one("SELECT count(*) FROM log WHERE customer_id_big IS DISTINCT FROM customer_id"))
                    .isEqualTo("0");
        }
    }

    /** The tables are contracted one after the other; that one is done already does not keep the rest from it. */
    @Test
    void aContractThatFailedAtTheLastTableGoesOn() throws SQLException {
        try (Lab lab = shop();
                Connection reader = lab.server.connect(lab.database);
                Statement sql = reader.createStatement()) {
            lab.limits = new EngineLimits(
                    Duration.ofMillis(50),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    50,
                    200);
            String before = constraints(lab);
            JdbcMigrationEngine engine = lab.opened(SPEC);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            for (int i = 0; i < 4; i++) {
                engine.advance(NAME);
            }
            ReleaseTest.awaitComplete(lab, engine, NAME);
            reader.setAutoCommit(false);
            sql.execute("LOCK TABLE customers IN ACCESS SHARE MODE");
            engine.advance(NAME);
            MigrationStatus failed = lab.awaitStep(engine, NAME, "failed");
            assertThat(failed.blockedBy().toString()).contains("the table's lock was not to be had");
            assertThat(lab.one("SELECT count(*) FROM crossfade.migration WHERE old_columns IS NOT NULL"))
                    .as("tables that are done")
                    .isEqualTo("5");
            reader.rollback();
            engine.advance(NAME);
            lab.awaitStep(engine, NAME, "done");
            assertThat(constraints(lab)).isEqualTo(contracted(before));
        }
    }

    /** By somebody else, in the middle of it: what it had does not keep the others from being cleared up, nor is it left. */
    @ParameterizedTest(name = "{0}, restart {1}")
    @CsvSource({"orders,false", "orders,true", "customers,false", "customers,true"})
    void abortClearsUpThoughATableIsGone(String table, boolean restart, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("flags.json");
        try (Lab lab = shop()) {
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                JdbcMigrationEngine engine = lab.opened(flags, SPEC);
                engine.start(NAME);
                lab.awaitReady(engine, NAME);
                engine.advance(NAME);
                lab.sql("DROP TABLE " + table + " CASCADE");
                if (!restart) {
                    engine.abort(NAME);
                    lab.awaitStep(engine, NAME, "none");
                }
                engine.close();
            }
            lab.ready.clear();
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                JdbcMigrationEngine engine = lab.opened(flags, SPEC);
                if (restart) {
                    engine.abort(NAME);
                    lab.awaitStep(engine, NAME, "none");
                }
                engine.close();
            }
            assertThat(columns(lab)).doesNotContain("_big").contains("badges profile_id integer");
            assertThat(lab.one("SELECT (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal) + (SELECT count(*) FROM"
                            + " crossfade.migration) + (SELECT count(*) FROM pg_proc WHERE pronamespace ="
                            + " 'crossfade'::regnamespace) + (SELECT count(*) FROM pg_class WHERE relkind = 'S' AND"
                            + " relname LIKE '%truth')"))
                    .isEqualTo("0");
        }
    }

    /** It has our triggers still: nothing goes on without it. */
    @Test
    void aTableThatHasAnotherNameByNowIsNotTakenForGone() {
        try (Lab lab = shop()) {
            JdbcMigrationEngine engine = lab.opened(SPEC);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            lab.sql("ALTER TABLE orders RENAME TO sales");
            engine.resume(NAME);
            MigrationStatus failed = lab.awaitStep(engine, NAME, "failed");
            assertThat(failed.blockedBy().toString()).contains("orders");
            CrossfadeException refused = catchThrowableOfType(CrossfadeException.class, () -> engine.start(NAME));
            assertThat(refused).hasMessageContaining("table public.orders does not exist");
            lab.sql("ALTER TABLE sales RENAME TO orders");
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            lab.sql("ALTER TABLE orders RENAME TO sales");
            engine.abort(NAME);
            failed = lab.awaitStep(engine, NAME, "failed");
            assertThat(failed.blockedBy().toString()).contains("table public.orders has another name by now");
            lab.sql("ALTER TABLE sales RENAME TO orders");
            engine.abort(NAME);
            lab.awaitStep(engine, NAME, "none");
            assertThat(columns(lab)).doesNotContain("_big");
        }
    }

    /** What is known of clients after one table counts for the next. */
    @Test
    void clientsAreWatchedOnceForAllTables() {
        try (Lab lab = shop()) {
            JdbcMigrationEngine engine = lab.opened(SPEC);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            assertThat(lab.watched).as("by backfill, and by verification").hasValue(2);
            assertThat(lab.latencies).isEmpty();
        }
    }

    @Test
    void namesFollowTheKeys() {
        assertThat(References.newName("id", "id_big", "customer_id")).isEqualTo("customer_id_big");
        assertThat(References.newName("id", "big_id", "customer")).isEqualTo("big_customer");
        assertThat(References.newName("id", "key", "customer")).isEqualTo("customer_new");
    }
}
