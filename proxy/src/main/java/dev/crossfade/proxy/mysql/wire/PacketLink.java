package dev.crossfade.proxy.mysql.wire;

import dev.crossfade.proxy.wire.Channels;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel, its framer and its present phase. The last handler of the pipeline: TLS and compression are before it. */
public final class PacketLink extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(PacketLink.class);

    private final Channel channel;
    private final PacketFramer framer;
    private PacketPhase phase;
    private long receivedBytes;

    public PacketLink(Channel channel, PacketPhase first) {
        this.channel = channel;
        this.phase = first;
        this.framer = new PacketFramer(channel.alloc(), first);
    }

    public Channel channel() {
        return channel;
    }

    public PacketFramer framer() {
        return framer;
    }

    public void phase(PacketPhase next) {
        phase = next;
        framer.receiver(next);
    }

    /** From the next packet on, both ways, the connection is compressed. Nothing may have been sent ahead. On the event loop. */
    public void compress() {
        channel.pipeline().addBefore(channel.pipeline().context(this).name(), null, new Compression());
    }

    /** How many bytes have come in since this was asked last. On the event loop. */
    public long takeReceivedBytes() {
        long taken = receivedBytes;
        receivedBytes = 0;
        return taken;
    }

    /** Presents a held packet again; failures are handled as for packets that come in. */
    public void resume() {
        guard(framer::resume);
    }

    /** Runs work that belongs to the phase; failures are handled as for packets that come in. */
    public void guard(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        receivedBytes += bytes.readableBytes();
        try {
            framer.feed(bytes);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(RuntimeException e) {
        if (e instanceof PacketException told) {
            phase.failed(told);
            return;
        }
        log.atError()
                .addKeyValue("session", phase.sessionId())
                .setCause(e)
                .log("Closing {}: an error in Crossfade itself", channel);
        phase.failed(new PacketException(
                PacketException.ER_UNKNOWN_ERROR,
                "HY000",
                "internal error in Crossfade, see its log: " + e.getClass().getSimpleName()));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        phase.readComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        phase.writabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent
                || (event instanceof SslCloseCompletionEvent closed && closed.isSuccess())) {
            phase.inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        framer.close();
        phase.inactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof PacketException told) { // what cannot be taken out of its compression
            phase.failed(told);
        } else if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
            log.debug("{} broke", channel, cause); // a peer that went away: channelInactive follows
            Channels.close(channel);
        } else {
            log.atError()
                    .addKeyValue("session", phase.sessionId())
                    .setCause(cause)
                    .log("Closing {}: an error in Crossfade itself", channel);
            Channels.close(channel);
        }
    }
}
