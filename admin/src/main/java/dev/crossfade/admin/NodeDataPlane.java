package dev.crossfade.admin;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Backend;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.doctor.BackendLogin;
import dev.crossfade.admin.rest.DataPlane;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.CensusEntry;
import dev.crossfade.proxy.ClientCounts;
import dev.crossfade.proxy.ClientUsage;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.LoginFailures;
import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.RewriteAnswer;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.ShadowReport;
import dev.crossfade.proxy.TrafficInfo;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This node's data plane as the admin API sees it. */
final class NodeDataPlane implements DataPlane {
    private final Supplier<Configuration> configuration;
    private final CrossfadeProxy proxy;
    private final ReadyDatabases ready;
    private volatile boolean stopping;

    NodeDataPlane(Supplier<Configuration> configuration, CrossfadeProxy proxy, ReadyDatabases ready) {
        this.configuration = configuration;
        this.proxy = proxy;
        this.ready = ready;
    }

    /** From now on no database is shown as ready. */
    void stopping() {
        stopping = true;
    }

    @Override
    public List<DatabaseState> databases() {
        return configuration.get().databases().stream()
                .map(database -> state(database, false))
                .toList();
    }

    @Override
    public Optional<DatabaseState> database(String name) {
        return configuration.get().databases().stream()
                .filter(database -> database.name().equals(name))
                .findFirst()
                .map(database -> state(database, true));
    }

    private DatabaseState state(Database database, boolean probe) {
        Map<String, BackendState> backends = new LinkedHashMap<>();
        boolean isMySql = database.engine() == ProxySettings.Engine.MYSQL;
        boolean logsIn = probe && !isMySql; // nobody but clients logs in at a MySQL server
        backends.put("blue", backend(database.blue(), logsIn));
        if (database.green() != null) {
            backends.put("green", backend(database.green(), logsIn));
        }
        InetSocketAddress listen = listen(database);
        String host = listen.getAddress().getHostAddress();
        return new DatabaseState(
                database.name(),
                isMySql ? "mysql" : "postgresql",
                (host.contains(":") ? "[" + host + "]" : host) + ":" + listen.getPort(),
                database.pooling().mode().name().toLowerCase(Locale.ROOT),
                "blue",
                !stopping && ready.contains(database.name()),
                proxy.serves(database.name()) && proxy.isPaused(database.name()),
                backends);
    }

    /** Where it listens; where it is to listen, while it does not: when Crossfade stops, or another is put in force. */
    private InetSocketAddress listen(Database database) {
        try {
            return proxy.address(database.name());
        } catch (CrossfadeException e) {
            return database.listen();
        }
    }

    private static BackendState backend(Backend backend, boolean probe) {
        Boolean reachable = null;
        String error = null;
        if (probe) {
            try (Connection connection = BackendLogin.connect(backend)) {
                reachable = !connection.isClosed();
            } catch (SQLException e) {
                reachable = false;
                error = e.getMessage();
            }
        }
        return new BackendState(backend.host(), backend.port(), backend.database(), reachable, error);
    }

    @Override
    public List<SessionInfo> sessions() {
        return proxy.sessions();
    }

    @Override
    public boolean endSession(String id) {
        return proxy.terminate(id);
    }

    @Override
    public boolean cancelSession(String id) {
        return proxy.cancel(id);
    }

    @Override
    public List<CensusEntry> census(String database) {
        return proxy.census(database);
    }

    @Override
    public List<ClientUsage> usage() {
        return proxy.usage();
    }

    @Override
    public @Nullable ShadowReport shadow(String database, String migration) {
        return proxy.serves(database) ? proxy.shadow(database, migration) : null;
    }

    @Override
    public List<PoolInfo> pools() {
        return proxy.pools();
    }

    @Override
    public List<TrafficInfo> traffic() {
        return proxy.traffic();
    }

    @Override
    public List<LoginFailures> loginFailures() {
        return proxy.loginFailures();
    }

    @Override
    public ClientCounts clients() {
        return proxy.clients();
    }

    @Override
    public List<SessionInfo> pause(String database, Duration deadline) {
        try {
            return proxy.pause(database, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrossfadeException(Problem.NOT_READY, "the admin API is closing", null, e);
        }
    }

    @Override
    public void resume(String database) {
        proxy.resume(database);
    }

    @Override
    public Rewrite rewrite(String database, String sql, RuleSet rules) {
        RewriteAnswer answer = proxy.rewrite(database, sql, rules);
        return new Rewrite(
                answer.outcome(),
                answer.sql(),
                answer.edits().stream()
                        .map(edit -> new RewriteEdit(edit.start(), edit.end(), edit.replacement(), edit.reason()))
                        .toList(),
                answer.sqlState(),
                answer.message(),
                answer.hint());
    }

    @Override
    public OptionalLong firstEffectNanos(long snapshot) {
        return proxy.firstEffectNanos(snapshot);
    }
}
