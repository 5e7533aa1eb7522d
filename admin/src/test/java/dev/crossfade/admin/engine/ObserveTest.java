package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.CrossfadeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** {@code guard: observe}: rows that writes around the proxy leave not agreeing are counted and shown, and nothing is changed. */
class ObserveTest {
    private static final String NAME = "customer-name";

    private static Lab customers() {
        return new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text, note text)",
                "INSERT INTO customers SELECT g, 'First' || g || ' Last', '' FROM generate_series(1, 100) g");
    }

    private static MigrationSpec observing() {
        MigrationSpec spec = Lab.split();
        return new MigrationSpec(
                spec.migration(), spec.backfill(), spec.soak(), MigrationSpec.Guard.OBSERVE, spec.digest());
    }

    private static JdbcMigrationEngine ready(Lab lab) {
        JdbcMigrationEngine engine = lab.opened(observing());
        engine.start(NAME);
        lab.awaitReady(engine, NAME);
        return engine;
    }

    private static CrossfadeException refused(Runnable call) {
        return catchThrowableOfType(CrossfadeException.class, call::run);
    }

    private static void awaitObserved(JdbcMigrationEngine engine, long rows) {
        await().atMost(Lab.PATIENCE)
                .until(() -> engine.migration(NAME).evidence().rowsObserved() == rows);
    }

    @Test
    void whatWritesAroundTheProxyLeaveIsShownAndLiveWaitsForAFullVerification() {
        try (Lab lab = customers()) {
            JdbcMigrationEngine engine = ready(lab);
            assertThat(lab.one("SELECT count(*) FROM crossfade.observed"))
                    .as("backfill leaves nothing to see")
                    .isEqualTo("0");
            engine.advance(NAME);
            lab.sql(
                    "UPDATE customers SET full_name = 'Around It' WHERE id = 7",
                    "UPDATE customers SET full_name = 'Around Again' WHERE id = 7",
                    "INSERT INTO customers (id, full_name) VALUES (101, 'New Around')",
                    // agrees, as what the proxy sends does; and what has nothing to do with it
                    "UPDATE customers SET full_name = 'Both Sides', first_name = 'Both', last_name = 'Sides' WHERE id = 8",
                    "UPDATE customers SET note = 'unrelated'");
            assertThat(lab.one("SELECT string_agg(coalesce(first_name, '-'), ' ' ORDER BY id) FROM customers"
                            + " WHERE id IN (7, 101)"))
                    .as("nothing is changed")
                    .isEqualTo("First7 -");
            awaitObserved(engine, 2);
            assertThat(engine.migration(NAME).blockedBy())
                    .anyMatch(b ->
                            b.startsWith("2 row(s) that writes around the proxy have left not agreeing, such as key"
                                    + " 101 and key 7; resume verifies again"));
            assertThat(refused(() -> engine.advance(NAME)))
                    .hasMessageContaining("may not go to live: 2 row(s) that writes around the proxy");
            assertThat(engine.migration(NAME).stage()).isEqualTo("shadow");

            engine.resume(NAME);
            MigrationStatus failed = lab.awaitStep(engine, NAME, "failed");
            assertThat(failed.evidence().rowsDiffering()).isEqualTo(2);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            awaitObserved(engine, 0);
            assertThat(engine.migration(NAME).stage()).isEqualTo("shadow");
            engine.advance(NAME);
            assertThat(engine.migration(NAME).stage()).isEqualTo("live");
            assertThat(lab.one("SELECT first_name FROM customers WHERE id = 7")).isEqualTo("Around");
        }
    }

    /** Not by what the engine happens to have counted last: it asks in the moment. */
    @Test
    void liveAsksTheDatabaseInTheMoment() {
        try (Lab lab = customers()) {
            JdbcMigrationEngine engine = ready(lab);
            engine.advance(NAME);
            lab.sql("UPDATE customers SET full_name = 'Around It' WHERE id = 7");
            assertThat(refused(() -> engine.advance(NAME))).hasMessageContaining("1 row(s)");
        }
    }

    @Test
    void atLiveItKeepsTheReleaseFromLosingThem() {
        try (Lab lab = customers()) {
            JdbcMigrationEngine engine = ready(lab);
            engine.advance(NAME);
            engine.advance(NAME);
            engine.advance(NAME);
            lab.sql("UPDATE customers SET full_name = 'Around It' WHERE id = 7");
            assertThat(refused(() -> engine.advance(NAME)))
                    .hasMessageContaining("may not be released: 1 row(s) that writes around the proxy")
                    .hasMessageContaining("go back to shadow");
            lab.sql("UPDATE customers SET full_name = 'First7 Last' WHERE id = 7");
            engine.rollback(NAME);
            engine.rollback(NAME);
            engine.resume(NAME);
            lab.awaitReady(engine, NAME);
            awaitObserved(engine, 0);
            engine.advance(NAME);
            engine.advance(NAME);
            engine.advance(NAME);
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration(NAME).stage().equals("complete")
                            && engine.migration(NAME).step().equals("ready"));
            nothingIsLeft(lab);
        }
    }

    /** Between advance and the hand-over lies all that is built and validated, which may take hours. */
    @Test
    void whatIsWrittenAroundItWhileAReleaseIsPreparedIsNotLost() throws SQLException {
        try (Lab lab = customers();
                Connection old = lab.server.connect(lab.database);
                Statement sql = old.createStatement()) {
            JdbcMigrationEngine engine = ready(lab);
            engine.advance(NAME);
            engine.advance(NAME);
            engine.advance(NAME);
            // To be built over new, too, which waits for old snapshots.
            lab.sql("CREATE INDEX late ON customers (full_name)");
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            old.setAutoCommit(false);
            sql.execute("SELECT count(*) FROM customers");
            engine.advance(NAME);
            await().atMost(Lab.PATIENCE)
                    .until(() -> !"0"
                            .equals(lab.one("SELECT count(*) FROM pg_stat_progress_create_index WHERE datname ="
                                    + " current_database() AND phase LIKE 'waiting%'")));
            lab.sql("UPDATE customers SET full_name = 'Around It' WHERE id = 7");
            old.rollback();
            MigrationStatus failed = lab.awaitStep(engine, NAME, "failed");
            assertThat(failed.blockedBy())
                    .anyMatch(b ->
                            b.contains("1 row(s) that writes around the proxy have left not agreeing, such as key 7,"
                                    + " and what they wrote to old would be lost; go back to shadow and resume"));
            assertThat(lab.one("SELECT released FROM crossfade.migration")).isEqualTo("f");
            engine.rollback(NAME);
            lab.awaitStep(engine, NAME, "ready");
            engine.rollback(NAME);
            engine.resume(NAME);
            lab.awaitStep(engine, NAME, "failed");
        }
    }

    /** A write around the proxy that is not decided yet keeps nobody waiting, and what it has seen stays. */
    @Test
    void verificationDoesNotWaitForATransactionThatSeesARowAgain() throws SQLException {
        try (Lab lab = customers();
                Connection open = lab.server.connect(lab.database);
                Statement sql = open.createStatement()) {
            JdbcMigrationEngine engine = ready(lab);
            engine.advance(NAME);
            lab.sql(
                    "UPDATE customers SET full_name = 'Around It' WHERE id IN (7, 8)",
                    "UPDATE customers SET first_name = 'Around', last_name = 'It' WHERE id IN (7, 8)",
                    "INSERT INTO crossfade.dead_letter (migration, row_key, sql_state) VALUES ('" + NAME
                            + "', '{7}', '22000'), ('" + NAME + "', '{8}', '22000')");
            awaitObserved(engine, 2);
            open.setAutoCommit(false);
            sql.execute("UPDATE customers SET full_name = 'Around Again' WHERE id = 7");
            sql.execute("UPDATE crossfade.dead_letter SET txid = pg_current_xact_id() WHERE row_key = '{7}'");
            engine.resume(NAME);
            lab.awaitReady(engine, NAME);
            awaitObserved(engine, 1);
            open.commit();
            assertThat(lab.one("SELECT string_agg(row_key::text, ' ') FROM crossfade.observed"))
                    .isEqualTo("{7}");
            assertThat(lab.one("SELECT string_agg(row_key::text, ' ') FROM crossfade.dead_letter"))
                    .isEqualTo("{7}");
            assertThat(refused(() -> engine.advance(NAME))).hasMessageContaining("may not go to live");
        }
    }

    /** Made with the rest of the state, so that two that begin at once do not make it both; one of an older version gets it. */
    @Test
    void whatIsSeenHasItsPlaceFromTheBeginning() {
        try (Lab lab = customers()) {
            JdbcMigrationEngine before = lab.opened(Lab.split());
            before.start(NAME);
            lab.awaitReady(before, NAME);
            before.abort(NAME);
            lab.awaitStep(before, NAME, "none");
            before.close();
            assertThat(lab.one("SELECT count(*) FROM crossfade.observed")).isEqualTo("0");
            assertThat(lab.one("SELECT relacl::text LIKE '%{=%' OR relacl::text LIKE '%,=%' FROM pg_class WHERE oid ="
                            + " 'crossfade.observed'::regclass"))
                    .isEqualTo("f");
            lab.sql("DROP TABLE crossfade.observed");
            lab.ready.clear();
            JdbcMigrationEngine engine = ready(lab);
            lab.sql("UPDATE customers SET full_name = 'Around It' WHERE id = 7");
            awaitObserved(engine, 1);
        }
    }

    @Test
    void abortTakesItAwayAndOneThatIsDisabledIsSeen() {
        try (Lab lab = customers()) {
            JdbcMigrationEngine engine = ready(lab);
            engine.advance(NAME);
            lab.sql("ALTER TABLE customers DISABLE TRIGGER USER");
            assertThat(refused(() -> engine.advance(NAME))).hasMessageContaining("is disabled");
            engine.resume(NAME);
            lab.awaitReady(engine, NAME);
            lab.sql("UPDATE customers SET full_name = 'Around It' WHERE id = 7");
            awaitObserved(engine, 1);
            engine.rollback(NAME);
            engine.abort(NAME);
            lab.awaitStep(engine, NAME, "none");
            nothingIsLeft(lab);
            assertThat(lab.one("SELECT count(*) FROM crossfade.observed")).isEqualTo("0");
        }
    }

    @Test
    void theRunbookShowsWhatIsMade() {
        try (Lab lab = customers()) {
            JdbcMigrationEngine engine = lab.opened(observing());
            assertThat(engine.plan(NAME))
                    .filteredOn(step -> step.step().equals("dual-write"))
                    .singleElement()
                    .satisfies(step -> {
                        assertThat(step.does()).contains("count the rows that writes around the proxy leave");
                        assertThat(step.sql()).anyMatch(sql -> sql.contains("AFTER INSERT ON"));
                        assertThat(step.lock()).startsWith("SHARE ROW EXCLUSIVE");
                    });
        }
    }

    private static void nothingIsLeft(Lab lab) {
        assertThat(lab.one("SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%observe%'"))
                .isEqualTo("0");
        assertThat(lab.one("SELECT count(*) FROM pg_proc WHERE proname = '" + NAME + "_observe'"))
                .isEqualTo("0");
    }
}
