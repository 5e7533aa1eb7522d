package dev.crossfade.bench.jmh;

import dev.crossfade.proxy.wire.Framer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Framing: one read's bytes into messages. The time is for the whole read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FramerBenchmark {
    /** Counts, so that nothing is optimized away. */
    private static final class Counter implements Framer.Receiver {
        private final int needed;
        private long bytes;

        Counter(int needed) {
            this.needed = needed;
        }

        @Override
        public int need(byte type, int total) {
            return needed;
        }

        @Override
        public boolean message(byte type, int total, ByteBuf buffer, int start, int available) {
            bytes += available;
            return true;
        }

        @Override
        public void more(ByteBuf buffer, int start, int length) {
            bytes += length;
        }

        @Override
        public void endOfInput() {}
    }

    /** What the client of a prepared statement sends at once, and what it gets back; or a result of 100 rows. */
    @Param({"bind-execute-sync", "one-row", "hundred-rows"})
    public String read = "one-row";

    /** Whether the read ends in the middle of its last message, and another brings the rest. */
    @Param({"false", "true"})
    public boolean split;

    private final Counter counter = new Counter(64);
    private final Framer framer = new Framer(UnpooledByteBufAllocator.DEFAULT, counter, false);
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    private int cut;

    @Setup(Level.Trial)
    public void fill() {
        bytes = Unpooled.directBuffer();
        switch (read) {
            case "bind-execute-sync" -> {
                message('B', "\0P0_1\0\0\0\0\1\0\0\0\00512345\0\0");
                message('E', "\0\0\0\0\0");
                message('S', "");
            }
            case "one-row" -> rows(1);
            default -> rows(100);
        }
        cut = bytes.readableBytes() - 3;
    }

    private void rows(int count) {
        message('2', "");
        for (int i = 0; i < count; i++) {
            message('D', "\0\1\0\0\0\0024711");
        }
        message('C', "SELECT " + count + "\0");
        message('Z', "I");
    }

    private void message(char type, String body) {
        bytes.writeByte(type).writeInt(4 + body.length()).writeCharSequence(body, StandardCharsets.ISO_8859_1);
    }

    @Benchmark
    public long frame() {
        if (split) {
            framer.feed(bytes.retainedSlice(0, cut));
            framer.feed(bytes.retainedSlice(cut, bytes.readableBytes() - cut));
        } else {
            framer.feed(bytes.retainedDuplicate());
        }
        return counter.bytes;
    }
}
