package dev.crossfade.proxy.mysql.auth;

import dev.crossfade.proxy.auth.LoginPool;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * The key to which clients without TLS encrypt a password, and the encryption to a backend's: RSA with OAEP and SHA-1 of the
 * password and a zero byte, XORed with the nonce over and over. Thread-safe; costs a millisecond to use, and some hundred to make.
 */
public final class RsaKey {
    private static final int BITS = 2048; // of the key that MySQL makes for itself
    private static final int LINE_CHARACTERS = 64;
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final String CIPHER = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";

    private static final class Holder {
        private static final CompletableFuture<RsaKey> OWN =
                CompletableFuture.supplyAsync(RsaKey::generate, LoginPool.INSTANCE);
    }

    private final PrivateKey privateKey;
    private final byte[] pem;
    private final int bytes;

    private RsaKey(KeyPair pair) {
        this.privateKey = pair.getPrivate();
        this.bytes = (((RSAPublicKey) pair.getPublic()).getModulus().bitLength() + 7) / 8;
        this.pem = pem(pair.getPublic());
    }

    /** The one of this process, made when it is first asked for. */
    public static CompletableFuture<RsaKey> own() {
        return Holder.OWN;
    }

    static RsaKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new RsaKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    private static byte[] pem(PublicKey key) {
        String body = Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return (BEGIN + "\n" + body + "\n" + END + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The public half, as a server sends it. */
    byte[] pem() {
        return pem.clone();
    }

    /**
     * The password without its zero byte, or null for whatever is wrong with it: which of the things that can be wrong it is, would
     * tell a stranger how to decrypt what others have sent (Manger's attack).
     */
    @Nullable
    Secret decrypt(byte[] encrypted, byte[] nonce) {
        if (encrypted.length != bytes) {
            return null;
        }
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, privateKey);
            byte[] plain = cipher.doFinal(encrypted);
            xor(plain, nonce);
            int length = plain.length - 1;
            Secret password = length >= 0 && plain[length] == 0 ? Secret.owning(Arrays.copyOf(plain, length)) : null;
            Arrays.fill(plain, (byte) 0);
            return password;
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /**
     * Encrypts to a key of another's.
     *
     * @param pem as a backend sends it
     * @throws GeneralSecurityException when it is no key, or too short a one for the password
     */
    static byte[] encrypt(byte[] pem, byte[] password, byte[] nonce) throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(pem)));
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        byte[] plain = Arrays.copyOf(password, password.length + 1);
        xor(plain, nonce);
        byte[] encrypted = cipher.doFinal(plain);
        Arrays.fill(plain, (byte) 0);
        return encrypted;
    }

    private static byte[] der(byte[] pem) throws GeneralSecurityException {
        String text = new String(pem, StandardCharsets.US_ASCII);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException("not a public key in PEM");
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static void xor(byte[] text, byte[] nonce) {
        for (int i = 0; i < text.length; i++) {
            text[i] ^= nonce[i % nonce.length];
        }
    }
}
