package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.AccessRule.ClientCertificate;
import dev.crossfade.proxy.AccessRule.Connection;
import dev.crossfade.proxy.AccessRule.Method;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.proxy.testing.RawClient.Message;
import dev.crossfade.proxy.testing.SecureFixture;
import dev.crossfade.proxy.testing.SecureFixture.Options;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The method {@code md5}, and users of whom the server has nothing but an md5 hash. */
@Timeout(60)
class Md5LoginTest {
    private static final int SASL = 10;
    private static final int MD5 = 5;

    private static Options byMd5() {
        return new Options()
                .access(new ClientAccess(
                        null,
                        List.of(new AccessRule(
                                Connection.ANY,
                                List.of(AccessRule.ALL),
                                List.of(AccessRule.ALL),
                                List.of(),
                                Method.MD5,
                                ClientCertificate.ANY,
                                Map.of()))));
    }

    /** What a client is asked for. */
    private static int asked(SecureFixture fixture, String user) throws Exception {
        try (RawClient client = new RawClient("127.0.0.1", fixture.port())) {
            client.startup("user", user, "database", "shop");
            Message message = client.read();
            assertThat(message.type()).isEqualTo('R');
            return java.nio.ByteBuffer.wrap(message.body()).getInt();
        }
    }

    private static String whoAmI(SecureFixture fixture, String user, String password) throws SQLException {
        try (java.sql.Connection connection = fixture.connect(user, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT current_user")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void assertRefused(SecureFixture fixture, String user, String password) {
        assertThatThrownBy(() -> whoAmI(fixture, user, password))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void whoseHashIsInTheServerProvesItAndIsLoggedInWithIt() throws Exception {
        try (SecureFixture fixture = new SecureFixture(byMd5())) {
            assertThat(asked(fixture, "md5_user")).isEqualTo(MD5);
            assertThat(whoAmI(fixture, "md5_user", "md5 secret")).isEqualTo("md5_user");
            assertRefused(fixture, "md5_user", "wrong");
        }
    }

    /** As in PostgreSQL: the rule allows md5, and does not weaken whose verifier is better. */
    @Test
    void whoseVerifierIsScramIsAskedForScramAllTheSame() throws Exception {
        try (SecureFixture fixture = new SecureFixture(byMd5())) {
            assertThat(asked(fixture, "lowly")).isEqualTo(SASL);
            assertThat(whoAmI(fixture, "lowly", "lowly secret")).isEqualTo("lowly");
            assertThat(asked(fixture, "nobody")).as("and so is who is nobody").isEqualTo(SASL);
            assertRefused(fixture, "nobody", "anything");
        }
    }

    @Test
    void aUserOfTheConfigurationMayComeByMd5() throws Exception {
        try (SecureFixture fixture = new SecureFixture(byMd5().lookup(null).user("lowly", "lowly secret"))) {
            assertThat(asked(fixture, "lowly")).isEqualTo(MD5);
            assertThat(whoAmI(fixture, "lowly", "lowly secret")).isEqualTo("lowly");
            assertRefused(fixture, "lowly", "wrong");
            assertThat(asked(fixture, "nobody")).as("as one who is there").isEqualTo(MD5);
            assertRefused(fixture, "nobody", "anything");
        }
    }

    /** Without rules it is SCRAM or nothing: an md5 answer could be used again by who has stolen the hash. */
    @Test
    void withoutRulesAnMd5HashLetsNobodyIn() throws Exception {
        try (SecureFixture fixture = new SecureFixture(new Options())) {
            assertThat(asked(fixture, "md5_user")).isEqualTo(SASL);
            assertRefused(fixture, "md5_user", "md5 secret");
        }
    }
}
