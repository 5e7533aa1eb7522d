package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.auth.BackendKeys;
import dev.crossfade.proxy.auth.LoginPool;
import dev.crossfade.proxy.tls.BackendContexts;
import io.netty.channel.Channel;
import java.time.Duration;

/**
 * How backends are reached.
 *
 * @param channelType fits the event loops
 * @param keys derived once for each password
 * @param connectTimeout to connect to one address, and again to log in
 * @param tls what is spoken to them that want TLS
 */
public record Dialer(
        Class<? extends Channel> channelType, BackendKeys keys, Duration connectTimeout, BackendContexts tls) {
    /**
     * Reads the files that TLS needs.
     *
     * @throws dev.crossfade.flags.CrossfadeException when they cannot be used
     */
    public static Dialer of(Class<? extends Channel> channelType, BackendKeys keys, ProxySettings settings) {
        return new Dialer(
                channelType,
                keys,
                settings.connectTimeout(),
                new BackendContexts(
                        settings.databases().stream()
                                .map(ProxySettings.Database::backend)
                                .toList(),
                        settings.connectTimeout(),
                        LoginPool.INSTANCE));
    }
}
