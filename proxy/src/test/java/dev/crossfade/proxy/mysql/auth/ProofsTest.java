package dev.crossfade.proxy.mysql.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.proxy.mysql.auth.Proofs.Verifier;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By vectors of go-sql-driver/mysql (auth_test.go), of MariaDB's manual, and of MySQL's PASSWORD(). */
class ProofsTest {
    private static final byte[] NONCE = {10, 47, 74, 111, 75, 73, 34, 48, 88, 76, 114, 74, 37, 13, 3, 80, 82, 2, 23, 21
    };

    @ParameterizedTest
    @CsvSource({
        "secret, f490e76f66d9d86665ce54d98c78d0acfe2fb0b08b423da807144873d30b312c",
        "secret2, abc3934a012cf342e876071c8ee202de51785b430258a7a0138bc79c4d800bc6"
    })
    void cachingSha2(String password, String proof) {
        byte[] made = Proofs.sha2(password.getBytes(UTF_8), NONCE);
        assertThat(HexFormat.of().formatHex(made)).isEqualTo(proof);
        Verifier verifier = Verifier.of(password.getBytes(UTF_8));
        assertThat(verifier.fitsSha2(made, NONCE)).isTrue();
        made[31]++;
        assertThat(verifier.fitsSha2(made, NONCE)).isFalse();
        assertThat(verifier.fitsSha2(new byte[20], NONCE)).isFalse();
    }

    @Test
    void nativePassword() {
        byte[] password = "secret".getBytes(UTF_8);
        Verifier verifier = Verifier.of(password);
        assertThat(HexFormat.of().formatHex(verifier.sha1Twice()))
                .isEqualTo("14e65567abdb5135d0cfd9a70b3032c179a49ee7"); // SELECT PASSWORD('secret')
        byte[] made = Proofs.ofNative(
                "hello".getBytes(UTF_8), "12345678901234567890".getBytes(UTF_8)); // xp-framework's vector
        assertThat(HexFormat.of().formatHex(made)).isEqualTo("7d50516e0e730b0b1b12fbaa1ba0876f3db2c4dd");
        assertThat(verifier.fitsNative(Proofs.ofNative(password, NONCE), NONCE)).isTrue();
        assertThat(verifier.fitsNative(made, NONCE)).isFalse();
        assertThat(verifier.fitsNative(new byte[32], NONCE)).isFalse();
    }

    @Test
    void noPasswordIsAnsweredByNothing() {
        assertThat(Proofs.sha2(new byte[0], NONCE)).isEmpty();
        assertThat(Proofs.ofNative(new byte[0], NONCE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ // SELECT ed25519_password(…)
        "secret, ZIgUREUg5PVgQ6LskhXmO+eZLS0nC8be6HPjYWR4YJY",
        "'', 4LH+dBF+G5W2CKTyId8xR3SyDqZoQjUNUVNxx8aWbG4"
    })
    void ed25519(String password, String key) {
        byte[] secret = password.getBytes(UTF_8);
        byte[] made = Ed25519.publicKey(secret);
        assertThat(Base64.getEncoder().withoutPadding().encodeToString(made)).isEqualTo(key);
        byte[] nonce = Nonces.random(Nonces.ED25519_BYTES);
        byte[] signature = Ed25519.sign(secret, nonce);
        assertThat(Ed25519.verifies(made, nonce, signature)).isTrue();
        assertThat(Ed25519.verifies(made, Nonces.random(Nonces.ED25519_BYTES), signature))
                .isFalse();
        signature[5]++;
        assertThat(Ed25519.verifies(made, nonce, signature)).isFalse();
        assertThat(Ed25519.verifies(made, nonce, new byte[3])).isFalse();
    }

    @Test
    void rsa() throws GeneralSecurityException {
        RsaKey key = RsaKey.generate();
        byte[] longest = "p".repeat(200).getBytes(UTF_8);
        byte[] encrypted = RsaKey.encrypt(key.pem(), longest, NONCE);
        try (Secret decrypted = java.util.Objects.requireNonNull(key.decrypt(encrypted, NONCE))) {
            assertThat(decrypted.<byte[]>use(byte[]::clone)).isEqualTo(longest);
        }
        assertThat(key.decrypt(encrypted, Nonces.ofGreeting())).isNull(); // no zero byte at its end
        encrypted[7]++;
        assertThat(key.decrypt(encrypted, NONCE)).isNull();
        assertThat(key.decrypt(new byte[3], NONCE)).isNull();
    }

    @Test
    void aNonceIsSafeInAnOldClientsString() {
        for (int i = 0; i < 200; i++) {
            for (byte b : Nonces.ofGreeting()) {
                assertThat(b).isPositive().isNotEqualTo((byte) '$');
            }
        }
    }
}
