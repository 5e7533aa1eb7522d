package dev.crossfade.admin.rehearsal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's programs on this machine.
 *
 * @param server the folder of initdb and postgres
 * @param major version of that server
 * @param dump pg_dump, at least as new as the database
 * @param restore pg_restore beside it
 */
record Programs(Path server, int major, Path dump, Path restore) {
    private static final Pattern VERSION = Pattern.compile("\\) (\\d+)");
    private static final long VERSION_SECONDS = 10;
    private static final String INSTALL =
            "Install them (on Debian: apt install postgresql-%1$d, which brings pg_dump too), or name their folder: rehearsal:"
                    + " {programs: /path/to/bin}";

    private record Found(Path folder, int major) {}

    /**
     * Looks in {@code configured} alone, or on the PATH and where distributions put servers.
     *
     * @param wanted the database's major version
     * @param anyVersion whether another one will do
     * @param path the environment's PATH
     * @throws RehearsalException saying what is missing, or of another version, and what to do
     */
    static Programs find(@Nullable Path configured, int wanted, boolean anyVersion, @Nullable String path)
            throws RehearsalException {
        List<Path> folders = configured == null ? usual(path) : List.of(configured);
        String where = configured == null
                ? "neither on the PATH nor in /usr/lib/postgresql/*/bin or /usr/pgsql-*/bin"
                : "not in " + configured;
        List<Found> servers = having(folders, "postgres").stream()
                .filter(found -> Files.isExecutable(found.folder().resolve("initdb")))
                .sorted(Comparator.comparingInt((Found found) -> Math.abs(found.major() - wanted)))
                .toList();
        if (servers.isEmpty()) {
            throw new RehearsalException(
                    "a rehearsal needs PostgreSQL's server programs (initdb, postgres) on this machine, and they are "
                            + where,
                    INSTALL.formatted(wanted));
        }
        Found server = servers.get(0);
        if (server.major() != wanted && !anyVersion) {
            throw new RehearsalException(
                    "the database is PostgreSQL " + wanted + ", and the server programs on this machine are of "
                            + servers.stream()
                                    .map(found -> found.major() + " (" + found.folder() + ")")
                                    .collect(Collectors.joining(", ")),
                    INSTALL.formatted(wanted)
                            + "; rehearsal: {otherVersion: accept} rehearses on another version, and says so");
        }
        Path dumpFolder = Stream.concat(
                        having(List.of(server.folder()), "pg_dump").stream(), having(folders, "pg_dump").stream())
                .filter(found -> found.major() >= wanted)
                .map(Found::folder)
                .filter(folder -> Files.isExecutable(folder.resolve("pg_restore")))
                .findFirst()
                .orElseThrow(() -> new RehearsalException(
                        "a rehearsal copies the schema by pg_dump and pg_restore of version " + wanted
                                + " or newer, and they are " + where,
                        "Install them (on Debian: apt install postgresql-client-" + wanted
                                + "), or name the folder that has them and the server: rehearsal: {programs:"
                                + " /path/to/bin}"));
        return new Programs(
                server.folder(), server.major(), dumpFolder.resolve("pg_dump"), dumpFolder.resolve("pg_restore"));
    }

    private static List<Path> usual(@Nullable String path) {
        Set<Path> folders = new LinkedHashSet<>();
        for (String folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        folders.addAll(versions(Path.of("/usr/lib/postgresql"), ".*", "bin"));
        folders.addAll(versions(Path.of("/usr"), "pgsql-.*", "bin"));
        folders.add(Path.of("/usr/local/pgsql/bin"));
        return List.copyOf(folders);
    }

    private static List<Path> versions(Path parent, String pattern, String below) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(pattern))
                    .map(entry -> entry.resolve(below))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Found> having(List<Path> folders, String program) {
        List<Found> found = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isExecutable(folder.resolve(program))) {
                int major = major(folder.resolve(program));
                if (major > 0) {
                    found.add(new Found(folder, major));
                }
            }
        }
        return found;
    }

    /** What the program says of itself; 0 when it does not. */
    private static int major(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return 0;
            }
            Matcher matcher =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
