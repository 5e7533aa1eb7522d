package dev.crossfade.proxy.mysql.wire;

/**
 * Capability flags (https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__capabilities__flags.html). MariaDB's own
 * (https://mariadb.com/kb/en/connection/#capabilities) are the upper 32 bits; it sends them where MySQL has filler, and does
 * not set {@link #LONG_PASSWORD}, which it calls CLIENT_MYSQL.
 */
public final class Capabilities {
    public static final long LONG_PASSWORD = 1L;
    public static final long FOUND_ROWS = 1L << 1;
    public static final long LONG_FLAG = 1L << 2;
    public static final long CONNECT_WITH_DB = 1L << 3;
    public static final long NO_SCHEMA = 1L << 4;
    public static final long COMPRESS = 1L << 5;
    public static final long ODBC = 1L << 6;
    public static final long LOCAL_FILES = 1L << 7;
    public static final long IGNORE_SPACE = 1L << 8;
    public static final long PROTOCOL_41 = 1L << 9;
    public static final long INTERACTIVE = 1L << 10;
    public static final long SSL = 1L << 11;
    public static final long IGNORE_SIGPIPE = 1L << 12;
    public static final long TRANSACTIONS = 1L << 13;
    public static final long RESERVED = 1L << 14;
    public static final long SECURE_CONNECTION = 1L << 15;
    public static final long MULTI_STATEMENTS = 1L << 16;
    public static final long MULTI_RESULTS = 1L << 17;
    public static final long PS_MULTI_RESULTS = 1L << 18;
    public static final long PLUGIN_AUTH = 1L << 19;
    public static final long CONNECT_ATTRS = 1L << 20;
    public static final long PLUGIN_AUTH_LENENC_CLIENT_DATA = 1L << 21;
    public static final long CAN_HANDLE_EXPIRED_PASSWORDS = 1L << 22;
    public static final long SESSION_TRACK = 1L << 23;

    /** Rows end with an OK packet instead of EOF packets around them. */
    public static final long DEPRECATE_EOF = 1L << 24;

    public static final long OPTIONAL_RESULTSET_METADATA = 1L << 25;
    public static final long ZSTD_COMPRESSION_ALGORITHM = 1L << 26;
    public static final long QUERY_ATTRIBUTES = 1L << 27;
    public static final long MULTI_FACTOR_AUTHENTICATION = 1L << 28;
    public static final long CAPABILITY_EXTENSION = 1L << 29;
    public static final long SSL_VERIFY_SERVER_CERT = 1L << 30;
    public static final long REMEMBER_OPTIONS = 1L << 31;

    public static final long MARIADB_PROGRESS = 1L << 32;
    public static final long MARIADB_COM_MULTI = 1L << 33;

    /** COM_STMT_BULK_EXECUTE. */
    public static final long MARIADB_STMT_BULK_OPERATIONS = 1L << 34;

    public static final long MARIADB_EXTENDED_METADATA = 1L << 35;

    /** The metadata of a prepared statement's result is sent with the result only where it has changed. */
    public static final long MARIADB_CACHE_METADATA = 1L << 36;

    public static final long MARIADB_BULK_UNIT_RESULTS = 1L << 37;

    private Capabilities() {}
}
