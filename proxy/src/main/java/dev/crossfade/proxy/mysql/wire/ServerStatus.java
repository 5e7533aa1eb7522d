package dev.crossfade.proxy.mysql.wire;

/** Status flags of OK and EOF packets (https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html, SERVER_STATUS_flags_enum). */
public final class ServerStatus {
    public static final int IN_TRANS = 1;
    public static final int AUTOCOMMIT = 1 << 1;

    /** Another result follows. */
    public static final int MORE_RESULTS_EXISTS = 1 << 3;

    /** The statement has opened a cursor: its rows come by COM_STMT_FETCH. */
    public static final int CURSOR_EXISTS = 1 << 6;

    public static final int LAST_ROW_SENT = 1 << 7;
    public static final int DB_DROPPED = 1 << 8;
    public static final int NO_BACKSLASH_ESCAPES = 1 << 9;
    public static final int METADATA_CHANGED = 1 << 10;
    public static final int PS_OUT_PARAMS = 1 << 12;
    public static final int IN_TRANS_READONLY = 1 << 13;

    /** What the session tracks has changed: the OK packet says what. */
    public static final int SESSION_STATE_CHANGED = 1 << 14;

    private ServerStatus() {}
}
