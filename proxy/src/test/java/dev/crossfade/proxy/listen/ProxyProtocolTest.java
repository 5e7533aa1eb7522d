package dev.crossfade.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings.Listening;
import dev.crossfade.proxy.SessionInfo;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.testing.PostgresServer;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The header that load balancers send says who the client is. */
@Timeout(60)
class ProxyProtocolTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    /** Version 2, PROXY, TCP over IPv4, 203.0.113.7:51234 to 192.0.2.1:5432. */
    private static final String V2_TCP4 = SIGNATURE + "2111000c" + "cb007107" + "c0000201" + "c822" + "1538";

    /** The same over IPv6, from 2001:db8::7, with a TLV behind. */
    private static final String V2_TCP6 = SIGNATURE + "21210029" + "20010db8000000000000000000000007"
            + "20010db8000000000000000000000001" + "c822" + "1538" + "e0" + "0002" + "abcd";

    private static final String V2_LOCAL = SIGNATURE + "20000000";

    /** A client of a balancer's unix socket: two paths of 108 bytes. */
    private static final String V2_UNIX = SIGNATURE + "213100d8" + "2f".repeat(216);

    private static final String V1_TCP4 = hex("PROXY TCP4 203.0.113.7 192.0.2.1 51234 5432\r\n");
    private static final String V1_UNKNOWN = hex("PROXY UNKNOWN\r\n");

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What the sessions' list says of a client that sends these bytes first, in pieces of a size. */
    private static String addressSeen(String header, int pieceBytes) throws Exception {
        try (CrossfadeProxy proxy = Doors.open(0, Doors.balancers("127.0.0.0", 8));
                RawClient client = Doors.raw(proxy)) {
            client.addRaw(HexFormat.of().parseHex(header));
            client.addStartup("user", PostgresServer.APP_USER, "database", Doors.DATABASE);
            byte[] all = client.take();
            for (int at = 0; at < all.length; at += pieceBytes) {
                client.socket.getOutputStream().write(all, at, Math.min(pieceBytes, all.length - at));
            }
            client.authenticate(PostgresServer.APP_PASSWORD);
            assertThat(client.query("SELECT 1").exchange(1)).hasSize(4);
            return proxy.sessions().stream()
                    .map(SessionInfo::clientAddress)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theClientsAddressIsTheOneInTheHeader() throws Exception {
        assertThat(addressSeen(V2_TCP4, 1000)).isEqualTo("203.0.113.7");
        assertThat(addressSeen(V2_TCP4, 1)).isEqualTo("203.0.113.7");
        assertThat(addressSeen(V2_TCP6, 1000)).isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(addressSeen(V2_TCP6, 7)).isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(addressSeen(V1_TCP4, 1000)).isEqualTo("203.0.113.7");
        assertThat(addressSeen(V1_TCP4, 3)).isEqualTo("203.0.113.7");
    }

    @Test
    void aBalancerThatSpeaksForItselfKeepsItsAddress() throws Exception {
        assertThat(addressSeen(V2_LOCAL, 1000)).isEqualTo("127.0.0.1");
        assertThat(addressSeen(V1_UNKNOWN, 1000)).isEqualTo("127.0.0.1");
        assertThat(addressSeen(V2_UNIX, 1000)).isEqualTo("127.0.0.1");
    }

    /** Whether the proxy closes a connection that begins so, without a word. */
    private static void assertClosed(Listening listening, byte[] first) throws Exception {
        try (CrossfadeProxy proxy = Doors.open(0, listening, Duration.ofMillis(300));
                RawClient client = Doors.raw(proxy)) {
            client.socket.getOutputStream().write(first);
            int answer;
            try {
                answer = client.in.read();
            } catch (SocketException e) {
                assertThat(e).hasMessageContaining("reset"); // closed with bytes unread
                answer = -1;
            }
            assertThat(answer).isEqualTo(-1);
        }
    }

    @Test
    void fromABalancerAHeaderMustComeAndFromOthersItMustNot() throws Exception {
        Listening trusting = Doors.balancers("127.0.0.1", 32);
        byte[] startup = RawClient.body(8 + 19, 3 << 16, "user\0app\0database\0x\0\0");
        assertClosed(trusting, startup);
        assertClosed(trusting, RawClient.body(8, 80877103)); // SSLRequest
        assertClosed(trusting, "PROXY TCP4 nonsense\r\n".getBytes(StandardCharsets.US_ASCII));
        assertClosed(trusting, ("PROXY TCP4 " + "1".repeat(500)).getBytes(StandardCharsets.US_ASCII));
        assertClosed(trusting, HexFormat.of().parseHex(SIGNATURE + "3111000c"));
        Listening others = Doors.balancers("10.1.2.0", 24);
        assertClosed(others, HexFormat.of().parseHex(V2_TCP4));
        assertClosed(others, HexFormat.of().parseHex(V1_TCP4));
        assertClosed(Listening.DEFAULT, HexFormat.of().parseHex(V2_TCP4));
    }

    @Test
    void limitsGoByTheClientsAddressNotTheBalancers() throws Exception {
        Listening one = Doors.balancers("127.0.0.1", 32);
        Listening limited = new Listening(null, one.proxies(), one.keepAlive(), 0, 0, 1, false, one.clientsMayStay());
        try (CrossfadeProxy proxy = Doors.open(0, limited);
                RawClient first = Doors.raw(proxy);
                RawClient second = Doors.raw(proxy);
                RawClient third = Doors.raw(proxy)) {
            assertThat(answer(first, V2_TCP4)).isEqualTo('R');
            assertThat(answer(second, V2_TCP4)).isEqualTo('E');
            assertThat(answer(third, V2_TCP6)).isEqualTo('R');
        }
    }

    private static char answer(RawClient client, String header) throws Exception {
        client.addRaw(HexFormat.of().parseHex(header));
        client.addStartup("user", PostgresServer.APP_USER, "database", Doors.DATABASE);
        client.flush();
        return client.read().type();
    }
}
