package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.auth.BackendCredential;
import dev.crossfade.proxy.auth.BackendExchange;
import dev.crossfade.proxy.tls.Encrypted;
import dev.crossfade.proxy.wire.Backend;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.ErrorFields;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Link;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Phase;
import dev.crossfade.proxy.wire.Text;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server connection from connect to its first ReadyForQuery
 * (https://www.postgresql.org/docs/15/protocol-flow.html#id-1.10.6.7.3), which has a deadline. Confined to one event loop.
 */
final class ServerLogin implements Phase {
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    /** Protocol violation and "feature not supported": what a version that is not known may be refused with. */
    private static final Set<String> UNKNOWN_VERSION = Set.of("08P01", "0A000");

    /** Notices kept for the client that the connection is opened for. */
    private static final int MAX_NOTICES = 16;

    /** Exactly one of the methods is called, once, on the event loop. */
    interface Outcome {
        void opened(ServerConnection connection);

        void failed(FatalException why);

        void refusedByServer(byte[] errorResponse);
    }

    private final ProxySettings.Backend backend;
    private final Flavor flavor;
    private final @Nullable Pool pool;
    private final Outcome outcome;
    private final Channel channel;
    private final Link link;
    private final Future<?> deadline;
    private final Map<String, String> reported = new LinkedHashMap<>();
    private final List<byte[]> notices = new ArrayList<>();
    private final BackendExchange exchange;
    private int processId;
    private byte[] secret = {};
    private final SpokenVersions versions;
    private final int minor;

    /** The same with protocol 3.0. */
    private final Runnable older;

    private boolean heard;
    private boolean over;

    private ServerLogin(
            Dialer dialer,
            ProxySettings.Backend backend,
            BackendCredential credential,
            Flavor flavor,
            @Nullable Pool pool,
            Outcome outcome,
            int minor,
            Runnable older,
            Channel channel) {
        this.versions = dialer.versions();
        this.minor = minor;
        this.older = older;
        this.backend = backend;
        this.flavor = flavor;
        this.pool = pool;
        this.outcome = outcome;
        this.channel = channel;
        this.link = new Link(channel, this, false);
        this.exchange = new BackendExchange(
                credential,
                dialer.keys(),
                backend.host() + ":" + backend.port(),
                BackendExchange.Encryption.of(Encrypted.ofBackend(channel), backend.tls()));
        this.deadline = channel.eventLoop()
                .schedule(
                        () -> failed(Connector.unreachable(backend, "the login there took too long")),
                        dialer.connectTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** @param pool where the connection will belong, or null */
    static void open(
            Dialer dialer,
            ProxySettings.Backend backend,
            BackendCredential credential,
            Flavor flavor,
            @Nullable Pool pool,
            EventLoop loop,
            Outcome outcome) {
        open(
                dialer,
                backend,
                credential,
                flavor,
                pool,
                loop,
                outcome,
                dialer.versions().toAsk(backend));
    }

    private static void open(
            Dialer dialer,
            ProxySettings.Backend backend,
            BackendCredential credential,
            Flavor flavor,
            @Nullable Pool pool,
            EventLoop loop,
            Outcome outcome,
            int minor) {
        Map<String, String> parameters = new LinkedHashMap<>(flavor.parameters());
        parameters.put("user", credential.user());
        parameters.put("database", backend.database());
        Connector.connect(
                dialer,
                backend,
                loop,
                channel -> new ServerLogin(
                                dialer,
                                backend,
                                credential,
                                flavor,
                                pool,
                                outcome,
                                minor,
                                () -> open(dialer, backend, credential, flavor, pool, loop, outcome, 0),
                                channel)
                        .link,
                channel -> Channels.send(channel, Messages.startup(channel.alloc(), minor, parameters)),
                outcome::failed);
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
        boolean first = !heard;
        heard = true;
        switch (type) {
            case Backend.AUTHENTICATION -> authentication(buffer, start + 5, start + total);
            case Backend.PARAMETER_STATUS -> {
                int zero = Text.zeroByte(buffer, start + 5, start + total);
                if (zero > 0 && start + total - 1 > zero) {
                    reported.put(Text.utf8(buffer, start + 5, zero), Text.utf8(buffer, zero + 1, start + total - 1));
                }
            }
            case Backend.NOTICE_RESPONSE -> {
                if (notices.size() < MAX_NOTICES) {
                    notices.add(bytes(buffer, start, total));
                }
            }
            case Backend.BACKEND_KEY_DATA -> {
                processId = buffer.getInt(start + 5);
                if (total - 9 > Messages.MAX_CANCEL_KEY_BYTES) {
                    throw FatalException.protocol("the backend sent too long a cancel key");
                }
                secret = bytes(buffer, start + 9, total - 9);
            }
            case Backend.ERROR_RESPONSE -> {
                if (!exchange.isAuthenticated()) {
                    exchange.refused();
                }
                over();
                Channels.close(channel);
                if (first
                        && versions.mayTakeOlder(backend, minor)
                        && UNKNOWN_VERSION.contains(ErrorFields.decode(buffer, start + 5, start + total)
                                .sqlState())) {
                    older.run();
                } else {
                    outcome.refusedByServer(bytes(buffer, start, total));
                }
            }
            case Backend.READY_FOR_QUERY -> ready();
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

    private static byte[] bytes(ByteBuf buffer, int start, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(start, bytes);
        return bytes;
    }

    private void authentication(ByteBuf buffer, int start, int end) {
        CompletableFuture<byte[]> answer = exchange.answer(buffer, start, end);
        if (answer == null) {
            return;
        }
        CompletableFuture<?> unused = answer.whenComplete((body, thrown) -> {
            if (channel.eventLoop().inEventLoop()) {
                answer(body, thrown);
            } else {
                channel.eventLoop().execute(() -> answer(body, thrown));
            }
        });
    }

    private void answer(byte @Nullable [] body, @Nullable Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
        if (cause instanceof FatalException fatal) {
            failed(fatal);
        } else if (cause != null || body == null) {
            failed(Connector.unreachable(backend, "the answer to its authentication request could not be computed"));
        } else if (!over) {
            Channels.send(channel, Messages.password(channel.alloc(), body));
        }
    }

    private void ready() {
        if (!exchange.isAuthenticated()) {
            throw FatalException.protocol("the backend was ready before it had authenticated");
        }
        over();
        versions.spoken(backend, minor);
        ServerProcesses.INSTANCE.opened(backend, processId, channel);
        outcome.opened(new ServerConnection(link, backend, flavor, pool, processId, secret, reported, notices));
    }

    private void over() {
        over = true;
        deadline.cancel(false);
    }

    @Override
    public void inactive() {
        if (!over && !heard && versions.mayTakeOlder(backend, minor)) {
            over();
            older.run();
            return;
        }
        failed(Connector.unreachable(backend, "it closed the connection during login"));
    }

    @Override
    public void failed(FatalException e) {
        if (!over) {
            over();
            Channels.close(channel);
            outcome.failed(e);
        }
    }
}
