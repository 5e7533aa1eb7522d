package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.Tap;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The version of the protocol that the proxy speaks with servers, as seen between the two. */
@Timeout(60)
class BackendVersionTest {
    private static final int VERSION_3_2 = (3 << 16) + 2;
    private static final int CANCEL_REQUEST = 80877102;

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of(PostgresServer.version18(), 32, false), Arguments.of(PostgresServer.shared(), 4, true));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theNewestVersionIsAskedForAndCancelKeysAreOfTheServersLength(
            PostgresServer server, int keyBytes, boolean negotiated) throws Exception {
        String database = server.createDatabase();
        try (Tap tap = new Tap(server.host(), server.port());
                CrossfadeProxy proxy = proxy(database, tap);
                RawClient client = RawClient.login(
                        "127.0.0.1",
                        proxy.address(database).getPort(),
                        PostgresServer.APP_USER,
                        PostgresServer.APP_PASSWORD,
                        database)) {
            byte[] asked = tap.connections().get(0).fromClient();
            assertThat(ByteBuffer.wrap(asked).getInt(4)).isEqualTo(VERSION_3_2);
            ByteBuffer answers = ByteBuffer.wrap(tap.connections().get(0).fromServer());
            byte[] key = {};
            boolean sawNegotiation = false;
            byte type;
            do {
                type = answers.get();
                byte[] body = new byte[answers.getInt() - 4];
                answers.get(body);
                sawNegotiation |= type == 'v';
                key = type == 'K' ? body : key;
            } while (type != 'Z');
            assertThat(sawNegotiation).isEqualTo(negotiated);
            assertThat(key).hasSize(4 + keyBytes);

            client.query("SELECT pg_sleep(60)").flush();
            Awaitility.await()
                    .until(() -> "1"
                            .equals(server.queryOne(
                                    database,
                                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND state = 'active'"
                                            + " AND datname = current_database() AND pid <> pg_backend_pid()")));
            assertThat(proxy.sessions()).hasSize(1);
            cancel(proxy.address(database).getPort(), client.key());
            assertThat(client.until('Z')).anySatisfy(message -> {
                assertThat(message.type()).isEqualTo('E');
                assertThat(message.field('C')).isEqualTo("57014");
            });
            byte[] request = tap.connections().get(1).fromClient();
            assertThat(request).hasSize(12 + keyBytes);
            assertThat(ByteBuffer.wrap(request).getInt(4)).isEqualTo(CANCEL_REQUEST);
            assertThat(Arrays.copyOfRange(request, 8, request.length)).isEqualTo(key);
            assertThat(new String(asked, StandardCharsets.UTF_8)).contains("database\0" + database);
        }
    }

    private static void cancel(int port, byte[] key) throws IOException {
        try (RawClient other = new RawClient("127.0.0.1", port)) {
            other.socket.getOutputStream().write(RawClient.body(8 + key.length, CANCEL_REQUEST, key));
            assertThat(other.in.read()).isEqualTo(-1);
        }
    }

    private static CrossfadeProxy proxy(String database, Tap tap) throws IOException {
        CrossfadeProxy proxy = CrossfadeProxy.start(
                ProxySettings.of(List.of(new ProxySettings.Database(
                        database,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(new ProxySettings.User(
                                PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, null, null)),
                        new ProxySettings.Backend("127.0.0.1", tap.tapped(), database)))),
                new FakeFlags(),
                changed -> {});
        proxy.ready(database, true);
        return proxy;
    }
}
