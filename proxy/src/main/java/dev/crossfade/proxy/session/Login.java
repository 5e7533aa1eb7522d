package dev.crossfade.proxy.session;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.auth.BackendCredential;
import dev.crossfade.proxy.auth.ClientExchange;
import dev.crossfade.proxy.auth.Origin;
import dev.crossfade.proxy.listen.Arrival;
import dev.crossfade.proxy.node.ClientLimits;
import dev.crossfade.proxy.node.Node;
import dev.crossfade.proxy.node.PendingLogin;
import dev.crossfade.proxy.node.SessionLog;
import dev.crossfade.proxy.node.Target;
import dev.crossfade.proxy.tls.DirectTls;
import dev.crossfade.proxy.tls.Encrypted;
import dev.crossfade.proxy.tls.ServerContext;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Link;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Phase;
import dev.crossfade.proxy.wire.Startup;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.net.InetAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client from accept to the end of its login (https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-START-UP).
 *
 * <pre>
 *   STARTUP ─┬─ SSLRequest: 'S' and a TLS handshake, or 'N' ─► STARTUP
 *            ├─ a TLS handshake at once ─► STARTUP
 *            ├─ GSSENCRequest: 'N' ─► STARTUP
 *            ├─ CancelRequest ─► {@link CancelForwarder} ─► closed
 *            └─ StartupMessage ─► WAITING ─ account ─► AUTHENTICATING ─ proof ─► CONNECTING
 *   WAITING: nothing is read; for the account, or for what a {@link ClientExchange} computes elsewhere
 *   CONNECTING ─► {@link Admission} ─► {@link Session}
 * </pre>
 */
public final class Login implements Phase, PendingLogin {
    /** PostgreSQL allows 65,535 for an authentication token; SCRAM's are a few hundred. */
    private static final int MAX_AUTHENTICATION_BYTES = 8192;

    private static final int AUTHENTICATION_OK = 0;

    private enum State {
        STARTUP,
        WAITING,
        AUTHENTICATING,
        CONNECTING,
        CLOSED
    }

    private final Node node;
    private final Map<String, Target> targets;
    private final Channel channel;
    private final Link link;
    private final String id = UUID.randomUUID().toString();
    private final long sinceMillis = System.currentTimeMillis();
    private final java.util.concurrent.Future<?> deadline;
    private State state = State.STARTUP;
    private boolean sslAnswered;
    private boolean gssAnswered;
    private boolean directTls;
    private @Nullable Startup startup;
    private @Nullable Target target;
    private @Nullable ClientExchange exchange;
    private @Nullable FatalException full;
    private String user = "";
    private String askedFor = "";

    private Login(Node node, Map<String, Target> targets, Channel channel) {
        this.node = node;
        this.targets = targets;
        this.channel = channel;
        this.link = new Link(channel, this, true);
        ScheduledFuture<?> timer = channel.eventLoop()
                .schedule(this::deadlinePassed, node.settings().loginTimeout().toMillis(), TimeUnit.MILLISECONDS);
        this.deadline = timer;
    }

    /** A client has connected. {@code targets}: the databases of the listener, by name. On the channel's event loop. */
    public static void accept(Node node, Map<String, Target> targets, Channel channel) {
        node.clients.incrementAndGet();
        node.traffic.accepted();
        channel.closeFuture().addListener(future -> node.clients.decrementAndGet());
        ClientLimits.Room room = node.limits.connected(
                channel, node.settings().maxClients(), node.settings().listening());
        if (room.hopeless()) {
            Channels.close(channel);
            return;
        }
        Login login = new Login(node, targets, channel);
        login.full = room.refusal();
        node.logins.put(login.id, login);
        channel.closeFuture().addListener(future -> {
            node.logins.remove(login.id);
            login.deadline.cancel(false);
        });
        ServerContext tls = node.entrance().tls();
        if (tls != null) {
            channel.pipeline().addLast(new DirectTls(tls, login::directTls));
        }
        channel.pipeline().addLast(login.link);
    }

    @Override
    public long sinceMillis() {
        return sinceMillis;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public void shutDown() {
        failed(new FatalException("57P01", "Crossfade is shutting down", null));
    }

    @Override
    public String sessionId() {
        return id;
    }

    @Override
    public int need(byte type, int total) {
        return switch (state) {
            case STARTUP -> {
                if (total < 8 || total > Startup.MAX_STARTUP_BYTES) {
                    throw FatalException.silent("invalid length of startup packet");
                }
                yield total;
            }
            case AUTHENTICATING -> {
                if (type != Frontend.PASSWORD) {
                    String awaited = exchange == null ? "password response" : exchange.awaited();
                    throw FatalException.protocol("expected " + awaited + ", got message type " + (type & 0xff));
                }
                if (total > MAX_AUTHENTICATION_BYTES) {
                    throw authenticationFailed();
                }
                yield total;
            }
            case WAITING, CONNECTING, CLOSED -> 0;
        };
    }

    @Override
    public boolean message(byte type, int total, ByteBuf buffer, int start, int available) {
        switch (state) {
            case STARTUP -> startupPacket(total, buffer, start, available);
            case AUTHENTICATING -> response(ByteBufUtil.getBytes(buffer, start + 5, total - 5));
            case WAITING, CONNECTING -> {
                return false; // what a hasty client sends ahead waits for its session
            }
            case CLOSED -> {}
        }
        return true;
    }

    private void startupPacket(int total, ByteBuf buffer, int start, int available) {
        int code = buffer.getInt(start + 4);
        if (code == Messages.CANCEL_REQUEST_CODE) {
            int keyBytes = total - Messages.CANCEL_REQUEST_HEADER_BYTES;
            if (keyBytes <= 0 || keyBytes > Messages.MAX_CANCEL_KEY_BYTES) {
                throw FatalException.silent("invalid length of cancel request packet");
            }
            byte[] secret = new byte[keyBytes];
            buffer.getBytes(start + Messages.CANCEL_REQUEST_HEADER_BYTES, secret);
            state = State.CLOSED;
            CancelForwarder.forward(node, channel, buffer.getInt(start + 8), secret);
        } else if (code == Messages.SSL_REQUEST_CODE && !sslAnswered) {
            sslAnswered = true;
            nothingSentAhead("SSL", available);
            ServerContext tls = node.entrance().tls();
            gssAnswered |= tls != null; // no second encryption within the first
            answer(tls == null ? 'N' : 'S');
            if (tls != null) {
                tls.begin(channel);
            }
        } else if (code == Messages.GSSENC_REQUEST_CODE && !gssAnswered) {
            gssAnswered = true;
            nothingSentAhead("GSSAPI encryption", available);
            answer('N');
        } else {
            link.framer().startupDone();
            if (code >>> 16 == 1 || code >>> 16 == 2) {
                state = State.CLOSED;
                channel.writeAndFlush(Messages.fatalOfProtocol2(channel.alloc(), Startup.unsupported(code)))
                        .addListener(ChannelFutureListener.CLOSE);
                return;
            }
            startup(Startup.decode(code, buffer, start + 8, start + total));
        }
    }

    private void nothingSentAhead(String what, int available) {
        if (link.framer().hasBytesBeyond(available)) {
            // sent before the answer: someone in between may have put them there
            throw FatalException.protocol("received unencrypted data after " + what + " request");
        }
    }

    private void answer(char answer) {
        Channels.send(channel, Unpooled.wrappedBuffer(new byte[] {(byte) answer}));
    }

    /** The client began with TLS, without asking first. */
    private void directTls() {
        directTls = true;
        sslAnswered = true;
        gssAnswered = true;
    }

    private void startup(Startup packet) {
        String name = packet.parameters().getOrDefault("user", "");
        if (name.isEmpty()) {
            throw new FatalException("28000", "no PostgreSQL user name specified in startup packet", null);
        }
        user = name;
        String database = packet.parameters().getOrDefault("database", "");
        if (database.isEmpty()) {
            database = name;
        }
        askedFor = database;
        if (packet.negotiates()) {
            Channels.send(
                    channel,
                    Messages.negotiateProtocolVersion(channel.alloc(), packet.agreedMinor(), packet.options()));
        }
        Replication replication = Replication.of(packet.parameters().getOrDefault("replication", "off"));
        if (node.isClosing()) {
            throw new FatalException(Problem.NOT_READY, "Crossfade is shutting down", null);
        }
        if (full != null) {
            throw full;
        }
        Target found = targets.get(database);
        if (found == null && replication == Replication.PHYSICAL && targets.size() == 1) {
            found = targets.values().iterator().next(); // pg_basebackup and its like name no database that exists
        }
        if (found == null) {
            throw new FatalException(
                    Problem.UNKNOWN_DATABASE,
                    "database \"" + database + "\" does not exist",
                    "No database of that name is configured in Crossfade for this address.");
        }
        if (!found.ready()) {
            throw new FatalException(
                    Problem.NOT_READY,
                    "Crossfade is not ready to serve database \"" + database + "\" yet",
                    "It first reads the state of the database's migrations; if this goes on, its backend does not answer.");
        }
        authenticate(found, packet, replication == Replication.PHYSICAL);
    }

    private void authenticate(Target found, Startup packet, boolean physicalReplication) {
        Encrypted encrypted = Encrypted.ofClient(channel);
        if (directTls && (encrypted == null || !DirectTls.hasAgreedProtocol(encrypted))) {
            throw FatalException.protocol(
                    "received direct SSL connection request without ALPN protocol negotiation extension");
        }
        InetAddress address = clientAddress();
        AccessRule.Connection connection = encrypted != null
                ? AccessRule.Connection.TLS
                : address == null ? AccessRule.Connection.LOCAL : AccessRule.Connection.PLAIN;
        AccessRule rule =
                node.entrance().rules().match(new Origin(connection, address, found.name(), user, physicalReplication));
        target = found;
        startup = packet;
        await(ClientExchange.open(found.accounts(), user, rule, encrypted), opened -> {
            exchange = opened;
            go(found, packet, opened.begin());
        });
    }

    private @Nullable InetAddress clientAddress() {
        return Arrival.of(channel).host();
    }

    private void response(byte[] body) {
        Target asked = target;
        Startup packet = startup;
        ClientExchange underWay = exchange;
        if (asked == null || packet == null || underWay == null) {
            throw FatalException.protocol("no authentication is going on");
        }
        await(underWay.answer(body), step -> go(asked, packet, step));
    }

    /** Goes on when a result is there; until then nothing is read. */
    private <T> void await(CompletableFuture<T> result, Consumer<T> then) {
        if (result.isDone() && !result.isCompletedExceptionally()) {
            then.accept(result.join());
            return;
        }
        state = State.WAITING;
        Channels.autoRead(channel, false);
        CompletableFuture<?> unused =
                result.whenComplete((value, thrown) -> channel.eventLoop().execute(() -> {
                    if (state == State.WAITING) {
                        link.guard(() -> {
                            if (thrown != null) {
                                throw told(thrown);
                            }
                            then.accept(value);
                        });
                        if (state == State.AUTHENTICATING) {
                            Channels.autoRead(channel, true);
                            link.resume();
                        }
                    }
                }));
    }

    private static RuntimeException told(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof RuntimeException told ? told : new IllegalStateException(cause);
    }

    private void go(Target asked, Startup packet, ClientExchange.Step step) {
        if (step.code() != ClientExchange.Step.NO_MESSAGE) {
            Channels.send(channel, Messages.authentication(channel.alloc(), step.code(), step.data()));
        }
        if (!step.isLast()) {
            state = State.AUTHENTICATING;
            return;
        }
        deadline.cancel(false);
        state = State.CONNECTING;
        exchange = null;
        Channels.autoRead(channel, false);
        Channels.send(channel, Messages.authentication(channel.alloc(), AUTHENTICATION_OK, new byte[0]));
        BackendCredential credential = step.credential();
        if (credential == null) {
            throw step.refusal() == null ? authenticationFailed() : step.refusal();
        }
        node.limits.loggedIn(channel, asked.name(), user, node.settings().listening());
        Admission.begin(node, id, asked, user, credential, packet, link);
    }

    private FatalException authenticationFailed() {
        return new FatalException(
                Problem.AUTHENTICATION_FAILED, "password authentication failed for user \"" + user + "\"", null);
    }

    private void deadlinePassed() {
        if (state != State.CONNECTING && state != State.CLOSED) {
            noteFailure("", "the login took too long");
            state = State.CLOSED;
            Channels.close(channel); // as PostgreSQL does when authentication_timeout passes
        }
    }

    private void noteFailure(String sqlState, String reason) {
        Target known = target;
        node.traffic.loginFailed(known == null ? "" : known.name(), sqlState);
        node.log.loginFailed(id, askedFor, user, SessionLog.address(channel), sqlState, reason);
    }

    @Override
    public void inputEnded() {
        if (state != State.CLOSED) {
            Channels.close(channel); // by TLS: whose stream ends is closed in any case
        }
    }

    @Override
    public void inactive() {
        state = State.CLOSED;
    }

    @Override
    public void failed(FatalException e) {
        if (state != State.CLOSED) {
            noteFailure(e.isSilent() ? "" : e.sqlState(), String.valueOf(e.getMessage()));
        }
        state = State.CLOSED;
        link.framer().close();
        if (e.isSilent()) {
            Channels.close(channel);
            return;
        }
        channel.writeAndFlush(Messages.fatal(channel.alloc(), e)).addListener(ChannelFutureListener.CLOSE);
    }
}
