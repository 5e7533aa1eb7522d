package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.ProxySettings.Backend;
import dev.crossfade.proxy.backend.Connector;
import dev.crossfade.proxy.backend.Dialer;
import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketLink;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.FatalException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How backends greet, which is what clients are greeted with. Each login there says it anew; before the first one, a connection
 * that reads the greeting and goes: one, since a server counts those and in the end shuts the host out (max_connect_errors).
 * Thread-safe.
 */
final class BackendGreetings {
    private final ConcurrentHashMap<Backend, Greeting> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Backend, CompletableFuture<Greeting>> asked = new ConcurrentHashMap<>();

    void learn(Backend backend, Greeting greeting) {
        known.put(backend, greeting);
    }

    /**
     * How a backend greets.
     *
     * @param loop asks, if it must be asked
     * @return fails with a {@link PacketException} for the client when that cannot be told, in the time to connect at the latest
     */
    CompletableFuture<Greeting> of(Backend backend, Dialer dialer, EventLoop loop) {
        Greeting greeting = known.get(backend);
        if (greeting != null) {
            return CompletableFuture.completedFuture(greeting);
        }
        CompletableFuture<Greeting> mine = new CompletableFuture<>();
        CompletableFuture<Greeting> others = asked.putIfAbsent(backend, mine);
        if (others != null) {
            return others;
        }
        CompletableFuture<?> unused = mine.whenComplete((learnt, failed) -> {
            if (learnt != null) {
                learn(backend, learnt);
            }
            asked.remove(backend, mine);
        });
        Connector.connectBare(
                dialer,
                backend,
                loop,
                channel -> new Probe(channel, dialer, backend, mine).link,
                connected -> {},
                failed -> mine.completeExceptionally(unreachable(failed)));
        return mine;
    }

    static PacketException unreachable(FatalException why) {
        String hint = why.hint();
        return Refusals.unreachable(why.getMessage() + (hint == null ? "" : ". " + hint));
    }

    /** Reads one packet. */
    private static final class Probe implements PacketPhase {
        private final Channel channel;
        private final Backend backend;
        private final CompletableFuture<Greeting> greeting;
        private final PacketLink link;

        private Probe(Channel channel, Dialer dialer, Backend backend, CompletableFuture<Greeting> greeting) {
            this.channel = channel;
            this.backend = backend;
            this.greeting = greeting;
            this.link = new PacketLink(channel, this);
            Future<?> deadline = channel.eventLoop()
                    .schedule(
                            () -> failed(unreachable(Connector.unreachable(backend, "it does not greet"))),
                            dialer.connectTimeout().toMillis(),
                            TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> deadline.cancel(false));
        }

        @Override
        public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
            ByteBuf payload = Packets.payload(buffer, start, length);
            if (first == Packets.ERR) {
                throw Refusals.byBackend(ErrPacket.decode(payload));
            }
            greeting.complete(Greeting.decode(payload));
            Channels.close(channel);
            return true;
        }

        @Override
        public void inactive() {
            failed(unreachable(Connector.unreachable(backend, "it closed the connection")));
        }

        @Override
        public void failed(PacketException e) {
            greeting.completeExceptionally(e);
            Channels.close(channel);
        }
    }
}
