package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.auth.LoginPool;
import dev.crossfade.proxy.mysql.auth.BackendLogin;
import dev.crossfade.proxy.mysql.auth.ClientExchange;
import dev.crossfade.proxy.mysql.auth.ClientExchange.Step;
import dev.crossfade.proxy.mysql.auth.RsaKey;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketFramer;
import dev.crossfade.proxy.mysql.wire.PacketLink;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.wire.Channels;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's link while it proves who it is. What a step computes runs on the login pool; nothing is read meanwhile. When it is
 * over nothing more is read until the link has another phase.
 */
final class Authenticating implements PacketPhase {
    private static final byte[] FAST_AUTHENTICATION_DONE = {3};

    /** Exactly one of the methods is called, once, on the event loop. */
    interface Outcome {
        /** @param sequence of the next packet to the client */
        void proved(BackendLogin login, int sequence);

        /** @param sequence of the next packet to the client */
        void refused(Step.Refused why, int sequence);

        /** The client is gone. */
        void gone();

        /** The client broke the protocol. */
        void failed(PacketException why, int sequence);
    }

    private final PacketLink link;
    private final Channel channel;
    private final String session;
    private final Outcome outcome;
    private @Nullable ClientExchange exchange;
    private int sequence;
    private boolean waiting;
    private boolean over;

    /** @param sequence of the next packet to the client */
    private Authenticating(PacketLink link, String session, int sequence, Outcome outcome) {
        this.link = link;
        this.channel = link.channel();
        this.session = session;
        this.sequence = sequence;
        this.outcome = outcome;
    }

    /**
     * Begins.
     *
     * @param exchange made on the login pool
     * @param first its first step, likewise
     */
    static void begin(
            PacketLink link,
            String session,
            int sequence,
            Function<RsaKey, ClientExchange> exchange,
            Function<ClientExchange, Step> first,
            Outcome outcome) {
        Authenticating phase = new Authenticating(link, session, sequence, outcome);
        link.phase(phase);
        phase.await(RsaKey.own()
                .thenApplyAsync(
                        key -> {
                            ClientExchange begun = exchange.apply(key);
                            phase.exchange = begun; // seen by the event loop when it is handed the step
                            return first.apply(begun);
                        },
                        LoginPool.INSTANCE));
    }

    @Override
    public String sessionId() {
        return session;
    }

    @Override
    public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
        ClientExchange underWay = exchange;
        if (waiting || over || underWay == null) {
            return false; // what a hasty client sends ahead waits for its session
        }
        if (PacketFramer.sequence(buffer, start) != (sequence & 0xff)) {
            throw Refusals.outOfOrder();
        }
        sequence++;
        ByteBuf payload = Packets.payload(buffer, start, length);
        byte[] answer = new byte[payload.readableBytes()];
        payload.readBytes(answer);
        await(CompletableFuture.supplyAsync(() -> underWay.answer(answer), LoginPool.INSTANCE));
        return true;
    }

    private void await(CompletableFuture<Step> step) {
        waiting = true;
        Channels.autoRead(channel, false);
        CompletableFuture<?> unused =
                step.whenComplete((made, thrown) -> channel.eventLoop().execute(() -> {
                    if (!over) {
                        link.guard(() -> {
                            if (thrown != null) {
                                throw told(thrown);
                            }
                            go(made);
                        });
                    }
                }));
    }

    private static RuntimeException told(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
        return cause instanceof RuntimeException told ? told : new IllegalStateException(cause);
    }

    private void go(Step step) {
        if (step instanceof Step.Switch to) {
            ByteBuf packet = Packets.begin(channel.alloc(), sequence++).writeByte(Packets.EOF);
            Strings.writeNul(packet, to.method(), StandardCharsets.US_ASCII);
            Channels.send(channel, Packets.end(packet.writeBytes(to.data()).writeByte(0)));
            goOn();
        } else if (step instanceof Step.More more) {
            more(more.data());
            goOn();
        } else if (step instanceof Step.Proved proved) {
            over = true;
            if (proved.saysFast()) {
                more(FAST_AUTHENTICATION_DONE);
            }
            outcome.proved(proved.login(), sequence);
        } else if (step instanceof Step.Refused refused) {
            over = true;
            outcome.refused(refused, sequence);
        }
    }

    private void more(byte[] data) {
        Channels.send(
                channel,
                Packets.end(Packets.begin(channel.alloc(), sequence++)
                        .writeByte(Packets.AUTH_MORE_DATA)
                        .writeBytes(data)));
    }

    private void goOn() {
        waiting = false;
        Channels.autoRead(channel, true);
        link.resume();
    }

    @Override
    public void inactive() {
        if (!over) {
            over = true;
            outcome.gone();
        }
    }

    @Override
    public void failed(PacketException e) {
        if (over) {
            Channels.close(channel);
        } else {
            over = true;
            outcome.failed(e, sequence);
        }
    }
}
