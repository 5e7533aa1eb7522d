package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.auth.BackendCredential;
import dev.crossfade.proxy.auth.BackendExchange;
import dev.crossfade.proxy.backend.Connector;
import dev.crossfade.proxy.tls.Encrypted;
import dev.crossfade.proxy.wire.Backend;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Link;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Outlet;
import dev.crossfade.proxy.wire.Phase;
import dev.crossfade.proxy.wire.Startup;
import dev.crossfade.proxy.wire.Text;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server connection from connect to its first ReadyForQuery, for a client that has proved who it is. What the server
 * says about itself, and what it refuses, goes on to the client; its key stays here and the client gets one of ours.
 */
final class BackendLogin implements Phase {
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    private final Node node;
    private final String id;
    private final Target target;
    private final String user;
    private final Startup startup;
    private final Link client;
    private final Channel channel;
    private final Link link;
    private final Outlet toClient;
    private final Future<?> deadline;
    private final Map<String, String> status = new HashMap<>();
    private final BackendExchange exchange;
    private int processId;
    private byte[] secret = {};
    private boolean over;

    private BackendLogin(
            Node node,
            String id,
            Target target,
            String user,
            BackendCredential credential,
            Startup startup,
            Link client,
            Channel channel) {
        this.node = node;
        this.id = id;
        this.target = target;
        this.user = user;
        this.startup = startup;
        this.client = client;
        this.channel = channel;
        this.link = new Link(channel, this, false);
        this.toClient = new Outlet(client.channel());
        this.exchange = new BackendExchange(
                credential,
                node.backendKeys,
                target.backend().host() + ":" + target.backend().port(),
                BackendExchange.Encryption.of(
                        Encrypted.ofBackend(channel), target.backend().tls()));
        this.deadline = channel.eventLoop()
                .schedule(
                        () -> failed(Connector.unreachable(target.backend(), "the login there took too long")),
                        node.settings.connectTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        client.channel().closeFuture().addListener(closed -> {
            if (!over) {
                over = true;
                deadline.cancel(false);
                Channels.close(channel);
            }
        });
    }

    /**
     * Connects for {@code client}; ends with a {@link Session}, or with the client told why not and closed.
     *
     * @param user who the client has proved to be
     * @param credential who the proxy is for it at the backend
     */
    static void connect(
            Node node,
            String id,
            Target target,
            String user,
            BackendCredential credential,
            Startup startup,
            Link client) {
        Map<String, String> parameters = new LinkedHashMap<>(startup.parameters());
        parameters.put("user", credential.user());
        parameters.put("database", target.backend().database());
        Connector.connect(
                node.dialer,
                target.backend(),
                client.channel().eventLoop(),
                channel -> new BackendLogin(node, id, target, user, credential, startup, client, channel).link,
                channel -> Channels.send(channel, Messages.startup(channel.alloc(), Messages.NEWEST_MINOR, parameters)),
                failure -> tell(client.channel(), failure));
    }

    @Override
    public int need(byte type, int total) {
        if (total > MAX_MESSAGE_BYTES) {
            throw FatalException.protocol("the backend sent too long a message during login");
        }
        Backend.check(type, total);
        return total;
    }

    @Override
    public boolean message(byte type, int total, ByteBuf buffer, int start, int available) {
        if (over) {
            return true;
        }
        switch (type) {
            case Backend.AUTHENTICATION -> authentication(buffer, start + 5, start + total);
            case Backend.PARAMETER_STATUS -> {
                int zero = Text.zeroByte(buffer, start + 5, start + total);
                if (zero > 0 && start + total - 1 > zero) {
                    status.put(Text.utf8(buffer, start + 5, zero), Text.utf8(buffer, zero + 1, start + total - 1));
                }
                toClient.forward(buffer, start, total);
            }
            case Backend.NOTICE_RESPONSE -> toClient.forward(buffer, start, total);
            case Backend.BACKEND_KEY_DATA -> {
                processId = buffer.getInt(start + 5);
                if (total - 9 > Messages.MAX_CANCEL_KEY_BYTES) {
                    throw FatalException.protocol("the backend sent too long a cancel key");
                }
                secret = new byte[total - 9];
                buffer.getBytes(start + 9, secret);
            }
            case Backend.ERROR_RESPONSE -> {
                over = true;
                if (!exchange.isAuthenticated()) {
                    exchange.refused();
                }
                toClient.forward(buffer, start, total);
                toClient.flush();
                close();
            }
            case Backend.READY_FOR_QUERY -> ready(buffer, start, total);
            case Backend.NEGOTIATE_PROTOCOL_VERSION -> negotiated(buffer.getInt(start + 5));
            default -> throw FatalException.protocol("the backend sent an unexpected message during login");
        }
        return true;
    }

    /** A server before PostgreSQL 18 goes on with 3.0, which differs only in the length of its key. */
    private static void negotiated(int version) {
        if (version >>> 16 != 3 || (version & 0xffff) > Messages.NEWEST_MINOR) {
            throw FatalException.protocol("the backend negotiated a protocol version that was not asked for");
        }
    }

    private void authentication(ByteBuf buffer, int start, int end) {
        CompletableFuture<byte[]> answer = exchange.answer(buffer, start, end);
        if (answer == null) {
            return;
        }
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            answered(answer.getNow(new byte[0]), null);
        } else {
            CompletableFuture<?> unused =
                    answer.whenComplete((body, thrown) -> channel.eventLoop().execute(() -> answered(body, thrown)));
        }
    }

    private void answered(byte[] body, @Nullable Throwable thrown) {
        if (thrown != null) {
            failed(new FatalException(Problem.INTERNAL, "the login at the backend could not be computed", null));
        } else if (!over) {
            Channels.send(channel, Messages.password(channel.alloc(), body));
        }
    }

    private void ready(ByteBuf buffer, int start, int total) {
        if (!exchange.isAuthenticated()) {
            throw FatalException.protocol("the backend was ready before it had authenticated");
        }
        over = true;
        deadline.cancel(false);
        CancelKeys.Key key = node.cancelKeys.issue(startup.agreedMinor(), target, processId, secret);
        toClient.write(Messages.backendKeyData(channel.alloc(), key.processId(), key.secret()));
        toClient.forward(buffer, start, total);
        toClient.flush();
        node.logins.remove(id);
        Session.begin(node, id, target, user, startup, status, key, client, link);
    }

    private void close() {
        deadline.cancel(false);
        Channels.close(channel);
        client.channel().writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void more(ByteBuf buffer, int start, int length) {
        // every message was needed whole
    }

    @Override
    public void endOfInput() {
        toClient.endOfInput();
    }

    @Override
    public void readComplete() {
        toClient.flush();
    }

    @Override
    public void writabilityChanged() {
        // a login's messages are small and few
    }

    @Override
    public void inactive() {
        failed(Connector.unreachable(target.backend(), "it closed the connection during login"));
    }

    @Override
    public void failed(FatalException e) {
        if (!over) {
            over = true;
            deadline.cancel(false);
            tell(client.channel(), e);
            Channels.close(channel);
        }
    }

    private static void tell(Channel client, FatalException e) {
        client.writeAndFlush(Messages.fatal(client.alloc(), e)).addListener(ChannelFutureListener.CLOSE);
    }
}
