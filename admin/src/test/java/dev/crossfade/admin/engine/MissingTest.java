package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.flags.FlagControl.FlagState;
import dev.crossfade.flags.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What keeps a migration from going on by itself. */
class MissingTest {
    private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");

    private Stage at = Stage.LIVE;
    private Step step = Step.READY;
    private boolean paused;
    private @Nullable String heldBack;
    private @Nullable Integer percent;
    private boolean targeting;
    private boolean flagIsThere = true;
    private Duration past = Duration.ofHours(24);
    private @Nullable Instant verifiedAt = SINCE;
    private long differing;
    private long deadLettersFound;
    private long recorded;
    private long observed;
    private @Nullable String guardProblem;
    private long compared = 1;
    private long mismatches;

    private List<String> missing() {
        Evidence evidence = new Evidence(
                "digest",
                null,
                0,
                step,
                null,
                null,
                paused,
                true,
                true,
                true,
                false,
                null,
                null,
                null,
                null,
                SINCE,
                verifiedAt,
                10,
                differing,
                deadLettersFound,
                Map.of());
        FlagState flag = new FlagState("key", Stage.variants(), at.variant(), percent, targeting, "etag", 1);
        return Missing.toGoOn(new Missing.Situation(
                new Standing(at, SINCE, heldBack, false, 0, null),
                SINCE.plus(past),
                Duration.ofHours(24),
                evidence,
                flagIsThere ? flag : null,
                recorded,
                observed,
                guardProblem,
                compared,
                mismatches));
    }

    @Test
    void nothingWhenAllIsProvedAndTheTimeIsOver() {
        for (Stage stage : List.of(Stage.DUAL_WRITE, Stage.SHADOW, Stage.LIVE, Stage.RAMP_DOWN, Stage.COMPLETE)) {
            at = stage;
            assertThat(missing()).as(stage.variant()).isEmpty();
        }
    }

    @Test
    void theTimeThatAStageIsKept() {
        past = past.minusMillis(1);
        assertThat(missing()).containsExactly("it is kept at live until 2026-11-23T10:00:00Z");
    }

    @Test
    void workUnderWayAFailureOrAPause() {
        step = Step.VERIFY;
        assertThat(missing()).containsExactly("it is in step verify");
        step = Step.FAILED;
        assertThat(missing()).containsExactly("it is in step failed, and waits for somebody");
        step = Step.READY;
        paused = true;
        assertThat(missing()).containsExactly("it is paused; resume has it go on");
    }

    @Test
    void thatItWasTakenBack() {
        heldBack = "was taken back to live; it stays there until advance";
        assertThat(missing()).containsExactly("it was taken back to live; it stays there until advance");
    }

    @Test
    void aFlagThatIsNotForAll() {
        percent = 25;
        assertThat(missing()).containsExactly("its flag has live for 25 % of clients; it goes on once all have");
        percent = null;
        targeting = true;
        assertThat(missing()).hasSize(1).first().asString().contains("targeting of its own");
        flagIsThere = false;
        assertThat(missing()).containsExactly("the flag of its stage cannot be read");
    }

    @Test
    void evidenceThatIsNotThere() {
        verifiedAt = null;
        assertThat(missing()).containsExactly("the last verification was not clean");
        verifiedAt = SINCE;
        differing = 1;
        assertThat(missing()).containsExactly("the last verification was not clean");
        differing = 0;
        deadLettersFound = 1;
        recorded = 2;
        assertThat(missing()).containsExactly("3 dead letter(s): rows whose old value does not convert");
        deadLettersFound = 0;
        recorded = 0;
        observed = 4;
        guardProblem = "the guard is gone";
        assertThat(missing())
                .containsExactly("4 row(s) that writes around the proxy have left not agreeing", "the guard is gone");
    }

    @Test
    void readsAtShadow() {
        at = Stage.SHADOW;
        compared = 0;
        assertThat(missing()).containsExactly("no read has been answered by both sides yet");
        compared = 5;
        mismatches = 1;
        assertThat(missing()).hasSize(1).first().asString().contains("1 read(s) that new has answered otherwise");
        at = Stage.LIVE;
        assertThat(missing()).isEmpty();
    }
}
