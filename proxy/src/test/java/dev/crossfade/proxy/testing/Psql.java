package dev.crossfade.proxy.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The psql of this machine, from the path or Debian's package. */
public final class Psql {
    private static final int TIMEOUT_SECONDS = 30;

    private Psql() {}

    /** What became of a run. */
    public record Result(int exit, String output, String errors) {}

    /** Runs one statement, tuples only. */
    public static Result run(String connection, String password, String sql) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("psql", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(List.of(executable(), "-X", "-A", "-t", "-d", connection, "-c", sql));
        builder.environment().put("PGPASSWORD", password);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("psql did not end");
        }
        Result result = new Result(process.exitValue(), output, Files.readString(errors));
        Files.delete(errors);
        return result;
    }

    private static String executable() throws IOException {
        List<Path> candidates = new ArrayList<>();
        for (String folder : System.getenv("PATH").split(":", -1)) {
            candidates.add(Path.of(folder, "psql"));
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.forEach(version -> candidates.add(version.resolve("bin/psql")));
            }
        }
        return candidates.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("no psql: install postgresql-client"))
                .toString();
    }
}
