package dev.crossfade.proxy.wire;

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

class FramerTest {
    private static final byte[] STREAM = stream("Qselect 1;", "S", "Bportal", "dlong body that streams", "X");

    /** Writes down what it is given; needs Q whole, three bytes of B's body, and nothing of the others. */
    private static final class Recorder implements Framer.Receiver {
        private final List<String> seen = new ArrayList<>();
        private final StringBuilder body = new StringBuilder();
        private char last;
        private int holds;

        @Override
        public int need(byte type, int total) {
            return switch (type) {
                case 'Q' -> total;
                case 'B' -> 8;
                default -> 0;
            };
        }

        @Override
        public boolean message(byte type, int total, ByteBuf buffer, int start, int available) {
            assertThat(available).isGreaterThanOrEqualTo(Math.min(total, Math.max(5, need(type, total))));
            if (holds > 0) {
                holds--;
                return false;
            }
            finish();
            last = (char) type;
            append(buffer, start + 5, available - 5);
            return true;
        }

        @Override
        public void more(ByteBuf buffer, int start, int length) {
            append(buffer, start, length);
        }

        private void append(ByteBuf buffer, int start, int length) {
            body.append(buffer.toString(start, length, StandardCharsets.US_ASCII));
        }

        private void finish() {
            if (last != 0) {
                seen.add(last + body.toString());
                body.setLength(0);
                last = 0;
            }
        }

        @Override
        public void endOfInput() {}
    }

    private static byte[] stream(String... messages) {
        ByteBuf out = Unpooled.buffer();
        for (String message : messages) {
            out.writeByte(message.charAt(0)).writeInt(message.length() + 3);
            out.writeCharSequence(message.substring(1), StandardCharsets.US_ASCII);
        }
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    @Test
    void cutsAtEveryByteTheSameWay() {
        for (int first = 0; first <= STREAM.length; first++) {
            for (int second = first; second <= STREAM.length; second++) {
                Recorder recorder = new Recorder();
                Framer framer = new Framer(UnpooledByteBufAllocator.DEFAULT, recorder, false);
                List<ByteBuf> inputs = List.of(
                        Unpooled.copiedBuffer(STREAM, 0, first),
                        Unpooled.copiedBuffer(STREAM, first, second - first),
                        Unpooled.copiedBuffer(STREAM, second, STREAM.length - second));
                inputs.forEach(framer::feed);
                recorder.finish();
                assertThat(recorder.seen)
                        .as("cut at %d and %d", first, second)
                        .containsExactly("Qselect 1;", "S", "Bportal", "dlong body that streams", "X");
                assertThat(inputs).allMatch(input -> input.capacity() == 0 || input.refCnt() == 0);
            }
        }
    }

    @Test
    void aHeldMessageIsPresentedAgainAndKeepsItsPlace() {
        for (int cut = 0; cut <= STREAM.length; cut++) {
            Recorder recorder = new Recorder();
            recorder.holds = 3;
            Framer framer = new Framer(UnpooledByteBufAllocator.DEFAULT, recorder, false);
            framer.feed(Unpooled.copiedBuffer(STREAM, 0, cut));
            framer.feed(Unpooled.copiedBuffer(STREAM, cut, STREAM.length - cut));
            for (int i = 0; i < 3; i++) {
                assertThat(framer.isHeld()).isTrue();
                assertThat(recorder.seen).isEmpty();
                framer.resume();
            }
            recorder.finish();
            assertThat(recorder.seen)
                    .as("cut at %d", cut)
                    .containsExactly("Qselect 1;", "S", "Bportal", "dlong body that streams", "X");
        }
    }

    @Test
    void closingReleasesWhatIsHeld() {
        Recorder recorder = new Recorder();
        recorder.holds = 1;
        Framer framer = new Framer(UnpooledByteBufAllocator.DEFAULT, recorder, false);
        ByteBuf first = Unpooled.copiedBuffer(STREAM);
        ByteBuf second = Unpooled.copiedBuffer(STREAM);
        framer.feed(first);
        framer.feed(second);
        framer.close();
        ByteBuf late = Unpooled.copiedBuffer(STREAM);
        framer.feed(late);
        assertThat(List.of(first, second, late)).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void aLengthThatIsClaimedReservesNothingAndAWrongOneIsRefused() {
        ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
        Framer framer = new Framer(allocator, new Recorder(), false);
        long before = UnpooledByteBufAllocator.DEFAULT.metric().usedHeapMemory()
                + UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        framer.feed(Unpooled.buffer().writeByte('Q').writeInt(900_000_000).writeByte('x'));
        assertThat(UnpooledByteBufAllocator.DEFAULT.metric().usedHeapMemory()
                        + UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory()
                        - before)
                .isLessThan(100_000);
        framer.close();
        for (int length : new int[] {3, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            Framer another = new Framer(allocator, new Recorder(), false);
            ByteBuf input = Unpooled.buffer().writeByte('Q').writeInt(length);
            assertThatThrownBy(() -> another.feed(input)).isInstanceOf(FatalException.class);
            assertThat(input.refCnt()).isZero();
        }
    }
}
