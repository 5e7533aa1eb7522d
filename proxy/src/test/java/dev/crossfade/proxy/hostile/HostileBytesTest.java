package dev.crossfade.proxy.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strangers of all kinds. {@code -Dcrossfade.hostile.seconds} says how long each way, {@code -Dcrossfade.hostile.seed} where
 * the random inputs begin.
 */
@Timeout(900)
class HostileBytesTest {
    private static final int SECONDS = Integer.getInteger("crossfade.hostile.seconds", 2);
    private static final long SEED = Long.getLong("crossfade.hostile.seed", 20261123L);
    private static final int MAX_INPUT_BYTES = 300;
    private static final int TO_START_AND_END_SECONDS = 60;

    @Test
    void random() throws IOException {
        Random random = new Random(SEED);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int inputs = 0;
        try (Stranger stranger = new Stranger()) {
            while (System.nanoTime() - end < 0) {
                byte[] input = new byte[1 + random.nextInt(MAX_INPUT_BYTES)];
                random.nextBytes(input);
                stranger.play(input);
                inputs++;
            }
        }
        System.out.printf("hostile bytes: %d random inputs, from seed %d%n", inputs, SEED);
    }

    /** Jazzer in a process of its own: it instruments the proxy's classes, and ends a process that it finds a bug in. */
    @Test
    void coverageGuided(@TempDir Path folder) throws Exception {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        Path log = folder.resolve("log");
        for (int state = 0; state < Stranger.STATES; state++) {
            Files.write(corpus.resolve("state" + state), new byte[] {(byte) state});
        }
        Process jazzer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:+EnableDynamicAgentLoading",
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + HostileBytesFuzzer.class.getName(),
                        "--instrumentation_includes=dev.crossfade.**",
                        "--custom_hook_includes=dev.crossfade.**",
                        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + File.separator,
                        "-max_total_time=" + SECONDS,
                        "-max_len=" + MAX_INPUT_BYTES,
                        "-len_control=0",
                        "-timeout=30",
                        "-seed=" + (int) SEED,
                        "-print_final_stats=1",
                        corpus.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = jazzer.waitFor(SECONDS + TO_START_AND_END_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(log);
            assertThat(ended).as(said).isTrue();
            assertThat(jazzer.exitValue()).as(said).isZero();
            System.out.println("hostile bytes, coverage-guided:");
            said.lines()
                    .filter(line -> line.startsWith("Done ") || line.contains("DONE"))
                    .forEach(System.out::println);
            assertThat(said).contains("DONE");
        } finally {
            jazzer.destroyForcibly();
        }
    }
}
