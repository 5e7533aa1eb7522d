package dev.crossfade.admin.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Between an engine and its server: cuts connections at a COMMIT, before the server has got it or after the server has
 * answered, when the client has not heard of it.
 */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile int every;
    private volatile int offset;

    CuttingRelay(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on cuts at COMMIT number {@code first} and every {@code distance} after it, before and after it in turn. */
    void arm(int first, int distance) {
        commits.set(0);
        offset = first;
        every = distance;
    }

    int cuts() {
        return cuts.get();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cutting-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                daemon(() -> relay(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void relay(Socket client) {
        try (client;
                Socket server = new Socket(host, port)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            boolean[] deaf = new boolean[1];
            daemon(() -> pump(server, client, deaf));
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (every > 0 && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT")) {
                    int commit = commits.incrementAndGet();
                    if (commit >= offset && (commit - offset) % every == 0) {
                        if (cuts.incrementAndGet() % 2 == 1) {
                            return; // before
                        }
                        synchronized (deaf) {
                            deaf[0] = true;
                            out.write(buffer, 0, n);
                            out.flush();
                            deaf.wait(5_000); // until the server has answered
                        }
                        return;
                    }
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // one of the two is gone, and with it the other
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(Socket server, Socket client, boolean[] deaf) {
        try (client) {
            byte[] buffer = new byte[64 * 1024];
            InputStream in = server.getInputStream();
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
