package dev.crossfade.admin.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Throwaway servers whose Crossfade is gone and which have not gone with it, as when the machine failed. */
public final class LeftBehind {
    private static final Pattern NAME = Pattern.compile(Pattern.quote(ThrowawayServer.PREFIX) + "(\\d+)-\\d+");

    private LeftBehind() {}

    /**
     * One of them.
     *
     * @param removeBy the shell's command that stops its server, where there is one, and removes it
     */
    public record Left(Path folder, String removeBy) {}

    /** Those in {@code parent}; empty when it cannot be read. */
    public static List<Left> in(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(LeftBehind::isLeft)
                    .sorted()
                    .map(folder -> new Left(folder, command(folder)))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isLeft(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        try {
            Instant made = Files.readAttributes(folder, BasicFileAttributes.class)
                    .creationTime()
                    .toInstant();
            // A process that began after the folder was made is another one that got the number again.
            return ProcessHandle.of(Long.parseLong(name.group(1)))
                    .flatMap(process -> process.info().startInstant())
                    .map(began -> began.isAfter(made))
                    .orElse(true);
        } catch (IOException | NumberFormatException e) {
            return false; // gone meanwhile
        }
    }

    private static String command(Path folder) {
        String remove = "rm -rf " + folder;
        try {
            List<String> lines = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"));
            long pid = Long.parseLong(lines.get(0).strip());
            return ProcessHandle.of(pid).isPresent() ? "kill -QUIT " + pid + "; " + remove : remove;
        } catch (IOException | RuntimeException e) {
            return remove;
        }
    }
}
