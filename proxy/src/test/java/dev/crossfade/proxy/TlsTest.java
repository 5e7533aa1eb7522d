package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.proxy.AccessRule.ClientCertificate;
import dev.crossfade.proxy.AccessRule.Method;
import dev.crossfade.proxy.testing.Certificates;
import dev.crossfade.proxy.testing.Certificates.Pair;
import dev.crossfade.proxy.testing.Psql;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.SecureFixture;
import dev.crossfade.proxy.testing.SecureFixture.Options;
import dev.crossfade.proxy.testing.TlsClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** TLS toward clients, by the clients themselves: pgjdbc, psql, and JSSE for what they cannot do. */
@Timeout(60)
class TlsTest {
    private static final Path AUTHORITY = Certificates.write("tls-ca.crt", Certificates.AUTHORITY.getCertificatePEM());
    private static final Path STRANGER =
            Certificates.write("tls-stranger.crt", Certificates.STRANGER.getCertificatePEM());
    private static final Pair PAIR =
            Certificates.write("tls-proxy", Certificates.server(Certificates.AUTHORITY, "localhost"));
    private static final ClientTls OPTIONAL = new ClientTls(false, PAIR.certificate(), PAIR.key(), null);
    private static final ClientTls REQUIRED = new ClientTls(true, PAIR.certificate(), PAIR.key(), AUTHORITY);

    private static SecureFixture fixture;
    private static SecureFixture strict;

    private static AccessRule rule(AccessRule.Connection connection, String user, Method method) {
        return new AccessRule(
                connection, List.of("all"), List.of(user), List.of(), method, ClientCertificate.ANY, Map.of());
    }

    @BeforeAll
    static void start() {
        fixture = new SecureFixture(new Options().access(new ClientAccess(OPTIONAL, List.of(AccessRule.DEFAULT))));
        strict = new SecureFixture(new Options()
                .user("certified", "unused")
                .user("anna", "unused")
                .access(new ClientAccess(
                        REQUIRED,
                        List.of(
                                new AccessRule(
                                        AccessRule.Connection.TLS,
                                        List.of("all"),
                                        List.of("certified", "anna"),
                                        List.of(),
                                        Method.CERT,
                                        ClientCertificate.ANY,
                                        Map.of("Anna Application", "anna")),
                                new AccessRule(
                                        AccessRule.Connection.TLS,
                                        List.of("all"),
                                        List.of("app"),
                                        List.of(),
                                        Method.SCRAM_SHA_256,
                                        ClientCertificate.VERIFY_CA,
                                        Map.of()),
                                rule(AccessRule.Connection.TLS, "md5_user", Method.PASSWORD),
                                rule(AccessRule.Connection.TLS, "tls_only", Method.PASSWORD),
                                rule(AccessRule.Connection.TLS, "all", Method.SCRAM_SHA_256)))));
    }

    @AfterAll
    static void stop() {
        fixture.close();
        strict.close();
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void pgjdbcVerifiesTheProxyAndBindsToIt() throws Exception {
        try (Connection connection = fixture.connect(
                "app",
                "app secret",
                "sslmode",
                "verify-full",
                "sslrootcert",
                AUTHORITY.toString(),
                "channelBinding",
                "require")) {
            assertThat(one(connection, "SELECT session_user")).isEqualTo("app");
            assertThat(one(connection, "SELECT length(repeat('x', 3000000))")).isEqualTo("3000000");
            assertThat(one(connection, "SELECT repeat('x', 3000000)")).hasSize(3_000_000);
        }
        assertThatThrownBy(() -> fixture.connect(
                                "app", "app secret", "sslmode", "verify-full", "sslrootcert", STRANGER.toString())
                        .close())
                .isInstanceOf(SQLException.class);
    }

    @Test
    void psqlVerifiesTheProxyAndBindsToIt() throws Exception {
        for (String mode : List.of("allow", "prefer", "require", "verify-ca", "verify-full")) {
            String binding = mode.equals("allow") ? "prefer" : "require";
            Psql.Result result = Psql.run(
                    "host=localhost port=" + fixture.port() + " dbname=shop user=app sslmode=" + mode
                            + " channel_binding=" + binding + " sslrootcert=" + AUTHORITY,
                    "app secret",
                    "SELECT session_user");
            assertThat(result).isEqualTo(new Psql.Result(0, "app\n", ""));
        }
        Psql.Result plain = Psql.run(
                "host=localhost port=" + fixture.port() + " dbname=shop user=app sslmode=disable",
                "app secret",
                "SELECT 1");
        assertThat(plain.exit()).isZero();
        assertThat(Psql.run(
                                "host=localhost port=" + fixture.port()
                                        + " dbname=shop user=app sslmode=disable channel_binding=require",
                                "app secret",
                                "SELECT 1")
                        .errors())
                .contains("channel binding required");
    }

    @Test
    void whereTlsIsRequiredPlainClientsAreToldSo() {
        assertThatThrownBy(() -> strict.connect("app", "app secret").close())
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("28000");
                    assertThat(e.getMessage())
                            .contains("crossfade.yaml rejects connection for host \"127.0.0.1\", user \"app\","
                                    + " database \"shop\", no encryption");
                });
    }

    @Test
    void aClientsCertificateIsAskedForByItsRule() throws Exception {
        assertThatThrownBy(() -> strict.connect("app", "app secret", "sslmode", "require")
                        .close())
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("28000");
                    assertThat(e.getMessage()).contains("connection requires a valid client certificate");
                });
        Pair known = Certificates.write("tls-known", Certificates.client(Certificates.AUTHORITY, "CN=whoever"));
        assertThat(psqlWith(known, "app", "app secret")).isEqualTo(new Psql.Result(0, "app\n", ""));
        Pair forged = Certificates.write("tls-forged", Certificates.client(Certificates.STRANGER, "CN=app"));
        assertThat(psqlWith(forged, "app", "app secret").exit()).isEqualTo(2);
    }

    private static Psql.Result psqlWith(Pair certificate, String user, String password) throws Exception {
        return Psql.run(
                "host=localhost port=" + strict.port() + " dbname=shop user=" + user
                        + " sslmode=verify-full sslrootcert=" + AUTHORITY + " sslcert=" + certificate.certificate()
                        + " sslkey=" + certificate.key(),
                password,
                "SELECT session_user");
    }

    @Test
    void aCertificateStandsForTheUserItNames() throws Exception {
        // the backend takes neither without a certificate of its own: how far each comes says who was let in
        Pair certified =
                Certificates.write("tls-certified", Certificates.client(Certificates.AUTHORITY, "CN=certified"));
        Pair anna = Certificates.write("tls-anna", Certificates.client(Certificates.AUTHORITY, "CN=Anna Application"));
        Pair two =
                Certificates.write("tls-two", Certificates.client(Certificates.AUTHORITY, "CN=certified,OU=x,CN=app"));
        String refused = "certificate authentication failed for user";
        assertThat(psqlWith(certified, "certified", "").errors()).doesNotContain(refused);
        assertThat(psqlWith(certified, "anna", "").errors()).contains(refused + " \"anna\"");
        assertThat(psqlWith(anna, "anna", "").errors()).doesNotContain(refused);
        assertThat(psqlWith(anna, "certified", "").errors()).contains(refused);
        assertThat(psqlWith(two, "certified", "").errors()).contains(refused);
    }

    @Test
    void aPasswordInClearOverTlsIsCheckedAgainstAVerifierOfEitherKind() throws Exception {
        for (String[] user : new String[][] {{"md5_user", "md5 secret"}}) {
            try (Connection connection = strict.connect(user[0], user[1], "sslmode", "require")) {
                assertThat(one(connection, "SELECT session_user")).isEqualTo(user[0]);
            }
            assertThatThrownBy(() -> strict.connect(user[0], "wrong", "sslmode", "require")
                            .close())
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void tlsWithoutAskingNeedsTheProtocolsName() throws Exception {
        try (TlsClient client = TlsClient.direct(fixture.port(), "TLSv1.3", "postgresql")) {
            client.raw().startup("user", "app", "database", "shop");
            RawClient.Message first = client.raw().read();
            assertThat(first.type()).isEqualTo('R');
            assertThat(first.text()).contains("SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0");
        }
        try (TlsClient client = TlsClient.direct(fixture.port(), "TLSv1.2", "postgresql")) {
            client.raw().startup("user", "app", "database", "shop");
            assertThat(client.raw().read().type()).isEqualTo('R');
        }
        for (String[] none : new String[][] {{}, {"http/1.1"}}) {
            try (TlsClient client = TlsClient.direct(fixture.port(), "TLSv1.3", none)) {
                client.raw().startup("user", "app", "database", "shop");
                assertThat(client.raw().read().field('M')).contains("without ALPN protocol negotiation extension");
            }
        }
    }

    @Test
    void tlsOlderThanItMayBeIsRefused() {
        assertThatThrownBy(() -> TlsClient.asking(fixture.port(), "TLSv1.1").close())
                .isInstanceOf(SSLException.class);
    }

    @Test
    void newCertificatesReachNewConnectionsAndDropNobody() throws Exception {
        Pair pair = Certificates.write("tls-reload", Certificates.server(Certificates.AUTHORITY, "localhost"));
        Options options = new Options()
                .access(new ClientAccess(
                        new ClientTls(true, pair.certificate(), pair.key(), null), List.of(AccessRule.DEFAULT)));
        try (SecureFixture reloading = new SecureFixture(options);
                Connection before = reloading.connect(
                        "app", "app secret", "sslmode", "verify-full", "sslrootcert", AUTHORITY.toString())) {
            Pair other = Certificates.write("tls-other", Certificates.server(Certificates.STRANGER, "localhost"));
            Files.copy(other.certificate(), pair.certificate(), StandardCopyOption.REPLACE_EXISTING);
            // a key that does not belong to it: nothing changes
            assertThatThrownBy(() -> reloading.proxy().reconfigure(options.settings()))
                    .isInstanceOf(CrossfadeException.class)
                    .hasMessageContaining("does not belong to the certificate");
            reloading
                    .connect("app", "app secret", "sslmode", "verify-full", "sslrootcert", AUTHORITY.toString())
                    .close();
            Files.copy(other.key(), pair.key(), StandardCopyOption.REPLACE_EXISTING);
            reloading.proxy().reconfigure(options.settings());
            reloading
                    .connect("app", "app secret", "sslmode", "verify-full", "sslrootcert", STRANGER.toString())
                    .close();
            assertThatThrownBy(() -> reloading
                            .connect("app", "app secret", "sslmode", "verify-full", "sslrootcert", AUTHORITY.toString())
                            .close())
                    .isInstanceOf(SQLException.class);
            assertThat(one(before, "SELECT 'still here'")).isEqualTo("still here");
        }
    }

    @Test
    void aCancelRequestPassesThroughTls() throws Exception {
        try (Connection connection = fixture.connect("app", "app secret", "sslmode", "require");
                Statement statement = connection.createStatement()) {
            Thread canceller = new Thread(() -> {
                try {
                    while (!"1"
                            .equals(fixture.server.queryOne(
                                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(50)%'"))) {
                        Thread.onSpinWait();
                    }
                    statement.cancel();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            canceller.start();
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(50)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            canceller.join();
        }
    }
}
