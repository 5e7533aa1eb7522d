package dev.crossfade.admin.rest;

import dev.crossfade.flags.RuleSet;
import dev.crossfade.flags.Side;
import dev.crossfade.flags.Stage;
import dev.crossfade.proxy.CensusEntry;
import dev.crossfade.proxy.ClientCounts;
import dev.crossfade.proxy.ClientUsage;
import dev.crossfade.proxy.LoginFailures;
import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.ShadowReport;
import dev.crossfade.proxy.TrafficInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A data plane that remembers what it was asked. */
public final class FakeDataPlane implements DataPlane {
    public volatile boolean ready = true;
    public volatile long refused;
    public volatile ShadowReport shadow = new ShadowReport(
            "customer-name",
            Instant.EPOCH,
            0,
            0,
            Map.of(),
            Map.of(),
            0,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            List.of());
    public volatile RuleSet lastRules = RuleSet.NONE;

    public volatile boolean paused;
    public volatile boolean blocked;
    public volatile Duration pausedFor = Duration.ZERO;
    public final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    public final Set<String> ended = ConcurrentHashMap.newKeySet();

    /** When each snapshot took effect. */
    public final Map<Long, Long> effects = new ConcurrentHashMap<>();

    @Override
    public List<DatabaseState> databases() {
        return List.of(shop(null));
    }

    private DatabaseState shop(Boolean reachable) {
        return new DatabaseState(
                "shop",
                "postgresql",
                "127.0.0.1:6432",
                "session",
                "blue",
                ready,
                paused,
                Map.of("blue", new BackendState("127.0.0.1", 5432, "shop", reachable, null)));
    }

    @Override
    public Optional<DatabaseState> database(String name) {
        return name.equals("shop") ? Optional.of(shop(true)) : Optional.empty();
    }

    @Override
    public List<SessionInfo> sessions() {
        return List.of(new SessionInfo(
                "7",
                "shop",
                "app",
                "orders-service",
                "127.0.0.1",
                "idle in transaction",
                3,
                Instant.parse("2026-11-22T10:00:00Z"),
                Instant.parse("2026-11-22T10:05:00Z")));
    }

    @Override
    public boolean endSession(String id) {
        return id.equals("7") && ended.add(id);
    }

    @Override
    public boolean cancelSession(String id) {
        return id.equals("7") && cancelled.add(id);
    }

    @Override
    public ShadowReport shadow(String database, String migration) {
        return shadow;
    }

    @Override
    public List<ClientUsage> usage() {
        return List.of(new ClientUsage(
                "customer-name",
                Side.OLD,
                "shop",
                "app",
                "orders-service",
                12_345,
                refused,
                Instant.parse("2026-11-22T10:05:00Z"),
                "SELECT fullname FROM customers WHERE id = ?"));
    }

    @Override
    public List<CensusEntry> census(String database) {
        return List.of(
                entry(
                        "customer-name",
                        "COPY customers FROM STDIN",
                        CensusEntry.Outcome.REFUSED,
                        List.of(new CensusEntry.Refused(
                                Stage.DUAL_WRITE, Stage.RAMP_DOWN, "COPY into a migrating table", "write INSERT"))),
                entry(
                        "customer-name",
                        "SELECT full_name FROM customers WHERE id = ?",
                        CensusEntry.Outcome.REWRITTEN,
                        List.of()),
                entry("another", "SELECT ?", CensusEntry.Outcome.UNTOUCHED, List.of()));
    }

    private static CensusEntry entry(
            String migration, String statement, CensusEntry.Outcome outcome, List<CensusEntry.Refused> refusals) {
        return new CensusEntry(
                migration,
                "shop",
                "app",
                "orders-service",
                statement,
                outcome,
                refusals,
                1_234,
                "127.0.0.1",
                Instant.parse("2026-11-22T10:00:00Z"),
                Instant.parse("2026-11-22T10:05:00Z"));
    }

    @Override
    public List<PoolInfo> pools() {
        return List.of(new PoolInfo(
                "shop", "app", ProxySettings.Pooling.Mode.TRANSACTION, 18, 1, 1, 7, 1_500, 20, 1_234, 1_214, 3));
    }

    @Override
    public List<TrafficInfo> traffic() {
        return List.of(new TrafficInfo(
                "shop",
                "app",
                40,
                30,
                1_000,
                2_500,
                5,
                70_000,
                900_000,
                12_000_000_000L,
                3_000_000_000L,
                500_000_000L));
    }

    @Override
    public List<LoginFailures> loginFailures() {
        return List.of(new LoginFailures("shop", "28P01", 6));
    }

    @Override
    public ClientCounts clients() {
        return new ClientCounts(11, 10_000, 46);
    }

    @Override
    public List<SessionInfo> pause(String database, Duration deadline) {
        pausedFor = deadline;
        paused = !blocked;
        return blocked ? sessions() : List.of();
    }

    @Override
    public void resume(String database) {
        paused = false;
    }

    @Override
    public Rewrite rewrite(String database, String sql, RuleSet rules) {
        lastRules = rules;
        if (sql.startsWith("MERGE")) {
            return new Rewrite(
                    "refused", sql, List.of(), "0A000", "MERGE into a migrating table", "write INSERT … ON CONFLICT");
        }
        int at = sql.indexOf("fullname");
        return at < 0
                ? new Rewrite("untouched", sql, List.of(), null, null, null)
                : new Rewrite(
                        "rewritten",
                        sql.substring(0, at) + "full_name AS fullname" + sql.substring(at + 8),
                        List.of(new RewriteEdit(at, at + 8, "full_name AS fullname", "reads come from new")),
                        null,
                        null,
                        null);
    }

    @Override
    public OptionalLong firstEffectNanos(long snapshot) {
        Long nanos = effects.get(snapshot);
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
