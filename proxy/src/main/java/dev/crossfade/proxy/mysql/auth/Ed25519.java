package dev.crossfade.proxy.mysql.auth;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's client_ed25519: an Ed25519 signature of the nonce (RFC 8032), whose secret scalar is made of the password itself
 * where the RFC has a seed of 32 bytes. So the JDK's signer, which takes seeds only, cannot make it; but it checks it, and its
 * X25519 multiplies the same curve's base point, in Montgomery's form, by any clamped scalar in constant time. What is lost there
 * is the sign of the point's x, of which the one that the check accepts is right. The nonce of a signature may be any
 * scalar nobody knows (RFC 8032 derives it to need no randomness), a clamped one too.
 */
final class Ed25519 {
    static final int SIGNATURE_BYTES = 64;

    private static final int POINT_BYTES = 32;
    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    /** The order of the base point. */
    private static final BigInteger L =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final BigInteger MONTGOMERY_BASE = BigInteger.valueOf(9);
    private static final byte[] TRIED = "which of the two is it?".getBytes(StandardCharsets.US_ASCII);

    private Ed25519() {}

    /** The 32 bytes that MariaDB keeps of a password. */
    static byte[] publicKey(byte[] password) {
        byte[] scalar = scalar(password);
        try {
            byte[] positive = edwards(scalar, false);
            byte[] negative = edwards(scalar, true);
            return signed(scalar, positive, TRIED) != null ? positive : negative;
        } finally {
            Arrays.fill(scalar, (byte) 0);
        }
    }

    static byte[] sign(byte[] password, byte[] nonce) {
        byte[] scalar = scalar(password);
        try {
            byte[] signature = signed(scalar, publicKey(password), nonce);
            if (signature == null) {
                throw new IllegalStateException("neither point is the signature's");
            }
            return signature;
        } finally {
            Arrays.fill(scalar, (byte) 0);
        }
    }

    static boolean verifies(byte[] publicKey, byte[] nonce, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key(publicKey));
            check.update(nonce);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // no signature at all: its numbers are out of range
        }
    }

    private static byte @Nullable [] signed(byte[] scalar, byte[] publicKey, byte[] nonce) {
        byte[] random = clamped(Nonces.random(POINT_BYTES));
        try {
            for (boolean odd : new boolean[] {false, true}) {
                byte[] point = edwards(random, odd);
                BigInteger challenge = number(Proofs.hash("SHA-512", point, publicKey, nonce));
                BigInteger s =
                        number(random).add(challenge.multiply(number(scalar))).mod(L);
                byte[] signature = Arrays.copyOf(point, SIGNATURE_BYTES);
                System.arraycopy(littleEndian(s), 0, signature, POINT_BYTES, POINT_BYTES);
                if (verifies(publicKey, nonce, signature)) {
                    return signature;
                }
            }
            return null;
        } finally {
            Arrays.fill(random, (byte) 0);
        }
    }

    private static byte[] scalar(byte[] password) {
        byte[] hash = Proofs.hash("SHA-512", password);
        byte[] scalar = clamped(Arrays.copyOf(hash, POINT_BYTES));
        Arrays.fill(hash, (byte) 0);
        return scalar;
    }

    private static byte[] clamped(byte[] scalar) {
        scalar[0] &= (byte) 248;
        scalar[31] = (byte) ((scalar[31] & 127) | 64);
        return scalar;
    }

    /** The base point times a clamped scalar as RFC 8032 writes it, if the sign of x is the one given. */
    private static byte[] edwards(byte[] scalar, boolean isOdd) {
        BigInteger u = montgomery(scalar);
        BigInteger y = u.subtract(BigInteger.ONE)
                .multiply(u.add(BigInteger.ONE).modInverse(P))
                .mod(P); // RFC 7748, section 4.1
        byte[] encoded = littleEndian(y);
        encoded[31] |= (byte) (isOdd ? 0x80 : 0);
        return encoded;
    }

    private static BigInteger montgomery(byte[] scalar) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            KeyAgreement times = KeyAgreement.getInstance("X25519");
            times.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)));
            times.doPhase(keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, MONTGOMERY_BASE)), true);
            return number(times.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 11 has X25519", e);
        }
    }

    private static PublicKey key(byte[] encoded) throws GeneralSecurityException {
        byte[] y = encoded.clone();
        boolean isOdd = (y[31] & 0x80) != 0;
        y[31] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(isOdd, number(y))));
    }

    private static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] shortest = number.toByteArray(); // with a zero in front where the highest bit is set
        byte[] bytes = new byte[POINT_BYTES];
        for (int i = 0; i < Math.min(POINT_BYTES, shortest.length); i++) {
            bytes[i] = shortest[shortest.length - 1 - i];
        }
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
