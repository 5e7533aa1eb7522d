package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.mysql.auth.Methods;
import dev.crossfade.proxy.mysql.wire.Capabilities;

/** What the proxy promises its clients: what their backend does, without what the proxy cannot pass on. Pure. */
final class Offer {
    /** What says in which form packets come, so that both sides must have the same. */
    static final long OF_FORM = Capabilities.PROTOCOL_41
            | Capabilities.SESSION_TRACK
            | Capabilities.DEPRECATE_EOF
            | Capabilities.OPTIONAL_RESULTSET_METADATA
            | Capabilities.QUERY_ATTRIBUTES
            | Capabilities.MULTI_STATEMENTS
            | Capabilities.MULTI_RESULTS
            | Capabilities.PS_MULTI_RESULTS
            | Capabilities.MARIADB_PROGRESS
            | Capabilities.MARIADB_STMT_BULK_OPERATIONS
            | Capabilities.MARIADB_EXTENDED_METADATA
            | Capabilities.MARIADB_CACHE_METADATA
            | Capabilities.MARIADB_BULK_UNIT_RESULTS;

    /** Of one connection, whatever the other is. */
    private static final long OF_ONE_SIDE = Capabilities.SSL
            | Capabilities.COMPRESS
            | Capabilities.ZSTD_COMPRESSION_ALGORITHM
            | Capabilities.CONNECT_WITH_DB
            | Capabilities.CONNECT_ATTRS
            | Capabilities.PLUGIN_AUTH
            | Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA
            | Capabilities.SSL_VERIFY_SERVER_CERT
            | Capabilities.REMEMBER_OPTIONS;

    /** All that is known here; several factors are no use behind a proxy that has only one secret. */
    private static final long KNOWN = (1L << 28) - 1
            | Capabilities.REMEMBER_OPTIONS
            | Capabilities.MARIADB_PROGRESS
            | Capabilities.MARIADB_STMT_BULK_OPERATIONS
            | Capabilities.MARIADB_EXTENDED_METADATA
            | Capabilities.MARIADB_CACHE_METADATA
            | Capabilities.MARIADB_BULK_UNIT_RESULTS;

    /** What the proxy itself does on a client's connection, whether or not the backend does it on its own. */
    private static final long OWN = Capabilities.PROTOCOL_41
            | Capabilities.SECURE_CONNECTION
            | Capabilities.CONNECT_WITH_DB
            | Capabilities.PLUGIN_AUTH
            | Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA;

    /** TLS is the proxy's own; for zstd there is no library that has been chosen, so clients fall back on zlib or none. */
    private static final long NOT_DONE = Capabilities.SSL | Capabilities.ZSTD_COMPRESSION_ALGORITHM;

    private Offer() {}

    /** To a client. */
    static long toClient(long ofBackend, boolean hasTls) {
        return (ofBackend & KNOWN & ~NOT_DONE) | OWN | (hasTls ? Capabilities.SSL : 0);
    }

    /** To a client of one of two backends. */
    static Greeting common(Greeting one, Greeting other) {
        return one.to(one.threadId(), one.nonce(), one.capabilities() & other.capabilities(), one.method());
    }

    /** The method that a client is greeted with: the backend's where the proxy can check it, for the driver that looks. */
    static String method(String ofBackend) {
        return ofBackend.equals(Methods.NATIVE) ? Methods.NATIVE : Methods.CACHING_SHA2;
    }

    /** What is asked of a backend for a client, but for TLS. */
    static long toBackend(long ofClient, long ofBackend, boolean withDatabase, boolean withAttributes) {
        long own = Capabilities.PLUGIN_AUTH
                | Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA
                | (withDatabase ? Capabilities.CONNECT_WITH_DB : 0)
                | (withAttributes ? Capabilities.CONNECT_ATTRS : 0);
        return (ofClient & ~OF_ONE_SIDE & (ofBackend | Capabilities.LONG_PASSWORD))
                | Capabilities.SECURE_CONNECTION
                | (own & ofBackend);
    }
}
