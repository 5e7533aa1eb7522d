package dev.crossfade.proxy.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.KeepAlive;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.proxy.testing.Tap;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** How backends are connected to, and what the log says of it. */
@Timeout(60)
class ServerConnectionsTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final int VERSION_3_2 = (3 << 16) + 2;
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final Duration NEVER = Duration.ZERO;

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.crossfade.proxy.backend.ServerLog");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private static CrossfadeProxy proxy(
            Tap tap, String database, ProxySettings.Pooling pooling, KeepAlive keepAlive, boolean logged)
            throws IOException {
        ProxySettings settings = new ProxySettings(
                        List.of(new ProxySettings.Database(
                                "shop",
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                List.of(new ProxySettings.User(
                                        PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, null, null)),
                                new ProxySettings.Backend("127.0.0.1", tap.tapped(), database),
                                pooling)),
                        1,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        100,
                        ProxySettings.DEFAULT_DRAIN_TIMEOUT,
                        new ProxySettings.Logging(false, false, logged),
                        ClientAccess.DEFAULT)
                .withServerKeepAlive(keepAlive);
        CrossfadeProxy proxy = CrossfadeProxy.start(settings, new FakeFlags(), changed -> {});
        proxy.ready("shop", true);
        return proxy;
    }

    private static RawClient login(CrossfadeProxy proxy) throws Exception {
        return RawClient.login(
                "127.0.0.1",
                proxy.address("shop").getPort(),
                PostgresServer.APP_USER,
                PostgresServer.APP_PASSWORD,
                "shop");
    }

    private static String rows(List<Message> messages) {
        return messages.stream()
                .filter(m -> m.type() == 'D')
                .map(m -> m.text().substring(6))
                .collect(Collectors.joining(","));
    }

    private static PoolInfo pool(CrossfadeProxy proxy) {
        return proxy.pools().get(0);
    }

    // ---- keep-alive ------------------------------------------------------------------------------------------------

    /** The kernel's own table says when it will ask a backend whether it is still there. */
    @Test
    void keepAliveIsTheConfiguredOne() throws Exception {
        try (Tap tap = new Tap(SERVER.host(), SERVER.port());
                CrossfadeProxy proxy =
                        proxy(tap, "postgres", TestPools.byTransaction(2), new KeepAlive(444, 4, 3), false);
                RawClient client = login(proxy)) {
            assertThat(rows(client.query("SELECT 1").exchange(1))).isEqualTo("1");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(keepAliveTimers(tap.tapped()))
                            .anySatisfy(seconds -> assertThat(seconds).isBetween(400L, 444L)));
        }
    }

    /** Seconds to the next question, of connections to a port (proc_pid_net_tcp(5): tr 02 is keep-alive, in 1/100 s). */
    private static List<Long> keepAliveTimers(int port) throws IOException {
        String remote = String.format(Locale.ROOT, ":%04X", port);
        List<String> connections = new ArrayList<>(Files.readAllLines(Path.of("/proc/net/tcp")));
        if (Files.exists(Path.of("/proc/net/tcp6"))) {
            connections.addAll(Files.readAllLines(Path.of("/proc/net/tcp6")));
        }
        return connections.stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields[2].endsWith(remote) && fields[5].startsWith("02:"))
                .map(fields -> Long.parseLong(fields[5].substring(3), 16) / 100)
                .toList();
    }

    // ---- versions --------------------------------------------------------------------------------------------------

    /** A pooler before a server, which knows nothing of minor versions: it drops who asks for one, or refuses it. */
    private static final class OldPooler implements ByteChannel {
        private final SocketChannel server;
        private final byte[] refusal;
        private final CountDownLatch decided = new CountDownLatch(1);
        private final ByteBuffer answer = ByteBuffer.allocate(512).flip();
        private volatile boolean refused;

        private OldPooler(String refusal) throws IOException {
            this.server = SocketChannel.open(new InetSocketAddress(SERVER.host(), SERVER.port()));
            this.refusal = refusal.isEmpty() ? new byte[0] : error(refusal);
        }

        private static byte[] error(String sqlState) {
            byte[] fields = ("SFATAL\0VFATAL\0C" + sqlState + "\0Munsupported\0\0").getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(5 + fields.length)
                    .put((byte) 'E')
                    .putInt(4 + fields.length)
                    .put(fields)
                    .array();
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (decided.getCount() > 0) {
                if (from.getInt(from.position() + 4) == VERSION_3_2) {
                    answer.clear().put(refusal).flip();
                    refused = true;
                }
                decided.countDown();
            }
            if (refused) {
                int length = from.remaining();
                from.position(from.limit());
                return length;
            }
            return server.write(from);
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            try {
                decided.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (!refused) {
                return server.read(to);
            }
            if (!answer.hasRemaining()) {
                return -1;
            }
            int length = answer.remaining();
            to.put(answer);
            return length;
        }

        @Override
        public boolean isOpen() {
            return server.isOpen();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static List<Integer> askedFor(Tap tap) {
        return tap.connections().stream()
                .map(connection -> ByteBuffer.wrap(connection.fromClient()).getInt(4) & 0xffff)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "08P01", "0A000"})
    void anOldPoolerIsAskedForTheOldVersion(String refusal) throws Exception {
        try (Tap tap = new Tap(() -> new OldPooler(refusal));
                CrossfadeProxy proxy =
                        proxy(tap, "postgres", ProxySettings.Pooling.DEFAULT, KeepAlive.SYSTEMS, false)) {
            for (int i = 0; i < 2; i++) {
                try (RawClient client = login(proxy)) {
                    assertThat(rows(client.query("SELECT 1").exchange(1))).isEqualTo("1");
                }
            }
            assertThat(askedFor(tap)).as("and it is remembered").containsExactly(2, 0, 0);
        }
    }

    @Test
    void anotherRefusalIsNoMatterOfVersions() throws Exception {
        try (Tap tap = new Tap(() -> new OldPooler("53300"));
                CrossfadeProxy proxy =
                        proxy(tap, "postgres", ProxySettings.Pooling.DEFAULT, KeepAlive.SYSTEMS, false)) {
            String url = "jdbc:postgresql://127.0.0.1:" + proxy.address("shop").getPort() + "/shop?sslmode=disable";
            assertThatThrownBy(
                            () -> DriverManager.getConnection(url, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD)
                                    .close())
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53300"));
            assertThat(askedFor(tap)).containsExactly(2);
        }
    }

    // ---- log -------------------------------------------------------------------------------------------------------

    private List<Map<String, String>> lines(String message) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getFormattedMessage().equals(message))
                .map(event -> event.getKeyValuePairs().stream()
                        .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value))))
                .toList();
    }

    private void awaitClosed(String reason) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(lines("server connection closed"))
                        .anySatisfy(line -> assertThat(line.get("reason")).contains(reason)));
    }

    @Test
    void theLogTellsOfServerConnectionsWithTheReasonsOfTheirEnd() throws Exception {
        String database = SERVER.createDatabase();
        try (Tap tap = new Tap(SERVER.host(), SERVER.port());
                CrossfadeProxy proxy = proxy(
                        tap,
                        database,
                        TestPools.of(2, 0, 0, Duration.ofMillis(400), NEVER, LATE),
                        KeepAlive.SYSTEMS,
                        true);
                RawClient client = login(proxy)) {
            assertThat(lines("server connection opened").get(0))
                    .containsEntry("database", "shop")
                    .containsEntry("user", PostgresServer.APP_USER)
                    .containsEntry("backend", "127.0.0.1:" + tap.tapped())
                    .containsKey("process");
            awaitClosed("serverIdle");
            client.query("SELECT 1").exchange(1);
            SERVER.queryOne(
                    database,
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app' AND datname ="
                            + " current_database()");
            awaitClosed("57P01 terminating connection due to administrator command");
            try (RawClient leaving = login(proxy)) {
                leaving.query("BEGIN").exchange(1);
                leaving.socket.setSoLinger(true, 0); // gone altogether, and not its sending half only
            }
            awaitClosed("its state is not certain");
            client.query("SELECT 1").exchange(1);
            assertThat(lines("server connection closed"))
                    .allSatisfy(line -> assertThat(line).containsKeys("seconds", "process", "user"));
            assertThat(log.list.toString()
                            + log.list.stream()
                                    .map(ILoggingEvent::getKeyValuePairs)
                                    .toList())
                    .doesNotContain(PostgresServer.APP_PASSWORD);
        }
        awaitClosed("Crossfade stops");
    }

    @Test
    void anOutageIsOneLineAndItsEndAnother() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        try (Tap tap = new Tap(() -> {
                    if (away.get()) {
                        throw new IOException("away");
                    }
                    return SocketChannel.open(new InetSocketAddress(SERVER.host(), SERVER.port()));
                });
                CrossfadeProxy proxy = proxy(
                        tap,
                        "postgres",
                        TestPools.of(2, 0, 0, Duration.ofMillis(200), NEVER, LATE),
                        KeepAlive.SYSTEMS,
                        false);
                RawClient client = login(proxy)) {
            away.set(true);
            Awaitility.await().until(() -> pool(proxy).idle() == 0);
            client.query("SELECT 'back'").flush();
            Awaitility.await().until(() -> pool(proxy).failed() >= 3);
            away.set(false);
            assertThat(rows(client.exchange(1))).isEqualTo("back");
            assertThat(lines("server connection not opened; trying again")).hasSize(1);
            assertThat(lines("the backend can be reached again")).hasSize(1);
            assertThat(lines("server connection opened")).isEmpty();
        }
    }
}
