package dev.crossfade.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What is done to channels. Nobody waits for one to close: whoever cares listens to its close future. */
public final class Channels {
    private Channels() {}

    /** Reads go on or stop. Asked after every burst, and mostly nothing changes: setting it is an atomic exchange. */
    public static void autoRead(Channel channel, boolean on) {
        ChannelConfig config = channel.config();
        if (config.isAutoRead() != on) {
            config.setAutoRead(on);
        }
    }

    public static void close(Channel channel) {
        ChannelFuture unused = channel.close();
    }

    /** Writes without flushing; a failure closes the channel. */
    static void write(Channel channel, ByteBuf message) {
        ChannelFuture unused = channel.write(message, channel.voidPromise());
    }

    /** Writes and flushes; a failure closes the channel. */
    public static void send(Channel channel, ByteBuf message) {
        ChannelFuture unused = channel.writeAndFlush(message, channel.voidPromise());
    }

    /** Closes the sending side when what was written so far is out; the peer may still send. */
    public static void shutdownOutputAfterWrites(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                ChannelFuture unused = duplex.shutdownOutput();
            } else {
                close(channel);
            }
        });
    }

    /** Closes after what has been written so far, or after a time if the peer does not take it. */
    public static void closeAfterWrites(Channel channel, long timeoutMillis) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        if (channel.isOpen()) {
            Future<?> timer = channel.eventLoop().schedule(() -> close(channel), timeoutMillis, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> timer.cancel(false));
        }
    }
}
