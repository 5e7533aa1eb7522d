package dev.crossfade.proxy.mysql.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 250, 251, 252, 0xff, 0xffff, 0x1_0000, 0xff_ffff, 0x100_0000, Long.MAX_VALUE})
    void lengthEncodedIntegersComeBack(long value) {
        ByteBuf buffer = Unpooled.buffer();
        LenEnc.write(buffer, value);
        assertThat(buffer.readableBytes()).isEqualTo(LenEnc.size(value));
        for (int cut = 0; cut < buffer.readableBytes(); cut++) {
            ByteBuf part = buffer.slice(0, cut);
            assertThatThrownBy(() -> LenEnc.read(part)).isInstanceOf(PacketException.class);
        }
        assertThat(LenEnc.read(buffer)).isEqualTo(value);
        assertThat(buffer.isReadable()).isFalse();
    }

    @Test
    void stringsNeverReachBeyondTheirPacket() {
        for (String hex :
                new String[] {"", "02ff", "fc0100", "fdffffff00", "feffffffffffffff7f", "feffffffffffffffff", "ff"}) {
            ByteBuf packet = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
            assertThatThrownBy(() -> LenEnc.readBytes(packet.duplicate())).isInstanceOf(PacketException.class);
            assertThatThrownBy(() -> LenEnc.skip(packet.duplicate())).isInstanceOf(PacketException.class);
        }
        ByteBuf nulls = Unpooled.wrappedBuffer(new byte[] {(byte) 0xfb, 1, 'a', 'b', 'c', 0, 'd'});
        LenEnc.skip(nulls);
        assertThat(LenEnc.readBytes(nulls)).containsExactly('a');
        assertThat(LenEnc.readNulBytes(nulls)).containsExactly('b', 'c');
        assertThatThrownBy(() -> LenEnc.readNulBytes(nulls)).isInstanceOf(PacketException.class);
    }

    @Test
    void errorsComeBack() {
        for (ErrPacket error : new ErrPacket[] {
            new ErrPacket(1045, "28000", "Access denied für 'x'"),
            new ErrPacket(1040, "", "Too many connections"),
            new ErrPacket(0xffff, "HY000", "")
        }) {
            ByteBuf packet = error.encode(UnpooledByteBufAllocator.DEFAULT, 7);
            assertThat(PacketFramer.sequence(packet, 0)).isEqualTo(7);
            ByteBuf payload = Packets.payload(packet, 0, packet.getUnsignedMediumLE(0));
            assertThat(payload.readableBytes()).isEqualTo(packet.readableBytes() - 4);
            assertThat(ErrPacket.decode(payload)).isEqualTo(error);
        }
    }

    @Test
    void okComesBackWithCountsOf64Bits() {
        for (long count : new long[] {0, 250, 251, 70_000, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            OkPacket ok = new OkPacket(count, -count, 0x4002, 3, new byte[] {1, 2, 3});
            ByteBuf packet = ok.encode(UnpooledByteBufAllocator.DEFAULT, 1);
            ByteBuf payload = Packets.payload(packet, 0, packet.getUnsignedMediumLE(0));
            assertThat(OkPacket.status(payload.duplicate())).isEqualTo(0x4002);
            assertThat(OkPacket.decode(payload)).usingRecursiveComparison().isEqualTo(ok);
        }
        ByteBuf shortOne = Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 2});
        assertThatThrownBy(() -> OkPacket.status(shortOne.duplicate())).isInstanceOf(PacketException.class);
        assertThatThrownBy(() -> OkPacket.decode(shortOne.duplicate())).isInstanceOf(PacketException.class);
    }

    @Test
    void aPayloadTooLongForOnePacketIsNotWritten() {
        ByteBuf packet = Packets.begin(UnpooledByteBufAllocator.DEFAULT, 0).writeZero(PacketFramer.MAX_PAYLOAD_BYTES);
        assertThatThrownBy(() -> Packets.end(packet)).isInstanceOf(IllegalArgumentException.class);
        packet.release();
    }
}
