package dev.crossfade.proxy.mysql.auth;

/** The names of authentication methods, as they stand in the protocol: those of the client's plugins. */
public final class Methods {
    public static final String CACHING_SHA2 = "caching_sha2_password";
    public static final String NATIVE = "mysql_native_password";
    public static final String CLEAR = "mysql_clear_password";

    /** MariaDB's. */
    public static final String ED25519 = "client_ed25519";

    /**
     * What MariaDB Connector/C names when it cannot load the greeting's method: it has nothing to say yet (plugins/auth/my_auth.c). A server
     * leads it to the method of its account.
     */
    public static final String FALLBACK = "dummy_fallback_auth";

    /** MySQL's before caching_sha2_password; only toward backends. */
    public static final String SHA256 = "sha256_password";

    private Methods() {}
}
