package dev.crossfade.flags;

import static dev.crossfade.flags.FlagsFixture.SPEAKS;
import static dev.crossfade.flags.FlagsFixture.STAGE;
import static dev.crossfade.flags.FlagsFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How stages move through {@link FlagControl#set} and {@link FlagControl#permit}. */
class StageMoveTest {
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
    void oneStepForwardAtATimePassesAllStages() {
        fixture.goTo(Stage.OFF);
        fixture.set("dual-write");
        fixture.set("shadow");
        fixture.set("live");
        fixture.set("ramp-down");
        assertThat(fixture.events())
                .containsExactly(
                        "off->dual-write?",
                        "dual-write/old",
                        "dual-write->shadow?",
                        "shadow/old",
                        "shadow->live?",
                        "shadow/new",
                        "confirm live?",
                        "live/new",
                        "live->ramp-down?",
                        "ramp-down/new");
        assertThat(fixture.inFile()).isEqualTo("ramp-down");
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"SHADOW", "LIVE", "RAMP_DOWN", "COMPLETE"})
    void aJumpIsRefusedAndChangesNothing(Stage to) {
        Snapshot before = fixture.flags.current();
        byte[] file = fixture.bytes();
        assertThat(refused(Problem.STAGE_JUMP, () -> fixture.set(to.variant())).hint())
                .contains("dual-write");
        assertThat(fixture.flags.current()).isSameAs(before);
        assertThat(fixture.bytes()).isEqualTo(file);
    }

    @Test
    void backwardWalksThroughAllStagesAndAsksBeforeEach() {
        fixture.goTo(Stage.RAMP_DOWN);
        fixture.set("off");
        assertThat(fixture.events())
                .containsExactly(
                        "ramp-down->live?",
                        "live/new",
                        "live->shadow?",
                        "shadow/new",
                        "shadow/old",
                        "shadow->dual-write?",
                        "dual-write/old",
                        "dual-write->off?",
                        "off/old");
        assertThat(fixture.inFile()).isEqualTo("off");
    }

    @Test
    void leavingDualWriteAsksTheGateBeforeAnythingIsWrittenOrPublished() {
        fixture.goTo(Stage.DUAL_WRITE);
        Snapshot before = fixture.flags.current();
        fixture.gate.answer = question -> {
            assertThat(fixture.inFile()).isEqualTo("dual-write");
            assertThat(fixture.flags.current()).isSameAs(before);
            throw FlagsFixture.refusal();
        };
        refused(Problem.NOT_PERMITTED, () -> fixture.set("off"));
        assertThat(fixture.events()).containsExactly("dual-write->off?");
        assertThat(fixture.inFile()).isEqualTo("dual-write");
        assertThat(fixture.now()).isEqualTo("dual-write/old");
    }

    @Test
    void whatEvidenceDoesNotPermitIsRefused() {
        fixture.flags.permit("m", true, Stage.DUAL_WRITE);
        fixture.set("dual-write");
        byte[] file = fixture.bytes();
        assertThat(refused(Problem.NOT_PERMITTED, () -> fixture.set("shadow")))
                .hasMessageContaining("dual-write at most");
        assertThat(fixture.bytes()).isEqualTo(file);
        assertThat(fixture.now()).isEqualTo("dual-write/old");
    }

    @Test
    void evidenceThatTheGateFindsStaleStopsTheStep() {
        fixture.goTo(Stage.DUAL_WRITE);
        fixture.gate.answer = question -> fixture.flags.permit("m", true, Stage.DUAL_WRITE);
        refused(Problem.NOT_PERMITTED, () -> fixture.set("shadow"));
        assertThat(fixture.now()).isEqualTo("dual-write/old");
        assertThat(fixture.inFile()).isEqualTo("dual-write");
    }

    @Test
    void permittingLessWalksBackAndPermittingMoreGoesAsFarAsTheFlagAsks() {
        fixture.goTo(Stage.LIVE);
        fixture.flags.permit("m", true, Stage.DUAL_WRITE);
        assertThat(fixture.path()).containsExactly("live/new", "shadow/new", "shadow/old", "dual-write/old");
        assertThat(fixture.inFile()).isEqualTo("live");
        fixture.flags.permit("m", true, Stage.RAMP_DOWN);
        assertThat(fixture.now()).isEqualTo("live/new");
    }

    @Test
    void withdrawingTheAnnouncementGoesToOffFirst() {
        fixture.goTo(Stage.SHADOW);
        fixture.flags.permit("m", false, Stage.OFF);
        assertThat(fixture.path()).containsExactly("shadow/old", "dual-write/old", "off/old");
        assertThat(fixture.flags.current().migrations().get("m").announced()).isFalse();
        assertThat(fixture.flags
                        .rules(fixture.flags.current(), Migrations.client("a"))
                        .toCompletableFuture()
                        .join())
                .isSameAs(RuleSet.NONE);
    }

    @Test
    void afterARestartTheStageOfTheFileIsReachedOnceItIsPermitted() {
        fixture.goTo(Stage.LIVE);
        fixture.close();
        try (FlagsFixture again = new FlagsFixture(folder, flags -> {
            assertThat(FlagsFixture.describe(flags.current())).isEqualTo("off/old");
            assertThat(flags.current().migrations().get("m").requested()).isEqualTo(Stage.LIVE);
        })) {
            assertThat(again.now()).isEqualTo("live/new");
        }
    }

    @Test
    void aBlockedStepNamesTheSessionAndChangesNothing() {
        Transactions.Slot slot = fixture.flags.transactions().open(() -> "session 7 of app");
        slot.begin();
        fixture.set("dual-write");
        byte[] file = fixture.bytes();
        Snapshot before = fixture.flags.current();
        assertThat(refused(Problem.DEADLINE_PASSED, () -> fixture.set("shadow")))
                .hasMessageContaining("session 7 of app")
                .hasMessageContaining("stays at dual-write");
        assertThat(fixture.bytes()).isEqualTo(file);
        assertThat(fixture.flags.current()).isSameAs(before);
        slot.end();
        fixture.set("shadow");
        assertThat(fixture.now()).isEqualTo("shadow/old");
    }

    @Test
    void liveThatIsNotConfirmedLeavesFileAndStage() {
        fixture.goTo(Stage.SHADOW);
        byte[] file = fixture.bytes();
        fixture.gate.answer = question -> {
            if (question.equals("confirm live?")) {
                assertThat(fixture.now()).isEqualTo("shadow/new");
                assertThat(fixture.rule("a").reads()).isEqualTo(Side.OLD);
                assertThat(fixture.bytes()).isEqualTo(file);
                throw FlagsFixture.refusal();
            }
        };
        refused(Problem.NOT_PERMITTED, () -> fixture.set("live"));
        assertThat(fixture.path()).containsExactly("shadow/new", "shadow/old");
        assertThat(fixture.bytes()).isEqualTo(file);
        fixture.gate.answer = question -> {};
        fixture.set("live");
        assertThat(fixture.now()).isEqualTo("live/new");
    }

    @Test
    void liveWaitsForTransactionsWhoseTruthIsOld() {
        fixture.goTo(Stage.SHADOW);
        byte[] file = fixture.bytes();
        Transactions.Slot slot = fixture.flags.transactions().open(() -> "session 8");
        slot.begin();
        assertThat(refused(Problem.DEADLINE_PASSED, () -> fixture.set("live"))).hasMessageContaining("session 8");
        assertThat(fixture.events()).containsExactly("shadow->live?", "shadow/new", "shadow/old");
        assertThat(fixture.bytes()).isEqualTo(file);
    }

    @Test
    void backFromLiveReadsOldAtOnceAndKeepsTheTruthUntilNobodyReadsNew() {
        fixture.goTo(Stage.LIVE);
        Transactions.Slot slot = fixture.flags.transactions().open(() -> "session 9");
        Snapshot held = slot.begin();
        fixture.set("shadow");
        assertThat(fixture.now()).isEqualTo("shadow/new");
        assertThat(fixture.rule("a").reads()).isEqualTo(Side.OLD);
        assertThat(fixture.rule(held, "a").reads()).isEqualTo(Side.NEW);
        assertThat(refused(Problem.DEADLINE_PASSED, () -> fixture.set("dual-write")))
                .hasMessageContaining("session 9");
        slot.end();
        Awaitility.await().until(() -> fixture.now().equals("shadow/old"));
    }

    @Test
    void aBlockedWalkBackKeepsTheStepsItMade() {
        fixture.goTo(Stage.LIVE);
        Transactions.Slot slot = fixture.flags.transactions().open(() -> "session 10");
        slot.begin();
        assertThat(refused(Problem.DEADLINE_PASSED, () -> fixture.set("off"))).hasMessageContaining("stays at shadow");
        assertThat(fixture.inFile()).isEqualTo("shadow");
        slot.end();
        fixture.set("off");
        assertThat(fixture.now()).isEqualTo("off/old");
    }

    @Test
    void ifMatchProtectsAgainstWhatTheCallerHasNotSeen() {
        String seen = fixture.flags.flag(STAGE).orElseThrow().etag();
        FlagControl.FlagState state = fixture.flags.set(STAGE, "dual-write", null, seen);
        assertThat(state.etag()).isNotEqualTo(seen);
        assertThat(state.snapshot()).isEqualTo(fixture.flags.current().number());
        refused(Problem.PRECONDITION_FAILED, () -> fixture.flags.set(STAGE, "shadow", null, seen));
        assertThat(fixture.flags.set(STAGE, "shadow", null, state.etag()).variant())
                .isEqualTo("shadow");
    }

    @Test
    void unknownFlagsAndVariantsAreRefused() {
        refused(Problem.UNKNOWN_FLAG, () -> fixture.flags.set("migration.x.stage", "off", null, null));
        assertThat(refused(Problem.UNKNOWN_VARIANT, () -> fixture.set("lively")).hint())
                .contains("off, dual-write, shadow, live, ramp-down, complete");
        refused(Problem.INVALID_REQUEST, () -> fixture.flags.set(SPEAKS, "new", 10, null));
        refused(Problem.INVALID_REQUEST, () -> fixture.flags.set(STAGE, "dual-write", 10, null));
        refused(Problem.UNKNOWN_MIGRATION, () -> fixture.flags.permit("x", true, Stage.OFF));
    }

    @Test
    void settingWhatIsSetChangesNothing() {
        fixture.goTo(Stage.DUAL_WRITE);
        Snapshot before = fixture.flags.current();
        fixture.set("dual-write");
        assertThat(fixture.flags.current()).isSameAs(before);
        assertThat(fixture.events()).isEqualTo(List.of());
    }

    @Test
    void speaksChangesTheRule() {
        assertThat(fixture.rule("a").speaks()).isEqualTo(Side.OLD);
        fixture.flags.set(SPEAKS, "new", null, null);
        assertThat(fixture.rule("a").speaks()).isEqualTo(Side.NEW);
    }
}
