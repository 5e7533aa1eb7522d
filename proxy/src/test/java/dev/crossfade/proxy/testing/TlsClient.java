package dev.crossfade.proxy.testing;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client of the wire protocol over TLS, by JSSE: does what no driver would. It verifies nobody. */
public final class TlsClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int SSL_REQUEST = 80877103;

    private final RawClient raw;

    private final Beneath socket;

    /** JSSE would close its sending half too when it says that no more is sent. */
    private static final class Beneath extends Socket {
        Beneath(int port) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
        }

        @Override
        public void shutdownOutput() {}

        void end() throws IOException {
            super.shutdownOutput();
        }
    }

    private TlsClient(RawClient raw, Beneath socket) {
        this.raw = raw;
        this.socket = socket;
    }

    /** Begins with TLS at once. */
    public static TlsClient direct(int port, String version, String... protocols) throws Exception {
        Beneath socket = new Beneath(port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return over(socket, version, protocols);
    }

    /** Asks first. */
    public static TlsClient asking(int port, String version, String... protocols) throws Exception {
        Beneath socket = new Beneath(port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(RawClient.body(8, SSL_REQUEST));
        int answer = socket.getInputStream().read();
        if (answer != 'S') {
            socket.close();
            throw new IOException("answered by " + answer);
        }
        return over(socket, version, protocols);
    }

    private static TlsClient over(Beneath socket, String version, String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        if (protocols.length > 0) {
            parameters.setApplicationProtocols(protocols);
        }
        tls.setSSLParameters(parameters);
        try {
            tls.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new TlsClient(new RawClient(tls), socket);
    }

    /** Closes the sending half of the connection beneath, without a word of TLS. */
    public void shutdownOutput() throws IOException {
        socket.end();
    }

    /** Says by TLS that it will send no more, and leaves the connection beneath open. It may still read. */
    public void sayNoMore() throws IOException {
        raw.socket.shutdownOutput();
    }

    public RawClient raw() {
        return raw;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
