package dev.crossfade.proxy.mysql.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a peer sends out of its compressed packets
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_compression_packet.html), piece by piece: nothing of a
 * packet is kept, and what a few bytes unfold to comes at most {@link #PIECE_BYTES} at a time, so that whoever has enough can
 * stop in the middle. The lengths a stranger claims reserve nothing. Confined to one event loop.
 */
final class CompressedInput {
    /** The most that one piece has. */
    static final int PIECE_BYTES = 16 * 1024;

    private final ByteBufAllocator allocator;
    private final IntConsumer begins;
    private int headerBytes;
    private int compressedLength;
    private int number;
    private int length;
    private int rest;
    private int made;
    private boolean inFrame;
    private @Nullable Inflater inflater;

    /** @param begins is told the number of each compressed packet when its header is here */
    CompressedInput(ByteBufAllocator allocator, IntConsumer begins) {
        this.allocator = allocator;
        this.begins = begins;
    }

    /**
     * The next piece, which the caller owns.
     *
     * @return null when {@code input} has no more
     * @throws PacketException when that is not what was compressed
     */
    @Nullable
    ByteBuf next(ByteBuf input) {
        while (true) {
            if (!inFrame) {
                if (!input.isReadable()) {
                    return null;
                }
                header(input.readUnsignedByte());
            } else if (length == 0) {
                int here = Math.min(rest, input.readableBytes());
                if (here == 0) {
                    return null;
                }
                rest -= here;
                if (rest == 0) {
                    inFrame = false;
                    nextHeader();
                }
                return input.readRetainedSlice(here);
            } else {
                int readable = input.readableBytes();
                ByteBuf piece = inflated(input);
                if (piece.isReadable()) {
                    return piece;
                }
                piece.release();
                if (inFrame && readable == 0) {
                    return null;
                }
            }
        }
    }

    private void header(int one) {
        if (headerBytes < 3) {
            compressedLength |= one << (8 * headerBytes);
        } else if (headerBytes == 3) {
            number = one;
        } else {
            length |= one << (8 * (headerBytes - 4));
        }
        headerBytes++;
        if (headerBytes == Compression.HEADER_BYTES) {
            rest = compressedLength;
            made = 0;
            inFrame = rest > 0;
            if (!inFrame && length > 0) {
                throw malformed();
            }
            begins.accept(number);
            if (!inFrame) {
                nextHeader();
            }
        }
    }

    /** What fits into one piece; empty where the input does not make out more. */
    private ByteBuf inflated(ByteBuf input) {
        Inflater from = inflater;
        if (from == null) {
            from = new Inflater();
            inflater = from;
        }
        int here = Math.min(rest, input.readableBytes());
        ByteBuffer compressed = input.nioBuffer(input.readerIndex(), here);
        // a byte more than there may be: what goes on beyond its length is seen
        int room = Math.min(PIECE_BYTES, length - made + 1);
        ByteBuf piece = allocator.buffer(room, room);
        try {
            from.setInput(compressed);
            int count = from.inflate(piece.internalNioBuffer(0, room));
            piece.writerIndex(count);
            int used = compressed.position() - (compressed.limit() - here);
            input.skipBytes(used);
            rest -= used;
            made += count;
            boolean isOver = from.finished();
            if (made > length || from.needsDictionary() || (isOver ? made < length || rest > 0 : stuck(count, used))) {
                throw malformed();
            }
            if (isOver) {
                from.reset();
                inFrame = false;
                nextHeader();
            }
            return piece;
        } catch (DataFormatException e) {
            piece.release();
            throw malformed();
        } catch (PacketException e) {
            piece.release();
            throw e;
        }
    }

    private boolean stuck(int count, int used) {
        return count == 0 && used == 0 && rest == 0;
    }

    private void nextHeader() {
        headerBytes = 0;
        compressedLength = 0;
        length = 0;
    }

    /** Gives back what it has outside the heap. Nothing more is taken out after that. */
    void close() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }

    private static PacketException malformed() {
        return new PacketException(
                PacketException.ER_NET_UNCOMPRESS_ERROR, "08S01", "Couldn't uncompress communication packet");
    }
}
