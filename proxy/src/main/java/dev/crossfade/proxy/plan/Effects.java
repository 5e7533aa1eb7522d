package dev.crossfade.proxy.plan;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** When each of the last snapshots had its first effect: a rewritten statement written to a backend. Thread-safe. */
public final class Effects {
    /** Snapshots remembered. */
    private static final int MAX_SNAPSHOTS = 1024;

    /** How many snapshots after one are looked at: a step is two, and one by evidence may come between. */
    private static final int MAX_SUCCESSORS = 3;

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

    /**
     * {@link System#nanoTime} of the first effect, if there was one and it is not too long ago. A snapshot that was followed
     * by the next before any transaction began has none of its own: what it says took effect with its successor.
     */
    public OptionalLong firstNanos(long snapshot) {
        for (long later = snapshot; later <= snapshot + MAX_SUCCESSORS; later++) {
            Effect effect = effects.get(slot(later));
            if (effect != null && effect.snapshot == later) {
                return OptionalLong.of(effect.nanos);
            }
        }
        return OptionalLong.empty();
    }

    private static int slot(long snapshot) {
        return (int) Math.floorMod(snapshot, (long) MAX_SNAPSHOTS);
    }
}
