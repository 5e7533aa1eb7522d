package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.FileFlagControl;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration that was started and whose file is missing when Crossfade comes back: nobody is let in. */
class UnfiledTest {
    private static final String NAME = "customer-name";
    private static final MigrationSpec OTHER = Lab.guarded(Lab.rename("other", "orders", "a", "b"));

    @TempDir
    Path folder;

    private Lab started() {
        Lab lab = new Lab(
                "CREATE TABLE customers (id int PRIMARY KEY, full_name text)",
                "CREATE TABLE orders (id int PRIMARY KEY, a text)",
                "INSERT INTO customers SELECT i, 'A' || i || ' B' || i FROM generate_series(1, 10) i");
        try (FileFlagControl flags = flags()) {
            JdbcMigrationEngine engine = lab.opened(flags, Lab.guarded(Lab.split()), OTHER);
            engine.start(NAME);
            lab.awaitReady(engine, NAME);
            engine.advance(NAME);
            engine.advance(NAME);
            engine.close();
        }
        lab.ready.clear();
        return lab;
    }

    private FileFlagControl flags() {
        return FileFlagControl.open(folder.resolve("flags.json"));
    }

    /** It connects, looks, and has not let anybody in. */
    private static void awaitLook(Lab lab) {
        String looks = "SELECT sum(sessions) FROM pg_stat_database" + " WHERE datname = current_database()";
        long before = Long.parseLong(lab.one(looks));
        await().atMost(Lab.PATIENCE).until(() -> Long.parseLong(lab.one(looks)) > before + 5);
        assertThat(lab.ready).doesNotContainKey("shop");
    }

    @Test
    void withNoOtherFileNobodyIsLetInUntilItIsBack() {
        try (Lab lab = started();
                FileFlagControl flags = flags()) {
            JdbcMigrationEngine engine = lab.open(flags);
            awaitLook(lab);
            engine.prepare(List.of(lab.where()), List.of(Lab.guarded(Lab.split())))
                    .commit();
            await().atMost(Lab.PATIENCE).until(() -> Boolean.TRUE.equals(lab.ready.get("shop")));
            assertThat(engine.migration(NAME).stage()).isEqualTo("live");
            assertThat(engine.migration(NAME).evidence().verifiedAt()).isNotNull();
        }
    }

    @Test
    void withOtherFilesTheStatusSaysSoAndTheEvidenceOutlivesIt() {
        try (Lab lab = started();
                FileFlagControl flags = flags()) {
            JdbcMigrationEngine engine = lab.open(flags, OTHER);
            await().atMost(Lab.PATIENCE)
                    .until(() -> String.join("", engine.migration("other").blockedBy())
                            .contains("without a file in the folder that `migrations` names: migration customer-name"
                                    + " (in step ready)"));
            assertThat(lab.ready).doesNotContainKey("shop");
            engine.prepare(List.of(lab.where()), List.of(Lab.guarded(Lab.split()), OTHER))
                    .commit();
            await().atMost(Lab.PATIENCE).until(() -> Boolean.TRUE.equals(lab.ready.get("shop")));
            assertThat(engine.migration(NAME).evidence().verifiedAt()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM crossfade.migration", "UPDATE crossfade.migration SET step = 'done'"})
    void whatIsGoneOrDoneKeepsNobodyOut(String sql) {
        try (Lab lab = started()) {
            lab.sql(sql);
            lab.open();
            await().atMost(Lab.PATIENCE).until(() -> Boolean.TRUE.equals(lab.ready.get("shop")));
        }
    }

    @Test
    void aUserThatMayNotLogInKeepsNobodyOut() {
        try (Lab lab = new Lab()) {
            lab.password = "wrong";
            lab.open();
            await().atMost(Lab.PATIENCE).until(() -> Boolean.TRUE.equals(lab.ready.get("shop")));
        }
    }
}
