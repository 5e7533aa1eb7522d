package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.ErrPacket;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Takes the answer to a command of the proxy's own. Called on the session's event loop. */
interface Own {
    /** The answer's first packet, when it is no error. */
    default void first(ByteBuf payload) {}

    /** A row. */
    default void row(ByteBuf payload) {}

    /** The answer is over. {@code error}: what the server said in place of it, null when it has answered. */
    void done(@Nullable ErrPacket error);
}
