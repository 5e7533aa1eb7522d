package dev.crossfade.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs out of Debian's packages: fetched once into {@code target/debian/NAME} of the module whose tests ask, installed
 * nowhere. Where that does not work the test fails and says what to install.
 */
public final class DebianPackages {
    private static final Path TARGET = Path.of("target", "debian").toAbsolutePath();
    private static final long FETCH_TIMEOUT_SECONDS = 120;

    private DebianPackages() {}

    /** The folder that holds what the packages hold, as below {@code /}. */
    @SuppressWarnings("try") // the lock is released, not used
    public static synchronized Path unpacked(String name, String... packages) {
        Path folder = TARGET.resolve(name);
        try {
            Files.createDirectories(TARGET);
            // two JVMs run tests at once
            try (FileChannel channel = FileChannel.open(
                            TARGET.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!Files.isDirectory(folder)) {
                    fetch(folder, packages);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fetch(Path folder, String... packages) throws IOException {
        Path fetching = Files.createTempDirectory(TARGET, "deb");
        try {
            Path unpacking = Files.createDirectory(fetching.resolve("root"));
            List<String> download = new ArrayList<>(List.of("apt-get", "download"));
            download.addAll(List.of(packages));
            run(fetching, download, packages);
            try (Stream<Path> files = Files.list(fetching)) {
                for (Path deb :
                        files.filter(file -> file.toString().endsWith(".deb")).toList()) {
                    run(fetching, List.of("dpkg", "-x", deb.toString(), unpacking.toString()), packages);
                }
            }
            Files.move(unpacking, folder);
        } finally {
            try (Stream<Path> files = Files.walk(fetching)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void run(Path folder, List<String> command, String... packages) {
        String why;
        try {
            Path said = Files.createTempFile(
                    folder, "said", ".log"); // a pipe would be read until the process ends, if ever
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                boolean ended = process.waitFor(FETCH_TIMEOUT_SECONDS, TimeUnit.SECONDS);
                if (ended && process.exitValue() == 0) {
                    return;
                }
                why = (ended ? "" : "not done after " + FETCH_TIMEOUT_SECONDS + " s: ") + Files.readString(said);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            why = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException(
                String.join(" ", command) + " failed: " + why + ". The tests need Debian's packages "
                        + String.join(", ", packages) + "; see CONTRIBUTING.md, section Real servers");
    }
}
