package dev.crossfade.proxy.auth;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server keeps of a password (https://www.postgresql.org/docs/15/catalog-pg-authid.html, column rolpassword). It is a
 * secret: never printed.
 */
sealed interface Verifier {
    /** {@code SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey}, the last three in Base64. */
    Pattern SCRAM =
            Pattern.compile("SCRAM-SHA-256\\$(\\d{1,9}):([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

    Pattern MD5 = Pattern.compile("md5[0-9a-f]{32}");

    int KEY_BYTES = 32;

    /** A verifier whose derivation would keep a thread for seconds at every login in clear text is not used. */
    int MAX_ITERATIONS = 1_000_000;

    /** Of SCRAM-SHA-256: knows no key that proves anything, but can check a proof. */
    record Scram(Salt salt, ScramKeys keys) implements Verifier {
        @Override
        public String toString() {
            return "Verifier.Scram";
        }
    }

    /** @param hash {@code md5(password || user)} in hex: whoever has it can log in where md5 is asked for */
    record Md5Hash(String hash) implements Verifier {
        @Override
        public String toString() {
            return "Verifier.Md5Hash";
        }
    }

    /** Null for what is no verifier known here; the server itself stores nothing else since version 10. */
    static @Nullable Verifier parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (MD5.matcher(text).matches()) {
            return new Md5Hash(text.substring("md5".length()));
        }
        Matcher scram = SCRAM.matcher(text);
        if (!scram.matches()) {
            return null;
        }
        int iterations = Integer.parseInt(scram.group(1));
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            byte[] salt = base64.decode(scram.group(2));
            byte[] storedKey = base64.decode(scram.group(3));
            byte[] serverKey = base64.decode(scram.group(4));
            boolean valid = iterations > 0
                    && iterations <= MAX_ITERATIONS
                    && salt.length > 0
                    && storedKey.length == KEY_BYTES
                    && serverKey.length == KEY_BYTES;
            return valid ? new Scram(new Salt(salt, iterations), ScramKeys.ofVerifier(storedKey, serverKey)) : null;
        } catch (IllegalArgumentException e) {
            return null; // no Base64
        }
    }
}
