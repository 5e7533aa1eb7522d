package dev.crossfade.admin;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.ConfigurationLoader;
import dev.crossfade.admin.engine.EngineHost;
import dev.crossfade.admin.engine.JdbcMigrationEngine;
import dev.crossfade.admin.handover.HandOverDesk;
import dev.crossfade.admin.rehearsal.LiveRehearsals;
import dev.crossfade.admin.rest.AdminServer;
import dev.crossfade.admin.tool.ToolPrograms;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FileFlagControl;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.CensusEntry;
import dev.crossfade.proxy.ClientLatency;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ShadowReport;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running Crossfade: flags, data plane, migration engine and admin API, wired together.
 *
 * <pre>
 *   configuration ──► flags ◄── engine ◄── admin API
 *                       ▲         │ catalog, ready      │
 *                       └─ proxy ◄┴─────────────────────┘
 * </pre>
 */
public final class CrossfadeNode implements AutoCloseable {
    private static final String AUDIT_FILE = "audit.jsonl";
    private static final Duration PREPARED_DEADLINE = Duration.ofSeconds(2);
    private static final int SHOWN_CHARACTERS = 200;

    /** A transaction in which nothing has come to its end, or begun, for so long is not over in a moment. */
    private static final Duration STAYS = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(CrossfadeNode.class);

    private final Reloading configuration;
    private final CrossfadeProxy proxy;
    private final ControlPlane control;
    private final Deque<AutoCloseable> parts;
    private final NodeDataPlane dataPlane;
    private final AtomicBoolean closing = new AtomicBoolean();
    private boolean closed; // guarded by this

    private CrossfadeNode(
            Reloading configuration,
            CrossfadeProxy proxy,
            ControlPlane control,
            NodeDataPlane dataPlane,
            Deque<AutoCloseable> parts) {
        this.configuration = configuration;
        this.proxy = proxy;
        this.control = control;
        this.dataPlane = dataPlane;
        this.parts = parts;
    }

    /**
     * Starts a node. When it returns, all addresses are bound; a database lets clients in as soon as its backend has been
     * reached. Where the configuration says {@code handOver} and another process runs by it, this one takes over from that:
     * see {@link dev.crossfade.admin.handover}.
     *
     * @throws dev.crossfade.admin.config.ConfigurationException with every problem of the configuration
     * @throws CrossfadeException when an address is taken or the flags' file cannot be used, by another process's use of it
     *     too; nothing is left running then
     */
    public static CrossfadeNode start(Path configuration) {
        return start(configuration, System::getenv);
    }

    /** Like {@link #start(Path)}, with environment variables from {@code environment}. */
    public static CrossfadeNode start(Path configuration, Function<String, @Nullable String> environment) {
        Configuration read = ConfigurationLoader.load(configuration, environment);
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return start(configuration, environment, read, parts);
        } catch (RuntimeException | Error e) {
            closeAll(parts);
            throw e;
        }
    }

    private static CrossfadeNode start(
            Path file,
            Function<String, @Nullable String> environment,
            Configuration configuration,
            Deque<AutoCloseable> parts) {
        LogLevel logLevel = new LogLevel();
        parts.push(() -> logLevel.set(null));
        logLevel.set(configuration.running().log().level());
        TakingOver elder = TakingOver.begin(configuration, parts);
        FileFlagControl flags = FileFlagControl.open(configuration.flags());
        parts.push(flags);
        FileFlagControl.warmUp();
        // The proxy tells the engine of DDL and the engine tells the proxy of catalogs, so one must come first. What
        // the
        // proxy says before there is an engine is not missed: the engine begins by reading the catalogs.
        AtomicReference<@Nullable JdbcMigrationEngine> engineLater = new AtomicReference<>();
        CrossfadeProxy proxy = CrossfadeProxy.prepare(Settings.of(configuration), flags, database -> {
            JdbcMigrationEngine engine = engineLater.get();
            if (engine != null) {
                engine.catalogMayHaveChanged(database);
            }
        });
        parts.push(proxy);
        if (elder.isNobody()) {
            proxy.listen();
        }
        ReadyDatabases ready = new ReadyDatabases();
        AtomicReference<@Nullable Reloading> reloadingLater = new AtomicReference<>();
        JdbcMigrationEngine engine = JdbcMigrationEngine.open(
                configuration.databases().stream().map(Settings::connection).toList(),
                configuration.filed(),
                flags,
                host(proxy, ready, () -> {
                    Reloading now = reloadingLater.get();
                    return (now == null ? configuration : now.current()).tools();
                }),
                elder.mode());
        engineLater.set(engine);
        parts.remove(proxy);
        parts.push(engine);
        parts.push(proxy); // closed before the engine: sessions end while what they need is still there
        Reloading reloading = new Reloading(file, environment, configuration, proxy, engine, ready, logLevel);
        reloadingLater.set(reloading);
        NodeDataPlane dataPlane = new NodeDataPlane(reloading::current, proxy, ready);
        AdminServer.Settings admin = new AdminServer.Settings(
                configuration.admin().listen(),
                configuration.admin().token(),
                configuration.flags().resolveSibling(AUDIT_FILE),
                Version.number());
        LiveRehearsals rehearsals = new LiveRehearsals(
                reloading::current, Settings::connection, engine, proxy::census, environment.apply("PATH"));
        ControlPlane control = new ControlPlane(
                flags,
                engine,
                reloading,
                ready,
                elder.lock(),
                () -> AdminServer.start(admin, flags, engine, dataPlane, reloading, rehearsals));
        parts.remove(proxy);
        parts.push(rehearsals);
        parts.push(control);
        parts.push(proxy); // closed first: whoever watches can see how it goes
        elder.follow(control, proxy, ready);
        if (configuration.running().listening().handOver()) {
            parts.push(HandOverDesk.open(configuration.flags(), control));
        }
        return new CrossfadeNode(reloading, proxy, control, dataPlane, parts);
    }

    private static String shown(String text) {
        return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
    }

    private static String refused(CensusEntry entry) {
        String why = entry.refusals().stream()
                .map(refusal -> refusal.message() + (refusal.hint() == null ? "" : " " + refusal.hint()))
                .findFirst()
                .orElse("");
        return who(entry.user(), entry.application()) + ", " + entry.executions() + " time(s): "
                + shown(entry.statement()) + (why.isEmpty() ? "" : " (" + why + ")");
    }

    private static String who(String user, String application) {
        return "user " + user + (application.isEmpty() ? "" : " (" + application + ")");
    }

    /** A database may have been removed from the configuration while its engine had something to say of it. */
    private static EngineHost host(CrossfadeProxy proxy, ReadyDatabases ready, Supplier<ToolPrograms> tools) {
        return new EngineHost() {
            @Override
            public void publish(String database, Catalog catalog) {
                if (proxy.serves(database)) {
                    proxy.publish(database, catalog);
                }
            }

            @Override
            public void ready(String database, boolean isReady) {
                if (proxy.serves(database)) {
                    proxy.ready(database, isReady);
                    ready.set(database, isReady);
                }
            }

            @Override
            public void notServed(String database, String why) {
                ready.refused(database, why);
            }

            @Override
            public ClientLatency latency(String database, @Nullable String migration, Duration window) {
                return proxy.latency(database, migration, window);
            }

            @Override
            public ClientLatency transactionLatency(String database, Duration window) {
                return proxy.transactionLatency(database, window);
            }

            @Override
            public @Nullable ShadowReport shadow(String database, String migration) {
                return proxy.serves(database) ? proxy.shadow(database, migration) : null;
            }

            @Override
            public void forgetShadow(String database, String migration) {
                if (proxy.serves(database)) {
                    proxy.forgetShadow(database, migration);
                }
            }

            @Override
            public void showShadowValues(String database, String migration, boolean shows) {
                if (proxy.serves(database)) {
                    proxy.showShadowValues(database, migration, shows);
                }
            }

            @Override
            public void watchColumns(String database, List<ColumnMigration> columns) {
                if (proxy.serves(database)) {
                    proxy.watchColumns(database, columns);
                }
            }

            @Override
            public List<Speaker> usersOf(String database, String watched) {
                return !proxy.serves(database)
                        ? List.of()
                        : proxy.census(database).stream()
                                .filter(entry -> entry.migration().equals(watched)
                                        && entry.outcome() != CensusEntry.Outcome.UNTOUCHED)
                                .map(entry -> new Speaker(
                                        who(entry.user(), entry.application()) + ": " + entry.statement(),
                                        entry.lastSeen()))
                                .toList();
            }

            @Override
            public List<String> preparedBy(String database, String watched) throws InterruptedException {
                if (!proxy.serves(database)) {
                    return List.of();
                }
                List<String> found = new ArrayList<>();
                proxy.prepared(database, watched, PREPARED_DEADLINE)
                        .forEach((session, text) -> found.add("session " + session.id() + " of "
                                + who(session.user(), session.application()) + " has prepared "
                                + text.map(CrossfadeNode::shown).orElse("statements too long to be remembered")));
                return found;
            }

            @Override
            public ToolPrograms tools() {
                return tools.get();
            }

            @Override
            public void forgetPrepared(String database) {
                if (proxy.serves(database)) {
                    proxy.renewConnections(database);
                }
            }

            @Override
            public @Nullable Hold hold(String database, Duration deadline) throws InterruptedException {
                if (!proxy.serves(database) || proxy.isPaused(database)) {
                    return null; // somebody else's pause is not ours to end
                }
                Instant before = Instant.now().minus(STAYS);
                if (proxy.sessions().stream()
                        .anyMatch(session -> session.database().equals(database)
                                && session.snapshot() != 0
                                && session.stateSince().isBefore(before))) {
                    return null; // it will not end within the deadline, for which everybody would have waited
                }
                return proxy.pause(database, deadline).isEmpty() ? () -> proxy.resume(database) : null;
            }

            @Override
            public List<String> refusedStatements(String database, String migration) {
                return !proxy.serves(database)
                        ? List.of()
                        : proxy.census(database).stream()
                                .filter(entry -> entry.migration().equals(migration)
                                        && entry.outcome() == CensusEntry.Outcome.REFUSED)
                                .map(CrossfadeNode::refused)
                                .toList();
            }

            @Override
            public Set<Integer> serverProcesses(String database) {
                return proxy.serves(database) ? proxy.serverProcesses(database) : Set.of();
            }

            @Override
            public Hold holdStatements(String database, List<TableName> tables, Duration atMost) {
                return proxy.serves(database) ? proxy.hold(database, tables, atMost)::run : () -> {};
            }

            @Override
            public List<Speaker> speakOld(String migration) {
                return proxy.usage().stream()
                        .filter(usage -> usage.migration().equals(migration) && usage.side() == Side.OLD)
                        .map(usage -> new Speaker(
                                who(usage.user(), usage.application()) + ": " + usage.lastStatement(),
                                usage.lastSeen()))
                        .toList();
            }
        };
    }

    /**
     * Reads the configuration again and puts all of it into force, or nothing; what came of it is logged and in the audit.
     *
     * @param actor who asks, for the audit
     */
    public void reload(String actor) {
        control.reload(actor);
    }

    /** Where the admin API listens. */
    public URI adminUri() {
        return control.uri();
    }

    /** The names of the databases. */
    public List<String> databases() {
        return configuration.current().databases().stream().map(Database::name).toList();
    }

    /** Where clients of a database connect, with the port it got. */
    public InetSocketAddress address(String database) {
        return proxy.address(database);
    }

    /** Waits until another process has taken over from this one, which has only to be closed then. */
    public void awaitHandedOver() throws InterruptedException {
        control.awaitHandedOver();
    }

    /**
     * Says that it is not ready any more, lets clients leave and transactions finish for as long as the configuration allows,
     * then closes the admin API, the engine and the flags. Returns when all is closed; called meanwhile by another thread, it
     * no longer waits for clients to leave by themselves.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            proxy.hurry();
        }
        closeOnce();
    }

    private synchronized void closeOnce() {
        if (!closed) {
            closed = true;
            dataPlane.stopping();
            closeAll(parts);
        }
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("closing {} failed", part.getClass().getSimpleName(), e);
            }
        }
    }
}
