package dev.crossfade.admin.engine;

import java.time.Duration;

/**
 * How much of its time backfill rests so that clients stay under their limit: it slows down by as much as they are over it, and speeds
 * up by a little once they are well under it. A window that barely misses is most often noise, and costs little. An immutable value; pure.
 *
 * @param restsPerBatch rest after a batch, in times of what the batch took, from 0 to {@value #MOST}
 */
record Pace(double restsPerBatch) {
    static final Pace FULL = new Pace(0);
    static final double MOST = 16;

    /** Clients are near their limit from this share of it on. */
    private static final double NEAR = 0.8;

    private static final double LEAST = 0.25;
    private static final double FASTER = 0.85;

    /** Of a limit that is missed, by however little or much. */
    private static final double SLOWER_AT_LEAST = 1.1;

    private static final double SLOWER_AT_MOST = 2;

    /** It, or slower: with no less rest than {@code rests}. */
    Pace atLeast(double rests) {
        return new Pace(Math.max(rests, restsPerBatch));
    }

    /** By as much as it can. */
    Pace slower() {
        return slower(SLOWER_AT_MOST);
    }

    private Pace slower(double ofLimit) {
        double factor = Math.max(SLOWER_AT_LEAST, Math.min(SLOWER_AT_MOST, ofLimit));
        return new Pace(Math.min(MOST, Math.max(LEAST, restsPerBatch * factor)));
    }

    /** After a look at clients' times. */
    Pace after(Duration p99, Duration most) {
        return after((double) p99.toNanos() / most.toNanos());
    }

    /** @param ofLimit how near clients' times are to their limit, which is 1 */
    Pace after(double ofLimit) {
        if (ofLimit > 1) {
            return slower(ofLimit);
        }
        if (ofLimit >= NEAR) {
            return this;
        }
        double less = restsPerBatch * FASTER;
        return less < LEAST / 4 ? FULL : new Pace(less);
    }

    Duration rest(Duration batch) {
        return Duration.ofNanos((long) (batch.toNanos() * restsPerBatch));
    }
}
