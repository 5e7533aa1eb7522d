package dev.crossfade.proxy.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.ClientTls;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.testing.Certificates;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.SecureFixture;
import dev.crossfade.proxy.testing.SecureServer;
import dev.crossfade.proxy.testing.TlsClient;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that say by TLS that they will send no more, and read on: direct and through the proxy the same comes back. */
@Timeout(60)
class TlsHalfCloseTest {
    /** More than the sockets' buffers and the proxy's hold. */
    private static final int ROWS = 3_000;

    private static final Certificates.Pair PAIR =
            Certificates.write("tls-half-close", Certificates.server(Certificates.AUTHORITY, "localhost"));

    /** The server itself, or a proxy before it. */
    private record Peer(int port, @Nullable SecureFixture proxy) implements AutoCloseable {
        static Peer of(Pooling.@Nullable Mode mode) {
            if (mode == null) {
                return new Peer(SecureServer.shared().port(), null);
            }
            SecureFixture proxy = new SecureFixture(new SecureFixture.Options()
                    .pooling(Pooling.DEFAULT.withMode(mode))
                    .access(new ClientAccess(
                            new ClientTls(true, PAIR.certificate(), PAIR.key(), null), List.of(AccessRule.DEFAULT))));
            return new Peer(proxy.port(), proxy);
        }

        TlsClient login(String version) throws Exception {
            TlsClient client = TlsClient.asking(port, version);
            client.raw().startup("user", "app", "database", proxy == null ? "postgres" : "shop");
            client.raw().authenticate("app secret");
            return client;
        }

        @Override
        public void close() {
            if (proxy != null) {
                Awaitility.await().until(() -> proxy.proxy().sessions().isEmpty());
                Awaitility.await().until(() -> proxy.proxy().pools().stream().allMatch(pool -> pool.active() == 0));
                proxy.close();
            }
        }
    }

    static Stream<Arguments> peers() {
        return Stream.of("TLSv1.3", "TLSv1.2")
                .flatMap(version -> Stream.of(null, Pooling.Mode.SESSION, Pooling.Mode.TRANSACTION)
                        .map(mode -> Arguments.of(mode, version)));
    }

    private static String types(List<RawClient.Message> messages) {
        StringBuilder types = new StringBuilder();
        messages.forEach(message -> types.append(message.type()));
        return types.toString();
    }

    @ParameterizedTest
    @MethodSource("peers")
    void aSlowReaderIsAnsweredToTheEnd(Pooling.@Nullable Mode mode, String version) throws Exception {
        try (Peer peer = Peer.of(mode);
                TlsClient client = peer.login(version)) {
            client.raw()
                    .query("SELECT repeat('x', 10000) FROM generate_series(1, " + ROWS + ")")
                    .flush();
            client.sayNoMore();
            client.raw().read();
            if (peer.proxy() != null) {
                Awaitility.await()
                        .until(() -> peer.proxy().proxy().sessions().stream()
                                .allMatch(session -> session.state().equals("active")));
            }
            assertThat(types(client.raw().until('\0'))).isEqualTo("D".repeat(ROWS) + "CZ!");
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void whatHasNothingLeftToBeAnsweredEnds(Pooling.@Nullable Mode mode, String version) throws Exception {
        try (Peer peer = Peer.of(mode);
                TlsClient idle = peer.login(version);
                TlsClient inTransaction = peer.login(version);
                TlsClient copying = peer.login(version);
                TlsClient hastilyCopying = peer.login(version);
                TlsClient notSynced = peer.login(version)) {
            idle.sayNoMore();
            assertThat(types(idle.raw().until('\0'))).isEqualTo("!");

            inTransaction.raw().query("BEGIN").exchange(1);
            inTransaction.sayNoMore();
            assertThat(types(inTransaction.raw().until('\0'))).isEqualTo("!");

            copying.raw().query("CREATE TEMP TABLE c (x int)").exchange(1);
            copying.raw().query("COPY c FROM STDIN").flush();
            copying.raw().until('G');
            copying.raw().send('d', "1\n");
            copying.sayNoMore();
            assertThat(copying.raw().until('\0').get(0).type()).isIn('E', '!');

            hastilyCopying.raw().query("CREATE TEMP TABLE c (x int)").exchange(1);
            hastilyCopying
                    .raw()
                    .query("SELECT 1 FROM pg_sleep(0.2)")
                    .query("COPY c FROM STDIN")
                    .add('d', "1\n")
                    .flush();
            hastilyCopying.sayNoMore();
            assertThat(types(hastilyCopying.raw().until('\0')))
                    .startsWith("TDCZ")
                    .endsWith("!");

            notSynced
                    .raw()
                    .add('P', "\0SELECT 1\0", (short) 0)
                    .add('B', "\0\0", (short) 0, (short) 0, (short) 0)
                    .add('E', "\0", 0)
                    .flush();
            notSynced.sayNoMore();
            assertThat(types(notSynced.raw().until('\0'))).isEqualTo("!");
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void inTheMiddleOfALoginItIsTheEnd(Pooling.@Nullable Mode mode, String version) throws Exception {
        try (Peer peer = Peer.of(mode);
                TlsClient client = TlsClient.asking(peer.port(), version)) {
            client.raw().startup("user", "app", "database", peer.proxy() == null ? "postgres" : "shop");
            client.raw().read();
            client.raw().socket.setSoTimeout((int) ProxySettings.DEFAULT_LOGIN_TIMEOUT.toMillis() / 2);
            client.sayNoMore();
            assertThat(types(client.raw().until('\0'))).isEqualTo("!");
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void aWholeCopyIsTaken(Pooling.@Nullable Mode mode, String version) throws Exception {
        try (Peer peer = Peer.of(mode);
                TlsClient client = peer.login(version)) {
            client.raw().query("CREATE TEMP TABLE c (x int)").exchange(1);
            client.raw()
                    .query("SELECT 1 FROM pg_sleep(0.2)")
                    .query("COPY c FROM STDIN")
                    .add('d', "1\n")
                    .add('c')
                    .flush();
            client.sayNoMore();
            assertThat(types(client.raw().until('\0'))).isEqualTo("TDCZGCZ!");
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void aGoodbyeBehindAQueryTakesNothingFromIt(Pooling.@Nullable Mode mode, String version) throws Exception {
        try (Peer peer = Peer.of(mode);
                TlsClient client = peer.login(version)) {
            client.raw().query("SELECT 1 FROM pg_sleep(0.2)").add('X').flush();
            client.sayNoMore();
            assertThat(types(client.raw().until('\0'))).isEqualTo("TDCZ!");
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void theEndOfTheConnectionBehindItTakesNothingFromIt(Pooling.@Nullable Mode mode, String version) throws Exception {
        try (Peer peer = Peer.of(mode);
                TlsClient client = peer.login(version)) {
            client.raw().query("SELECT 1 FROM pg_sleep(0.2)").flush();
            client.sayNoMore();
            client.shutdownOutput();
            assertThat(types(client.raw().until('\0'))).isEqualTo("TDCZ!");
        }
    }

    /** A record with two bytes of data has the length of one with an alert. */
    @ParameterizedTest
    @MethodSource("peers")
    void dribbledDataIsNotTakenForAnEnd(Pooling.@Nullable Mode mode, String version) throws Exception {
        try (Peer peer = Peer.of(mode);
                TlsClient client = peer.login(version)) {
            client.raw().query("SELECT 1 FROM pg_sleep(0.2)").flush();
            byte[] next = RawClient.body(new byte[] {'Q'}, 4 + 8 + 1, "SELECT 2\0");
            for (int i = 0; i < next.length; i += 2) {
                client.raw().addRaw(Arrays.copyOfRange(next, i, i + 2));
                client.raw().flush();
            }
            assertThat(types(client.raw().exchange(2))).isEqualTo("TDCZTDCZ");
            client.raw().query("SELECT 1 FROM pg_sleep(0.2)").flush();
            client.raw().addRaw(new byte[] {'Q', 0}); // stays there until the answer is over
            client.raw().flush();
            assertThat(types(client.raw().until('Z'))).isEqualTo("TDCZ");
            client.raw().addRaw(RawClient.body(new byte[] {0, 0, 4 + 8 + 1}, "SELECT 3\0"));
            assertThat(types(client.raw().exchange(1))).isEqualTo("TDCZ");
        }
    }
}
