package dev.crossfade.admin.engine;

import dev.crossfade.admin.config.FiledMigration;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.Stage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The migration engine for PostgreSQL, 14 and newer, and MySQL, 8.0.29 and newer ({@link Platform}). One thread a database watches
 * over its engine lock and catalog, one thread a migration works while there is work. Safe for use by many threads.
 */
public final class JdbcMigrationEngine implements MigrationEngine {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcMigrationEngine.class);
    private static final int STOP_SECONDS = 3;
    private static final int IDLE_SECONDS = 10;

    private final FlagControl flags;
    private final EngineHost host;
    private final EngineLimits limits;
    private final ExecutorService executor;

    /** The databases of the configuration, those without migrations included. Guarded by this. */
    private List<DatabaseConnection> configured = List.of();

    /** Those that have migrations. Replaced whole, as {@link #driven} is. */
    private volatile Map<String, DatabaseEngine> databases = Map.of();

    private volatile Map<String, Driven> driven = Map.of();

    /** Databases without migrations that nobody is let into yet, each with how it is reached. */
    private final Map<String, DatabaseConnection> lookedAt = new ConcurrentHashMap<>();

    private volatile Consumer<ByItself> moves = move -> {};

    /** Guarded by this. */
    private EngineMode mode;

    private JdbcMigrationEngine(FlagControl flags, EngineHost host, EngineLimits limits, EngineMode mode) {
        this.mode = mode;
        this.flags = flags;
        this.host = host;
        this.limits = limits;
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "crossfade-migration");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins; returns at once. In the background it connects, takes the engine lock, loads catalogs and evidence, says what is
     * permitted, lets unfinished work go on, and makes each database ready. It retries while a backend cannot be reached.
     *
     * @param specs a spec whose database is not among {@code databases} is an error of the configuration
     */
    public static JdbcMigrationEngine open(
            List<DatabaseConnection> databases,
            List<? extends FiledMigration> specs,
            FlagControl flags,
            EngineHost host) {
        return open(databases, specs, flags, host, EngineMode.WORKING);
    }

    /** The same, with less to do at first: see {@link #mode}. */
    public static JdbcMigrationEngine open(
            List<DatabaseConnection> databases,
            List<? extends FiledMigration> specs,
            FlagControl flags,
            EngineHost host,
            EngineMode mode) {
        return open(databases, specs, flags, host, EngineLimits.DEFAULT, mode);
    }

    static JdbcMigrationEngine open(
            List<DatabaseConnection> databases,
            List<? extends FiledMigration> specs,
            FlagControl flags,
            EngineHost host,
            EngineLimits limits) {
        return open(databases, specs, flags, host, limits, EngineMode.WORKING);
    }

    private static JdbcMigrationEngine open(
            List<DatabaseConnection> databases,
            List<? extends FiledMigration> specs,
            FlagControl flags,
            EngineHost host,
            EngineLimits limits,
            EngineMode mode) {
        requireDatabases(databases, specs);
        JdbcMigrationEngine engine = new JdbcMigrationEngine(flags, host, limits, mode);
        flags.gate(engine);
        engine.prepare(databases, specs).commit(false);
        return engine;
    }

    private static void requireDatabases(List<DatabaseConnection> databases, List<? extends FiledMigration> specs) {
        for (FiledMigration spec : specs) {
            String database = spec.database();
            if (databases.stream().noneMatch(where -> where.name().equals(database))) {
                throw new CrossfadeException(
                        Problem.UNKNOWN_DATABASE,
                        "migration " + spec.name() + " is of database " + database + ", which is not configured",
                        "Name one of the configuration's databases in the file.");
            }
        }
    }

    /**
     * Other databases and migrations, to come into force with {@link EngineChange#commit}. What would lose something is an
     * obstacle: a migration that has been started can neither go nor get another definition. Until the change is committed or
     * abandoned, migrations that are to go cannot be started.
     */
    public synchronized EngineChange prepare(List<DatabaseConnection> wanted, List<? extends FiledMigration> specs) {
        requireDatabases(wanted, specs);
        return EngineChange.prepare(this, databases, configured, wanted, specs);
    }

    synchronized void install(List<DatabaseConnection> wanted, Map<String, DatabaseEngine> engines) {
        Map<String, Driven> byName = new TreeMap<>();
        engines.values().forEach(engine -> {
            engine.runners().forEach(runner -> byName.put(runner.name(), runner.verbs()));
            engine.changes().forEach(change -> byName.put(change.name(), change.verbs()));
        });
        configured = List.copyOf(wanted);
        databases = Collections.unmodifiableMap(new LinkedHashMap<>(engines));
        driven = Collections.unmodifiableMap(byName);
        lookedAt.keySet()
                .removeIf(name -> engines.containsKey(name)
                        || wanted.stream().noneMatch(where -> where.name().equals(name)));
    }

    synchronized DatabaseEngine engine(DatabaseConnection where, List<? extends FiledMigration> specs) {
        return new DatabaseEngine(where, specs, flags, host, limits, executor, move -> moves.accept(move), mode);
    }

    /**
     * What it may do from now on. Told to leave the lock to another engine, it returns when work has stopped after its
     * present batch and the lock is given back; otherwise at once.
     *
     * @throws CrossfadeException WRONG_STATE when some work does not stop in time; the mode is as it was then
     */
    public synchronized void mode(EngineMode newer) {
        EngineMode before = mode;
        mode = newer;
        databases.values().forEach(database -> database.mode(newer));
        if (newer.work() != EngineMode.Work.CATALOG) {
            return;
        }
        String busy = null;
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
            for (DatabaseEngine database : databases.values()) {
                busy = busy == null ? database.awaitIdle(end) : busy;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            busy = "interrupted";
        }
        if (busy != null) {
            mode = before;
            databases.values().forEach(database -> database.mode(before));
            throw new CrossfadeException(Problem.WRONG_STATE, busy, "Ask again when it is done.");
        }
    }

    /** A database without migrations is served once it was looked whether one was started there: at once if it is already. */
    void letIn(DatabaseConnection where, boolean isServed) {
        if (isServed && !lookedAt.containsKey(where.name())) {
            host.ready(where.name(), true);
            return;
        }
        if (where.equals(lookedAt.put(where.name(), where))) {
            return; // by the one that looks already
        }
        executor.execute(() -> {
            try {
                if (FirstLook.allows(
                                where,
                                () -> where.equals(lookedAt.get(where.name())),
                                why -> host.notServed(where.name(), why))
                        && lookedAt.remove(where.name(), where)) {
                    host.ready(where.name(), true);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    boolean isLookedAt(String database) {
        return lookedAt.containsKey(database);
    }

    FlagControl flags() {
        return flags;
    }

    /** A DDL command may have completed: the catalog is looked at soon. Returns at once; callable on an event loop. */
    public void catalogMayHaveChanged(String database) {
        DatabaseEngine engine = databases.get(database);
        if (engine != null) {
            engine.catalogMayHaveChanged();
        }
    }

    private Driven driven(String name) {
        Driven found = driven.get(name);
        if (found == null) {
            throw new CrossfadeException(
                    Problem.UNKNOWN_MIGRATION,
                    "there is no migration " + name,
                    driven.isEmpty()
                            ? "The configuration's folder of migrations has no file."
                            : "There are: " + String.join(", ", driven.keySet()) + ".");
        }
        return found;
    }

    private MigrationRunner runner(String name) {
        if (driven(name) instanceof Verbs verbs) {
            return verbs.runner();
        }
        throw new CrossfadeException(
                Problem.WRONG_STATE, "migration " + name + " changes the schema; it has no stages", null);
    }

    @Override
    public List<MigrationStatus> migrations() {
        return driven.values().stream().map(Driven::status).toList();
    }

    @Override
    public MigrationStatus migration(String name) {
        return driven(name).status();
    }

    @Override
    public List<PlannedStep> plan(String name) {
        return driven(name).plan();
    }

    @Override
    public MigrationStatus start(String name) {
        return driven(name).start();
    }

    @Override
    public MigrationStatus advance(String name) {
        return driven(name).advance();
    }

    @Override
    public MigrationStatus rollback(String name) {
        return driven(name).rollback();
    }

    @Override
    public MigrationStatus pause(String name) {
        return driven(name).pause();
    }

    @Override
    public MigrationStatus resume(String name) {
        return driven(name).resume();
    }

    @Override
    public MigrationStatus abort(String name) {
        return driven(name).abort();
    }

    @Override
    public void onMove(Consumer<ByItself> listener) {
        moves = listener;
    }

    @Override
    public void beforeChange(ColumnMigration migration, Stage from, Stage to) {
        runner(migration.name()).gate().beforeChange(from, to);
    }

    @Override
    public void confirmLive(ColumnMigration migration) {
        runner(migration.name()).gate().confirmLive();
    }

    @Override
    public void close() {
        lookedAt.clear();
        databases.values().forEach(DatabaseEngine::stop);
        executor.shutdown();
        try {
            // Work stops after its present batch; what does not is interrupted, and its connections are closed under
            // it.
            boolean ended = executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                executor.shutdownNow();
            }
            databases.values().forEach(DatabaseEngine::close);
            if (!ended && !executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a migration's thread is still in a statement, which ends when its connection does");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            executor.shutdownNow();
            databases.values().forEach(DatabaseEngine::close);
        }
    }
}
