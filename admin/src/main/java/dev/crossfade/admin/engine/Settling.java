package dev.crossfade.admin.engine;

import dev.crossfade.proxy.ClientLatency;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients come to rest between the steps of a start. A step makes their next statements dear: the server's sessions plan them
 * anew, Crossfade rewrites them for the first time and compiles what does. One at a time, with a pause until clients are as
 * fast as before, passes without notice where all at once would use up a machine that is half busy.
 *
 * <p>Where nobody is served, or the file lets backfill take all of the time, there is no pause. Not for use by several threads.
 */
final class Settling {
    /** How far back clients' times count. */
    static final Duration WINDOW = Duration.ofSeconds(1);

    /** After that it goes on all the same. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** With fewer statements in this time nobody waits for much. */
    private static final Duration GLANCE = Duration.ofMillis(300);

    private static final int FEW_STATEMENTS = 60;

    private final Db db;
    private final Function<Duration, ClientTimes> measuring;
    private final BooleanSupplier heeds;
    private ClientTimes.@Nullable Reading usual;

    /**
     * @param measuring begins to measure clients' times, over a window
     * @param heeds whether clients are heeded
     */
    Settling(Db db, Function<Duration, ClientTimes> measuring, BooleanSupplier heeds) {
        this.db = db;
        this.measuring = measuring;
        this.heeds = heeds;
    }

    /** Takes down how clients fare before the first step; a window long while they are served, else at once. */
    void measure(Control control) throws SQLException, InterruptedException {
        usual = null;
        if (!heeds.getAsBoolean() || !ClientLoad.anyAtWork(db)) {
            return;
        }
        try (ClientTimes times = measuring.apply(WINDOW)) {
            times.read();
            rest(control, GLANCE, times);
            if (times.read().statements().statements() < FEW_STATEMENTS) {
                return;
            }
            ClientTimes.Reading last = rest(control, WINDOW.minus(GLANCE), times);
            usual = last.isEnough() ? last : null;
        }
    }

    /** Returns when a window has passed in which clients were about as fast as before the first step, or served no more. */
    void await(Control control) throws InterruptedException {
        ClientTimes.Reading before = usual;
        if (before == null || !heeds.getAsBoolean()) {
            return;
        }
        try (ClientTimes times = measuring.apply(WINDOW)) {
            times.read();
            ClientTimes.Reading last = rest(control, WINDOW, times);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (last.isEnough() && last.ofLimit(before) > 1 && System.nanoTime() - end < 0) {
                control.blockedBy(List.of("99 of 100 statements of clients take up to " + millis(last.statements())
                        + " ms, " + millis(before.statements())
                        + " before the start; it goes on when they have settled, or after "
                        + PATIENCE.toSeconds() + " s"));
                last = rest(control, LOOK_AGAIN, times);
            }
            control.blockedBy(List.of());
        }
    }

    private static double millis(ClientLatency.Reading of) {
        return Math.round(of.p99().toNanos() / 1e5) / 10.0;
    }

    private static ClientTimes.Reading rest(Control control, Duration time, ClientTimes times)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        ClientTimes.Reading last;
        do {
            control.rest(LOOK_AGAIN.toMillis());
            control.proceed();
            last = times.read();
        } while (System.nanoTime() - end < 0);
        return last;
    }
}
