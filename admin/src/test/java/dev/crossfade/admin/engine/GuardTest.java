package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.testing.PostgresServer;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** What the guard makes of writes that do not come through the proxy: here all of them. */
class GuardTest {
    private static final String NAME = "customer-name";
    private static final List<String> STAGES = List.of("dual-write", "shadow", "live", "ramp-down");
    private static final String AGREE = "SELECT count(*) FROM customers WHERE full_name IS DISTINCT FROM"
            + " CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END";

    private static Lab customers(String... more) {
        Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text, note text)",
                "INSERT INTO customers SELECT i, 'A' || i || ' B' || i FROM generate_series(1, 100) i",
                "GRANT ALL ON customers TO app");
        lab.sql(more);
        return lab;
    }

    private static JdbcMigrationEngine at(Lab lab, MigrationSpec spec, String stage) {
        JdbcMigrationEngine engine = lab.opened(Lab.guarded(spec));
        String name = spec.migration().name();
        engine.start(name);
        lab.awaitReady(engine, name);
        for (int i = 0; i < STAGES.indexOf(stage); i++) {
            engine.advance(name);
        }
        assertThat(engine.migration(name).stage()).isEqualTo(stage);
        return engine;
    }

    /** As the application's user, which may use the table and nothing of ours. */
    private static void app(Lab lab, String... sql) throws SQLException {
        try (Connection c = lab.server.connect(lab.database, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD);
                Statement statement = c.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private static String refusal(Lab lab, String sql) {
        SQLException e = catchThrowableOfType(SQLException.class, () -> app(lab, sql));
        assertThat((Throwable) e).as(sql).isNotNull();
        return e.getSQLState();
    }

    private static String row(Lab lab, int id) {
        return lab.one(
                "SELECT concat_ws('|', coalesce(full_name, '-'), coalesce(first_name, '-'), coalesce(last_name, '-'))"
                        + " FROM customers WHERE id = " + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dual-write", "shadow", "live", "ramp-down"})
    void eitherSideDerivesTheOther(String stage) throws Exception {
        try (Lab lab = customers()) {
            at(lab, Lab.split(), stage);
            boolean newIsTruth = STAGES.indexOf(stage) >= 2;
            app(
                    lab,
                    "INSERT INTO customers (id, full_name) VALUES (201, 'Ada King'), (202, NULL), (203, 'Plato')",
                    "INSERT INTO customers (id, first_name, last_name) VALUES (204, 'Grace', 'Hopper'), (205, 'Kurt', '')",
                    "INSERT INTO customers VALUES (206, 'X Y', NULL, 'P', 'Q')",
                    "UPDATE customers SET full_name = 'U V' WHERE id = 1",
                    "UPDATE customers SET last_name = 'W' WHERE id = 2",
                    "UPDATE customers SET full_name = NULL WHERE id = 3",
                    "UPDATE customers SET first_name = NULL, last_name = NULL WHERE id = 4",
                    "UPDATE customers SET full_name = 'K L', first_name = 'M', last_name = 'N' WHERE id = 5",
                    "UPDATE customers SET full_name = full_name, note = 'x' WHERE id = 6",
                    "UPDATE customers SET full_name = 'S T', first_name = 'S', last_name = 'T' WHERE id = 7");
            assertThat(row(lab, 201)).isEqualTo("Ada King|Ada|King");
            assertThat(row(lab, 202)).isEqualTo("-|-|-");
            assertThat(row(lab, 203)).isEqualTo("Plato|Plato|");
            assertThat(row(lab, 204)).isEqualTo("Grace Hopper|Grace|Hopper");
            assertThat(row(lab, 205)).isEqualTo("Kurt|Kurt|");
            assertThat(row(lab, 206)).isEqualTo(newIsTruth ? "P Q|P|Q" : "X Y|X|Y");
            assertThat(row(lab, 1)).isEqualTo("U V|U|V");
            assertThat(row(lab, 2)).isEqualTo("A2 W|A2|W");
            assertThat(row(lab, 3)).isEqualTo("-|-|-");
            assertThat(row(lab, 4)).isEqualTo("-|-|-");
            assertThat(row(lab, 5)).isEqualTo(newIsTruth ? "M N|M|N" : "K L|K|L");
            assertThat(row(lab, 7)).isEqualTo("S T|S|T");
            try (Connection c = lab.server.connect(lab.database)) {
                c.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY customers (id, full_name) FROM STDIN",
                                new StringReader("301\tCo Py\n302\t\\N\n"));
                c.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY customers (id, first_name, last_name) FROM STDIN",
                                new StringReader("303\tCo\tPied\n"));
            }
            assertThat(row(lab, 301)).isEqualTo("Co Py|Co|Py");
            assertThat(row(lab, 303)).isEqualTo("Co Pied|Co|Pied");
            assertThat(lab.one(AGREE)).isEqualTo("0");
            assertThat(lab.one("SELECT count(*) FROM crossfade.dead_letter")).isEqualTo("0");
        }
    }

    @Test
    void whatDoesNotConvertIsRecordedOnceWhileOldIsTheTruthAndRefusedAfterwards() throws Exception {
        try (Lab lab = customers("UPDATE customers SET full_name = 'Ends ' WHERE id = 9")) {
            JdbcMigrationEngine engine = at(lab, Lab.split(), "shadow");
            String recorded = "SELECT count(*) FROM crossfade.dead_letter";
            assertThat(lab.one(recorded))
                    .as("what backfill found is counted, not recorded")
                    .isEqualTo("0");
            app(lab, "UPDATE customers SET note = 'unrelated' WHERE id = 9");
            assertThat(lab.one(recorded)).isEqualTo("0");
            app(lab, "UPDATE customers SET full_name = 'Bad ' WHERE id = 1");
            assertThat(row(lab, 1)).isEqualTo("Bad |-|-");
            assertThat(lab.one(recorded)).isEqualTo("1");
            app(lab, "UPDATE customers SET note = 'unrelated' WHERE id = 1");
            assertThat(lab.one(recorded)).isEqualTo("1");
            // as the proxy writes it
            app(
                    lab,
                    "INSERT INTO customers (id, full_name, first_name, last_name) SELECT 400 + i, v,"
                            + " crossfade.\"customer-name_up_1_record\"(v), crossfade.\"customer-name_up_2_record\"(v)"
                            + " FROM (VALUES (1, 'Worse '), (2, 'Fine One'), (3, 'Worst ')) AS r (i, v)");
            assertThat(row(lab, 401)).isEqualTo("Worse |-|-");
            assertThat(row(lab, 402)).isEqualTo("Fine One|Fine|One");
            assertThat(lab.one(recorded)).isEqualTo("3");
            app(lab, "UPDATE customers SET full_name = 'Good Now' WHERE full_name LIKE '% '");
            assertThat(lab.one(AGREE)).isEqualTo("0");
            engine.resume(NAME);
            lab.awaitReady(engine, NAME);
            engine.advance(NAME);
            assertThat(engine.migration(NAME).stage()).isEqualTo("live");
            assertThat(refusal(lab, "UPDATE customers SET full_name = 'Bad ' WHERE id = 1"))
                    .isEqualTo("22000");
            assertThat(lab.one(recorded)).isEqualTo("0");
        }
    }

    @Test
    void liveWaitsForATransactionThatHoldsADeadLetterAndCountsIt() throws Exception {
        try (Lab lab = customers();
                Connection open = lab.server.connect(lab.database);
                Statement statement = open.createStatement()) {
            JdbcMigrationEngine engine = at(lab, Lab.split(), "shadow");
            open.setAutoCommit(false);
            statement.execute("UPDATE customers SET full_name = 'Bad ' WHERE id = 1");
            CrossfadeException waits = catchThrowableOfType(CrossfadeException.class, () -> engine.advance(NAME));
            assertThat(waits).hasMessageContaining("a transaction that recorded a dead letter is still open");
            assertThat(engine.migration(NAME).stage()).isEqualTo("shadow");
            open.commit();
            CrossfadeException refused = catchThrowableOfType(CrossfadeException.class, () -> engine.advance(NAME));
            assertThat(refused).hasMessageContaining("1 dead letter(s)");
        }
    }

    @Test
    void whatOldCannotHoldIsRefusedAndATransactionWithAnOldSnapshotSeesTheNewTruth() throws Exception {
        try (Lab lab = new Lab(
                        "CREATE TABLE orders (id serial PRIMARY KEY, n int, note text)",
                        "INSERT INTO orders (n) SELECT i FROM generate_series(1, 100) i");
                Connection old = lab.server.connect(lab.database);
                Statement statement = old.createStatement()) {
            MigrationSpec spec = Lab.retype("orders-n", "orders", "n", "n_big", "bigint");
            JdbcMigrationEngine engine = at(lab, spec, "shadow");
            old.setAutoCommit(false);
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("SELECT count(*) FROM orders");
            engine.advance("orders-n");
            statement.execute("UPDATE orders SET n = 1000, n_big = 2000 WHERE id = 1");
            old.commit();
            assertThat(lab.one("SELECT n || '|' || n_big FROM orders WHERE id = 1"))
                    .isEqualTo("2000|2000");
            SQLException tooBig = catchThrowableOfType(
                    SQLException.class, () -> statement.execute("UPDATE orders SET n_big = 3000000000 WHERE id = 2"));
            assertThat(tooBig.getSQLState()).isEqualTo("22003");
            old.rollback();
            engine.rollback("orders-n");
            await().atMost(Lab.PATIENCE)
                    .until(() -> lab.one("SELECT last_value FROM crossfade.\"orders-n_truth\"")
                            .equals("1"));
            lab.sql("UPDATE orders SET n = 7, n_big = 8 WHERE id = 3", "INSERT INTO orders (n) VALUES (9)");
            assertThat(lab.one("SELECT n || '|' || n_big FROM orders WHERE id = 3"))
                    .isEqualTo("7|7");
            assertThat(lab.one("SELECT count(*) FROM orders WHERE n IS DISTINCT FROM n_big"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aRenameCarriesEveryByteAndTypesWithoutEquality() throws Exception {
        try (Lab lab = new Lab(
                "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE t (id int PRIMARY KEY, a text COLLATE nocase, j json)",
                "INSERT INTO t VALUES (1, 'x', '{}')")) {
            MigrationSpec spec = Lab.spec(
                    "m",
                    "t",
                    dev.crossfade.flags.ColumnMigration.Conversion.IDENTITY,
                    List.of("a", "j"),
                    List.of(
                            new dev.crossfade.flags.ColumnMigration.NewColumn("b", "", ""),
                            new dev.crossfade.flags.ColumnMigration.NewColumn("k", "", "")),
                    java.util.Map.of());
            at(lab, spec, "live");
            String shown = "SELECT concat_ws('|', a, b, j, k) FROM t WHERE id = 1";
            assertThat(lab.one(shown)).isEqualTo("x|x|{}|{}");
            lab.sql("UPDATE t SET a = 'X', k = '{ }' WHERE id = 1");
            assertThat(lab.one(shown)).isEqualTo("X|X|{ }|{ }");
            lab.sql("UPDATE t SET a = 'y', b = 'z', j = '[]' WHERE id = 1");
            assertThat(lab.one(shown)).isEqualTo("z|z|[]|[]");
            lab.sql("INSERT INTO t (id, a, k) VALUES (2, 'q', '[1]')");
            assertThat(lab.one("SELECT concat_ws('|', a, b, j, k) FROM t WHERE id = 2"))
                    .isEqualTo("q|q|[1]|[1]");
        }
    }

    @Test
    void usersTriggersCascadesAndFunctionsAreCarriedToo() throws Exception {
        try (Lab lab = new Lab(
                "CREATE TABLE city (name text PRIMARY KEY)",
                "INSERT INTO city VALUES ('Oslo'), ('Turin')",
                "CREATE TABLE t (id int PRIMARY KEY,"
                        + " home text REFERENCES city ON UPDATE CASCADE ON DELETE SET NULL, seen int DEFAULT 0)",
                "INSERT INTO t VALUES (1, 'Oslo'), (2, 'Turin'), (3, 'Turin')",
                "CREATE FUNCTION move(who int, whither text) RETURNS void LANGUAGE sql AS"
                        + " 'UPDATE t SET home = whither WHERE id = who'")) {
            JdbcMigrationEngine engine = at(lab, Lab.rename("m", "t", "home", "place"), "live");
            lab.sql("UPDATE city SET name = 'Torino' WHERE name = 'Turin'", "DELETE FROM city WHERE name = 'Oslo'");
            assertThat(lab.one("SELECT string_agg(coalesce(place, '-'), ' ' ORDER BY id) FROM t"))
                    .isEqualTo("- Torino Torino");
            lab.sql(
                    "INSERT INTO city VALUES ('rome'), ('ROME')",
                    "SELECT move(3, 'rome')",
                    "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN NEW.home := upper(NEW.home); RETURN NEW; END'",
                    "CREATE TRIGGER shout BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION shout()",
                    "UPDATE t SET home = 'rome' WHERE id = 1",
                    "INSERT INTO t VALUES (4, 'rome')");
            assertThat(lab.one("SELECT string_agg(home || '=' || place, ' ' ORDER BY id) FROM t WHERE id <> 2"))
                    .isEqualTo("ROME=ROME rome=rome ROME=ROME");
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration("m").blockedBy().toString().contains("trigger shout is new"));
        }
    }

    @Test
    void aGuardThatIsGoneOrComesTooEarlyIsSeenAndPutBack() {
        try (Lab lab = customers()) {
            JdbcMigrationEngine engine = at(lab, Lab.split(), "shadow");
            String trigger = "\"~~~crossfade_guard_customer-name\"";
            lab.sql(
                    "ALTER TABLE customers DISABLE TRIGGER " + trigger,
                    "UPDATE customers SET full_name = 'P Q' WHERE id = 1");
            blocked(engine, "is disabled");
            CrossfadeException refused = catchThrowableOfType(CrossfadeException.class, () -> engine.advance(NAME));
            assertThat(refused).hasMessageContaining("writes may have gone past it");
            engine.resume(NAME);
            lab.awaitStep(engine, NAME, "failed"); // one row differs
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            assertThat(row(lab, 1)).isEqualTo("P Q|P|Q");
            lab.sql(
                    "CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                    "CREATE TRIGGER \"~~~~\" BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION late()");
            blocked(engine, "trigger ~~~~ fires after the guard trigger");
            lab.sql("DROP TRIGGER \"~~~~\" ON customers", "DROP TRIGGER " + trigger + " ON customers");
            blocked(engine, "is gone");
            engine.resume(NAME);
            lab.awaitReady(engine, NAME);
            engine.abort(NAME);
            lab.awaitStep(engine, NAME, "none");
            assertThat(lab.one("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid ="
                            + " 'customers'::regclass"))
                    .isEqualTo("0");
            assertThat(lab.one("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE"
                            + " nspname = 'crossfade' AND relkind = 'S' AND relname LIKE '%truth'"))
                    .isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENABLE TRIGGER", "ENABLE ALWAYS TRIGGER"})
    void aGuardThatWasOffForAMomentIsSeenAfterwards(String enable) {
        try (Lab lab = customers()) {
            JdbcMigrationEngine engine = at(lab, Lab.split(), "shadow");
            lab.sql("VACUUM FREEZE pg_trigger", "VACUUM FULL pg_trigger");
            engine.advance(NAME);
            engine.rollback(NAME);
            await().atMost(Lab.PATIENCE)
                    .until(() -> lab.one("SELECT last_value FROM crossfade.\"customer-name_truth\"")
                            .equals("1"));
            String trigger = " \"~~~crossfade_guard_customer-name\"; ";
            lab.sql("BEGIN; ALTER TABLE customers DISABLE TRIGGER" + trigger
                    + "UPDATE customers SET full_name = 'P Q' WHERE id = 1; ALTER TABLE customers " + enable + trigger
                    + "COMMIT");
            CrossfadeException refused = catchThrowableOfType(CrossfadeException.class, () -> engine.advance(NAME));
            assertThat(refused).hasMessageContaining("was disabled for a while");
            assertThat(engine.migration(NAME).stage()).isEqualTo("shadow");
            engine.resume(NAME);
            lab.awaitStep(engine, NAME, "failed"); // one row differs
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            assertThat(row(lab, 1)).isEqualTo("P Q|P|Q");
            engine.advance(NAME);
            assertThat(engine.migration(NAME).stage()).isEqualTo("live");
        }
    }

    private static void blocked(MigrationEngine engine, String why) {
        await().atMost(Lab.PATIENCE)
                .until(() ->
                        String.join(" ", engine.migration(NAME).blockedBy()).contains(why));
    }
}
