package dev.crossfade.proxy.mysql.auth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What proves to know a password without showing it. With H the method's hash, {@code caching_sha2_password} answers a nonce by
 * {@code H(pw) XOR H(H(H(pw)) || nonce)}, {@code mysql_native_password} by {@code H(pw) XOR H(nonce || H(H(pw)))}; who knows
 * {@code H(H(pw))} can check that, and cannot answer himself.
 */
final class Proofs {
    static final int SHA2_BYTES = 32;
    static final int NATIVE_BYTES = 20;

    private Proofs() {}

    /** What a proof is held against: the password hashed twice, by both hashes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Verifier(byte[] sha256Twice, byte[] sha1Twice) {
        static Verifier of(byte[] password) {
            return new Verifier(sha256(sha256(password)), sha1(sha1(password)));
        }

        /** One that no proof fits, as far as anybody can know. */
        static Verifier random() {
            return new Verifier(Nonces.random(SHA2_BYTES), Nonces.random(NATIVE_BYTES));
        }

        boolean fitsSha2(byte[] proof, byte[] nonce) {
            if (proof.length != SHA2_BYTES) {
                return false;
            }
            byte[] once = xor(proof, sha256(sha256Twice, nonce));
            boolean fits = MessageDigest.isEqual(sha256(once), sha256Twice);
            Arrays.fill(once, (byte) 0);
            return fits;
        }

        boolean fitsNative(byte[] proof, byte[] nonce) {
            if (proof.length != NATIVE_BYTES) {
                return false;
            }
            byte[] once = xor(proof, sha1(nonce, sha1Twice));
            boolean fits = MessageDigest.isEqual(sha1(once), sha1Twice);
            Arrays.fill(once, (byte) 0);
            return fits;
        }

        boolean isOf(byte[] password) {
            return MessageDigest.isEqual(sha256(sha256(password)), sha256Twice);
        }

        @Override
        public String toString() {
            return "Verifier";
        }
    }

    /** Nothing for no password, as all clients do. */
    static byte[] sha2(byte[] password, byte[] nonce) {
        if (password.length == 0) {
            return new byte[0];
        }
        byte[] once = sha256(password);
        return xor(once, sha256(sha256(once), nonce));
    }

    /** Nothing for no password, as all clients do. */
    static byte[] ofNative(byte[] password, byte[] nonce) {
        if (password.length == 0) {
            return new byte[0];
        }
        byte[] once = sha1(password);
        return xor(once, sha1(nonce, sha1(once)));
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = new byte[one.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }

    private static byte[] sha256(byte[]... parts) {
        return hash("SHA-256", parts);
    }

    private static byte[] sha1(byte[]... parts) {
        return hash("SHA-1", parts);
    }

    static byte[] hash(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
