package dev.crossfade.proxy.backend;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The server connections of all users of one database, and the limit they have in common. Thread-safe. */
public final class DatabasePools {
    private final AtomicInteger open = new AtomicInteger();
    private final List<PoolGroup> groups = new CopyOnWriteArrayList<>();

    /** The groups that count. */
    public void add(PoolGroup group) {
        groups.add(group);
    }

    boolean take(int limit) {
        return PoolGroup.take(open, limit);
    }

    void returned() {
        open.decrementAndGet();
    }

    /** Of the pools that wait for a connection of any user to be closed, the one whose first client has waited longest. */
    @Nullable
    Pool blockedLongest() {
        Pool longest = null;
        for (PoolGroup group : groups) {
            longest = group.blockedLongest(longest, pool -> pool.waiting().isBlockedByDatabase());
        }
        return longest;
    }

    /** One idle connection, of whichever user, is closed. */
    void askForOne() {
        for (PoolGroup group : groups) {
            if (group.sparesOne()) {
                return;
            }
        }
    }
}
