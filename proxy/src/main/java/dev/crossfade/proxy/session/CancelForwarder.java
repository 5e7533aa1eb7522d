package dev.crossfade.proxy.session;

import dev.crossfade.proxy.wire.Messages;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Passes a CancelRequest on to the backend that runs the statement. The client is answered as PostgreSQL answers: by
 * closing the connection when the request has been dealt with, and no word about whether there was such a key.
 */
final class CancelForwarder {
    private CancelForwarder() {}

    static void forward(Node node, Channel client, int processId, int secret) {
        CancelKeys.Key key = node.cancelKeys.find(processId, secret);
        if (key == null) {
            client.close();
            return;
        }
        client.eventLoop()
                .schedule(() -> client.close(), node.settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        Connector.connect(
                node,
                key.backend().backend(),
                client.eventLoop(),
                channel -> new ChannelInboundHandlerAdapter(),
                backend -> {
                    backend.closeFuture().addListener(closed -> client.close());
                    client.closeFuture().addListener(closed -> backend.close());
                    backend.writeAndFlush(
                            Messages.cancelRequest(backend.alloc(), key.backendProcessId(), key.backendSecret()));
                },
                failure -> client.close());
    }
}
