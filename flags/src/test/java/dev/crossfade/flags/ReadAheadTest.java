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

/** What is read before anybody asks is what reading it then would give, and is forgotten when it no longer holds. */
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

    @Test
    void bothNeighboursOfAStageAreRead() {
        assertThat(readAll()).isEqualTo(2);
        assertThat(reading(Stage.LIVE)).isSameAs(reading(Stage.LIVE));
        assertThat(reading(Stage.DUAL_WRITE)).isSameAs(reading(Stage.DUAL_WRITE));
        assertThat(reading(Stage.RAMP_DOWN)).isNotSameAs(reading(Stage.RAMP_DOWN));
    }

    @Test
    void itSaysWhatReadingAtTheTimeWouldSay() {
        FlagReader.Reading late = reading(Stage.LIVE);
        readAll();
        FlagReader.Reading early = reading(Stage.LIVE);
        assertThat(early).isNotSameAs(late);
        assertThat(early.asked()).isEqualTo(late.asked());
        assertThat(early.document().text()).isEqualTo(late.document().text());
    }

    @Test
    void aChangeMakesItStale() {
        readAll();
        FlagReader.Reading early = reading(Stage.LIVE);
        to(Stage.DUAL_WRITE);
        to(Stage.SHADOW);
        assertThat(reading(Stage.LIVE)).isNotSameAs(early);
        assertThat(readAll()).isEqualTo(2);
    }

    @Test
    void anotherMigrationMakesItStale() {
        readAll();
        register("n");
        assertThat(reading(Stage.LIVE).asked()).hasSize(2);
        assertThat(readAll()).isEqualTo(3); // the new one is at off, which has one neighbour
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
        assertThat(readAll()).isEqualTo(1);
    }
}
