package dev.crossfade.proxy.testing;

import dev.crossfade.proxy.testing.Certificates.Pair;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** A server that is none: what it says to each connection is a test's script. */
public final class FakeBackend implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final ServerSocket listener;

    /** What to say to one connection. */
    public interface Script {
        void play(Peer peer) throws Exception;
    }

    /** The proxy at the other end. */
    public static final class Peer {
        private Socket socket;
        private DataInputStream in;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
        }

        public void skip(int bytes) throws IOException {
            in.readFully(new byte[bytes]);
        }

        /** Reads a startup message. */
        public void startup() throws IOException {
            skip(in.readInt() - Integer.BYTES);
        }

        /** Reads a message and returns its body. */
        public byte[] message() throws IOException {
            in.readByte();
            byte[] body = new byte[in.readInt() - Integer.BYTES];
            in.readFully(body);
            return body;
        }

        /** All in one packet. */
        public void write(byte[]... parts) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                all.writeBytes(part);
            }
            socket.getOutputStream().write(all.toByteArray());
            socket.getOutputStream().flush();
        }

        /** Goes over to TLS. */
        public void tls(Pair pair) throws Exception {
            JdkSslContext context = (JdkSslContext) SslContextBuilder.forServer(
                            pair.certificate().toFile(), pair.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .build();
            SSLSocket tls = (SSLSocket)
                    context.context().getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            tls.setUseClientMode(false);
            tls.startHandshake();
            socket = tls;
            in = new DataInputStream(tls.getInputStream());
        }

        /** Breaks the connection off: what the other side sends from now on is answered by a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Reads up to the end. */
        public void drain() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    public FakeBackend(Script script) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        Thread thread = new Thread(() -> serve(script), "fake-backend");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Script script) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.setTcpNoDelay(true);
                script.play(new Peer(socket));
            } catch (Exception e) {
                // the proxy has closed the connection: what it said of it is what the test looks at
            }
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
