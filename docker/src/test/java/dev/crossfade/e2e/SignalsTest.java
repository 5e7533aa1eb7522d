package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real process and the signals that an operator, systemd or Kubernetes sends it. */
class SignalsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final int adminPort = ChildNode.freePort();
    private final int listenPort = ChildNode.freePort();
    private Path folder;
    private Path configuration;
    private ChildNode node;

    @BeforeEach
    void serve() throws IOException {
        folder = Installation.folder(Installation.SERVER.createDatabase(), Map.of(), adminPort, listenPort);
        configuration = folder.resolve("crossfade.yaml");
        Files.writeString(
                configuration, Files.readString(configuration) + "shutdown: {drainTimeout: 60s}\nlog: {level: INFO}\n");
        node = ChildNode.serve(configuration, adminPort);
        await().atMost(SOON).until(() -> readiness() == 200);
    }

    @AfterEach
    void close() {
        node.close();
        Installation.delete(folder);
    }

    /** The answer's status, -1 for no answer. */
    private int readiness() {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + adminPort + "/readyz")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void sigtermLetsATransactionFinishAndEndsIdleSessions() throws Exception {
        try (Connection working = Installation.connect(listenPort);
                Connection idle = Installation.connect(listenPort)) {
            working.setAutoCommit(false);
            one(working, "SELECT 1");

            node.signal("TERM");

            await().atMost(SOON).until(() -> readiness() == 503);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> one(idle, "SELECT 1")).isInstanceOf(SQLException.class));
            assertThatThrownBy(() -> Installation.connect(listenPort).close()).isInstanceOf(SQLException.class);
            assertThat(one(working, "SELECT 'still there'")).isEqualTo("still there");
            working.commit();
            assertThat(node.exitCode(SOON)).as(node.output()).isEqualTo(143);
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        try (Connection working = Installation.connect(listenPort)) {
            working.setAutoCommit(false);
            one(working, "SELECT 1");
            node.signal("TERM");
            await().atMost(SOON).until(() -> readiness() == 503);
            long second = System.nanoTime();
            node.signal("INT");
            assertThat(node.exitCode(SOON)).as(node.output()).isEqualTo(130);
            assertThat(Duration.ofNanos(System.nanoTime() - second)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void sighupReadsTheConfigurationAgain() throws Exception {
        try (Connection before = Installation.connect(listenPort)) {
            String good = Files.readString(configuration);
            Files.writeString(configuration, good.replace("pooling: session", "pooling: sessions"));
            node.signal("HUP");
            await().atMost(SOON)
                    .until(() -> node.output().contains("crossfade.yaml:7:14: pooling 'sessions' is unknown"));
            assertThat(node.output())
                    .contains("configuration not reloaded: 1 problem in the configuration; the old one stays");
            Installation.connect(listenPort).close();

            Files.writeString(
                    configuration,
                    good.replace("password: \"" + PostgresServer.APP_PASSWORD + "\"", "password: changed"));
            node.signal("HUP");
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(node.output()).contains("reloaded by SIGHUP: database shop: users"));
            assertThatThrownBy(() -> Installation.connect(listenPort).close()).isInstanceOf(SQLException.class);
            assertThat(one(before, "SELECT 1")).isEqualTo("1");
            assertThat(readiness()).isEqualTo(200);
        }
    }
}
