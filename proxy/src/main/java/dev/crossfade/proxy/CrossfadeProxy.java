package dev.crossfade.proxy;

import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.Problem;
import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.auth.BackendKeys;
import dev.crossfade.proxy.auth.LoginPool;
import dev.crossfade.proxy.backend.Dialer;
import dev.crossfade.proxy.backend.ServerProcesses;
import dev.crossfade.proxy.census.Census;
import dev.crossfade.proxy.listen.Listeners;
import dev.crossfade.proxy.listen.Transport;
import dev.crossfade.proxy.mysql.login.MySqlLogin;
import dev.crossfade.proxy.mysql.login.MySqlNode;
import dev.crossfade.proxy.mysql.session.Clients;
import dev.crossfade.proxy.mysql.session.MySqlSession;
import dev.crossfade.proxy.node.Databases;
import dev.crossfade.proxy.node.Entrance;
import dev.crossfade.proxy.node.Node;
import dev.crossfade.proxy.node.Sessions;
import dev.crossfade.proxy.node.TableHold;
import dev.crossfade.proxy.node.Target;
import dev.crossfade.proxy.plan.Effects;
import dev.crossfade.proxy.plan.Planner;
import dev.crossfade.proxy.plan.SqlRewriter;
import dev.crossfade.proxy.plan.StatementRewriter;
import dev.crossfade.proxy.plan.Usage;
import dev.crossfade.proxy.rewrite.RewriteRequest;
import dev.crossfade.proxy.rewrite.RewriteResult;
import dev.crossfade.proxy.session.Login;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The data plane of one node: listens for clients, relays them to their backends, and rewrites what touches a migrating
 * table. All methods are for any thread but event loops; only {@link #rewrite}, {@link #start}, {@link #prepare}, {@link
 * #listen}, {@link #reconfigure} and {@link #close} block.
 */
public final class CrossfadeProxy implements AutoCloseable {
    private static final long TIMEOUTS_MILLIS = 250;
    private static final long SHUTDOWN_TIMEOUT_MILLIS = 2_000;

    private final Transport transport;
    private final BackendKeys keys = new BackendKeys(LoginPool.INSTANCE);
    private final Databases databases;
    private final Node node;
    private final Listeners listeners;
    private final Planner planner;
    private final Usage usage = new Usage();
    private final Effects effects = new Effects();
    private final EventLoopGroup eventLoops;
    private final EventLoopGroup shadowLoop;
    private final Sessions sessions;
    private final MySqlNode mysql;
    private final Future<?> timeouts;
    private final List<ProxySettings.Database> first;
    private volatile boolean hurried;
    private boolean listening; // guarded by this
    private boolean closed; // guarded by this

    private CrossfadeProxy(
            ProxySettings settings, FlagControl flags, ProxyListener listener, StatementRewriter rewriter) {
        Transport transport = Transport.chosen();
        Entrance entrance = Entrance.of(settings);
        Dialer dialer = Dialer.of(transport, keys, settings);
        this.transport = transport;
        int cores = Runtime.getRuntime().availableProcessors();
        int loops = settings.eventLoops() > 0 ? settings.eventLoops() : Transport.eventLoops();
        this.planner = new Planner(rewriter, Math.max(2, cores));
        this.eventLoops = new MultiThreadIoEventLoopGroup(
                loops, new DefaultThreadFactory("crossfade-proxy", true), transport.io());
        this.shadowLoop =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("crossfade-shadow", true), transport.io());
        this.listeners = new Listeners(transport, eventLoops);
        listeners.configure(settings.listening(), settings.loginTimeout());
        this.databases = new Databases(rewriter, flags, planner.aside(), shadowLoop.next());
        this.node = new Node(settings, databases, dialer, entrance, flags, listener, planner, usage, effects);
        this.sessions = new Sessions(node);
        Clients clients = new Clients();
        this.mysql =
                new MySqlNode(node, (client, server) -> MySqlSession.begin(node, clients, mySqlNode(), client, server));
        this.timeouts = eventLoops.scheduleWithFixedDelay(
                sessions::enforceTimeouts, TIMEOUTS_MILLIS, TIMEOUTS_MILLIS, TimeUnit.MILLISECONDS);
        this.first = settings.databases();
        databases.prepare(first).commit();
    }

    /**
     * Goes over to other settings without dropping anyone; all methods are by the new settings from then on. A database that
     * is new is not {@link #ready} at first. One that is gone lets nobody in, and its sessions end as soon as they are idle.
     * One whose users have changed keeps the sessions there are; one whose backend has changed makes new server
     * connections to the new one. Certificates and keys are read again, so that new connections have the new ones. Event loops
     * are as many as before. Blocks for some milliseconds for each user that is new.
     *
     * @throws CrossfadeException when a new address cannot be bound or a certificate cannot be used; nothing has changed then
     */
    public synchronized void reconfigure(ProxySettings settings) {
        if (closed) {
            throw new CrossfadeException(Problem.NOT_READY, "Crossfade is shutting down", null);
        }
        if (!listening) {
            throw new CrossfadeException(Problem.NOT_READY, "Crossfade does not listen for clients yet", null);
        }
        Entrance entrance = Entrance.of(settings);
        Dialer dialer = Dialer.of(transport, keys, settings);
        listeners.configure(settings.listening(), settings.loginTimeout());
        serve(settings.databases()).forEach(sessions::drain);
        node.configure(settings, entrance, dialer);
    }

    /** The databases at one address are of one engine, see {@link Databases#prepare}. */
    private void accept(InetSocketAddress address, Channel channel) {
        Map<String, Target> targets = databases.at(address);
        boolean isMySql =
                targets.values().stream().anyMatch(target -> target.settings().engine() == ProxySettings.Engine.MYSQL);
        if (isMySql) {
            MySqlLogin.accept(mysql, targets, channel);
        } else {
            Login.accept(node, targets, channel);
        }
    }

    private MySqlNode mySqlNode() {
        return mysql;
    }

    /** Answers the databases that are served no more. */
    private List<Target> serve(List<ProxySettings.Database> wanted) {
        Databases.Change change = databases.prepare(wanted);
        Map<InetSocketAddress, List<String>> addresses = change.addresses();
        Set<InetSocketAddress> before = new HashSet<>(addresses.keySet());
        before.removeIf(address -> !listeners.isBound(address));
        try {
            addresses.forEach((address, names) -> {
                if (!before.contains(address)) {
                    listeners.bind(address, names, channel -> accept(address, channel));
                }
            });
        } catch (CrossfadeException e) {
            addresses.keySet().stream()
                    .filter(address -> !before.contains(address))
                    .forEach(listeners::close);
            throw e;
        }
        List<Target> removed = change.commit();
        listeners.accept();
        listeners.retain(addresses.keySet());
        return removed;
    }

    /**
     * Binds all listeners. Databases are not {@link #ready} at first.
     *
     * @throws CrossfadeException when an address cannot be bound or a certificate cannot be used; none is left bound then
     */
    public static CrossfadeProxy start(ProxySettings settings, FlagControl flags, ProxyListener listener) {
        SqlRewriter rewriter = new SqlRewriter();
        rewriter.warmUp();
        return start(settings, flags, listener, rewriter);
    }

    /**
     * The same without listening yet: for one who wants databases to be {@link #ready} before the first client comes.
     *
     * @throws CrossfadeException when a certificate cannot be used
     */
    public static CrossfadeProxy prepare(ProxySettings settings, FlagControl flags, ProxyListener listener) {
        SqlRewriter rewriter = new SqlRewriter();
        rewriter.warmUp();
        return new CrossfadeProxy(settings, flags, listener, rewriter);
    }

    /**
     * Binds all listeners and lets clients in.
     *
     * @throws CrossfadeException when an address cannot be bound; none is left bound then
     */
    public synchronized void listen() {
        if (closed) {
            throw new CrossfadeException(Problem.NOT_READY, "Crossfade is shutting down", null);
        }
        serve(first);
        listening = true;
    }

    /**
     * The same with another rewriter.
     *
     * @throws CrossfadeException when an address cannot be bound or a certificate cannot be used; none is left bound then
     */
    public static CrossfadeProxy start(
            ProxySettings settings, FlagControl flags, ProxyListener listener, StatementRewriter rewriter) {
        CrossfadeProxy proxy = new CrossfadeProxy(settings, flags, listener, rewriter);
        try {
            proxy.listen();
            return proxy;
        } catch (CrossfadeException e) {
            proxy.stop();
            throw e;
        }
    }

    private Target target(String database) {
        Target target = databases.find(database);
        if (target == null) {
            throw new CrossfadeException(
                    Problem.UNKNOWN_DATABASE, "no database \"" + database + "\" is configured", null);
        }
        return target;
    }

    /** Whether a database is configured. */
    public boolean serves(String database) {
        return databases.find(database) != null;
    }

    /** Where clients of {@code database} connect to. */
    public InetSocketAddress address(String database) {
        InetSocketAddress address = listeners.bound(target(database).settings().listen());
        if (address == null) {
            throw new CrossfadeException(Problem.NOT_READY, "the listener of \"" + database + "\" is closed", null);
        }
        return address;
    }

    /** From now on statements are rewritten for this catalog. */
    public void publish(String database, Catalog catalog) {
        target(database).catalog(catalog);
    }

    /**
     * Lets no transaction of a database begin, and waits for those that are open. Blocks.
     *
     * @return the sessions still in a transaction at the deadline, when everything goes on as before; empty when the database
     *     is paused: until {@link #resume}
     * @throws InterruptedException when the waiting thread is interrupted; everything goes on then
     */
    public List<SessionInfo> pause(String database, Duration deadline) throws InterruptedException {
        return sessions.pause(target(database), deadline);
    }

    /** Ends a {@link #pause}. */
    public void resume(String database) {
        target(database).pause().resume();
    }

    /**
     * Keeps statements that name one of {@code tables}, or a view over one, from the server, as long as their transactions have begun
     * after this call: what is open goes on. Does not block.
     *
     * @param atMost after which it has ended by itself
     * @return what ends it; does nothing while there is another such hold on the database, or its protocol is not PostgreSQL's
     */
    public Runnable hold(String database, List<TableName> tables, Duration atMost) {
        TableHold.Held held = target(database).hold(tables, atMost);
        return held == null ? () -> {} : held::close;
    }

    /** Whether {@link #pause} holds. */
    public boolean isPaused(String database) {
        return target(database).pause().isPaused();
    }

    /**
     * What the server calls the connections of a database that are open, as {@code pg_stat_activity.pid} gives them where nothing
     * stands between Crossfade and the server.
     */
    public Set<Integer> serverProcesses(String database) {
        return ServerProcesses.INSTANCE.of(target(database).backend());
    }

    /** The server connections of all databases and users. */
    public List<PoolInfo> pools() {
        return databases.all().stream()
                .flatMap(target -> target.pools().stream())
                .toList();
    }

    /** Whether new clients may log in; those that have go on either way. */
    public void ready(String database, boolean ready) {
        target(database).ready(ready);
    }

    public List<SessionInfo> sessions() {
        return sessions.list();
    }

    /** What clients have done, by database and user. */
    public List<TrafficInfo> traffic() {
        return node.traffic().traffic();
    }

    public List<LoginFailures> loginFailures() {
        return node.traffic().failures();
    }

    public ClientCounts clients() {
        return node.clients();
    }

    public List<ClientUsage> usage() {
        return usage.report();
    }

    /** What comparing the reads of a migration's table has come to. */
    public ShadowReport shadow(String database, String migration) {
        return target(database).shadow().report(migration);
    }

    /** Begins a new account of a migration's comparisons. */
    public void forgetShadow(String database, String migration) {
        target(database).shadow().forget(migration);
    }

    /** Whether samples of its mismatches hold values, and keys other than numbers, from now on; at first they do not. */
    public void showShadowValues(String database, String migration, boolean shows) {
        target(database).shadow().shows(migration, shows);
    }

    /**
     * Measures from now on how long the statements of a database take, and how many fail.
     *
     * @param migration those on this migration's table, from its announcement on; null for all
     * @param window how far back each reading looks
     * @return to be closed when it is not needed any more
     */
    public ClientLatency latency(String database, @Nullable String migration, Duration window) {
        return target(database).latencies().watch(migration, window);
    }

    /** The same of its transactions, each from its first statement to the end of its last, what the client did in between included. */
    public ClientLatency transactionLatency(String database, Duration window) {
        return target(database).latencies().watchTransactions(window);
    }

    /** What the migrations of a database, begun or not, would make of the statements of its traffic. */
    public List<CensusEntry> census(String database) {
        return target(database).census().report();
    }

    /**
     * Notices from now on, in the {@link #census}, which statements name these columns: each is the old column of a migration
     * that is never carried out, and is reported under its name.
     */
    public void watchColumns(String database, List<ColumnMigration> columns) {
        target(database).census().watch(columns);
    }

    /**
     * Clients that have a statement prepared, and not closed, that names a watched column, by name or as part of {@code *}:
     * each with one such statement, or none where only such are found that were too long to be remembered. Blocks.
     *
     * @throws CrossfadeException DEADLINE_PASSED when a session has not answered in time, or there are too many statements
     */
    public Map<SessionInfo, Optional<String>> prepared(String database, String watched, Duration deadline)
            throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        Census census = target(database).census();
        Map<SessionInfo, Optional<String>> found = new LinkedHashMap<>();
        Map<String, Boolean> names = new HashMap<>();
        try {
            sessions.prepared(target(database), census.mayName(watched), deadline)
                    .forEach((session, prepared) -> {
                        Optional<String> named = prepared.texts().stream()
                                .filter(text -> names.computeIfAbsent(text, key -> names(census, watched, key, end)))
                                .findFirst();
                        if (named.isPresent() || !prepared.complete()) {
                            found.put(session, named);
                        }
                    });
        } catch (TimeoutException e) {
            throw new CrossfadeException(
                    Problem.DEADLINE_PASSED, "a session does not say what it has prepared", "Ask again.", e);
        }
        return found;
    }

    private static boolean names(Census census, String watched, String text, long endNanos) {
        if (System.nanoTime() - endNanos >= 0) {
            throw new CrossfadeException(
                    Problem.DEADLINE_PASSED, "clients have too many statements prepared to look at all", "Ask again.");
        }
        return census.names(watched, text);
    }

    /** Server connections opened so far, and what is prepared on them, are closed as soon as they come free. */
    public void renewConnections(String database) {
        target(database).retireServerConnections();
    }

    /** What would become of a text that a client with these rules sends. Blocks for as long as a plan may take. */
    public RewriteAnswer rewrite(String database, String sql, RuleSet rules) {
        Target target = target(database);
        RewriteRequest request = target.isMySql()
                ? RewriteRequest.forMySql(
                        sql,
                        rules,
                        target.catalog(),
                        Set.of(),
                        dev.crossfade.proxy.rewrite.mysql.MySqlSession.of(
                                target.backend().database()))
                : new RewriteRequest(sql, List.of(), rules, target.catalog(), Set.of(), true);
        RewriteResult result = rules.isEmpty()
                ? RewriteResult.Untouched.NOTHING_WATCHED
                : planner.plan(request).join();
        if (result instanceof RewriteResult.Rewritten rewritten) {
            List<RewriteAnswer.Edit> edits = rewritten.edits().stream()
                    .map(edit -> new RewriteAnswer.Edit(edit.start(), edit.end(), edit.replacement(), edit.reason()))
                    .toList();
            return new RewriteAnswer("rewritten", rewritten.sql(), edits, null, null, null);
        }
        if (result instanceof RewriteResult.Refused refused) {
            return new RewriteAnswer(
                    "refused", sql, List.of(), refused.clientSqlState(), refused.message(), refused.hint());
        }
        return new RewriteAnswer("untouched", sql, List.of(), null, null, null);
    }

    /**
     * {@link System#nanoTime} at which the first rewritten statement under that snapshot was written to a backend; known for
     * the newest 1024 snapshots.
     */
    public OptionalLong firstEffectNanos(long snapshotNumber) {
        return effects.firstNanos(snapshotNumber);
    }

    /** Ends a client's session (57P01). False when there is none of that id. */
    public boolean terminate(String sessionId) {
        return sessions.terminate(sessionId);
    }

    /**
     * Asks the backend to cancel the statement that a session has running (57014), as its client could; the session goes on.
     * Returns at once. False when there is none of that id.
     */
    public boolean cancel(String sessionId) {
        return sessions.cancel(sessionId);
    }

    /** Stops listening, lets clients and then open transactions end for a while, then ends what is left. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            listeners.close();
        }
        awaitThat(() -> hurried || sessions.isEmpty(), node.clientsMayStay().toMillis());
        timeouts.cancel(false);
        databases.all().forEach(target -> target.pause().resume());
        sessions.drain();
        await(node.drainTimeout().toMillis());
        sessions.terminateAll();
        await(SHUTDOWN_TIMEOUT_MILLIS);
        if (eventLoops.isShuttingDown()) {
            return;
        }
        databases.all().forEach(Target::retireServerConnections);
        awaitThat(() -> pools().stream().allMatch(pool -> pool.opened() == pool.closed()), SHUTDOWN_TIMEOUT_MILLIS);
        stop();
    }

    /** {@link #close} waits no longer for clients to leave by themselves: sessions end as soon as they are idle. */
    public void hurry() {
        hurried = true;
    }

    private void await(long timeoutMillis) {
        awaitThat(sessions::isEmpty, timeoutMillis);
    }

    private static void awaitThat(BooleanSupplier condition, long timeoutMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void stop() {
        eventLoops
                .shutdownGracefully(0, SHUTDOWN_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
        planner.close();
        databases.close();
        shadowLoop
                .shutdownGracefully(0, SHUTDOWN_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}
