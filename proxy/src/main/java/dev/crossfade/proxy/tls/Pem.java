package dev.crossfade.proxy.tls;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ClientTls;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes contexts of PEM files. Blocks for the files. Every failure names the file and what to do. */
final class Pem {
    /** The protocol's name in ALPN (https://www.postgresql.org/docs/17/protocol-flow.html#PROTOCOL-FLOW-SSL). */
    static final String ALPN = "postgresql";

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private Pem() {}

    /** BoringSSL where it runs. Its contexts are freed by the garbage collector when their last connection is. */
    static SslProvider provider() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    /** What clients are spoken to by. */
    static SslContext server(ClientTls tls, SslProvider provider) {
        X509Certificate[] chain = certificates(tls.certificate());
        SslContextBuilder builder = SslContextBuilder.forServer(PemKey.read(tls.key(), chain[0]), chain);
        if (tls.clientCa() != null) {
            builder.trustManager(certificates(tls.clientCa())).clientAuth(ClientAuth.OPTIONAL);
        }
        builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                ALPN));
        return built(builder.sslProvider(provider).protocols(PROTOCOLS), tls.certificate());
    }

    /** What a backend is spoken to by. */
    static SslContext client(BackendTls tls, SslProvider provider) {
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (tls.verifies() && tls.ca() != null) {
            builder.trustManager(certificates(tls.ca()));
        } else {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        }
        builder.endpointIdentificationAlgorithm(tls.mode() == BackendTls.Mode.VERIFY_FULL ? "HTTPS" : null);
        Path certificate = tls.certificate();
        Path key = tls.key();
        if (certificate != null && key != null) {
            X509Certificate[] chain = certificates(certificate);
            builder.keyManager(PemKey.read(key, chain[0]), chain);
        }
        return built(builder.sslProvider(provider).protocols(PROTOCOLS), certificate == null ? tls.ca() : certificate);
    }

    private static SslContext built(SslContextBuilder builder, @Nullable Path certificate) {
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new CrossfadeException(
                    Problem.INVALID_REQUEST,
                    "TLS cannot be set up with " + certificate + ": " + e.getMessage(),
                    "See which certificate that is: openssl x509 -noout -text -in FILE.");
        }
    }

    /** The certificates of a file, the first one first. */
    static X509Certificate[] certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate[] certificates = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (certificates.length > 0) {
                return certificates;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (CertificateException e) {
            // as if there were none
        }
        throw new CrossfadeException(
                Problem.INVALID_REQUEST,
                file + " holds no certificate",
                "It must be a PEM file of X.509 certificates.");
    }

    static CrossfadeException unreadable(Path file, IOException e) {
        return new CrossfadeException(
                Problem.INVALID_REQUEST,
                file + " cannot be read" + (e instanceof NoSuchFileException ? ": there is no such file" : ""),
                "Give a file that Crossfade's user may read.");
    }
}
