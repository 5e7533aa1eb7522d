package dev.crossfade.proxy.listen;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.ProxySettings.KeepAlive;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.Locale;

/**
 * How this process talks to the kernel about sockets: the event loops' handler and the channels that go with it. What each
 * costs is measured by {@code proxy/bench}.
 */
public enum Transport {
    EPOLL(EpollServerSocketChannel.class, EpollSocketChannel.class),

    /**
     * Linux's io_uring: fewer system calls. Not chosen by itself before it has been soaked as long as epoll: resets were lost on
     * it (see below), and a session that stays when its peers have gone holds up every barrier.
     */
    IO_URING(IoUringServerSocketChannel.class, IoUringSocketChannel.class),
    NIO(NioServerSocketChannel.class, NioSocketChannel.class);

    /** System property that names one: {@code io_uring}, {@code epoll} or {@code nio}; without it, the first that works. */
    public static final String PROPERTY = "crossfade.transport";

    /** System property with the number of event loops, where the settings leave it open. */
    public static final String EVENT_LOOPS_PROPERTY = "crossfade.eventLoops";

    /** Read by Netty when its io_uring is first touched. */
    private static final String MULTISHOT_POLL = "io.netty.iouring.pollAddMultishotEnabled";

    private static final String MULTISHOT_RECEIVE = "io.netty.iouring.recvMultiShotEnabled";

    private final Class<? extends ServerChannel> server;
    private final Class<? extends Channel> client;

    static {
        // With one poll request for many events, Netty 4.2.18's default, a reset that arrives right behind data is
        // lost: the channel stays open for ever, and with it its session and server connection. DepartureTest saw
        // every second one.
        turnOff(MULTISHOT_POLL);
        // With one receive request for many reads, its default too, reading goes on for a while after it has been told
        // to stop: a slow reader was sent 100 MiB to be kept. FlowTest and SlowReaderTest saw it.
        turnOff(MULTISHOT_RECEIVE);
    }

    private static void turnOff(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "false");
        }
    }

    Transport(Class<? extends ServerChannel> server, Class<? extends Channel> client) {
        this.server = server;
        this.client = client;
    }

    /**
     * The one that {@link #PROPERTY} asks for, else the first that works on this machine.
     *
     * @throws CrossfadeException when the one asked for does not exist or does not work here
     */
    public static Transport chosen() {
        String name = System.getProperty(PROPERTY, "").strip();
        if (name.isEmpty()) {
            return best();
        }
        for (Transport transport : values()) {
            if (transport.name().equalsIgnoreCase(name)) {
                if (transport.isAvailable()) {
                    return transport;
                }
                throw new CrossfadeException(
                        Problem.INVALID_REQUEST,
                        "transport " + name + " does not work on this machine: " + transport.unavailability(),
                        "Leave out -D" + PROPERTY + " for the best that does.");
            }
        }
        throw new CrossfadeException(
                Problem.INVALID_REQUEST,
                "there is no transport \"" + name + "\"",
                "-D" + PROPERTY + " is io_uring, epoll or nio.");
    }

    /** The first of these that works on this machine. */
    public static Transport best() {
        for (Transport transport : values()) {
            if (transport.isAvailable()) {
                return transport;
            }
        }
        throw new IllegalStateException("NIO is always there");
    }

    /**
     * How many event loops serve best where nothing else is said: one for every two cores. A loop that finds several sockets
     * ready at each turn makes fewer system calls and wakes less often, and applications and servers want cores too.
     */
    public static int eventLoops() {
        return Integer.getInteger(
                EVENT_LOOPS_PROPERTY, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    public boolean isAvailable() {
        return switch (this) {
            case IO_URING -> IoUring.isAvailable();
            case EPOLL -> Epoll.isAvailable();
            case NIO -> true;
        };
    }

    private String unavailability() {
        Throwable cause = switch (this) {
            case IO_URING -> IoUring.unavailabilityCause();
            case EPOLL -> Epoll.unavailabilityCause();
            case NIO -> null;
        };
        return cause == null ? "unknown" : String.valueOf(cause.getMessage());
    }

    /** What an event loop group for this transport's channels is made with. */
    public IoHandlerFactory io() {
        return switch (this) {
            case IO_URING -> IoUringIoHandler.newFactory(ReadRing.configured());
            case EPOLL -> KeptEpoll.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    /** Sets how the channels read that a client's connection becomes. */
    public void reading(ServerBootstrap bootstrap) {
        if (this == IO_URING && ReadRing.isThere()) {
            bootstrap.childOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, ReadRing.GROUP);
        }
    }

    /** Sets how a channel reads that connects to a server. */
    public void reading(Bootstrap bootstrap) {
        if (this == IO_URING && ReadRing.isThere()) {
            bootstrap.option(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, ReadRing.GROUP);
        }
    }

    /** Listens at a TCP port. */
    public Class<? extends ServerChannel> server() {
        return server;
    }

    /** Connects to a TCP port. */
    public Class<? extends Channel> client() {
        return client;
    }

    /** Sets when TCP asks a silent peer whether it is still there. */
    public void keepAlive(Channel channel, KeepAlive keepAlive) {
        SocketOptions.keepAlive(this, channel, keepAlive);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
