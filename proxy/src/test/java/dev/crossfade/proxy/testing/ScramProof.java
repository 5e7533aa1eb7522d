package dev.crossfade.proxy.testing;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A client's side of SCRAM that derives a password's keys once for each salt: tests log in a thousand times. */
public final class ScramProof {
    private static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_256;
    private static final String FIRST_BARE = "n=,r=rOprNGfwEbeRWgbNEkqO";
    private static final Map<String, byte[]> SALTED = new ConcurrentHashMap<>();

    private ScramProof() {}

    /** The client-first-message. */
    public static byte[] first() {
        return ("n,," + FIRST_BARE).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The client-final-message.
     *
     * @param challenge the body of AuthenticationSASLContinue
     */
    public static byte[] last(String password, byte[] challenge) {
        String serverFirst = new String(challenge, 4, challenge.length - 4, StandardCharsets.US_ASCII);
        String nonce = serverFirst.substring(2, serverFirst.indexOf(",s="));
        String salt = serverFirst.substring(serverFirst.indexOf(",s=") + 3, serverFirst.indexOf(",i="));
        int iterations = Integer.parseInt(serverFirst.substring(serverFirst.indexOf(",i=") + 3));
        byte[] salted = SALTED.computeIfAbsent(
                password + salt + iterations,
                key -> ScramFunctions.saltedPassword(
                        MECHANISM,
                        StringPreparation.POSTGRESQL_PREPARATION,
                        password.toCharArray(),
                        Base64.getDecoder().decode(salt),
                        iterations));
        byte[] clientKey = ScramFunctions.clientKey(MECHANISM, salted);
        String withoutProof = "c=biws,r=" + nonce;
        byte[] signature = ScramFunctions.clientSignature(
                MECHANISM,
                ScramFunctions.storedKey(MECHANISM, clientKey),
                FIRST_BARE + "," + serverFirst + "," + withoutProof);
        String proof = Base64.getEncoder().encodeToString(ScramFunctions.clientProof(clientKey, signature));
        return (withoutProof + ",p=" + proof).getBytes(StandardCharsets.US_ASCII);
    }

    /** What a server would store of a password. */
    public static String verifier(String password, byte[] salt, int iterations) {
        byte[] salted = ScramFunctions.saltedPassword(
                MECHANISM, StringPreparation.POSTGRESQL_PREPARATION, password.toCharArray(), salt, iterations);
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] storedKey = ScramFunctions.storedKey(MECHANISM, ScramFunctions.clientKey(MECHANISM, salted));
        return "SCRAM-SHA-256$" + iterations + ":" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(storedKey) + ":"
                + base64.encodeToString(ScramFunctions.serverKey(MECHANISM, salted));
    }
}
