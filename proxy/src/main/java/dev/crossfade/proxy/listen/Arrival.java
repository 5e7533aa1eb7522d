package dev.crossfade.proxy.listen;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a client came from. Behind a load balancer that says so, the client's own address, not the balancer's: rules, limits
 * and what is shown go by it.
 *
 * @param listener the address of the configuration that it came in at; null where there is no listener
 * @param address null for a client of a unix socket
 */
public record Arrival(
        @Nullable InetSocketAddress listener, @Nullable InetSocketAddress address) {
    /** What is shown in place of the address of a client of a unix socket, as PostgreSQL does. */
    public static final String LOCAL = "[local]";

    private static final AttributeKey<Arrival> KEY = AttributeKey.valueOf(Arrival.class, "arrival");

    /** The origin of a client's channel. */
    public static Arrival of(Channel channel) {
        Arrival known = channel.attr(KEY).get();
        return known == null ? new Arrival(null, peer(channel)) : known;
    }

    static @Nullable InetSocketAddress peer(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress peer ? peer : null;
    }

    void set(Channel channel) {
        channel.attr(KEY).set(this);
    }

    /** The host, null for a client of a unix socket. */
    public @Nullable InetAddress host() {
        return address == null ? null : address.getAddress();
    }

    /** The host in digits, or {@link #LOCAL}. */
    public String text() {
        InetAddress host = host();
        return host == null ? LOCAL : host.getHostAddress();
    }
}
