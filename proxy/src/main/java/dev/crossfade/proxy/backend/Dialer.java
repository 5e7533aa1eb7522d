package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.KeepAlive;
import dev.crossfade.proxy.auth.BackendKeys;
import dev.crossfade.proxy.auth.LoginPool;
import dev.crossfade.proxy.listen.Transport;
import dev.crossfade.proxy.tls.BackendContexts;
import java.time.Duration;

/**
 * How backends are reached.
 *
 * @param transport the event loops'
 * @param keys derived once for each password
 * @param connectTimeout to connect to one address, and again to log in
 * @param tls what is spoken to them that want TLS
 * @param keepAlive of their TCP connections
 * @param versions what is known of their protocol
 * @param logsConnections whether the log says of each that is opened and closed
 */
public record Dialer(
        Transport transport,
        BackendKeys keys,
        Duration connectTimeout,
        BackendContexts tls,
        KeepAlive keepAlive,
        SpokenVersions versions,
        boolean logsConnections) {
    /**
     * Reads the files that TLS needs.
     *
     * @throws dev.crossfade.flags.CrossfadeException when they cannot be used
     */
    public static Dialer of(Transport transport, BackendKeys keys, ProxySettings settings) {
        return new Dialer(
                transport,
                keys,
                settings.connectTimeout(),
                new BackendContexts(
                        settings.databases().stream()
                                .map(ProxySettings.Database::backend)
                                .toList(),
                        settings.connectTimeout(),
                        LoginPool.INSTANCE),
                settings.serverKeepAlive(),
                new SpokenVersions(),
                settings.logging().serverConnections());
    }
}
