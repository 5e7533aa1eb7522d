package dev.crossfade.proxy.backend;

import io.netty.channel.Channel;
import java.time.Duration;

/**
 * How backends are reached.
 *
 * @param channelType fits the event loops
 * @param connectTimeout to connect to one address, and again to log in
 */
public record Dialer(Class<? extends Channel> channelType, Duration connectTimeout) {}
