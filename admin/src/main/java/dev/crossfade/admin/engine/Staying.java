package dev.crossfade.admin.engine;

import dev.crossfade.admin.engine.LockHolders.Holder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which of those who hold a lock will not let go of it soon: while one is there, to ask for the lock would only have everybody else
 * stand in the queue behind. Whoever has been at it for as long as a try lasts is one; as time goes by, only who has been
 * there for half of it, since transactions that overlap may all be longer than that, and leave gaps all the same.
 *
 * <p>Not for use by several threads.
 */
public final class Staying {
    private final long leastNanos;
    private final long beganNanos;
    private final Map<String, Long> firstSeen = new HashMap<>();

    /** @param least for how long one try waits */
    public Staying(Duration least, long nowNanos) {
        this.leastNanos = least.toNanos();
        this.beganNanos = nowNanos;
    }

    /**
     * Those who have one of {@code tables} now, in words; empty when it may be asked for.
     *
     * @param harmless modes that do not count, as {@code pg_locks} spells them
     */
    public List<String> look(Db db, List<Long> tables, List<String> harmless) throws SQLException {
        return new ArrayList<>(of(LockHolders.of(db, tables, harmless), System.nanoTime()).stream()
                .map(Holder::words)
                .toList());
    }

    /** Those of {@code holders}, which are all there are now. */
    List<Holder> of(List<Holder> holders, long nowNanos) {
        firstSeen.keySet().retainAll(holders.stream().map(Holder::transaction).collect(Collectors.toSet()));
        long patience = Math.max(leastNanos, (nowNanos - beganNanos) / 2);
        return holders.stream()
                .filter(holder -> !holder.givesWay() && (holder.isPrepared() || age(holder, nowNanos) >= patience))
                .toList();
    }

    /** The server's word, or, where it does not tell, since when it was seen. */
    private long age(Holder holder, long nowNanos) {
        long seen = firstSeen.computeIfAbsent(holder.transaction(), first -> nowNanos);
        return Math.max(Duration.ofMillis(holder.ageMillis()).toNanos(), nowNanos - seen);
    }
}
