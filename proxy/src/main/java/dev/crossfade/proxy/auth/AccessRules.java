package dev.crossfade.proxy.auth;

import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.AccessRule.Connection;
import dev.crossfade.proxy.AccessRule.Method;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.wire.FatalException;
import java.util.List;

/** Finds the rule for a client: the first that fits. Immutable. */
public final class AccessRules {
    private static final String REFUSED = "28000"; // invalid_authorization_specification

    private final boolean tlsRequired;
    private final List<AccessRule> rules;

    public AccessRules(ClientAccess access) {
        this.tlsRequired = access.tls() != null && access.tls().required();
        this.rules = access.rules();
    }

    /**
     * The rule for a client. It never rejects.
     *
     * @throws FatalException when no rule lets the client in
     */
    public AccessRule match(Origin origin) {
        if (tlsRequired && origin.connection() == Connection.PLAIN) {
            throw new FatalException(
                    REFUSED,
                    "crossfade.yaml rejects connection for " + origin,
                    "Crossfade takes encrypted connections only: use sslmode=require or better.");
        }
        for (AccessRule rule : rules) {
            if (fits(rule, origin)) {
                if (rule.method() == Method.REJECT) {
                    throw new FatalException(REFUSED, "crossfade.yaml rejects connection for " + origin, null);
                }
                return rule;
            }
        }
        throw new FatalException(REFUSED, "no crossfade.yaml rule for " + origin, null);
    }

    private static boolean fits(AccessRule rule, Origin origin) {
        return fits(rule.connection(), origin.connection())
                && rule.databases().stream().anyMatch(name -> isDatabase(name, origin))
                && rule.users().stream().anyMatch(name -> name.equals(AccessRule.ALL) || name.equals(origin.user()))
                && (rule.networks().isEmpty()
                        || (origin.address() != null
                                && rule.networks().stream().anyMatch(net -> net.contains(origin.address()))));
    }

    private static boolean fits(Connection wanted, Connection is) {
        return switch (wanted) {
            case ANY -> true;
            case HOST -> is != Connection.LOCAL;
            case LOCAL, TLS, PLAIN -> is == wanted;
        };
    }

    private static boolean isDatabase(String name, Origin origin) {
        if (origin.physicalReplication()) {
            return name.equals(AccessRule.REPLICATION);
        }
        return switch (name) {
            case AccessRule.ALL -> true;
            case AccessRule.SAME_USER -> origin.user().equals(origin.database());
            default -> name.equals(origin.database());
        };
    }
}
