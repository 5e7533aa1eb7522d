package dev.crossfade.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ClosingAlertTest {
    private static final int ALERT = 0x15;
    private static final int DATA = 0x17;

    private final ClosingAlert alert = new ClosingAlert();
    private final EmbeddedChannel channel = new EmbeddedChannel(alert);
    private boolean owed = true;

    private static byte[] records(int... typesAndLengths) {
        ByteBuf all = Unpooled.buffer();
        for (int i = 0; i < typesAndLengths.length; i += 2) {
            all.writeByte(typesAndLengths[i]).writeShort(0x0303).writeShort(typesAndLengths[i + 1]);
            for (int at = 0; at < typesAndLengths[i + 1]; at++) {
                all.writeByte(all.writerIndex());
            }
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    private static byte[] passedOn(EmbeddedChannel channel) {
        ByteBuf passed = Unpooled.buffer();
        ByteBuf read;
        while ((read = channel.readInbound()) != null) {
            passed.writeBytes(read);
            read.release();
        }
        byte[] bytes = new byte[passed.readableBytes()];
        passed.readBytes(bytes);
        return bytes;
    }

    @Test
    void whereverReadsEndOnlyTheLastAlertIsKept() {
        byte[] all = records(DATA, 300, DATA, 1, ALERT, 26, DATA, 40, ALERT, 26);
        for (int first = 1; first < all.length; first++) {
            for (int second = first; second < all.length; second += 7) {
                owed = true;
                ClosingAlert each = new ClosingAlert();
                EmbeddedChannel to = new EmbeddedChannel(each);
                each.keepWhile(to, () -> owed);
                to.writeInbound(Unpooled.copiedBuffer(all, 0, first));
                to.writeInbound(Unpooled.copiedBuffer(all, first, second - first));
                to.writeInbound(Unpooled.copiedBuffer(all, second, all.length - second));
                assertThat(each.isKept()).isTrue();
                owed = false;
                each.release(to);
                assertThat(each.isKept()).isFalse();
                assertThat(passedOn(to)).isEqualTo(all);
            }
        }
    }

    @Test
    void whatComesBehindOneSetsItFree() {
        alert.keepWhile(channel, () -> owed);
        byte[] kept = records(ALERT, 26);
        byte[] next = records(DATA, 30);
        channel.writeInbound(Unpooled.wrappedBuffer(kept));
        assertThat(passedOn(channel)).isEmpty();
        alert.release(channel);
        assertThat(passedOn(channel)).isEmpty();
        channel.writeInbound(Unpooled.wrappedBuffer(next));
        assertThat(passedOn(channel)).startsWith(kept).endsWith(next).hasSize(kept.length + next.length);
        assertThat(alert.isKept()).isFalse();
    }

    @Test
    void whoIsOwedNothingIsNotKeptWaiting() {
        channel.writeInbound(Unpooled.wrappedBuffer(records(ALERT, 2))); // in the handshake
        assertThat(passedOn(channel)).hasSize(7);
        alert.keepWhile(channel, () -> owed);
        owed = false;
        channel.writeInbound(Unpooled.wrappedBuffer(records(ALERT, 26)));
        assertThat(passedOn(channel)).hasSize(31);
    }

    @Test
    void whatIsKeptIsReleasedWithTheChannel() {
        alert.keepWhile(channel, () -> owed);
        channel.writeInbound(Unpooled.wrappedBuffer(records(ALERT, 26)));
        assertThat(alert.isKept()).isTrue();
        channel.finishAndReleaseAll();
        assertThat(alert.isKept()).isFalse();
    }
}
