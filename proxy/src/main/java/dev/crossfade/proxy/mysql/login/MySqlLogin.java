package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.mysql.auth.BackendLogin;
import dev.crossfade.proxy.mysql.auth.ClientExchange;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Step;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.PacketLink;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.node.ClientLimits;
import dev.crossfade.proxy.node.Node;
import dev.crossfade.proxy.node.PendingLogin;
import dev.crossfade.proxy.node.SessionLog;
import dev.crossfade.proxy.node.Target;
import dev.crossfade.proxy.tls.ServerContext;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.FatalException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client from accept to its OK.
 *
 * <pre>
 *   ARRIVED ─ {@link BackendGreetings} ─► greeting ─► GREETED
 *   GREETED ─┬─ SSLRequest ─► TLS ─► GREETED
 *            └─ HandshakeResponse41 ─► {@link Authenticating} ─► CONNECTING
 *   CONNECTING ─ {@link BackendDialer} ─┬─ opened ──► OK, with what the backend's said ─► session
 *                                       └─ refused ─► ERR, the backend's
 * </pre>
 */
public final class MySqlLogin implements PacketPhase, PendingLogin, Authenticating.Outcome, BackendDialer.Outcome {
    /** How long a client may take to read why it is refused. */
    private static final long CLOSE_TIMEOUT_MILLIS = 5_000;

    private enum State {
        ARRIVED,
        GREETED,
        AUTHENTICATING,
        CONNECTING,
        OVER
    }

    private final MySqlNode mysql;
    private final Node node;
    private final Map<String, Target> targets;
    private final Channel channel;
    private final PacketLink link;
    private final String id = UUID.randomUUID().toString();
    private final int clientId;
    private final long sinceMillis = System.currentTimeMillis();
    private final byte[] nonce = ClientExchange.nonce();
    private final Future<?> deadline;
    private State state = State.ARRIVED;
    private int sequence;
    private boolean hasTls;
    private long offered;
    private @Nullable ClientHello hello;
    private @Nullable Target target;
    private @Nullable BackendLogin login;

    private MySqlLogin(MySqlNode mysql, Map<String, Target> targets, Channel channel) {
        this.mysql = mysql;
        this.node = mysql.node();
        this.targets = new TreeMap<>(targets);
        this.channel = channel;
        this.link = new PacketLink(channel, this);
        this.clientId = mysql.nextId();
        this.deadline = channel.eventLoop()
                .schedule(this::deadlinePassed, node.settings().loginTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A client has connected. {@code targets}: the databases of the listener, by name. On the channel's event loop. */
    public static void accept(MySqlNode mysql, Map<String, Target> targets, Channel channel) {
        Node node = mysql.node();
        node.clients.incrementAndGet();
        node.traffic.accepted();
        channel.closeFuture().addListener(future -> node.clients.decrementAndGet());
        ClientLimits.Room room = node.limits.connected(
                channel, node.settings().maxClients(), node.settings().listening());
        if (room.hopeless()) {
            Channels.close(channel);
            return;
        }
        MySqlLogin login = new MySqlLogin(mysql, targets, channel);
        node.logins.put(login.id, login);
        channel.closeFuture().addListener(future -> {
            node.logins.remove(login.id);
            login.deadline.cancel(false);
        });
        channel.pipeline().addLast(login.link);
        login.link.guard(() -> {
            if (node.isClosing()) {
                throw Refusals.shuttingDown();
            }
            if (room.refusal() != null) {
                throw Refusals.tooManyConnections(room.refusal());
            }
            login.askBackends();
        });
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
    public String sessionId() {
        return id;
    }

    @Override
    public void shutDown() {
        failed(Refusals.shuttingDown());
    }

    /** The greeting comes before the client has said which of the databases it wants: it must hold for all. */
    private void askBackends() {
        CompletableFuture<Greeting> all = CompletableFuture.failedFuture(Refusals.unknownDatabase(""));
        boolean first = true;
        for (Target one : targets.values()) {
            if (!one.ready()) {
                throw Refusals.notReady("Crossfade is not ready to serve database '" + one.name()
                        + "' yet; if this goes on, its backend does not answer");
            }
            CompletableFuture<Greeting> its = mysql.greetings().of(one.backend(), node.dialer(), channel.eventLoop());
            all = first ? its : all.thenCombine(its, Offer::common);
            first = false;
        }
        if (all.isDone() && !all.isCompletedExceptionally()) {
            greet(all.join());
            return;
        }
        CompletableFuture<?> unused = all.whenComplete((greeting, thrown) -> channel.eventLoop()
                .execute(() -> link.guard(() -> {
                    if (state == State.ARRIVED) {
                        if (thrown != null) {
                            throw told(thrown);
                        }
                        greet(greeting);
                    }
                })));
    }

    private static RuntimeException told(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
        return cause instanceof RuntimeException told ? told : new IllegalStateException(cause);
    }

    private void greet(Greeting backends) {
        offered = Offer.toClient(backends.capabilities(), node.entrance().tls() != null);
        state = State.GREETED;
        Channels.send(
                channel,
                backends.to(clientId, nonce, offered, Offer.method(backends.method()))
                        .encode(channel.alloc()));
        sequence = 1;
        link.resume();
    }

    @Override
    public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
        if (state != State.GREETED) {
            return state == State.OVER; // what a hasty client sends ahead waits
        }
        if (PacketFramer.sequence(buffer, start) != sequence) {
            throw Refusals.outOfOrder();
        }
        sequence++;
        ByteBuf payload = Packets.payload(buffer, start, length);
        ServerContext tls = node.entrance().tls();
        if (!hasTls && tls != null && ClientHello.isTlsRequest(payload)) {
            hasTls = true;
            // a client does not wait for an answer: what is behind the request is the beginning of TLS, or never taken
            ByteBuf beyond = link.framer().takeBeyond(available);
            tls.begin(channel);
            channel.pipeline().fireChannelRead(beyond);
        } else {
            said(ClientHello.decode(payload, offered));
        }
        return true;
    }

    private void said(ClientHello said) {
        hello = said;
        Target found = find(said.database());
        target = found;
        Admission admission = Admission.of(node, channel, found, said.user());
        state = State.AUTHENTICATING;
        Authenticating.begin(
                link,
                id,
                sequence,
                key -> admission.exchange(said, key, nonce),
                exchange -> exchange.begin(said.method(), said.answer()),
                this);
    }

    /** One database alone passes the names of others through: the server may have them, and says so if not. */
    private Target find(String database) {
        Target found = targets.get(database);
        if (found == null && targets.size() == 1) {
            found = targets.values().iterator().next();
        }
        if (found == null) {
            throw Refusals.unknownDatabase(database);
        }
        if (!found.ready()) {
            throw Refusals.notReady("Crossfade is not ready to serve database '" + found.name() + "' any more");
        }
        return found;
    }

    @Override
    public void proved(BackendLogin by, int next) {
        link.phase(this);
        sequence = next;
        login = by;
        ClientHello said = hello;
        Target found = target;
        if (said == null || found == null) {
            throw new IllegalStateException("nobody has said anything");
        }
        deadline.cancel(false);
        state = State.CONNECTING;
        try {
            node.limits.loggedIn(
                    channel, found.name(), said.user(), node.settings().listening());
        } catch (FatalException e) {
            throw Refusals.tooManyOfUser(said.user(), e);
        }
        mysql.dialer().open(found, by, said, channel.eventLoop(), this);
    }

    @Override
    public void refused(Step.Refused why, int next) {
        sequence = next;
        failed(Admission.denied(channel, hello == null ? "" : hello.user(), why));
    }

    @Override
    public void gone() {
        inactive();
    }

    @Override
    public void failed(PacketException why, int next) {
        sequence = next;
        failed(why);
    }

    @Override
    public void opened(ServerConnection server) {
        BackendLogin by = login;
        ClientHello said = hello;
        Target found = target;
        if (state != State.CONNECTING || by == null || said == null || found == null) {
            Channels.close(server.channel()); // the client is gone
            return;
        }
        boolean isCompressed = (said.capabilities() & Capabilities.COMPRESS) != 0;
        if (isCompressed && !link.framer().isBetweenPackets()) {
            Channels.close(server.channel());
            failed(Refusals.outOfOrder()); // what was sent ahead has been taken for packets that are not compressed
            return;
        }
        state = State.OVER;
        node.logins.remove(id);
        Channels.send(channel, server.ok().encode(channel.alloc(), sequence));
        if (isCompressed) {
            link.compress();
        }
        mysql.admit(new LoggedIn(id, sinceMillis, link, clientId, nonce, found, said, by), server);
    }

    @Override
    public void refused(PacketException why) {
        if (state == State.CONNECTING) {
            failed(why);
        }
    }

    private void deadlinePassed() {
        if (state != State.CONNECTING && state != State.OVER) {
            note("", "the login took too long");
            over();
            Channels.close(channel); // as the server does when connect_timeout passes
        }
    }

    private void note(String sqlState, String reason) {
        Target known = target;
        node.traffic.loginFailed(known == null ? "" : known.name(), sqlState);
        ClientHello said = hello;
        node.log.loginFailed(
                id,
                said == null ? "" : said.database(),
                said == null ? "" : said.user(),
                SessionLog.address(channel),
                sqlState,
                reason);
    }

    private void over() {
        state = State.OVER;
        deadline.cancel(false);
        if (login != null) {
            login.close();
        }
    }

    @Override
    public void inactive() {
        if (state != State.OVER) {
            if (hello != null) {
                note("", "the client closed the connection");
            }
            over();
        }
    }

    @Override
    public void failed(PacketException e) {
        if (state == State.OVER) {
            Channels.close(channel);
            return;
        }
        note(e.error().sqlState(), e.error().message());
        over();
        Channels.send(channel, e.error().encode(channel.alloc(), sequence));
        Channels.closeAfterWrites(channel, CLOSE_TIMEOUT_MILLIS);
    }
}
