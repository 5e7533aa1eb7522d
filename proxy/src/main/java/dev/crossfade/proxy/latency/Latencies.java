package dev.crossfade.proxy.latency;

import dev.crossfade.proxy.ClientLatency;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.rewrite.RewriteResult.Touch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Who wants to know how long the statements and transactions of one database take. Thread-safe; recording takes no lock. */
public final class Latencies {
    private final List<ClientLatency> watches = new CopyOnWriteArrayList<>();
    private final List<ClientLatency> transactionWatches = new CopyOnWriteArrayList<>();
    private volatile boolean isOn;

    /** Whether anybody does, of statements. */
    public boolean isOn() {
        return isOn;
    }

    /** @param migration whose table's statements count, null for all */
    public synchronized ClientLatency watch(@Nullable String migration, Duration window) {
        ClientLatency watch = new ClientLatency(migration, window, this::closed);
        watches.add(watch);
        isOn = true;
        return watch;
    }

    /** Of all of the database's transactions, those of one statement included. */
    public ClientLatency watchTransactions(Duration window) {
        ClientLatency watch = new ClientLatency(null, window, transactionWatches::remove);
        transactionWatches.add(watch);
        return watch;
    }

    /** A transaction has come to its end; {@code nanos} after its first statement was sent. */
    public void recordTransaction(long nanos) {
        if (!transactionWatches.isEmpty()) {
            transactionWatches.forEach(watch -> watch.record(nanos, false));
        }
    }

    private synchronized void closed(ClientLatency watch) {
        watches.remove(watch);
        isOn = !watches.isEmpty();
    }

    /**
     * A statement has come to its end.
     *
     * @param sqlState why it failed, null when it did not
     */
    public void record(@Nullable Plan plan, long nanos, @Nullable String sqlState) {
        for (ClientLatency watch : watches) {
            if (watch.migration() == null || (plan != null && touches(plan, watch.migration()))) {
                watch.record(nanos, sqlState != null && Failures.mayBeOfAMigration(sqlState));
            }
        }
    }

    private static boolean touches(Plan plan, String migration) {
        for (Touch touch : plan.result().touches()) {
            if (touch.migration().equals(migration)) {
                return true;
            }
        }
        return false;
    }
}
