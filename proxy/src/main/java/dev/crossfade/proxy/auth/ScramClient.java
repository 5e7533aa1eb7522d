package dev.crossfade.proxy.auth;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.exception.ScramParseException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.wire.FatalException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The client's half of one SCRAM-SHA-256 exchange, toward a backend. Keys come from outside ({@link BackendKeys}), since
 * deriving them takes longer than an event loop may be kept.
 */
public final class ScramClient {
    /** A backend that asks for more than this is refused: it would keep a thread for seconds at every login. */
    private static final int MAX_ITERATIONS = 1_000_000;

    private static final String GS2_HEADER = "n,,";
    private static final String BINDING = "c=biws";
    private static final int NONCE_CHARACTERS = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String clientFirstBare = "n=,r=" + ScramFunctions.nonce(NONCE_CHARACTERS, RANDOM);
    private String serverFirst = "";
    private String nonce = "";
    private byte[] salt = {};
    private int iterations;
    private byte[] expectedSignature = {};

    /** Goes first. */
    public String clientFirst() {
        return GS2_HEADER + clientFirstBare;
    }

    /** Reads server-first; salt and iterations are known afterwards. */
    public void serverFirst(String message) {
        try {
            ServerFirstMessage first =
                    ServerFirstMessage.parseFrom(message, clientFirstBare.substring("n=,r=".length()));
            serverFirst = message;
            nonce = first.getNonce();
            salt = Base64.getDecoder().decode(first.getSalt());
            iterations = first.getIterationCount();
        } catch (ScramParseException | IllegalArgumentException e) {
            throw broken();
        }
        if (iterations < 1 || iterations > MAX_ITERATIONS) {
            throw broken();
        }
    }

    byte[] salt() {
        return salt;
    }

    int iterations() {
        return iterations;
    }

    /** Answers server-first. */
    public String clientFinal(ScramKeys keys) {
        String withoutProof = BINDING + ",r=" + nonce;
        String authMessage = clientFirstBare + "," + serverFirst + "," + withoutProof;
        byte[] signature = ScramFunctions.clientSignature(ScramKeys.MECHANISM, keys.storedKey, authMessage);
        expectedSignature = ScramFunctions.serverSignature(ScramKeys.MECHANISM, keys.serverKey, authMessage);
        byte[] proof = ScramFunctions.clientProof(keys.clientKey, signature);
        return withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
    }

    /** Checks that the server knows the password too. */
    public void serverFinal(String message) {
        byte[] signature = {};
        if (message.startsWith("v=")) {
            try {
                signature = Base64.getDecoder().decode(message.substring(2));
            } catch (IllegalArgumentException e) {
                throw broken();
            }
        }
        if (expectedSignature.length == 0 || !MessageDigest.isEqual(signature, expectedSignature)) {
            throw broken();
        }
    }

    private static FatalException broken() {
        return new FatalException(
                Problem.BACKEND_UNREACHABLE,
                "the backend's SCRAM-SHA-256 exchange is not valid",
                "Check that the configured backend address is the database server it should be.");
    }
}
