package dev.crossfade.admin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.admin.config.MigrationSpec;
import dev.crossfade.flags.ColumnMigration;
import dev.crossfade.flags.ColumnMigration.Conversion;
import dev.crossfade.flags.ColumnMigration.NewColumn;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.TableName;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.Catalog;
import dev.crossfade.proxy.ClientLatency;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.testing.MysqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever an engine dies of, in whichever step: the next goes on, and nothing is left. DDL of MySQL commits by itself, so it
 * may have happened and nobody was told.
 */
class MySqlRenameCrashTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String ENGINE = "crash_engine";

    private final MysqlServer server = MysqlServer.shared();
    private final String database = server.createDatabase();
    private final String name = "crash-" + NAMES.incrementAndGet();
    private final FakeFlags flags = new FakeFlags();
    private final Map<String, Boolean> ready = new ConcurrentHashMap<>();
    private final List<JdbcMigrationEngine> engines = new ArrayList<>();

    @BeforeEach
    void table() {
        server.execute(
                database,
                "CREATE TABLE t (id VARCHAR(20) COLLATE utf8mb4_0900_ai_ci, part BIGINT UNSIGNED, a VARCHAR(40), PRIMARY KEY (id, part))",
                "CREATE TABLE other (id INT PRIMARY KEY)",
                "INSERT INTO t WITH RECURSIVE s (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < 999)"
                        + " SELECT CONCAT('Kéy ', i DIV 10), 18446744073709551000 + i % 10, IF(i % 5 = 0, NULL, CONCAT('v', i)) FROM s",
                "INSERT INTO t SELECT CONCAT('more ', id), part, a FROM t",
                "CREATE USER " + ENGINE + " IDENTIFIED BY 'engine secret'",
                "GRANT ALL ON *.* TO " + ENGINE + " WITH GRANT OPTION");
    }

    @AfterEach
    void end() {
        engines.forEach(JdbcMigrationEngine::close);
        server.execute(database, "DROP USER " + ENGINE);
    }

    private JdbcMigrationEngine open() {
        JdbcMigrationEngine engine = begin();
        await().atMost(Lab.PATIENCE).until(() -> Boolean.TRUE.equals(ready.get("shop")));
        return engine;
    }

    private JdbcMigrationEngine begin() {
        flags.restart();
        ready.clear();
        MigrationSpec spec = new MigrationSpec(
                new ColumnMigration(
                        name,
                        "shop",
                        new TableName(database, "t"),
                        Conversion.IDENTITY,
                        List.of("a"),
                        List.of(new NewColumn("b", "", "")),
                        Map.of()),
                new MigrationSpec.Backfill(Duration.ofMillis(200), Duration.ofMillis(20)),
                Duration.ZERO,
                MigrationSpec.Guard.NONE,
                "digest");
        JdbcMigrationEngine engine = JdbcMigrationEngine.open(
                List.of(where()),
                List.of(spec),
                flags,
                new EngineHost() {
                    @Override
                    public void publish(String of, Catalog catalog) {}

                    @Override
                    public void ready(String of, boolean isReady) {
                        ready.put(of, isReady);
                    }

                    @Override
                    public ClientLatency latency(String of, @Nullable String migration, Duration window) {
                        return new ClientLatency(migration, window, closed -> {});
                    }

                    @Override
                    public ClientLatency transactionLatency(String of, Duration window) {
                        return new ClientLatency(null, window, closed -> {});
                    }

                    @Override
                    public List<Speaker> speakOld(String migration) {
                        return List.of();
                    }
                },
                Lab.LIMITS);
        engines.add(engine);
        return engine;
    }

    private DatabaseConnection where() {
        return new DatabaseConnection(
                "shop",
                server.host(),
                server.port(),
                database,
                ENGINE,
                "engine secret",
                BackendTls.DISABLED,
                ProxySettings.Engine.MYSQL);
    }

    private void awaitStep(MigrationEngine engine, String step) {
        await().atMost(Lab.PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            MigrationStatus status = engine.migration(name);
            if (status.step().equals("failed")) {
                throw new AssertionError("failed: " + status.blockedBy());
            }
            return status.step().equals(step);
        });
    }

    private void agree() {
        assertThat(server.queryOne(database, "SELECT COUNT(*) FROM t WHERE NOT (BINARY a <=> BINARY b)"))
                .isEqualTo("0");
        assertThat(server.queryOne(database, "SELECT COUNT(b) FROM t")).isEqualTo("1600");
    }

    private void complete(MigrationEngine engine) {
        for (int i = 0; i < 4; i++) { // shadow, live, ramp-down, complete
            engine.advance(name);
        }
        await().atMost(Lab.PATIENCE)
                .until(() -> engine.migration(name).stage().equals("complete")
                        && engine.migration(name).step().equals("ready"));
    }

    private boolean has(String column) {
        return Objects.equals(
                server.queryOne(
                        database,
                        "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()"
                                + " AND table_name = 't' AND column_name = '" + column + "'"),
                "1");
    }

    /** Somebody always has a read view, and nobody for long: barriers pass, and DDL does not, so that the engine can be ended right before it. */
    private final class Readers implements AutoCloseable {
        private final Thread thread = new Thread(this::read);
        private volatile boolean stop;
        private volatile String failure = "";

        Readers() {
            thread.start();
        }

        private void read() {
            try (Connection one = server.connect(database);
                    Connection other = server.connect(database)) {
                one.setAutoCommit(false);
                other.setAutoCommit(false);
                while (!stop) {
                    view(one);
                    other.rollback();
                    view(other);
                    one.rollback();
                }
            } catch (SQLException e) {
                failure = e.toString();
            }
        }

        private void view(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM other")) {
                assertThat(rows.next()).isTrue();
            }
            LockSupport.parkNanos(5_000_000);
        }

        void areWaitedFor(MigrationEngine engine, String step) {
            await().atMost(Lab.PATIENCE).until(() -> {
                MigrationStatus now = engine.migration(name);
                return now.step().equals(step)
                        && now.blockedBy().toString().contains("ALTER TABLE waits")
                        && now.blockedBy().toString().contains("of root");
            });
        }

        @Override
        public void close() {
            stop = true;
            await().atMost(Lab.PATIENCE).until(() -> !thread.isAlive());
            assertThat(failure).isEmpty();
        }
    }

    /** {@code happened}: whether the server had carried the statement out when the engine ended. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAroundEachAlterTable(boolean happened) {
        JdbcMigrationEngine engine = open();
        try (Readers readers = new Readers()) {
            engine.start(name);
            readers.areWaitedFor(engine, "expand");
            engine.close();
        }
        assertThat(has("b")).isFalse();
        if (happened) {
            server.execute(database, "ALTER TABLE t ADD COLUMN b VARCHAR(40) NULL, ALGORITHM=INSTANT");
        }
        engine = open();
        awaitStep(engine, "ready");
        agree();

        try (Readers readers = new Readers()) {
            engine.abort(name);
            readers.areWaitedFor(engine, "abort");
            engine.close();
        }
        assertThat(has("b")).isTrue();
        if (happened) {
            server.execute(database, "ALTER TABLE t DROP COLUMN b, ALGORITHM=INSTANT");
        }
        engine = open();
        awaitStep(engine, "none");
        assertThat(has("b")).isFalse();

        engine.start(name);
        awaitStep(engine, "ready");
        agree();
        complete(engine);
        engine.close();
        engine = open(); // and once more when all is over
        assertThat(engine.migration(name).step()).isEqualTo("ready");
        assertThat(engine.migration(name).stage()).isEqualTo("complete");
        assertThat(has("a")).isTrue();
        agree();
    }

    /** Its connections die again and again, each time somewhere else. */
    @Test
    void losesItsConnectionsInEveryStep() throws Exception {
        JdbcMigrationEngine engine = open();
        engine.start(name);
        cut(engine, 25);
        awaitStep(engine, "ready");
        agree();
        await().atMost(Lab.PATIENCE)
                .ignoreExceptionsInstanceOf(CrossfadeException.class)
                .until(() -> {
                    engine.abort(name); // its connections may just have been cut
                    return true;
                });
        cut(engine, 8);
        awaitStep(engine, "none");
        assertThat(has("b")).isFalse();
        assertThat(server.queryOne(
                        database,
                        "SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = 'crossfade' AND routine_name LIKE '%"
                                + name + "%'"))
                .isEqualTo("0");
    }

    private void cut(MigrationEngine engine, int times) throws SQLException {
        try (Connection root = server.connect(database);
                Statement statement = root.createStatement()) {
            for (int i = 0; i < times && !engine.migration(name).step().equals("ready"); i++) {
                String before = engine.migration(name).toString();
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(Lab.PATIENCE)
                        .until(() -> !engine.migration(name).toString().equals(before)
                                || engine.migration(name).step().equals("ready")
                                || engine.migration(name).step().equals("none"));
                List<Long> sessions = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery(
                        "SELECT id FROM performance_schema.processlist WHERE user = '" + ENGINE + "'")) {
                    while (rows.next()) {
                        sessions.add(rows.getLong(1));
                    }
                }
                for (long session : sessions) {
                    try {
                        statement.execute("KILL " + session);
                    } catch (SQLException e) {
                        assertThat(e.getErrorCode()).isEqualTo(1094); // gone by itself
                    }
                }
            }
        }
    }

    /** While another session has the engine's lock nothing is done, and it says who that is. */
    @Test
    void oneEngineAtATime() throws SQLException {
        JdbcMigrationEngine engine;
        try (Connection root = server.connect(database);
                Statement statement = root.createStatement()) {
            statement.execute("DO GET_LOCK(CONCAT('crossfade.', LEFT(SHA1(DATABASE()), 40)), 0)");
            engine = begin();
            await().atMost(Lab.PATIENCE)
                    .until(() -> engine.migration(name)
                            .blockedBy()
                            .toString()
                            .contains("another engine works on this database"));
            assertThat(ready).isEmpty();
        }
        await().atMost(Lab.PATIENCE).until(() -> Boolean.TRUE.equals(ready.get("shop")));
        engine.start(name);
        awaitStep(engine, "ready");
        agree();
    }

    /** Its state is there, and its file is not: its clients would be served unrewritten. */
    @Test
    void whatWasStartedAndHasNoFileIsNotServed() throws InterruptedException {
        JdbcMigrationEngine engine = open();
        engine.start(name);
        awaitStep(engine, "ready");
        engine.close();
        List<String> said = new ArrayList<>();
        assertThat(FirstLook.allows(where(), said::isEmpty, said::add)).isFalse();
        assertThat(said).singleElement().asString().contains("without a file", name);
    }
}
