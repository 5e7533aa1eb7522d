package dev.crossfade.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.crossfade.testing.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HikariCP: many connections, state that is reset at their return, connections that die in the pool. */
@Timeout(60)
class HikariTest {
    private static final int POOL_SIZE = 20;

    private static HikariConfig configuration(Way way) {
        HikariConfig configuration = new HikariConfig();
        configuration.setJdbcUrl(way.jdbcUrl("prepareThreshold=2"));
        configuration.setMaximumPoolSize(POOL_SIZE);
        configuration.setConnectionTimeout(20_000);
        return configuration;
    }

    @ParameterizedTest
    @EnumSource
    void servesMoreThreadsThanConnections(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            try (HikariDataSource pool = new HikariDataSource(configuration(way))) {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL)");
                    statement.execute("INSERT INTO t SELECT g, 0 FROM generate_series(0, 9) g");
                }
                ExecutorService threads = Executors.newFixedThreadPool(40);
                AtomicInteger mine = new AtomicInteger();
                try {
                    List<Future<?>> all = new ArrayList<>();
                    for (int t = 0; t < 40; t++) {
                        int thread = t;
                        all.add(threads.submit(() -> work(pool, thread, mine)));
                    }
                    for (Future<?> one : all) {
                        one.get(50, TimeUnit.SECONDS);
                    }
                } finally {
                    threads.shutdownNow();
                }
                said.add("answers that were their asker's own", mine.get());
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    said.rows("sums", statement.executeQuery("SELECT id, v FROM t ORDER BY id"));
                }
            }
        });
    }

    /** Each answer must be the asker's own. */
    private static Void work(HikariDataSource pool, int thread, AtomicInteger mine) throws SQLException {
        for (int i = 0; i < 25; i++) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                String tag = thread + "/" + i;
                try (PreparedStatement select = connection.prepareStatement("SELECT ?::text, v FROM t WHERE id = ?");
                        PreparedStatement update = connection.prepareStatement("UPDATE t SET v = v + 1 WHERE id = ?")) {
                    select.setString(1, tag);
                    select.setInt(2, thread % 10);
                    try (ResultSet rows = select.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getString(1)).isEqualTo(tag);
                        mine.incrementAndGet();
                    }
                    update.setInt(1, thread % 10);
                    assertThat(update.executeUpdate()).isEqualTo(1);
                }
                if (i % 5 == 4) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
        }
        return null;
    }

    @ParameterizedTest
    @EnumSource
    void givesConnectionsBackClean(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            HikariConfig configuration = configuration(way);
            configuration.setMaximumPoolSize(1);
            configuration.setReadOnly(false);
            configuration.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
            configuration.setSchema("public");
            configuration.setConnectionInitSql("SET my.init = 'here'");
            configuration.setConnectionTestQuery("SELECT 1");
            configuration.setConnectionTimeout(1000);
            try (HikariDataSource pool = new HikariDataSource(configuration)) {
                for (int i = 0; i < 3; i++) {
                    try (Connection connection = pool.getConnection();
                            Statement statement = connection.createStatement()) {
                        said.add("auto commit", connection.getAutoCommit());
                        connection.setAutoCommit(false);
                        said.rows(
                                "state",
                                statement.executeQuery(
                                        "SELECT current_setting('transaction_isolation'),"
                                                + " current_setting('search_path'), current_setting('my.init'), current_setting('transaction_read_only')"));
                        connection.rollback();
                        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                        connection.setReadOnly(true);
                        connection.setSchema("pg_catalog");
                        statement.execute("SELECT 1");
                        if (i == 1) {
                            said.attempt("error", () -> statement.execute("SELECT 1/0"));
                        }
                        assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTransientConnectionException.class);
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void replacesConnectionsThatDied(PoolingMode mode) throws Exception {
        Stand.plain(mode).same((way, said) -> {
            HikariConfig configuration = configuration(way);
            configuration.setMaximumPoolSize(3);
            configuration.setMinimumIdle(3);
            configuration.addDataSourceProperty("ApplicationName", "hikari");
            configuration.setValidationTimeout(5_000);
            try (HikariDataSource pool = new HikariDataSource(configuration)) {
                try (Connection connection = pool.getConnection()) {
                    said.add("valid", connection.isValid(5));
                }
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> pool.getHikariPoolMXBean().getIdleConnections() == 3);
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    said.attempt("killed", () -> statement.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
                }
                for (int i = 0; i < 5; i++) {
                    try (Connection connection = pool.getConnection();
                            Statement statement = connection.createStatement()) {
                        said.rows("goes on", statement.executeQuery("SELECT " + i));
                    }
                }
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> pool.getHikariPoolMXBean().getIdleConnections() == 3);
                said.add("connections", pool.getHikariPoolMXBean().getTotalConnections());
                pool.getHikariPoolMXBean().softEvictConnections();
                try (Connection connection = pool.getConnection()) {
                    said.add("after eviction", connection.isValid(5));
                }
            }
            if (!mode
                    .isShared()) { // where the server connections stay, for others, under the name of who had them last
                String left = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'hikari'";
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> "0".equals(PostgresServer.shared().queryOne(way.database(), left)));
            }
        });
    }
}
