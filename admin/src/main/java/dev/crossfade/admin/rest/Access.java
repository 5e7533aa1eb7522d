package dev.crossfade.admin.rest;

import dev.crossfade.admin.config.Secret;
import dev.crossfade.flags.Problem;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may call. With a token, whoever presents it. Without, only this machine: the server listens on loopback, and since
 * any web page can make a browser on this machine call it, requests that name another host (DNS rebinding) or come from
 * a page of another origin are refused.
 */
final class Access {
    private static final String BEARER = "Bearer ";

    private final @Nullable Secret token;
    private final String listenHost;

    Access(InetSocketAddress listen, @Nullable Secret token) {
        this.token = token;
        this.listenHost = listen.getHostString();
        if (token == null && !listen.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("the admin API listens beyond loopback only with a token");
        }
    }

    /** How callers prove themselves, for the audit: {@code token} or {@code loopback}. */
    String means() {
        return token == null ? "loopback" : "token";
    }

    /**
     * Lets a request pass or throws.
     *
     * @param open whether the path tells nothing that needs protection
     */
    void check(boolean open, @Nullable String host, @Nullable String origin, @Nullable String authorization) {
        if (token == null && !isLoopback(hostOf(host))) {
            throw new Refusal(
                    403,
                    Problem.UNAUTHORIZED,
                    "the Host header names another machine",
                    "without a token the admin API answers to localhost only; configure admin.token to use other names");
        }
        if (origin != null && !sameOrigin(origin, host)) {
            throw new Refusal(
                    403,
                    Problem.UNAUTHORIZED,
                    "the request comes from a web page of another origin",
                    "call the API from a program, or from a page it serves itself");
        }
        if (token != null && !open && !presents(token, authorization)) {
            throw new Refusal(
                    401,
                    Problem.UNAUTHORIZED,
                    authorization == null ? "the admin API needs a token" : "the token is wrong",
                    "send Authorization: Bearer TOKEN; the CLI takes it from CROSSFADE_TOKEN",
                    Map.of("WWW-Authenticate", "Bearer realm=\"crossfade\""));
        }
    }

    /** Compared in a time that does not tell how much of the token was right; hashed first so that lengths do not tell. */
    private static boolean presents(Secret token, @Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        String given = authorization.substring(BEARER.length()).strip();
        return MessageDigest.isEqual(sha256(given), sha256(token.value()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
                || host.equalsIgnoreCase(listenHost);
    }

    private static String hostOf(@Nullable String header) {
        if (header == null) {
            return "";
        }
        String host = header.strip().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? "" : host.substring(1, end);
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    private static boolean sameOrigin(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getAuthority();
            return host != null && authority != null && authority.equalsIgnoreCase(host.strip());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
