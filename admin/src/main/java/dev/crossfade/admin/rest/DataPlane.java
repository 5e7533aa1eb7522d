package dev.crossfade.admin.rest;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.proxy.CensusEntry;
import dev.crossfade.proxy.ClientCounts;
import dev.crossfade.proxy.ClientUsage;
import dev.crossfade.proxy.LoginFailures;
import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.ShadowReport;
import dev.crossfade.proxy.TrafficInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the admin API asks of the data plane. Calls may block. */
public interface DataPlane {

    /** All databases, their backends not looked at. */
    List<DatabaseState> databases();

    /** One database; its backends are tried, each for a few seconds at most. */
    Optional<DatabaseState> database(String name);

    List<SessionInfo> sessions();

    /** Ends a client's session (57P01), whatever it is doing. False when there is none of that id. */
    boolean endSession(String id);

    /** Cancels the statement that a session has running, if any. False when there is none of that id. */
    boolean cancelSession(String id);

    List<ClientUsage> usage();

    /** What comparing the reads of a migration's table has come to; null where its database is not served. */
    @Nullable
    ShadowReport shadow(String database, String migration);

    /**
     * What the migrations of a database, begun or not, would make of the statements of its traffic.
     *
     * @throws dev.crossfade.flags.CrossfadeException UNKNOWN_DATABASE
     */
    List<CensusEntry> census(String database);

    /** The server connections of all databases and users. */
    List<PoolInfo> pools();

    /** What clients have done, by database and user. */
    List<TrafficInfo> traffic();

    List<LoginFailures> loginFailures();

    ClientCounts clients();

    /**
     * Lets no transaction of a database begin, and waits for those that are open.
     *
     * @return the sessions still in a transaction at the deadline, when everything goes on as before; empty when it is paused
     * @throws dev.crossfade.flags.CrossfadeException UNKNOWN_DATABASE, NOT_READY
     */
    List<SessionInfo> pause(String database, Duration deadline);

    /** Ends a pause; nothing happens when there is none. */
    void resume(String database);

    /**
     * What would become of a statement under {@code rules}. Nothing is sent to a backend.
     *
     * @throws dev.crossfade.flags.CrossfadeException NOT_READY while the catalog is not loaded
     */
    Rewrite rewrite(String database, String sql, RuleSet rules);

    /** {@link System#nanoTime} at which the first rewritten statement under a snapshot was written to a backend. */
    OptionalLong firstEffectNanos(long snapshot);

    /**
     * A database as the API shows it.
     *
     * @param listen {@code host:port} that clients connect to
     * @param active the colour of the backend that serves
     * @param ready whether new clients are let in
     * @param paused whether transactions are kept from beginning
     */
    record DatabaseState(
            String name,
            String engine,
            String listen,
            String pooling,
            String active,
            boolean ready,
            boolean paused,
            Map<String, BackendState> backends) {}

    /**
     * A backend.
     *
     * @param reachable whether the engine's user can log in now; null when it was not tried
     * @param error why not
     */
    record BackendState(
            String host,
            int port,
            String database,
            @Nullable Boolean reachable,
            @Nullable String error) {}

    /**
     * What would become of a statement.
     *
     * @param outcome {@code untouched}, {@code rewritten}, {@code refused}
     * @param sql what the backend would get; the statement itself when refused
     * @param sqlState of the refusal
     */
    record Rewrite(
            String outcome,
            String sql,
            List<RewriteEdit> edits,
            @Nullable String sqlState,
            @Nullable String message,
            @Nullable String hint) {}

    /** One change in a statement; start and end count characters of the original from 0, the end exclusive. */
    record RewriteEdit(int start, int end, String replacement, String reason) {}
}
