package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.wire.Backend;
import dev.crossfade.proxy.wire.Channels;
import dev.crossfade.proxy.wire.ErrorFields;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Messages;
import dev.crossfade.proxy.wire.Phase;
import dev.crossfade.proxy.wire.Text;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server connection that nobody has borrowed: it idles, or answers one statement of the pool's own. Whatever it says beside
 * that ends it, since its state is then not certain any more.
 */
final class Resting implements Phase {
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    private static final String UNASKED = "the server said what nobody had asked for";

    private final ServerConnection connection;
    private @Nullable Runnable done;
    private @Nullable Future<?> deadline;

    Resting(ServerConnection connection) {
        this.connection = connection;
    }

    /** Runs a statement; {@code then} follows when it has succeeded. Else, or at the deadline, the connection is closed. */
    void ask(String sql, long timeoutMillis, Runnable then) {
        done = then;
        deadline = connection
                .channel()
                .eventLoop()
                .schedule(
                        () -> close("it did not answer within " + timeoutMillis + " ms"),
                        timeoutMillis,
                        TimeUnit.MILLISECONDS);
        connection.outlet().write(Messages.query(connection.channel().alloc(), sql));
        connection.outlet().flush();
    }

    private void close(String reason) {
        connection.closing(reason);
        Channels.close(connection.channel());
    }

    @Override
    public int need(byte type, int total) {
        if (total > MAX_MESSAGE_BYTES) {
            throw FatalException.protocol("the backend sent too long a message on an idle connection");
        }
        Backend.check(type, total);
        return total;
    }

    @Override
    public boolean message(byte type, int total, ByteBuf buffer, int start, int available) {
        switch (type) {
            case Backend.PARAMETER_STATUS -> {
                int zero = Text.zeroByte(buffer, start + 5, start + total);
                if (zero > 0 && start + total - 1 > zero) {
                    connection.reported(
                            Text.utf8(buffer, start + 5, zero), Text.utf8(buffer, zero + 1, start + total - 1));
                }
            }
            case Backend.NOTICE_RESPONSE -> {} // to nobody
            case Backend.COMMAND_COMPLETE, Backend.EMPTY_QUERY_RESPONSE -> {
                if (done == null) {
                    close(UNASKED);
                }
            }
            case Backend.READY_FOR_QUERY -> {
                Runnable then = done;
                done = null;
                if (deadline != null) {
                    deadline.cancel(false);
                    deadline = null;
                }
                if (then == null || buffer.getByte(start + 5) != 'I') {
                    close(UNASKED);
                } else {
                    then.run();
                }
            }
            case Backend.ERROR_RESPONSE -> {
                ErrorFields error = ErrorFields.decode(buffer, start + 5, start + total);
                close("the server said " + error.sqlState() + " " + error.message());
            }
            default -> close(UNASKED);
        }
        return true;
    }

    @Override
    public void inactive() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void failed(FatalException e) {
        close(String.valueOf(e.getMessage()));
    }
}
