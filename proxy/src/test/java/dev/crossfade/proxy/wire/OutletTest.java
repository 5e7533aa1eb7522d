package dev.crossfade.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutletTest {
    /** More than the channel's buffer takes before it says that it is full. */
    private static final int MUCH = 100_000;

    @ParameterizedTest
    @ValueSource(strings = {"forward", "write", "write and tell"})
    void aFlushFromWithinAWriteTakesItAlong(String how) {
        EmbeddedChannel channel = new EmbeddedChannel();
        Outlet outlet = new Outlet(channel);
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelWritabilityChanged(ChannelHandlerContext ctx) {
                outlet.flush(); // the session's last act: it has been answered, and nobody flushes again
            }
        });
        ByteBuf much = Unpooled.wrappedBuffer(new byte[MUCH]);
        Consumer<ByteBuf> send = switch (how) {
            case "forward" ->
                bytes -> {
                    outlet.forward(bytes, 0, MUCH);
                    outlet.endOfInput();
                    bytes.release();
                };
            case "write" -> outlet::write;
            default -> bytes -> outlet.write(bytes, () -> {});
        };
        send.accept(much);
        ByteBuf sent = channel.readOutbound();
        assertThat(sent).isNotNull();
        assertThat(sent.readableBytes()).isEqualTo(MUCH);
        sent.release();
        channel.finishAndReleaseAll();
    }
}
