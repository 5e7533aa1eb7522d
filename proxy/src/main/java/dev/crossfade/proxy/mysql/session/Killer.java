package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.login.BackendDialer;
import dev.crossfade.proxy.mysql.login.ServerConnection;
import dev.crossfade.proxy.mysql.wire.Capabilities;
import dev.crossfade.proxy.mysql.wire.Command;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.mysql.wire.PacketPhase;
import dev.crossfade.proxy.mysql.wire.Packets;
import dev.crossfade.proxy.wire.Channels;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Cancels what a session's server is doing, by KILL QUERY over a connection of its own that logs in as the session's user. */
final class Killer implements PacketPhase {
    private final ServerConnection connection;

    private Killer(ServerConnection connection) {
        this.connection = connection;
    }

    /** @param dealtWith run on the session's event loop when the server has answered, or cannot be told */
    static void kill(MySqlSession session, Runnable dealtWith) {
        session.mysql
                .dialer()
                .open(
                        session.target,
                        session.login.login(),
                        session.login.hello(),
                        session.channel().eventLoop(),
                        new BackendDialer.Outcome() {
                            @Override
                            public void opened(ServerConnection connection) {
                                connection.channel().closeFuture().addListener(closed -> dealtWith.run());
                                new Killer(connection).send(session.backendId());
                            }

                            @Override
                            public void refused(PacketException why) {
                                dealtWith.run();
                            }
                        });
    }

    private void send(int backendId) {
        ByteBuf out = Packets.begin(connection.channel().alloc(), 0).writeByte(Command.QUERY);
        if ((connection.capabilities() & Capabilities.QUERY_ATTRIBUTES) != 0) {
            out.writeByte(0).writeByte(1);
        }
        out.writeCharSequence("KILL QUERY " + Integer.toUnsignedString(backendId), StandardCharsets.US_ASCII);
        connection.link().phase(this);
        Channels.send(connection.channel(), Packets.end(out));
        Channels.autoRead(connection.channel(), true);
    }

    @Override
    public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
        Channels.send(
                connection.channel(),
                Packets.end(Packets.begin(connection.channel().alloc(), 0).writeByte(Command.QUIT)));
        Channels.closeAfterWrites(connection.channel(), 1_000);
        return true;
    }

    @Override
    public void inactive() {
        // whoever waits listens to its close future
    }

    @Override
    public void failed(PacketException e) {
        Channels.close(connection.channel());
    }
}
