package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagHistoryTest {
    private static final long MS = 1_000_000;

    @Test
    void theOldestPositionThatIsNotReplayedCounts() {
        LagHistory history = new LagHistory();
        assertThat(history.behind(0, 5)).isZero();
        history.primaryAt(100, 0);
        history.primaryAt(150, 99 * MS);
        history.primaryAt(200, 100 * MS);
        history.primaryAt(200, 200 * MS);
        assertThat(history.behind(50, 300 * MS)).isEqualTo(Duration.ofMillis(300));
        assertThat(history.behind(100, 300 * MS)).isEqualTo(Duration.ofMillis(200));
        assertThat(history.behind(200, 300 * MS)).isZero();
        history.forgetUpTo(100);
        assertThat(history.behind(50, 300 * MS)).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aLongLagIsRememberedInBoundedSpace() {
        LagHistory history = new LagHistory();
        for (int i = 0; i < 100_000; i++) {
            history.primaryAt(i + 1, i * 100L * MS);
        }
        assertThat(history.behind(0, 10_000_000 * MS)).isEqualTo(Duration.ofSeconds(10_000));
        assertThat(history.behind(36_000, 10_000_000 * MS))
                .as("what came after an hour is not kept")
                .isZero();
        history.forgetUpTo(36_000);
        history.primaryAt(100_001, 10_000_000 * MS);
        assertThat(history.behind(36_000, 10_001_000 * MS)).isEqualTo(Duration.ofSeconds(1));
    }
}
