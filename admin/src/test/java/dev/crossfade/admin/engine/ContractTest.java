package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FileFlagControl;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The old columns go, when evidence allows it, and what they were called is not forgotten. */
class ContractTest {
    private static final String NAME = "customer-name";

    @TempDir
    private Path folder;

    private static MigrationSpec soaking(MigrationSpec spec, Duration soak) {
        return new MigrationSpec(spec.migration(), spec.backfill(), soak, MigrationSpec.Guard.REPAIR, spec.digest());
    }

    private static Lab customers() {
        return new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text NOT NULL, note text)",
                "CREATE INDEX by_name ON customers (full_name, note)",
                "INSERT INTO customers SELECT i, 'A' || i || ' B' || i FROM generate_series(1, 50) i");
    }

    private static void toComplete(Lab lab, MigrationEngine engine, String name) {
        engine.start(name);
        lab.awaitReady(engine, name);
        for (int i = 0; i < 4; i++) {
            engine.advance(name);
        }
        ReleaseTest.awaitComplete(lab, engine, name);
    }

    private static String refused(MigrationEngine engine, String name) {
        CrossfadeException refusal = catchThrowableOfType(CrossfadeException.class, () -> engine.advance(name));
        assertThat((Throwable) refusal).isNotNull();
        assertThat(refusal.problem()).isEqualTo(Problem.NOT_PERMITTED);
        return refusal.getMessage();
    }

    @Test
    void dropsWhatNobodyNeedsAndRemembersItsName() {
        Path file = folder.resolve("flags.json");
        try (Lab lab = customers()) {
            MigrationSpec spec = soaking(Lab.split(), Duration.ZERO);
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                JdbcMigrationEngine engine = lab.opened(flags, spec);
                toComplete(lab, engine, NAME);
                engine.advance(NAME);
                lab.awaitStep(engine, NAME, "done");
                after(lab);
                CrossfadeException again = catchThrowableOfType(CrossfadeException.class, () -> engine.advance(NAME));
                assertThat(again).hasMessageContaining("is done");
                engine.close();
            }
            lab.ready.clear();
            lab.catalogs.clear();
            try (FileFlagControl flags = FileFlagControl.open(file)) {
                JdbcMigrationEngine engine = lab.opened(flags, spec);
                assertThat(engine.migration(NAME).stage()).isEqualTo("complete");
                after(lab);
                engine.close();
            }
        }
    }

    private static void after(Lab lab) {
        assertThat(lab.one("SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid ="
                        + " 'customers'::regclass AND attnum > 0 AND NOT attisdropped"))
                .isEqualTo("id note first_name last_name");
        assertThat(lab.one(
                        "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'customers'::regclass AND NOT tgisinternal"))
                .isEqualTo("0");
        assertThat(lab.one("SELECT indexdef FROM pg_indexes WHERE indexname = 'by_name'"))
                .contains("customer-name_down_1");
        Catalog.Relation known =
                lab.catalogs.get(lab.catalogs.size() - 1).relation(new TableName("public", "customers"));
        assertThat(known.columns())
                .extracting(Catalog.Column::name)
                .containsExactly("id", "full_name", "note", "first_name", "last_name");
        assertThat(known.gone()).containsExactly("full_name");
        assertThat(known.column("full_name").type()).isEqualTo("text");
    }

    @Test
    void isRefusedWithAllThatIsMissing() {
        try (Lab lab = customers()) {
            JdbcMigrationEngine engine = lab.opened(soaking(Lab.split(), Duration.ofHours(1)));
            toComplete(lab, engine, NAME);
            lab.sql("ALTER TABLE customers DISABLE TRIGGER ALL");
            assertThat(refused(engine, NAME)).contains("is disabled: what is written to old alone");
            lab.sql("ALTER TABLE customers ENABLE TRIGGER ALL");
            assertThat(refused(engine, NAME)).contains("was disabled for a while: what is written to old alone");
            engine.resume(NAME);
            ReleaseTest.awaitComplete(lab, engine, NAME);
            assertThat(refused(engine, NAME)).doesNotContain("disabled");
            lab.sql("UPDATE customers SET full_name = 'Be Side' WHERE id = 2");
            assertThat(lab.one("SELECT first_name FROM customers WHERE id = 2")).isEqualTo("Be");
            lab.sql("CREATE VIEW names AS SELECT full_name FROM customers");
            lab.speakers.add(new EngineHost.Speaker("user app (old app): SELECT full_name", Instant.now()));
            assertThat(refused(engine, NAME))
                    .contains("soak (PT1H) is over at ")
                    .contains("still speaks old, last at ")
                    .contains("user app (old app): SELECT full_name")
                    .contains("view public.names reads an old column");
            await().atMost(Lab.PATIENCE)
                    .until(() -> "t".equals(lab.one("SELECT old_seen_at IS NOT NULL FROM crossfade.migration")));
            lab.sql("DROP VIEW names", "UPDATE crossfade.migration SET completed_at = completed_at - interval '2 h'");
            lab.speakers.clear();
            assertThat(refused(engine, NAME)).contains("a client spoke old at ").doesNotContain("soak (");
            lab.sql("UPDATE crossfade.migration SET old_seen_at = old_seen_at - interval '2 h'");
            engine.advance(NAME);
            lab.awaitStep(engine, NAME, "done");
        }
    }

    @Test
    void whatWouldGoWithOldUnseenIsNamedAndKeepsIt() {
        try (Lab lab = customers()) {
            JdbcMigrationEngine engine = lab.opened(soaking(Lab.split(), Duration.ZERO));
            lab.sql(
                    "CREATE INDEX low ON customers (lower(full_name))",
                    "CREATE INDEX noted ON customers (note) WHERE full_name <> ''",
                    "CREATE STATISTICS together ON full_name, note FROM customers",
                    "CREATE STATISTICS computed ON (lower(full_name)) FROM customers",
                    "CREATE STATISTICS others ON id, note FROM customers");
            assertThat(planned(engine))
                    .contains("note: refused as it is now: index low would go")
                    .contains("not before PT0S after complete: if that came now, not before 20");
            toComplete(lab, engine, NAME);
            assertThat(planned(engine)).contains("; not before 20").doesNotContain("if that came now");
            assertThat(refused(engine, NAME))
                    .contains("index low would go with the old columns, and there is none in its place")
                    .contains("index noted would go")
                    .contains("extended statistics together would go")
                    .contains("extended statistics computed would go")
                    .doesNotContain("statistics others")
                    .doesNotContain("by_name");
            lab.sql("DROP INDEX low, noted", "DROP STATISTICS together, computed");
            engine.advance(NAME);
            lab.awaitStep(engine, NAME, "done");
        }
    }

    private static String planned(MigrationEngine engine) {
        return engine.plan(NAME).stream()
                .filter(step -> step.step().equals("contract"))
                .map(step -> step.does())
                .findFirst()
                .orElse("");
    }

    @Test
    void anotherMigrationOfTheTableThatHasNotBegunDoesNotMakeItForgetTheirNames() {
        try (Lab lab = customers()) {
            JdbcMigrationEngine engine = lab.opened(
                    soaking(Lab.split(), Duration.ZERO),
                    Lab.guarded(Lab.rename("later", "customers", "note", "remark")));
            toComplete(lab, engine, NAME);
            engine.advance(NAME);
            lab.awaitStep(engine, NAME, "done");
            after(lab);
        }
    }
}
