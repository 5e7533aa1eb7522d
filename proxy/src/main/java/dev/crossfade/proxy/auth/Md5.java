package dev.crossfade.proxy.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What AuthenticationMD5Password is answered with, for backends and clients that know nothing better. */
final class Md5 {
    private Md5() {}

    /** {@code md5(password || user)} in hex: what the server stores, without its prefix. */
    static String hash(String user, String password) {
        return hex((password + user).getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    /** {@code md5(hash || salt)} in hex, with its prefix. */
    static String answer(String hash, byte[] salt) {
        return "md5" + hex(hash.getBytes(StandardCharsets.US_ASCII), salt);
    }

    private static String hex(byte[] data, byte[] more) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(data);
            return HexFormat.of().formatHex(md5.digest(more));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
