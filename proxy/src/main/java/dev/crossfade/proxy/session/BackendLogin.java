package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.ProxySettings.User;
import dev.crossfade.proxy.auth.Md5;
import dev.crossfade.proxy.auth.ScramClient;
import dev.crossfade.proxy.auth.ScramServer;
import dev.crossfade.proxy.backend.Connector;
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
import java.nio.charset.StandardCharsets;
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
    private static final int OK = 0;
    private static final int CLEARTEXT_PASSWORD = 3;
    private static final int MD5_PASSWORD = 5;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    private final Node node;
    private final String id;
    private final Target target;
    private final User user;
    private final Startup startup;
    private final Link client;
    private final Channel channel;
    private final Link link;
    private final Outlet toClient;
    private final Future<?> deadline;
    private final Map<String, String> status = new HashMap<>();
    private @Nullable ScramClient scram;
    private boolean serverProved;
    private boolean authenticated;
    private int processId;
    private int secret;
    private boolean over;

    private BackendLogin(
            Node node, String id, Target target, User user, Startup startup, Link client, Channel channel) {
        this.node = node;
        this.id = id;
        this.target = target;
        this.user = user;
        this.startup = startup;
        this.client = client;
        this.channel = channel;
        this.link = new Link(channel, this, false);
        this.toClient = new Outlet(client.channel());
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

    /** Connects for {@code client}; ends with a {@link Session}, or with the client told why not and closed. */
    static void connect(Node node, String id, Target target, User user, Startup startup, Link client) {
        Connector.connect(
                node.dialer,
                target.backend(),
                client.channel().eventLoop(),
                channel -> new BackendLogin(node, id, target, user, startup, client, channel).link,
                channel -> Channels.send(channel, Messages.startup(channel.alloc(), parameters(target, user, startup))),
                failure -> tell(client.channel(), failure));
    }

    private static Map<String, String> parameters(Target target, User user, Startup startup) {
        Map<String, String> parameters = new LinkedHashMap<>(startup.parameters());
        parameters.put("user", backendUser(user));
        parameters.put("database", target.backend().database());
        return parameters;
    }

    private static String backendUser(User user) {
        String mapped = user.backendUser();
        return mapped == null ? user.name() : mapped;
    }

    private static String backendPassword(User user) {
        String mapped = user.backendPassword();
        return mapped == null ? user.password() : mapped;
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
                secret = buffer.getInt(start + 9);
            }
            case Backend.ERROR_RESPONSE -> {
                over = true;
                toClient.forward(buffer, start, total);
                toClient.flush();
                close();
            }
            case Backend.READY_FOR_QUERY -> ready(buffer, start, total);
            case 'v' -> {} // NegotiateProtocolVersion: nothing beyond 3.0 was asked for
            default -> throw FatalException.protocol("the backend sent an unexpected message during login");
        }
        return true;
    }

    private void authentication(ByteBuf buffer, int start, int end) {
        String password = backendPassword(user);
        int code = buffer.getInt(start);
        switch (code) {
            case OK -> {
                if (scram != null && !serverProved) {
                    throw unsupported("trust in the middle of a SCRAM exchange");
                }
                authenticated = true;
            }
            case MD5_PASSWORD -> {
                byte[] salt = new byte[4];
                buffer.getBytes(start + 4, salt);
                String answer = Md5.answer(backendUser(user), password, salt) + '\0';
                Channels.send(channel, Messages.password(channel.alloc(), Messages.utf8(answer)));
            }
            case SASL -> {
                String mechanisms = buffer.toString(start + 4, end - start - 4, StandardCharsets.US_ASCII);
                if (!("\0" + mechanisms).contains("\0" + ScramServer.MECHANISM + "\0")) {
                    throw unsupported("a SASL mechanism other than " + ScramServer.MECHANISM);
                }
                ScramClient exchange = new ScramClient();
                scram = exchange;
                ByteBuf out = Messages.begin(channel.alloc(), (byte) 'p');
                Text.write(out, ScramServer.MECHANISM);
                byte[] first = Messages.utf8(exchange.clientFirst());
                Channels.send(channel, Messages.end(out.writeInt(first.length).writeBytes(first)));
            }
            case SASL_CONTINUE -> {
                ScramClient exchange = exchange();
                exchange.serverFirst(buffer.toString(start + 4, end - start - 4, StandardCharsets.UTF_8));
                CompletableFuture<?> unused = node.backendKeys
                        .keys(exchange, password)
                        .whenComplete((keys, thrown) -> channel.eventLoop().execute(() -> {
                            if (thrown != null) {
                                failed(unsupported("a SCRAM exchange that could not be computed"));
                            } else if (!over) {
                                Channels.send(
                                        channel,
                                        Messages.password(channel.alloc(), Messages.utf8(exchange.clientFinal(keys))));
                            }
                        }));
            }
            case SASL_FINAL -> {
                exchange().serverFinal(buffer.toString(start + 4, end - start - 4, StandardCharsets.UTF_8));
                serverProved = true;
            }
            case CLEARTEXT_PASSWORD -> throw unsupported("the password in clear");
            default -> throw unsupported("authentication method " + code);
        }
    }

    private ScramClient exchange() {
        if (scram == null) {
            throw unsupported("SCRAM in the wrong order");
        }
        return scram;
    }

    private FatalException unsupported(String what) {
        return new FatalException(
                Problem.BACKEND_UNREACHABLE,
                "backend " + target.backend().host() + ":" + target.backend().port() + " asks for " + what
                        + ", which Crossfade does not do",
                "Crossfade logs in by SCRAM-SHA-256 or md5; change the server's pg_hba.conf.");
    }

    private void ready(ByteBuf buffer, int start, int total) {
        if (!authenticated) {
            throw FatalException.protocol("the backend was ready before it had authenticated");
        }
        over = true;
        deadline.cancel(false);
        CancelKeys.Key key = node.cancelKeys.issue(target, processId, secret);
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
