package dev.crossfade.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client's closing alert (close_notify) from the TLS library as long as the client is owed answers. By RFC 8446,
 * section 6.1, it closes the client's half only, and PostgreSQL, by TLS 1.2 too, answers all that came before it; but BoringSSL
 * behind Netty answers it at once by one of its own, and can send nothing more.
 *
 * <p>In TLS 1.2 a record says that it is an alert. In 1.3 one that has the length of an alert may as well be data of up to 18 bytes.
 * That does no harm: only the last record is kept, behind whole messages that the server answers before it reads on, and goes on
 * when they are answered, or when more comes. At worst, a message of that length that is pipelined goes to the server as late as
 * that. An alert of another length, padded as none of the libraries known here does it, ends the answers.
 *
 * <p>Stands in front of the library's handler from its beginning, or it would not know where records begin. Confined to the
 * channel's event loop; holds {@value #MAX_HELD_BYTES} bytes at the most.
 */
public final class ClosingAlert extends ChannelInboundHandlerAdapter {
    private static final int HEADER_BYTES = 5;
    private static final int LENGTH_AT = 3;
    private static final int ALERT = 0x15; // RFC 8446, section 5.1: ContentType
    private static final int DATA = 0x17;
    private static final int ALERT_BYTES_IN_1_3 = 2 + 1 + 16; // level and description, content type, tag
    private static final int PADDING_BYTES_OF_THE_JDK =
            16; // of its SSLSocket, in every record; its SSLEngine does not pad
    private static final int MAX_HELD_BYTES = 128; // an alert of TLS 1.2 has 31 at the most with the ciphers in use

    private BooleanSupplier isOwed = () -> false;
    private int rest; // of a record that has begun
    private @Nullable ByteBuf held; // the beginning of a record, or all of an alert
    private boolean isWhole;
    private boolean isContentHidden;

    ClosingAlert() {}

    /** Of a client's channel; null when it has no TLS. */
    public static @Nullable ClosingAlert of(Channel channel) {
        return channel.pipeline().get(ClosingAlert.class);
    }

    /**
     * From now on, alerts are kept. The handshake is over.
     *
     * @param owed whether the client has sent whole messages only, and will be answered without sending more
     */
    public void keepWhile(Channel channel, BooleanSupplier owed) {
        isOwed = owed;
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        isContentHidden = tls != null && tls.engine().getSession().getProtocol().equals("TLSv1.3");
    }

    /** Whether one is being kept, or what looks like one. */
    public boolean isKept() {
        return held != null && isWhole;
    }

    /** Whether {@link #release} would pass it on. */
    public boolean isDue() {
        return isKept() && !isOwed.getAsBoolean();
    }

    /** Passes on what is kept, if the client is owed nothing more. */
    public void release(Channel channel) {
        ByteBuf alert = held;
        if (alert != null && isDue()) {
            held = null;
            ChannelHandlerContext ctx = channel.pipeline().context(this);
            ctx.fireChannelRead(alert);
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = withHeld(ctx, (ByteBuf) message);
        int end = in.writerIndex();
        int last = in.readerIndex();
        int next = last + rest;
        boolean begins = next < end;
        while (next < end) {
            last = next;
            next = end - last < HEADER_BYTES ? end + 1 : last + HEADER_BYTES + in.getUnsignedShort(last + LENGTH_AT);
        }
        if (!begins || !mayBeHeld(in, last, end)) {
            rest = next - end;
            ctx.fireChannelRead(in);
            return;
        }
        rest = 0;
        ByteBuf record = ctx.alloc().buffer(end - last).writeBytes(in, last, end - last);
        in.writerIndex(last);
        if (in.isReadable()) {
            ctx.fireChannelRead(in);
        } else {
            in.release();
        }
        isWhole = next == end;
        if (isWhole && !isOwed.getAsBoolean()) { // asked when what came before has been read
            ctx.fireChannelRead(record);
        } else {
            held = record;
        }
    }

    private ByteBuf withHeld(ChannelHandlerContext ctx, ByteBuf in) {
        ByteBuf before = held;
        if (before == null) {
            return in;
        }
        held = null;
        try {
            return ctx.alloc()
                    .buffer(before.readableBytes() + in.readableBytes())
                    .writeBytes(before)
                    .writeBytes(in);
        } finally {
            before.release();
            in.release();
        }
    }

    /** Whether a record, which may not be here in full, is an alert, or less than its header is here. */
    private boolean mayBeHeld(ByteBuf in, int start, int end) {
        if (end - start < HEADER_BYTES) {
            return true; // the library can do nothing with it either
        }
        int length = in.getUnsignedShort(start + LENGTH_AT);
        return switch (in.getByte(start)) {
            case ALERT -> length <= MAX_HELD_BYTES - HEADER_BYTES;
            case DATA ->
                isContentHidden
                        && (length == ALERT_BYTES_IN_1_3 || length == ALERT_BYTES_IN_1_3 + PADDING_BYTES_OF_THE_JDK);
            default -> false;
        };
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
