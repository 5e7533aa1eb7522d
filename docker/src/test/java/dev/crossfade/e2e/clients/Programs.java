package dev.crossfade.e2e.clients;

import dev.crossfade.e2e.OneAtATime;
import dev.crossfade.testing.DebianPackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Clients that are not Java: their libraries are fetched into {@code target/} by the machine's own npm and apt-get, once. Where
 * that does not work the test fails and says what to install.
 */
public final class Programs {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final int LONGEST_ERROR_CHARS = 2_000;
    private static final long FETCH_TIMEOUT_SECONDS = 120;
    private static final List<String> NODE_PACKAGES = List.of("pg", "mysql2");
    private static final String[] PYTHON_PACKAGES = {
        "python3-psycopg2", "python3-psycopg", "python3-typing-extensions", "libpq5"
    };

    private Programs() {}

    /** Runs a script of {@code src/test/resources/clients} with node. */
    static String node(Way way, String script, String... arguments) {
        return run(way, nodeCommand(script, arguments), Map.of());
    }

    /** The command that runs a script of {@code src/test/resources/clients} with node. */
    public static List<String> nodeCommand(String script, String... arguments) {
        Path modules = node();
        Path copy = resource(script, own(modules)); // below node_modules' folder, where node looks for them
        List<String> command = new ArrayList<>(List.of("node", "--no-deprecation", copy.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a script of {@code src/test/resources/clients} with Debian's Python and psycopg. */
    static String python(Way way, String script, String... arguments) {
        Path root = pythonPackages();
        Path copy = resource(script, own(root));
        List<String> command = new ArrayList<>(List.of(pythonProgram(), copy.toString()));
        command.addAll(List.of(arguments));
        return run(
                way,
                command,
                Map.of(
                        "PYTHONPATH",
                        root.resolve("usr/lib/python3/dist-packages").toString(),
                        "PYTHONIOENCODING",
                        "utf-8",
                        "LD_LIBRARY_PATH",
                        libraries(root)));
    }

    /** Debian's: its packages' binary modules are made for it, not for another one on the PATH. */
    public static String pythonProgram() {
        return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
    }

    private static String libraries(Path root) {
        try (Stream<Path> files = Files.walk(root.resolve("usr/lib"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("libpq.so"))
                    .map(file -> file.getParent().toString())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program as the application's user and returns what it wrote; it must end well. */
    static String run(Way way, List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("crossfade-client-", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "PGHOST",
                            way.host(),
                            "PGPORT",
                            Integer.toString(way.port()),
                            "PGDATABASE",
                            way.database(),
                            "PGUSER",
                            Way.USER,
                            "PGPASSWORD",
                            Way.PASSWORD,
                            "LC_ALL",
                            "C.UTF-8",
                            "TZ",
                            "UTC"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(50, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String said = Files.readString(output);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(
                        way.name() + ": " + command + (ended ? " ended with " + process.exitValue() : " did not end")
                                + ": " + said.substring(Math.max(0, said.length() - LONGEST_ERROR_CHARS)));
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A script of {@code src/test/resources/clients} that needs no library. */
    public static Path file(String script) {
        return resource(script, own(TARGET));
    }

    /** A folder in it that no other JVM which runs tests at the same time writes to. */
    private static Path own(Path folder) {
        Path own = folder.resolve("scripts-" + ProcessHandle.current().pid());
        make(own);
        return own;
    }

    private static Path resource(String name, Path folder) {
        try (var in = Programs.class.getResourceAsStream("/clients/" + name)) {
            Path copy = folder.resolve(name);
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path node() {
        Path folder = TARGET.resolve("node-clients");
        OneAtATime.run(() -> fetchNode(folder));
        return folder;
    }

    private static void fetchNode(Path folder) {
        if (!NODE_PACKAGES.stream().allMatch(name -> Files.isDirectory(folder.resolve("node_modules/" + name)))) {
            make(folder);
            resource("package.json", folder);
            fetch(
                    folder,
                    "node and npm, on Debian: apt install nodejs npm",
                    "npm",
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--no-package-lock",
                    "--ignore-scripts");
        }
    }

    private static Path pythonPackages() {
        return DebianPackages.unpacked("python-clients", PYTHON_PACKAGES);
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fetch(Path folder, String how, String... command) {
        String why;
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(FETCH_TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return;
            }
            why = said;
        } catch (IOException e) {
            why = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("A client library could not be fetched: " + String.join(" ", command)
                + " said: " + why + ". Make that work or install " + how);
    }
}
