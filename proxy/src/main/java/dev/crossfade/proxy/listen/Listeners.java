package dev.crossfade.proxy.listen;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.ProxySettings.Listening;
import dev.crossfade.proxy.ProxySettings.UnixSockets;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that a node listens at, by their addresses in the configuration, where port 0 means any free one. Changes
 * block and come one at a time; {@link #bound} is for any thread.
 *
 * <pre>
 *   client ─► TCP port ─┬──────────────────────────────► {@link Arrival} set ─► accepted
 *                       └─ from a balancer ─► {@link ProxyHeader} ─┘
 *   client ─► {@link UnixSocket} ────────────────────────────────────┘
 * </pre>
 *
 * <p>With {@link Listening#handOver}, a new process listens at the same addresses and takes all that connect from then on
 * ({@link Steering}); the old one, told to stop, goes on accepting for {@value #HAND_OVER_MILLIS} ms those whose handshake
 * had begun with it, and then closes. Nobody is refused or reset in between.
 */
public final class Listeners implements AutoCloseable {
    private static final int BACKLOG_CONNECTIONS = 1024;

    /** The time a handshake that has begun with this process is given: a lost packet is sent again after a second. */
    private static final long HAND_OVER_MILLIS = 1_500;

    private final Transport transport;
    private final EventLoopGroup eventLoops;
    private final Map<InetSocketAddress, Listener> listeners = new ConcurrentHashMap<>();
    private volatile Rules rules = new Rules(Listening.DEFAULT, Duration.ofSeconds(10));

    /** What holds for those who connect. */
    private record Rules(Listening listening, Duration headerTimeout) {
        private boolean isBalancer(@Nullable InetAddress host) {
            return host != null && listening.proxies().stream().anyMatch(network -> network.contains(host));
        }
    }

    private record Listener(Channel tcp, @Nullable UnixSocket unix, boolean handOver) {
        List<Channel> channels() {
            List<Channel> channels = new ArrayList<>(List.of(tcp));
            if (unix != null) {
                channels.add(unix.channel());
            }
            return channels;
        }
    }

    /** @param eventLoops made with the transport's {@link Transport#io} */
    public Listeners(Transport transport, EventLoopGroup eventLoops) {
        this.transport = transport;
        this.eventLoops = eventLoops;
    }

    /**
     * From now on clients come in by this, and addresses are bound by this.
     *
     * @param headerTimeout how long a balancer may take to say who it speaks for
     */
    public void configure(Listening listening, Duration headerTimeout) {
        rules = new Rules(listening, headerTimeout);
    }

    /**
     * Listens at an address. Clients who connect wait until {@link #accept}.
     *
     * @param databases what clients reach there
     * @param accepted given each client's channel on its event loop, before anything is read from it; its {@link Arrival} is
     *     known then
     * @throws CrossfadeException when the address cannot be bound
     */
    public void bind(InetSocketAddress address, Collection<String> databases, Consumer<Channel> accepted) {
        boolean handOver = rules.listening().handOver();
        ServerBootstrap bootstrap = bootstrap(channel -> tcpClient(address, channel, accepted))
                .channel(transport.server())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true);
        if (handOver) {
            bootstrap.option(SocketOptions.reusePort(transport), true);
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new CrossfadeException(
                    Problem.INVALID_REQUEST,
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + " for "
                            + String.join(", ", databases) + ": "
                            + (bound.cause() == null ? "unknown" : bound.cause().getMessage()),
                    "Choose another address in `listen`, or stop what uses this one.");
        }
        UnixSocket unix = null;
        UnixSockets where = rules.listening().unixSockets();
        if (where != null) {
            int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
            try {
                unix = UnixSocket.bind(
                        bootstrap(channel -> client(channel, new Arrival(address, null), accepted)),
                        transport,
                        where,
                        port,
                        handOver);
            } catch (CrossfadeException e) {
                bound.channel().close().awaitUninterruptibly();
                throw e;
            }
        }
        if (handOver) {
            Steering.toNewest(bound.channel());
        }
        listeners.put(address, new Listener(bound.channel(), unix, handOver));
    }

    private ServerBootstrap bootstrap(Consumer<Channel> connected) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(eventLoops)
                .option(ChannelOption.SO_BACKLOG, BACKLOG_CONNECTIONS)
                .option(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connected.accept(channel);
                    }
                });
        transport.reading(bootstrap);
        return bootstrap;
    }

    private void tcpClient(InetSocketAddress listener, Channel channel, Consumer<Channel> accepted) {
        Rules present = rules;
        SocketOptions.keepAlive(transport, channel, present.listening().keepAlive());
        Arrival arrival = new Arrival(listener, Arrival.peer(channel));
        if (present.isBalancer(arrival.host())) {
            ProxyHeader.expect(channel, arrival, present.headerTimeout().toMillis(), accepted);
        } else {
            client(channel, arrival, accepted);
        }
    }

    private static void client(Channel channel, Arrival arrival, Consumer<Channel> accepted) {
        arrival.set(channel);
        accepted.accept(channel);
    }

    /** Lets in those who connect to any of the addresses. */
    public void accept() {
        listeners
                .values()
                .forEach(listener ->
                        listener.channels().forEach(channel -> channel.config().setAutoRead(true)));
    }

    /** Whether it listens at an address of the configuration. */
    public boolean isBound(InetSocketAddress address) {
        return listeners.containsKey(address);
    }

    /** The address with the port it got; null when nothing listens there. */
    public @Nullable InetSocketAddress bound(InetSocketAddress address) {
        Listener listener = listeners.get(address);
        return listener != null && listener.tcp().localAddress() instanceof InetSocketAddress bound ? bound : null;
    }

    /** No more clients are accepted at any address but these. */
    public void retain(Set<InetSocketAddress> addresses) {
        List<InetSocketAddress> closing = listeners.keySet().stream()
                .filter(address -> !addresses.contains(address))
                .toList();
        close(closing);
    }

    /** No more clients are accepted at this address. */
    public void close(InetSocketAddress address) {
        close(List.of(address));
    }

    private void close(List<InetSocketAddress> addresses) {
        List<Listener> closing = new ArrayList<>();
        for (InetSocketAddress address : addresses) {
            Listener listener = listeners.remove(address);
            if (listener != null) {
                closing.add(listener);
                if (listener.unix() != null) {
                    listener.unix().unlink();
                }
            }
        }
        if (closing.stream().anyMatch(Listener::handOver)) {
            acceptTheRest();
        }
        closing.stream()
                .flatMap(listener -> listener.channels().stream())
                .forEach(channel -> channel.close().awaitUninterruptibly());
        if (!closing.isEmpty()) {
            // those accepted last are on their way to their event loop
            eventLoops.forEach(loop -> loop.submit(() -> {}).awaitUninterruptibly());
        }
    }

    private static void acceptTheRest() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HAND_OVER_MILLIS);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** No more clients are accepted. */
    @Override
    public void close() {
        retain(Set.of());
    }
}
