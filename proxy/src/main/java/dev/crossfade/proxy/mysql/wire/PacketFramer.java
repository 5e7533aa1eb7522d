package dev.crossfade.proxy.mysql.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into packets by their headers
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html): three bytes of length, one of
 * sequence. A payload of 16 MiB and more comes in several; only the first is presented as a packet, the others go on with its
 * body. The receiver says how many of a packet's first bytes it needs together: only those are gathered when a read ends
 * within them, the rest is handed on as it comes. Memory held is what was needed, plus the one read in hand; a length that a
 * stranger claims reserves nothing.
 *
 * <p>A receiver may hold a packet: the framer then keeps it and what follows until {@link #resume}, and presents it again.
 *
 * <pre>
 *   feed ─► [inputs] ─► header ─► need? ──enough in this input──► packet ─┬─ taken ─► more… ─► header ─┬─ continued ─► more…
 *                          ▲        └─else gather─► [gathered] ─► packet ─┤                           └─ packet
 *                          │                                              └─ held ─► (resume) ─► packet again
 *                          └──────────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * Confined to one event loop.
 */
public final class PacketFramer {
    /** Bytes of length and sequence in front of each payload. */
    public static final int HEADER_BYTES = 4;

    /** A payload of this length goes on in the next packet. */
    public static final int MAX_PAYLOAD_BYTES = 0xff_ffff;

    /** For {@link Receiver#need} and {@link Receiver#packet}: the payload is empty. */
    public static final int EMPTY = -1;

    private static final int FIRST_GATHER_BYTES = 512;

    /** Who is given the packets. */
    public interface Receiver {
        /**
         * How many bytes of the packet, header included, are needed together; less than header and first byte means those. A
         * payload that goes on in further packets is never gathered beyond its first.
         *
         * @param first the payload's first byte, 0 to 255, or {@link #EMPTY}
         * @param length bytes of the payload in this packet
         * @throws PacketException to refuse it
         */
        int need(int first, int length);

        /**
         * A packet begins.
         *
         * @param first the payload's first byte, 0 to 255, or {@link #EMPTY}
         * @param length bytes of the payload in this packet; it goes on if they are {@link #MAX_PAYLOAD_BYTES}
         * @param available bytes of it that are here, from the header at {@code start} on; at least what was needed
         * @return false to hold it
         */
        boolean packet(int first, int length, ByteBuf buffer, int start, int available);

        /** The payload goes on in another packet, whose header is at {@code start}. */
        default void continued(ByteBuf buffer, int start) {
            more(buffer, start, HEADER_BYTES);
        }

        /** The body of the last packet goes on. */
        void more(ByteBuf buffer, int start, int length);

        /** The buffer given last is about to be released: who wants to keep a part of it takes it now. */
        void endOfInput();
    }

    private final ByteBufAllocator allocator;
    private final ArrayDeque<ByteBuf> inputs = new ArrayDeque<>();
    private Receiver receiver;
    private @Nullable ByteBuf gathered;
    private int rest;
    private boolean continues;
    private boolean running;
    private boolean held;
    private boolean resumed;
    private boolean closed;

    public PacketFramer(ByteBufAllocator allocator, Receiver receiver) {
        this.allocator = allocator;
        this.receiver = receiver;
    }

    /** From the next packet on, another receiver. */
    public void receiver(Receiver next) {
        this.receiver = next;
    }

    /** The sequence number in the header at {@code start}, 0 to 255. */
    public static int sequence(ByteBuf buffer, int start) {
        return buffer.getByte(start + 3) & 0xff;
    }

    /** Whether the body of the last packet is still coming in. */
    public boolean isInBody() {
        return rest > 0 || continues;
    }

    /** Whether a packet is being held. */
    public boolean isHeld() {
        return held;
    }

    /** Whether bytes are here beyond the packet being presented. */
    public boolean hasBytesBeyond(int availableOfThis) {
        return keptBytes() > availableOfThis;
    }

    /**
     * Takes out what has come in behind the packet being presented, since it is no packet but the beginning of something else:
     * a client asks for TLS and begins with it without waiting for an answer. The caller owns what is returned.
     */
    public ByteBuf takeBeyond(int availableOfThis) {
        ByteBuf beyond = allocator.buffer();
        int ofThis = gathered == null ? availableOfThis : 0;
        for (ByteBuf input : inputs) {
            int end = input.readerIndex() + ofThis;
            beyond.writeBytes(input, end, input.writerIndex() - end);
            input.writerIndex(end);
            ofThis = 0;
        }
        return beyond;
    }

    /** Whether the last byte that has come in was the last of a packet, and the receiver has been given all of it. */
    public boolean isBetweenPackets() {
        return !running && !held && inputs.isEmpty() && gathered == null && !isInBody();
    }

    /** How many bytes are kept until they can be presented. */
    public long keptBytes() {
        long bytes = gathered == null ? 0 : gathered.readableBytes();
        for (ByteBuf input : inputs) {
            bytes += input.readableBytes();
        }
        return bytes;
    }

    /** Takes over {@code input}. */
    public void feed(ByteBuf input) {
        if (closed) {
            input.release();
            return;
        }
        inputs.add(input);
        if (!held) {
            run();
        }
    }

    /** Presents the held packet again. */
    public void resume() {
        if (running) {
            resumed = true;
        } else if (held) {
            held = false;
            run();
        }
    }

    /** Releases everything; later input is dropped. May be called from within a receiver. */
    public void close() {
        closed = true;
        if (!running) {
            releaseAll();
        }
    }

    private void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            if (gathered != null && !closed) {
                tryGathered(gathered); // a held packet may be all there is
            }
            while (!closed && !held) {
                ByteBuf input = inputs.peek();
                if (input == null) {
                    break;
                }
                if (input.isReadable()) {
                    step(input);
                } else {
                    receiver.endOfInput();
                    inputs.poll();
                    input.release();
                }
            }
        } catch (RuntimeException e) {
            closed = true;
            throw e;
        } finally {
            running = false;
            if (held || closed) {
                receiver.endOfInput(); // what was passed on so far must not wait for the held packet
            }
            if (closed) {
                releaseAll();
            }
        }
    }

    private void step(ByteBuf input) {
        int readable = input.readableBytes();
        int start = input.readerIndex();
        if (rest > 0) {
            int length = Math.min(rest, readable);
            input.skipBytes(length);
            rest -= length;
            receiver.more(input, start, length);
            return;
        }
        if (gathered != null || readable < needed(input, start, readable)) {
            gather(input);
            return;
        }
        int length = input.getUnsignedMediumLE(start);
        int available = Math.min(HEADER_BYTES + length, readable);
        if (continues) {
            input.skipBytes(HEADER_BYTES);
            goesOn(input, start, length);
        } else if (present(length, input, start, available)) {
            input.skipBytes(available);
            begun(length, available);
        }
    }

    private void begun(int length, int available) {
        rest = HEADER_BYTES + length - available;
        continues = length == MAX_PAYLOAD_BYTES;
    }

    private void goesOn(ByteBuf buffer, int start, int length) {
        rest = length;
        continues = length == MAX_PAYLOAD_BYTES;
        receiver.continued(buffer, start);
    }

    private void gather(ByteBuf input) {
        ByteBuf into = gathered;
        if (into == null) {
            into = allocator.buffer(FIRST_GATHER_BYTES);
            gathered = into;
        }
        int missing = needed(into, into.readerIndex(), into.readableBytes()) - into.readableBytes();
        if (missing > 0) {
            into.writeBytes(input, Math.min(missing, input.readableBytes()));
        }
        tryGathered(into);
    }

    private void tryGathered(ByteBuf whole) {
        int available = whole.readableBytes();
        if (available < needed(whole, 0, available)) {
            return;
        }
        int length = whole.getUnsignedMediumLE(0);
        if (continues) {
            goesOn(whole, 0, length);
        } else if (present(length, whole, 0, available)) {
            begun(length, available);
        } else {
            return;
        }
        receiver.endOfInput();
        gathered = null;
        whole.release();
    }

    private boolean present(int length, ByteBuf buffer, int start, int available) {
        int first = length == 0 ? EMPTY : buffer.getByte(start + HEADER_BYTES) & 0xff;
        resumed = false;
        while (!receiver.packet(first, length, buffer, start, available)) {
            if (!resumed) {
                held = true;
                return false;
            }
            resumed = false;
        }
        return true;
    }

    /** How many bytes must be together before anything can be done with them, as far as can be said by those here. */
    private int needed(ByteBuf buffer, int start, int readable) {
        if (readable < HEADER_BYTES || continues) {
            return HEADER_BYTES;
        }
        int length = buffer.getUnsignedMediumLE(start);
        if (length == 0) {
            return HEADER_BYTES;
        }
        if (readable == HEADER_BYTES) {
            return HEADER_BYTES + 1;
        }
        int need = receiver.need(buffer.getByte(start + HEADER_BYTES) & 0xff, length);
        return Math.max(HEADER_BYTES + 1, Math.min(HEADER_BYTES + length, need));
    }

    private void releaseAll() {
        ByteBuf input;
        while ((input = inputs.poll()) != null) {
            input.release();
        }
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }
}
