package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.admin.engine.sql.Ddl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The engine's small decisions, without a server. */
class PureTest {

    @Test
    void batchSizeFollowsTheTargetWithinItsLimits() {
        Duration target = Duration.ofMillis(200);
        assertThat(new BatchSize(2000, 100, 10_000)
                        .after(Duration.ofMillis(200), target)
                        .rows())
                .isEqualTo(2000);
        assertThat(new BatchSize(2000, 100, 10_000)
                        .after(Duration.ofMillis(160), target)
                        .rows())
                .isEqualTo(2500);
        assertThat(new BatchSize(2000, 100, 10_000)
                        .after(Duration.ofMillis(1), target)
                        .rows())
                .isEqualTo(4000);
        assertThat(new BatchSize(9000, 100, 10_000)
                        .after(Duration.ofMillis(1), target)
                        .rows())
                .isEqualTo(10_000);
        assertThat(new BatchSize(4000, 100, 10_000)
                        .after(Duration.ofSeconds(9), target)
                        .rows())
                .isEqualTo(2000);
        assertThat(new BatchSize(150, 100, 10_000)
                        .after(Duration.ofSeconds(9), target)
                        .rows())
                .isEqualTo(100);
        assertThat(new BatchSize(150, 100, 10_000).afterConflict().rows()).isEqualTo(100);
    }

    @Test
    void backoffDoublesWithJitterUpToItsMaximum() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.pause(1, random)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
            assertThat(backoff.pause(3, random)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
            assertThat(backoff.pause(1000, random)).isBetween(Duration.ofMillis(2500), Duration.ofMillis(5000));
        }
    }

    @Test
    void indexNamesFitAndDiffer() {
        assertThat(Ddl.indexName("m", "t_a")).isEqualTo("t_a_m");
        String a = Ddl.indexName("migration", "ä".repeat(31));
        String b = Ddl.indexName("migratiom", "ä".repeat(31));
        assertThat(a.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(a).isNotEqualTo(b).isEqualTo(Ddl.indexName("migration", "ä".repeat(31)));
    }

    @Test
    void theMeterTellsRateAndTimeLeft() {
        Meter meter = new Meter(1000, 0, 0);
        assertThat(meter.progress()).isEqualTo(new MigrationStatus.Progress(0, 1000, 0, -1));
        meter.at(250, Duration.ofSeconds(1).toNanos());
        assertThat(meter.progress()).isEqualTo(new MigrationStatus.Progress(250, 1000, 250, 3));
        meter.at(1200, Duration.ofSeconds(2).toNanos());
        assertThat(meter.progress().rowsTotal()).isEqualTo(1200);
        assertThat(meter.progress().secondsLeft()).isZero();
    }
}
