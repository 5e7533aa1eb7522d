package dev.crossfade.proxy.mysql.login;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.AccessRule.ClientCertificate;
import dev.crossfade.proxy.AccessRule.Connection;
import dev.crossfade.proxy.AccessRule.Method;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.ClientTls;
import dev.crossfade.proxy.ProxySettings.KeepAlive;
import dev.crossfade.proxy.ProxySettings.Listening;
import dev.crossfade.proxy.ProxySettings.UnixSockets;
import dev.crossfade.proxy.mysql.auth.Methods;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.testing.Certificates;
import dev.crossfade.proxy.testing.Certificates.Pair;
import dev.crossfade.testing.MysqlServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS on both sides, and the ways in beside a plain port. */
class TlsLoginTest {
    private static final MysqlServer SERVER = MysqlServer.shared();
    private static final String DATABASE = SERVER.createDatabase();
    private static final String STORE_PASSWORD = "store secret";
    private static final Path AUTHORITY =
            Certificates.write("mysql-authority.pem", Certificates.AUTHORITY.getCertificatePEM());
    private static final Path STRANGER =
            Certificates.write("mysql-stranger.pem", Certificates.STRANGER.getCertificatePEM());
    private static final Pair PROXYS =
            Certificates.write("mysql-proxy", Certificates.server(Certificates.AUTHORITY, "localhost"));
    private static final Pair CLIENTS =
            Certificates.write("mysql-client", Certificates.client(Certificates.AUTHORITY, "CN=tls_certified"));

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        Pair servers = Certificates.write("mysql-server", Certificates.server(Certificates.AUTHORITY, "localhost"));
        SERVER.useCertificate(servers.certificate(), servers.key(), AUTHORITY);
        SERVER.execute(
                "mysql",
                "CREATE USER tls_sha IDENTIFIED BY 'right'",
                "CREATE USER tls_sha256 IDENTIFIED WITH sha256_password BY 'right'",
                "CREATE USER tls_required IDENTIFIED BY 'right' REQUIRE SSL",
                "CREATE USER tls_certified IDENTIFIED BY 'right' REQUIRE X509",
                "GRANT ALL ON *.* TO tls_sha, tls_sha256, tls_required, tls_certified");
    }

    @Test
    void theBackendIsReachedAsItsModeSays() throws Exception {
        for (BackendTls.Mode mode : BackendTls.Mode.values()) {
            boolean verifies = mode.compareTo(BackendTls.Mode.REQUIRE) > 0;
            try (LoginStand stand = options()
                    .open(
                            DATABASE,
                            "localhost",
                            SERVER.port(),
                            new BackendTls(mode, verifies ? AUTHORITY : null, null, null))) {
                boolean encrypted = mode != BackendTls.Mode.DISABLE;
                assertThat(cipher(stand, "tls_sha", "")).as(mode.word()).matches(encrypted ? "TLS.*" : "");
                assertThat(cipher(stand, "tls_sha256", "")).as(mode.word()).matches(encrypted ? "TLS.*" : "");
                if (encrypted) {
                    assertThat(cipher(stand, "tls_required", "")).startsWith("TLS");
                } else {
                    assertThatThrownBy(() -> cipher(stand, "tls_required", "")).hasMessageContaining("Access denied");
                }
            }
        }
    }

    @Test
    void aBackendOfAnotherAuthorityOrNameIsNotTalkedTo() throws Exception {
        try (LoginStand stand = options()
                .open(
                        DATABASE,
                        "localhost",
                        SERVER.port(),
                        new BackendTls(BackendTls.Mode.VERIFY_CA, STRANGER, null, null))) {
            assertThatThrownBy(() -> cipher(stand, "tls_sha", "")).hasMessageContaining("TLS handshake failed");
        }
        try (LoginStand stand = options()
                .open(
                        DATABASE,
                        "127.0.0.1",
                        SERVER.port(),
                        new BackendTls(BackendTls.Mode.VERIFY_FULL, AUTHORITY, null, null))) {
            assertThatThrownBy(() -> cipher(stand, "tls_sha", "")).hasMessageContaining("TLS handshake failed");
        }
    }

    @Test
    void theProxyShowsItsCertificateToTheBackend() throws Exception {
        try (LoginStand stand = options()
                .open(
                        DATABASE,
                        "localhost",
                        SERVER.port(),
                        new BackendTls(BackendTls.Mode.VERIFY_FULL, AUTHORITY, CLIENTS.certificate(), CLIENTS.key()))) {
            assertThat(cipher(stand, "tls_certified", "")).startsWith("TLS");
        }
        try (LoginStand stand = options()
                .open(
                        DATABASE,
                        "localhost",
                        SERVER.port(),
                        new BackendTls(BackendTls.Mode.VERIFY_FULL, AUTHORITY, null, null))) {
            assertThatThrownBy(() -> cipher(stand, "tls_certified", "")).hasMessageContaining("Access denied");
        }
    }

    @Test
    void clientsGetTlsByEachMode() throws Exception {
        String trusting = "&trustCertificateKeyStoreUrl=" + store("trusted", Certificates.AUTHORITY, false)
                + "&trustCertificateKeyStorePassword=" + STORE_PASSWORD;
        String wary = "&trustCertificateKeyStoreUrl=" + store("stranger", Certificates.STRANGER, false)
                + "&trustCertificateKeyStorePassword=" + STORE_PASSWORD;
        try (LoginStand stand = options()
                .access(access(false, AccessRule.DEFAULT))
                .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED)) {
            for (String mode : List.of("DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY")) {
                // no key to encrypt to is asked for over TLS
                String settings = "sslMode=" + mode + trusting
                        + (mode.equals("DISABLED") ? "" : "&allowPublicKeyRetrieval=false");
                assertThat(cipher(stand, "tls_sha", settings)).as(mode).isEmpty();
            }
            assertThatThrownBy(() -> cipher(stand, "tls_sha", "sslMode=VERIFY_CA" + wary))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whoMustHaveTlsAndHasNoneIsTold() throws Exception {
        try (LoginStand stand = options()
                .access(access(true, AccessRule.DEFAULT))
                .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED)) {
            assertThat(cipher(stand, "tls_sha", "sslMode=REQUIRED")).isEmpty();
            assertThatThrownBy(() -> cipher(stand, "tls_sha", "sslMode=DISABLED"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(3159));
        }
    }

    @Test
    void clientsShowCertificates() throws Exception {
        AccessRule rule = new AccessRule(
                Connection.TLS,
                List.of(AccessRule.ALL),
                List.of(AccessRule.ALL),
                List.of(),
                Method.CERT,
                ClientCertificate.VERIFY_FULL,
                Map.of("tls_certified", "tls_sha"));
        String shown = "sslMode=REQUIRED&clientCertificateKeyStoreUrl="
                + store("client", Certificates.client(Certificates.AUTHORITY, "CN=tls_certified"), true)
                + "&clientCertificateKeyStorePassword=" + STORE_PASSWORD;
        try (LoginStand stand = options()
                .user("tls_sha", "right")
                .user("tls_sha256", "right")
                .access(access(true, rule))
                .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED)) {
            assertThat(cipher(stand, "tls_sha", shown)).isEmpty();
            assertThatThrownBy(() -> cipher(stand, "tls_sha256", shown)).hasMessageContaining("certificate");
            assertThatThrownBy(() -> cipher(stand, "tls_sha", "sslMode=REQUIRED"))
                    .hasMessageContaining("certificate");
        }
    }

    @Test
    void thePasswordInClearIsTakenOverTlsWhereARuleSaysSo() throws Exception {
        AccessRule rule = new AccessRule(
                Connection.TLS,
                List.of(AccessRule.ALL),
                List.of(AccessRule.ALL),
                List.of(),
                Method.PASSWORD,
                ClientCertificate.ANY,
                Map.of());
        try (LoginStand stand = options()
                .access(access(false, rule))
                .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED)) {
            assertThat(cipher(stand, "tls_sha", "sslMode=REQUIRED")).isEmpty();
            assertThatThrownBy(() -> cipher(stand, "tls_sha", "sslMode=DISABLED"))
                    .hasMessageContaining("Access denied");
        }
    }

    @Test
    void whatIsSentAheadOfTlsIsNeverTaken() throws Exception {
        try (LoginStand stand = options()
                        .access(access(false, AccessRule.DEFAULT))
                        .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED);
                RawClient client = new RawClient(stand.port())) {
            assertThat(client.greeting().capabilities() & Capabilities.SSL).isNotZero();
            ClientHello hello = new ClientHello(
                    Capabilities.PROTOCOL_41 | Capabilities.LONG_PASSWORD | Capabilities.SSL,
                    1,
                    45,
                    "tls_sha",
                    new byte[0],
                    "",
                    Methods.NATIVE,
                    new byte[0],
                    0);
            ByteBuf request = tlsRequest();
            ByteBuf injected = hello.encode(UnpooledByteBufAllocator.DEFAULT, 2);
            client.send(request.writeBytes(injected));
            injected.release();
            assertThat(client.rest()).as("no packet: at most an alert of TLS").matches(TlsLoginTest::isAlertOrNothing);
        }
    }

    @Test
    void aClientDoesNotWaitForTlsToBeAgreedOn() throws Exception {
        try (LoginStand stand = options()
                        .access(access(false, AccessRule.DEFAULT))
                        .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED);
                RawClient client = new RawClient(stand.port())) {
            client.greeting();
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            client.send(tlsRequest().writeBytes(hello.flip()));
            assertThat(client.readByte()).as("a handshake's record").isEqualTo(0x16);
        }
    }

    @Test
    void aBalancersClientIsNamedByItsOwnAddress() throws Exception {
        Listening listening = new Listening(
                null,
                List.of(new AccessRule.Network(InetAddress.getByName("127.0.0.0"), 8)),
                KeepAlive.SYSTEMS,
                0,
                0,
                0,
                false,
                Duration.ZERO);
        try (LoginStand stand = options()
                        .user("listed", "right")
                        .listening(listening)
                        .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED);
                RawClient client = new RawClient(stand.port())) {
            client.sendBytes("PROXY TCP4 203.0.113.9 127.0.0.1 40000 3306\r\n".getBytes(US_ASCII));
            client.greeting();
            ClientHello hello = new ClientHello(
                    Capabilities.PROTOCOL_41 | Capabilities.LONG_PASSWORD | Capabilities.SECURE_CONNECTION,
                    1,
                    45,
                    "listed",
                    new byte[20],
                    "",
                    "",
                    new byte[0],
                    0);
            client.send(hello.encode(UnpooledByteBufAllocator.DEFAULT, 1));
            assertThat(client.read().error().message())
                    .startsWith("Access denied for user 'listed'@'203.0.113.9' (using password: YES)");
        }
    }

    @Test
    void aUnixSocketIsAsGoodAsTls() throws Exception {
        Listening listening = new Listening(
                new UnixSockets(folder, 0777), List.of(), KeepAlive.SYSTEMS, 0, 0, 0, false, Duration.ZERO);
        try (LoginStand stand = options()
                        .user("listed", "right")
                        .listening(listening)
                        .open(DATABASE, SERVER.host(), SERVER.port(), BackendTls.DISABLED);
                var files = Files.list(folder)) {
            Path socket = files.filter(file -> !file.toString().endsWith(".lock"))
                    .findFirst()
                    .orElseThrow();
            try (RawClient client = RawClient.at(socket)) {
                client.greeting();
                ClientHello hello = new ClientHello(
                        Capabilities.PROTOCOL_41
                                | Capabilities.LONG_PASSWORD
                                | Capabilities.SECURE_CONNECTION
                                | Capabilities.PLUGIN_AUTH,
                        1 << 20,
                        45,
                        "tls_sha",
                        "right\0".getBytes(US_ASCII),
                        "",
                        Methods.CLEAR,
                        new byte[0],
                        0);
                client.send(hello.encode(UnpooledByteBufAllocator.DEFAULT, 1));
                assertThat(client.read().first()).isZero();
                Awaitility.await().until(() -> stand.admitted.size() == 1); // it is told OK first
            }
        }
    }

    private static boolean isAlertOrNothing(byte[] bytes) {
        return bytes.length == 0 || bytes[0] == 0x15;
    }

    private static ByteBuf tlsRequest() {
        long capabilities = Capabilities.PROTOCOL_41 | Capabilities.LONG_PASSWORD | Capabilities.SSL;
        return new ClientHello(capabilities, 1, 45, "", new byte[0], "", "", new byte[0], 0)
                .encodeTlsRequest(UnpooledByteBufAllocator.DEFAULT, 1);
    }

    private static LoginStand.Options options() {
        return new LoginStand.Options();
    }

    private static ClientAccess access(boolean required, AccessRule rule) {
        return new ClientAccess(new ClientTls(required, PROXYS.certificate(), PROXYS.key(), AUTHORITY), List.of(rule));
    }

    /** What the server says of its own connection: empty for none. */
    private static String cipher(LoginStand stand, String user, String settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", "right");
        if (!settings.contains("allowPublicKeyRetrieval")) {
            properties.setProperty("allowPublicKeyRetrieval", "true");
        }
        try (java.sql.Connection connection = DriverManager.getConnection(
                        "jdbc:mysql://localhost:" + stand.port() + "/" + DATABASE + "?" + settings, properties);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
            return rows.next() ? rows.getString(2) : "";
        }
    }

    private String store(String name, X509Bundle bundle, boolean withKey) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (withKey) {
            store.setKeyEntry(
                    "own", bundle.getKeyPair().getPrivate(), STORE_PASSWORD.toCharArray(), bundle.getCertificatePath());
        } else {
            store.setCertificateEntry("authority", bundle.getCertificate());
        }
        Path file = folder.resolve(name + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return file.toUri().toString();
    }
}
