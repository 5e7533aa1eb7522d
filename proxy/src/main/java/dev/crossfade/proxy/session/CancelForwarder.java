package dev.crossfade.proxy.session;

import dev.crossfade.proxy.backend.Connector;
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
 */
final class CancelForwarder {
    private CancelForwarder() {}

    static void forward(Node node, Channel client, int processId, byte[] secret) {
        CancelKeys.Key key = node.cancelKeys.find(processId, secret);
        if (key == null || key.backendSecret().length == 0) {
            Channels.close(client);
            return;
        }
        Connector.connect(
                node.dialer,
                key.backend().backend(),
                client.eventLoop(),
                channel -> new ChannelInboundHandlerAdapter(),
                backend -> {
                    Future<?> deadline = backend.eventLoop()
                            .schedule(
                                    () -> Channels.close(backend),
                                    node.settings.connectTimeout().toMillis(),
                                    TimeUnit.MILLISECONDS);
                    backend.closeFuture().addListener(closed -> {
                        deadline.cancel(false);
                        Channels.close(client);
                    });
                    Channels.send(
                            backend,
                            Messages.cancelRequest(backend.alloc(), key.backendProcessId(), key.backendSecret()));
                },
                failure -> Channels.close(client));
    }
}
