package dev.crossfade.flags;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@link FlagControl#set} has acknowledged is in the file, whenever the process is killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
    private static final long SEED = 20_261_122;

    /** One file for all repetitions: each process starts from what the one before it left. */
    @TempDir
    Path folder;

    @RepeatedTest(10)
    @Timeout(60)
    void anAcknowledgedValueSurvivesKill(RepetitionInfo repetition) throws Exception {
        Random random = new Random(SEED + repetition.getCurrentRepetition());
        Path file = folder.resolve("flags.json");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FlagSetter.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int acknowledged = 0;
        try (BufferedReader out = process.inputReader()) {
            acknowledged = read(out, 1 + random.nextInt(60), acknowledged);
            LockSupport.parkNanos(random.nextInt(5_000_000)); // anywhere inside the next few sets
            process.toHandle().destroyForcibly(); // unlike the Process, leaves what it wrote to be read
            acknowledged = read(out, Integer.MAX_VALUE, acknowledged);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(acknowledged).isPositive();

        byte[] content = Files.readAllBytes(file);
        assertThat(new ObjectMapper().readTree(content).path("flags").size()).isEqualTo(2);
        FlagDefinition flag = FlagDocument.parse(content, "the file").flag(FlagsFixture.STAGE);
        assertThat(flag.defaultVariant()).isEqualTo("live");
        assertThat(flag.percent()).isIn(List.of(acknowledged, FlagSetter.after(acknowledged)));
    }

    private static int read(BufferedReader out, int lines, int last) throws IOException {
        int value = last;
        for (int i = 0; i < lines; i++) {
            String line = out.readLine();
            if (line == null) {
                return value;
            }
            value = Integer.parseInt(line);
        }
        return value;
    }
}
