package dev.crossfade.flags;

import static dev.crossfade.flags.FlagsFixture.STAGE;
import static dev.crossfade.flags.FlagsFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of the flag file by other means than {@link FlagControl#set}. */
class HandEditTest {
    private static final Duration SEVERAL_POLLS = Duration.ofMillis(5 * FileFlagControl.FILE_POLL_MILLIS);

    @TempDir
    Path folder;

    FlagsFixture fixture;

    @BeforeEach
    void open() {
        fixture = new FlagsFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anEditWalksOneStepAtATimeAsFarAsEvidencePermits() {
        fixture.flags.permit("m", true, Stage.SHADOW);
        fixture.goTo(Stage.OFF);
        editStage("off", "live");
        Awaitility.await().until(() -> fixture.now().equals("shadow/old"));
        assertThat(fixture.events())
                .containsExactly("off/old", "off->dual-write?", "dual-write/old", "dual-write->shadow?", "shadow/old");
        assertThat(fixture.flags.current().migrations().get("m").requested()).isEqualTo(Stage.LIVE);
        fixture.flags.permit("m", true, Stage.LIVE);
        assertThat(fixture.now()).isEqualTo("live/new");
    }

    @Test
    void anEditWalksBack() {
        fixture.goTo(Stage.LIVE);
        editStage("live", "off");
        Awaitility.await().until(() -> fixture.now().equals("off/old"));
        assertThat(fixture.path()).containsExactly("live/new", "shadow/new", "shadow/old", "dual-write/old", "off/old");
    }

    @Test
    void aRefusedEditKeepsTheStageAndIsNotTriedAgainBeforeSomethingChanges() {
        fixture.goTo(Stage.DUAL_WRITE);
        fixture.gate.answer = question -> {
            throw FlagsFixture.refusal();
        };
        editStage("dual-write", "shadow");
        Awaitility.await().until(() -> fixture.events().contains("dual-write->shadow?"));
        List<String> events = fixture.events();
        Awaitility.await()
                .during(SEVERAL_POLLS)
                .atMost(SEVERAL_POLLS.multipliedBy(2))
                .until(() -> fixture.events().equals(events));
        assertThat(fixture.now()).isEqualTo("dual-write/old");
        fixture.gate.answer = question -> {};
        fixture.flags.permit("m", true, Stage.RAMP_DOWN);
        assertThat(fixture.now()).isEqualTo("shadow/old");
    }

    @Test
    void anEditThatTransactionsBlockGoesOnWhenTheyEnd() {
        Transactions.Slot slot = fixture.flags.transactions().open(() -> "session 1");
        slot.begin();
        editStage("off", "shadow");
        Awaitility.await().until(() -> fixture.now().equals("dual-write/old"));
        Awaitility.await()
                .during(SEVERAL_POLLS)
                .atMost(SEVERAL_POLLS.multipliedBy(2))
                .until(() -> fixture.now().equals("dual-write/old"));
        assertThat(fixture.events()).doesNotContain("dual-write->shadow?");
        slot.end();
        Awaitility.await().until(() -> fixture.now().equals("shadow/old"));
    }

    @Test
    void aCorruptFileAtStartIsRefusedWithItsPosition() throws Exception {
        Path broken = folder.resolve("broken.json");
        Files.writeString(broken, "{\n  \"flags\": {\n    \"a\": oops\n  }\n}\n");
        assertThat(refused(Problem.INVALID_REQUEST, () -> FileFlagControl.open(broken)))
                .hasMessageContaining(broken + ":3:");
        Files.writeString(broken, "{\"flags\": {\"a\": {}, \"a\": {}}}");
        assertThat(refused(Problem.INVALID_REQUEST, () -> FileFlagControl.open(broken)))
                .hasMessageContaining("Duplicate");
        Files.writeString(broken, "{\"flag\": {}}");
        assertThat(refused(Problem.INVALID_REQUEST, () -> FileFlagControl.open(broken)))
                .hasMessageContaining("no \"flags\" object");
        Files.write(broken, new byte[] {'{', (byte) 0xff, '}'});
        assertThat(refused(Problem.INVALID_REQUEST, () -> FileFlagControl.open(broken)))
                .hasMessageContaining("UTF-8");
        refused(Problem.INTERNAL, () -> FileFlagControl.open(folder));
        refused(Problem.INTERNAL, () -> FileFlagControl.open(folder.resolve("no/such/folder.json")));
    }

    @Test
    void aFileThatBecomesCorruptKeepsTheLastGoodFlagsAndTheWayBack() throws Exception {
        fixture.goTo(Stage.LIVE);
        fixture.edit("\"flags\": {", "\"flags\": {,");
        byte[] corrupt = fixture.bytes();
        Awaitility.await()
                .during(SEVERAL_POLLS)
                .atMost(SEVERAL_POLLS.multipliedBy(2))
                .until(() -> fixture.now().equals("live/new"));
        fixture.set("shadow");
        assertThat(fixture.inFile()).isEqualTo("shadow");
        assertThat(Files.readAllBytes(folder.resolve("flags.json.rejected"))).isEqualTo(corrupt);
    }

    @Test
    void aDefinitionThatFlagdRefusesKeepsTheLastGoodFlags() throws Exception {
        fixture.goTo(Stage.SHADOW);
        fixture.edit("\"flags\": {", "\"metadata\": 3, \"flags\": {");
        byte[] refused = fixture.bytes();
        fixture.set("live");
        assertThat(fixture.now()).isEqualTo("live/new");
        assertThat(Files.readAllBytes(folder.resolve("flags.json.rejected"))).isEqualTo(refused);
        assertThat(refused(Problem.INVALID_REQUEST, () -> FileFlagControl.open(folder.resolve("flags.json.rejected"))))
                .hasMessageContaining("flagd does not accept");
    }

    @Test
    void aValueThatMeansNothingKeepsTheLastGoodOne() {
        fixture.goTo(Stage.SHADOW);
        String etag = fixture.flags.flag(STAGE).orElseThrow().etag();
        editStage("shadow", "shadwo");
        Awaitility.await()
                .until(() -> !fixture.flags.flag(STAGE).orElseThrow().etag().equals(etag));
        assertThat(fixture.now()).isEqualTo("shadow/old");
        fixture.set("live");
        assertThat(fixture.now()).isEqualTo("live/new");
    }

    @Test
    void aDisabledFlagKeepsItsLastGoodValueAndIsNotSet() {
        fixture.goTo(Stage.SHADOW);
        fixture.edit("\"ENABLED\"", "\"DISABLED\"");
        assertThat(refused(Problem.INVALID_REQUEST, () -> fixture.set("live"))).hasMessageContaining("disabled");
        assertThat(fixture.now()).isEqualTo("shadow/old");
    }

    @Test
    void aFileThatIsGoneIsWrittenAnewByTheNextChange() throws Exception {
        fixture.goTo(Stage.DUAL_WRITE);
        Files.delete(fixture.file);
        fixture.set("shadow");
        assertThat(fixture.inFile()).isEqualTo("shadow");
    }

    @Test
    void aFlagThatIsGoneIsAddedAgainByTheNextChange() throws Exception {
        fixture.goTo(Stage.DUAL_WRITE);
        Files.writeString(fixture.file, "{\"flags\": {}}");
        fixture.set("shadow");
        assertThat(fixture.inFile()).isEqualTo("shadow");
        assertThat(fixture.now()).isEqualTo("shadow/old");
    }

    @Test
    void aChangeKeepsEverythingElseInTheFile() throws Exception {
        String mine = """
                { "$schema":"https://flagd.dev/schema/v0/flags.json" ,
                  "metadata": {"team": "shop", "weight": 1.50},
                  "flags": { "banner": { "state":"ENABLED", "variants":{"on":true,"off":false}, "defaultVariant":"on" }
                  , "colour": {"state": "ENABLED", "variants": {"red": "#f00", "blue": "#00f"}, "defaultVariant": "red"}},
                    "$evaluators": {} }
                """;
        Path file = folder.resolve("mine.json");
        Files.writeString(file, mine);
        try (FileFlagControl flags = FileFlagControl.open(file)) {
            flags.set("colour", "blue", null, null);
            String banner = mine.substring(0, mine.indexOf("\"colour\""));
            assertThat(Files.readString(file)).startsWith(banner).endsWith("},\n    \"$evaluators\": {} }\n");
            flags.register(Migrations.named("m"));
            assertThat(Files.readString(file)).startsWith(banner).endsWith("},\n    \"$evaluators\": {} }\n");
            assertThat(flags.flags())
                    .extracting(FlagControl.FlagState::key)
                    .containsExactly("banner", "colour", "migration.m.speaks", "migration.m.stage");
            assertThat(flags.flag("colour").orElseThrow().variant()).isEqualTo("blue");
        }
    }

    @Test
    void anEditIsSeenByTheNextSetWithoutAPoll() {
        String etag = fixture.flags.flag(STAGE).orElseThrow().etag();
        fixture.edit("\"state\": \"ENABLED\"", "\"state\": \"ENABLED\", \"metadata\": {\"owner\": \"me\"}");
        refused(Problem.PRECONDITION_FAILED, () -> fixture.flags.set(STAGE, "dual-write", null, etag));
        fixture.set("dual-write");
        assertThat(fixture.document().flag(STAGE).json().at("/metadata/owner").asText())
                .isEqualTo("me");
    }

    private void editStage(String from, String to) {
        fixture.edit("\"defaultVariant\": \"" + from + "\"", "\"defaultVariant\": \"" + to + "\"");
    }
}
