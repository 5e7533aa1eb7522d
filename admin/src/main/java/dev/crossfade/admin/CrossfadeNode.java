package dev.crossfade.admin;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.ConfigurationLoader;
import dev.crossfade.admin.engine.DatabaseConnection;
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

    private final Configuration configuration;
    private final CrossfadeProxy proxy;
    private final AdminServer admin;
    private final Deque<AutoCloseable> parts;
    private final AtomicBoolean closed = new AtomicBoolean();

    private CrossfadeNode(
            Configuration configuration, CrossfadeProxy proxy, AdminServer admin, Deque<AutoCloseable> parts) {
        this.configuration = configuration;
        this.proxy = proxy;
        this.admin = admin;
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
            return start(read, parts);
        } catch (RuntimeException | Error e) {
            closeAll(parts);
            throw e;
        }
    }

    private static CrossfadeNode start(Configuration configuration, Deque<AutoCloseable> parts) {
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
                configuration.databases().stream()
                        .map(CrossfadeNode::connection)
                        .toList(),
                configuration.migrations(),
                flags,
                new EngineHost() {
                    @Override
                    public void publish(String database, Catalog catalog) {
                        proxy.publish(database, catalog);
                    }

                    @Override
                    public void ready(String database, boolean isReady) {
                        proxy.ready(database, isReady);
                        ready.set(database, isReady);
                    }
                });
        engineLater.set(engine);
        parts.remove(proxy);
        parts.push(engine);
        parts.push(proxy); // closed before the engine: sessions end while what they need is still there
        AdminServer admin = AdminServer.start(
                new AdminServer.Settings(
                        configuration.admin().listen(),
                        configuration.admin().token(),
                        configuration.flags().resolveSibling(AUDIT_FILE),
                        Version.number()),
                flags,
                engine,
                new NodeDataPlane(configuration, proxy, ready));
        parts.push(admin);
        return new CrossfadeNode(configuration, proxy, admin, parts);
    }

    private static DatabaseConnection connection(Database database) {
        Configuration.Backend blue = database.blue();
        return new DatabaseConnection(
                database.name(),
                blue.host(),
                blue.port(),
                blue.database(),
                blue.user(),
                blue.password().value());
    }

    /** Where the admin API listens. */
    public URI adminUri() {
        return admin.uri();
    }

    /** The names of the databases. */
    public List<String> databases() {
        return configuration.databases().stream().map(Database::name).toList();
    }

    /** Where clients of a database connect, with the port it got. */
    public InetSocketAddress address(String database) {
        return proxy.address(database);
    }

    /** Closes the admin API, then the client sessions, the engine and the flags. May be called more than once. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
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
