package dev.crossfade.admin.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a program, in a folder of its own that only this process's user may read and that goes with it.
 *
 * <p>It is on a leash: beside the program a shell reads from a pipe that only this process can write. When the pipe closes,
 * because {@link #stop} closed it or because this process is gone, by SIGKILL too, the shell interrupts the program (SIGINT),
 * and kills it when it does not end within {@link #GRACE}; then it removes the folder, in which a password is. What a killed
 * program leaves in the database is for {@link ToolDatabase} to find.
 */
final class ToolRun implements AutoCloseable {
    /** How long an interrupted program may clean up after itself. */
    static final Duration GRACE = Duration.ofSeconds(60);

    static final String PREFIX = "crossfade-tool-";
    private static final Logger LOG = LoggerFactory.getLogger(ToolRun.class);
    private static final int LINES_KEPT = 20;
    private static final int LONGEST_LINE = 500;
    private static final Duration SOCKET = Duration.ofSeconds(5);

    /** libpq shows what it does not understand of how to connect, and pg_repack writes the password there without quotes. */
    private static final Pattern NOT_UNDERSTOOD = Pattern.compile("(missing \"=\" after|invalid connection option) .*");

    private static final List<String> INHERITED = List.of(
            "PATH", "HOME", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "PERL5LIB", "MARIADB_PLUGIN_DIR", "SSL_CERT_FILE");

    /**
     * The shell becomes the program, so that its process is ours; the one on the leash is a child of it. A process that has its
     * number by then, but began at another time, is another one.
     */
    private static final String LEASH = """
            exec 3<&0 </dev/null
            grace=$1 folder=$2; shift 2
            born() { cut -d' ' -f22 "/proc/$$/stat"; }
            since=$(born 2>/dev/null)
            {
              trap '' INT TERM HUP
              if read -r done <&3; then exit 0; fi
              same() { kill -0 $$ && [ "$(born)" = "$since" ]; }
              same && kill -INT $$
              while [ "$grace" -gt 0 ] && same; do sleep 1; grace=$((grace - 1)); done
              same && kill -KILL $$
              rm -rf "$folder"
            } >/dev/null 2>&1 &
            exec "$@" 3<&-
            """;

    private final Invocation invocation;
    private final Path folder;
    private final Process process;
    private final Thread reader;
    private final Deque<String> last = new ArrayDeque<>(); // guarded by itself

    private ToolRun(Invocation invocation, Path folder, Process process, Consumer<String> lines) {
        this.invocation = invocation;
        this.folder = folder;
        this.process = process;
        this.reader = new Thread(() -> read(lines), "crossfade-tool-output");
        reader.setDaemon(true);
    }

    /** A folder for a run, which {@link #start} takes over. */
    static Path newFolder() throws IOException {
        return Files.createTempDirectory(
                PREFIX + ProcessHandle.current().pid() + "-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /**
     * Starts it.
     *
     * @param folder where its files are written to
     * @param lines gets each line of its output, cut at {@value #LONGEST_LINE} characters, on a thread of the run's own
     */
    static ToolRun start(Invocation invocation, Path folder, Consumer<String> lines) throws IOException {
        return start(invocation, folder, lines, GRACE);
    }

    static ToolRun start(Invocation invocation, Path folder, Consumer<String> lines, Duration grace)
            throws IOException {
        try {
            for (Map.Entry<String, String> file : invocation.files().entrySet()) {
                Path made = Files.createFile(
                        folder.resolve(file.getKey()),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(made, file.getValue());
            }
            List<String> command = new ArrayList<>(
                    List.of("sh", "-c", LEASH, "crossfade-tool", Long.toString(Math.max(1, grace.toSeconds()))));
            command.add(folder.toString());
            command.addAll(invocation.command());
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            environment.keySet().retainAll(INHERITED); // nothing of ours that may be secret
            environment.put("LC_ALL", "C.UTF-8");
            environment.putAll(invocation.environment());
            ToolRun run = new ToolRun(invocation, folder, builder.start(), lines);
            run.reader.start();
            return run;
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    private void read(Consumer<String> lines) {
        StringBuilder line = new StringBuilder();
        byte[] bytes = new byte[4096];
        // read in pieces, so that a line without an end takes no memory; what is not ASCII may be cut in an odd place
        try (InputStream in = process.getInputStream()) {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                String text = new String(bytes, 0, n, StandardCharsets.UTF_8);
                for (int i = 0; i < text.length(); i++) {
                    char c = text.charAt(i);
                    if (c == '\n') {
                        line(line, lines);
                    } else if (c != '\r' && line.length() < LONGEST_LINE) {
                        line.append(c);
                    }
                }
            }
        } catch (IOException e) {
            LOG.debug("output of {}", invocation, e);
        }
        line(line, lines);
    }

    private void line(StringBuilder line, Consumer<String> lines) {
        String text = NOT_UNDERSTOOD.matcher(line.toString().stripTrailing()).replaceFirst("$1 …");
        line.setLength(0);
        if (text.isBlank()) {
            return;
        }
        synchronized (last) {
            if (!last.contains(text)) { // one that is said over and over leaves room for the others
                if (last.size() == LINES_KEPT) {
                    last.removeFirst();
                }
                last.add(text);
            }
        }
        try {
            lines.accept(text);
        } catch (RuntimeException e) {
            LOG.error("what a tool said", e);
        }
    }

    /** The program's process. */
    long pid() {
        return process.pid();
    }

    /** Waits so long for its end, and for all of its output; whether it has ended. */
    boolean await(Duration time) throws InterruptedException {
        if (!process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        loosen(true);
        reader.join(SOCKET.toMillis());
        return true;
    }

    /** Once it has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** The last {@value #LINES_KEPT} lines of its output. */
    List<String> lastLines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    /** Asks it to rest between two chunks, where it can; again is no harm. */
    void pause() throws IOException {
        Path file = invocation.pause().file();
        if (file != null && !Files.exists(file)) {
            Files.createFile(file);
        }
        if (invocation.pause().socket() != null) {
            send("throttle");
        }
    }

    /** Lets it go on. */
    void resume() throws IOException {
        Path file = invocation.pause().file();
        if (file != null) {
            Files.deleteIfExists(file);
        }
        if (invocation.pause().socket() != null) {
            send("no-throttle");
        }
    }

    /** Interrupts it; returns at once. It is killed when it does not end within the grace. */
    void stop() {
        if (invocation.pause().socket() != null && process.isAlive()) {
            try {
                send("panic");
            } catch (IOException e) {
                LOG.debug("no panic at {}", invocation.pause().socket(), e);
            }
        }
        loosen(false);
    }

    /** One command on the tool's socket; its answer is read and thrown away. */
    private void send(String command) throws IOException {
        Path socket = invocation.pause().socket();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            channel.configureBlocking(false);
            ByteBuffer answer = ByteBuffer.allocate(4096);
            long end = System.nanoTime() + SOCKET.toNanos();
            for (int n = channel.read(answer); n >= 0 && System.nanoTime() - end < 0; n = channel.read(answer)) {
                answer.clear();
                if (n == 0 && process.waitFor(10, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loosen(boolean ended) {
        try (var pipe = process.getOutputStream()) {
            if (ended) {
                pipe.write('\n'); // else the leash would interrupt whoever has the number by then
            }
        } catch (IOException e) {
            LOG.trace("the leash is gone", e);
        }
    }

    /** Interrupts it where it still runs, waits for its end, and removes its folder. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stop();
                if (!process.waitFor(GRACE.toSeconds() + SOCKET.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the leash goes on by itself
        } finally {
            loosen(!process.isAlive());
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            LOG.trace("the leash was faster", e);
        } catch (IOException | UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                LOG.warn("{} of a tool's run cannot be removed: {}", folder, e.toString());
            }
        }
    }
}
