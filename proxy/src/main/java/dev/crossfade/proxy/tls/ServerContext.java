package dev.crossfade.proxy.tls;

import com.ongres.scram.common.util.TlsServerEndpoint;
import dev.crossfade.proxy.ClientTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.Executor;

/** What clients are spoken to by. Immutable: a reload makes a new one, and connections go on with what they began with. */
public final class ServerContext {
    private final Duration handshakeTimeout;
    private final Executor worker;
    private final SslContext context;

    /**
     * Reads the files.
     *
     * @param worker computes handshakes
     * @throws dev.crossfade.flags.CrossfadeException when they cannot be used
     */
    public ServerContext(ClientTls settings, Duration handshakeTimeout, Executor worker) {
        this(settings, handshakeTimeout, worker, Pem.provider());
    }

    ServerContext(ClientTls settings, Duration handshakeTimeout, Executor worker, SslProvider provider) {
        this.handshakeTimeout = handshakeTimeout;
        this.worker = worker;
        this.context = Pem.server(settings, provider);
    }

    /** Makes a client's channel speak TLS from the next byte that comes in. */
    public void begin(Channel channel) {
        channel.pipeline().addFirst(new ClosingAlert(), handler(channel.alloc()));
    }

    /** The same behind one of its handlers, for what that one passes on. */
    void beginBehind(ChannelHandlerContext ctx) {
        ctx.pipeline().addAfter(ctx.name(), null, handler(ctx.alloc())).addAfter(ctx.name(), null, new ClosingAlert());
    }

    private SslHandler handler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator, worker);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        return handler;
    }

    /** tls-server-end-point (RFC 5929) of a certificate; empty for one whose signature names no hash. */
    static byte[] channelBinding(X509Certificate certificate) {
        try {
            return TlsServerEndpoint.getChannelBindingData(certificate);
        } catch (CertificateEncodingException e) {
            return new byte[0];
        }
    }
}
