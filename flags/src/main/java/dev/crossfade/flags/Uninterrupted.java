package dev.crossfade.flags;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Reads and writes files on a thread that somebody may interrupt. A channel that is used by an interrupted thread is closed
 * ({@link java.nio.channels.InterruptibleChannel}), and whoever uses it next fails, too; what was asked for would be half done
 * because its thread is wanted elsewhere.
 */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Opens what it uses, or opens it again; does the same when it is done once more. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** The same without a result. */
    public interface Action {
        void run() throws IOException;
    }

    /** The same as {@link #get}. */
    public static void run(Action action) throws IOException {
        get(() -> {
            action.run();
            return true;
        });
    }

    /** Does it again until it was not interrupted; the thread is interrupted afterwards if it was. */
    static <T> T get(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
