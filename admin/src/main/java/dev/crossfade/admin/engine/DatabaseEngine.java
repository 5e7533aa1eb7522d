package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.ChangeSpec;
import dev.crossfade.admin.config.FiledMigration;
import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.engine.change.ChangeContext;
import dev.crossfade.admin.engine.change.ChangeRunner;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's part for one database that has migrations: holds the engine lock, loads what the database says, keeps the data
 * plane's catalog fresh, and lets the migrations work while it holds the lock.
 *
 * <pre>
 *   connecting ──lock──► loading ──► active ──connection lost──► connecting
 *        └── held by another engine: said in blockedBy, tried again
 * </pre>
 *
 * What it may do of this is its {@link EngineMode}.
 */
final class DatabaseEngine implements DatabaseContext, ChangeContext, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseEngine.class);
    private static final Backoff CONNECT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final DatabaseConnection where;
    private final Db db;
    private final UUID instance = UUID.randomUUID();
    private final StateStore store;
    private final FlagControl flags;
    private final EngineHost host;
    private final EngineLimits limits;
    private final ExecutorService executor;
    private final Consumer<ByItself> moves;
    private final Platform.Catalogs catalogs;
    private final Thread thread;

    /** Sorted by name; replaced whole. */
    private volatile List<MigrationRunner> runners;

    /** Changes of the schema, likewise. */
    private volatile List<ChangeRunner> changes;

    private volatile EngineMode mode;
    private boolean watching; // guarded by this
    private volatile boolean locked;
    private volatile boolean active;
    private volatile boolean closed;
    private volatile boolean served;
    private volatile List<String> inactiveBecause = List.of("the engine has not connected yet");
    private volatile Catalog catalog = Catalog.EMPTY;
    private long published; // version, guarded by catalogs
    private boolean reload; // guarded by this

    DatabaseEngine(
            DatabaseConnection where,
            List<? extends FiledMigration> specs,
            FlagControl flags,
            EngineHost host,
            EngineLimits limits,
            ExecutorService executor,
            Consumer<ByItself> moves,
            EngineMode mode) {
        this.moves = moves;
        this.mode = mode;
        this.where = where;
        this.db = new Db(where);
        this.store = db.platform().store(where, instance);
        this.catalogs = db.platform().catalogs();
        this.flags = flags;
        this.host = host;
        this.limits = limits;
        this.executor = executor;
        this.runners = specs.stream()
                .sorted(Comparator.comparing(FiledMigration::name))
                .filter(MigrationSpec.class::isInstance)
                .map(s -> new MigrationRunner((MigrationSpec) s, this))
                .toList();
        this.changes = specs.stream()
                .sorted(Comparator.comparing(FiledMigration::name))
                .filter(ChangeSpec.class::isInstance)
                .map(s -> new ChangeRunner((ChangeSpec) s, this))
                .toList();
        this.thread = new Thread(this::run, "crossfade-engine-" + where.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    DatabaseConnection where() {
        return where;
    }

    /** Whether clients were ever let in. */
    boolean hasServed() {
        return served;
    }

    /** Other migrations from now on; new ones are loaded by this engine's thread. Returns at once. */
    void migrations(List<MigrationRunner> newer, List<ChangeRunner> newerChanges) {
        changes = newerChanges.stream()
                .sorted(Comparator.comparing(ChangeRunner::name))
                .toList();
        runners = newer.stream()
                .sorted(Comparator.comparing(MigrationRunner::name))
                .toList();
        catalogMayHaveChanged(); // wakes the thread
    }

    @Override
    public Db db() {
        return db;
    }

    @Override
    public StateStore store() {
        return store;
    }

    @Override
    public FlagControl flags() {
        return flags;
    }

    @Override
    public EngineLimits limits() {
        return limits;
    }

    @Override
    public ExecutorService executor() {
        return executor;
    }

    @Override
    public boolean active() {
        return active && !closed;
    }

    @Override
    public boolean holdsLock() {
        return locked && !closed;
    }

    @Override
    public List<String> inactiveBecause() {
        return active() ? List.of() : inactiveBecause;
    }

    @Override
    public List<MigrationRunner> runners() {
        return runners;
    }

    /** Its changes of the schema. */
    List<ChangeRunner> changes() {
        return changes;
    }

    @Override
    public UUID instance() {
        return instance;
    }

    @Override
    public void createState(Connection connection) throws SQLException {
        store.create(connection);
    }

    @Override
    public List<String> underWay(TableName table, String except) {
        List<String> found = new ArrayList<>();
        for (MigrationRunner runner : runners) {
            Step step = runner.evidence().step();
            if (runner.migration().members().stream()
                            .anyMatch(member -> member.table().equals(table))
                    && !runner.name().equals(except)
                    && step != Step.NONE
                    && step != Step.DONE) {
                found.add("migration " + runner.name() + " of the same table is in step " + step.word());
            }
        }
        changes.stream()
                .filter(change -> !change.name().equals(except))
                .flatMap(change -> underWay(change, table))
                .forEach(found::add);
        return found;
    }

    @Override
    public List<String> changesUnderWay(TableName table) {
        return changes.stream().flatMap(change -> underWay(change, table)).toList();
    }

    private static Stream<String> underWay(ChangeRunner change, TableName table) {
        return change.isUnderWay() && change.spec().table().equals(table)
                ? Stream.of("migration " + change.name() + " of the same table is under way")
                : Stream.empty();
    }

    private void watchColumns() {
        host.watchColumns(
                where.name(),
                changes.stream()
                        .map(ChangeRunner::watched)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private List<Worker> workers() {
        return Stream.concat(
                        runners.stream().map(MigrationRunner::worker),
                        changes.stream().map(ChangeRunner::worker))
                .toList();
    }

    /** The catalog is looked at soon; returns at once. */
    void catalogMayHaveChanged() {
        synchronized (this) {
            reload = true;
            notifyAll();
        }
    }

    @Override
    public void reloadCatalog() throws SQLException {
        synchronized (catalogs) {
            Map<TableName, List<Catalog.Column>> gone = new HashMap<>();
            // Several migrations may name one table, one after the other.
            runners.forEach(runner -> runner.goneColumns()
                    .forEach((table, columns) ->
                            gone.computeIfAbsent(table, t -> new ArrayList<>()).addAll(columns)));
            Catalog now = db.call(c -> catalogs.load(c, gone));
            catalog = now;
            if (now.version() != published) {
                published = now.version();
                host.publish(where.name(), now);
            }
        }
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public void moved(ByItself move) {
        moves.accept(move);
    }

    @Override
    public EngineHost host() {
        return host;
    }

    private void run() {
        int failures = 0;
        while (!closed) {
            if (mode.work() == EngineMode.Work.CATALOG) {
                watchCatalog();
                continue;
            }
            try (EngineLock lock = db.platform().lock(db)) {
                if (lock == null) {
                    inactiveBecause = List.of(db.platform().lockHolder(db));
                    failures = 0;
                    await(limits.lockCheckMillis());
                    continue;
                }
                load();
                failures = 0;
                watch(lock);
            } catch (SQLException e) {
                String why = "database " + where.name() + " does not answer: " + Errors.firstLine(e);
                if (failures == 0 && !closed) {
                    LOG.warn("{}", why);
                }
                failed(why, ++failures);
            } catch (CrossfadeException e) {
                String why = String.valueOf(e.getMessage());
                if (!inactiveBecause.equals(List.of(why))) {
                    LOG.error("{}{}", why, e.hint() == null ? "" : ". " + e.hint());
                }
                failed(why, ++failures);
            } catch (RuntimeException e) {
                LOG.error("engine of database {}", where.name(), e);
                failed("unexpected: " + e.getMessage(), ++failures);
            }
        }
    }

    /** Nothing is done until it is tried again, {@code failures} times in a row by now. */
    private void failed(String why, int failures) {
        inactiveBecause = List.of(why);
        deactivate();
        await(CONNECT.pause(failures, ThreadLocalRandom.current()).toMillis());
    }

    private void load() throws SQLException {
        locked = true;
        if (db.call(store::exists)) {
            db.run(store::takeOver);
        }
        Set<String> filed = runners.stream().map(MigrationRunner::name).collect(Collectors.toSet());
        String unfiled = db.find(c -> Unfiled.in(db.platform(), c, where.name(), filed));
        if (unfiled != null) {
            host.notServed(where.name(), unfiled);
            throw new CrossfadeException(Problem.NOT_READY, unfiled, null);
        }
        reloadCatalog();
        for (MigrationRunner runner : runners) {
            runner.load();
            runner.requireDualWriting();
        }
        for (ChangeRunner change : changes) {
            change.load();
        }
        watchColumns();
        reloadCatalog(); // some of what it lists is known from the migrations only
        activate();
        served = true;
        host.ready(where.name(), true);
    }

    private void activate() {
        inactiveBecause = mode.why();
        if (!active && mode.work() == EngineMode.Work.ALL) {
            active = true;
            workers().forEach(Worker::submit);
        }
    }

    /** Holds no lock, changes nothing: only keeps the catalog fresh for the clients there are. */
    private void watchCatalog() {
        deactivate();
        inactiveBecause = mode.why();
        synchronized (this) {
            watching = true;
            notifyAll();
        }
        while (!closed && mode.work() == EngineMode.Work.CATALOG) {
            try {
                reloadCatalog();
            } catch (SQLException e) {
                LOG.debug("catalog of {}", where.name(), e);
            } catch (RuntimeException e) {
                LOG.error("catalog of database {}", where.name(), e);
            }
            await(limits.lockCheckMillis());
        }
        synchronized (this) {
            watching = false;
        }
    }

    /** What it may do from now on. Returns at once; {@link #awaitIdle} waits until it does no more than that. */
    void mode(EngineMode newer) {
        synchronized (this) {
            mode = newer;
            reload = true; // wakes the thread
            notifyAll();
        }
        if (newer.work() != EngineMode.Work.ALL) {
            active = false;
            workers().forEach(Worker::halt);
        }
    }

    /**
     * Told to watch the catalog only: waits until nothing works any more and the lock is given back.
     *
     * @return what is still at work at the end, or null
     */
    @Nullable
    String awaitIdle(long endNanos) throws InterruptedException {
        synchronized (this) {
            for (long left = endNanos - System.nanoTime(); !watching && !closed; left = endNanos - System.nanoTime()) {
                if (left <= 0) {
                    return "the engine of database " + where.name() + " waits for its server";
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
        for (MigrationRunner runner : runners) {
            if (!runner.worker().awaitIdle(endNanos)) {
                return "migration " + runner.name() + " is in step "
                        + runner.evidence().step().word() + ", which cannot be interrupted now";
            }
        }
        for (ChangeRunner change : changes) {
            if (!change.worker().awaitIdle(endNanos)) {
                return "migration " + change.name() + " is in a step that cannot be interrupted now";
            }
        }
        return null;
    }

    private void watch(EngineLock lock) throws SQLException {
        long nextPoll = System.nanoTime() + limits.catalogPollMillis() * 1_000_000;
        while (!closed && mode.work() != EngineMode.Work.CATALOG) {
            boolean asked = await(limits.lockCheckMillis());
            lock.check();
            activate();
            boolean due = System.nanoTime() - nextPoll >= 0;
            for (MigrationRunner runner : active ? runners : List.<MigrationRunner>of()) {
                if (!runner.isLoaded()) {
                    runner.load();
                    runner.requireDualWriting();
                    runner.worker().submit();
                }
            }
            for (ChangeRunner change : active ? changes : List.<ChangeRunner>of()) {
                if (!change.isLoaded()) {
                    change.load();
                    watchColumns();
                    change.worker().submit();
                }
            }
            for (MigrationRunner runner : runners) {
                runner.syncTruth();
            }
            for (MigrationRunner runner : active ? runners : List.<MigrationRunner>of()) {
                runner.look();
            }
            if (asked || due) {
                reloadCatalog();
                nextPoll = System.nanoTime() + limits.catalogPollMillis() * 1_000_000;
            }
            if (due) {
                for (MigrationRunner runner : runners) {
                    runner.refreshDeadLetters();
                    runner.refreshGuard();
                    runner.refreshObserved();
                    runner.noteOldSpeakers();
                }
                for (ChangeRunner change : changes) {
                    change.noteUse();
                }
            }
        }
    }

    private void deactivate() {
        active = false;
        locked = false;
        workers().forEach(Worker::halt);
    }

    /** Whether a reload was asked for meanwhile. */
    private boolean await(long millis) {
        synchronized (this) {
            try {
                long end = System.nanoTime() + millis * 1_000_000;
                long left = millis;
                while (!reload && !closed && left > 0) {
                    wait(left);
                    left = (end - System.nanoTime()) / 1_000_000;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closed = true;
            }
            boolean asked = reload;
            reload = false;
            return asked;
        }
    }

    /** Work ends after its present batch; returns at once. */
    void stop() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        deactivate();
    }

    @Override
    public void close() {
        stop();
        runners.forEach(runner -> runner.watchdog().close());
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        db.close();
    }
}
