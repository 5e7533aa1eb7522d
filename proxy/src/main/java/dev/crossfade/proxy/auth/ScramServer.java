package dev.crossfade.proxy.auth;

import com.ongres.scram.common.ScramFunctions;
import dev.crossfade.proxy.wire.FatalException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of one SCRAM-SHA-256 exchange, without channel binding. Each method is called once, in order:
 *
 * <pre>
 *   client-first ─► {@link #first} ─► server-first ;  client-final ─► {@link #last} ─► server-final, or null: not proved
 * </pre>
 */
public final class ScramServer {
    public static final String MECHANISM = "SCRAM-SHA-256";
    public static final String MECHANISM_PLUS = "SCRAM-SHA-256-PLUS";
    private static final int NONCE_CHARACTERS = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] salt;
    private final ScramKeys keys;
    private String gs2Header = "";
    private String clientFirstBare = "";
    private String serverFirst = "";
    private String nonce = "";

    ScramServer(byte[] salt, ScramKeys keys) {
        this.salt = salt;
        this.keys = keys;
    }

    /**
     * @return server-first
     * @throws FatalException when the message is malformed
     */
    public String first(String clientFirst) {
        char binding = clientFirst.isEmpty() ? 0 : clientFirst.charAt(0);
        if (binding == 'p') {
            throw FatalException.protocol(
                    "malformed SCRAM message: the client selected SCRAM-SHA-256 without channel binding, but the SCRAM"
                            + " message includes channel binding data");
        }
        // 'y': the client could bind but thinks the server cannot, which is so: -PLUS is not offered
        if ((binding != 'n' && binding != 'y') || clientFirst.length() < 3 || clientFirst.charAt(1) != ',') {
            throw malformed();
        }
        if (clientFirst.charAt(2) != ',') {
            throw new FatalException("0A000", "client uses authorization identity, but it is not supported", null);
        }
        gs2Header = clientFirst.substring(0, 3);
        clientFirstBare = clientFirst.substring(3);
        if (clientFirstBare.startsWith("m=")) {
            throw new FatalException("0A000", "client requires an unsupported SCRAM extension", null);
        }
        int comma = clientFirstBare.indexOf(",r=");
        if (!clientFirstBare.startsWith("n=") || comma < 0) {
            throw malformed();
        }
        String clientNonce = clientFirstBare.substring(comma + 3);
        int extensions = clientNonce.indexOf(',');
        if (extensions >= 0) {
            clientNonce = clientNonce.substring(0, extensions);
        }
        if (clientNonce.isEmpty() || !clientNonce.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw malformed();
        }
        nonce = clientNonce + ScramFunctions.nonce(NONCE_CHARACTERS, RANDOM);
        serverFirst = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(salt) + ",i=" + ScramKeys.ITERATIONS;
        return serverFirst;
    }

    /**
     * @return server-final, or null when the proof is wrong
     * @throws FatalException when the message is malformed
     */
    public @Nullable String last(String clientFinal) {
        int proofAt = clientFinal.lastIndexOf(",p=");
        if (proofAt < 0) {
            throw malformed();
        }
        String withoutProof = clientFinal.substring(0, proofAt);
        String binding = "c="
                + Base64.getEncoder().encodeToString(gs2Header.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        if (!withoutProof.equals(binding + ",r=" + nonce)) {
            throw malformed();
        }
        byte[] proof;
        try {
            proof = Base64.getDecoder().decode(clientFinal.substring(proofAt + 3));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        if (proof.length != keys.storedKey.length) {
            throw malformed();
        }
        String authMessage = clientFirstBare + "," + serverFirst + "," + withoutProof;
        if (!ScramFunctions.verifyClientProof(ScramKeys.MECHANISM, proof, keys.storedKey, authMessage)) {
            return null;
        }
        byte[] signature = ScramFunctions.serverSignature(ScramKeys.MECHANISM, keys.serverKey, authMessage);
        return "v=" + Base64.getEncoder().encodeToString(signature);
    }

    private static FatalException malformed() {
        return FatalException.protocol("malformed SCRAM message");
    }
}
