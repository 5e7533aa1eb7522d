package dev.crossfade.proxy.tls;

import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.ClientTls;

/** Whether what a configuration names can be used. Blocks for the files. */
public final class TlsFiles {
    private TlsFiles() {}

    /** @throws dev.crossfade.flags.CrossfadeException when it cannot */
    public static void check(ClientTls tls) {
        Pem.server(tls, Pem.provider());
    }

    /** @throws dev.crossfade.flags.CrossfadeException when it cannot */
    public static void check(BackendTls tls) {
        Pem.client(tls, Pem.provider());
    }
}
