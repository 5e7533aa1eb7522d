package dev.crossfade.proxy.soak;

import dev.crossfade.proxy.CrossfadeProxy;
import dev.crossfade.proxy.ProxySettings;
import dev.crossfade.proxy.ProxySettings.Pooling;
import dev.crossfade.proxy.testing.FakeFlags;
import dev.crossfade.proxy.testing.RawClient;
import dev.crossfade.testing.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A proxy in a process of its own, with the JVM's settings that Crossfade ships, but that the heap has one size and is touched
 * from the beginning: so what the resident set grows by is not the heap, and the heap in use is counted by itself.
 */
final class ProxyProcess implements AutoCloseable {
    private static final int MAX_CLIENTS = 50_000;
    private static final int ENDS_SECONDS = 20;

    final PostgresServer server = PostgresServer.shared();
    final String backendDatabase = server.createDatabase();
    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;
    private final int port;

    ProxyProcess(Pooling.Mode mode) throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:MaxGCPauseMillis=50",
                        "-Dio.netty.leakDetection.level=disabled",
                        "-Dcrossfade.transport=" + System.getProperty("crossfade.transport", ""),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ProxyProcess.class.getName(),
                        server.host(),
                        String.valueOf(server.port()),
                        backendDatabase,
                        mode.name()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        port = Integer.parseInt(answer());
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the proxy's process has ended");
        }
        return line;
    }

    RawClient login() throws Exception {
        return RawClient.login("127.0.0.1", port, PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, "shop");
    }

    /** What it takes now. */
    Memory memory() throws IOException {
        commands.println("now");
        return Memory.parse(answer());
    }

    /** The most that it took since this was asked before, direct and resident being looked at every few milliseconds. */
    Memory most() throws IOException {
        commands.println("most");
        return Memory.parse(answer());
    }

    int sessions() throws IOException {
        commands.println("sessions");
        return Integer.parseInt(answer());
    }

    @Override
    public void close() throws IOException {
        commands.close(); // the process ends with its input
        try {
            if (!process.waitFor(ENDS_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the proxy's process does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The process: answers a line for each line. */
    public static void main(String[] arguments) throws IOException {
        ProxySettings.Database shop = new ProxySettings.Database(
                "shop",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(new ProxySettings.User(PostgresServer.APP_USER, PostgresServer.APP_PASSWORD, null, null)),
                new ProxySettings.Backend(arguments[0], Integer.parseInt(arguments[1]), arguments[2]),
                Pooling.DEFAULT.withMode(Pooling.Mode.valueOf(arguments[3])));
        ProxySettings settings = new ProxySettings(
                List.of(shop), 0, Duration.ofSeconds(30), ProxySettings.DEFAULT_CONNECT_TIMEOUT, MAX_CLIENTS);
        Most most = new Most();
        try (CrossfadeProxy proxy = CrossfadeProxy.start(settings, new FakeFlags(), database -> {})) {
            proxy.ready("shop", true);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println(proxy.address("shop").getPort());
            for (String command = in.readLine(); command != null; command = in.readLine()) {
                System.out.println(
                        switch (command) {
                            case "now" -> Memory.afterCollection().line();
                            case "most" -> most.take().line();
                            case "sessions" -> proxy.sessions().size();
                            default -> throw new IllegalArgumentException(command);
                        });
            }
        }
    }

    /** Looks at direct and resident memory all the time. */
    private static final class Most {
        private static final int PERIOD_MILLIS = 10;
        private final AtomicLong direct = new AtomicLong();
        private final AtomicLong resident = new AtomicLong();

        Most() {
            Future<?> unused = Executors.newSingleThreadScheduledExecutor(task -> {
                        Thread thread = new Thread(task, "most");
                        thread.setDaemon(true);
                        return thread;
                    })
                    .scheduleAtFixedRate(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void look() {
            direct.accumulateAndGet(Memory.directBytes(), Math::max);
            resident.accumulateAndGet(Memory.residentBytes(), Math::max);
        }

        Memory take() {
            look();
            return new Memory(Memory.afterCollection().heap(), direct.getAndSet(0), resident.getAndSet(0));
        }
    }
}
