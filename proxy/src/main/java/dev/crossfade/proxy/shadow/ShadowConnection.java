package dev.crossfade.proxy.shadow;

import dev.crossfade.proxy.backend.ServerConnection;
import dev.crossfade.proxy.wire.Backend;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.ErrorFields;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Phase;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server connection that asks one thing after the other. Confined to its event loop. */
final class ShadowConnection implements Phase {
    /** Rows of one answer that are kept; the server is not asked for more. */
    static final int MAX_ROWS = 1_000;

    /** Bytes of one answer that are kept. */
    private static final int MAX_BYTES = 1 << 20;

    private final ServerConnection connection;
    private final Consumer<ShadowConnection> lost;
    private @Nullable Answer answer;
    private @Nullable Consumer<Answer> then;
    private @Nullable Future<?> deadline;
    private long askedNanos;
    private boolean isLost;
    private @Nullable Runnable interrupted;

    /** @param lost told once, when it is closed or has broken its promises; what it was asked is not answered then */
    ShadowConnection(ServerConnection connection, Consumer<ShadowConnection> lost) {
        this.connection = connection;
        this.lost = lost;
        connection.link().phase(this);
        Channels.autoRead(connection.channel(), true);
    }

    /** @param whenLost what follows when it is lost, or ended, before it is busy with something else; null for nothing */
    void busyWith(@Nullable Runnable whenLost) {
        interrupted = whenLost;
        if (isLost && whenLost != null) {
            interrupted = null;
            whenLost.run();
        }
    }

    ServerConnection connection() {
        return connection;
    }

    /** Sends messages, of which the last ends with ReadyForQuery. */
    void ask(ByteBuf messages, long timeoutMillis, Consumer<Answer> answered) {
        if (isLost) {
            messages.release();
            return;
        }
        answer = new Answer();
        then = answered;
        deadline = connection.channel().eventLoop().schedule(this::close, timeoutMillis, TimeUnit.MILLISECONDS);
        askedNanos = System.nanoTime();
        Channels.send(connection.channel(), messages);
    }

    void ask(String sql, long timeoutMillis, Consumer<Answer> answered) {
        ask(Messages.query(connection.channel().alloc(), sql), timeoutMillis, answered);
    }

    /** Nothing is asked any more. */
    void end() {
        if (!isLost) {
            Channels.send(connection.channel(), Messages.empty(Frontend.TERMINATE));
        }
        close();
    }

    private void close() {
        Channels.close(connection.channel());
        inactive();
    }

    @Override
    public int need(byte type, int total) {
        Backend.check(type, total);
        return switch (type) {
            case Backend.DATA_ROW, Backend.ROW_DESCRIPTION, Backend.ERROR_RESPONSE -> total <= MAX_BYTES ? total : 0;
            case Backend.READY_FOR_QUERY -> total;
            default -> 0;
        };
    }

    @Override
    public boolean message(byte type, int total, ByteBuf buffer, int start, int available) {
        Answer current = answer;
        if (current == null) {
            return true; // what comes unasked: notices, changed settings, or the server's last word
        }
        switch (type) {
            case Backend.DATA_ROW -> row(current, total, buffer, start, available);
            case Backend.ROW_DESCRIPTION -> {
                current.description = available < total ? null : bytes(buffer, start + 5, total - 5);
                current.truncated |= available < total;
            }
            case Backend.PORTAL_SUSPENDED -> current.truncated = true;
            case Backend.ERROR_RESPONSE -> {
                int end = start + Math.min(total, available);
                current.error = ErrorFields.decode(buffer, start + 5, end);
            }
            case Backend.READY_FOR_QUERY -> ready(current);
            default -> {} // tags, and what completes single messages
        }
        return true;
    }

    private static void row(Answer current, int total, ByteBuf buffer, int start, int available) {
        current.bytes += total;
        if (available < total || current.bytes > MAX_BYTES || current.rows.size() >= MAX_ROWS) {
            current.truncated = true;
            current.rows.clear();
        }
        if (!current.truncated) {
            current.rows.add(bytes(buffer, start + 5, total - 5));
        }
    }

    private static byte[] bytes(ByteBuf buffer, int start, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(start, bytes);
        return bytes;
    }

    private void ready(Answer whole) {
        whole.nanos = System.nanoTime() - askedNanos;
        Consumer<Answer> next = then;
        answer = null;
        then = null;
        cancelDeadline();
        if (next != null) {
            next.accept(whole);
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void more(ByteBuf buffer, int start, int length) {
        // of a row that is too long to be kept
    }

    @Override
    public void inactive() {
        if (!isLost) {
            isLost = true;
            cancelDeadline();
            answer = null;
            then = null;
            lost.accept(this);
            Runnable then = interrupted;
            interrupted = null;
            if (then != null) {
                then.run();
            }
        }
    }

    @Override
    public void failed(FatalException e) {
        close();
    }
}
