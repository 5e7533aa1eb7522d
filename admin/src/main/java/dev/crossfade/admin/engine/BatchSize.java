package dev.crossfade.admin.engine;

import java.time.Duration;

/**
 * How many rows the next batch looks at, so that one takes about the target time. An immutable value; pure.
 *
 * @param rows within {@value #MIN_ROWS} and {@value #MAX_ROWS}
 */
record BatchSize(int rows) {
    static final int MIN_ROWS = 1_000;
    static final int MAX_ROWS = 10_000;

    /** One batch's time says little, so a step is never more than this factor. */
    private static final double MAX_FACTOR = 2.0;

    static final BatchSize INITIAL = new BatchSize(2_000);

    /** After a batch of this size took {@code elapsed}. */
    BatchSize after(Duration elapsed, Duration target) {
        double factor = (double) target.toNanos() / Math.max(1, elapsed.toNanos());
        factor = Math.max(1 / MAX_FACTOR, Math.min(MAX_FACTOR, factor));
        return new BatchSize((int) Math.max(MIN_ROWS, Math.min(MAX_ROWS, Math.round(rows * factor))));
    }

    /** After a batch met a lock it would not wait for, or a deadlock: a smaller one is less in the way. */
    BatchSize afterConflict() {
        return new BatchSize(Math.max(MIN_ROWS, rows / 2));
    }
}
