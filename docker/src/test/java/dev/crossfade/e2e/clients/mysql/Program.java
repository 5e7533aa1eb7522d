package dev.crossfade.e2e.clients.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a client that is a program. */
final class Program {
    private static final long LONGEST_SECONDS = 60;

    private Program() {}

    /** What it wrote, errors among it, byte for byte, in which the port is not. */
    static List<String> run(Address address, Map<String, String> environment, List<String> command, String input)
            throws Exception {
        Path said = Files.createTempFile("crossfade-program", ".out");
        Path given =
                Files.writeString(Files.createTempFile("crossfade-program", ".in"), input, StandardCharsets.ISO_8859_1);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(given.toFile())
                    .redirectOutput(said.toFile());
            builder.environment().putAll(environment);
            builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"));
            Process process = builder.start();
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(said, StandardCharsets.ISO_8859_1)) {
                lines.add(line.replace(Integer.toString(address.port()), "PORT"));
            }
            assertThat(ended).as("%s ended after %s", command.get(0), lines).isTrue();
            lines.add("exit " + process.exitValue());
            return lines;
        } finally {
            Files.delete(said);
            Files.delete(given);
        }
    }
}
