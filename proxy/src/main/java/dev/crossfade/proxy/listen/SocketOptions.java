package dev.crossfade.proxy.listen;

import dev.crossfade.proxy.ProxySettings.KeepAlive;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each transport calls the same thing. */
final class SocketOptions {
    private static final Logger LOG = LoggerFactory.getLogger(SocketOptions.class);

    private SocketOptions() {}

    /** Sets what is given; what the system does not have is logged once for the connection and left out. */
    static void keepAlive(Transport transport, Channel channel, KeepAlive keepAlive) {
        switch (transport) {
            case IO_URING -> {
                set(channel, IoUringChannelOption.TCP_KEEPIDLE, keepAlive.idleSeconds());
                set(channel, IoUringChannelOption.TCP_KEEPINTVL, keepAlive.intervalSeconds());
                set(channel, IoUringChannelOption.TCP_KEEPCNT, keepAlive.probes());
            }
            case EPOLL -> {
                set(channel, EpollChannelOption.TCP_KEEPIDLE, keepAlive.idleSeconds());
                set(channel, EpollChannelOption.TCP_KEEPINTVL, keepAlive.intervalSeconds());
                set(channel, EpollChannelOption.TCP_KEEPCNT, keepAlive.probes());
            }
            case NIO -> {
                set(channel, NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), keepAlive.idleSeconds());
                set(channel, NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), keepAlive.intervalSeconds());
                set(channel, NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), keepAlive.probes());
            }
        }
    }

    private static void set(Channel channel, ChannelOption<Integer> option, int value) {
        if (value > 0 && !channel.config().setOption(option, value)) {
            LOG.warn("This system has no socket option {}", option);
        }
    }

    /** Lets several sockets listen at one address. */
    static ChannelOption<Boolean> reusePort(Transport transport) {
        return switch (transport) {
            case IO_URING, EPOLL -> UnixChannelOption.SO_REUSEPORT;
            case NIO -> NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);
        };
    }

    static Class<? extends ServerChannel> unixServer(Transport transport) {
        return switch (transport) {
            case IO_URING -> IoUringServerDomainSocketChannel.class;
            case EPOLL -> EpollServerDomainSocketChannel.class;
            case NIO -> NioServerDomainSocketChannel.class;
        };
    }

    static SocketAddress unixAddress(Transport transport, Path path) {
        return switch (transport) {
            case IO_URING, EPOLL -> new DomainSocketAddress(path.toString());
            case NIO -> UnixDomainSocketAddress.of(path);
        };
    }
}
