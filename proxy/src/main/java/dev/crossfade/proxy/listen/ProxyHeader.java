package dev.crossfade.proxy.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A header of the PROXY protocol (https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt) in front of a client's first
 * byte. A balancer that speaks for itself, as in health checks (LOCAL, UNKNOWN), keeps its own address. What is no header,
 * or does not come in time, ends the connection.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeader.class);

    /** Balancers add some hundred bytes, a client's certificate a few thousand. */
    private static final int MAX_EXTENSION_BYTES = 8192;

    private final Arrival balancer;
    private final Consumer<Channel> accepted;
    private final Future<?> deadline;

    private ProxyHeader(Channel channel, Arrival balancer, long timeoutMillis, Consumer<Channel> accepted) {
        this.balancer = balancer;
        this.accepted = accepted;
        this.deadline = channel.eventLoop()
                .schedule(() -> refuse(channel, "sent none in time"), timeoutMillis, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
    }

    /** Calls {@code accepted} when the header is there, before what follows it is read. On the event loop. */
    static void expect(Channel channel, Arrival balancer, long timeoutMillis, Consumer<Channel> accepted) {
        channel.pipeline()
                .addLast(new HAProxyMessageDecoder(MAX_EXTENSION_BYTES))
                .addLast(new ProxyHeader(channel, balancer, timeoutMillis, accepted));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        HAProxyMessage header = (HAProxyMessage) message;
        try {
            deadline.cancel(false);
            InetSocketAddress client = client(header);
            new Arrival(balancer.listener(), client == null ? balancer.address() : client).set(ctx.channel());
        } finally {
            header.release();
        }
        accepted.accept(ctx.channel());
        ctx.pipeline().remove(this);
    }

    private static @Nullable InetSocketAddress client(HAProxyMessage header) {
        return switch (header.proxiedProtocol()) {
            // digits, checked by the decoder: nothing is looked up
            case TCP4, TCP6 -> new InetSocketAddress(header.sourceAddress(), header.sourcePort());
            default -> null;
        };
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse(ctx.channel(), "sent something else");
    }

    private void refuse(Channel channel, String what) {
        LOG.warn(
                "Closing a connection from {}: it must begin with a header of the PROXY protocol, but {}",
                balancer.text(),
                what);
        channel.close().addListener(closed -> {});
    }
}
