package dev.crossfade.proxy.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The answer to AuthenticationMD5Password, for backends that still ask for it. */
public final class Md5 {
    private Md5() {}

    /** {@code md5(md5(password || user) || salt)} in hex, with its prefix. */
    public static String answer(String user, String password, byte[] salt) {
        String inner = hex((password + user).getBytes(StandardCharsets.UTF_8), new byte[0]);
        return "md5" + hex(inner.getBytes(StandardCharsets.US_ASCII), salt);
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
