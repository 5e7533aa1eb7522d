package dev.crossfade.proxy.tls;

import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys, and sees to it that a key belongs to its certificate: else only clients would find out. */
final class PemKey {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final long MAX_FILE_BYTES = 64 * 1024;

    private PemKey() {}

    /** The key of a certificate. */
    static PrivateKey read(Path file, X509Certificate certificate) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw unusable(file);
            }
            Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (!pem.find()) {
                throw unusable(file);
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            String algorithm = certificate.getPublicKey().getAlgorithm();
            PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (!belong(key, certificate)) {
                throw foreign(file, certificate);
            }
            return key;
        } catch (IOException e) {
            throw Pem.unreadable(file, e);
        } catch (IllegalArgumentException e) {
            throw unusable(file);
        } catch (GeneralSecurityException e) {
            throw foreign(file, certificate);
        }
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> null; // of a kind whose parameters say how it signs: the handshake will tell
        };
        if (algorithm == null) {
            return true;
        }
        byte[] sample = "crossfade".getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(sample);
        byte[] signature = signing.sign();
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(certificate.getPublicKey());
        verifying.update(sample);
        return verifying.verify(signature);
    }

    private static CrossfadeException unusable(Path file) {
        return new CrossfadeException(
                Problem.INVALID_REQUEST,
                file + " is no private key that can be used",
                "It must be a PEM file of PKCS#8 without a password: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW.");
    }

    private static CrossfadeException foreign(Path file, X509Certificate certificate) {
        return new CrossfadeException(
                Problem.INVALID_REQUEST,
                "the key in " + file + " does not belong to the certificate of "
                        + certificate.getSubjectX500Principal(),
                "Give the key that the certificate was made for; its own certificate must come first in its file.");
    }
}
