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
import java.util.function.Predicate;
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
    private final DatabasePools siblings;
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
     * @param siblings the groups of all users of the database, of which this becomes one
     * @param credential who they log in as
     */
    public PoolGroup(
            Supplier<ProxySettings.Database> database,
            Dialer dialer,
            DatabasePools siblings,
            BackendCredential credential) {
        this.database = database;
        this.dialer = dialer;
        this.siblings = siblings;
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

    /** The database's name. */
    String database() {
        return database.get().name();
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

    /** Whether a connection may be opened. */
    enum Permit {
        GIVEN,
        USER_IS_FULL,
        DATABASE_IS_FULL
    }

    /** Takes leave to open a connection, if the limits allow one more. */
    Permit permit() {
        if (!take(open, pooling().limit())) {
            return Permit.USER_IS_FULL;
        }
        if (!siblings.take(pooling().maxPerDatabase())) {
            open.decrementAndGet();
            return Permit.DATABASE_IS_FULL;
        }
        return Permit.GIVEN;
    }

    static boolean take(AtomicInteger count, int limit) {
        if (limit == 0) {
            count.incrementAndGet();
            return true;
        }
        return count.getAndUpdate(now -> now < limit ? now + 1 : now) < limit;
    }

    /** A connection is closed, or was not opened after all: who has waited longest for that may open one. */
    void permitReturned() {
        open.decrementAndGet();
        siblings.returned();
        Pool longest = blockedLongest(siblings.blockedLongest(), pool -> true);
        if (longest != null) {
            longest.loop().execute(longest::feed);
        }
    }

    /** Of its pools that are blocked and {@code like} that, and {@code other}, the one whose first client has waited longest. */
    @Nullable
    Pool blockedLongest(@Nullable Pool other, Predicate<Pool> like) {
        Pool longest = other;
        long since = other == null ? 0 : other.waiting().blockedSinceNanos();
        for (Pool pool : all) {
            long blocked = pool.waiting().blockedSinceNanos();
            if (blocked != 0 && like.test(pool) && (longest == null || blocked - since < 0)) {
                longest = pool;
                since = blocked;
            }
        }
        return longest;
    }

    /** The limit keeps a pool from opening a connection that a client waits for: others may have one that nobody uses. */
    void askOthers(Pool pool, Permit why) {
        boolean asked = false;
        for (Pool other : all) {
            if (!other.equals(pool) && other.idleCount() > 0) {
                other.loop().execute(other::spareOne);
                asked = true;
            }
        }
        if (!asked && why == Permit.DATABASE_IS_FULL) {
            siblings.askForOne();
        }
    }

    /** Whether it has an idle connection, which it closes then. */
    boolean sparesOne() {
        for (Pool pool : all) {
            if (pool.idleCount() > 0) {
                pool.loop().execute(pool::spareOne);
                return true;
            }
        }
        return false;
    }

    /** Whether a limit has kept a client of another event loop or user waiting since before then. */
    boolean isWantedElsewhere(Pool here, long beforeNanos) {
        Pool longest = blockedLongest(
                pooling().maxPerDatabase() == 0 ? null : siblings.blockedLongest(), pool -> !pool.equals(here));
        if (longest == null || longest.equals(here)) {
            return false;
        }
        long blocked = longest.waiting().blockedSinceNanos();
        return blocked != 0 && blocked - beforeNanos < 0;
    }

    /** How it stands. Any thread. */
    public PoolInfo info() {
        int idle = 0;
        int waiting = 0;
        int opening = 0;
        long longestMillis = 0;
        for (Pool pool : all) {
            idle += pool.idleCount();
            waiting += pool.waiting().count();
            opening += pool.openingCount();
            longestMillis = Math.max(longestMillis, pool.waiting().longestWaitMillis());
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
