package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.BackendTls.Mode;
import dev.crossfade.proxy.testing.Certificates;
import dev.crossfade.proxy.testing.Certificates.Pair;
import dev.crossfade.proxy.testing.SecureFixture;
import dev.crossfade.proxy.testing.SecureFixture.Options;
import dev.crossfade.proxy.testing.SecureServer;
import dev.crossfade.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS toward backends: a real server with users who must be reached by it. */
@Timeout(60)
class TlsBackendTest {
    private static final Path STRANGER =
            Certificates.write("backend-stranger.crt", Certificates.STRANGER.getCertificatePEM());

    private static BackendTls tls(Mode mode) {
        boolean verifies = mode == Mode.VERIFY_CA || mode == Mode.VERIFY_FULL;
        return new BackendTls(mode, verifies ? SecureServer.AUTHORITY : null, null, null);
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void assertRefused(Options options, String user, String password, String state, String message) {
        try (SecureFixture fixture = new SecureFixture(options)) {
            assertThatThrownBy(() -> fixture.connect(user, password).close())
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getMessage()).contains(message);
                        assertThat(e.getSQLState()).isEqualTo(state);
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "DISABLE", mode = EnumSource.Mode.EXCLUDE)
    void aUserWhoMustUseTlsIsReachedByItAndSoIsTheLookup(Mode mode) throws SQLException {
        try (SecureFixture fixture = new SecureFixture(new Options().backend(tls(mode)));
                Connection connection = fixture.connect("tls_only", "tls secret")) {
            assertThat(one(connection, "SELECT session_user || version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("tls_onlyTLSv1.3");
            assertThat(fixture.server.queryOne(
                            "SELECT bool_and(s.ssl) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid)"
                                    + " WHERE a.application_name = 'crossfade-lookup' AND a.backend_start >"
                                    + " (SELECT backend_start FROM pg_stat_activity WHERE pid = "
                                    + one(connection, "SELECT pg_backend_pid()") + ") - interval '1 s'"))
                    .isEqualTo("t");
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(1); // cancels through TLS too
                assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(30)"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            }
        }
    }

    @Test
    void withoutTlsTheServersRefusalIsTheClients() {
        assertRefused(new Options(), "tls_only", "tls secret", "28000", "pg_hba.conf rejects connection");
    }

    @Test
    void anAuthorityThatDidNotIssueTheCertificateDoesNotDo() {
        for (Mode mode : new Mode[] {Mode.REQUIRE, Mode.VERIFY_CA, Mode.VERIFY_FULL}) {
            assertRefused(
                    new Options().user("tls_only", "tls secret").backend(new BackendTls(mode, STRANGER, null, null)),
                    "tls_only",
                    "tls secret",
                    "08001",
                    "the TLS handshake failed");
        }
    }

    @Test
    void theHostNameCountsWhereItIsAskedFor() throws SQLException {
        int port = SecureServer.shared().port();
        Options options = new Options().user("tls_only", "tls secret").backend("127.0.0.1", port);
        assertRefused(
                options.backend(tls(Mode.VERIFY_FULL)), "tls_only", "tls secret", "08001", "the TLS handshake failed");
        try (SecureFixture fixture = new SecureFixture(options.backend(tls(Mode.VERIFY_CA)));
                Connection connection = fixture.connect("tls_only", "tls secret")) {
            assertThat(one(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aServerWithoutTlsDoesForPreferOnly() throws SQLException {
        PostgresServer plain = PostgresServer.shared();
        Options options = new Options()
                .user(PostgresServer.APP_USER, PostgresServer.APP_PASSWORD)
                .backend(plain.host(), plain.port());
        try (SecureFixture fixture = new SecureFixture(options.backend(tls(Mode.PREFER)));
                Connection connection = fixture.connect(PostgresServer.APP_USER, PostgresServer.APP_PASSWORD)) {
            assertThat(one(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("f");
        }
        assertRefused(
                options.backend(tls(Mode.REQUIRE)),
                PostgresServer.APP_USER,
                PostgresServer.APP_PASSWORD,
                "08001",
                "it does not support TLS, which its mode require asks for");
    }

    @Test
    void theProxysCertificateLogsItInWhereTheServerAsksForOne() throws SQLException {
        Pair pair =
                Certificates.write("backend-certified", Certificates.client(Certificates.AUTHORITY, "CN=certified"));
        BackendTls tls = new BackendTls(Mode.VERIFY_FULL, SecureServer.AUTHORITY, pair.certificate(), pair.key());
        try (SecureFixture fixture = new SecureFixture(
                        new Options().user("certified", "ours alone").backend(tls));
                Connection connection = fixture.connect("certified", "ours alone")) {
            assertThat(one(
                            connection,
                            "SELECT session_user || client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("certified/CN=certified");
        }
        assertRefused(
                new Options().user("certified", "ours alone").backend(tls(Mode.VERIFY_FULL)),
                "certified",
                "ours alone",
                "28000",
                "connection requires a valid client certificate");
    }

    @Test
    void aPasswordGoesInClearOnlyToAServerThatWasVerified() throws SQLException {
        Options options = new Options().user("clear_only", "clear secret");
        try (SecureFixture fixture = new SecureFixture(options.backend(tls(Mode.VERIFY_FULL)));
                Connection connection = fixture.connect("clear_only", "clear secret")) {
            assertThat(one(connection, "SELECT session_user")).isEqualTo("clear_only");
        }
        for (Mode mode : new Mode[] {Mode.DISABLE, Mode.REQUIRE}) {
            assertRefused(
                    options.backend(tls(mode)),
                    "clear_only",
                    "clear secret",
                    "08001",
                    "the password in clear over a connection that is not encrypted and verified");
        }
        // whose password was never seen: nothing to send
        assertRefused(
                new Options().backend(tls(Mode.VERIFY_FULL)),
                "clear_only",
                "clear secret",
                "08001",
                "whose password Crossfade does not know");
    }
}
