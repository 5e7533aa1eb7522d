package dev.crossfade.proxy.node;

import dev.crossfade.proxy.LoginFailures;
import dev.crossfade.proxy.TrafficInfo;
import dev.crossfade.proxy.node.Traffic.Count;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What clients have done since the start, by database and user, and the logins that failed. Thread-safe. */
public final class TrafficBook {
    /** Users that are counted by name, of all databases together. */
    private static final int MAX_USERS = 1_000;

    private static final String OTHERS = "(others)";

    private final ConcurrentHashMap<Key, Map<EventLoop, Traffic>> traffic = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Failure, LongAdder> failures = new ConcurrentHashMap<>();
    private final LongAdder accepted = new LongAdder();

    private record Key(String database, String user) {}

    private record Failure(String database, String sqlState) {}

    /** Where a session on that loop counts what it does. */
    public Traffic of(String database, String user, EventLoop loop) {
        Key key = new Key(database, user);
        if (traffic.size() >= MAX_USERS && !traffic.containsKey(key)) {
            key = new Key(database, OTHERS);
        }
        return traffic.computeIfAbsent(key, anew -> new ConcurrentHashMap<>())
                .computeIfAbsent(loop, anew -> new Traffic());
    }

    public void accepted() {
        accepted.increment();
    }

    public long acceptedConnections() {
        return accepted.sum();
    }

    /** @param sqlState one of Crossfade's own, or the server's; what a client says is never taken for one */
    public void loginFailed(String database, String sqlState) {
        failures.computeIfAbsent(new Failure(database, sqlState), anew -> new LongAdder())
                .increment();
    }

    public List<TrafficInfo> traffic() {
        List<TrafficInfo> all = new ArrayList<>();
        traffic.forEach((key, loops) -> all.add(new TrafficInfo(
                key.database(),
                key.user(),
                sum(loops, Count.LOGINS),
                sum(loops, Count.ENDED),
                sum(loops, Count.TRANSACTIONS),
                sum(loops, Count.QUERIES),
                sum(loops, Count.ERRORS),
                sum(loops, Count.RECEIVED_BYTES),
                sum(loops, Count.SENT_BYTES),
                sum(loops, Count.TRANSACTION_NANOS),
                sum(loops, Count.QUERY_NANOS),
                sum(loops, Count.WAIT_NANOS))));
        return all;
    }

    private static long sum(Map<EventLoop, Traffic> loops, Count count) {
        return loops.values().stream().mapToLong(one -> one.get(count)).sum();
    }

    public List<LoginFailures> failures() {
        List<LoginFailures> all = new ArrayList<>();
        failures.forEach(
                (failure, count) -> all.add(new LoginFailures(failure.database(), failure.sqlState(), count.sum())));
        return all;
    }
}
