package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The generated functions as a client's role meets them. */
class ConversionFunctionsTest {
    private static Lab lab;
    private static JdbcMigrationEngine engine;

    @BeforeAll
    static void start() {
        lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text)",
                "CREATE TABLE codes (id int PRIMARY KEY, code varchar(5))",
                "CREATE FUNCTION public.strict_number(x text) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                        + " $$ BEGIN IF x = '13' THEN RAISE EXCEPTION 'unlucky'; END IF; RETURN x::int; END $$");
        MigrationSpec codes = Lab.spec(
                "codes",
                "codes",
                Conversion.FUNCTION,
                List.of("code"),
                List.of(new NewColumn("number", "numeric(6,2)", "strict_number(code)")),
                Map.of("code", "CAST(number::int AS text)"));
        engine = lab.opened(Lab.split(), codes);
        engine.start("customer-name");
        engine.start("codes");
        lab.awaitReady(engine, "customer-name");
        lab.awaitReady(engine, "codes");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    /** As the application's role, which has privileges on the table only, with a search_path of its own. */
    private static String asApp(String sql) throws SQLException {
        try (Connection connection =
                        lab.server.connect(lab.database, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = nowhere");
            try (ResultSet rows = statement.executeQuery(sql)) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    @Test
    void nullConvertsOrGivesNull() throws SQLException {
        assertThat(asApp("SELECT crossfade.\"codes_up_1_null\"('42')")).isEqualTo("42.00");
        assertThat(asApp("SELECT crossfade.\"codes_up_1_null\"(NULL)")).isNull();
        assertThat(asApp("SELECT crossfade.\"codes_up_1_null\"('x')"))
                .as("22P02")
                .isNull();
        assertThat(asApp("SELECT crossfade.\"codes_up_1_null\"('12345')"))
                .as("22003 by the type's modifier")
                .isNull();
        assertThat(asApp("SELECT crossfade.\"codes_up_1_null\"('13')"))
                .as("an error of the user's own")
                .isNull();
        assertThat(asApp("SELECT crossfade.\"codes_up_1_null\"('042')"))
                .as("does not come back")
                .isNull();
    }

    @Test
    void recordGivesNullWhereItDoesNotConvertAndLeavesNothingBehind() throws SQLException {
        assertThat(asApp("SELECT crossfade.\"codes_up_1_record\"('42')")).isEqualTo("42.00");
        assertThat(asApp("SELECT crossfade.\"codes_up_1_record\"(NULL)")).isNull();
        assertThat(asApp("SELECT crossfade.\"codes_up_1_record\"('x')")).isNull();
        assertThat(lab.one("SELECT count(*) FROM crossfade.dead_letter"))
                .as("rows are recorded, not calls")
                .isEqualTo("0");
        assertThatThrownBy(() -> asApp("SELECT * FROM crossfade.dead_letter"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void raiseLetsErrorsOut() throws SQLException {
        assertThat(asApp("SELECT crossfade.\"codes_up_1_raise\"('42')")).isEqualTo("42.00");
        assertThatThrownBy(() -> asApp("SELECT crossfade.\"codes_up_1_raise\"('x')"))
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("22P02");
        assertThatThrownBy(() -> asApp("SELECT crossfade.\"codes_up_1_raise\"('042')"))
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("22000");
    }

    @Test
    void checkedDownRaisesWhatAnAssignmentWould() throws SQLException {
        assertThat(asApp("SELECT crossfade.\"codes_down_1_checked\"(42.00)")).isEqualTo("42");
        assertThat(asApp("SELECT crossfade.\"codes_down_1_checked\"(NULL)")).isNull();
        assertThatThrownBy(() -> asApp("SELECT crossfade.\"codes_down_1_checked\"(123456)"))
                .as("varchar(5)")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("22001");
    }

    @Test
    void whatMayFailIsNotComputedByThePlanner() throws SQLException {
        assertThat(asApp("EXPLAIN SELECT crossfade.\"codes_up_1_raise\"('x')")).isNotNull();
        assertThat(asApp("EXPLAIN SELECT crossfade.\"codes_down_1_checked\"(123456)"))
                .as("too long for varchar(5)")
                .isNotNull();
    }

    @Test
    void downIsInlined() throws SQLException {
        lab.sql("SET enable_seqscan = on");
        try (Connection connection = lab.server.connect(lab.database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "EXPLAIN VERBOSE SELECT crossfade.\"customer-name_down_1\"(first_name, last_name) FROM customers")) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            assertThat(plan).contains("CASE WHEN").doesNotContain("customer-name_down_1");
        }
    }

    @Test
    void functionsSayTruthfullyWhetherWorkersMayRunThem() {
        String query = "SELECT proparallel FROM pg_proc WHERE proname = '%s'";
        assertThat(lab.one(query.formatted("customer-name_down_1"))).isEqualTo("s");
        assertThat(lab.one(query.formatted("customer-name_up_1_null")))
                .as("a handler is a subtransaction")
                .isEqualTo("u");
        assertThat(lab.one(query.formatted("codes_up_1_raise")))
                .as("strict_number is PARALLEL UNSAFE")
                .isEqualTo("u");
    }
}
