package dev.crossfade.proxy.mysql.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection that is compressed by zlib ({@link Capabilities#COMPRESS}), from the OK of its login on
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_compression.html). Between TLS and {@link PacketLink}.
 *
 * <pre>
 *   socket ─► {@link CompressedInput} ─► {@link PacketNumbers} ─► {@link PacketLink}
 *   socket ◄─ {@link CompressedOutput} ◄─ until a flush, or enough ◄─ writes
 * </pre>
 *
 * Compressed packets have numbers of their own: 0 begins a command, the answer goes on from its last. Each answer begins a compressed
 * packet, also where several commands came together, then with number 1 (tried: MySQL 8.0.31, MariaDB 10.11). That one begins is seen by
 * its packet 1, which in the middle of an answer comes behind a packet 0 only; a command that came meanwhile changes no number of an answer
 * that is under way.
 *
 * <p>A client library that goes on after an answer, with a file's data or a proof, numbers the packets inside as the compressed ones;
 * the backend's connection is not compressed, and wants them to follow the packets inside of the answer. So those are numbered anew.
 * Numbers that do not follow are let pass: Connector/J's follow the packets inside.
 *
 * <p>While the channel is not to be read, what is here already stays compressed: few bytes may be many. Confined to the channel's
 * event loop.
 */
public final class Compression extends ChannelDuplexHandler {
    /** The length as it comes, a number, and the length before compression; 0 for what is not compressed. */
    static final int HEADER_BYTES = 7;

    private final ArrayDeque<ByteBuf> inputs = new ArrayDeque<>();
    private final PacketNumbers received = new PacketNumbers((number, at) -> numbered(number));
    private final PacketNumbers sent = new PacketNumbers(this::sending);

    /** What begins answers in what is not sent yet. */
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();

    private @Nullable CompressedInput input;
    private @Nullable ByteBuf unsent;
    private long packedBytes;

    /** Where, in what is sent, index 0 of the buffer is that is being written. */
    private long writtenAt;

    private int next;
    private int lastReceivedFrame;
    private int lastSent;
    private int ahead;
    private boolean commanded;
    private boolean answered;
    private boolean goesOn;
    private boolean running;
    private boolean scheduled;
    private boolean closed;

    /**
     * An answer that begins.
     *
     * @param at in what is sent, in bytes from the beginning of the connection
     * @param number of its first compressed packet
     */
    private record Answer(long at, int number) {}

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        input = new CompressedInput(ctx.alloc(), this::frame);
    }

    private void frame(int number) {
        if (number == 0 && (next != 0 || answered)) {
            ahead = 0;
            goesOn = false;
            commanded = true; // and goes on numbering when it is answered: the answer to another may still be under way
        } else {
            if (number == next || number != ((lastReceivedFrame + 1) & 0xff)) {
                goesOn |= answered;
                commanded &= !answered;
            }
            next = (number + 1) & 0xff;
        }
        answered = false;
        lastReceivedFrame = number;
    }

    private int numbered(int number) {
        if (goesOn) {
            goesOn = false;
            ahead = lastSent + 1 - number;
        }
        return number + ahead;
    }

    private int sending(int number, int at) {
        if (number == 1 && commanded && (lastSent != 0 || !answered)) {
            answers.add(new Answer(writtenAt + at - (PacketFramer.HEADER_BYTES - 1), (lastReceivedFrame + 1) & 0xff));
        }
        answered = true;
        lastSent = number;
        return number;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closed) {
            ((ByteBuf) message).release();
        } else {
            inputs.add((ByteBuf) message);
            unpack(ctx);
        }
    }

    private void unpack(ChannelHandlerContext ctx) {
        CompressedInput from = input;
        if (running || from == null) {
            return;
        }
        running = true;
        try {
            ByteBuf first;
            while (!closed && ctx.channel().config().isAutoRead() && (first = inputs.peek()) != null) {
                ByteBuf piece = from.next(first);
                if (piece == null) {
                    inputs.remove();
                    first.release();
                } else {
                    received.pass(piece);
                    ctx.fireChannelRead(piece);
                }
            }
        } catch (PacketException e) {
            closed = true;
            ctx.fireExceptionCaught(e);
        } finally {
            running = false;
            if (closed) {
                release();
            }
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (inputs.isEmpty() || running) {
            ctx.read();
        } else if (!scheduled) { // whoever has switched reads on is in the middle of something
            scheduled = true;
            ctx.executor().execute(() -> {
                scheduled = false;
                unpack(ctx);
                ctx.fireChannelReadComplete();
                if (inputs.isEmpty() && ctx.channel().config().isAutoRead()) {
                    ctx.read();
                }
            });
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (closed && !ctx.channel().isActive()) {
                promise.tryFailure(new ClosedChannelException());
                return;
            }
            if (bytes.isReadable()) {
                if (unsent == null) {
                    unsent = ctx.alloc().buffer(bytes.readableBytes());
                }
                writtenAt = packedBytes + unsent.readableBytes() - bytes.readerIndex();
                sent.pass(bytes);
                unsent.discardSomeReadBytes().writeBytes(bytes);
            }
        } finally {
            bytes.release();
        }
        pack(ctx, CompressedOutput.FRAME_BYTES);
        if (!promise.isVoid()) {
            pack(ctx, 1);
            ChannelFuture unused = ctx.write(Unpooled.EMPTY_BUFFER, promise); // done when all before it is
        }
    }

    /** Writes what is there, as long as it is so many bytes. A write may call for others: what it takes is no longer there then. */
    private void pack(ChannelHandlerContext ctx, int leastBytes) {
        ByteBuf from;
        while ((from = unsent) != null && from.readableBytes() >= leastBytes) {
            Answer answer = answers.peek();
            if (answer != null && answer.at <= packedBytes) {
                answers.remove();
                next = answer.number;
                continue;
            }
            int length = Math.min(CompressedOutput.FRAME_BYTES, from.readableBytes());
            if (answer != null) {
                length = (int) Math.min(length, answer.at - packedBytes);
            }
            ByteBuf frame = CompressedOutput.frame(ctx.alloc(), from, length, next);
            packedBytes += length;
            next = (next + 1) & 0xff;
            if (!from.isReadable()) {
                unsent = null;
                from.release();
            }
            ChannelFuture unused = ctx.write(frame, ctx.voidPromise());
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        pack(ctx, 1);
        ctx.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        closed = true;
        if (!running) {
            release();
        }
        if (unsent != null) {
            unsent.release();
            unsent = null;
        }
    }

    private void release() {
        ByteBuf left;
        while ((left = inputs.poll()) != null) {
            left.release();
        }
        if (input != null) {
            input.close();
            input = null;
        }
    }
}
