package dev.crossfade.admin.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Failures of batches in a row: those that pass are waited out, the others let through. Not for several threads. */
final class Conflicts {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(2));
    private static final int MAX_IN_A_ROW = 100;

    private int inARow;

    void clear() {
        inARow = 0;
    }

    /** Rests before the next try, or throws {@code e} on. A lost connection is for the caller's caller. */
    void afterFailure(SQLException e, Control control) throws SQLException, InterruptedException {
        if (!Errors.isPassing(e) || ++inARow > MAX_IN_A_ROW) {
            throw e;
        }
        control.blockedBy(List.of("a batch met a conflict and is tried again: " + Errors.firstLine(e)));
        control.rest(BACKOFF.pause(inARow, ThreadLocalRandom.current()).toMillis());
        control.blockedBy(List.of());
    }
}
