package dev.crossfade.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Looks at a client's first byte: libpq 17 may begin with a TLS handshake at once (sslnegotiation=direct). A startup packet
 * begins with its length, whose first byte is 0.
 */
public final class DirectTls extends ChannelInboundHandlerAdapter {
    private static final byte HANDSHAKE = 0x16; // RFC 8446, section 5.1: ContentType handshake

    private final ServerContext tls;
    private final Runnable begins;

    /** @param begins told when the client begins with TLS, before it is answered */
    public DirectTls(ServerContext tls, Runnable begins) {
        this.tls = tls;
        this.begins = begins;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (!in.isReadable()) {
            in.release();
            return;
        }
        if (in.getByte(in.readerIndex()) == HANDSHAKE) {
            begins.run();
            tls.beginBehind(ctx);
        }
        ctx.fireChannelRead(message);
        ctx.pipeline().remove(this);
    }

    /** Whether a client that begins with TLS has said which protocol it speaks inside, as it must. */
    public static boolean hasAgreedProtocol(Encrypted encrypted) {
        return Pem.ALPN.equals(encrypted.protocol());
    }
}
