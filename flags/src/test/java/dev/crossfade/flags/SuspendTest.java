package dev.crossfade.flags;

import static dev.crossfade.flags.FlagsFixture.STAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flags of a process that shares its clients with another one for a while. */
class SuspendTest {
    private static final String WHY = "another process serves";
    private static final Duration SEVERAL_POLLS = Duration.ofMillis(3 * FileFlagControl.FILE_POLL_MILLIS);

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
    void nothingChangesUntilItIsOver() throws IOException {
        fixture.goTo(Stage.SHADOW);
        fixture.flags.suspend(WHY);
        long snapshot = fixture.flags.current().number();
        assertThatThrownBy(() -> fixture.flags.set(STAGE, "live", null, null))
                .isInstanceOfSatisfying(
                        CrossfadeException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_READY))
                .hasMessageContaining(WHY);
        assertThatThrownBy(() -> fixture.flags.permit("m", true, Stage.OFF)).hasMessageContaining(WHY);
        Files.writeString(
                fixture.file,
                Files.readString(fixture.file).replaceAll("(defaultVariant\"\\s*:\\s*\")shadow", "$1dual-write"));
        Awaitility.await()
                .during(SEVERAL_POLLS)
                .atMost(SEVERAL_POLLS.multipliedBy(2))
                .until(() -> fixture.flags.current().number() == snapshot);
        assertThat(fixture.now()).isEqualTo("shadow/old");

        fixture.flags.resume();
        Awaitility.await().until(() -> fixture.now().equals("dual-write/old"));
        fixture.flags.set(STAGE, "shadow", null, null);
        assertThat(fixture.now()).isEqualTo("shadow/old");
    }

    /** Another process has the file meanwhile, and what it sets is there afterwards. */
    @Test
    void theFileBelongsToAnotherMeanwhile() {
        fixture.goTo(Stage.DUAL_WRITE);
        fixture.flags.suspend(WHY);
        try (FileFlagControl other = FileFlagControl.open(fixture.file)) {
            other.register(fixture.migration);
            other.permit("m", true, Stage.LIVE);
            other.set(STAGE, "shadow", null, null);
        }
        assertThat(fixture.now()).isEqualTo("dual-write/old");
        fixture.flags.resume();
        Awaitility.await().until(() -> fixture.now().equals("shadow/old"));
    }

    @Test
    void aStageOnItsWayIsNotSuspended() {
        fixture.goTo(Stage.DUAL_WRITE);
        fixture.gate.answer = question -> {
            throw FlagsFixture.refusal();
        };
        fixture.flags.permit("m", true, Stage.OFF);
        assertThatThrownBy(() -> fixture.flags.suspend(WHY))
                .isInstanceOfSatisfying(
                        CrossfadeException.class, e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_STATE))
                .hasMessageContaining("migration m is at stage dual-write, on its way to off");
        fixture.gate.answer = question -> {};
        fixture.flags.permit("m", true, Stage.DUAL_WRITE);
        fixture.flags.suspend(WHY);
    }
}
