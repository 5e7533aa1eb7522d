package dev.crossfade.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration's file is edited: another definition of the same name is registered. */
class RegisterAgainTest {
    private static final ColumnMigration FIRST = Migrations.named("m");
    private static final ColumnMigration OTHER = new ColumnMigration(
            "m",
            "shop",
            new TableName("public", "orders"),
            ColumnMigration.Conversion.CAST,
            List.of("id"),
            List.of(new ColumnMigration.NewColumn("id_big", "bigint", "id")),
            Map.of("id", "id_big"));

    @TempDir
    Path folder;

    @Test
    void anotherDefinitionTakesThePlaceOfOneThatWasNeverAnnounced() {
        try (FileFlagControl flags = FileFlagControl.open(folder.resolve("flags.json"))) {
            flags.register(FIRST);
            flags.permit("m", false, Stage.OFF);
            flags.register(OTHER);
            assertThat(flags.current().migrations().get("m").migration()).isEqualTo(OTHER);
            flags.permit("m", true, Stage.RAMP_DOWN);
            assertThat(flags.set("migration.m.stage", "dual-write", null, null).variant())
                    .isEqualTo("dual-write");
            assertThat(flags.current().migrations().get("m").inForce()).isEqualTo(Stage.DUAL_WRITE);
        }
    }

    @Test
    void oneThatWasAnnouncedKeepsItsDefinition() {
        try (FileFlagControl flags = FileFlagControl.open(folder.resolve("flags.json"))) {
            flags.register(FIRST);
            flags.permit("m", true, Stage.OFF);
            assertThatThrownBy(() -> flags.register(OTHER))
                    .isInstanceOfSatisfying(
                            CrossfadeException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_STATE));
            assertThat(flags.current().migrations().get("m").migration()).isEqualTo(FIRST);
            flags.register(FIRST);
        }
    }
}
