package dev.crossfade.proxy.node;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.MigrationRule;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.auth.Accounts;
import dev.crossfade.proxy.auth.BackendCredential;
import dev.crossfade.proxy.backend.DatabasePools;
import dev.crossfade.proxy.backend.Dialer;
import dev.crossfade.proxy.backend.PoolGroup;
import dev.crossfade.proxy.census.Census;
import dev.crossfade.proxy.latency.Latencies;
import dev.crossfade.proxy.plan.StatementRewriter;
import dev.crossfade.proxy.shadow.Shadow;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A configured database at run time: who may log in, what its catalog is, whether it takes new clients. Thread-safe. */
public final class Target {
    /** Sets of rules in use at a time: one, or a few while a percentage of clients reads another side. */
    private static final int MAX_WATCHES = 64;

    private final String name;
    private final StatementRewriter rewriter;
    private final Census census;
    private final Cache<WatchKey, StatementRewriter.Watch> watches =
            Caffeine.newBuilder().maximumSize(MAX_WATCHES).build();
    private final Pause pause = new Pause();
    private final TableHold tableHold = new TableHold();
    private final Latencies latencies = new Latencies();
    private final Shadow shadow;
    private final DatabasePools allPools = new DatabasePools();
    private final ConcurrentHashMap<String, PoolGroup> pools = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Class<?>, Object> attachments = new ConcurrentHashMap<>();
    private volatile Catalog catalog = Catalog.EMPTY;
    private volatile Configured configured;
    private volatile boolean ready;
    private volatile boolean removed;

    /** What the configuration says of it, and what was worked out from that. Replaced whole by a reload. */
    record Configured(ProxySettings.Database settings, Accounts accounts) {
        /** Derives the users' keys, which takes milliseconds each: never on an event loop. */
        static Configured of(ProxySettings.Database settings) {
            return new Configured(settings, new Accounts(settings));
        }
    }

    private record WatchKey(RuleSet rules, long catalogVersion) {}

    Target(Configured configured, StatementRewriter rewriter, FlagControl flags, Executor aside, EventLoop shadowLoop) {
        this.name = configured.settings().name();
        this.census = new Census(name, rewriter, flags, this::catalog, this::isMySql, aside);
        this.configured = configured;
        this.shadow = new Shadow(flags, this::backend, shadowLoop);
        this.rewriter = rewriter;
    }

    /** Whether its backends speak MySQL's protocol and SQL. */
    public boolean isMySql() {
        return settings().engine() == ProxySettings.Engine.MYSQL;
    }

    public String name() {
        return name;
    }

    /** What the configuration says at present. */
    public ProxySettings.Database settings() {
        return configured.settings();
    }

    /** Where new server connections go. */
    public ProxySettings.Backend backend() {
        return configured.settings().backend();
    }

    public Accounts accounts() {
        return configured.accounts();
    }

    public ProxySettings.Pooling pooling() {
        return settings().pooling();
    }

    /** The server connections of the user that logs in with {@code credential}. */
    public PoolGroup pools(Dialer dialer, BackendCredential credential) {
        PoolGroup group = pools.computeIfAbsent(credential.user(), user -> newPools(dialer, credential));
        group.renew(dialer, credential);
        return group;
    }

    private PoolGroup newPools(Dialer dialer, BackendCredential credential) {
        PoolGroup group = new PoolGroup(this::settings, dialer, allPools, credential);
        allPools.add(group);
        return group;
    }

    /** How the pools of all users stand. */
    public List<PoolInfo> pools() {
        return pools.values().stream().map(PoolGroup::info).toList();
    }

    /** Server connections opened so far are closed as soon as they come free. */
    public void retireServerConnections() {
        pools.values().forEach(PoolGroup::retire);
    }

    public Pause pause() {
        return pause;
    }

    /** What keeps statements that name certain tables for a moment. */
    public TableHold tableHold() {
        return tableHold;
    }

    /**
     * Keeps statements of transactions that begin from now on, where they name one of {@code tables} or a view over one.
     *
     * @return to be closed; null while there is another such hold
     */
    public TableHold.@Nullable Held hold(List<TableName> tables, Duration atMost) {
        RuleSet naming = new RuleSet(tables.stream()
                .map(table -> MigrationRule.of(
                        new ColumnMigration("hold", name, table, Conversion.IDENTITY, List.of(), List.of(), Map.of()),
                        Stage.OFF,
                        Side.OLD))
                .toList());
        return tableHold.begin(rewriter.watch(naming, catalog), atMost);
    }

    Configured configured() {
        return configured;
    }

    /** From now on logins and new server connections go by this. */
    void configure(Configured newer) {
        Accounts before = configured.accounts();
        boolean elsewhere =
                !newer.settings().backend().equals(configured.settings().backend());
        configured = newer;
        if (!before.equals(newer.accounts())) {
            before.close();
        }
        if (elsewhere) {
            retireServerConnections();
        }
    }

    /** Whether the configuration does not name it any more: its sessions end when they are idle. */
    public boolean removed() {
        return removed;
    }

    void remove() {
        removed = true;
        ready = false;
        retireServerConnections();
        close();
    }

    /** Lets go of what it holds at the backend for itself. */
    public void close() {
        configured.accounts().close();
        shadow.close();
    }

    public Catalog catalog() {
        return catalog;
    }

    public void catalog(Catalog newer) {
        catalog = newer;
    }

    /** Its shadow reads. */
    public Shadow shadow() {
        return shadow;
    }

    /** How long its statements take, for those who want to know. */
    public Latencies latencies() {
        return latencies;
    }

    /** What its traffic would become under its migrations. */
    public Census census() {
        return census;
    }

    public boolean ready() {
        return ready;
    }

    public void ready(boolean isReady) {
        ready = isReady;
    }

    /**
     * What a protocol keeps about this database, made at its first use and kept for as long as the database is configured.
     *
     * @param anew must not ask for another one
     */
    public <T> T attachment(Class<T> type, Function<Target, T> anew) {
        return type.cast(attachments.computeIfAbsent(type, missing -> anew.apply(this)));
    }

    /** The byte scan for {@code rules}, made once. */
    public StatementRewriter.Watch watch(RuleSet rules, Catalog ofCatalog) {
        return watches.get(
                new WatchKey(rules, ofCatalog.version()),
                key -> isMySql() ? rewriter.mySqlWatch(rules, ofCatalog) : rewriter.watch(rules, ofCatalog));
    }
}
