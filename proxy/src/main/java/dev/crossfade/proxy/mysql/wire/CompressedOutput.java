package dev.crossfade.proxy.mysql.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.zip.Deflater;

/**
 * Puts bytes into compressed packets
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_compression_packet.html). What is shorter than the server
 * thinks worth compressing, or does not get shorter, goes as it is. Confined to one event loop.
 */
final class CompressedOutput {
    /** What is in one packet at most: an event loop is held up by it for well under a millisecond. */
    static final int FRAME_BYTES = 32 * 1024;

    /** Less is not compressed (MIN_COMPRESS_LENGTH of the server's mysys). */
    static final int LEAST_BYTES = 50;

    /**
     * One for each event loop, since it has 256 KiB outside the heap and each packet begins anew. The fastest level: the server's own
     * are its clients' bandwidth, here other sessions wait for it.
     */
    private static final FastThreadLocal<Deflater> DEFLATER = new FastThreadLocal<>() {
        @Override
        protected Deflater initialValue() {
            return new Deflater(Deflater.BEST_SPEED);
        }

        @Override
        protected void onRemoval(Deflater deflater) {
            deflater.end();
        }
    };

    private CompressedOutput() {}

    /** The next packet, with the first {@code length} bytes, at most {@link #FRAME_BYTES}, which it takes out. */
    static ByteBuf frame(ByteBufAllocator allocator, ByteBuf bytes, int length, int number) {
        ByteBuf frame = allocator.buffer(Compression.HEADER_BYTES + length);
        frame.writeZero(Compression.HEADER_BYTES).setByte(3, number);
        int compressed = length < LEAST_BYTES ? 0 : deflate(bytes, length, frame);
        if (compressed > 0) {
            frame.setMediumLE(0, compressed).setMediumLE(4, length);
            frame.writerIndex(Compression.HEADER_BYTES + compressed);
            bytes.skipBytes(length);
        } else {
            frame.setMediumLE(0, length).writeBytes(bytes, length);
        }
        return frame;
    }

    /** How many bytes it has become, 0 where that are not fewer. */
    private static int deflate(ByteBuf bytes, int length, ByteBuf into) {
        Deflater deflater = DEFLATER.get();
        deflater.reset();
        deflater.setInput(bytes.nioBuffer(bytes.readerIndex(), length));
        deflater.finish();
        int count = deflater.deflate(into.internalNioBuffer(Compression.HEADER_BYTES, length - 1));
        return deflater.finished() ? count : 0;
    }
}
