package dev.crossfade.admin;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.ConfigurationLoader;
import dev.crossfade.admin.engine.EngineHost;
import dev.crossfade.admin.engine.PostgresMigrationEngine;
import dev.crossfade.admin.rest.AdminServer;
import dev.crossfade.flags.FileFlagControl;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.CrossfadeProxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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
    private static final Logger LOG = LoggerFactory.getLogger(CrossfadeNode.class);

    private final Reloading configuration;
    private final CrossfadeProxy proxy;
    private final AdminServer admin;
    private final Deque<AutoCloseable> parts;
    private final NodeDataPlane dataPlane;
    private final AtomicBoolean closed = new AtomicBoolean();

    private CrossfadeNode(
            Reloading configuration,
            CrossfadeProxy proxy,
            AdminServer admin,
            NodeDataPlane dataPlane,
            Deque<AutoCloseable> parts) {
        this.configuration = configuration;
        this.proxy = proxy;
        this.admin = admin;
        this.dataPlane = dataPlane;
        this.parts = parts;
    }

    /**
     * Starts a node. When it returns, all addresses are bound; a database lets clients in as soon as its backend has been
     * reached.
     *
     * @throws dev.crossfade.admin.config.ConfigurationException with every problem of the configuration
     * @throws dev.crossfade.flags.CrossfadeException when an address is taken or the flags' file cannot be used; nothing
     *     is left running then
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
        FlagControl flags = FileFlagControl.open(configuration.flags());
        parts.push(flags);
        FileFlagControl.warmUp();
        // The proxy tells the engine of DDL and the engine tells the proxy of catalogs, so one must come first. What
        // the
        // proxy says before there is an engine is not missed: the engine begins by reading the catalogs.
        AtomicReference<@Nullable PostgresMigrationEngine> engineLater = new AtomicReference<>();
        CrossfadeProxy proxy = CrossfadeProxy.start(Settings.of(configuration), flags, database -> {
            PostgresMigrationEngine engine = engineLater.get();
            if (engine != null) {
                engine.catalogMayHaveChanged(database);
            }
        });
        parts.push(proxy);
        ReadyDatabases ready = new ReadyDatabases();
        PostgresMigrationEngine engine = PostgresMigrationEngine.open(
                configuration.databases().stream().map(Settings::connection).toList(),
                configuration.migrations(),
                flags,
                host(proxy, ready));
        engineLater.set(engine);
        parts.remove(proxy);
        parts.push(engine);
        parts.push(proxy); // closed before the engine: sessions end while what they need is still there
        Reloading reloading = new Reloading(file, environment, configuration, proxy, engine, ready, logLevel);
        NodeDataPlane dataPlane = new NodeDataPlane(reloading::current, proxy, ready);
        AdminServer admin = AdminServer.start(
                new AdminServer.Settings(
                        configuration.admin().listen(),
                        configuration.admin().token(),
                        configuration.flags().resolveSibling(AUDIT_FILE),
                        Version.number()),
                flags,
                engine,
                dataPlane,
                reloading);
        parts.remove(proxy);
        parts.push(admin);
        parts.push(proxy); // closed first: whoever watches can see how it goes
        return new CrossfadeNode(reloading, proxy, admin, dataPlane, parts);
    }

    /** A database may have been removed from the configuration while its engine had something to say of it. */
    private static EngineHost host(CrossfadeProxy proxy, ReadyDatabases ready) {
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
        };
    }

    /**
     * Reads the configuration again and puts all of it into force, or nothing; what came of it is logged and in the audit.
     *
     * @param actor who asks, for the audit
     */
    public void reload(String actor) {
        admin.reload(actor);
    }

    /** Where the admin API listens. */
    public URI adminUri() {
        return admin.uri();
    }

    /** The names of the databases. */
    public List<String> databases() {
        return configuration.current().databases().stream().map(Database::name).toList();
    }

    /** Where clients of a database connect, with the port it got. */
    public InetSocketAddress address(String database) {
        return proxy.address(database);
    }

    /**
     * Says that it is not ready any more, lets transactions finish for as long as the configuration allows, then closes the
     * admin API, the engine and the flags. May be called more than once.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
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
