package dev.crossfade.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/**
 * The way out to one channel. Neighbouring messages of one read leave as one slice of it, without copying; nothing is
 * flushed before {@link #flush}, which is called once for a burst of reads. Confined to the channel's event loop.
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
        Channels.write(channel, message);
        dirty = true;
    }

    /** Sends a message and tells when it has been written to the socket. */
    public void write(ByteBuf message, Runnable written) {
        endOfInput();
        sentBytes += message.readableBytes();
        channel.write(message).addListener((ChannelFutureListener) future -> {
            if (future.isSuccess()) {
                written.run();
            }
        });
        dirty = true;
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
            Channels.write(channel, from.retainedSlice(start, end - start));
            dirty = true;
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
