package dev.crossfade.proxy.node;

import dev.crossfade.proxy.ClientTls;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.auth.AccessRules;
import dev.crossfade.proxy.auth.LoginPool;
import dev.crossfade.proxy.tls.ServerContext;
import org.jspecify.annotations.Nullable;

/**
 * How clients come in: by which rules, and with what certificate. Immutable; a reload replaces it whole, and clients that are
 * in stay as they are.
 *
 * @param tls null when clients get no TLS
 */
public record Entrance(AccessRules rules, @Nullable ServerContext tls) {
    /**
     * Reads the certificate's files.
     *
     * @throws dev.crossfade.flags.CrossfadeException when they cannot be used
     */
    public static Entrance of(ProxySettings settings) {
        ClientTls tls = settings.access().tls();
        return new Entrance(
                new AccessRules(settings.access()),
                tls == null ? null : new ServerContext(tls, settings.loginTimeout(), LoginPool.INSTANCE));
    }
}
