package dev.crossfade.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the end-to-end tests measured, one figure a line in {@code target/e2e-figures.txt}. */
final class Figures {
    private static final Path FILE = Path.of("target", "e2e-figures.txt");

    private Figures() {}

    static synchronized void write(String figure) {
        System.out.println("figure: " + figure);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, figure + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
