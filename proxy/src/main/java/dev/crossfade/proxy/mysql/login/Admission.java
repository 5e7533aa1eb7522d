package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.auth.Origin;
import dev.crossfade.proxy.listen.Arrival;
import dev.crossfade.proxy.mysql.auth.ClientExchange;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Demand;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Step;
import dev.crossfade.proxy.mysql.auth.RsaKey;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.node.Node;
import dev.crossfade.proxy.node.Target;
import dev.crossfade.proxy.tls.Encrypted;
import dev.crossfade.proxy.wire.FatalException;
import io.netty.channel.Channel;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the access rules ask of a client for one user of one database.
 *
 * @param encrypted whether nobody can listen: TLS, or a unix socket
 */
record Admission(Target target, String user, Demand demand, boolean encrypted) {
    private static final String LOCALHOST = "localhost";

    /**
     * Finds the rule.
     *
     * @throws PacketException when there is none that lets the client in, or it has not shown the certificate that it asks for
     */
    static Admission of(Node node, Channel channel, Target target, String user) {
        Encrypted encrypted = Encrypted.ofClient(channel);
        InetAddress address = Arrival.of(channel).host();
        AccessRule rule = rule(node, target, user, encrypted, address);
        return new Admission(target, user, demand(rule.method()), encrypted != null || address == null);
    }

    private static AccessRule rule(
            Node node, Target target, String user, @Nullable Encrypted encrypted, @Nullable InetAddress address) {
        AccessRule.Connection connection = encrypted != null
                ? AccessRule.Connection.TLS
                : address == null ? AccessRule.Connection.LOCAL : AccessRule.Connection.PLAIN;
        var tls = node.settings().access().tls();
        if (tls != null && tls.required() && connection == AccessRule.Connection.PLAIN) {
            throw Refusals.insecureTransport();
        }
        try {
            AccessRule rule =
                    node.entrance().rules().match(new Origin(connection, address, target.name(), user, false));
            dev.crossfade.proxy.auth.ClientExchange.checkCertificate(user, rule, encrypted);
            return rule;
        } catch (FatalException e) {
            throw Refusals.byRule(e);
        }
    }

    private static Demand demand(AccessRule.Method method) {
        return switch (method) {
            case SCRAM_SHA_256, MD5 -> Demand.PROOF;
            case PASSWORD -> Demand.CLEAR_PASSWORD;
            case CERT, TRUST -> Demand.NOTHING;
            case REJECT -> throw new IllegalArgumentException("a rule that rejects lets nobody in");
        };
    }

    /** The exchange with the client. Hashes the passwords of users that have changed: not on an event loop. */
    ClientExchange exchange(ClientHello hello, RsaKey key, byte[] nonce) {
        return new ClientExchange(
                MySqlNode.accounts(target),
                user,
                demand,
                encrypted,
                (hello.capabilities() & Capabilities.PLUGIN_AUTH) != 0,
                key,
                nonce);
    }

    /** What a client is told that has not proved who it is. */
    static PacketException denied(Channel channel, String user, Step.Refused why) {
        InetAddress host = Arrival.of(channel).host();
        String name =
                host == null || host.isLoopbackAddress() ? LOCALHOST : host.getHostAddress(); // as servers find it
        return Refusals.accessDenied(user, name, why.usedPassword(), why.hint());
    }
}
