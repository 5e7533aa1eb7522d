package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.mysql.wire.ErrPacket;
import dev.crossfade.proxy.mysql.wire.PacketException;
import dev.crossfade.proxy.wire.FatalException;
import org.jspecify.annotations.Nullable;

/**
 * What a client is refused with during its login, in the server's own words where it has any
 * (https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html).
 */
final class Refusals {
    /** ER_ACCESS_DENIED_ERROR. */
    static final int ACCESS_DENIED = 1045;

    private static final String CONNECTION_REFUSED = "08004";
    private static final String COMMUNICATION_BROKE = "08S01";
    private static final String NOT_AUTHORIZED = "28000";
    private static final String GENERAL = "HY000";

    private Refusals() {}

    static PacketException badHandshake() {
        return new PacketException(PacketException.ER_HANDSHAKE_ERROR, COMMUNICATION_BROKE, "Bad handshake");
    }

    static PacketException outOfOrder() {
        return new PacketException(1156, COMMUNICATION_BROKE, "Got packets out of order");
    }

    static PacketException tooManyConnections(FatalException why) {
        return new PacketException(1040, CONNECTION_REFUSED, "Too many connections" + behind(why.hint()));
    }

    static PacketException tooManyOfUser(String user, FatalException why) {
        return new PacketException(
                1203,
                "42000",
                "User " + user + " already has more than 'max_user_connections' active connections"
                        + behind(why.hint()));
    }

    static PacketException shuttingDown() {
        return new PacketException(1053, COMMUNICATION_BROKE, "Server shutdown in progress");
    }

    static PacketException notReady(String what) {
        return new PacketException(1040, CONNECTION_REFUSED, what);
    }

    static PacketException unknownDatabase(String database) {
        return new PacketException(
                1049,
                "42000",
                database.isEmpty()
                        ? "Unknown database ''. Crossfade serves several databases at this address: name one when you connect"
                        : "Unknown database '" + database
                                + "'. No database of that name is configured in Crossfade for this address");
    }

    static PacketException accessDenied(String user, String host, boolean usedPassword, @Nullable String hint) {
        return new PacketException(
                ACCESS_DENIED,
                NOT_AUTHORIZED,
                "Access denied for user '" + user + "'@'" + host + "' (using password: " + (usedPassword ? "YES" : "NO")
                        + ")" + behind(hint));
    }

    static PacketException insecureTransport() {
        return new PacketException(
                3159,
                GENERAL,
                "Connections using insecure transport are prohibited. Crossfade takes encrypted connections only");
    }

    /** A rule of the configuration does not let the client in. */
    static PacketException byRule(FatalException why) {
        return new PacketException(
                ACCESS_DENIED, NOT_AUTHORIZED, "Access denied: " + why.getMessage() + behind(why.hint()));
    }

    static PacketException byBackend(ErrPacket error) {
        return new PacketException(
                error.sqlState().isEmpty() // of one that refuses before the handshake
                        ? new ErrPacket(error.code(), GENERAL, error.message())
                        : error);
    }

    static PacketException unreachable(String why) {
        return new PacketException(2003, GENERAL, why); // as MySQL Router says it: CR_CONN_HOST_ERROR
    }

    private static String behind(@Nullable String hint) {
        return hint == null ? "" : ". " + hint;
    }
}
