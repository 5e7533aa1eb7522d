package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ProxySettings.Backend;
import dev.crossfade.proxy.auth.LoginPool;
import dev.crossfade.proxy.backend.Connector;
import dev.crossfade.proxy.backend.Dialer;
import dev.crossfade.proxy.mysql.auth.BackendExchange;
import dev.crossfade.proxy.mysql.auth.BackendExchange.Protection;
import dev.crossfade.proxy.mysql.auth.BackendExchange.UnanswerableException;
import dev.crossfade.proxy.mysql.auth.BackendLogin;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.LenEnc;
import dev.crossfade.proxy.mysql.wire.OkPacket;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.PacketLink;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.wire.Channels;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of a backend's connection phase, which has a deadline. Nothing that comes in before TLS is agreed on is
 * handed on.
 *
 * <pre>
 *   GREETING ─┬─ TLS wanted ─► SSLRequest, handshake ─┐
 *             └───────────────────────────────────────┴─► HandshakeResponse41 ─► ANSWERING
 *   ANSWERING ─┬─ AuthSwitchRequest, AuthMoreData ─► {@link BackendExchange}, on a worker ─► ANSWERING
 *              ├─ OK ──► opened
 *              └─ ERR ─► refused
 * </pre>
 */
final class BackendHandshake implements PacketPhase {
    private enum State {
        GREETING,
        WORKING,
        ANSWERING,
        OVER
    }

    private final Channel channel;
    private final PacketLink link;
    private final Dialer dialer;
    private final Backend backend;
    private final BackendGreetings greetings;
    private final BackendLogin login;
    private final ClientHello client;
    private final String database;
    private final BackendDialer.Outcome outcome;
    private final Future<?> deadline;
    private State state = State.GREETING;
    private int sequence;
    private @Nullable Greeting greeting;
    private @Nullable BackendExchange exchange;
    private long capabilities;

    BackendHandshake(
            Channel channel,
            Dialer dialer,
            Backend backend,
            BackendGreetings greetings,
            BackendLogin login,
            ClientHello client,
            String database,
            BackendDialer.Outcome outcome) {
        this.channel = channel;
        this.link = new PacketLink(channel, this);
        this.dialer = dialer;
        this.backend = backend;
        this.greetings = greetings;
        this.login = login;
        this.client = client;
        this.database = database;
        this.outcome = outcome;
        this.deadline = channel.eventLoop()
                .schedule(
                        () -> failed(unreachable("the login there took too long")),
                        dialer.connectTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    PacketLink link() {
        return link;
    }

    @Override
    public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
        switch (state) {
            case WORKING -> {
                return false;
            }
            case OVER -> {
                return true;
            }
            case GREETING, ANSWERING -> {
                if (PacketFramer.sequence(buffer, start) != (sequence & 0xff)) {
                    throw unreachable("it sent its packets out of order");
                }
                sequence++;
                ByteBuf payload = Packets.payload(buffer, start, length);
                if (first == Packets.ERR) {
                    refused(ErrPacket.decode(payload));
                } else if (state == State.GREETING) {
                    greeted(Greeting.decode(payload), link.framer().hasBytesBeyond(available));
                } else {
                    answer(first, payload);
                }
            }
        }
        return true;
    }

    private void greeted(Greeting backends, boolean moreFollows) {
        greeting = backends;
        greetings.learn(backend, backends);
        long missing = client.capabilities() & Offer.OF_FORM & ~backends.capabilities();
        if (missing != 0) {
            throw unreachable("it does not do what its clients were promised (capabilities " + Long.toHexString(missing)
                    + "); it seems another server than before: connect again");
        }
        capabilities = Offer.toBackend(
                client.capabilities(),
                backends.capabilities(),
                !database.isEmpty(),
                (client.capabilities() & Capabilities.CONNECT_ATTRS) != 0);
        BackendTls.Mode mode = backend.tls().mode();
        boolean hasTls = (backends.capabilities() & Capabilities.SSL) != 0;
        if (mode == BackendTls.Mode.DISABLE || (mode == BackendTls.Mode.PREFER && !hasTls)) {
            respond(backends, false);
        } else if (!hasTls) {
            throw unreachable("it does not support TLS, which its mode " + mode.word() + " asks for");
        } else if (moreFollows) {
            throw unreachable("received unencrypted data behind its greeting");
        } else {
            capabilities |= Capabilities.SSL;
            handshake(backends);
        }
    }

    private void handshake(Greeting backends) {
        state = State.WORKING;
        Channels.send(channel, hello("", new byte[0]).encodeTlsRequest(channel.alloc(), sequence++));
        SslHandler tls = dialer.tls().handler(backend, channel.alloc());
        channel.pipeline().addFirst(tls);
        tls.handshakeFuture()
                .addListener(done -> link.guard(() -> {
                    if (state == State.OVER) {
                        return;
                    }
                    if (!done.isSuccess()) {
                        Throwable cause = done.cause();
                        String reason = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
                        throw unreachable("the TLS handshake failed" + reason);
                    }
                    respond(backends, true);
                }));
    }

    private void respond(Greeting backends, boolean encrypted) {
        BackendTls tls = backend.tls();
        boolean mayTakeKey = tls.mode() == BackendTls.Mode.DISABLE || tls.mode() == BackendTls.Mode.PREFER;
        BackendExchange begun =
                new BackendExchange(login, new Protection(encrypted, encrypted && tls.verifies(), mayTakeKey));
        exchange = begun;
        work(
                () -> begun.begin(backends.method(), backends.nonce()),
                answer -> hello(begun.method(), answer).encode(channel.alloc(), sequence++));
    }

    private ClientHello hello(String method, byte[] answer) {
        return new ClientHello(
                capabilities,
                client.maxPacketBytes(),
                client.collation(),
                login.user(),
                answer,
                database,
                method,
                client.attributes(),
                0);
    }

    private void answer(int first, ByteBuf payload) {
        BackendExchange underWay = exchange;
        if (underWay == null) {
            throw unreachable("it answers before it is asked");
        }
        switch (first) {
            case Packets.OK -> opened(OkPacket.decode(payload));
            case Packets.AUTH_MORE_DATA -> {
                byte[] data = bytes(payload.skipBytes(1));
                if (data.length == 1) {
                    atOnce(underWay, data);
                } else {
                    work(() -> underWay.more(data), this::authenticationData);
                }
            }
            case Packets.EOF -> {
                if (payload.readableBytes() == 1) {
                    throw unreachable("it asks for authentication as before MySQL 4.1, which Crossfade does not do");
                }
                String method = new String(LenEnc.readNulBytes(payload.skipBytes(1)), StandardCharsets.ISO_8859_1);
                byte[] data = bytes(payload);
                work(() -> underWay.switchTo(method, data), this::authenticationData);
            }
            default -> throw unreachable("it sent something unexpected during the login there");
        }
    }

    /**
     * What is no key takes no time. A backend that has said so much goes on by itself: it may refuse and be gone before a worker
     * had come to it, and what it refused with would be lost.
     */
    private void atOnce(BackendExchange underWay, byte[] data) {
        try {
            byte[] made = underWay.more(data);
            if (made != null) {
                Channels.send(channel, authenticationData(made));
                Arrays.fill(made, (byte) 0);
            }
        } catch (UnanswerableException e) {
            throw told(e);
        }
    }

    private ByteBuf authenticationData(byte[] answer) {
        return Packets.of(channel.alloc(), sequence++, answer);
    }

    private static byte[] bytes(ByteBuf payload) {
        byte[] bytes = new byte[payload.readableBytes()];
        payload.readBytes(bytes);
        return bytes;
    }

    /** Computes an answer elsewhere, and sends it. */
    private void work(Supplier<byte @Nullable []> answer, java.util.function.Function<byte[], ByteBuf> packet) {
        state = State.WORKING;
        CompletableFuture<?> unused = CompletableFuture.supplyAsync(answer, LoginPool.INSTANCE)
                .whenComplete((made, thrown) -> channel.eventLoop()
                        .execute(() -> link.guard(() -> {
                            if (state == State.OVER) {
                                return;
                            }
                            if (thrown != null) {
                                throw told(thrown);
                            }
                            state = State.ANSWERING;
                            if (made != null) {
                                Channels.send(channel, packet.apply(made));
                                Arrays.fill(made, (byte) 0);
                            }
                            link.resume();
                        })));
    }

    private RuntimeException told(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
        return cause instanceof UnanswerableException
                ? unreachable("it " + cause.getMessage())
                : cause instanceof RuntimeException other ? other : new IllegalStateException(cause);
    }

    private void opened(OkPacket ok) {
        Greeting greeted = greeting;
        if (greeted != null) {
            over();
            Channels.autoRead(channel, false);
            login.accepted();
            outcome.opened(new ServerConnection(link, backend, greeted, capabilities, ok));
        }
    }

    private void refused(ErrPacket error) {
        if (error.code() == Refusals.ACCESS_DENIED) {
            login.denied();
        }
        failed(Refusals.byBackend(error));
    }

    private PacketException unreachable(String why) {
        return BackendGreetings.unreachable(Connector.unreachable(backend, why));
    }

    private void over() {
        state = State.OVER;
        deadline.cancel(false);
    }

    @Override
    public void inactive() {
        failed(unreachable("it closed the connection during login"));
    }

    @Override
    public void failed(PacketException e) {
        if (state != State.OVER) {
            over();
            Channels.close(channel);
            outcome.refused(e);
        }
    }
}
