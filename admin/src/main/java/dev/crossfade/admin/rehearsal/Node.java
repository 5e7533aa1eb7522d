package dev.crossfade.admin.rehearsal;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.admin.engine.DatabaseConnection;
import dev.crossfade.admin.engine.EngineHost;
import dev.crossfade.admin.engine.EngineMode;
import dev.crossfade.admin.engine.JdbcMigrationEngine;
import dev.crossfade.admin.engine.MigrationEngine;
import dev.crossfade.admin.engine.MigrationStatus;
import dev.crossfade.flags.FileFlagControl;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.ClientLatency;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A Crossfade of the rehearsal's own: flags in the throwaway folder, proxy on a free port of loopback, engine; no API. */
final class Node implements AutoCloseable {
    private final FileFlagControl flags;
    private final CrossfadeProxy proxy;
    private final JdbcMigrationEngine engine;
    private final String database;
    private final AtomicBoolean ready;

    private Node(
            FileFlagControl flags,
            CrossfadeProxy proxy,
            JdbcMigrationEngine engine,
            String database,
            AtomicBoolean ready) {
        this.flags = flags;
        this.proxy = proxy;
        this.engine = engine;
        this.database = database;
        this.ready = ready;
    }

    /**
     * Starts one that serves {@code physical} of the throwaway server under the migration's name for its database.
     *
     * @param engineUser who the engine is in the real database
     * @param users who may log in, all by the throwaway server's one password
     */
    static Node start(
            MigrationSpec spec,
            ThrowawayServer server,
            String physical,
            String engineUser,
            List<String> users,
            Path folder) {
        String database = spec.migration().database();
        AtomicBoolean ready = new AtomicBoolean();
        FileFlagControl flags = FileFlagControl.open(folder.resolve("flags.json"));
        CrossfadeProxy proxy = null;
        try {
            AtomicReference<@Nullable JdbcMigrationEngine> later = new AtomicReference<>();
            proxy = CrossfadeProxy.prepare(
                    ProxySettings.of(List.of(new ProxySettings.Database(
                            database,
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            users.stream()
                                    .map(user -> new ProxySettings.User(user, server.password(), null, null))
                                    .toList(),
                            new ProxySettings.Backend("127.0.0.1", server.port(), physical, BackendTls.DISABLED)))),
                    flags,
                    changed -> {
                        JdbcMigrationEngine engine = later.get();
                        if (engine != null) {
                            engine.catalogMayHaveChanged(changed);
                        }
                    });
            proxy.listen();
            JdbcMigrationEngine engine = JdbcMigrationEngine.open(
                    List.of(new DatabaseConnection(
                            database, "127.0.0.1", server.port(), physical, engineUser, server.password())),
                    List.of(spec),
                    flags,
                    host(proxy, ready),
                    EngineMode.WORKING);
            later.set(engine);
            return new Node(flags, proxy, engine, database, ready);
        } catch (RuntimeException | Error e) {
            if (proxy != null) {
                proxy.close();
            }
            flags.close();
            throw e;
        }
    }

    private static EngineHost host(CrossfadeProxy proxy, AtomicBoolean ready) {
        return new EngineHost() {
            @Override
            public void publish(String database, Catalog catalog) {
                proxy.publish(database, catalog);
            }

            @Override
            public void ready(String database, boolean isReady) {
                proxy.ready(database, isReady);
                ready.set(isReady);
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
            public List<Speaker> speakOld(String migration) {
                return List.of(); // the rehearsal's clients are meant to, to the end
            }
        };
    }

    boolean isReady() {
        return ready.get();
    }

    /** Where its clients connect. */
    int port() {
        return proxy.address(database).getPort();
    }

    MigrationEngine engine() {
        return engine;
    }

    MigrationStatus status(String migration) {
        return engine.migration(migration);
    }

    @Override
    public void close() {
        proxy.hurry();
        proxy.close();
        engine.close();
        flags.close();
    }
}
