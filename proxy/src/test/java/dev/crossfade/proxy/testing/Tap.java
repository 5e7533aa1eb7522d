package dev.crossfade.proxy.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes connections on to a real server as they are, and keeps a copy of what went through. */
public final class Tap implements AutoCloseable {
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    /** What was sent over one connection so far. */
    public static final class Connection {
        private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
        private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();
        private volatile boolean dead;

        /** From now on nothing goes through any more, and nobody is told: as when a firewall has forgotten it. */
        public void die() {
            dead = true;
        }

        public byte[] fromClient() {
            return fromClient.toByteArray();
        }

        public byte[] fromServer() {
            return fromServer.toByteArray();
        }
    }

    /** Where to. */
    public interface Destination {
        ByteChannel connect() throws IOException;
    }

    public Tap(String host, int port) throws IOException {
        this(() -> SocketChannel.open(new InetSocketAddress(host, port)));
    }

    public Tap(Destination destination) throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        run(() -> {
            while (true) {
                ByteChannel client = listener.accept();
                ByteChannel server;
                try {
                    server = destination.connect();
                } catch (IOException e) {
                    client.close();
                    continue;
                }
                Connection connection = new Connection();
                connections.add(connection);
                run(() -> copy(connection, client, server, connection.fromClient));
                run(() -> copy(connection, server, client, connection.fromServer));
            }
        });
    }

    /** Where to connect to. */
    public int tapped() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
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

    private static void copy(Connection connection, ByteChannel from, ByteChannel to, ByteArrayOutputStream copy)
            throws IOException {
        try (from;
                to) {
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                copy.write(buffer.array(), 0, buffer.limit());
                while (buffer.hasRemaining() && !connection.dead) {
                    to.write(buffer);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
