package dev.crossfade.proxy.auth;

import dev.crossfade.proxy.AccessRule.Connection;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a client comes from and what it asks for.
 *
 * @param connection {@code LOCAL}, {@code PLAIN} or {@code TLS}
 * @param address null for a unix socket
 * @param physicalReplication such a connection is in no database
 */
public record Origin(
        Connection connection,
        @Nullable InetAddress address,
        String database,
        String user,
        boolean physicalReplication) {

    /** As PostgreSQL words it. */
    @Override
    public String toString() {
        String from = address == null ? "[local]" : address.getHostAddress();
        String what = physicalReplication ? "replication connection from host" : "host";
        String in = physicalReplication ? "" : ", database \"" + database + "\"";
        String how = switch (connection) {
            case TLS -> ", SSL encryption";
            case PLAIN -> ", no encryption";
            case LOCAL, ANY, HOST -> "";
        };
        return what + " \"" + from + "\", user \"" + user + "\"" + in + how;
    }
}
