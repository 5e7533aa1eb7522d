package dev.crossfade.proxy.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.testing.FakeBackend;
import dev.crossfade.proxy.testing.ProxyFixture;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By transaction, a server that ends a connection which nobody needs any more: no client hears of it. */
@Timeout(60)
class LastWordsTest {
    private static byte[] message(char type, Object... parts) throws IOException {
        byte[] body = RawClient.body(parts);
        return RawClient.body(new byte[] {(byte) type}, body.length + Integer.BYTES, body);
    }

    private interface End {
        void of(FakeBackend.Peer peer) throws Exception;
    }

    @Test
    void aConnectionThatEndsBehindAnAnswerIsGivenToNobody() throws Exception {
        endsEachInThePacketOfItsAnswer(FakeBackend.Peer::drain);
    }

    @Test
    void orThatBreaksOff() throws Exception {
        endsEachInThePacketOfItsAnswer(FakeBackend.Peer::reset);
    }

    private static void endsEachInThePacketOfItsAnswer(End end) throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (FakeBackend backend = new FakeBackend(peer -> {
                    connections.incrementAndGet();
                    peer.startup();
                    peer.write(message('R', 0), message('K', 1, 2), message('Z', "I"));
                    peer.message();
                    peer.write(
                            message('C', "SELECT 0\0"),
                            message('Z', "I"),
                            message('E', "SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0"));
                    end.of(peer);
                });
                ProxyFixture fixture =
                        new ProxyFixture(backend.port(), 100, Duration.ofSeconds(10), TestPools.byTransaction(1));
                RawClient client = RawClient.login(
                        "127.0.0.1", fixture.port(), PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop")) {
            for (int i = 0; i < 3; i++) {
                List<RawClient.Message> answer = client.query("SELECT").exchange(1);
                assertThat(answer).extracting(RawClient.Message::type).containsExactly('C', 'Z');
            }
            assertThat(connections).hasValue(3);
        }
    }
}
