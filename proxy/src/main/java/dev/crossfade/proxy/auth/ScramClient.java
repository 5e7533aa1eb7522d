package dev.crossfade.proxy.auth;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.exception.ScramParseException;
import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.wire.FatalException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The client's half of one SCRAM-SHA-256 exchange, toward a backend. Keys come from outside ({@link BackendKeys}), since
 * deriving them takes longer than an event loop may be kept.
 */
final class ScramClient {
    /** A backend that asks for more than this is refused: it would keep a thread for seconds at every login. */
    private static final int MAX_ITERATIONS = 1_000_000;

    private static final int NONCE_CHARACTERS = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String gs2Header;
    private final byte[] channelBinding;
    private final String clientFirstBare = "n=,r=" + ScramFunctions.nonce(NONCE_CHARACTERS, RANDOM);
    private String serverFirst = "";
    private String nonce = "";
    private Salt salt = new Salt(new byte[0], 0);
    private byte[] expectedSignature = {};

    /**
     * One exchange.
     *
     * @param channelBinding tls-server-end-point of the server's certificate, empty when there is none
     * @param bind whether the server has offered to be bound to it. When it has not although it could be, it is told so: a
     *     server that did offer then knows of somebody in between.
     */
    ScramClient(byte[] channelBinding, boolean bind) {
        this.gs2Header = bind ? "p=tls-server-end-point,," : channelBinding.length > 0 ? "y,," : "n,,";
        this.channelBinding = bind ? channelBinding.clone() : new byte[0];
    }

    /** Goes first. */
    String clientFirst() {
        return gs2Header + clientFirstBare;
    }

    /** Reads server-first; salt and iterations are known afterwards. */
    void serverFirst(String message) {
        try {
            ServerFirstMessage first =
                    ServerFirstMessage.parseFrom(message, clientFirstBare.substring("n=,r=".length()));
            serverFirst = message;
            nonce = first.getNonce();
            salt = new Salt(Base64.getDecoder().decode(first.getSalt()), first.getIterationCount());
        } catch (ScramParseException | IllegalArgumentException e) {
            throw broken();
        }
        if (salt.iterations() < 1 || salt.iterations() > MAX_ITERATIONS) {
            throw broken();
        }
    }

    Salt salt() {
        return salt;
    }

    /** Answers server-first. */
    String clientFinal(ScramKeys keys) {
        ByteArrayOutputStream binding = new ByteArrayOutputStream();
        binding.writeBytes(gs2Header.getBytes(StandardCharsets.US_ASCII));
        binding.writeBytes(channelBinding);
        Base64.Encoder base64 = Base64.getEncoder();
        String withoutProof = "c=" + base64.encodeToString(binding.toByteArray()) + ",r=" + nonce;
        String authMessage = clientFirstBare + "," + serverFirst + "," + withoutProof;
        byte[] signature = ScramFunctions.clientSignature(ScramKeys.MECHANISM, keys.storedKey, authMessage);
        expectedSignature = ScramFunctions.serverSignature(ScramKeys.MECHANISM, keys.serverKey, authMessage);
        byte[] proof = ScramFunctions.clientProof(keys.clientKey, signature);
        return withoutProof + ",p=" + base64.encodeToString(proof);
    }

    /** Checks that the server knows the password too. */
    void serverFinal(String message) {
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
