package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets in, and what the others are told. */
@Timeout(60)
class LoginTest {
    private static final int SSL_REQUEST = 80877103;
    private static ProxyFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new ProxyFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static void assertRefused(String user, String password, String database, String state, String message) {
        assertThatThrownBy(() -> fixture.connectAs(user, password, database).close())
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo(state);
                    assertThat(e.getMessage()).contains(message);
                });
    }

    @Test
    void wrongPasswordsAndUnknownUsersAreToldTheSame() {
        assertRefused("app", "wrong", "shop", "28P01", "password authentication failed for user \"app\"");
        assertRefused("nobody", "wrong", "shop", "28P01", "password authentication failed for user \"nobody\"");
    }

    @Test
    void anUnknownUserGetsASaltThatStays() throws Exception {
        List<String> salts = new ArrayList<>();
        for (String user : List.of("nobody", "nobody", "app", "app")) {
            try (RawClient client = new RawClient("127.0.0.1", fixture.port())) {
                client.startup("user", user, "database", "shop");
                assertThat(client.read().text()).contains("SCRAM-SHA-256").doesNotContain("PLUS");
                byte[] first = "n,,n=,r=abcdefgh".getBytes(StandardCharsets.US_ASCII);
                client.send('p', "SCRAM-SHA-256\0", first.length, first);
                String serverFirst = client.read().text();
                salts.add(serverFirst.substring(serverFirst.indexOf(",s=") + 3, serverFirst.indexOf(",i=4096")));
            }
        }
        assertThat(salts.get(0))
                .isEqualTo(salts.get(1))
                .isNotEqualTo(salts.get(2))
                .hasSameSizeAs(salts.get(2));
        assertThat(salts.get(2)).isEqualTo(salts.get(3));
    }

    @Test
    void unknownDatabasesAndBackendsErrorsHaveTheirOwnStates() {
        assertRefused("app", PostgresServer.APP_PASSWORD, "nowhere", "3D000", "database \"nowhere\" does not exist");
        assertRefused("stale", "stale secret", "shop", "28P01", "password authentication failed for user \"app\"");
    }

    @Test
    void aMappedUserIsAnotherAtTheBackend() throws SQLException {
        try (Connection connection = fixture.connectAs("mapped", "mapped secret", "shop", "ApplicationName", "my app");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_user, current_database(), current_setting('application_name')")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("postgres");
            assertThat(row.getString(2)).isEqualTo(fixture.backendDatabase);
            assertThat(row.getString(3)).isEqualTo("my app");
            assertThat(fixture.proxy.sessions())
                    .anySatisfy(session -> assertThat(session.application()).isEqualTo("my app"));
        }
    }

    @Test
    void aBackendThatDoesNotAnswerIsNamed() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (ProxyFixture unreachable = new ProxyFixture(free, 10, Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> unreachable.connect().close()).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getSQLState()).isEqualTo("08001");
                assertThat(e.getMessage()).contains("could not connect to backend", ":" + free);
            });
        }
    }

    @Test
    void limitsAndReadinessAreKept() throws Exception {
        try (ProxyFixture small = new ProxyFixture(fixture.server.port(), 1, Duration.ofMillis(300))) {
            try (Connection first = small.connect()) {
                assertThatThrownBy(() -> small.connect().close())
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .isEqualTo("53300");
                assertThat(first.isValid(5)).isTrue();
            }
            Awaitility.await().until(() -> small.proxy.sessions().isEmpty());
            try (RawClient silent = new RawClient("127.0.0.1", small.port())) {
                assertThat(silent.in.read()).as("closed at the login deadline").isEqualTo(-1);
            }
            small.proxy.ready("shop", false);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThatThrownBy(() -> small.connect().close())
                                    .extracting(e -> ((SQLException) e).getSQLState())
                                    .isEqualTo("57P03"));
        }
    }

    @Test
    void encryptionIsDeclinedOnceAndBytesSentAheadAreRefused() throws Exception {
        try (RawClient client = new RawClient("127.0.0.1", fixture.port())) {
            client.socket.getOutputStream().write(RawClient.body(8, SSL_REQUEST));
            assertThat(client.in.read()).isEqualTo('N');
            client.socket.getOutputStream().write(RawClient.body(8, SSL_REQUEST));
            assertThat(client.read().field('C')).isEqualTo("0A000");
        }
        try (RawClient client = new RawClient("127.0.0.1", fixture.port())) {
            client.socket.getOutputStream().write(RawClient.body(8, SSL_REQUEST, "injected"));
            Message answer = client.read();
            assertThat(answer.field('C')).isEqualTo("08P01");
            assertThat(answer.field('M')).contains("unencrypted data after SSL request");
        }
    }

    @Test
    void newerMinorVersionsAreNegotiatedDown() throws Exception {
        try (RawClient client = new RawClient("127.0.0.1", fixture.port())) {
            byte[] body = RawClient.body((3 << 16) + 9, "user\0app\0_pq_.new\0on\0database\0shop\0\0");
            client.socket.getOutputStream().write(RawClient.body(body.length + 4, body));
            Message negotiate = client.read();
            assertThat(negotiate.type()).isEqualTo('v');
            assertThat(negotiate.body()).isEqualTo(RawClient.body((3 << 16) + 2, 1, "_pq_.new\0"));
            assertThat(client.read().type()).isEqualTo('R');
        }
    }

    @Test
    void messagesOutOfOrderDuringLoginEndIt() throws Exception {
        for (char type : new char[] {'Q', 'X', 'p', 0}) {
            try (RawClient client = new RawClient("127.0.0.1", fixture.port())) {
                client.startup("user", "app", "database", "shop");
                client.read();
                client.send(type, "SELECT 1\0");
                assertThat(client.read().field('C')).isEqualTo("08P01");
                assertThat(client.in.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void randomBytesNeitherHangNorStayConnected() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (i % 2 == 0 && bytes.length > 8) {
                bytes[0] = 0;
                bytes[1] = 0; // a plausible length
                bytes[2] = 0;
            }
            try (RawClient client = new RawClient("127.0.0.1", fixture.port())) {
                client.socket.getOutputStream().write(bytes);
                client.socket.shutdownOutput();
                drain(client);
            }
        }
        for (int i = 0; i < 100; i++) {
            try (RawClient client =
                    RawClient.login("127.0.0.1", fixture.port(), "app", PostgresServer.APP_PASSWORD, "shop")) {
                byte[] bytes = new byte[1 + random.nextInt(300)];
                random.nextBytes(bytes);
                if (i % 2 == 0 && bytes.length > 5) {
                    bytes[0] = (byte) "QPBDECSHFdcfX".charAt(random.nextInt(13));
                    bytes[1] = 0;
                    bytes[2] = 0;
                    bytes[3] = 0;
                }
                client.socket.getOutputStream().write(bytes);
                client.socket.shutdownOutput();
                drain(client);
            }
        }
        Awaitility.await().until(() -> fixture.proxy.sessions().isEmpty());
        try (Connection connection = fixture.connect()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    private static void drain(RawClient client) throws IOException {
        try {
            client.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset"); // closed with our bytes unread
        }
    }

    @Test
    void aCancelRequestWithAWrongSecretIsIgnored() throws Exception {
        try (RawClient client = new RawClient("127.0.0.1", fixture.port())) {
            client.socket.getOutputStream().write(RawClient.body(16, 80877102, 12345, 67890));
            assertThat(client.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aCancelRequestIsPassedOnAlsoWhenItsClientDoesNotWait() throws Exception {
        try (RawClient client = RawClient.login(
                "127.0.0.1", fixture.port(), PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop")) {
            client.query("SELECT pg_sleep(61)").flush();
            Awaitility.await()
                    .until(() -> "1"
                            .equals(fixture.server.queryOne(
                                    fixture.backendDatabase,
                                    "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(61)'"
                                            + " AND state = 'active'")));
            try (RawClient hasty = new RawClient("127.0.0.1", fixture.port())) {
                hasty.socket.getOutputStream().write(RawClient.body(8 + client.key().length, 80877102, client.key()));
            }
            assertThat(client.until('Z'))
                    .anySatisfy(message -> assertThat(message.field('C')).isEqualTo("57014"));
        }
    }
}
