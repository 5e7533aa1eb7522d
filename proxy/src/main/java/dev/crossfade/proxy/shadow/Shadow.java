package dev.crossfade.proxy.shadow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ShadowReport;
import dev.crossfade.proxy.ShadowReport.Sample;
import dev.crossfade.proxy.backend.Borrower;
import dev.crossfade.proxy.backend.Flavor;
import dev.crossfade.proxy.backend.PoolGroup;
import dev.crossfade.proxy.backend.ServerConnection;
import dev.crossfade.proxy.plan.Plan;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.FatalException;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shadow reads of one database. {@link #read} is for the clients' event loops, {@link #report} and what steers it for any
 * thread; all else is confined to the shadow's own loop.
 *
 * <p>At most {@value #MAX_AT_ONCE} are under way, each on a connection of its own that no pool's limit counts; what comes
 * meanwhile is dropped and counted. So the load on the server is bounded by that many sessions, and the client waits for nothing.
 */
public final class Shadow {
    static final int MAX_AT_ONCE = 2;

    static final String SETTINGS = "settings not known";
    static final String NAMES = "names mean other tables";
    static final String FAILS = "fails on old too";
    static final String TOO_LARGE = "answer too large";
    static final String PARAMETERS = "parameters too long";
    static final String REFUSED = "refused for new";
    static final String SAME_TEXT = "reads neither side";
    static final String NO_CONNECTION = "no connection";
    static final String LOST = "connection lost";
    static final String NOT_REPEATABLE = "not the same twice";
    static final String PLAN_DECIDES = "the plan decides";
    static final String STAGE_CHANGED = "the stage has changed meanwhile";

    private static final long IDLE_MILLIS = 10_000;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_NATURES_CHARACTERS = 4 << 20;

    /** What an entry takes besides its text. */
    private static final int NATURE_CHARACTERS = 100;

    private final FlagControl flags;
    private final Supplier<ProxySettings.Backend> backend;
    private final EventLoop loop;
    private final AtomicInteger running = new AtomicInteger();
    private final Map<String, ShadowBook> books = new ConcurrentHashMap<>();
    private final Set<String> showing = ConcurrentHashMap.newKeySet();
    private final Cache<NatureKey, ReadNature> natures = Caffeine.newBuilder()
            .maximumWeight(MAX_NATURES_CHARACTERS)
            .weigher((NatureKey key, ReadNature nature) -> NATURE_CHARACTERS + key.text.length())
            .executor(Runnable::run)
            .build();
    private final Deque<Idle> idle = new ArrayDeque<>();
    private Set<String> views = Set.of();
    private long viewsVersion = -1;
    private long failedNanos = System.nanoTime() - RETRY_NANOS;
    private boolean closed;

    private record NatureKey(String text, boolean conforming, long catalogVersion) {}

    private record Idle(PoolGroup group, Flavor flavor, ShadowConnection connection) {}

    /** @param loop its own, so that nothing of this holds up a client */
    public Shadow(FlagControl flags, Supplier<ProxySettings.Backend> backend, EventLoop loop) {
        this.flags = flags;
        this.backend = backend;
        this.loop = loop;
    }

    // ---- on clients' event loops
    // --------------------------------------------------------------------------------------

    /** Whether what is read under this plan is to be compared. */
    public static boolean wants(Plan plan) {
        return plan.rules().compares()
                && !plan.result().touches().isEmpty()
                && ReadNature.mayRead(plan.text())
                && !ShadowRead.migrations(plan).isEmpty();
    }

    /** Whether there is room for one more; if not, that one is counted as dropped. */
    public boolean takes(Plan plan) {
        if (running.getAndUpdate(now -> now < MAX_AT_ONCE ? now + 1 : now) < MAX_AT_ONCE) {
            return true;
        }
        ShadowRead.migrations(plan).forEach(migration -> book(migration).dropped());
        return false;
    }

    /** One for which there was room is not compared after all. {@code why} is one of a few reasons. */
    private void skips(Plan plan, String why) {
        ShadowRead.migrations(plan).forEach(migration -> book(migration).skipped(why));
        running.decrementAndGet();
    }

    /** The session's settings are being changed. */
    public void settingsUnknown(Plan plan) {
        skips(plan, SETTINGS);
    }

    /** What was bound is more than is kept. */
    public void parametersTooLong(Plan plan) {
        skips(plan, PARAMETERS);
    }

    /** Compares; room must have been {@linkplain #takes taken}. Returns at once. */
    public void read(ShadowRead read) {
        try {
            loop.execute(() -> begin(read));
        } catch (RejectedExecutionException e) {
            running.decrementAndGet(); // the proxy is closing
        }
    }

    // ---- any thread
    // ---------------------------------------------------------------------------------------------------

    private ShadowBook book(String migration) {
        return books.computeIfAbsent(migration, ShadowBook::new);
    }

    public ShadowReport report(String migration) {
        return book(migration).report();
    }

    /** Begins a new account. What is under way still goes to the old one. */
    public void forget(String migration) {
        books.put(migration, new ShadowBook(migration));
    }

    /** Whether samples of a migration's mismatches hold values from now on. */
    public void shows(String migration, boolean values) {
        if (values) {
            showing.add(migration);
        } else {
            showing.remove(migration);
        }
    }

    /** Ends what is idle; what is under way ends by itself. */
    public void close() {
        try {
            loop.execute(() -> {
                closed = true;
                while (!idle.isEmpty()) {
                    idle.removeFirst().connection.end();
                }
            });
        } catch (RejectedExecutionException e) {
            // closed with its loop
        }
    }

    /** Where the outcomes of one read go. */
    static final class Books {
        private final Map<String, ShadowBook> books = new ConcurrentHashMap<>();
        private final Function<String, Boolean> shows;

        private Books(Function<String, Boolean> shows) {
            this.shows = shows;
        }

        private void each(Consumer<ShadowBook> entry) {
            books.values().forEach(entry);
        }

        void skipped(String why) {
            each(book -> book.skipped(why));
        }

        void undecided(String why) {
            each(book -> book.undecided(why));
        }

        void took(long oldNanos, long newNanos) {
            each(book -> book.took(oldNanos, newNanos));
        }

        void agreed() {
            each(ShadowBook::agreed);
        }

        /** @param sample given whether it may show values */
        void differed(Function<Boolean, Sample> sample) {
            books.forEach((migration, book) -> book.differed(sample.apply(shows.apply(migration))));
        }
    }

    // ---- on its own loop
    // ------------------------------------------------------------------------------------------------

    private void begin(ShadowRead read) {
        Books outcome = new Books(showing::contains);
        read.migrations().forEach(migration -> outcome.books.put(migration, book(migration)));
        Plan plan = read.plan();
        Catalog catalog = read.catalog();
        ReadNature nature = natures.get(
                new NatureKey(plan.text(), plan.standardConformingStrings(), catalog.version()),
                key -> ReadNature.of(key.text, key.conforming, catalog, views(catalog)));
        String skip = nature.skip();
        if (skip != null) {
            outcome.skipped(skip);
            running.decrementAndGet();
            return;
        }
        CompletableFuture<?> unused = read.planner()
                .plan(read.forNew())
                .whenComplete((result, thrown) -> inLoop(() -> planned(read, nature, outcome, result)));
    }

    private void inLoop(Runnable work) {
        try {
            loop.execute(work);
        } catch (RejectedExecutionException e) {
            running.decrementAndGet();
        }
    }

    private Set<String> views(Catalog catalog) {
        if (viewsVersion != catalog.version()) {
            Set<String> names = new HashSet<>();
            for (Catalog.Relation relation : catalog.relations().values()) {
                if (relation.kind() == 'v' || relation.kind() == 'm') {
                    names.add(relation.name().name());
                }
            }
            views = names;
            viewsVersion = catalog.version();
        }
        return views;
    }

    private void planned(ShadowRead read, ReadNature nature, Books outcome, @Nullable RewriteResult result) {
        if (closed || result == null || result instanceof RewriteResult.Refused) {
            outcome.skipped(REFUSED);
            running.decrementAndGet();
            return;
        }
        String text = result instanceof RewriteResult.Rewritten rewritten
                ? rewritten.sql()
                : read.plan().text();
        if (text.equals(read.oldText())) {
            outcome.skipped(SAME_TEXT);
            running.decrementAndGet();
            return;
        }
        Iterator<Idle> all = idle.iterator();
        while (all.hasNext()) {
            Idle one = all.next();
            if (one.group == read.group()
                    && one.flavor.equals(read.flavor())
                    && one.connection.connection().backend().equals(backend.get())) {
                all.remove();
                compare(read, text, nature, outcome, one.connection);
                return;
            }
        }
        if (System.nanoTime() - failedNanos < RETRY_NANOS) {
            outcome.skipped(NO_CONNECTION);
            running.decrementAndGet();
            return;
        }
        if (!idle.isEmpty()) {
            idle.removeFirst().connection.end(); // another user's: not more are open than are at work at once
        }
        open(read, text, nature, outcome);
    }

    private void open(ShadowRead read, String text, ReadNature nature, Books outcome) {
        read.group().of(loop).openDedicated(read.flavor(), new Borrower() {
            @Override
            public void lent(ServerConnection server) {
                compare(read, text, nature, outcome, new ShadowConnection(server, Shadow.this::lost));
            }

            @Override
            public void refused(FatalException why) {
                failed();
            }

            @Override
            public void refusedByServer(byte[] errorResponse) {
                failed();
            }

            private void failed() {
                failedNanos = System.nanoTime();
                outcome.skipped(NO_CONNECTION);
                running.decrementAndGet();
            }
        });
    }

    private void compare(ShadowRead read, String text, ReadNature nature, Books outcome, ShadowConnection connection) {
        connection.busyWith(() -> {
            outcome.undecided(LOST);
            running.decrementAndGet();
        });
        new Comparison(
                        read,
                        text,
                        nature,
                        connection,
                        outcome,
                        flags::current,
                        () -> {
                            over(connection);
                            rest(new Idle(read.group(), read.flavor(), connection));
                        },
                        () -> {
                            over(connection);
                            connection.end();
                        })
                .run();
    }

    private void over(ShadowConnection connection) {
        connection.busyWith(null);
        running.decrementAndGet();
    }

    private void rest(Idle one) {
        if (closed) {
            one.connection.end();
            return;
        }
        idle.addLast(one);
        Future<?> unused = loop.schedule(
                () -> {
                    if (idle.remove(one)) {
                        one.connection.end();
                    }
                },
                IDLE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void lost(ShadowConnection connection) {
        idle.removeIf(one -> one.connection == connection);
        Channels.close(connection.connection().channel());
    }
}
