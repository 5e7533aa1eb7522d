package dev.crossfade.flags;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flag file on disk. A write is all or nothing, whenever the process or the machine dies: {@link #write} makes it
 * durable in the {@link FlagJournal}, {@link #put} renames a temporary file in the same folder over the old one, and {@link
 * #settle} syncs both soon after. Thread-safe.
 */
final class FlagFile implements AutoCloseable {
    /** A flag file longer than this is refused. */
    static final int MAX_FILE_BYTES = 4 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(FlagFile.class);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path file;
    private final Path folder;
    private final Path temporary;
    private final Path journalFile;
    private FlagJournal journal;
    /** What the file is to hold and does not yet; safe in the journal. */
    private byte @Nullable [] pending;

    private boolean unsettled;
    /** Another process may have the file, or nobody needs it any more. */
    private boolean closed;

    /** Opens the file, and puts back what a power cut took from it. */
    FlagFile(Path file) throws IOException {
        // A rename replaces a symbolic link instead of following it, so it is followed once, here.
        this.file =
                Files.exists(file) ? file.toRealPath() : file.toAbsolutePath().normalize();
        Path parent = this.file.getParent();
        if (parent == null || Files.isDirectory(this.file)) {
            throw new IOException(file + " is a folder");
        }
        this.folder = parent;
        this.temporary = folder.resolve("." + this.file.getFileName() + ".tmp");
        this.journalFile = folder.resolve(this.file.getFileName() + ".journal");
        this.journal = restore();
    }

    private FlagJournal restore() throws IOException {
        FlagJournal opened = Uninterrupted.get(() -> new FlagJournal(journalFile));
        try {
            byte[] restored = opened.restore(onDisk());
            if (restored != null) {
                replace(restored, true);
                syncFolder();
            }
            opened.settled();
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    String name() {
        return file.toString();
    }

    /** The content, written and perhaps not put yet; null when there is no such file. */
    synchronized byte @Nullable [] read() throws IOException {
        return pending == null ? onDisk() : pending;
    }

    private byte @Nullable [] onDisk() throws IOException {
        return Uninterrupted.get(() -> Optional.ofNullable(readAll())).orElse(null);
    }

    private byte @Nullable [] readAll() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
            if (content.length > MAX_FILE_BYTES) {
                throw new IOException(file + " is longer than " + MAX_FILE_BYTES + " bytes");
            }
            return content;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Replaces the content durably: from now on it survives whatever happens. In the file it is after {@link #put}, which is
     * the caller's to call when what was changed is in force: renaming takes as long as writing.
     *
     * @throws CrossfadeException INTERNAL when the old content is still there, OUTCOME_UNKNOWN when it is not known which of
     *     the two will be there after a power cut
     */
    synchronized void write(byte[] content) {
        if (closed) {
            throw new CrossfadeException(Problem.NOT_READY, "flag file " + file + " is closed", null);
        }
        boolean journaled = false;
        try {
            journaled = journal.append(onDisk(), content);
            if (journaled) {
                pending = content;
                return;
            }
            replace(content, true);
            pending = null;
            unsettled = true;
        } catch (IOException e) {
            throw new CrossfadeException(
                    Problem.INTERNAL,
                    "flag file " + file + " could not be written (" + e + "); nothing has changed",
                    "check that its folder exists, is writable and has free space",
                    e);
        }
        settleOr(Problem.OUTCOME_UNKNOWN);
    }

    /**
     * Puts what was written last into the file, if it is not there yet.
     *
     * @throws CrossfadeException INTERNAL when it cannot be replaced; it is tried again with the next call
     */
    synchronized void put() {
        if (pending == null) {
            return;
        }
        try {
            replace(pending, false);
            pending = null;
            unsettled = true;
        } catch (IOException e) {
            throw new CrossfadeException(
                    Problem.INTERNAL,
                    "what was set is in force and safe in its journal, but flag file " + file
                            + " could not be replaced (" + e + "); it is tried again every moment",
                    "check that its folder exists, is writable and has free space",
                    e);
        }
    }

    /**
     * Puts and syncs what was written since, and lets the journal go. Call it a little after a write; what is not settled
     * yet is safe in the journal.
     *
     * @throws CrossfadeException INTERNAL when it cannot be synced; it is tried again with the next call
     */
    synchronized void settle() {
        if (closed) {
            return;
        }
        put();
        if (unsettled) {
            settleOr(Problem.INTERNAL);
        }
    }

    private void settleOr(Problem problem) {
        try {
            Uninterrupted.run(() -> {
                sync(file, StandardOpenOption.WRITE);
                syncFolder();
            });
            journal.settled();
            unsettled = false;
        } catch (IOException e) {
            throw new CrossfadeException(
                    problem,
                    "flag file " + file + " was written, but could not be synced (" + e + ")",
                    "read the flag to see which value holds",
                    e);
        }
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private void replace(byte[] content, boolean sync) throws IOException {
        Uninterrupted.run(() -> {
            writeTemporary(content, sync);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    private void writeTemporary(byte[] content, boolean sync) throws IOException {
        try (FileChannel out = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            if (POSIX && Files.exists(file)) {
                Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(file));
            }
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            if (sync) {
                out.force(true);
            }
        }
    }

    private void syncFolder() throws IOException {
        if (POSIX) { // elsewhere a folder cannot be opened
            sync(folder, StandardOpenOption.READ);
        }
    }

    /** Copies content that cannot be read to {@code NAME.rejected} before it is overwritten, so that no edit is lost. */
    Path keepRejected() throws IOException {
        Path rejected = folder.resolve(file.getFileName() + ".rejected");
        Files.copy(file, rejected, StandardCopyOption.REPLACE_EXISTING);
        return rejected;
    }

    /**
     * Settles it and touches it no more: another process may use it from now on.
     *
     * @throws CrossfadeException INTERNAL when it cannot be put or synced; it is still open then
     */
    synchronized void release() {
        settle();
        closed = true;
        closeJournal();
    }

    /** After {@link #release}: this process uses it again, with what is in it by now. */
    synchronized void reopen() throws IOException {
        journal = restore();
        closed = false;
    }

    private void closeJournal() {
        try {
            journal.close();
        } catch (IOException e) {
            log.debug("closing the journal of {}", file, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            settle();
        } finally {
            closed = true;
            closeJournal();
        }
    }
}
