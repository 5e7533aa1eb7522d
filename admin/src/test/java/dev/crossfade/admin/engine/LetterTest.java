package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dead letters: who can leave one, and for what. */
class LetterTest {
    private static final String NAME = "customer-name";
    private static final String LETTERS =
            "SELECT coalesce(string_agg(row_key::text, ' ' ORDER BY row_key), 'none') FROM crossfade.dead_letter";

    private static Lab customers() {
        return new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text, note text)",
                "INSERT INTO customers SELECT i, 'A' || i || ' B' || i FROM generate_series(1, 10) i");
    }

    private static JdbcMigrationEngine ready(Lab lab, MigrationSpec spec) {
        JdbcMigrationEngine engine = lab.opened(spec);
        engine.start(NAME);
        lab.awaitReady(engine, NAME);
        return engine;
    }

    private static void app(Lab lab, String... sql) throws SQLException {
        try (Connection c = lab.server.connect(lab.database, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD);
                Statement statement = c.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private static MigrationSpec spec(boolean guarded) {
        return guarded ? Lab.guarded(Lab.split()) : Lab.split();
    }

    /** As the data plane writes both sides. */
    private static String insert(int id, String name) {
        return "INSERT INTO customers (id, full_name, first_name, last_name) VALUES (" + id + ", '" + name + "',"
                + " crossfade.\"customer-name_up_1_record\"('" + name + "'),"
                + " crossfade.\"customer-name_up_2_record\"('" + name + "'))";
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyRowsOfTheTableLeaveLetters(boolean guarded) throws SQLException {
        try (Lab lab = customers()) {
            ready(lab, spec(guarded));
            assertThat(lab.one("SELECT count(*) FROM pg_proc WHERE pronamespace = 'crossfade'::regnamespace"
                            + " AND prosecdef AND has_function_privilege('app', oid, 'EXECUTE')"))
                    .isEqualTo("0");
            lab.sql(
                    "CREATE TABLE mine (id int PRIMARY KEY)",
                    "ALTER TABLE mine OWNER TO app",
                    "REVOKE ALL ON customers FROM app");
            SQLException refused = catchThrowableOfType(
                    SQLException.class,
                    () -> app(
                            lab,
                            "CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION"
                                    + " crossfade.\"customer-name_letter\"()"));
            assertThat(refused.getSQLState()).isEqualTo("42501");
            SQLException stranger = catchThrowableOfType(SQLException.class, () -> app(lab, insert(20, "Bad ")));
            assertThat(stranger.getSQLState()).isEqualTo("42501");
            assertThat(lab.one(LETTERS)).isEqualTo("none");
            lab.sql("GRANT ALL ON customers TO app");
            app(lab, insert(20, "Bad "), insert(21, "Good One"));
            assertThat(lab.one(LETTERS)).isEqualTo("{20}");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneLetterAKeyAndNoneForARowThatIsNotStored(boolean guarded) throws SQLException {
        try (Lab lab = customers()) {
            ready(lab, spec(guarded));
            lab.sql("GRANT ALL ON customers TO app");
            app(
                    lab,
                    insert(1, "Bad ") + " ON CONFLICT DO NOTHING",
                    insert(2, "Bad ") + " ON CONFLICT (id) DO UPDATE SET note = 'met'");
            assertThat(lab.one(LETTERS)).isEqualTo("none");
            String worse = "UPDATE customers SET full_name = 'Worse' || i || ' ',"
                    + " first_name = crossfade.\"customer-name_up_1_record\"('Worse' || i || ' '), last_name = NULL"
                    + " FROM generate_series(%d, %d) i WHERE id = 3";
            for (int i = 0; i < 3; i++) {
                app(lab, worse.formatted(i, i));
            }
            app(lab, "UPDATE customers SET note = 'unrelated' WHERE id = 3");
            assertThat(lab.one(LETTERS)).isEqualTo("{3}");
        }
    }

    /** The guard was off while old changed: new is stale where old does not convert, and backfill empties it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void backfillOfARowThatHasBecomeADeadLetterKeepsOld(boolean superuser) {
        try (Lab lab = customers()) {
            if (!superuser) {
                lab.user = PostgresServer.APP_USER;
                lab.password = PostgresServer.APP_PASSWORD;
                lab.sql("ALTER TABLE customers OWNER TO app", "GRANT ALL ON DATABASE " + lab.database + " TO app");
            }
            JdbcMigrationEngine engine = ready(lab, spec(true));
            lab.sql(
                    "ALTER TABLE customers DISABLE TRIGGER ALL",
                    "UPDATE customers SET full_name = 'Bad ' WHERE id = 1",
                    "UPDATE customers SET full_name = 'P Q' WHERE id = 2",
                    "ALTER TABLE customers ENABLE TRIGGER ALL");
            engine.resume(NAME);
            lab.awaitStep(engine, NAME, "failed");
            engine.start(NAME);
            MigrationStatus status = lab.awaitReady(engine, NAME);
            assertThat(lab.one(
                            "SELECT string_agg(concat_ws('|', id, full_name, first_name, last_name), ' ' ORDER BY id)"
                                    + " FROM customers WHERE id < 3"))
                    .isEqualTo("1|Bad  2|P Q|P|Q");
            assertThat(status.evidence().deadLetters()).isEqualTo(1);
        }
    }

    @Test
    void whatAGuardDoesForReplicationItDoesForLettersToo() {
        try (Lab lab = customers()) {
            ready(lab, spec(true));
            lab.sql("SET session_replication_role = replica; INSERT INTO customers (id, full_name) VALUES (30, 'C D'),"
                    + " (31, 'Bad ')");
            assertThat(lab.one("SELECT first_name FROM customers WHERE id = 30"))
                    .isEqualTo("C");
            assertThat(lab.one(LETTERS)).isEqualTo("{31}");
        }
    }
}
