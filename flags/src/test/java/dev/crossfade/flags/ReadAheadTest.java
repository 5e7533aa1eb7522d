package dev.crossfade.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read before anybody asks is what reading it then would give, and saves the evaluation. */
class ReadAheadTest {
    @TempDir
    Path folder;

    private final FlagEvaluator evaluator = new FlagEvaluator(FlagDocument.empty());
    private final FlagReader reader = new FlagReader(evaluator, new OncePerChange());
    private final List<ManagedMigration> migrations = new ArrayList<>();
    private FlagFile file;
    private FlagStore store;

    @BeforeEach
    void atShadow() throws IOException {
        file = new FlagFile(folder.resolve("flags.json"));
        store = new FlagStore(file, FlagDocument.empty(), reader, migrations);
        register("m");
        to(Stage.DUAL_WRITE);
        to(Stage.SHADOW);
    }

    @AfterEach
    void close() {
        file.close();
        evaluator.close();
    }

    private void register(String name) {
        ManagedMigration managed = new ManagedMigration(Migrations.named(name));
        migrations.add(managed);
        store.addFlagsOf(managed);
    }

    private FlagReader.Reading reading(Stage stage) {
        FlagDefinition flag = store.definition("migration.m.stage");
        return store.reading(flag.key(), flag.with(stage.variant(), null));
    }

    private void to(Stage stage) {
        store.write(reading(stage));
    }

    private int readAll() {
        int read = 0;
        while (store.readAhead()) {
            read++;
        }
        return read;
    }

    private long loadsOf(Runnable work) {
        long before = evaluator.loads();
        work.run();
        return evaluator.loads() - before;
    }

    @Test
    void aStepEitherWayNeedsNoEvaluationAnyMore() {
        readAll();
        assertThat(loadsOf(() -> reading(Stage.LIVE))).isZero();
        assertThat(loadsOf(() -> reading(Stage.DUAL_WRITE))).isZero();
        assertThat(loadsOf(() -> reading(Stage.RAMP_DOWN))).isEqualTo(1);
    }

    @Test
    void itSaysWhatReadingAtTheTimeWouldSay() {
        FlagReader.Reading late = reading(Stage.LIVE);
        FlagReader.Reading early = reading(Stage.LIVE);
        assertThat(early.asked()).isEqualTo(late.asked());
        assertThat(early.asked().get(migrations.get(0)).stage()).isEqualTo(Stage.LIVE);
        assertThat(early.document().text()).isEqualTo(late.document().text());
    }

    @Test
    void eachStageIsReadOnce() {
        assertThat(readAll()).isEqualTo(1); // live; dual-write and shadow have been passed
        assertThat(readAll()).isZero();
        to(Stage.LIVE);
        assertThat(readAll()).isEqualTo(1); // ramp-down
        to(Stage.SHADOW);
        assertThat(readAll()).isZero();
    }

    @Test
    void whatAnotherFlagSaysDoesNotMatter() {
        readAll();
        register("n");
        to(Stage.DUAL_WRITE);
        to(Stage.SHADOW);
        assertThat(loadsOf(() -> reading(Stage.LIVE))).isZero();
        assertThat(reading(Stage.LIVE).asked()).hasSize(2);
    }

    @Test
    void aFlagThatLacksTheVariantIsLeftAlone() throws IOException {
        FlagDocument cut = FlagDocument.parse(
                store.document()
                        .text()
                        .replace("\"live\": \"live\",", "")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "cut");
        assertThat(cut.text()).isNotEqualTo(store.document().text());
        store.write(reader.read(cut, migrations));
        assertThat(readAll()).isEqualTo(1); // dual-write, which had live beside it before
    }
}
