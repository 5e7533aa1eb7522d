package dev.crossfade.proxy.mysql.session;

import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.node.TimeOut;

/** What a client is told when the proxy ends its session, in the server's terms (https://dev.mysql.com/doc/mysql-errors/8.4/en/). */
final class LastWords {
    static final ErrPacket SHUTDOWN = new ErrPacket(1053, "08S01", "Server shutdown in progress");

    private static final int DISCONNECTED_FOR_INACTIVITY = 4031;
    private static final int QUERY_TIMED_OUT = 3024;

    private LastWords() {}

    static ErrPacket timedOut(TimeOut which) {
        return switch (which) {
            case IDLE_TRANSACTION ->
                new ErrPacket(
                        DISCONNECTED_FOR_INACTIVITY,
                        "HY000",
                        "The client was disconnected by the server because of inactivity in a transaction.");
            case TRANSACTION ->
                new ErrPacket(
                        QUERY_TIMED_OUT,
                        "HY000",
                        "Query execution was interrupted, maximum transaction execution time exceeded");
            case IDLE ->
                new ErrPacket(
                        DISCONNECTED_FOR_INACTIVITY,
                        "HY000",
                        "The client was disconnected by the server because of inactivity.");
        };
    }
}
