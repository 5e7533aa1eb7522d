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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sockets that a node listens at, by the databases that clients reach there. Confined to one thread; methods block. */
public final class Listeners implements AutoCloseable {
    private static final int BACKLOG_CONNECTIONS = 1024;

    private final Transport transport;
    private final EventLoopGroup eventLoops;
    private final Map<String, Channel> byDatabase = new HashMap<>();

    /** @param eventLoops made with the transport's {@link Transport#io} */
    public Listeners(Transport transport, EventLoopGroup eventLoops) {
        this.transport = transport;
        this.eventLoops = eventLoops;
    }

    /**
     * Listens at an address.
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
        databases.forEach(name -> byDatabase.put(name, bound.channel()));
    }

    /** Where clients of a database connect to; null when nothing listens for it. */
    public @Nullable InetSocketAddress address(String database) {
        Channel listener = byDatabase.get(database);
        return listener != null && listener.localAddress() instanceof InetSocketAddress address ? address : null;
    }

    /** No more clients are accepted. */
    @Override
    public void close() {
        Set.copyOf(byDatabase.values()).forEach(listener -> listener.close().awaitUninterruptibly());
        byDatabase.clear();
    }
}
