package dev.crossfade.admin.engine;

import java.time.Duration;

/**
 * How many rows the next batch looks at, so that one takes about the target time. An immutable value; pure.
 *
 * @param rows within {@code least} and {@code most}
 * @param least however long they take
 * @param most however fast they go
 */
record BatchSize(int rows, int least, int most) {
    /** One batch's time says little, so a step is never more than this factor. */
    private static final double MAX_FACTOR = 2.0;

    /** Where nobody is at work. */
    static final BatchSize INITIAL = new BatchSize(2_000, 1_000, 50_000);

    /** While clients are served. */
    static final BatchSize SMALL = new BatchSize(500, 100, 10_000);

    /** After a batch of this size took {@code elapsed}. */
    BatchSize after(Duration elapsed, Duration target) {
        double factor = (double) target.toNanos() / Math.max(1, elapsed.toNanos());
        factor = Math.max(1 / MAX_FACTOR, Math.min(MAX_FACTOR, factor));
        return new BatchSize((int) Math.max(least, Math.min(most, Math.round(rows * factor))), least, most);
    }

    /** After a batch met a lock it would not wait for, or a deadlock: a smaller one is less in the way. */
    BatchSize afterConflict() {
        return new BatchSize(Math.max(least, rows / 2), least, most);
    }
}
