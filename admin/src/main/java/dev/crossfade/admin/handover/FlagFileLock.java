package dev.crossfade.admin.handover;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Two locks on {@code NAME.lock} beside the flag file, which are gone when their process is, however that ended:
 * <em>control</em> is held by the one process that may change flags, <em>elder</em> by one that has given control away and
 * still serves clients. Opened once in a process: closing any other handle of the file would give its locks back (POSIX,
 * fcntl(2)). Thread-safe.
 */
public final class FlagFileLock implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int PID_BYTES = 20;

    /** Where a lock and the number of its process are in the file. */
    private enum Part {
        CONTROL(0, 2),
        ELDER(1, 2 + PID_BYTES);

        private final int lockAt;
        private final int pidAt;

        Part(int lockAt, int pidAt) {
            this.lockAt = lockAt;
            this.pidAt = pidAt;
        }
    }

    private final FileChannel channel;
    private final Path file;
    private @Nullable FileLock control;
    private @Nullable FileLock elder;

    private FlagFileLock(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /**
     * Opens it and takes nothing.
     *
     * @throws CrossfadeException INTERNAL when its folder cannot be written
     */
    public static FlagFileLock open(Path flags) {
        Path file = flags.resolveSibling(flags.getFileName() + ".lock");
        try {
            return new FlagFileLock(
                    FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static CrossfadeException unusable(Path file, IOException e) {
        return new CrossfadeException(
                Problem.INTERNAL, "lock file " + file + " cannot be used: " + e, "Make its folder writable.", e);
    }

    /** Takes control; false while another process has it. */
    public synchronized boolean takeControl() {
        control = control == null ? tryLock(Part.CONTROL) : control;
        return control != null;
    }

    /** Gives control away, and stays as the elder; false, and nothing has changed, while an older one is there. */
    public synchronized boolean becomeElder() {
        elder = elder == null ? tryLock(Part.ELDER) : elder;
        if (elder == null) {
            return false;
        }
        control = release(control);
        return true;
    }

    /** Takes back what {@link #becomeElder} gave away; false while another process has it. */
    public synchronized boolean takeBackControl() {
        if (!takeControl()) {
            return false;
        }
        elder = release(elder);
        return true;
    }

    /** Whether an older process still serves clients. */
    public synchronized boolean hasElder() {
        if (elder != null) {
            return false;
        }
        FileLock probe = tryLock(Part.ELDER);
        release(probe);
        return probe == null;
    }

    /** Waits until no older process serves clients; false when one does at the deadline. */
    public boolean awaitNoElder(Duration deadline) {
        return await(() -> !hasElder(), deadline);
    }

    /** The process that has control, as it said itself. */
    public String controller() {
        return process(Part.CONTROL);
    }

    /** The older process, as it said itself. */
    public String elder() {
        return process(Part.ELDER);
    }

    static boolean await(BooleanSupplier condition, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    private @Nullable FileLock tryLock(Part part) {
        try {
            FileLock lock = channel.tryLock(part.lockAt, 1, false);
            if (lock != null) {
                String pid = String.format(
                        "%-" + PID_BYTES + "d", ProcessHandle.current().pid());
                channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), part.pidAt);
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            return null; // another node of this process
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private @Nullable FileLock release(@Nullable FileLock lock) {
        try {
            if (lock != null) {
                lock.release();
            }
            return null;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private String process(Part part) {
        ByteBuffer pid = ByteBuffer.allocate(PID_BYTES);
        try {
            channel.read(pid, part.pidAt);
        } catch (IOException e) {
            return "another process";
        }
        String number = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).trim();
        return number.matches("[0-9]+") ? "process " + number : "another process";
    }

    /** Gives everything back. */
    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
