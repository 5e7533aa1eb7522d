package dev.crossfade.proxy.node;

import io.netty.channel.Channel;

/** A client that has not logged in yet. */
public interface PendingLogin {
    /** The same as the session's will be. */
    String id();

    /** When it has connected. */
    long sinceMillis();

    Channel channel();

    /** Crossfade is closing: the client is told so. On its event loop. */
    void shutDown();
}
