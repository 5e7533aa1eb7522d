package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.ProxySettings.Backend;
import dev.crossfade.proxy.mysql.wire.OkPacket;
import dev.crossfade.proxy.mysql.wire.PacketLink;
import io.netty.channel.Channel;

/**
 * A connection to a backend that has logged in. Nothing more is read from it until its link has another phase and the channel is
 * told to read.
 *
 * @param greeting the backend's; its thread id is the connection's
 * @param capabilities what both sides have
 * @param ok what the backend has let it in with
 */
public record ServerConnection(PacketLink link, Backend backend, Greeting greeting, long capabilities, OkPacket ok) {
    public Channel channel() {
        return link.channel();
    }

    /** The backend's id of it. */
    public int threadId() {
        return greeting.threadId();
    }
}
