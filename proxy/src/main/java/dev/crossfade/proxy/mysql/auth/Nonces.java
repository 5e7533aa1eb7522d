package dev.crossfade.proxy.mysql.auth;

import java.security.SecureRandom;

/** What a proof is made for, new for each. */
final class Nonces {
    /** Of a greeting and of all methods but ed25519. */
    static final int BYTES = 20;

    static final int ED25519_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonces() {}

    /** As MySQL's generate_user_salt makes it: seven bits a byte, no zero, which would end it for old clients, and no '$'. */
    static byte[] ofGreeting() {
        byte[] nonce = random(BYTES);
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] &= 0x7f;
            if (nonce[i] == 0 || nonce[i] == '$') {
                nonce[i]++;
            }
        }
        return nonce;
    }

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
