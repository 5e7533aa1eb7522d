package dev.crossfade.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.AccessRule.ClientCertificate;
import dev.crossfade.proxy.AccessRule.Connection;
import dev.crossfade.proxy.AccessRule.Method;
import dev.crossfade.proxy.AccessRule.Network;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.ClientTls;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the configuration says of TLS, rules and lookups. */
class AccessReaderTest {
    /** Without fault; cases replace pieces of it, so their lines are this text's lines. */
    private static final String GOOD = """
            tls: {mode: require, certificate: own.crt, key: own.key, clientCa: own.crt}
            rules:
              - {connection: tls, database: shop, user: [anna, app], address: 10.0.0.0/8, method: cert, map: {Anna A: anna}}
              - {connection: tls, method: password}
              - {connection: host, database: [all, replication], address: ["2001:db8::/32", 192.0.2.7], method: scram-sha-256}
              - {address: 127.0.0.1/32, method: trust}
              - {method: reject}
            databases:
              shop:
                listen: 127.0.0.1:6432
                lookup: {query: "SELECT * FROM auth($1)", cacheFor: 5s}
                backends:
                  blue: {host: db.example.org, port: 5432, database: shop, user: crossfade, password: secret, tls: {mode: verify-full, ca: own.crt}}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void certificates() throws Exception {
        X509Bundle own = new CertificateBuilder()
                .ecp256()
                .subject("CN=own")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle other = new CertificateBuilder()
                .ecp256()
                .subject("CN=other")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(folder.resolve("own.crt"), own.getCertificatePEM());
        Files.writeString(folder.resolve("own.key"), own.getPrivateKeyPEM());
        Files.writeString(folder.resolve("other.key"), other.getPrivateKeyPEM());
    }

    private Configuration load(String text) throws IOException {
        Path file = folder.resolve("crossfade.yaml");
        Files.writeString(file, text);
        return ConfigurationLoader.load(file, name -> null);
    }

    @Test
    void readsAllOfIt() throws Exception {
        Configuration configuration = load(GOOD);
        ClientAccess access = configuration.access();
        Path own = folder.resolve("own.crt");
        assertThat(access.tls()).isEqualTo(new ClientTls(true, own, folder.resolve("own.key"), own));
        Network ten = new Network(InetAddress.getByName("10.0.0.0"), 8);
        assertThat(access.rules()).hasSize(5);
        assertThat(access.rules().get(0))
                .isEqualTo(new AccessRule(
                        Connection.TLS,
                        List.of("shop"),
                        List.of("anna", "app"),
                        List.of(ten),
                        Method.CERT,
                        ClientCertificate.ANY,
                        Map.of("Anna A", "anna")));
        assertThat(access.rules().get(2).networks()).hasToString("[2001:db8:0:0:0:0:0:0/32, 192.0.2.7/32]");
        assertThat(access.rules().get(4).method()).isEqualTo(Method.REJECT);
        assertThat(configuration.databases().get(0).lookup())
                .isEqualTo(new Configuration.Lookup("SELECT * FROM auth($1)", Duration.ofSeconds(5)));
        assertThat(configuration.databases().get(0).users()).isEmpty();
        assertThat(configuration.databases().get(0).blue().tls())
                .isEqualTo(new BackendTls(BackendTls.Mode.VERIFY_FULL, own, null, null));
    }

    @Test
    void withoutAWordEverybodyComesByScramAndIsLookedUp() throws Exception {
        String text = GOOD.substring(GOOD.indexOf("databases:"))
                .replaceAll("    lookup.*\n", "")
                .replace(", tls: {mode: verify-full, ca: own.crt}", "");
        Configuration configuration = load(text);
        assertThat(configuration.access()).isEqualTo(ClientAccess.DEFAULT);
        assertThat(configuration.databases().get(0).lookup())
                .isEqualTo(new Configuration.Lookup(null, Duration.ofSeconds(10)));
        assertThat(configuration.databases().get(0).blue().tls().mode()).isEqualTo(BackendTls.Mode.PREFER);
        assertThat(load(text.replace("db.example.org", "127.0.0.1"))
                        .databases()
                        .get(0)
                        .blue()
                        .tls()
                        .mode())
                .as("on this machine TLS protects nothing")
                .isEqualTo(BackendTls.Mode.DISABLE);
    }

    /** What to replace in the good file, by what, and the problem's line:column and the beginning of its message. */
    static Stream<Arguments> problems() {
        return Stream.of(
                arguments("mode: require", "mode: always", "1:13: mode 'always' is unknown; write one of disable,"),
                arguments(
                        "certificate: own.crt, ",
                        "",
                        "1:6: missing key 'certificate' in tls; add certificate: server.crt"),
                arguments("key: own.key", "key: other.key", "1:6: the key in "),
                arguments("key: own.key", "key: no.key", "1:6: "),
                arguments("own.crt, key", "own.key, key", "1:6: "),
                arguments(", clientCa: own.crt", "", "3:5: rule 1 needs client certificates; add clientCa"),
                arguments(
                        "{connection: tls, method: password}",
                        "{method: password}",
                        "4:14: a password in clear is taken over TLS only; write connection: tls"),
                arguments(
                        "method: password",
                        "method: pasword",
                        "4:31: method 'pasword' is unknown; write one of scram-sha-256"),
                arguments(
                        "connection: host",
                        "connection: hostssl",
                        "5:18: connection 'hostssl' is unknown; write one of any, local,"),
                arguments(
                        "127.0.0.1/32, method: trust",
                        "127.0.0.0/7, method: trust",
                        "6:36: nobody is trusted beyond this machine; write connection: local, or address: 127.0.0.1/32"),
                arguments("10.0.0.0/8", "10.0.0.0/33", "3:67: '10.0.0.0/33' is no address"),
                arguments("10.0.0.0/8", "db.example.org", "3:67: 'db.example.org' is no address"),
                arguments(
                        "database: shop",
                        "database: ship",
                        "3:33: database ship is not configured; write one of shop, all,"),
                arguments("  - {method: reject}", "  - reject", "7:5: rule 5 is a single value"),
                arguments(
                        "method: cert, map",
                        "method: scram-sha-256, map",
                        "3:107: names are mapped that nobody asks for"),
                arguments(
                        "{query: \"SELECT * FROM auth($1)\", cacheFor: 5s}",
                        "off",
                        "11:13: nobody could log in: no users, and no lookup of them; add users: "),
                arguments("auth($1)", "auth()", "11:21: the query does not ask for anybody; write $1"),
                arguments(
                        "cacheFor: 5s", "cacheFor: 1h", "11:57: 1h is out of range; write a duration from 1ms to 600s"),
                arguments(
                        "verify-full, ca: own.crt",
                        "verify-full",
                        "13:104: verify-full needs to know by whom; add ca: ca.crt"),
                arguments(
                        "ca: own.crt}}",
                        "ca: own.crt, key: own.key}}",
                        "13:104: a certificate and its key belong together; give both, or neither"),
                arguments(
                        "verify-full, ca: own.crt",
                        "full",
                        "13:111: mode 'full' is unknown; write one of disable, prefer,"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("problems")
    void reportsAProblemInItsPlace(String replace, String by, String expected) {
        assertThat(GOOD).contains(replace);
        ConfigurationException e =
                catchThrowableOfType(ConfigurationException.class, () -> load(GOOD.replace(replace, by)));
        assertThat(e).isNotNull();
        assertThat(e.problems()).hasSize(1);
        assertThat(e.problems().get(0).toString()).startsWith(folder.resolve("crossfade.yaml") + ":" + expected);
    }
}
