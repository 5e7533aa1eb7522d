package dev.crossfade.admin.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process on its leash. */
class ToolRunTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Ends on SIGINT only, and says so. */
    private static final String INTERRUPTIBLE =
            "trap 'echo interrupted; exit 3' INT; echo up; while :; do read -t 1 x <> /dev/zero || :; done";

    private static final String DEAF = "trap '' INT; echo up; while :; do read -t 1 x <> /dev/zero || :; done";

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private static Invocation bash(String script) {
        return new Invocation(List.of("bash", "-c", script), Map.of(), Map.of("secret", "hush"), Invocation.Pause.NONE);
    }

    private ToolRun start(String script, Duration grace) throws Exception {
        return ToolRun.start(bash(script), ToolRun.newFolder(), lines::add, grace);
    }

    @Test
    void itsOutputIsReadInLinesOfBoundedLengthAndItsEndIsTold() throws Exception {
        try (ToolRun run = start(
                "printf 'a\\r\\nb'; echo; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo e >&2; exit 7",
                PATIENCE)) {
            assertThat(run.await(PATIENCE)).isTrue();
            assertThat(run.exitCode()).isEqualTo(7);
            assertThat(lines).containsExactly("a", "b", "x".repeat(500), "e");
            assertThat(run.lastLines()).isEqualTo(lines);
        }
    }

    /** pg_repack writes it into a connection string without quotes, and says so until it has no stack any more. */
    @Test
    void wordsOfAPasswordAreNotSaidAndWhatIsSaidAgainHidesNothing() throws Exception {
        String said = "ERROR: could not connect to database: missing \"=\" after";
        try (ToolRun run = start(
                "echo 'ERROR: the reason'; for i in {1..100}; do echo '" + said
                        + " \"hush\" in connection info string'; done; echo 'invalid connection option \"hush\"'",
                PATIENCE)) {
            assertThat(run.await(PATIENCE)).isTrue();
            assertThat(run.lastLines())
                    .containsExactly("ERROR: the reason", said + " …", "invalid connection option …");
        }
        assertThat(lines).hasSize(102).allSatisfy(line -> assertThat(line).doesNotContain("hush"));
    }

    @Test
    void itIsInterruptedBySigintAndItsFilesGoWithIt() throws Exception {
        Path folder = ToolRun.newFolder();
        try (ToolRun run = ToolRun.start(bash(INTERRUPTIBLE), folder, lines::add, PATIENCE)) {
            assertThat(Files.getPosixFilePermissions(folder.resolve("secret")))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            await().atMost(PATIENCE).until(() -> lines.contains("up"));
            run.stop();
            assertThat(run.await(PATIENCE)).isTrue();
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(lines).contains("interrupted");
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void oneThatDoesNotHeedSigintIsKilledAfterItsGrace() throws Exception {
        try (ToolRun run = start(DEAF, Duration.ofSeconds(1))) {
            await().atMost(PATIENCE).until(() -> lines.contains("up"));
            run.stop();
            assertThat(run.await(PATIENCE)).isTrue();
            assertThat(run.exitCode()).isEqualTo(137);
        }
    }

    @Test
    void nothingOfOursIsInItsEnvironment() throws Exception {
        try (ToolRun run = start("env", PATIENCE)) {
            assertThat(run.await(PATIENCE)).isTrue();
        }
        assertThat(lines)
                .anyMatch(line -> line.startsWith("PATH="))
                .noneMatch(line -> line.matches("(JAVA_|MAVEN_|CROSSFADE_|PG|MYSQL_)[A-Z_]*=.*"));
    }

    /** kill -9 of whoever started it. */
    @Test
    void itEndsWhenCrossfadeIsKilled(@TempDir Path folder) throws Exception {
        Path said = folder.resolve("said");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        "echo $$ > " + said + "; " + INTERRUPTIBLE)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(said) && !Files.readString(said).isBlank());
            ProcessHandle tool = ProcessHandle.of(
                            Long.parseLong(Files.readString(said).strip()))
                    .orElseThrow();
            assertThat(tool.isAlive()).isTrue();
            Path runs = Path.of(System.getProperty("java.io.tmpdir"));
            String prefix = ToolRun.PREFIX + holder.pid() + "-";
            assertThat(named(runs, prefix)).hasSize(1);
            holder.destroyForcibly();
            await().atMost(PATIENCE).until(() -> !tool.isAlive());
            await().atMost(PATIENCE).until(() -> named(runs, prefix).isEmpty());
        } finally {
            holder.destroyForcibly();
        }
    }

    private static List<Path> named(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    /** A Crossfade that runs a tool and waits for it. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (ToolRun run = ToolRun.start(bash(arguments[0]), ToolRun.newFolder(), line -> {})) {
                run.await(Duration.ofMinutes(2));
            }
        }
    }
}
