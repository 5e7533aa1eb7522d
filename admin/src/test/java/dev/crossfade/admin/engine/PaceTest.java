package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final Duration BATCH = Duration.ofMillis(200);

    @Test
    void slowsDownFastAndSpeedsUpSlowly() {
        Pace pace = Pace.FULL;
        assertThat(pace.rest(BATCH)).isZero();
        assertThat(pace.after(Duration.ofMillis(79), LIMIT)).isEqualTo(Pace.FULL);
        for (int i = 0; i < 10; i++) {
            pace = pace.after(Duration.ofMillis(210), LIMIT);
        }
        assertThat(pace.rest(BATCH)).isEqualTo(BATCH.multipliedBy(16));
        assertThat(pace.after(Duration.ofMillis(90), LIMIT))
                .as("near the limit")
                .isEqualTo(pace);
        int looks = 0;
        for (; !pace.equals(Pace.FULL); looks++) {
            pace = pace.after(Duration.ofMillis(10), LIMIT);
        }
        assertThat(looks).isBetween(20, 60);
    }

    @Test
    void slowsDownByAsMuchAsClientsAreOverTheirLimit() {
        Pace three = new Pace(3);
        assertThat(three.after(Duration.ofMillis(101), LIMIT).restsPerBatch())
                .as("barely missed")
                .isCloseTo(3.3, offset(1e-9));
        assertThat(three.after(Duration.ofMillis(150), LIMIT).restsPerBatch()).isCloseTo(4.5, offset(1e-9));
        assertThat(three.after(Duration.ofMillis(900), LIMIT).restsPerBatch()).isCloseTo(6, offset(1e-9));
        assertThat(three.slower().restsPerBatch()).isCloseTo(6, offset(1e-9));
    }

    /** A third of the windows miss by a fifth, by noise alone: it must not rest ever longer. */
    @Test
    void noiseDoesNotSlowItDownForGood() {
        Pace pace = new Pace(3);
        for (int i = 0; i < 100; i++) {
            pace = pace.after(i % 3 == 0 ? 1.2 : 0.7).atLeast(3);
            assertThat(pace.restsPerBatch()).isLessThanOrEqualTo(3.6 + 1e-9);
        }
    }
}
