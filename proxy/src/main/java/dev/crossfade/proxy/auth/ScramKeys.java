package dev.crossfade.proxy.auth;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import java.security.MessageDigest;

/**
 * What is derived from a password, a salt and an iteration count (RFC 5802, section 3). The stored key and the server key are
 * enough to be the server of an exchange; the client key, where it is known, to be the client. Never printed.
 */
final class ScramKeys {
    static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_256;

    /** PostgreSQL's SCRAM_DEFAULT_ITERATIONS. */
    static final int ITERATIONS = 4096;

    /** Empty where it is not known. */
    final byte[] clientKey;

    final byte[] storedKey;
    final byte[] serverKey;

    private ScramKeys(byte[] clientKey, byte[] storedKey, byte[] serverKey) {
        this.clientKey = clientKey;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /** Costs some milliseconds per 4096 iterations. */
    static ScramKeys derive(String password, Salt salt) {
        byte[] salted = ScramFunctions.saltedPassword(
                MECHANISM,
                StringPreparation.POSTGRESQL_PREPARATION,
                password.toCharArray(),
                salt.bytes(),
                salt.iterations());
        byte[] clientKey = ScramFunctions.clientKey(MECHANISM, salted);
        return new ScramKeys(
                clientKey, ScramFunctions.storedKey(MECHANISM, clientKey), ScramFunctions.serverKey(MECHANISM, salted));
    }

    static ScramKeys ofVerifier(byte[] storedKey, byte[] serverKey) {
        return new ScramKeys(new byte[0], storedKey.clone(), serverKey.clone());
    }

    /** The same with the client key that a proof has shown. */
    ScramKeys with(byte[] learntClientKey) {
        return new ScramKeys(learntClientKey.clone(), storedKey, serverKey);
    }

    /**
     * The client key that a proof was made with, if it is the right one: ClientKey = ClientProof XOR ClientSignature, and its
     * hash must be the stored key. Empty if it is not.
     */
    byte[] clientKeyOf(byte[] proof, String authMessage) {
        byte[] key = ScramFunctions.clientSignature(MECHANISM, storedKey, authMessage);
        for (int i = 0; i < key.length; i++) {
            key[i] ^= proof[i];
        }
        boolean proved = MessageDigest.isEqual(ScramFunctions.storedKey(MECHANISM, key), storedKey);
        return proved ? key : new byte[0];
    }

    @Override
    public String toString() {
        return "ScramKeys";
    }
}
