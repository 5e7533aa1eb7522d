package dev.crossfade.proxy.listen;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that a node listens at, by their addresses in the configuration, where port 0 means any free one. Changes
 * block and come one at a time; {@link #bound} is for any thread.
 */
public final class Listeners implements AutoCloseable {
    private static final int BACKLOG_CONNECTIONS = 1024;

    private final Transport transport;
    private final EventLoopGroup eventLoops;
    private final Map<InetSocketAddress, Channel> listeners = new ConcurrentHashMap<>();

    /** @param eventLoops made with the transport's {@link Transport#io} */
    public Listeners(Transport transport, EventLoopGroup eventLoops) {
        this.transport = transport;
        this.eventLoops = eventLoops;
    }

    /**
     * Listens at an address. Clients who connect wait until {@link #accept}.
     *
     * @param databases what clients reach there
     * @param accepted given each client's channel on its event loop, before anything is read from it
     * @throws CrossfadeException when the address cannot be bound
     */
    public void bind(InetSocketAddress address, Collection<String> databases, Consumer<Channel> accepted) {
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoops)
                .channel(transport.server())
                .option(ChannelOption.SO_BACKLOG, BACKLOG_CONNECTIONS)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new CrossfadeException(
                    Problem.INVALID_REQUEST,
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + " for "
                            + String.join(", ", databases) + ": "
                            + (bound.cause() == null ? "unknown" : bound.cause().getMessage()),
                    "Choose another address in `listen`, or stop what uses this one.");
        }
        listeners.put(address, bound.channel());
    }

    /** Lets in those who connect to any of the addresses. */
    public void accept() {
        listeners.values().forEach(listener -> listener.config().setAutoRead(true));
    }

    /** Whether it listens at an address of the configuration. */
    public boolean isBound(InetSocketAddress address) {
        return listeners.containsKey(address);
    }

    /** The address with the port it got; null when nothing listens there. */
    public @Nullable InetSocketAddress bound(InetSocketAddress address) {
        Channel listener = listeners.get(address);
        return listener != null && listener.localAddress() instanceof InetSocketAddress bound ? bound : null;
    }

    /** No more clients are accepted at any address but these. */
    public void retain(Set<InetSocketAddress> addresses) {
        for (InetSocketAddress address : Set.copyOf(listeners.keySet())) {
            if (!addresses.contains(address)) {
                close(address);
            }
        }
    }

    /** No more clients are accepted at this address. */
    public void close(InetSocketAddress address) {
        Channel listener = listeners.remove(address);
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
    }

    /** No more clients are accepted. */
    @Override
    public void close() {
        retain(Set.of());
    }
}
