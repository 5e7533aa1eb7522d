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
import org.jspecify.annotations.Nullable;

/**
 * The flag file on disk. A write is all or nothing, whenever the process or the machine dies: a temporary file in the same
 * folder, synced, renamed over the old one, and the folder synced.
 */
final class FlagFile {
    /** A flag file longer than this is refused. */
    static final int MAX_FILE_BYTES = 4 * 1024 * 1024;

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path file;
    private final Path folder;
    private final Path temporary;

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
    }

    String name() {
        return file.toString();
    }

    /** The content, or null when there is no such file. */
    byte @Nullable [] read() throws IOException {
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
     * Replaces the content durably.
     *
     * @throws CrossfadeException INTERNAL when the old content is still there, OUTCOME_UNKNOWN when the new one is there
     *     but may not survive a power cut
     */
    void write(byte[] content) {
        try {
            writeTemporary(content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CrossfadeException(
                    Problem.INTERNAL,
                    "flag file " + file + " could not be written (" + e + "); nothing has changed",
                    "check that its folder exists, is writable and has free space",
                    e);
        }
        try {
            syncFolder();
        } catch (IOException e) {
            throw new CrossfadeException(
                    Problem.OUTCOME_UNKNOWN,
                    "flag file " + file + " was written, but its folder could not be synced (" + e + ")",
                    "read the flag to see which value holds",
                    e);
        }
    }

    private void writeTemporary(byte[] content) throws IOException {
        try (FileChannel out = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            if (POSIX && Files.exists(file)) {
                Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(file));
            }
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
    }

    private void syncFolder() throws IOException {
        if (POSIX) { // elsewhere a folder cannot be opened
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Copies content that cannot be read to {@code NAME.rejected} before it is overwritten, so that no edit is lost. */
    Path keepRejected() throws IOException {
        Path rejected = folder.resolve(file.getFileName() + ".rejected");
        Files.copy(file, rejected, StandardCopyOption.REPLACE_EXISTING);
        return rejected;
    }
}
