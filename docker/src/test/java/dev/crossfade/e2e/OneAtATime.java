package dev.crossfade.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is fetched into {@code target/} is fetched once, whichever of the JVMs that run tests at once needs it first. */
public final class OneAtATime {
    private static final Path LOCK = Path.of("target", "fetching.lock").toAbsolutePath();

    private OneAtATime() {}

    /** Runs {@code fetch} while no other thread and no other process does; that one has to look whether it is still needed. */
    @SuppressWarnings("try") // the lock is released, not used
    public static synchronized void run(Runnable fetch) {
        try {
            Files.createDirectories(LOCK.getParent());
            try (FileChannel channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                fetch.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
