package dev.crossfade.proxy.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.AccessRule.ClientCertificate;
import dev.crossfade.proxy.AccessRule.Connection;
import dev.crossfade.proxy.AccessRule.Method;
import dev.crossfade.proxy.AccessRule.Network;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.wire.FatalException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The first rule that fits decides, as in pg_hba.conf. */
class AccessRulesTest {
    private static final String NO_RULE = "none";

    /** Each with a method of its own, by which the table tells which one was taken. */
    private static final List<AccessRule> RULES = List.of(
            rule(Connection.LOCAL, "shop", "admin", "", Method.TRUST),
            rule(Connection.TLS, "shop", "anna", "", Method.CERT),
            rule(Connection.ANY, "all", "mallory", "", Method.REJECT),
            rule(Connection.HOST, "sameuser", "all", "10.0.0.0/8", Method.MD5),
            rule(Connection.PLAIN, "replication", "standby", "192.0.2.0/28", Method.SCRAM_SHA_256),
            rule(Connection.TLS, "crm", "all", "2001:db8::/33", Method.PASSWORD));

    private static AccessRule rule(Connection connection, String database, String user, String network, Method method) {
        return new AccessRule(
                connection,
                List.of(database),
                List.of(user),
                network.isEmpty() ? List.of() : List.of(network(network)),
                method,
                ClientCertificate.ANY,
                Map.of());
    }

    private static Network network(String written) {
        String[] parts = written.split("/", -1);
        return new Network(address(parts[0]), Integer.parseInt(parts[1]));
    }

    private static InetAddress address(String written) {
        try {
            return InetAddress.getByName(written);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** How it is connected, from where, database ("-" for physical replication), user; the rule's method. */
    static Stream<Arguments> clients() {
        return Stream.of(
                arguments(Connection.LOCAL, "", "shop", "admin", "TRUST"),
                arguments(Connection.PLAIN, "127.0.0.1", "shop", "admin", NO_RULE),
                arguments(Connection.LOCAL, "", "shop", "Admin", NO_RULE),
                arguments(Connection.LOCAL, "", "crm", "admin", NO_RULE),
                arguments(Connection.TLS, "192.0.2.1", "shop", "anna", "CERT"),
                arguments(Connection.PLAIN, "192.0.2.1", "shop", "anna", NO_RULE),
                arguments(Connection.LOCAL, "", "shop", "anna", NO_RULE),
                // rejected wherever it comes from, also where a later rule would fit
                arguments(Connection.LOCAL, "", "shop", "mallory", "REJECT"),
                arguments(Connection.TLS, "10.1.2.3", "mallory", "mallory", "REJECT"),
                // 'all' is no physical replication, as in pg_hba.conf
                arguments(Connection.PLAIN, "192.0.2.1", "-", "mallory", NO_RULE),
                arguments(Connection.PLAIN, "10.255.255.255", "bob", "bob", "MD5"),
                arguments(Connection.TLS, "10.0.0.0", "bob", "bob", "MD5"),
                arguments(Connection.PLAIN, "11.0.0.0", "bob", "bob", NO_RULE),
                arguments(Connection.PLAIN, "9.255.255.255", "bob", "bob", NO_RULE),
                arguments(Connection.PLAIN, "10.0.0.1", "bob", "alice", NO_RULE),
                // a unix socket is no host and is in no network
                arguments(Connection.LOCAL, "", "bob", "bob", NO_RULE),
                arguments(Connection.PLAIN, "::1", "bob", "bob", NO_RULE),
                // an IPv4 address in IPv6's clothes is the IPv4 address
                arguments(Connection.PLAIN, "::ffff:10.1.1.1", "bob", "bob", "MD5"),
                arguments(Connection.PLAIN, "192.0.2.15", "-", "standby", "SCRAM_SHA_256"),
                arguments(Connection.PLAIN, "192.0.2.16", "-", "standby", NO_RULE),
                arguments(Connection.TLS, "192.0.2.1", "-", "standby", NO_RULE),
                // a database that is called so is none
                arguments(Connection.PLAIN, "192.0.2.1", "replication", "standby", "SCRAM_SHA_256"),
                arguments(Connection.TLS, "2001:db8:7fff::1", "crm", "eve", "PASSWORD"),
                arguments(Connection.TLS, "2001:db8:8000::1", "crm", "eve", NO_RULE));
    }

    private static Origin origin(Connection connection, String from, String database, String user) {
        boolean physical = database.equals("-");
        return new Origin(
                connection, from.isEmpty() ? null : address(from), physical ? user : database, user, physical);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void theFirstRuleThatFitsDecides(
            Connection connection, String from, String database, String user, String expected) {
        AccessRules rules = new AccessRules(new ClientAccess(null, RULES));
        Origin origin = origin(connection, from, database, user);
        if (expected.equals(NO_RULE) || expected.equals("REJECT")) {
            assertThatThrownBy(() -> rules.match(origin))
                    .isInstanceOf(FatalException.class)
                    .hasMessageContaining(
                            expected.equals(NO_RULE)
                                    ? "no crossfade.yaml rule for"
                                    : "crossfade.yaml rejects connection")
                    .hasMessageContaining("\"" + user + "\"");
        } else {
            assertThat(rules.match(origin).method().name()).isEqualTo(expected);
        }
    }

    @Test
    void withoutRulesEverybodyComesByScram() {
        AccessRules rules = new AccessRules(ClientAccess.DEFAULT);
        for (Connection connection : List.of(Connection.LOCAL, Connection.PLAIN, Connection.TLS)) {
            for (String database : List.of("shop", "-")) {
                String from = connection == Connection.LOCAL ? "" : "192.0.2.1";
                assertThat(rules.match(origin(connection, from, database, "bob")))
                        .isEqualTo(AccessRule.DEFAULT);
            }
        }
    }

    @Test
    void withRulesWhomNoneFitsIsRefused() {
        AccessRules rules = new AccessRules(new ClientAccess(null, List.of()));
        assertThatThrownBy(() -> rules.match(origin(Connection.PLAIN, "127.0.0.1", "shop", "bob")))
                .hasMessage(
                        "no crossfade.yaml rule for host \"127.0.0.1\", user \"bob\", database \"shop\", no encryption");
    }

    /** What would let a password be read on the way, or somebody in without any. */
    @Test
    void carelessRulesCannotBeMade() {
        assertThatThrownBy(() -> rule(Connection.HOST, "all", "all", "", Method.PASSWORD))
                .hasMessageContaining("over TLS only");
        assertThatThrownBy(() -> rule(Connection.ANY, "all", "all", "", Method.CERT))
                .hasMessageContaining("over TLS only");
        assertThatThrownBy(() -> rule(Connection.HOST, "all", "all", "", Method.TRUST))
                .hasMessageContaining("beyond this machine");
        assertThatThrownBy(() -> rule(Connection.HOST, "all", "all", "127.0.0.0/7", Method.TRUST))
                .hasMessageContaining("beyond this machine");
        assertThat(rule(Connection.HOST, "all", "all", "127.0.0.1/32", Method.TRUST)
                        .method())
                .isEqualTo(Method.TRUST);
        assertThat(rule(Connection.HOST, "all", "all", "::1/128", Method.TRUST).method())
                .isEqualTo(Method.TRUST);
    }
}
