package dev.crossfade.proxy.mysql.login;

import dev.crossfade.proxy.mysql.auth.BackendLogin;
import dev.crossfade.proxy.mysql.wire.PacketLink;
import dev.crossfade.proxy.node.Target;

/**
 * A client that has logged in. Who takes it over owns its channel, and closes {@code login} when the session ends.
 *
 * @param id as the control plane knows it
 * @param clientId what the client takes for its connection's id, in the whole node its own
 * @param nonce of its greeting
 * @param hello what it has said, with the capabilities that both sides have
 * @param login how to log in at the backend for it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LoggedIn(
        String id,
        long sinceMillis,
        PacketLink link,
        int clientId,
        byte[] nonce,
        Target target,
        ClientHello hello,
        BackendLogin login) {
    public String user() {
        return hello.user();
    }

    /** What was agreed on, MariaDB's own above the lower 32 bits. */
    public long capabilities() {
        return hello.capabilities();
    }
}
