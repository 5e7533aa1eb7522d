package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.proxy.Catalog;
import java.io.StringReader;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Tables with BEFORE row triggers of the users' own, written beside the proxy at every stage. */
class UsersTriggersTest {
    private static final String NAME = "customer-name";
    private static final List<String> STAGES = List.of("dual-write", "shadow", "live", "ramp-down");
    private static final String TABLE =
            "CREATE TABLE customers (id int PRIMARY KEY, full_name text, label text, changes int NOT NULL DEFAULT 0)";
    private static final String ROWS =
            "INSERT INTO customers SELECT i, 'A' || i || ' B' || i, 'A' || i || ' B' || i FROM generate_series(1, 100) i";
    /** Changes the old column, reads it, and lets a row be. */
    private static final List<String> OVER_OLD = List.of(
            "CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.full_name := btrim(NEW.full_name); RETURN"
                    + " NEW; END'",
            "CREATE FUNCTION label() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.label := NEW.full_name; NEW.changes :="
                    + " NEW.changes + 1; IF NEW.full_name = ''No Body'' THEN RETURN NULL; END IF; RETURN NEW; END'",
            "CREATE TRIGGER a_tidy BEFORE INSERT OR UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION tidy()",
            "CREATE TRIGGER b_label BEFORE INSERT OR UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION label()");

    private static final String WRONG = "SELECT count(*) FROM customers WHERE full_name IS DISTINCT FROM"
            + " CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END"
            + " OR label IS DISTINCT FROM full_name OR full_name <> btrim(full_name)";

    private static Lab lab() {
        Lab lab = new Lab(TABLE, ROWS);
        lab.sql(OVER_OLD.toArray(String[]::new));
        return lab;
    }

    private static JdbcMigrationEngine at(Lab lab, MigrationSpec spec, String stage) {
        JdbcMigrationEngine engine = lab.opened(Lab.guarded(spec));
        engine.start(spec.migration().name());
        lab.awaitReady(engine, spec.migration().name());
        for (int i = 0; i < STAGES.indexOf(stage); i++) {
            engine.advance(spec.migration().name());
        }
        return engine;
    }

    private static String row(Lab lab, int id) {
        return lab.one(
                "SELECT concat_ws('|', full_name, first_name, last_name, label) FROM customers WHERE id = " + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dual-write", "shadow", "live", "ramp-down"})
    void whatTheyChangeReadAndRefuseIsCarried(String stage) throws Exception {
        try (Lab lab = lab()) {
            JdbcMigrationEngine engine = at(lab, Lab.split(), stage);
            assertThat(lab.one("SELECT sum(changes) FROM customers"))
                    .as("backfill fires none")
                    .isEqualTo("0");
            lab.sql(
                    "UPDATE customers SET full_name = ' Old ' || id || ' ' WHERE id = 1",
                    "UPDATE customers SET first_name = 'New' WHERE id = 2",
                    "UPDATE customers SET changes = changes WHERE id = 3",
                    "UPDATE customers SET full_name = 'No Body' WHERE id = 4",
                    "UPDATE customers SET first_name = 'No', last_name = 'Body' WHERE id = 5",
                    "INSERT INTO customers (id, full_name) VALUES (201, ' In Sert '), (202, 'No Body'), (203, NULL)",
                    "INSERT INTO customers (id, first_name, last_name) VALUES (204, 'By', 'New'), (205, ' x', '')",
                    "UPDATE customers SET full_name = 'Both Of', first_name = 'Both', last_name = 'Of' WHERE id = 6",
                    "UPDATE customers SET full_name = 'Does ' WHERE id = 7");
            try (Connection connection = lab.server.connect(lab.database)) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY customers (id, full_name) FROM STDIN",
                                new StringReader("206\t Co Py \n207\tNo Body\n"));
            }
            assertThat(row(lab, 1)).isEqualTo("Old 1|Old|1|Old 1");
            assertThat(row(lab, 2)).isEqualTo("New B2|New|B2|New B2");
            assertThat(row(lab, 3)).isEqualTo("A3 B3|A3|B3|A3 B3");
            assertThat(row(lab, 4)).isEqualTo("A4 B4|A4|B4|A4 B4");
            assertThat(row(lab, 5)).isEqualTo("A5 B5|A5|B5|A5 B5");
            assertThat(row(lab, 6)).isEqualTo("Both Of|Both|Of|Both Of");
            assertThat(row(lab, 7)).as("converts as the trigger leaves it").isEqualTo("Does|Does||Does");
            assertThat(row(lab, 201)).isEqualTo("In Sert|In|Sert|In Sert");
            assertThat(row(lab, 204)).isEqualTo("By New|By|New|By New");
            assertThat(row(lab, 205)).isEqualTo("x|x||x");
            assertThat(row(lab, 206)).isEqualTo("Co Py|Co|Py|Co Py");
            assertThat(lab.one("SELECT string_agg(id::text, ' ' ORDER BY id) FROM customers WHERE id > 200"))
                    .isEqualTo("201 203 204 205 206");
            assertThat(lab.one(WRONG)).isEqualTo("0");
            assertThat(lab.one("SELECT count(*) FROM crossfade.dead_letter")).isEqualTo("0");
            assertThat(engine.migration(NAME).blockedBy()).isEmpty();
            Catalog.Relation relation = lab.catalogs
                    .get(lab.catalogs.size() - 1)
                    .relations()
                    .get(Lab.split().migration().table());
            assertThat(relation).isNotNull();
            assertThat(relation.guarded() && relation.triggered()).isTrue();
        }
    }

    @Test
    void theFunctionsCanMoveToTheNewColumnsAtAnyStageAndMustBeforeTheRelease() {
        try (Lab lab = lab()) {
            JdbcMigrationEngine engine = at(lab, Lab.split(), "ramp-down");
            CrossfadeException refused = catchThrowableOfType(CrossfadeException.class, () -> engine.advance(NAME));
            assertThat(refused)
                    .hasMessageContaining(
                            "function public.label() of trigger b_label (NEW.full_name) reads an old column");
            assertThat(refused).hasMessageContaining("function public.tidy() of trigger a_tidy (NEW.full_name)");
            for (int i = STAGES.size(); i > 1; i--) {
                engine.rollback(NAME);
            }
            lab.sql(
                    "CREATE OR REPLACE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.first_name :="
                            + " initcap(NEW.first_name); RETURN NEW; END'",
                    "CREATE OR REPLACE FUNCTION label() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.label :="
                            + " NEW.first_name; RETURN NEW; END'");
            for (String stage : STAGES) {
                if (!stage.equals("dual-write")) {
                    engine.advance(NAME);
                }
                lab.sql(
                        "UPDATE customers SET full_name = 'by old' WHERE id = 1",
                        "UPDATE customers SET first_name = 'by', last_name = 'new' WHERE id = 2",
                        "UPDATE customers SET full_name = 'by both', first_name = 'by', last_name = 'both' WHERE id = 3");
                assertThat(row(lab, 1)).as(stage).isEqualTo("By old|By|old|By");
                assertThat(row(lab, 2)).as(stage).isEqualTo("By new|By|new|By");
                assertThat(row(lab, 3)).as(stage).isEqualTo("By both|By|both|By");
            }
            engine.advance(NAME);
            lab.awaitStep(engine, NAME, "ready");
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration(NAME).stage().equals("complete"));
            lab.sql("UPDATE customers SET full_name = 'again old' WHERE id = 1");
            assertThat(lab.one("SELECT concat_ws('|', first_name, last_name, label) FROM customers WHERE id = 1"))
                    .isEqualTo("Again|old|Again");
        }
    }

    @Test
    void oneMadeWhileItMigratesIsSeenAndKeepsItFromLiveUntilResume() {
        try (Lab lab = new Lab(TABLE, ROWS)) {
            JdbcMigrationEngine engine = at(lab, Lab.split(), "shadow");
            lab.sql(OVER_OLD.toArray(String[]::new));
            lab.sql("UPDATE customers SET label = full_name");
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration(NAME).blockedBy().toString().contains("trigger a_tidy is new"));
            assertThat(catchThrowableOfType(CrossfadeException.class, () -> engine.advance(NAME)))
                    .hasMessageContaining("a_tidy is new");
            engine.resume(NAME);
            lab.awaitReady(engine, NAME);
            engine.advance(NAME);
            lab.sql("UPDATE customers SET full_name = ' O ' || id WHERE id = 1");
            assertThat(row(lab, 1)).isEqualTo("O 1|O|1|O 1");
            assertThat(lab.one(WRONG)).isEqualTo("0");
            lab.sql("ALTER TRIGGER a_tidy ON customers RENAME TO \"!\"");
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration(NAME).blockedBy().toString().contains("trigger ! fires before"));
        }
    }
}
