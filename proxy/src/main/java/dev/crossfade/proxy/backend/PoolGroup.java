package dev.crossfade.proxy.backend;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.auth.BackendCredential;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All server connections of one user of one database: a {@link Pool} for each event loop, and the limit they have in common.
 * Thread-safe.
 *
 * <p>A connection serves clients of its own event loop. Where the limit is reached and one loop has clients waiting for
 * longer than another's, the other closes a connection so that the first may open one: it costs a login, which is why the
 * difference must be {@link #TRANSFER_NANOS} at least.
 */
public final class PoolGroup {
    /** How much longer a client of another event loop must have waited. A login takes some milliseconds. */
    static final long TRANSFER_NANOS = 20_000_000;

    private static final int MAX_FLAVORS = 1_000;

    private final Supplier<ProxySettings.Database> database;
    private final AtomicInteger openInDatabase;
    private final ConcurrentHashMap<EventLoop, Pool> pools = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    final LongAdder opened = new LongAdder();
    final LongAdder closed = new LongAdder();
    final LongAdder failed = new LongAdder();
    private final Cache<Flavor, Welcome> welcomes =
            Caffeine.newBuilder().maximumSize(MAX_FLAVORS).build();
    private volatile List<Pool> all = List.of();
    private volatile Dialer dialer;
    private volatile BackendCredential credential;
    private volatile @Nullable Flavor newestFlavor;
    private volatile int generation;

    /**
     * @param database what the configuration says of it at present
     * @param openInDatabase server connections of all users, counted by all groups of the database
     * @param credential who they log in as
     */
    public PoolGroup(
            Supplier<ProxySettings.Database> database,
            Dialer dialer,
            AtomicInteger openInDatabase,
            BackendCredential credential) {
        this.database = database;
        this.dialer = dialer;
        this.openInDatabase = openInDatabase;
        this.credential = credential;
    }

    /** From now on connections log in with this, which the same user has just proved to have. */
    public void renew(Dialer newestDialer, BackendCredential newest) {
        dialer = newestDialer;
        if (newest.hasSecret() || !credential.hasSecret()) {
            credential = newest; // who came in by a certificate must not displace what logs in at the backend
        }
    }

    /** The pool of an event loop. */
    public Pool of(EventLoop loop) {
        Pool pool = pools.get(loop);
        return pool != null ? pool : add(loop);
    }

    private synchronized Pool add(EventLoop loop) {
        Pool pool = pools.computeIfAbsent(loop, anew -> new Pool(this, anew));
        all = List.copyOf(pools.values());
        return pool;
    }

    /** Connections opened so far are closed, as soon as nobody uses them. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // called by the control plane, one after the other
    public void retire() {
        generation++;
        welcomes.invalidateAll();
        all.forEach(pool -> pool.loop().execute(pool::sweep));
    }

    ProxySettings.Backend backend() {
        return database.get().backend();
    }

    Pooling pooling() {
        return database.get().pooling();
    }

    Dialer dialer() {
        return dialer;
    }

    BackendCredential credential() {
        return credential;
    }

    int generation() {
        return generation;
    }

    void flavor(Flavor newest) {
        newestFlavor = newest;
    }

    /** How servers welcome connections of a flavor, null when that is not known. Any thread. */
    public @Nullable Welcome welcome(Flavor flavor) {
        return welcomes.getIfPresent(flavor);
    }

    /** A connection of that flavor was welcomed so. */
    public void welcome(Flavor flavor, Welcome welcome) {
        welcomes.put(flavor, welcome);
    }

    @Nullable
    Flavor newestFlavor() {
        return newestFlavor;
    }

    int open() {
        return open.get();
    }

    /** Takes leave to open a connection, if the limits allow one more. */
    boolean permit() {
        return take(open, pooling().limit()) && (take(openInDatabase, pooling().maxPerDatabase()) || giveUp());
    }

    private boolean giveUp() {
        open.decrementAndGet();
        return false;
    }

    private static boolean take(AtomicInteger count, int limit) {
        if (limit == 0) {
            count.incrementAndGet();
            return true;
        }
        return count.getAndUpdate(now -> now < limit ? now + 1 : now) < limit;
    }

    /** A connection is closed, or was not opened after all. */
    void permitReturned() {
        open.decrementAndGet();
        openInDatabase.decrementAndGet();
        Pool longest = null;
        long since = 0;
        for (Pool pool : all) {
            long blocked = pool.blockedSinceNanos();
            if (blocked != 0 && (longest == null || blocked - since < 0)) {
                longest = pool;
                since = blocked;
            }
        }
        if (longest != null) {
            longest.loop().execute(longest::feed);
        }
    }

    /** The limit keeps a pool from opening a connection that a client waits for. */
    void askOthers(Pool pool) {
        for (Pool other : all) {
            if (!other.equals(pool) && other.idleCount() > 0) {
                other.loop().execute(other::spareOne);
            }
        }
    }

    /** Whether the limit has kept a client of another event loop waiting since before then. */
    boolean isWantedElsewhere(Pool here, long beforeNanos) {
        for (Pool pool : all) {
            long blocked = pool.blockedSinceNanos();
            if (blocked != 0 && !pool.equals(here) && blocked - beforeNanos < 0) {
                return true;
            }
        }
        return false;
    }

    /** How it stands. Any thread. */
    public PoolInfo info() {
        int idle = 0;
        int waiting = 0;
        int opening = 0;
        long longestMillis = 0;
        for (Pool pool : all) {
            idle += pool.idleCount();
            waiting += pool.waitingCount();
            opening += pool.openingCount();
            longestMillis = Math.max(longestMillis, pool.longestWaitMillis());
        }
        return new PoolInfo(
                database.get().name(),
                credential.user(),
                pooling().mode(),
                Math.max(0, open.get() - idle - opening),
                idle,
                opening,
                waiting,
                longestMillis,
                pooling().limit(),
                opened.sum(),
                closed.sum(),
                failed.sum());
    }
}
