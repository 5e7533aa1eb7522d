package dev.crossfade.proxy.mysql.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.mysql.auth.BackendExchange;
import dev.crossfade.proxy.mysql.auth.BackendLogin;
import dev.crossfade.proxy.mysql.auth.ClientExchange;
import dev.crossfade.proxy.mysql.auth.Methods;
import dev.crossfade.proxy.mysql.auth.Secret;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.testing.MysqlServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a login must not be fooled by. */
class HolesTest {
    private static final UnpooledByteBufAllocator HEAP = UnpooledByteBufAllocator.DEFAULT;
    private static final MysqlServer SERVER = MysqlServer.shared();
    private static final String DATABASE = SERVER.createDatabase();
    private static final long WANTED = Capabilities.LONG_PASSWORD
            | Capabilities.PROTOCOL_41
            | Capabilities.SECURE_CONNECTION
            | Capabilities.CONNECT_WITH_DB
            | Capabilities.PLUGIN_AUTH
            | Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA
            | Capabilities.DEPRECATE_EOF;
    private static LoginStand stand;

    @BeforeAll
    static void open() {
        stand = options().open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED);
    }

    private static LoginStand.Options options() {
        return new LoginStand.Options().user(MysqlServer.USER, MysqlServer.PASSWORD);
    }

    @AfterAll
    static void close() {
        stand.close();
    }

    @Test
    void theRightProofIsLetIn() throws IOException {
        try (RawClient client = client()) {
            client.send(hello(proof(client.greeting().nonce())).encode(HEAP, 1));
            assertThat(client.read().payload()).containsExactly(1, 3);
            assertThat(client.read().first()).isZero();
            client.send(0, new byte[] {0x0e}); // COM_PING
            assertThat(client.read().first()).isZero();
        }
    }

    @Test
    void aProofForAnotherNonceIsNone() throws IOException {
        try (RawClient client = client()) {
            client.greeting();
            client.send(hello(proof(ClientExchange.nonce())).encode(HEAP, 1));
            assertThat(client.read().payload()).as("asked for the password").containsExactly(1, 4);
            client.send(3, "super secret\0".getBytes(UTF_8)); // where anybody can listen
            assertDenied(client, client.read());
        }
    }

    @Test
    void everybodyGetsAnotherNonceAndId() throws IOException {
        Set<String> nonces = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            try (RawClient client = client()) {
                Greeting greeting = client.greeting();
                nonces.add(Arrays.toString(greeting.nonce()));
                ids.add(greeting.threadId());
            }
        }
        assertThat(nonces).hasSize(20);
        assertThat(ids).hasSize(20);
    }

    @Test
    void noPasswordIsNotAnyPassword() throws IOException {
        for (byte[] nothing : new byte[][] {{}, {0}}) {
            try (RawClient client = client()) {
                client.greeting();
                client.send(hello(nothing).encode(HEAP, 1));
                RawClient.Packet error = client.read();
                assertThat(error.error().message()).endsWith("(using password: NO)");
                assertDenied(client, error);
            }
        }
    }

    @Test
    void afterAFailedAuthenticationNothingIsTaken() throws IOException {
        try (RawClient client = client()) {
            byte[] nonce = client.greeting().nonce();
            client.send(hello(new byte[32]).encode(HEAP, 1));
            assertThat(client.read().payload()).containsExactly(1, 4);
            // a wrong answer, the right response behind it, and a command
            client.sendBytes(RawClient.concat(
                    RawClient.framed(3, new byte[] {9}),
                    bytes(hello(proof(nonce)).encode(HEAP, 4)),
                    RawClient.framed(0, new byte[] {0x0e})));
            assertDenied(client, client.read());
        }
    }

    @Test
    void aSecondResponseIsAnAnswerAndNoSecondTry() throws IOException {
        try (RawClient client = client()) {
            byte[] nonce = client.greeting().nonce();
            client.send(hello(new byte[32]).encode(HEAP, 1));
            assertThat(client.read().payload()).containsExactly(1, 4);
            client.send(hello(proof(nonce)).encode(HEAP, 3));
            assertDenied(client, client.read());
        }
    }

    @Test
    void packetsOutOfOrderAreRefused() throws IOException {
        try (RawClient client = client()) {
            client.send(hello(proof(client.greeting().nonce())).encode(HEAP, 2));
            assertThat(client.read().error().code()).isEqualTo(1156);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void truncatedResponsesAreRefused() throws IOException {
        byte[] whole = bytes(hello(new byte[32]).encode(HEAP, 1));
        byte[] payload = Arrays.copyOfRange(whole, 4, whole.length);
        int user = 32 + MysqlServer.USER.length() + 1;
        for (int length : new int[] {0, 1, 4, 31, 32, 33, user, user + 1, user + 20}) {
            assertRefused(RawClient.framed(1, Arrays.copyOf(payload, length)), 1043);
        }
        // lengths of the proof beyond the packet's end
        for (byte[] lie : new byte[][] {
            {(byte) 250},
            {(byte) 0xfc, -1, -1},
            {(byte) 0xfd, -1, -1, -1},
            {(byte) 0xfe, -1, -1, -1, -1, -1, -1, -1, -1},
            {(byte) 0xfb},
            {(byte) 0xff},
            {(byte) 0xfc, 1}
        }) {
            assertRefused(RawClient.framed(1, RawClient.concat(Arrays.copyOf(payload, user), lie)), 1043);
        }
    }

    @Test
    void clientsBefore41AreRefused() throws IOException {
        assertRefused(RawClient.framed(1, new byte[] {1, 0, 0, 0, 1, 'r', 'o', 'o', 't', 0, 0}), 1043);
        byte[] whole = bytes(hello(new byte[32]).encode(HEAP, 1));
        whole[5] &= ~2; // CLIENT_PROTOCOL_41
        assertRefused(whole, 1043);
    }

    @Test
    void aZeroByteInANameEndsIt() throws IOException {
        try (RawClient client = client()) {
            client.greeting();
            ClientHello hello = new ClientHello(
                    WANTED, 1 << 24, 45, "ro\0ot", new byte[0], DATABASE, Methods.CACHING_SHA2, new byte[0], 0);
            client.send(hello.encode(HEAP, 1));
            RawClient.Packet error = client.read();
            assertThat(error.first()).isEqualTo(0xff);
            assertThat(error.error().message()).doesNotContain("root");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void whatATlsRequestIsFollowedByIsNotTakenWhereThereIsNone() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.greeting().capabilities() & Capabilities.SSL).isZero();
            byte[] request = bytes(hello(new byte[0]).encodeTlsRequest(HEAP, 1));
            request[5] |= 8; // CLIENT_SSL
            client.sendBytes(request);
            assertThat(client.read().error().code()).isEqualTo(1043);
        }
    }

    @Test
    void noMoreThanALoginsBytesAreTaken() throws IOException {
        assertRefused(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 1}, 1153);
        assertRefused(new byte[] {1, 0, 1, 1, 1}, 1153);
        try (RawClient client = client()) {
            client.greeting();
            client.send(hello(new byte[32]).encode(HEAP, 1));
            assertThat(client.read().payload()).containsExactly(1, 4);
            client.sendBytes(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 3, 1});
            assertThat(client.read().error().code()).isEqualTo(1153);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void whoSaysNothingIsSentAway() throws IOException {
        try (LoginStand hurried = options()
                        .loginTimeout(Duration.ofMillis(300))
                        .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED);
                RawClient silent = new RawClient(hurried.port());
                RawClient halfway = new RawClient(hurried.port())) {
            silent.greeting();
            halfway.greeting();
            halfway.send(hello(new byte[32]).encode(HEAP, 1));
            assertThat(halfway.read().payload()).containsExactly(1, 4);
            assertThat(silent.rest()).isEmpty();
            assertThat(halfway.rest()).isEmpty();
        }
    }

    @Test
    void tooManyAreToldInPlaceOfAGreeting() throws IOException {
        try (LoginStand small =
                        options().maxClients(1).open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED);
                RawClient first = new RawClient(small.port())) {
            first.greeting();
            try (RawClient second = new RawClient(small.port())) {
                RawClient.Packet error = second.read();
                assertThat(error.sequence()).isZero();
                assertThat(error.error().code()).isEqualTo(1040);
                assertThat(error.error().message()).startsWith("Too many connections");
            }
        }
    }

    @Test
    void aBackendThatIsNotThereIsToldAtOnce() throws IOException {
        try (LoginStand lonely = options().open(DATABASE, "127.0.0.1", 1, BackendTls.DISABLED);
                RawClient client = new RawClient(lonely.port())) {
            RawClient.Packet error = client.read();
            assertThat(error.error().code()).isEqualTo(2003);
            assertThat(error.error().message()).contains("127.0.0.1:1");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aDatabaseThatIsNotReadyIsToldAtOnce() throws IOException {
        try (LoginStand early = options().open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED)) {
            early.target(DATABASE).ready(false);
            try (RawClient client = new RawClient(early.port())) {
                assertThat(client.read().error().message()).contains("not ready");
            }
        }
    }

    private static void assertRefused(byte[] bytes, int code) throws IOException {
        try (RawClient client = client()) {
            client.greeting();
            client.sendBytes(bytes);
            RawClient.Packet error = client.read();
            assertThat(error.first()).isEqualTo(0xff);
            assertThat(error.error().code())
                    .as("for %s", Arrays.toString(bytes))
                    .isEqualTo(code);
            assertThat(client.rest()).isEmpty();
        }
    }

    private static void assertDenied(RawClient client, RawClient.Packet packet) throws IOException {
        assertThat(packet.first()).isEqualTo(0xff);
        assertThat(packet.error().code()).isEqualTo(1045);
        assertThat(packet.error().sqlState()).isEqualTo("28000");
        assertThat(client.rest()).as("nothing after it").isEmpty();
    }

    private static RawClient client() throws IOException {
        return new RawClient(stand.port());
    }

    private static ClientHello hello(byte[] answer) {
        return new ClientHello(
                WANTED, 1 << 24, 45, MysqlServer.USER, answer, DATABASE, Methods.CACHING_SHA2, new byte[0], 0);
    }

    private static byte[] proof(byte[] nonce) {
        return new BackendExchange(
                        BackendLogin.of(MysqlServer.USER, Secret.of(MysqlServer.PASSWORD)),
                        new BackendExchange.Protection(false, false, false))
                .begin(Methods.CACHING_SHA2, nonce);
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        return bytes;
    }
}
