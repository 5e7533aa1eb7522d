package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
        for (int i = 0; i < 20; i++) {
            pace = pace.after(Duration.ofMillis(101), LIMIT);
        }
        assertThat(pace.rest(BATCH)).isEqualTo(BATCH.multipliedBy(16));
        assertThat(pace.after(Duration.ofMillis(90), LIMIT))
                .as("near the limit")
                .isEqualTo(pace);
        int looks = 0;
        for (; !pace.equals(Pace.FULL); looks++) {
            pace = pace.after(Duration.ofMillis(10), LIMIT);
        }
        assertThat(looks).isBetween(30, 80);
    }
}
