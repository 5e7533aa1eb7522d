package dev.crossfade.proxy.backend;

import dev.crossfade.proxy.wire.FatalException;
import java.util.Set;

/** Who waits for a server connection. Exactly one of the methods is called, once, on the pool's event loop. */
public interface Borrower {
    /** The custom settings it has used: a connection on which others have been set is not for it. */
    default Set<String> customNames() {
        return Set.of();
    }

    /** It has one, idle and outside a transaction; it gives it back by {@link Pool#giveBack} or {@link Pool#discard}. */
    void lent(ServerConnection connection);

    /** There is none to be had. */
    void refused(FatalException why);

    /** The server refused the login. {@code errorResponse} is its message, whole; to be copied. */
    void refusedByServer(byte[] errorResponse);
}
