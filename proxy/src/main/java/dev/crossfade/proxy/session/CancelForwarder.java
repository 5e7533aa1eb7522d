package dev.crossfade.proxy.session;

import dev.crossfade.proxy.backend.Connector;
import dev.crossfade.proxy.backend.ServerConnection;
import dev.crossfade.proxy.node.CancelKeys;
import dev.crossfade.proxy.node.ClientSession;
import dev.crossfade.proxy.node.Node;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.Messages;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Passes a CancelRequest on to the backend that runs the statement. The client is answered as PostgreSQL answers: by
 * closing the connection when the request has been dealt with, and no word about whether there was such a key. A client
 * need not wait for that: Vert.x's closes as soon as it has sent the request, which is passed on all the same.
 *
 * <p>A statement that waits, for a server connection or for the end of a pause, never runs: when its turn comes, one that fails
 * is sent in its place, so that the answer comes from the server and its transaction is in the state that the client expects.
 * Sending it with a request right behind would not do: a server that reads the request first has nothing to cancel.
 *
 * <p>A server connection that a CancelRequest is on its way to is not lent to anybody else before the server has dealt with
 * it.
 */
final class CancelForwarder {
    private CancelForwarder() {}

    /** On any event loop. */
    static void forward(Node node, Channel client, int processId, byte[] secret) {
        CancelKeys.Key key = node.cancelKeys.find(processId, secret);
        if (key == null) {
            Channels.close(client);
            return;
        }
        ClientSession session = key.session();
        session.channel().eventLoop().execute(() -> session.cancel(() -> Channels.close(client)));
    }

    /**
     * Cancels what the session waits for. On its event loop.
     *
     * @param dealtWith run when the server has read the request, or there is none to be made
     */
    static void cancel(Session session, Node node, Runnable dealtWith) {
        ServerConnection connection = session.lease.connection();
        if (session.isStatementHeld()) {
            session.cancelHeld();
            dealtWith.run(); // who asks is not to wait for as long as the statement does
            return;
        }
        if (connection == null
                || connection.secret().length == 0 // it gave none: nothing there can be cancelled
                || session.isEnded()
                || session.isIdle()
                || session.lease.isBusyWithSettings()) {
            dealtWith.run();
            return;
        }
        connection.cancelBegins();
        Connector.connect(
                node.dialer(),
                connection.backend(),
                session.channel().eventLoop(),
                channel -> new ChannelInboundHandlerAdapter(),
                backend -> {
                    Future<?> deadline = backend.eventLoop()
                            .schedule(
                                    () -> Channels.close(backend),
                                    node.settings().connectTimeout().toMillis(),
                                    TimeUnit.MILLISECONDS);
                    backend.closeFuture().addListener(closed -> {
                        deadline.cancel(false);
                        connection.cancelEnds();
                        session.settle();
                        dealtWith.run();
                    });
                    Channels.send(
                            backend,
                            Messages.cancelRequest(backend.alloc(), connection.processId(), connection.secret()));
                },
                failure -> {
                    connection.cancelEnds();
                    dealtWith.run();
                });
    }
}
