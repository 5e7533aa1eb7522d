package dev.crossfade.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Crossfade in a process of its own, which can be killed. */
final class ChildNode implements AutoCloseable {
    /** Starts quickly and is small, for what does not look at speed. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");

    /** How a command ended. */
    record Result(int exitCode, String output) {}

    private final Process process;
    private final Path output;
    private final int adminPort;

    private ChildNode(Process process, Path output, int adminPort) {
        this.process = process;
        this.output = output;
        this.adminPort = adminPort;
    }

    /** {@code crossfade serve}, until it answers. */
    static ChildNode serve(Path configuration, int adminPort) {
        return serve(configuration, adminPort, SHORT_LIVED);
    }

    /** The same with the launcher's options for the JVM, for what looks at speed. */
    static ChildNode serveAsLaunched(Path configuration, int adminPort) {
        return serve(configuration, adminPort, launcherOptions());
    }

    private static List<String> launcherOptions() {
        try {
            Matcher options = Pattern.compile("serve\\)[^(]*\\boptions\\+=\\(([^)]+)\\)")
                    .matcher(Files.readString(Path.of("..", "crossfade")));
            if (!options.find()) {
                throw new IllegalStateException("the launcher names no options for serve");
            }
            return List.of(options.group(1).split(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChildNode serve(Path configuration, int adminPort, List<String> options) {
        try {
            Path output = Files.createTempFile("crossfade-e2e-", ".log");
            ChildNode node =
                    new ChildNode(launch(output, options, "serve", "-c", configuration.toString()), output, adminPort);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !node.process.isAlive() || node.answers());
            if (!node.process.isAlive()) {
                throw new IllegalStateException("Crossfade ended: " + Files.readString(output));
            }
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code crossfade serve}, without waiting for anything. */
    static ChildNode start(Path configuration) {
        try {
            Path output = Files.createTempFile("crossfade-e2e-", ".log");
            return new ChildNode(launch(output, SHORT_LIVED, "serve", "-c", configuration.toString()), output, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Any command, to its end. */
    static Result run(String... arguments) {
        try {
            Path output = Files.createTempFile("crossfade-e2e-", ".log");
            Process process = launch(output, SHORT_LIVED, arguments);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("crossfade " + Arrays.toString(arguments) + " did not end within 60 s: "
                        + Files.readString(output));
            }
            Result result = new Result(process.exitValue(), Files.readString(output));
            Files.delete(output);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process launch(Path output, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.crossfade.admin.cli.Crossfade"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + adminPort + "/healthz")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a signal, named without SIG. */
    void signal(String name) {
        try {
            int exitCode = new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("kill -" + name + " failed: " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end. */
    int exitCode(Duration within) {
        await().atMost(within).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** SIGKILL: no chance to say goodbye. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that was free a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
