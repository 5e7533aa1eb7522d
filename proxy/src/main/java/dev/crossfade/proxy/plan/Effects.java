package dev.crossfade.proxy.plan;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** When each of the last snapshots had its first effect: a rewritten statement written to a backend. Thread-safe. */
public final class Effects {
    /** Snapshots remembered. */
    private static final int MAX_SNAPSHOTS = 1024;

    private final AtomicReferenceArray<@Nullable Effect> effects = new AtomicReferenceArray<>(MAX_SNAPSHOTS);

    private record Effect(long snapshot, long nanos) {}

    /** Whether {@code snapshot} has had none yet. */
    public boolean isFirst(long snapshot) {
        Effect last = effects.get(slot(snapshot));
        return last == null || last.snapshot < snapshot;
    }

    /** A rewritten statement was written under {@code snapshot} just now. */
    public void written(long snapshot) {
        Effect effect = new Effect(snapshot, System.nanoTime());
        effects.accumulateAndGet(
                slot(snapshot), effect, (last, next) -> last == null || last.snapshot < snapshot ? next : last);
    }

    /** {@link System#nanoTime} of the first effect, if there was one and it is not too long ago. */
    public OptionalLong firstNanos(long snapshot) {
        Effect effect = effects.get(slot(snapshot));
        return effect != null && effect.snapshot == snapshot ? OptionalLong.of(effect.nanos) : OptionalLong.empty();
    }

    private static int slot(long snapshot) {
        return (int) Math.floorMod(snapshot, (long) MAX_SNAPSHOTS);
    }
}
