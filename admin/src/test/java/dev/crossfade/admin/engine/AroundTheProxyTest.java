package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.CrossfadeException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Writes and DDL around the proxy that are easily lost: of equal values, of a part of old, and while a release is on its way. */
class AroundTheProxyTest {
    private static final String NAME = "customer-name";

    private static JdbcMigrationEngine at(Lab lab, MigrationSpec spec, int stages) {
        JdbcMigrationEngine engine = lab.opened(Lab.guarded(spec));
        String name = spec.migration().name();
        engine.start(name);
        lab.awaitReady(engine, name);
        for (int i = 0; i < stages; i++) {
            engine.advance(name);
        }
        return engine;
    }

    @Test
    void aValueThatItsTypeCallsEqualIsCarriedAllTheSame() {
        try (Lab lab = new Lab(
                "CREATE TABLE terms (id int PRIMARY KEY, span interval, note text)",
                "INSERT INTO terms VALUES (1, '30 days', ''), (2, '1 mon', '')")) {
            MigrationSpec spec = Lab.spec(
                    "span",
                    "terms",
                    Conversion.FUNCTION,
                    List.of("span"),
                    List.of(
                            new NewColumn("months", "int", "extract(month from span)::int"),
                            new NewColumn("days", "int", "extract(day from span)::int")),
                    Map.of("span", "make_interval(months => months, days => days)"));
            at(lab, spec, 2);
            lab.sql(
                    "UPDATE terms SET span = '1 mon' WHERE id = 1",
                    "UPDATE terms SET months = 0, days = 30 WHERE id = 2",
                    "INSERT INTO terms VALUES (3, '30 days', '', 1, 0)",
                    "UPDATE terms SET note = 'unrelated'");
            assertThat(lab.one("SELECT string_agg(concat_ws('/', span, months, days), ' ' ORDER BY id) FROM terms"))
                    .isEqualTo("1 mon/1/0 30 days/0/30 30 days/1/0");
        }
    }

    @Test
    void whatIsWrittenOfOneOfSeveralOldColumnsDoesNotBringBackTheStaleRest() {
        try (Lab lab = new Lab(
                "CREATE TABLE people (id int PRIMARY KEY, first text, last text)",
                "INSERT INTO people VALUES (1, 'Ada', 'King'), (2, 'Bo', 'Derek')")) {
            MigrationSpec spec = Lab.spec(
                    "whole",
                    "people",
                    Conversion.FUNCTION,
                    List.of("first", "last"),
                    List.of(new NewColumn("name", "text", "first || '|' || last")),
                    Map.of("first", "split_part(name, '|', 1)", "last", "split_part(name, '|', 2)"));
            JdbcMigrationEngine engine = at(lab, spec, 4);
            ReleaseTest.awaitComplete(lab, engine, "whole");
            lab.sql(
                    "UPDATE people SET name = 'Ada|Lovelace' WHERE id = 1",
                    "UPDATE people SET first = 'Augusta' WHERE id = 1",
                    "INSERT INTO people (id, name) VALUES (3, 'Cy|Young')",
                    "UPDATE people SET last = 'Twombly' WHERE id = 3",
                    "UPDATE people SET first = 'X', last = 'Y' WHERE id = 2",
                    "INSERT INTO people (id, first, last) VALUES (4, 'D', 'E')");
            assertThat(lab.one("SELECT string_agg(name, ' ' ORDER BY id) FROM people"))
                    .isEqualTo("Augusta|Lovelace X|Y Cy|Twombly D|E");
        }
    }

    @Test
    void aDeferrableConstraintGoesOnAllowingWhatIsOnlyWrongForAMoment() {
        try (Lab lab = new Lab(
                "CREATE TABLE t (id int PRIMARY KEY, place int UNIQUE DEFERRABLE)",
                "INSERT INTO t SELECT i, i FROM generate_series(1, 10) i")) {
            JdbcMigrationEngine engine = at(lab, Lab.retype("m", "t", "place", "place_big", "bigint"), 3);
            lab.sql("UPDATE t SET place = place + 1");
            assertThat(lab.one("SELECT sum(place_big) FROM t")).isEqualTo("65");
            CrossfadeException refused = catchThrowableOfType(CrossfadeException.class, () -> engine.advance("m"));
            assertThat(refused).hasMessageContaining("unique constraint t_place_key is not carried over");
        }
    }

    @Test
    void aGeneratedColumnThatWasAddedMeanwhileKeepsOldFromBeingLetGo() {
        try (Lab lab =
                new Lab("CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT 'x')", "INSERT INTO t VALUES (1, 'x')")) {
            JdbcMigrationEngine engine = at(lab, Lab.rename("m", "t", "a", "b"), 3);
            lab.sql("ALTER TABLE t ADD COLUMN loud text GENERATED ALWAYS AS (upper(a)) STORED");
            CrossfadeException refused = catchThrowableOfType(CrossfadeException.class, () -> engine.advance("m"));
            assertThat(refused).hasMessageContaining("generated column loud reads an old column");
            lab.sql("ALTER TABLE t DROP COLUMN loud");
            engine.advance("m");
            ReleaseTest.awaitComplete(lab, engine, "m");
        }
    }

    @Test
    void aGuardThatIsLostWhileAReleaseWaitsKeepsOldFromBeingLetGo() throws SQLException {
        try (Lab lab = new Lab(
                        "CREATE TABLE customers (id int PRIMARY KEY, full_name text)",
                        "INSERT INTO customers VALUES (1, 'A B')");
                var open = lab.server.connect(lab.database);
                var statement = open.createStatement()) {
            JdbcMigrationEngine engine = at(lab, Lab.split(), 3);
            open.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM customers"); // lets nobody have the table for itself
            engine.advance(NAME);
            await().atMost(Lab.PATIENCE)
                    .until(() ->
                            String.join("", engine.migration(NAME).blockedBy()).contains("waits for the table's lock"));
            lab.sql(
                    "ALTER TABLE customers DISABLE TRIGGER \"~~~crossfade_guard_customer-name\"",
                    "UPDATE customers SET full_name = 'P Q' WHERE id = 1");
            open.commit();
            MigrationStatus failed = lab.awaitStep(engine, NAME, "failed");
            assertThat(String.join(" ", failed.blockedBy())).contains("is disabled, and what was written to old alone");
            assertThat(failed.stage()).isEqualTo("ramp-down");
            engine.rollback(NAME);
            lab.awaitStep(engine, NAME, "ready");
            engine.rollback(NAME);
            assertThat(engine.migration(NAME).stage()).isEqualTo("shadow");
        }
    }
}
