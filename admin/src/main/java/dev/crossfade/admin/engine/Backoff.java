package dev.crossfade.admin.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between tries: doubling, with jitter so that several engines do not keep step, never above a maximum. Pure. */
public record Backoff(Duration first, Duration atMost) {

    /**
     * The pause after try number {@code tries} (1 for the first): between half of the doubled value and all of it.
     */
    public Duration pause(int tries, RandomGenerator random) {
        int doublings = Math.min(tries - 1, 30);
        long full = Math.min(atMost.toMillis(), first.toMillis() << doublings);
        if (full <= 0) {
            full = atMost.toMillis();
        }
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
