package dev.crossfade.proxy.tls;

import dev.crossfade.proxy.BackendTls;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS for pgjdbc by the same PEM files as for the relay's own connections; named by {@link BackendTls#addTo}. Host names are
 * pgjdbc's to verify. Reads the files for each connection, so that it never has old ones.
 */
public final class JdbcSocketFactory extends SSLSocketFactory {
    private final SSLSocketFactory factory;

    /**
     * Called by pgjdbc.
     *
     * @throws dev.crossfade.flags.CrossfadeException when the files cannot be used
     */
    public JdbcSocketFactory(Properties properties) {
        String mode = properties.getProperty("sslmode", "prefer");
        BackendTls tls = new BackendTls(
                BackendTls.Mode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_')),
                path(properties, "sslrootcert"),
                path(properties, "sslcert"),
                path(properties, "sslkey"));
        this.factory =
                ((JdkSslContext) Pem.client(tls, SslProvider.JDK)).context().getSocketFactory();
    }

    private static @Nullable Path path(Properties properties, String name) {
        String value = properties.getProperty(name);
        return value == null ? null : Path.of(value);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return factory.createSocket(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket() throws IOException {
        return factory.createSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return factory.createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return factory.createSocket(host, port, local, localPort);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }
}
