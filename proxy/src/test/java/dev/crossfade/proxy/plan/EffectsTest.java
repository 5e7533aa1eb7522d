package dev.crossfade.proxy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EffectsTest {
    private final Effects effects = new Effects();

    @Test
    void theFirstStatementCounts() {
        assertThat(effects.firstNanos(7)).isEmpty();
        effects.written(7);
        long first = effects.firstNanos(7).orElseThrow();
        effects.written(7);
        assertThat(effects.firstNanos(7)).hasValue(first);
        assertThat(effects.isFirst(7)).isFalse();
        assertThat(effects.isFirst(8)).isTrue();
    }

    @Test
    void aSnapshotThatNobodyBeganUnderTookEffectWithItsSuccessor() {
        effects.written(6);
        assertThat(effects.firstNanos(7)).isEmpty();
        effects.written(8);
        assertThat(effects.firstNanos(7)).isEqualTo(effects.firstNanos(8)).isPresent();
        assertThat(effects.firstNanos(3)).isEqualTo(effects.firstNanos(6)).isPresent();
        assertThat(effects.firstNanos(9)).isEmpty();
    }
}
