package dev.crossfade.admin.engine;

import static org.awaitility.Awaitility.await;

import dev.crossfade.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Between an engine and its server: at the COMMIT of a transaction that records a step something dies, before the server has
 * got it or after it has answered, when the engine has not heard of it.
 */
final class CrashingRelay implements AutoCloseable {
    /** What records a step; what only asks for one names the same tables, with steps among its parameters. */
    private static final List<String> RECORDS = List.of(
            "UPDATE crossfade.migration",
            "INTO crossfade.migration",
            "UPDATE crossfade.change",
            "INTO crossfade.change");

    /** How a pending entry begins that is no step but a piece of a statement outside transactions. */
    static final String SQL = "sql:";

    private static final long ANSWERS_WITHIN_MILLIS = 5_000;

    /** What dies. */
    enum Victim {
        /** The one connection. */
        CONNECTION,
        /** The server process behind it, and with it all of the server's, which then recovers. */
        SERVER,
        /** All of the engine's connections; nothing passes until {@link #revive}. */
        CROSSFADE
    }

    private final ServerSocket listener;
    private final PostgresServer server;
    private final Victim victim;
    private final boolean before;
    private final List<String> pending; // guarded by itself
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger dying = new AtomicInteger();
    private volatile boolean dead;

    CrashingRelay(PostgresServer server, Victim victim, boolean before, List<String> steps) throws IOException {
        this.server = server;
        this.victim = victim;
        this.before = before;
        this.pending = new ArrayList<>(steps);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Steps in which something is to die once more. */
    void arm(List<String> steps) {
        synchronized (pending) {
            pending.addAll(steps);
        }
    }

    List<String> pending() {
        synchronized (pending) {
            return List.copyOf(pending);
        }
    }

    boolean isDead() {
        return dead;
    }

    void revive() {
        dead = false;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "crashing-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (dead) {
                    client.close();
                } else {
                    daemon(() -> relay(client));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void relay(Socket client) {
        try (client;
                Socket backend = new Socket(server.host(), server.port())) {
            open.add(client);
            open.add(backend);
            client.setTcpNoDelay(true);
            backend.setTcpNoDelay(true);
            boolean[] deaf = new boolean[1];
            daemon(() -> pump(backend, client, deaf));
            InputStream in = client.getInputStream();
            OutputStream out = backend.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            String step = null;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                String sent = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                if (RECORDS.stream().anyMatch(sent::contains)) {
                    String recorded = recorded(sent);
                    step = recorded == null ? step : recorded;
                }
                boolean commits = sent.contains("COMMIT");
                for (String pending : pending()) {
                    if (pending.startsWith(SQL) && sent.contains(pending.substring(SQL.length()))) {
                        step = pending;
                        commits = true;
                    }
                }
                if (step != null && commits && take(step)) {
                    try {
                        if (!before) {
                            synchronized (deaf) {
                                deaf[0] = true;
                                out.write(buffer, 0, n);
                                out.flush();
                                deaf.wait(ANSWERS_WITHIN_MILLIS);
                            }
                        }
                        die(backend);
                    } finally {
                        dying.decrementAndGet();
                    }
                    return;
                }
                step = commits ? null : step;
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // one of the two is gone, and with it the other
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** The pending step that a statement gives as a parameter (length and text) or a change of the row names. */
    private String recorded(String sent) {
        for (String step : pending()) {
            if (sent.contains("\0\0\0" + (char) step.length() + step)) {
                return step;
            }
        }
        return null;
    }

    private boolean take(String step) {
        synchronized (pending) {
            if (!pending.remove(step)) {
                return false;
            }
            dying.incrementAndGet();
            return true;
        }
    }

    /** Whether something is about to die or has not come back: what the engine recorded may be seen before. */
    boolean isDying() {
        return dying.get() > 0;
    }

    private void die(Socket backend) throws IOException {
        if (victim == Victim.SERVER) {
            String pid = processBehind(backend);
            if (pid.equals("0")) {
                return; // gone with the others already
            }
            killed(pid);
            awaitServer();
        } else if (victim == Victim.CROSSFADE) {
            dead = true;
            for (Socket socket : open) {
                socket.close();
            }
            open.clear();
        }
    }

    /** The server's process behind a connection, 0 where it is gone. The server may recover from an earlier death meanwhile. */
    private String processBehind(Socket backend) {
        String sql = "SELECT coalesce(max(pid), 0) FROM pg_stat_activity WHERE client_port = " + backend.getLocalPort();
        return await().atMost(Lab.PATIENCE)
                .ignoreExceptions()
                .until(() -> server.queryOne("postgres", sql), pid -> true);
    }

    /**
     * Returns when the server ends its processes. It has to hear of the death first, and answers as before until then: who asked it
     * at once would take it for recovered.
     */
    private void killed(String pid) {
        try (Connection witness = server.connect("postgres");
                Statement statement = witness.createStatement()) {
            statement.execute("COPY (SELECT 1) TO PROGRAM 'kill -9 " + pid + "'");
            await().atMost(Lab.PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> !answers(statement));
        } catch (SQLException e) {
            // its own process has ended with the others
        }
    }

    private static boolean answers(Statement statement) {
        try {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    /** Until it has recovered: tests' own statements go to it, too. */
    private void awaitServer() {
        await().atMost(Lab.PATIENCE)
                .ignoreExceptions()
                .until(() -> "1".equals(server.queryOne("postgres", "SELECT 1")));
    }

    private static void pump(Socket backend, Socket client, boolean[] deaf) {
        try (client) {
            byte[] buffer = new byte[64 * 1024];
            InputStream in = backend.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (deaf) {
                    if (deaf[0]) {
                        deaf.notifyAll();
                        return;
                    }
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // likewise
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
