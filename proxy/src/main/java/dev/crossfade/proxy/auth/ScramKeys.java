package dev.crossfade.proxy.auth;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;

/**
 * What is derived from a password, a salt and an iteration count, and enough to take part in an exchange on either side.
 * Never printed.
 */
public final class ScramKeys {
    static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_256;

    /** PostgreSQL's SCRAM_DEFAULT_ITERATIONS. */
    static final int ITERATIONS = 4096;

    final byte[] clientKey;
    final byte[] storedKey;
    final byte[] serverKey;

    private ScramKeys(byte[] clientKey, byte[] serverKey) {
        this.clientKey = clientKey;
        this.storedKey = ScramFunctions.storedKey(MECHANISM, clientKey);
        this.serverKey = serverKey;
    }

    /** Costs some milliseconds per 4096 iterations. */
    static ScramKeys derive(String password, byte[] salt, int iterations) {
        byte[] salted = ScramFunctions.saltedPassword(
                MECHANISM, StringPreparation.POSTGRESQL_PREPARATION, password.toCharArray(), salt, iterations);
        return new ScramKeys(ScramFunctions.clientKey(MECHANISM, salted), ScramFunctions.serverKey(MECHANISM, salted));
    }

    /** Keys of a user that does not exist: no password leads to them. */
    static ScramKeys impossible(byte[] random32, byte[] otherRandom32) {
        return new ScramKeys(random32, otherRandom32);
    }

    @Override
    public String toString() {
        return "ScramKeys";
    }
}
