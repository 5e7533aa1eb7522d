package dev.crossfade.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/**
 * The way out to one channel. Neighbouring messages of one read leave as one slice of it, without copying; nothing is
 * flushed before {@link #flush}, which is called once for a burst of reads. Confined to the channel's event loop.
 *
 * <p>A write may fill the channel's buffer, and whoever is told so may call {@link #flush} from within it: that one has to take
 * what is being written along, since it can be the last.
 */
public final class Outlet {
    private final Channel channel;
    private @Nullable ByteBuf base;
    private int start;
    private int end;
    private boolean dirty;
    private long sentBytes;

    public Outlet(Channel channel) {
        this.channel = channel;
    }

    /** Passes on part of {@code buffer} as it is. Takes its own reference, at the latest at {@link #endOfInput}. */
    @SuppressWarnings("ReferenceEquality") // the same buffer, not one with the same bytes
    public void forward(ByteBuf buffer, int from, int length) {
        sentBytes += length;
        if (base == buffer && end == from) {
            end += length;
            return;
        }
        endOfInput();
        base = buffer;
        start = from;
        end = from + length;
    }

    /** Sends a message, which it takes over. */
    public void write(ByteBuf message) {
        endOfInput();
        sentBytes += message.readableBytes();
        dirty = true;
        Channels.write(channel, message);
    }

    /** Sends a message and tells when it has been written to the socket. */
    public void write(ByteBuf message, Runnable written) {
        endOfInput();
        sentBytes += message.readableBytes();
        dirty = true;
        channel.write(message).addListener((ChannelFutureListener) future -> {
            if (future.isSuccess()) {
                written.run();
            }
        });
    }

    /** How many bytes it has been given since this was asked last. */
    public long takeSentBytes() {
        long taken = sentBytes;
        sentBytes = 0;
        return taken;
    }

    /** The buffer that {@link #forward} was given goes away. */
    public void endOfInput() {
        ByteBuf from = base;
        if (from != null) {
            base = null;
            dirty = true;
            Channels.write(channel, from.retainedSlice(start, end - start));
        }
    }

    public void flush() {
        endOfInput();
        if (dirty) {
            dirty = false;
            channel.flush();
        }
    }

    public boolean isWritable() {
        return channel.isWritable();
    }

    public Channel channel() {
        return channel;
    }
}
