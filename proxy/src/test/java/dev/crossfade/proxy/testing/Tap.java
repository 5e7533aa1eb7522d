package dev.crossfade.proxy.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes connections on to a real server as they are, and keeps a copy of what went through. */
public final class Tap implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    /** What was sent over one connection so far. */
    public static final class Connection {
        private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
        private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();

        public byte[] fromClient() {
            return fromClient.toByteArray();
        }

        public byte[] fromServer() {
            return fromServer.toByteArray();
        }
    }

    public Tap(String host, int port) throws IOException {
        run(() -> {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(host, port);
                Connection connection = new Connection();
                connections.add(connection);
                run(() -> copy(client, server, connection.fromClient));
                run(() -> copy(server, client, connection.fromServer));
            }
        });
    }

    /** Where to connect to. */
    public int tapped() {
        return listener.getLocalPort();
    }

    /** In the order in which they came. */
    public List<Connection> connections() {
        return connections;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        return; // one side has closed
                    }
                },
                "tap");
        thread.setDaemon(true);
        thread.start();
    }

    private static void copy(Socket from, Socket to, ByteArrayOutputStream copy) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            int length;
            while ((length = in.read(buffer)) >= 0) {
                copy.write(buffer, 0, length);
                out.write(buffer, 0, length);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
