package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.MigrationStatus.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How far a pass over the table is and how fast. One thread writes, any may read. */
public final class Meter {
    /** The rate is that of the last seconds. */
    private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();

    private record Sample(long nanos, long rows) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final long total;
    private volatile @Nullable Progress progress;

    public Meter(long total, long done, long nanos) {
        this.total = total;
        at(done, nanos);
    }

    /** {@code rows} rows are done at {@code nanos}. */
    public void at(long rows, long nanos) {
        samples.addLast(new Sample(nanos, rows));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample oldest = samples.getFirst();
        double seconds = (nanos - oldest.nanos()) / 1e9;
        double rate = seconds <= 0 ? 0 : (rows - oldest.rows()) / seconds;
        long all = Math.max(total, rows);
        long left = rate <= 0 ? -1 : (long) Math.ceil((all - rows) / rate);
        progress = new Progress(rows, all, Math.round(rate * 10) / 10.0, left);
    }

    public @Nullable Progress progress() {
        return progress;
    }
}
