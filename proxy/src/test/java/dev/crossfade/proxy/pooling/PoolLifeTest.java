package dev.crossfade.proxy.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.PoolInfo;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.proxy.testing.Tap;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When server connections are opened, checked and closed, and who gets the next one. */
@Timeout(60)
class PoolLifeTest {
    private static final Duration NEVER = Duration.ZERO;
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5); // the fixture's

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5));
    }

    private static RawClient login(ProxyFixture fixture) throws Exception {
        return RawClient.login(
                "127.0.0.1", fixture.port(), PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop");
    }

    /** Who is another user at the backend. */
    private static RawClient loginAsMapped(ProxyFixture fixture) throws Exception {
        return RawClient.login("127.0.0.1", fixture.port(), "mapped", "mapped secret", "shop");
    }

    private static String rows(List<Message> messages) {
        return messages.stream()
                .filter(m -> m.type() == 'D')
                .map(m -> m.text().substring(6))
                .collect(Collectors.joining(","));
    }

    private static String pid(RawClient client) throws Exception {
        return rows(client.query("SELECT pg_backend_pid()").exchange(1));
    }

    /** The pool's one connection has been idle for longer than {@code time}: its client may have its answer before the pool has it. */
    private static void idles(ProxyFixture fixture, Duration time) {
        soon().until(() -> pool(fixture).idle() == 1);
        passes(time);
    }

    private static void passes(Duration time) {
        long since = System.nanoTime();
        soon().until(() -> System.nanoTime() - since > time.toNanos());
    }

    private static String lastCode(RawClient client) throws Exception {
        return client.until('!').stream()
                .filter(m -> m.type() == 'E')
                .map(m -> m.field('C'))
                .collect(Collectors.joining(","));
    }

    private static PoolInfo pool(ProxyFixture fixture) {
        return pool(fixture, PostgresServer.APP_USER);
    }

    private static PoolInfo pool(ProxyFixture fixture, String user) {
        return fixture.proxy.pools().stream()
                .filter(pool -> pool.user().equals(user))
                .findFirst()
                .orElseThrow();
    }

    private static long open(PoolInfo pool) {
        return pool.opened() - pool.closed();
    }

    private static ProxyFixture through(Tap tap, Pooling pooling, int eventLoops) throws IOException {
        return new ProxyFixture(tap.tapped(), 100, Duration.ofSeconds(10), pooling, eventLoops);
    }

    private static Tap tap() throws IOException {
        return new Tap(SERVER.host(), SERVER.port());
    }

    private static void endServerConnections(ProxyFixture fixture) {
        SERVER.queryOne(
                fixture.backendDatabase,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app' AND datname ="
                        + " current_database()");
    }

    // ---- warm, idle, lifetime --------------------------------------------------------------------------------------

    @Test
    void warmConnectionsAreOpenedAheadOfTheirUseAndComeBack() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.of(5, 0, 3, Duration.ofMillis(200), NEVER, LATE));
                RawClient client = login(fixture)) {
            soon().until(() -> pool(fixture).idle() == 3);
            assertThat(pid(client)).isNotEmpty();
            endServerConnections(fixture);
            soon().until(() -> pool(fixture).closed() == 3);
            soon().until(() -> pool(fixture).idle() == 3);
            // Idle for longer than serverIdle, and still there.
            Awaitility.await()
                    .during(Duration.ofMillis(800))
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> open(pool(fixture)) == 3);
            assertThat(pool(fixture).opened()).isEqualTo(6);
        }
    }

    /** Nobody waits for a warm connection: a server that refuses it must not be asked ten times a second. */
    @Test
    void aServerThatRefusesWarmConnectionsIsAskedLessAndLess() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.of(5, 0, 2, LATE, NEVER, LATE));
                RawClient client = login(fixture)) {
            soon().until(() -> pool(fixture).idle() == 2);
            SERVER.execute("postgres", "ALTER DATABASE " + fixture.backendDatabase + " CONNECTION LIMIT 0");
            endServerConnections(fixture);
            soon().until(() -> pool(fixture).failed() >= 1);
            passes(Duration.ofSeconds(3));
            assertThat(pool(fixture).failed()).isBetween(2L, 10L);
            SERVER.execute("postgres", "ALTER DATABASE " + fixture.backendDatabase + " CONNECTION LIMIT -1");
            assertThat(pid(client)).as("a client does not wait for that").isNotEmpty();
            soon().until(() -> pool(fixture).idle() == 2);
        }
    }

    @Test
    void whatIdlesForTooLongIsClosed() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(TestPools.of(5, 0, 0, Duration.ofMillis(500), NEVER, LATE));
                RawClient client = login(fixture)) {
            assertThat(pid(client)).isNotEmpty();
            assertThat(pool(fixture).opened()).isEqualTo(1);
            soon().until(() -> pool(fixture).closed() == 1);
            assertThat(pid(client)).as("and another is opened").isNotEmpty();
            assertThat(pool(fixture).opened()).isEqualTo(2);
        }
    }

    /** Those opened together are closed one by one, none before nine tenths of its time, none in use. */
    @Test
    void connectionsComeOfAgeAtDifferentTimes() throws Exception {
        Duration lifetime = Duration.ofSeconds(3);
        int connections = 8;
        try (ProxyFixture fixture = new ProxyFixture(TestPools.of(connections, 0, 0, LATE, lifetime, LATE))) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                clients.add(login(fixture));
            }
            long began = System.nanoTime();
            for (RawClient client : clients) {
                client.query("BEGIN").exchange(1);
            }
            long opened = System.nanoTime();
            String busy = pid(clients.get(0));
            for (RawClient client : clients.subList(1, connections)) {
                client.query("COMMIT").exchange(1);
            }
            List<Duration> ends = new ArrayList<>();
            while (ends.size() < connections - 1) {
                soon().until(() -> pool(fixture).closed() > ends.size());
                Duration age = Duration.ofNanos(System.nanoTime() - began);
                for (long closed = pool(fixture).closed(); ends.size() < closed; ) {
                    ends.add(age);
                }
            }
            assertThat(ends.get(0)).isGreaterThan(lifetime.multipliedBy(9).dividedBy(10));
            assertThat(Duration.ofNanos(System.nanoTime() - opened)).isLessThan(lifetime.plus(Duration.ofSeconds(2)));
            assertThat(ends.stream().distinct().count()).as("moments: %s", ends).isGreaterThan(1);
            assertThat(pid(clients.get(0))).isEqualTo(busy);
            clients.get(0).query("COMMIT").exchange(1);
            soon().until(() -> pool(fixture).closed() == connections);
            assertThat(pid(clients.get(0))).isNotEqualTo(busy);
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    // ---- checks ----------------------------------------------------------------------------------------------------

    @Test
    void aConnectionThatIdledIsAskedWhetherItLives() throws Exception {
        Duration check = Duration.ofMillis(300);
        try (Tap tap = tap();
                ProxyFixture fixture = through(tap, TestPools.of(5, 0, 0, LATE, NEVER, check), 1);
                RawClient client = login(fixture)) {
            String first = pid(client);
            String again = pid(client);
            assertThat(again).isEqualTo(first);
            int sent = tap.connections().get(0).fromClient().length;
            idles(fixture, check);
            assertThat(pid(client)).isEqualTo(first);
            byte[] all = tap.connections().get(0).fromClient();
            // An empty query goes first: type, length 5, no text.
            assertThat(java.util.Arrays.copyOfRange(all, sent, sent + 6)).containsExactly('Q', 0, 0, 0, 5, 0);
        }
    }

    /** All idle connections are dead, and nobody said so: one check is enough to know. */
    @Test
    void connectionsThatDiedInSilenceCostOneCheck() throws Exception {
        Duration check = Duration.ofMillis(300);
        int connections = 4;
        try (Tap tap = tap();
                ProxyFixture fixture = through(tap, TestPools.of(5, 0, connections, LATE, NEVER, check), 1);
                RawClient client = login(fixture)) {
            soon().until(() -> pool(fixture).idle() == connections);
            passes(check.multipliedBy(2));
            tap.connections().forEach(Tap.Connection::die);
            long asked = System.nanoTime();
            assertThat(pid(client)).isNotEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(9));
            soon().until(() -> pool(fixture).closed() == connections);
        }
    }

    /** A client goes while its connection is being checked: the connection is not lost with it. */
    @Test
    void aClientThatGoesDuringTheCheckTakesNothingWithIt() throws Exception {
        Duration check = Duration.ofMillis(200);
        AtomicBoolean held = new AtomicBoolean();
        try (Tap tap = new Tap(() -> held(SERVER, held));
                ProxyFixture fixture = through(tap, TestPools.of(1, 0, 0, LATE, NEVER, check), 1)) {
            String pid;
            try (RawClient first = login(fixture)) {
                pid = pid(first);
                idles(fixture, check);
                int before = tap.connections().get(0).fromClient().length;
                held.set(true); // the check's answer does not come yet
                first.query("SELECT 1").flush();
                soon().until(() -> tap.connections().get(0).fromClient().length > before);
                first.socket.setSoLinger(true, 0); // gone altogether, and not its sending half only
            }
            soon().until(() -> fixture.proxy.sessions().isEmpty());
            held.set(false);
            try (RawClient next = login(fixture)) {
                assertThat(pid(next)).isEqualTo(pid);
            }
            soon().until(() -> pool(fixture).idle() == 1);
        }
    }

    /** To the server, whose answers wait as long as {@code held}. */
    private static ByteChannel held(PostgresServer server, AtomicBoolean held) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(server.host(), server.port()));
        return new ByteChannel() {
            @Override
            public int read(java.nio.ByteBuffer to) throws IOException {
                int length = channel.read(to);
                soon().until(() -> !held.get());
                return length;
            }

            @Override
            public int write(java.nio.ByteBuffer from) throws IOException {
                return channel.write(from);
            }

            @Override
            public boolean isOpen() {
                return channel.isOpen();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    // ---- limits ----------------------------------------------------------------------------------------------------

    @Test
    void whoWouldWaitBehindTooManyIsToldAtOnce() throws Exception {
        Pooling pooling = new Pooling(
                Pooling.Mode.TRANSACTION, 1, 0, 0, 1, Duration.ofSeconds(30), NEVER, NEVER, NEVER, LATE, NEVER, LATE);
        // One event loop, since each has a queue of its own.
        try (ProxyFixture fixture = new ProxyFixture(SERVER.port(), 100, Duration.ofSeconds(10), pooling, 1);
                RawClient a = login(fixture);
                RawClient b = login(fixture);
                RawClient c = login(fixture)) {
            a.query("BEGIN").exchange(1);
            b.query("SELECT 'b'").flush();
            soon().until(() -> pool(fixture).waiting() == 1);
            c.query("SELECT 'c'").flush();
            assertThat(lastCode(c)).isEqualTo("53300");
            a.query("COMMIT").exchange(1);
            assertThat(rows(b.exchange(1))).isEqualTo("b");
        }
    }

    /** One connection for all users: who idles gives it up, and who is busy does not keep it for ever. */
    @Test
    void usersOfADatabaseShareItsLimit() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (ProxyFixture fixture = new ProxyFixture(TestPools.of(5, 1, 0, LATE, NEVER, LATE));
                RawClient app = login(fixture);
                RawClient mapped = loginAsMapped(fixture)) {
            for (int i = 0; i < 3; i++) {
                assertThat(rows(app.query("SELECT current_user").exchange(1))).isEqualTo(PostgresServer.APP_USER);
                assertThat(rows(mapped.query("SELECT current_user").exchange(1)))
                        .isEqualTo(PostgresServer.USER);
            }
            AtomicBoolean over = new AtomicBoolean();
            List<Future<?>> busy = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                busy.add(threads.submit(() -> {
                    try (RawClient client = login(fixture)) {
                        while (!over.get()) {
                            assertThat(rows(client.query("SELECT 1").exchange(1)))
                                    .isEqualTo("1");
                        }
                    }
                    return null;
                }));
            }
            soon().until(() -> pool(fixture).active() == 1);
            for (int i = 0; i < 5; i++) {
                assertThat(rows(mapped.query("SELECT current_user").exchange(1)))
                        .isEqualTo(PostgresServer.USER);
            }
            over.set(true);
            for (Future<?> one : busy) {
                one.get(20, TimeUnit.SECONDS);
            }
            assertThat(open(pool(fixture)) + open(pool(fixture, PostgresServer.USER)))
                    .isLessThanOrEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Event loops have connections of their own; the right to one goes where clients wait longest. */
    @Test
    void theRightToAConnectionMovesBetweenEventLoops() throws Exception {
        int clients = 6;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (ProxyFixture fixture = new ProxyFixture(
                SERVER.port(), 100, Duration.ofSeconds(10), TestPools.of(1, 0, 0, LATE, NEVER, LATE), 2)) {
            List<Future<Integer>> served = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                served.add(threads.submit(() -> {
                    int done = 0;
                    try (RawClient client = login(fixture)) {
                        for (; done < 60; done++) {
                            String tag = number + "-" + done;
                            assertThat(rows(client.query("SELECT '" + tag + "' FROM pg_sleep(0.002)")
                                            .exchange(1)))
                                    .isEqualTo(tag);
                        }
                    }
                    return done;
                }));
            }
            for (Future<Integer> one : served) {
                assertThat(one.get(50, TimeUnit.SECONDS)).isEqualTo(60);
            }
            soon().until(() -> pool(fixture).idle() <= 1);
            assertThat(open(pool(fixture))).isLessThanOrEqualTo(1);
            assertThat(pool(fixture).opened()).as("it has moved").isGreaterThan(1);
        } finally {
            threads.shutdownNow();
        }
    }

    // ---- a backend that is away ------------------------------------------------------------------------------------

    @Test
    void whoComesWhileTheBackendIsAwayForAMomentWaitsForIt() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        try (Tap tap = new Tap(() -> {
                    if (away.get()) {
                        throw new IOException("away");
                    }
                    return SocketChannel.open(new InetSocketAddress(SERVER.host(), SERVER.port()));
                });
                ProxyFixture fixture = through(tap, TestPools.of(2, 0, 0, LATE, NEVER, LATE), 1);
                RawClient client = login(fixture)) {
            assertThat(pid(client)).isNotEmpty();
            away.set(true);
            endServerConnections(fixture);
            soon().until(() -> pool(fixture).closed() == pool(fixture).opened());
            client.query("SELECT 'back'").flush();
            soon().until(() -> pool(fixture).failed() >= 3);
            away.set(false);
            assertThat(rows(client.exchange(1))).isEqualTo("back");
            assertThat(pool(fixture).failed()).as("tried less and less").isLessThan(12);
        }
    }

    @Test
    void whoWaitsForABackendThatStaysAwayIsToldSoAndTheNextIsServedWhenItIsBack() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        try (Tap tap = new Tap(() -> {
                    if (away.get()) {
                        throw new IOException("away");
                    }
                    return SocketChannel.open(new InetSocketAddress(SERVER.host(), SERVER.port()));
                });
                ProxyFixture fixture = through(tap, TestPools.of(2, 0, 0, LATE, NEVER, LATE), 1);
                RawClient client = login(fixture);
                RawClient other = login(fixture)) {
            assertThat(pid(client)).isNotEmpty();
            away.set(true);
            endServerConnections(fixture);
            soon().until(() -> pool(fixture).closed() == pool(fixture).opened());
            long asked = System.nanoTime();
            client.query("SELECT 1").flush();
            assertThat(lastCode(client)).isIn("08001", "08006");
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .isBetween(CONNECT_TIMEOUT.minusMillis(100), CONNECT_TIMEOUT.plusSeconds(5));
            away.set(false);
            assertThat(pid(other)).isNotEmpty();
        }
    }
}
