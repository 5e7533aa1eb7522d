package dev.crossfade.proxy.tls;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ProxySettings.Backend;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.Messages;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a backend for TLS as soon as it is connected, and makes way for the connection's own handler when it has come about, or
 * when the backend has none and need not. Nothing that comes in before is ever handed on (CVE-2021-23222).
 *
 * <pre>
 *   SSLRequest ─┬─ 'S' alone ─► handshake ─┬─ done ─► handler
 *               │                          └─ failed ─► refused
 *               ├─ 'N' alone, mode prefer ─► handler
 *               └─ anything else, or anything behind it ─► refused
 * </pre>
 */
public final class TlsRequest extends ChannelInboundHandlerAdapter {
    private final BackendContexts contexts;
    private final Backend backend;
    private final Supplier<ChannelHandler> handler;
    private final Consumer<Channel> agreed;
    private final Consumer<String> refused;
    private final long timeoutMillis;
    private @Nullable Future<?> deadline;
    private boolean answered;
    private boolean over;

    /**
     * @param handler what takes this one's place
     * @param agreed the connection can be used
     * @param refused why it cannot; it is closed
     */
    public TlsRequest(
            BackendContexts contexts,
            Backend backend,
            long timeoutMillis,
            Supplier<ChannelHandler> handler,
            Consumer<Channel> agreed,
            Consumer<String> refused) {
        this.contexts = contexts;
        this.backend = backend;
        this.timeoutMillis = timeoutMillis;
        this.handler = handler;
        this.agreed = agreed;
        this.refused = refused;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadline = ctx.executor()
                .schedule(
                        () -> refuse(ctx.channel(), "it did not agree on TLS in time"),
                        timeoutMillis,
                        TimeUnit.MILLISECONDS);
        Channels.send(ctx.channel(), ctx.alloc().buffer(8).writeInt(8).writeInt(Messages.SSL_REQUEST_CODE));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (over || !in.isReadable()) {
                return;
            }
            if (answered || in.readableBytes() > 1) {
                refuse(ctx.channel(), "received unencrypted data after SSL response");
                return;
            }
            answered = true;
            byte answer = in.getByte(in.readerIndex());
            if (answer == 'S') {
                handshake(ctx.channel());
            } else if (answer == 'N' && backend.tls().mode() == BackendTls.Mode.PREFER) {
                agree(ctx.channel());
            } else if (answer == 'N') {
                refuse(
                        ctx.channel(),
                        "it does not support TLS, which its mode "
                                + backend.tls().mode().word() + " asks for");
            } else {
                refuse(ctx.channel(), "it answers the request for TLS by neither S nor N");
            }
        } finally {
            in.release();
        }
    }

    private void handshake(Channel channel) {
        SslHandler tls = contexts.handler(backend, channel.alloc());
        channel.pipeline().addFirst(tls);
        tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                agree(channel);
            } else {
                Throwable cause = done.cause();
                String reason = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
                refuse(channel, "the TLS handshake failed" + reason);
            }
        });
    }

    private void agree(Channel channel) {
        if (!over) {
            finish();
            channel.pipeline().addLast(handler.get());
            channel.pipeline().remove(this);
            agreed.accept(channel);
        }
    }

    private void refuse(Channel channel, String reason) {
        if (!over) {
            finish();
            refused.accept(reason);
            Channels.close(channel);
        }
    }

    private void finish() {
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        refuse(ctx.channel(), "it closed the connection when asked for TLS");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse(ctx.channel(), "the connection broke while TLS was agreed on"); // a failed handshake has said so before
    }
}
