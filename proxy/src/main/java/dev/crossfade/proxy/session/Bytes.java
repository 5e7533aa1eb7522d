package dev.crossfade.proxy.session;

import dev.crossfade.proxy.wire.Text;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Parts of a message as arrays. */
final class Bytes {
    private Bytes() {}

    static byte[] of(ByteBuf buffer, int start, int end) {
        byte[] bytes = new byte[end - start];
        buffer.getBytes(start, bytes);
        return bytes;
    }

    /** The string that begins there, without its zero byte; null when there is none before {@code end}. */
    static byte @Nullable [] string(ByteBuf buffer, int start, int end) {
        int zero = Text.zeroByte(buffer, start, end);
        return zero < 0 ? null : of(buffer, start, zero);
    }
}
