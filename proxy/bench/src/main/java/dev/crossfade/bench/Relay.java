package dev.crossfade.bench;

import dev.crossfade.proxy.listen.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The least that a proxy on Netty can do: bytes as they come, on Crossfade's transport and event loops, and nothing else. What
 * Crossfade costs above it is Crossfade's own; what it costs itself is Netty's and the kernel's.
 */
final class Relay {
    private Relay() {}

    /** Starts one before the server at a port of 127.0.0.1, as {@code variant} runs Crossfade. */
    static Target start(Variant variant, int serverPort, String database, Path folder)
            throws IOException, InterruptedException {
        String name = Target.RELAY + variant.name().substring(variant.name().indexOf(' '));
        int port = Commands.freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx1g",
                "-Dio.netty.leakDetection.level=disabled"));
        command.addAll(variant.javaOptions());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Relay.class.getName(),
                Integer.toString(port),
                Integer.toString(serverPort)));
        Process process = Commands.serve(folder, Map.of(), command, port, folder.resolve(name + ".log"));
        return new Target(name, port, database, process);
    }

    /** Arguments: the port to listen at and the server's, both on 127.0.0.1. */
    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        int serverPort = Integer.parseInt(arguments[1]);
        Transport transport = Transport.chosen();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(Transport.eventLoops(), transport.io());
        ServerBootstrap clients = new ServerBootstrap()
                .group(loops)
                .channel(transport.server())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        connect(transport, client, serverPort);
                    }
                });
        transport.reading(clients);
        clients.bind("127.0.0.1", port).sync().channel().closeFuture().sync();
    }

    private static void connect(Transport transport, Channel client, int serverPort) {
        Bootstrap servers = new Bootstrap()
                .group(client.eventLoop())
                .channel(transport.client())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new Half(client));
        transport.reading(servers);
        ChannelFuture connecting = servers.connect("127.0.0.1", serverPort);
        Channel server = connecting.channel();
        client.pipeline().addLast(new Half(server));
        connecting.addListener(connected -> {
            if (connected.isSuccess()) {
                server.config().setAutoRead(true);
                client.config().setAutoRead(true);
            } else {
                ChannelFuture unused = client.close();
            }
        });
    }

    /** From one channel to the other. */
    private static final class Half extends ChannelInboundHandlerAdapter {
        private final Channel to;

        Half(Channel to) {
            this.to = to;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ChannelFuture unused = to.write(message, to.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            to.flush();
            ctx.channel().config().setAutoRead(to.isWritable());
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            to.config().setAutoRead(ctx.channel().isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
