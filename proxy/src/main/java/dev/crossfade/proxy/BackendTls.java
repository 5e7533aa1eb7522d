package dev.crossfade.proxy;

import dev.crossfade.proxy.tls.JdbcSocketFactory;
import dev.crossfade.proxy.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Whether a backend is reached by TLS. The modes mean what libpq's sslmode means by them
 * (https://www.postgresql.org/docs/15/libpq-ssl.html#LIBPQ-SSL-PROTECTION).
 *
 * @param ca PEM file of the authorities that may vouch for the backend; with {@code REQUIRE} too it is then verified
 * @param certificate PEM file of the certificate to show to the backend with what leads to its authority; null for none
 * @param key PEM file of its private key, PKCS#8, not encrypted
 */
public record BackendTls(
        Mode mode,
        @Nullable Path ca,
        @Nullable Path certificate,
        @Nullable Path key) {
    public static final BackendTls DISABLED = new BackendTls(Mode.DISABLE, null, null, null);

    /** How much is asked of the connection. */
    public enum Mode {
        DISABLE,
        /** TLS where the backend has it, and no question whose it is. */
        PREFER,
        REQUIRE,
        /** An authority must vouch for it. */
        VERIFY_CA,
        /** And for its host name. */
        VERIFY_FULL;

        /** As it is written in configurations. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public BackendTls {
        if (ca == null && (mode == Mode.VERIFY_CA || mode == Mode.VERIFY_FULL)) {
            throw new IllegalArgumentException(mode.word() + " needs authorities to verify by");
        }
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("a certificate and its key belong together");
        }
    }

    /** Whether the backend's certificate is verified. */
    public boolean verifies() {
        return ca != null && mode.compareTo(Mode.REQUIRE) >= 0;
    }

    /**
     * Reads the files.
     *
     * @throws dev.crossfade.flags.CrossfadeException when they cannot be used
     */
    public void check() {
        if (mode != Mode.DISABLE) {
            TlsFiles.check(this);
        }
    }

    /** Makes pgjdbc connect in this way. */
    public void addTo(Properties properties) {
        properties.setProperty("sslmode", mode.word());
        if (mode != Mode.DISABLE) {
            properties.setProperty("sslfactory", JdbcSocketFactory.class.getName());
        }
        if (verifies()) {
            properties.setProperty("sslrootcert", String.valueOf(ca));
        }
        if (certificate != null) {
            properties.setProperty("sslcert", String.valueOf(certificate));
            properties.setProperty("sslkey", String.valueOf(key));
        }
    }
}
