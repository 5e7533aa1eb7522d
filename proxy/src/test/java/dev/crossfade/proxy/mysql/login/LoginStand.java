package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ClientAccess;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.Listening;
import dev.crossfade.proxy.ProxySettings.User;
import dev.crossfade.proxy.auth.BackendKeys;
import dev.crossfade.proxy.auth.LoginPool;
import dev.crossfade.proxy.backend.Dialer;
import dev.crossfade.proxy.listen.Listeners;
import dev.crossfade.proxy.listen.Transport;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.node.Databases;
import dev.crossfade.proxy.node.Entrance;
import dev.crossfade.proxy.node.Node;
import dev.crossfade.proxy.node.Target;
import dev.crossfade.proxy.plan.Effects;
import dev.crossfade.proxy.plan.Planner;
import dev.crossfade.proxy.plan.SqlRewriter;
import dev.crossfade.proxy.plan.Usage;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.testing.MysqlServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The login alone before a server: who is in is relayed byte by byte, without looking. */
final class LoginStand implements AutoCloseable {
    private static final InetSocketAddress LISTEN = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final EventLoopGroup loops;
    private final Listeners listeners;
    private final Databases databases;
    private final Planner planner;
    final Node node;
    private final MySqlNode mysql;
    final Set<LoggedIn> admitted = ConcurrentHashMap.newKeySet();

    /** What it is to be like. */
    static final class Options {
        private final List<User> users = new ArrayList<>();
        private ClientAccess access = ClientAccess.DEFAULT;
        private Listening listening = Listening.DEFAULT;
        private Duration loginTimeout = ProxySettings.DEFAULT_LOGIN_TIMEOUT;
        private Duration connectTimeout = ProxySettings.DEFAULT_CONNECT_TIMEOUT;
        private int maxClients = 100;
        private ProxySettings.@Nullable Lookup lookup = new ProxySettings.Lookup(
                MysqlServer.USER, MysqlServer.PASSWORD, null, ProxySettings.Lookup.DEFAULT_CACHE_FOR);
        private final List<String> others = new ArrayList<>();

        Options user(String name, String password) {
            users.add(new User(name, password, null, null));
            return this;
        }

        Options user(User user) {
            users.add(user);
            return this;
        }

        Options access(ClientAccess wanted) {
            access = wanted;
            return this;
        }

        Options listening(Listening wanted) {
            listening = wanted;
            return this;
        }

        Options loginTimeout(Duration wanted) {
            loginTimeout = wanted;
            return this;
        }

        Options connectTimeout(Duration wanted) {
            connectTimeout = wanted;
            return this;
        }

        Options maxClients(int wanted) {
            maxClients = wanted;
            return this;
        }

        /** Only users that are listed here. */
        Options noLookup() {
            lookup = null;
            return this;
        }

        /** Another database at the same address. */
        Options database(String name) {
            others.add(name);
            return this;
        }

        LoginStand open(String database, String host, int port, BackendTls tls) {
            List<ProxySettings.Database> all = new ArrayList<>();
            List<String> names = new ArrayList<>(others);
            names.add(0, database);
            names.forEach(name -> all.add(new ProxySettings.Database(
                    name,
                    LISTEN,
                    users,
                    new ProxySettings.Backend(host, port, name, tls),
                    ProxySettings.Pooling.DEFAULT,
                    lookup,
                    ProxySettings.Engine.MYSQL)));
            return new LoginStand(new ProxySettings(
                            all,
                            1,
                            loginTimeout,
                            connectTimeout,
                            maxClients,
                            ProxySettings.DEFAULT_DRAIN_TIMEOUT,
                            ProxySettings.Logging.NOTHING,
                            access)
                    .withListening(listening));
        }
    }

    private LoginStand(ProxySettings settings) {
        Transport transport = Transport.chosen();
        FakeFlags flags = new FakeFlags();
        SqlRewriter rewriter = new SqlRewriter();
        planner = new Planner(rewriter, 1);
        loops = new MultiThreadIoEventLoopGroup(2, transport.io());
        databases = new Databases(rewriter, flags, planner.aside(), loops.next());
        databases.prepare(settings.databases()).commit();
        databases.all().forEach(target -> target.ready(true));
        Dialer dialer = Dialer.of(transport, new BackendKeys(LoginPool.INSTANCE), settings);
        node = new Node(
                settings,
                databases,
                dialer,
                Entrance.of(settings),
                flags,
                changed -> {},
                planner,
                new Usage(),
                new Effects());
        mysql = new MySqlNode(node, this::relay);
        listeners = new Listeners(transport, loops);
        listeners.configure(settings.listening(), settings.loginTimeout());
        listeners.bind(LISTEN, List.of("test"), channel -> MySqlLogin.accept(mysql, databases.at(LISTEN), channel));
        listeners.accept();
    }

    int port() {
        return Objects.requireNonNull(listeners.bound(LISTEN)).getPort();
    }

    Target target(String name) {
        return Objects.requireNonNull(databases.find(name));
    }

    private void relay(LoggedIn client, ServerConnection server) {
        admitted.add(client);
        client.link().channel().closeFuture().addListener(closed -> admitted.remove(client));
        new Relay(client, server).resume();
    }

    /** The client's side: its packets go on as they are, but for COM_CHANGE_USER. */
    private final class Relay implements PacketPhase, UserChange.Outcome {
        private static final int COM_CHANGE_USER = 0x11;

        private LoggedIn client;
        private ServerConnection server;

        private Relay(LoggedIn client, ServerConnection server) {
            this.client = client;
            this.server = server;
        }

        private void resume() {
            Channel other = server.channel();
            other.pipeline().replace(server.link(), null, new Pipe(client.link().channel()));
            Channels.autoRead(other, true);
            goOn();
        }

        private void goOn() {
            client.link().phase(this);
            client.link().resume();
            Channels.autoRead(client.link().channel(), true);
        }

        @Override
        public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
            if (first == COM_CHANGE_USER) {
                byte[] payload = new byte[length];
                Packets.payload(buffer, start, length).readBytes(payload);
                UserChange.begin(mysql, client, payload, PacketFramer.sequence(buffer, start), this);
            } else {
                Channels.send(server.channel(), buffer.retainedSlice(start, PacketFramer.HEADER_BYTES + length));
            }
            return true;
        }

        @Override
        public void changed(LoggedIn asAnother, ServerConnection fresh) {
            server.channel().pipeline().removeLast(); // its end is not the client's
            Channels.close(server.channel());
            client.login().close();
            client = asAnother;
            server = fresh;
            resume();
        }

        @Override
        public void refused(PacketException error) {
            if (server.greeting().version().contains("MariaDB")) {
                goOn();
            } else {
                Channels.closeAfterWrites(client.link().channel(), 1000);
            }
        }

        @Override
        public void gone() {
            inactive();
        }

        @Override
        public void inactive() {
            client.login().close();
            Channels.closeAfterWrites(server.channel(), 1000);
        }

        @Override
        public void failed(PacketException e) {
            Channels.close(client.link().channel());
        }
    }

    private static final class Pipe extends ChannelInboundHandlerAdapter {
        private final Channel to;

        private Pipe(Channel to) {
            this.to = to;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            Channels.send(to, (ByteBuf) message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            Channels.closeAfterWrites(to, 1000);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            Channels.close(ctx.channel());
        }
    }

    @Override
    public void close() {
        listeners.close();
        loops.shutdownGracefully(0, 2, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
        planner.close();
        databases.close();
    }
}
