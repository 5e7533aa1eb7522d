package dev.crossfade.proxy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may log in, from where and how.
 *
 * @param tls null when clients get no TLS
 * @param rules the first that fits a client decides; one that none fits is refused
 */
public record ClientAccess(@Nullable ClientTls tls, List<AccessRule> rules) {
    /** Everybody from everywhere by SCRAM-SHA-256, which shows nobody the password; no TLS. */
    public static final ClientAccess DEFAULT = new ClientAccess(null, List.of(AccessRule.DEFAULT));

    public ClientAccess {
        rules = List.copyOf(rules);
    }
}
