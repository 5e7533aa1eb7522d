package dev.crossfade.proxy.mysql.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketFramerTest {
    private static final String[] PACKETS = {"Qselect 1", "", "Xportal", "rlong body that streams", "", "Q", "r"};
    private static final byte[] STREAM = stream(PACKETS);
    private static final String[] SEEN = seen();

    /** Writes down what it is given; needs Q whole, three bytes of X's body, and nothing of the others. */
    private static final class Recorder implements PacketFramer.Receiver {
        private final List<String> seen = new ArrayList<>();
        private final StringBuilder body = new StringBuilder();
        private boolean any;
        private int holds;
        private int continuations;
        private boolean longBodies;
        private long bytes;

        @Override
        public int need(int first, int length) {
            return switch (first) {
                case 'Q' -> PacketFramer.HEADER_BYTES + length;
                case 'X' -> 7;
                default -> 0;
            };
        }

        @Override
        public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
            assertThat(buffer.getUnsignedMediumLE(start)).isEqualTo(length);
            assertThat(available).isBetween(Math.min(length + 4, Math.max(5, need(first, length))), length + 4);
            assertThat(first).isEqualTo(length == 0 ? -1 : buffer.getByte(start + 4) & 0xff);
            if (holds > 0) {
                holds--;
                return false;
            }
            finish();
            any = true;
            body.append(PacketFramer.sequence(buffer, start)).append(':');
            append(buffer, start + 4, available - 4);
            return true;
        }

        @Override
        public void continued(ByteBuf buffer, int start) {
            continuations++;
            assertThat(PacketFramer.sequence(buffer, start)).isEqualTo(continuations & 0xff);
        }

        @Override
        public void more(ByteBuf buffer, int start, int length) {
            append(buffer, start, length);
        }

        private void append(ByteBuf buffer, int start, int length) {
            bytes += length;
            if (!longBodies) {
                body.append(buffer.toString(start, length, StandardCharsets.US_ASCII));
            }
        }

        private void finish() {
            if (any) {
                seen.add(body.toString());
                body.setLength(0);
                any = false;
            }
        }

        @Override
        public void endOfInput() {}
    }

    private static byte[] stream(String... packets) {
        ByteBuf out = Unpooled.buffer();
        for (int i = 0; i < packets.length; i++) {
            out.writeMediumLE(packets[i].length()).writeByte(250 + i);
            out.writeCharSequence(packets[i], StandardCharsets.US_ASCII);
        }
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static String[] seen() {
        String[] seen = new String[PACKETS.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = ((250 + i) & 0xff) + ":" + PACKETS[i];
        }
        return seen;
    }

    @Test
    void cutsAtEveryByteTheSameWay() {
        for (int first = 0; first <= STREAM.length; first++) {
            for (int second = first; second <= STREAM.length; second++) {
                Recorder recorder = new Recorder();
                PacketFramer framer = new PacketFramer(UnpooledByteBufAllocator.DEFAULT, recorder);
                List<ByteBuf> inputs = List.of(
                        Unpooled.copiedBuffer(STREAM, 0, first),
                        Unpooled.copiedBuffer(STREAM, first, second - first),
                        Unpooled.copiedBuffer(STREAM, second, STREAM.length - second));
                inputs.forEach(framer::feed);
                recorder.finish();
                assertThat(recorder.seen).as("cut at %d and %d", first, second).containsExactly(SEEN);
                assertThat(framer.isBetweenPackets()).isTrue();
                assertThat(inputs).allMatch(input -> input.capacity() == 0 || input.refCnt() == 0);
            }
        }
    }

    @Test
    void takesSingleBytes() {
        Recorder recorder = new Recorder();
        PacketFramer framer = new PacketFramer(UnpooledByteBufAllocator.DEFAULT, recorder);
        for (byte one : STREAM) {
            framer.feed(Unpooled.buffer(1).writeByte(one));
        }
        recorder.finish();
        assertThat(recorder.seen).containsExactly(SEEN);
    }

    @Test
    void aHeldPacketIsPresentedAgainAndKeepsItsPlace() {
        for (int cut = 0; cut <= STREAM.length; cut++) {
            Recorder recorder = new Recorder();
            recorder.holds = 3;
            PacketFramer framer = new PacketFramer(UnpooledByteBufAllocator.DEFAULT, recorder);
            framer.feed(Unpooled.copiedBuffer(STREAM, 0, cut));
            framer.feed(Unpooled.copiedBuffer(STREAM, cut, STREAM.length - cut));
            for (int i = 0; i < 3; i++) {
                assertThat(framer.isHeld()).isTrue();
                assertThat(recorder.seen).isEmpty();
                framer.resume();
            }
            recorder.finish();
            assertThat(recorder.seen).as("cut at %d", cut).containsExactly(SEEN);
        }
    }

    @Test
    void aPayloadThatGoesOnIsOnePacket() {
        for (int[] tail : new int[][] {{0}, {1}, {7}, {PacketFramer.MAX_PAYLOAD_BYTES, 0}}) {
            ByteBuf stream = Unpooled.buffer();
            int sequence = 0;
            long expected = PacketFramer.MAX_PAYLOAD_BYTES;
            stream.writeMediumLE(PacketFramer.MAX_PAYLOAD_BYTES).writeByte(sequence++);
            stream.writeByte('r').writeZero(PacketFramer.MAX_PAYLOAD_BYTES - 1);
            for (int length : tail) {
                stream.writeMediumLE(length).writeByte(sequence++).writeZero(length);
                expected += length;
            }
            stream.writeMediumLE(1).writeByte(0).writeByte('Q');
            Recorder recorder = new Recorder();
            recorder.longBodies = true;
            PacketFramer framer = new PacketFramer(UnpooledByteBufAllocator.DEFAULT, recorder);
            int boundary = PacketFramer.MAX_PAYLOAD_BYTES + 4;
            framer.feed(stream.readBytes(boundary - 2)); // headers of what goes on are cut, too
            while (stream.readableBytes() > 9) {
                assertThat(framer.isInBody()).isTrue();
                framer.feed(stream.readBytes(Math.min(3, stream.readableBytes() - 9)));
                if (stream.readableBytes() > 100_000) {
                    framer.feed(stream.readBytes(stream.readableBytes() - 50_000));
                }
            }
            framer.feed(stream);
            recorder.finish();
            assertThat(recorder.seen).containsExactly("0:", "0:");
            assertThat(recorder.bytes).isEqualTo(expected + 1);
            assertThat(recorder.continuations).isEqualTo(tail.length);
            assertThat(framer.isBetweenPackets()).isTrue();
        }
    }

    @Test
    void closingReleasesWhatIsHeld() {
        Recorder recorder = new Recorder();
        recorder.holds = 1;
        PacketFramer framer = new PacketFramer(UnpooledByteBufAllocator.DEFAULT, recorder);
        ByteBuf first = Unpooled.copiedBuffer(STREAM);
        ByteBuf second = Unpooled.copiedBuffer(STREAM);
        framer.feed(first);
        framer.feed(second);
        assertThat(framer.keptBytes()).isEqualTo(2L * STREAM.length);
        framer.close();
        ByteBuf late = Unpooled.copiedBuffer(STREAM);
        framer.feed(late);
        assertThat(List.of(first, second, late)).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void aLengthThatIsClaimedReservesNothing() {
        ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
        PacketFramer framer = new PacketFramer(allocator, new Recorder());
        long before = used();
        framer.feed(Unpooled.buffer().writeMediumLE(0xff_ffff).writeByte(0).writeByte('Q'));
        assertThat(used() - before).isLessThan(100_000);
        framer.close();
    }

    private static long used() {
        return UnpooledByteBufAllocator.DEFAULT.metric().usedHeapMemory()
                + UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    @Test
    void whatAPhaseRefusesClosesAndReleases() {
        PacketPhase phase = new PacketPhase() {
            @Override
            public boolean packet(int first, int length, ByteBuf buffer, int start, int available) {
                throw new AssertionError("it is too long");
            }

            @Override
            public void inactive() {}

            @Override
            public void failed(PacketException e) {}
        };
        PacketFramer framer = new PacketFramer(UnpooledByteBufAllocator.DEFAULT, phase);
        ByteBuf input = Unpooled.buffer().writeMediumLE(65_537).writeByte(0).writeByte('Q');
        assertThatThrownBy(() -> framer.feed(input))
                .isInstanceOfSatisfying(
                        PacketException.class,
                        e -> assertThat(e.error().code()).isEqualTo(PacketException.ER_NET_PACKET_TOO_LARGE));
        assertThat(input.refCnt()).isZero();
    }
}
