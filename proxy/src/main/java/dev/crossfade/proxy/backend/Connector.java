package dev.crossfade.proxy.backend;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ProxySettings.Backend;
import dev.crossfade.proxy.auth.LoginPool;
import dev.crossfade.proxy.tls.TlsRequest;
import dev.crossfade.proxy.wire.FatalException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection to a backend on a given event loop. Names are resolved elsewhere, since the resolver blocks; all
 * addresses of a name are tried in their order.
 */
public final class Connector {
    private Connector() {}

    /**
     * @param handler made anew for each address tried; with TLS when it has been agreed on
     * @param connected on the event loop
     * @param failed on the event loop, with what to tell the client
     */
    public static void connect(
            Dialer dialer,
            Backend backend,
            EventLoop loop,
            java.util.function.Function<Channel, ChannelHandler> handler,
            Consumer<Channel> connected,
            Consumer<FatalException> failed) {
        boolean asksForTls = backend.tls().mode() != BackendTls.Mode.DISABLE;
        connect(dialer, backend, loop, handler, connected, failed, asksForTls);
    }

    /** The same for a protocol that agrees on TLS by itself, later: without. */
    public static void connectBare(
            Dialer dialer,
            Backend backend,
            EventLoop loop,
            java.util.function.Function<Channel, ChannelHandler> handler,
            Consumer<Channel> connected,
            Consumer<FatalException> failed) {
        connect(dialer, backend, loop, handler, connected, failed, false);
    }

    private static void connect(
            Dialer dialer,
            Backend backend,
            EventLoop loop,
            java.util.function.Function<Channel, ChannelHandler> handler,
            Consumer<Channel> connected,
            Consumer<FatalException> failed,
            boolean asksForTls) {
        CompletableFuture<?> unused = CompletableFuture.supplyAsync(() -> resolve(backend.host()), LoginPool.INSTANCE)
                .whenComplete((addresses, thrown) -> loop.execute(() -> {
                    if (thrown != null || addresses.isEmpty()) {
                        failed.accept(unreachable(backend, "the host name does not resolve"));
                    } else {
                        attempt(dialer, backend, loop, handler, connected, failed, asksForTls, addresses, 0);
                    }
                }));
    }

    private static void attempt(
            Dialer dialer,
            Backend backend,
            EventLoop loop,
            java.util.function.Function<Channel, ChannelHandler> handler,
            Consumer<Channel> connected,
            Consumer<FatalException> failed,
            boolean asksForTls,
            List<InetAddress> addresses,
            int index) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(dialer.transport().client())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        dialer.connectTimeout().toMillis())
                .handler(new io.netty.channel.ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        dialer.transport().keepAlive(channel, dialer.keepAlive());
                        if (!asksForTls) {
                            channel.pipeline().addLast(handler.apply(channel));
                        } else {
                            channel.pipeline()
                                    .addLast(new TlsRequest(
                                            dialer.tls(),
                                            backend,
                                            dialer.connectTimeout().toMillis(),
                                            () -> handler.apply(channel),
                                            connected,
                                            reason -> failed.accept(unreachable(backend, reason))));
                        }
                    }
                });
        dialer.transport().reading(bootstrap);
        ChannelFuture attempt = bootstrap.connect(new InetSocketAddress(addresses.get(index), backend.port()));
        attempt.addListener(done -> {
            if (done.isSuccess()) {
                if (!asksForTls) {
                    connected.accept(attempt.channel());
                }
            } else if (index + 1 < addresses.size()) {
                attempt(dialer, backend, loop, handler, connected, failed, asksForTls, addresses, index + 1);
            } else {
                failed.accept(unreachable(backend, reason(done.cause())));
            }
        });
    }

    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return cause instanceof java.net.ConnectException ? "connection refused or timed out" : "no connection";
    }

    /** What a client is told. */
    public static FatalException unreachable(Backend backend, String reason) {
        return new FatalException(
                Problem.BACKEND_UNREACHABLE,
                "Crossfade could not connect to backend " + backend.host() + ":" + backend.port() + ": " + reason,
                "Check that the database server runs, and host, port and tls of this backend in Crossfade's configuration.");
    }
}
