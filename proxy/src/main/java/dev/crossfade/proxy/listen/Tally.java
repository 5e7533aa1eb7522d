package dev.crossfade.proxy.listen;

import io.netty.channel.Channel;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections are open by listener, address, user: whatever they are counted under. Thread-safe. */
public final class Tally {
    private final ConcurrentHashMap<Object, Integer> open = new ConcurrentHashMap<>();

    /** Counts a channel until it is closed. Answers how many there are now, this one included. */
    public int enter(Object key, Channel channel) {
        int now = open.merge(key, 1, Integer::sum);
        channel.closeFuture().addListener(closed -> open.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1));
        return now;
    }
}
