package dev.crossfade.proxy.auth;

import com.ongres.scram.common.ScramFunctions;
import dev.crossfade.proxy.wire.FatalException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of one SCRAM-SHA-256 exchange (RFC 5802; PostgreSQL's src/backend/libpq/auth-scram.c, whose messages
 * these are). Each method is called once, in order:
 *
 * <pre>
 *   client-first ─► {@link #first} ─► server-first ;  client-final ─► {@link #last} ─► server-final, or null: not proved
 * </pre>
 */
final class ScramServer {
    static final String MECHANISM = "SCRAM-SHA-256";
    static final String MECHANISM_PLUS = "SCRAM-SHA-256-PLUS";
    private static final String BINDING_TYPE = "tls-server-end-point";
    private static final int NONCE_CHARACTERS = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Verifier.Scram verifier;
    private final byte[] channelBinding;
    private boolean bound;
    private String gs2Header = "";
    private String clientFirstBare = "";
    private String serverFirst = "";
    private String nonce = "";
    private byte[] clientKey = {};

    /**
     * @param channelBinding tls-server-end-point of the certificate that this client was shown; empty when there is none,
     *     and then binding is not offered
     */
    ScramServer(Verifier.Scram verifier, byte[] channelBinding) {
        this.verifier = verifier;
        this.channelBinding = channelBinding.clone();
    }

    /** The body of AuthenticationSASL. */
    byte[] mechanisms() {
        String list = channelBinding.length > 0 ? MECHANISM_PLUS + '\0' + MECHANISM : MECHANISM;
        return (list + "\0\0").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * @return server-first
     * @throws FatalException when the message is malformed
     */
    String first(String mechanism, String clientFirst) {
        bound = mechanism.equals(MECHANISM_PLUS) && channelBinding.length > 0;
        if (!bound && !mechanism.equals(MECHANISM)) {
            throw FatalException.protocol("client selected an invalid SASL authentication mechanism");
        }
        int headerEnd = header(clientFirst);
        gs2Header = clientFirst.substring(0, headerEnd);
        clientFirstBare = clientFirst.substring(headerEnd);
        if (clientFirstBare.startsWith("m=")) {
            throw new FatalException("0A000", "client requires an unsupported SCRAM extension", null);
        }
        int comma = clientFirstBare.indexOf(",r=");
        if (!clientFirstBare.startsWith("n=") || comma < 0) {
            throw malformed("");
        }
        String clientNonce = clientFirstBare.substring(comma + 3);
        int extensions = clientNonce.indexOf(',');
        if (extensions >= 0) {
            clientNonce = clientNonce.substring(0, extensions);
        }
        if (clientNonce.isEmpty() || !clientNonce.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw malformed("");
        }
        nonce = clientNonce + ScramFunctions.nonce(NONCE_CHARACTERS, RANDOM);
        Salt salt = verifier.salt();
        serverFirst =
                "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(salt.bytes()) + ",i=" + salt.iterations();
        return serverFirst;
    }

    /** Checks the gs2-header and returns where it ends. */
    private int header(String clientFirst) {
        char flag = clientFirst.isEmpty() ? 0 : clientFirst.charAt(0);
        int comma = clientFirst.indexOf(',');
        switch (flag) {
            case 'p' -> {
                if (!bound) {
                    throw malformed(": the client selected SCRAM-SHA-256 without channel binding, but the SCRAM message"
                            + " includes channel binding data");
                }
                String type = comma < 2 ? "" : clientFirst.substring(2, comma);
                if (!type.equals(BINDING_TYPE)) {
                    throw FatalException.protocol("unsupported SCRAM channel-binding type \"" + type + "\"");
                }
            }
            case 'n', 'y' -> {
                if (bound) {
                    throw malformed(": the client selected SCRAM-SHA-256-PLUS, but the SCRAM message does not include"
                            + " channel binding data");
                }
                if (flag == 'y' && channelBinding.length > 0) {
                    // somebody in between has taken -PLUS off the list
                    throw new FatalException("28000", "SCRAM channel binding negotiation error", null);
                }
                if (comma != 1) {
                    throw malformed("");
                }
            }
            default -> throw malformed("");
        }
        if (clientFirst.length() < comma + 2 || clientFirst.charAt(comma + 1) != ',') {
            if (clientFirst.startsWith("a", comma + 1)) {
                throw new FatalException("0A000", "client uses authorization identity, but it is not supported", null);
            }
            throw malformed("");
        }
        return comma + 2;
    }

    /**
     * @return server-final, or null when the proof is wrong
     * @throws FatalException when the message is malformed
     */
    @Nullable
    String last(String clientFinal) {
        int proofAt = clientFinal.lastIndexOf(",p=");
        if (proofAt < 0 || !clientFinal.startsWith("c=")) {
            throw malformed("");
        }
        String withoutProof = clientFinal.substring(0, proofAt);
        int bindingEnd = withoutProof.indexOf(',');
        if (bindingEnd < 0 || !withoutProof.substring(2, bindingEnd).equals(expectedBinding())) {
            throw bound
                    ? new FatalException("28000", "SCRAM channel binding check failed", null)
                    : FatalException.protocol("unexpected SCRAM channel-binding attribute in client-final-message");
        }
        String rest = withoutProof.substring(bindingEnd);
        if (!rest.equals(",r=" + nonce) && !rest.startsWith(",r=" + nonce + ",")) {
            throw FatalException.protocol("invalid SCRAM response: nonce does not match");
        }
        byte[] proof;
        try {
            proof = Base64.getDecoder().decode(clientFinal.substring(proofAt + 3));
        } catch (IllegalArgumentException e) {
            throw malformed("");
        }
        ScramKeys keys = verifier.keys();
        if (proof.length != keys.storedKey.length) {
            throw malformed("");
        }
        String authMessage = clientFirstBare + "," + serverFirst + "," + withoutProof;
        clientKey = keys.clientKeyOf(proof, authMessage);
        if (clientKey.length == 0) {
            return null;
        }
        byte[] signature = ScramFunctions.serverSignature(ScramKeys.MECHANISM, keys.serverKey, authMessage);
        return "v=" + Base64.getEncoder().encodeToString(signature);
    }

    /** The keys, the client's own included, once it has proved that it has it. */
    ScramKeys learnt() {
        return verifier.keys().with(clientKey);
    }

    private String expectedBinding() {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(gs2Header.getBytes(StandardCharsets.US_ASCII));
        if (bound) {
            expected.writeBytes(channelBinding);
        }
        return Base64.getEncoder().encodeToString(expected.toByteArray());
    }

    private static FatalException malformed(String why) {
        return FatalException.protocol("malformed SCRAM message" + why);
    }
}
