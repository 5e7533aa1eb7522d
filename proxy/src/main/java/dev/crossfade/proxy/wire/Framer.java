package dev.crossfade.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into messages by their headers. The receiver says for each how many of its first bytes it needs
 * together: only those are gathered when a read ends within them, the rest of the body is handed on as it comes. Memory
 * held is what was needed, plus the one read in hand; a length that a stranger claims reserves nothing.
 *
 * <p>A receiver may hold a message: the framer then keeps it and what follows until {@link #resume}, and presents it again.
 *
 * <pre>
 *   feed ─► [inputs] ─► header ─► need? ──enough in this input──► message ─┬─ taken ─► more… ─► next header
 *                                   └─else gather─► [gathered] ─► message ─┴─ held  ─► (resume) ─► message again
 * </pre>
 *
 * Confined to one event loop.
 */
public final class Framer {
    /** PostgreSQL's own limit for a message's length, which counts itself (PQ_LARGE_MESSAGE_LIMIT). */
    public static final int MAX_LENGTH_BYTES = 0x3fff_fffe;

    private static final int TYPED_HEADER = 5;
    private static final int STARTUP_HEADER = 4;
    private static final int FIRST_GATHER_BYTES = 1024;

    /** Who is given the messages. */
    public interface Receiver {
        /**
         * How many bytes of the message, header included, are needed together; less than the header means the header.
         *
         * @param type the message's type, 0 for a startup packet
         * @param total bytes of the whole message, header included
         * @throws FatalException to refuse it
         */
        int need(byte type, int total);

        /**
         * A message begins.
         *
         * @param available bytes of it that are here, from {@code start} on; at least what was needed
         * @return false to hold it
         */
        boolean message(byte type, int total, ByteBuf buffer, int start, int available);

        /** The body of the last message goes on. */
        void more(ByteBuf buffer, int start, int length);

        /** The buffer given last is about to be released: who wants to keep a part of it takes it now. */
        void endOfInput();
    }

    private final ByteBufAllocator allocator;
    private final ArrayDeque<ByteBuf> inputs = new ArrayDeque<>();
    private Receiver receiver;
    private boolean startup;
    private @Nullable ByteBuf gathered;
    private int rest;
    private boolean running;
    private boolean held;
    private boolean resumed;
    private boolean closed;

    public Framer(ByteBufAllocator allocator, Receiver receiver, boolean startup) {
        this.allocator = allocator;
        this.receiver = receiver;
        this.startup = startup;
    }

    /** From the next message on, another receiver. */
    public void receiver(Receiver next) {
        this.receiver = next;
    }

    /** From the next message on, messages begin with a type. */
    public void startupDone() {
        startup = false;
    }

    /** Whether bytes are here beyond the message being presented. */
    public boolean hasBytesBeyond(int availableOfThis) {
        long readable = gathered == null ? -availableOfThis : 0;
        for (ByteBuf input : inputs) {
            readable += input.readableBytes();
        }
        return readable > 0;
    }

    /** Whether the body of the last message is still coming in. */
    public boolean isInBody() {
        return rest > 0;
    }

    /** Whether a message is being held. */
    public boolean isHeld() {
        return held;
    }

    /** Whether the receiver has been given all that has come in, but for a message that is not whole. */
    public boolean isDrained() {
        return !running && !held && inputs.isEmpty();
    }

    /** Whether the last byte that has come in was the last of a message, and the receiver has been given all of it. */
    public boolean isBetweenMessages() {
        return isDrained() && gathered == null && rest == 0;
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

    /** Presents the held message again. */
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
                tryGathered(); // a held message may be all there is
            }
            while (!closed && !held) {
                ByteBuf input = inputs.peek();
                if (input == null) {
                    break;
                }
                if (input.isReadable()) {
                    step(input);
                } else {
                    endOf(input);
                }
            }
        } catch (RuntimeException e) {
            closed = true;
            throw e;
        } finally {
            running = false;
            if (held || closed) {
                receiver.endOfInput(); // what was passed on so far must not wait for the held message
            }
            if (closed) {
                releaseAll();
            }
        }
    }

    private void endOf(ByteBuf input) {
        receiver.endOfInput();
        inputs.poll();
        input.release();
    }

    private void step(ByteBuf input) {
        if (rest > 0) {
            int length = Math.min(rest, input.readableBytes());
            int start = input.readerIndex();
            input.skipBytes(length);
            rest -= length;
            receiver.more(input, start, length);
        } else if (gathered != null) {
            gather(input);
        } else {
            int header = startup ? STARTUP_HEADER : TYPED_HEADER;
            int readable = input.readableBytes();
            if (readable < header) {
                gather(input);
                return;
            }
            int start = input.readerIndex();
            int total = total(input, start);
            byte type = startup ? 0 : input.getByte(start);
            if (readable < needed(type, total)) {
                gather(input);
                return;
            }
            int available = Math.min(total, readable);
            if (present(type, total, input, start, available)) {
                input.skipBytes(available);
                rest = total - available;
            }
        }
    }

    private void gather(ByteBuf input) {
        ByteBuf into = gathered;
        if (into == null) {
            into = allocator.buffer(FIRST_GATHER_BYTES);
            gathered = into;
        }
        int header = startup ? STARTUP_HEADER : TYPED_HEADER;
        int target = header;
        if (into.readableBytes() >= header) {
            target = needed(startup ? 0 : into.getByte(0), total(into, 0));
        }
        int missing = target - into.readableBytes();
        if (missing > 0) {
            into.writeBytes(input, Math.min(missing, input.readableBytes()));
        }
        tryGathered();
    }

    private void tryGathered() {
        ByteBuf whole = gathered;
        int header = startup ? STARTUP_HEADER : TYPED_HEADER;
        if (whole == null || whole.readableBytes() < header) {
            return;
        }
        byte type = startup ? 0 : whole.getByte(0);
        int total = total(whole, 0);
        int available = whole.readableBytes();
        if (available < needed(type, total)) {
            return;
        }
        if (present(type, total, whole, 0, available)) {
            receiver.endOfInput();
            gathered = null;
            whole.release();
            rest = total - available;
        }
    }

    private boolean present(byte type, int total, ByteBuf buffer, int start, int available) {
        resumed = false;
        while (!receiver.message(type, total, buffer, start, available)) {
            if (!resumed) {
                held = true;
                return false;
            }
            resumed = false;
        }
        return true;
    }

    private int total(ByteBuf buffer, int start) {
        int length = buffer.getInt(startup ? start : start + 1);
        if (length < 4 || length > MAX_LENGTH_BYTES) {
            throw startup
                    ? FatalException.silent("invalid length of startup packet")
                    : FatalException.message(buffer.getByte(start), length, FatalException.INVALID_LENGTH);
        }
        return startup ? length : length + 1;
    }

    private int needed(byte type, int total) {
        int header = startup ? STARTUP_HEADER : TYPED_HEADER;
        return Math.max(header, Math.min(total, receiver.need(type, total)));
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
