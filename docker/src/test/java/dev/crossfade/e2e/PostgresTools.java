package dev.crossfade.e2e;

import dev.crossfade.testing.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * PostgreSQL's own psql and pgbench: from PATH, from where Debian puts them, or out of Debian's packages, unpacked under
 * {@code target/}. Where none of this works the test fails and says what to install.
 */
public final class PostgresTools {
    private static final Path UNPACKED = Path.of("target", "postgresql-tools").toAbsolutePath();
    private static final long FETCH_TIMEOUT_SECONDS = 120;

    private PostgresTools() {}

    /** How a program ended. */
    public record Result(int exitCode, String output, String errors) {}

    /** A running program. */
    public record Running(Process process, Path output, Path errors) {
        public Result await(long timeoutSeconds) {
            try {
                if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("did not end within " + timeoutSeconds + " s; it wrote "
                            + Files.readString(output) + Files.readString(errors));
                }
                Result result = new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
                Files.delete(output);
                Files.delete(errors);
                return result;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    public static Running start(String program, String user, String password, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(path(program).toString()));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile("crossfade-e2e-", ".out");
            Path errors = Files.createTempFile("crossfade-e2e-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().put("PGUSER", user);
            builder.environment().put("PGPASSWORD", password);
            builder.environment().put("PAGER", "");
            builder.environment().put("LC_ALL", "C.UTF-8");
            if (Files.isDirectory(UNPACKED)) {
                builder.environment().put("LD_LIBRARY_PATH", libraries());
            }
            return new Running(builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the application's user. */
    public static Result run(String program, List<String> arguments) {
        return start(program, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, arguments)
                .await(60);
    }

    /** Where a program is. */
    public static synchronized Path path(String program) {
        List<Path> candidates = new ArrayList<>();
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            candidates.add(Path.of(folder, program));
        }
        candidates.addAll(installed(Path.of("/usr/lib/postgresql"), program));
        for (Path candidate : candidates) {
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        OneAtATime.run(() -> {
            if (!Files.isDirectory(UNPACKED)) {
                fetch(program);
            }
        });
        return installed(UNPACKED.resolve("usr/lib/postgresql"), program).stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing(program, "Debian's packages do not hold it"));
    }

    private static List<Path> installed(Path versions, String program) {
        if (!Files.isDirectory(versions)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(versions)) {
            return folders.map(version -> version.resolve("bin").resolve(program))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String libraries() throws IOException {
        try (Stream<Path> files = Files.walk(UNPACKED.resolve("usr/lib"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("libpq.so"))
                    .map(file -> file.getParent().toString())
                    .findFirst()
                    .orElse("");
        }
    }

    private static void fetch(String program) {
        try {
            Files.createDirectories(UNPACKED.getParent());
            Path packages = Files.createTempDirectory(UNPACKED.getParent(), "deb");
            Path unpacking = Files.createDirectory(packages.resolve("root"));
            sh(program, packages, "apt-get", "download", "postgresql-15", "postgresql-client-15", "libpq5");
            try (Stream<Path> files = Files.list(packages)) {
                for (Path deb : files.filter(f -> f.toString().endsWith(".deb")).toList()) {
                    sh(program, packages, "dpkg", "-x", deb.toString(), unpacking.toString());
                }
            }
            Files.move(unpacking, UNPACKED);
            Installation.delete(packages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sh(String program, Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(FETCH_TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw missing(program, String.join(" ", command) + " said: " + said);
            }
        } catch (IOException e) {
            throw missing(program, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static IllegalStateException missing(String program, String why) {
        return new IllegalStateException("No " + program + " for the end-to-end tests: it is neither on PATH nor under"
                + " /usr/lib/postgresql, and could not be fetched (" + why
                + "). Install PostgreSQL's client programs, on Debian: apt install postgresql-client-15 postgresql-15");
    }
}
