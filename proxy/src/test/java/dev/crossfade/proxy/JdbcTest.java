package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.testing.ProxyFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

/** What applications do through pgjdbc, through the proxy. */
@Timeout(60)
class JdbcTest {
    private static ProxyFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new ProxyFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({"simple,5", "extended,1", "extended,5", "extendedForPrepared,5", "extendedCacheEverything,1"})
    void readsAndWritesInEveryQueryMode(String mode, String prepareThreshold) throws SQLException {
        try (Connection connection = fixture.connect("preferQueryMode", mode, "prepareThreshold", prepareThreshold);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE t (id int PRIMARY KEY, v text)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
                for (int i = 0; i < 20; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "v" + i);
                    assertThat(insert.executeUpdate()).isEqualTo(1);
                }
                for (int i = 20; i < 120; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "v" + i);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(100).containsOnly(1);
                insert.setInt(1, 7);
                insert.setString(2, "again");
                assertThatThrownBy(insert::executeUpdate)
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .isEqualTo("23505");
            }
            try (PreparedStatement select = connection.prepareStatement("SELECT v FROM t WHERE id = ?")) {
                for (int i = 0; i < 120; i++) {
                    select.setInt(1, i);
                    try (ResultSet rows = select.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getString(1)).isEqualTo("v" + i);
                    }
                }
            }
        }
    }

    @Test
    void fetchesWithACursor() throws SQLException {
        try (Connection connection = fixture.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(7);
            long sum = 0;
            try (ResultSet rows = statement.executeQuery("SELECT g FROM generate_series(1, 1000) g")) {
                while (rows.next()) {
                    sum += rows.getLong(1);
                }
            }
            assertThat(sum).isEqualTo(500_500);
            connection.commit();
        }
    }

    @Test
    void copiesInAndOut() throws Exception {
        try (Connection connection = fixture.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE c (id int, v text)");
            StringBuilder data = new StringBuilder();
            for (int i = 0; i < 50_000; i++) {
                data.append(i).append('\t').append("value ").append(i).append('\n');
            }
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            byte[] bytes = data.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(copy.copyIn("COPY c FROM STDIN", new ByteArrayInputStream(bytes)))
                    .isEqualTo(50_000);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            copy.copyOut("COPY c TO STDOUT", out);
            assertThat(out.toByteArray()).isEqualTo(bytes);
            assertThatThrownBy(() -> copy.copyIn(
                            "COPY c FROM STDIN", new ByteArrayInputStream("x\ty\n".getBytes(StandardCharsets.UTF_8))))
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("22P02");
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM c")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(50_000);
            }
        }
    }

    @Test
    void notifiesAnIdleListener() throws SQLException {
        try (Connection listener = fixture.connect();
                Connection speaker = fixture.connect();
                Statement listen = listener.createStatement();
                Statement notify = speaker.createStatement()) {
            listen.execute("LISTEN news");
            notify.execute("NOTIFY news, 'hello'");
            var notifications = listener.unwrap(PGConnection.class).getNotifications(10_000);
            assertThat(notifications).hasSize(1);
            assertThat(notifications[0].getParameter()).isEqualTo("hello");
        }
    }

    @Test
    void cancelsARunningStatement() throws Exception {
        try (Connection connection = fixture.connect();
                Statement statement = connection.createStatement()) {
            CompletableFuture<String> state = CompletableFuture.supplyAsync(() -> {
                try {
                    statement.execute("SELECT pg_sleep(50)");
                    return "finished";
                } catch (SQLException e) {
                    return e.getSQLState();
                }
            });
            Awaitility.await()
                    .until(() -> "1"
                            .equals(fixture.server.queryOne(
                                    fixture.backendDatabase,
                                    "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(50)'"
                                            + " AND state = 'active'")));
            statement.cancel();
            assertThat(state.get(10, TimeUnit.SECONDS)).isEqualTo("57014");
        }
    }

    @Test
    void rollsBackToSavepoints() throws SQLException {
        try (Connection connection = fixture.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TEMP TABLE s (id int PRIMARY KEY)");
            statement.execute("INSERT INTO s VALUES (1)");
            Savepoint savepoint = connection.setSavepoint();
            assertThatThrownBy(() -> statement.execute("INSERT INTO s VALUES (1)"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("SELECT 1"))
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("25P02");
            connection.rollback(savepoint);
            statement.execute("INSERT INTO s VALUES (2)");
            connection.commit();
            try (ResultSet rows = statement.executeQuery("SELECT sum(id) FROM s")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(3);
            }
        }
    }
}
