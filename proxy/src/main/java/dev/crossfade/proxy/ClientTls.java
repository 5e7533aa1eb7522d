package dev.crossfade.proxy;

import dev.crossfade.proxy.tls.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS toward clients, of version 1.2 or newer.
 *
 * @param required whether clients without it are refused; CancelRequests, which carry a secret of their own, are not
 * @param certificate PEM file of the certificate to show, with what leads to its authority
 * @param key PEM file of its private key, PKCS#8, not encrypted
 * @param clientCa PEM file of the authorities that may vouch for clients; clients are asked for a certificate then, and one
 *     that is not vouched for ends the connection. Null: they are not asked.
 */
public record ClientTls(
        boolean required,
        Path certificate,
        Path key,
        @Nullable Path clientCa) {
    /**
     * Reads the files.
     *
     * @throws dev.crossfade.flags.CrossfadeException when they cannot be used
     */
    public void check() {
        TlsFiles.check(this);
    }
}
