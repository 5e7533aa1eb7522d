package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.FiledMigration;
import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.FlagControl;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.ClientLatency;
import dev.crossfade.proxy.ShadowReport;
import dev.crossfade.testing.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A database of its own on the real server, flags, and engines over them. */
final class Lab implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final EngineLimits LIMITS = new EngineLimits(
            Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(5), 50, 200);

    final PostgresServer server = PostgresServer.shared();
    final String database = server.createDatabase();
    final FakeFlags flags = new FakeFlags();
    final Map<String, Boolean> ready = new ConcurrentHashMap<>();
    final List<Catalog> catalogs = new CopyOnWriteArrayList<>();
    /** What the engine watches now. */
    final List<ClientLatency> latencies = new CopyOnWriteArrayList<>();

    /** How often it began to watch. */
    final AtomicInteger watched = new AtomicInteger();

    final List<EngineHost.Speaker> speakers = new CopyOnWriteArrayList<>();
    /** Who names a column that is to be dropped, and who has a statement prepared that does. */
    final List<EngineHost.Speaker> users = new CopyOnWriteArrayList<>();

    final List<String> prepared = new CopyOnWriteArrayList<>();

    /** Statements that the census says would be refused. */
    final List<String> refused = new CopyOnWriteArrayList<>();

    /** What the server calls the sessions that come through the data plane. */
    final Set<Integer> processes = ConcurrentHashMap.newKeySet();

    /** Each time statements on tables were kept: which tables, for how long at most. */
    final List<String> holds = new CopyOnWriteArrayList<>();

    /** Holds that have not ended. */
    final AtomicInteger holding = new AtomicInteger();

    /** Reads that both sides have answered at shadow, and of them those that differ. */
    final AtomicInteger compared = new AtomicInteger();

    final AtomicInteger mismatches = new AtomicInteger();
    private final List<JdbcMigrationEngine> engines = new ArrayList<>();
    String user = PostgresServer.USER;
    String password = PostgresServer.PASSWORD;
    EngineLimits limits = LIMITS;
    int port = server.port();

    Lab(String... sql) {
        server.execute(database, sql);
    }

    void sql(String... sql) {
        server.execute(database, sql);
    }

    String one(String sql) {
        return server.queryOne(database, sql);
    }

    DatabaseConnection where() {
        return new DatabaseConnection("shop", server.host(), port, database, user, password);
    }

    JdbcMigrationEngine open(FiledMigration... specs) {
        return open(flags, specs);
    }

    JdbcMigrationEngine open(FlagControl theFlags, FiledMigration... specs) {
        JdbcMigrationEngine engine = JdbcMigrationEngine.open(
                List.of(where()),
                List.of(specs),
                theFlags,
                new EngineHost() {
                    @Override
                    public void publish(String name, Catalog catalog) {
                        catalogs.add(catalog);
                    }

                    @Override
                    public void ready(String name, boolean isReady) {
                        ready.put(name, isReady);
                    }

                    @Override
                    public ClientLatency latency(String name, @Nullable String migration, Duration window) {
                        ClientLatency latency = new ClientLatency(migration, window, latencies::remove);
                        latencies.add(latency);
                        watched.incrementAndGet();
                        return latency;
                    }

                    @Override
                    public ClientLatency transactionLatency(String name, Duration window) {
                        return new ClientLatency(null, window, closed -> {});
                    }

                    @Override
                    public ShadowReport shadow(String name, String migration) {
                        return new ShadowReport(
                                migration,
                                Instant.EPOCH,
                                compared.get(),
                                mismatches.get(),
                                Map.of(),
                                Map.of(),
                                0,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                List.of());
                    }

                    @Override
                    public void forgetShadow(String name, String migration) {
                        compared.set(0);
                        mismatches.set(0);
                    }

                    @Override
                    public List<Speaker> speakOld(String migration) {
                        return speakers;
                    }

                    @Override
                    public List<Speaker> usersOf(String name, String watched) {
                        return users;
                    }

                    @Override
                    public List<String> refusedStatements(String name, String migration) {
                        return refused;
                    }

                    @Override
                    public Set<Integer> serverProcesses(String name) {
                        return processes;
                    }

                    @Override
                    public Hold holdStatements(String name, List<TableName> tables, Duration atMost) {
                        holds.add(name + " " + tables + " " + atMost.toMillis());
                        holding.incrementAndGet();
                        return holding::decrementAndGet;
                    }

                    @Override
                    public List<String> preparedBy(String name, String watched) {
                        return prepared;
                    }
                },
                limits);
        engines.add(engine);
        return engine;
    }

    /** Opens an engine and waits until it serves. */
    JdbcMigrationEngine opened(FiledMigration... specs) {
        return opened(flags, specs);
    }

    JdbcMigrationEngine opened(FlagControl theFlags, FiledMigration... specs) {
        JdbcMigrationEngine engine = open(theFlags, specs);
        await().atMost(PATIENCE)
                .until(() -> specs.length == 0
                        || engine.migrations().stream()
                                .noneMatch(m -> String.join("", m.blockedBy()).contains("not connected yet")));
        await().atMost(PATIENCE).until(() -> Boolean.TRUE.equals(ready.get("shop")));
        return engine;
    }

    MigrationStatus awaitStep(MigrationEngine engine, String name, String step) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            MigrationStatus status = engine.migration(name);
            if (status.step().equals("failed") && !step.equals("failed")) {
                throw new AssertionError("failed: " + status.blockedBy());
            }
            return status.step().equals(step);
        });
        return engine.migration(name);
    }

    MigrationStatus awaitReady(MigrationEngine engine, String name) {
        MigrationStatus status = awaitStep(engine, name, "ready");
        assertThat(status.evidence().backfilledAt()).isNotNull();
        return status;
    }

    static MigrationSpec spec(
            String name,
            String table,
            Conversion conversion,
            List<String> olds,
            List<NewColumn> news,
            Map<String, String> down) {
        return new MigrationSpec(
                new ColumnMigration(name, "shop", new TableName("public", table), conversion, olds, news, down),
                new MigrationSpec.Backfill(Duration.ofMillis(200), Duration.ZERO),
                Duration.ofHours(24),
                MigrationSpec.Guard.NONE,
                "digest-of-" + name);
    }

    static MigrationSpec rename(String name, String table, String from, String to) {
        return spec(name, table, Conversion.IDENTITY, List.of(from), List.of(new NewColumn(to, "", "")), Map.of());
    }

    static MigrationSpec retype(String name, String table, String from, String to, String type) {
        return spec(name, table, Conversion.CAST, List.of(from), List.of(new NewColumn(to, type, "")), Map.of());
    }

    /** The same with a guard that repairs. */
    static MigrationSpec guarded(MigrationSpec spec) {
        return new MigrationSpec(
                spec.migration(), spec.backfill(), spec.soak(), MigrationSpec.Guard.REPAIR, spec.digest());
    }

    /** The design's own example. */
    static MigrationSpec split() {
        return spec(
                "customer-name",
                "customers",
                Conversion.FUNCTION,
                List.of("full_name"),
                List.of(
                        new NewColumn("first_name", "text", "split_part(full_name, ' ', 1)"),
                        new NewColumn(
                                "last_name", "text", "substr(full_name, length(split_part(full_name, ' ', 1)) + 2)")),
                Map.of(
                        "full_name",
                        "CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END"));
    }

    @Override
    public void close() {
        engines.forEach(JdbcMigrationEngine::close);
    }
}
