package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.BackendTls.Mode;
import dev.crossfade.proxy.testing.Certificates;
import dev.crossfade.proxy.testing.Certificates.Pair;
import dev.crossfade.proxy.testing.FakeBackend;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.proxy.testing.ScramProof;
import dev.crossfade.proxy.testing.SecureFixture;
import dev.crossfade.proxy.testing.SecureFixture.Options;
import dev.crossfade.proxy.testing.TlsClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What other proxies, and PostgreSQL itself, once let through. Each test names its hole. */
@Timeout(60)
class AuthenticationHolesTest {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSSENC_REQUEST = 80877104;
    private static final Pair PAIR =
            Certificates.write("holes", Certificates.server(Certificates.AUTHORITY, "localhost"));
    private static SecureFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new SecureFixture(new Options()
                .user("known", "known secret")
                .access(new ClientAccess(
                        new ClientTls(false, PAIR.certificate(), PAIR.key(), null), List.of(AccessRule.DEFAULT))));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static byte[] startup(String user) throws IOException {
        byte[] body = RawClient.body(3 << 16, "user\0" + user + "\0database\0shop\0\0");
        return RawClient.body(body.length + 4, body);
    }

    private static RawClient connect() throws IOException {
        return new RawClient("127.0.0.1", fixture.port());
    }

    private static Message challenge(RawClient client, String user) throws IOException {
        client.startup("user", user, "database", "shop");
        client.read();
        byte[] first = ScramProof.first();
        client.send('p', "SCRAM-SHA-256\0", first.length, first);
        return client.read();
    }

    private static void assertEnd(RawClient client) throws IOException {
        try {
            assertThat(client.in.read()).as("nothing more comes").isEqualTo(-1);
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset"); // closed with our bytes unread
        }
    }

    /** CVE-2021-23214: a man in the middle sends a statement ahead of the TLS handshake. */
    @Test
    void bytesBeforeTlsAreNeverKept() throws Exception {
        for (int request : new int[] {SSL_REQUEST, GSSENC_REQUEST}) {
            try (RawClient client = connect()) {
                ByteArrayOutputStream stuffed = new ByteArrayOutputStream();
                stuffed.writeBytes(RawClient.body(8, request));
                stuffed.writeBytes(startup("known"));
                client.socket.getOutputStream().write(stuffed.toByteArray());
                Message told = client.read();
                assertThat(told.field('C')).isEqualTo("08P01");
                assertThat(told.field('M')).contains("received unencrypted data after");
                assertEnd(client);
            }
        }
    }

    /** The same a moment later: what is not TLS is no part of it. */
    @Test
    void bytesInPlaceOfTheHandshakeEndTheConnection() throws Exception {
        try (RawClient client = connect()) {
            client.socket.getOutputStream().write(RawClient.body(8, SSL_REQUEST));
            assertThat(client.in.read()).isEqualTo('S');
            client.socket.getOutputStream().write(startup("known"));
            int first;
            try {
                first = client.in.read();
            } catch (java.net.SocketException e) {
                first = -1;
            }
            assertThat(first).as("an alert of TLS, or the end").isIn(0x15, -1);
            Awaitility.await().until(() -> fixture.proxy().sessions().isEmpty());
        }
    }

    @Test
    void nothingIsNegotiatedInsideTls() throws Exception {
        for (int request : new int[] {SSL_REQUEST, GSSENC_REQUEST}) {
            try (TlsClient client = TlsClient.asking(fixture.port(), "TLSv1.3")) {
                client.raw().socket.getOutputStream().write(RawClient.body(8, request));
                assertThat(client.raw().read().field('C')).isEqualTo("0A000");
            }
            try (TlsClient client = TlsClient.direct(fixture.port(), "TLSv1.3", "postgresql")) {
                client.raw().socket.getOutputStream().write(RawClient.body(8, request));
                assertThat(client.raw().read().field('C')).isEqualTo("0A000");
            }
        }
    }

    /** A second startup message while the first one's user is still to be proved. */
    @Test
    void aSecondStartupMessageEndsTheLogin() throws Exception {
        try (RawClient client = connect()) {
            challenge(client, "known");
            client.socket.getOutputStream().write(startup("engine"));
            assertThat(client.read().field('C')).isEqualTo("08P01");
            assertEnd(client);
        }
        try (RawClient client = connect()) { // also together with the proof
            Message challenge = challenge(client, "known");
            byte[] proof = ScramProof.last("wrong", challenge.body());
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(startup("engine"));
            both.writeBytes(RawClient.body("p", proof.length + 4, proof));
            client.socket.getOutputStream().write(both.toByteArray());
            assertThat(client.read().field('C')).isEqualTo("08P01");
            assertEnd(client);
        }
    }

    @Test
    void nothingGoesOnAfterAFailedLogin() throws Exception {
        for (String user : List.of("known", "app", "nobody")) {
            try (RawClient client = connect()) {
                Message challenge = challenge(client, user);
                client.add('p', ScramProof.last("wrong", challenge.body()));
                client.query("SELECT 1");
                client.add('p', ScramProof.last("known secret", challenge.body()));
                client.flush();
                assertThat(client.read().field('C')).isEqualTo("28P01");
                assertEnd(client);
            }
        }
        Awaitility.await().until(() -> fixture.proxy().sessions().isEmpty());
    }

    /** A length is a claim. Nothing is reserved for it, and the answer does not wait for the rest. */
    @Test
    void aLengthThatAStrangerClaimsReservesNothing() throws Exception {
        long before =
                io.netty.buffer.ByteBufAllocator.DEFAULT instanceof io.netty.buffer.ByteBufAllocatorMetricProvider m
                        ? m.metric().usedDirectMemory()
                        : 0;
        for (int i = 0; i < 20; i++) {
            try (RawClient client = connect()) {
                client.socket.getOutputStream().write(RawClient.body(0x3000_0000, 3 << 16));
                assertEnd(client);
            }
            try (RawClient client = connect()) {
                challenge(client, i % 2 == 0 ? "known" : "nobody");
                client.socket.getOutputStream().write(RawClient.body("p", 0x3000_0000, "x"));
                assertThat(client.read().field('C')).isEqualTo("28P01");
                assertEnd(client);
            }
        }
        long after =
                io.netty.buffer.ByteBufAllocator.DEFAULT instanceof io.netty.buffer.ByteBufAllocatorMetricProvider m
                        ? m.metric().usedDirectMemory()
                        : 0;
        assertThat(after - before).isLessThan(64 << 20);
    }

    /** Somebody in between has taken -PLUS off the list: the client says 'y', and the server knows that it did offer. */
    @Test
    void aClientThatWasKeptFromBindingIsTold() throws Exception {
        try (TlsClient client = TlsClient.asking(fixture.port(), "TLSv1.3")) {
            client.raw().startup("user", "known", "database", "shop");
            assertThat(client.raw().read().text()).contains("SCRAM-SHA-256-PLUS");
            byte[] first = "y,,n=,r=abcdefgh".getBytes(StandardCharsets.US_ASCII);
            client.raw().send('p', "SCRAM-SHA-256\0", first.length, first);
            Message told = client.raw().read();
            assertThat(told.field('C')).isEqualTo("28000");
            assertThat(told.field('M')).isEqualTo("SCRAM channel binding negotiation error");
        }
    }

    @Test
    void aProofBoundToAnotherCertificateIsNone() throws Exception {
        try (TlsClient client = TlsClient.asking(fixture.port(), "TLSv1.3")) {
            client.raw().startup("user", "known", "database", "shop");
            client.raw().read();
            byte[] first = "p=tls-server-end-point,,n=,r=abcdefgh".getBytes(StandardCharsets.US_ASCII);
            client.raw().send('p', "SCRAM-SHA-256-PLUS\0", first.length, first);
            String challenge = client.raw().read().text().substring(4);
            String nonce = challenge.substring(2, challenge.indexOf(",s="));
            byte[] other =
                    "p=tls-server-end-point,,0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
            String last = "c=" + Base64.getEncoder().encodeToString(other) + ",r=" + nonce + ",p="
                    + Base64.getEncoder().encodeToString(new byte[32]);
            client.raw().send('p', last.getBytes(StandardCharsets.US_ASCII));
            Message told = client.raw().read();
            assertThat(told.field('C')).isEqualTo("28000");
            assertThat(told.field('M')).isEqualTo("SCRAM channel binding check failed");
            assertEnd(client.raw());
        }
    }

    @Test
    void bindingIsNotOfferedWhereThereIsNothingToBindTo() throws Exception {
        try (RawClient client = connect()) {
            client.startup("user", "known", "database", "shop");
            assertThat(client.read().text()).doesNotContain("PLUS");
            byte[] first = "p=tls-server-end-point,,n=,r=abcdefgh".getBytes(StandardCharsets.US_ASCII);
            client.send('p', "SCRAM-SHA-256-PLUS\0", first.length, first);
            assertThat(client.read().field('C')).isEqualTo("08P01");
        }
    }

    private static void assertBackendRefused(FakeBackend.Script script, BackendTls tls, String message)
            throws Exception {
        try (FakeBackend backend = new FakeBackend(script);
                SecureFixture through = new SecureFixture(new Options()
                        .user("known", "known secret")
                        .backend("localhost", backend.port())
                        .backend(tls))) {
            assertThatThrownBy(() -> through.connect("known", "known secret").close())
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getMessage()).contains(message);
                        assertThat(e.getSQLState()).startsWith("08");
                    });
            Awaitility.await().until(() -> through.proxy().sessions().isEmpty());
        }
    }

    /** CVE-2021-23222: a man in the middle answers ahead of the server. */
    @Test
    void bytesThatABackendSendsBeforeTlsAreNeverKept() throws Exception {
        BackendTls require = new BackendTls(Mode.REQUIRE, null, null, null);
        byte[] ready = RawClient.body("R", 8, 0, "Z", 5, "I");
        assertBackendRefused(
                peer -> {
                    peer.skip(8);
                    peer.write("S".getBytes(StandardCharsets.US_ASCII), ready);
                    peer.drain();
                },
                require,
                "received unencrypted data after SSL response");
        BackendTls prefer = new BackendTls(Mode.PREFER, null, null, null);
        assertBackendRefused(
                peer -> {
                    peer.skip(8);
                    peer.write("N".getBytes(StandardCharsets.US_ASCII), ready);
                    peer.drain();
                },
                prefer,
                "received unencrypted data after SSL response");
        assertBackendRefused(
                peer -> {
                    peer.skip(8);
                    peer.write("N".getBytes(StandardCharsets.US_ASCII));
                    peer.drain();
                },
                require,
                "it does not support TLS");
        // CVE-2024-10977: what is said before TLS is not passed on as if the server had said it
        assertBackendRefused(
                peer -> {
                    peer.skip(8);
                    peer.write(RawClient.body("E", 18, "SFATAL\0Mlies\0\0"));
                    peer.drain();
                },
                prefer,
                "received unencrypted data after SSL response");
    }

    /** A false server asks for what can be used elsewhere, or for nothing at all. */
    @Test
    void aBackendCannotTalkTheProxyOutOfScram() throws Exception {
        byte[] sasl = RawClient.body("R", 23, 10, "SCRAM-SHA-256\0\0");
        assertBackendRefused(
                peer -> {
                    peer.startup();
                    peer.write(RawClient.body("R", 8, 3));
                    peer.drain();
                },
                BackendTls.DISABLED,
                "the password in clear over a connection that is not encrypted and verified");
        for (byte[] next : List.of(
                RawClient.body("R", 8, 0),
                RawClient.body("R", 8, 3),
                RawClient.body("R", 12, 5, 0x01020304),
                RawClient.body("R", 9, 12, "v"))) {
            assertBackendRefused(
                    peer -> {
                        peer.startup();
                        peer.write(sasl);
                        peer.message();
                        peer.write(next, RawClient.body("Z", 5, "I"));
                        peer.drain();
                    },
                    BackendTls.DISABLED,
                    "");
        }
    }

    @Test
    void theProxyBindsToTheBackendsCertificateWhereItCan() throws Exception {
        Pair pair = Certificates.write("holes-backend", Certificates.server(Certificates.AUTHORITY, "localhost"));
        java.util.concurrent.CompletableFuture<String> initial = new java.util.concurrent.CompletableFuture<>();
        assertBackendRefused(
                peer -> {
                    peer.skip(8);
                    peer.write("S".getBytes(StandardCharsets.US_ASCII));
                    peer.tls(pair);
                    peer.startup();
                    peer.write(RawClient.body("R", 42, 10, "SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0"));
                    initial.complete(new String(peer.message(), StandardCharsets.ISO_8859_1));
                    peer.write(RawClient.body("R", 8, 0));
                    peer.drain();
                },
                new BackendTls(Mode.REQUIRE, null, null, null),
                "");
        assertThat(initial.get()).contains("SCRAM-SHA-256-PLUS\0").contains("p=tls-server-end-point,,n=");
    }
}
