package dev.crossfade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gets a program out of Debian's packages into a folder, without installing anything. */
final class DebianPackages {
    private DebianPackages() {}

    /**
     * Downloads a package with the libraries it needs and unpacks them.
     *
     * @param suite another one than the machine's, which then brings all libraries, the C library included; empty for the
     *     machine's own, which brings those that are not installed
     */
    static void unpack(String name, String suite, Path into) throws IOException, InterruptedException {
        Files.createDirectories(into.getParent());
        Path work = Files.createTempDirectory(into.getParent(), "packages-");
        try {
            Map<String, String> environment = suite.isEmpty() ? Map.of() : ownApt(work, suite);
            if (!suite.isEmpty()) {
                Commands.run(work, environment, List.of("apt-get", "-qq", "update"));
            }
            List<String> command = new ArrayList<>(List.of("apt-get", "-qq", "download"));
            command.addAll(needed(
                    name,
                    Commands.run(
                            work, environment, List.of("apt-get", "-s", "install", "--no-install-recommends", name))));
            Commands.run(work, environment, command);
            Path root = Files.createDirectory(work.resolve("root"));
            try (Stream<Path> files = Files.list(work)) {
                for (Path deb :
                        files.filter(file -> file.toString().endsWith(".deb")).toList()) {
                    Commands.run(work, Map.of(), List.of("dpkg", "-x", deb.toString(), root.toString()));
                }
            }
            Files.move(root, into);
        } catch (IOException e) {
            throw new IOException(
                    "could not get " + name
                            + " from Debian's packages: install it yourself, or leave it out with --targets",
                    e);
        } finally {
            delete(work);
        }
    }

    /** The package and the libraries among what apt would install. */
    static List<String> needed(String name, String simulation) {
        return simulation
                .lines()
                .filter(line -> line.startsWith("Inst "))
                .map(line -> line.split(" ", -1)[1])
                .filter(inst -> inst.equals(name) || inst.startsWith("lib") || inst.startsWith("zlib"))
                .toList();
    }

    /** A configuration of apt's for a folder of its own, with the machine's own mirror. */
    private static Map<String, String> ownApt(Path work, String suite) throws IOException, InterruptedException {
        String mirror = Commands.run(
                        work,
                        Map.of(),
                        List.of("apt-get", "indextargets", "--format", "$(ORIGIN) $(REPO_URI)", "Created-By: Packages"))
                .lines()
                .filter(line -> line.startsWith("Debian "))
                .map(line -> line.substring("Debian ".length()))
                .findFirst()
                .orElseThrow(() -> new IOException("apt is not configured with a mirror of Debian's"));
        Files.createDirectories(work.resolve("state/lists/partial"));
        Files.createDirectories(work.resolve("cache/archives/partial"));
        Files.createFile(work.resolve("status"));
        Files.writeString(
                work.resolve("sources.list"),
                "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] " + mirror + " " + suite + " main\n");
        Path configuration = work.resolve("apt.conf");
        Files.writeString(configuration, """
                Dir::State "%1$s/state";
                Dir::State::status "%1$s/status";
                Dir::Cache "%1$s/cache";
                Dir::Etc::SourceList "%1$s/sources.list";
                Dir::Etc::SourceParts "/dev/null";
                Dir::Etc::Preferences "/dev/null";
                Dir::Etc::PreferencesParts "/dev/null";
                Acquire::Languages "none";
                """.formatted(work));
        return Map.of("APT_CONFIG", configuration.toString());
    }

    /**
     * A program of this machine or, where it has none, of Debian's packages for it.
     *
     * @param environment what it needs to find the libraries that were unpacked with it
     */
    record Program(Path file, Map<String, String> environment) {}

    /**
     * From the PATH, else unpacked.
     *
     * @param where in its package
     * @param fetched where packages are unpacked
     */
    static Program program(String name, String where, Path fetched) throws IOException, InterruptedException {
        var installed = Commands.find(name, List.of(Path.of("/" + where)));
        if (installed.isPresent()) {
            return new Program(installed.get(), Map.of());
        }
        Path root = fetched.resolve(name);
        if (!Files.isDirectory(root)) {
            unpack(name, "", root);
        }
        return new Program(
                root.resolve(where).resolve(name), Map.of("LD_LIBRARY_PATH", String.join(":", libraryFolders(root))));
    }

    /** The command that runs an unpacked program with the C library it was unpacked with. */
    static List<String> withOwnLoader(Path root, Path program) throws IOException {
        return List.of(
                file(root, "ld-linux-").toString(),
                "--library-path",
                String.join(":", libraryFolders(root)),
                program.toString());
    }

    /** Where the shared libraries lie. */
    static List<String> libraryFolders(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.getFileName().toString().contains(".so."))
                    .map(file -> String.valueOf(file.getParent()))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static Path file(Path root, String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + prefix + "* in " + root));
        }
    }

    static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
